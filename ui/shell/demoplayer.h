#pragma once

#include "app/demo/demonstration.h"

#include <QtCore/QPointer>

namespace baton::ui {

class Conductor;
class MainWindow;
class OverviewPage;

/// "Play the demonstration" in the window: real steps with pauses, each shown where the user would have done it.
class DemoPlayer : public QObject {
    Q_OBJECT
public:
    DemoPlayer(desk::Desk &desk, Conductor &conductor, MainWindow &window, QObject *parent = nullptr);

    static constexpr int usualPauseMs = 1400;

    void play(int pauseMs = usualPauseMs);
    void pause();
    void next();
    void startOver();
    bool isPlaying() const;
    demo::Demonstration *demonstration() const { return m_demonstration; }

Q_SIGNALS:
    void finished(const baton::Result<void> &result);

private:
    bool callbackIsTaken();
    void make(int pauseMs);
    void ended(const Result<void> &result);

    desk::Desk &m_desk;
    Conductor &m_conductor;
    MainWindow &m_window;
    OverviewPage *m_overview;
    QPointer<demo::Demonstration> m_demonstration;
};

} // namespace baton::ui

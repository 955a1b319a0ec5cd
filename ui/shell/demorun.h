#pragma once

#include "ui/shell/workbench.h"

#include <QtCore/QDir>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

namespace baton::ui {

/// `baton demo`: plays the whole delegation, a robot researcher consenting over HTTP, and leaves a picture of every page
/// per step and transcript.json. Exit code 0 only if every step was verified and every picture was written.
class DemoRun : public QObject {
    Q_OBJECT
public:
    DemoRun(Workbench &bench, const QString &outDir, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void finished(int exitCode);

private:
    void practiceIsReady();
    void stepReady();
    /// Runs `next` once no request is under way and the window has had time to settle.
    void whenQuiet(std::function<void()> next);
    void lookQuiet();
    void take(PageId page, const QString &name);
    void tour(bool dark, std::function<void()> next);
    void demonstrationEnded(const Result<void> &result);
    void writeTranscript(const Result<void> &result);
    void end(int exitCode);

    Workbench &m_bench;
    QDir m_out;
    QTimer m_quiet, m_limit;
    QElapsedTimer m_started;
    std::function<void()> m_next;
    int m_picture = 0;
    int m_failedPictures = 0;
    QStringList m_pictures;
    QJsonArray m_steps;
    Result<void> m_result;
    bool m_ended = false;
};

} // namespace baton::ui

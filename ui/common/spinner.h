#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace baton::ui {

/// The one timer behind everything that turns; runs only while something does and motion is wanted.
class SpinnerTimer : public QObject {
    Q_OBJECT
public:
    explicit SpinnerTimer(QObject *parent);
    static SpinnerTimer &of();

    /// Repaints the widget at every tick until removed.
    void add(QWidget *widget);
    void remove(QWidget *widget);
    int degrees() const;

private:
    void tick();

    QTimer m_timer;
    QElapsedTimer m_elapsed;
    QList<QPointer<QWidget>> m_widgets;
};

} // namespace baton::ui

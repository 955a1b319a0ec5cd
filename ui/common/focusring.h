#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QFocusFrame>

namespace baton::ui {

/// Two pixels of accent around whatever has the keyboard; one for the application, moved along by Theme.
class FocusRing : public QFocusFrame {
    Q_OBJECT
public:
    FocusRing() = default;
    /// The ring to put around a widget that has just been given the focus; null hides it.
    static QWidget *targetFor(QWidget *focused, Qt::FocusReason reason);

protected:
    void paintEvent(QPaintEvent *) override;
};

} // namespace baton::ui

#pragma once

#include <QtCore/QObject>

class QWidget;

namespace baton::ui {

/// Takes a file of items dropped anywhere on a widget; everything else goes on to what is behind it (packages to the window).
class FileDrop : public QObject {
    Q_OBJECT
public:
    explicit FileDrop(QWidget *widget);

Q_SIGNALS:
    void dropped(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace baton::ui

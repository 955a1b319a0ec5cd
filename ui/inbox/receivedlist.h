#pragma once

#include "app/base/clock.h"
#include "app/handover/inbox.h"

#include <QtWidgets/QWidget>

class QListView;

namespace baton::ui {

class DeliveryModel;

/// Where packages are dropped, and those that were received.
class ReceivedList : public QWidget {
    Q_OBJECT
public:
    ReceivedList(handover::Inbox &inbox, const Clock &clock, QWidget *parent = nullptr);
    DeliveryModel *model() const { return m_model; }
    QListView *view() const { return m_list; }
    /// Above the package the list lies down: the place to drop at its left, two lines of packages at its right.
    void setLying(bool lying);
    static int width();

Q_SIGNALS:
    void openRequested();
    void fileDropped(const QString &path);
    void textDropped(const QByteArray &text);
    void currentMoved();

private:
    DeliveryModel *m_model;
    QListView *m_list;
};

} // namespace baton::ui

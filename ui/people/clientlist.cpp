#include "ui/people/clientlist.h"

#include "app/base/text.h"
#include "ui/common/table.h"
#include "ui/common/theme.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int IdRole = Qt::UserRole + 1;

QString roleOf(const clients::ClientProfile &client)
{
    if (!client.note.isEmpty())
        return plain(client.note);
    if (client.gives && client.receives)
        return ClientList::tr("Gives and receives");
    return client.gives ? ClientList::tr("Gives: original client") : ClientList::tr("Receives: second client");
}

} // namespace

ClientList::ClientList(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Our clients"));
    setObjectName(tr("Our clients"));
    setItemDelegate(new CellDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(&Theme::of(), &Theme::changed, this, &ClientList::fit);
}

void ClientList::setClients(const QList<clients::ClientProfile> &clients)
{
    const QString before = currentClient();
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const clients::ClientProfile &client : clients) {
            auto *item = new QListWidgetItem(plain(client.name), this);
            const QString role = roleOf(client);
            item->setData(IdRole, client.clientId);
            item->setData(cell::Icon, u"building"_s);
            item->setData(cell::IconTone, QVariant::fromValue(client.gives ? Tone::Accent : Tone::Second));
            item->setData(cell::Strong, true);
            item->setData(cell::Second, role);
            item->setData(Qt::AccessibleTextRole, u"%1, %2"_s.arg(plain(client.name), role));
        }
        if (!select(before) && count() > 0)
            setCurrentRow(0);
    }
    fit();
    Q_EMIT currentRowChanged(currentRow());
}

QString ClientList::currentClient() const
{
    const QListWidgetItem *item = currentItem();
    return item ? item->data(IdRole).toString() : QString();
}

bool ClientList::select(const QString &clientId)
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(IdRole) == clientId) {
            setCurrentRow(row);
            return true;
        }
    }
    return false;
}

void ClientList::fit()
{
    const int rows = qBound(0, count(), 4);
    setFixedHeight(rows * CellDelegate::rowHeight(true));
    scheduleDelayedItemsLayout();
}

} // namespace baton::ui

#include "ui/traffic/trafficmodel.h"

#include "app/base/text.h"
#include "ui/common/table.h"

#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QString sizeText(qint64 bytes)
{
    if (bytes <= 0)
        return TrafficModel::tr("0 kB");
    const double kilo = double(bytes) / 1000;
    return kilo < 1000 ? TrafficModel::tr("%1 kB").arg(QLocale::c().toString(qMax(kilo, 0.1), 'f', 1))
                       : TrafficModel::tr("%1 MB").arg(QLocale::c().toString(kilo / 1000, 'f', 1));
}

} // namespace

TrafficModel::TrafficModel(http::Trace &trace, QObject *parent) : QAbstractTableModel(parent), m_trace(trace)
{
    connect(&trace, &http::Trace::added, this, &TrafficModel::append);
    connect(&trace, &http::Trace::changed, this, &TrafficModel::refresh);
    connect(&trace, &http::Trace::cleared, this, &TrafficModel::reload);
    reload();
}

void TrafficModel::reload()
{
    beginResetModel();
    m_ids.clear();
    for (const http::Exchange &exchange : m_trace.exchanges())
        m_ids << exchange.id;
    endResetModel();
}

void TrafficModel::append(qint64 id)
{
    beginInsertRows({}, int(m_ids.size()), int(m_ids.size()));
    m_ids << id;
    endInsertRows();
}

void TrafficModel::refresh(qint64 id)
{
    const int row = rowOf(id);
    if (row >= 0)
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int TrafficModel::rowOf(qint64 id) const
{
    return int(m_ids.lastIndexOf(id));
}

int TrafficModel::failedCount() const
{
    int count = 0;
    for (const http::Exchange &exchange : m_trace.exchanges())
        count += exchange.failed();
    return count;
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_ids.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString TrafficModel::textOf(const http::Exchange &exchange, int column) const
{
    using State = http::Exchange::State;
    const bool running = exchange.state == State::Running;
    switch (column) {
    case Method: return exchange.method;
    case Path: return plain(exchange.url.path(QUrl::FullyEncoded) + (exchange.url.hasQuery() ? u'?' + exchange.url.query(QUrl::FullyEncoded) : QString()));
    case Status:
        if (running)
            return tr("Sending…");
        if (exchange.status > 0)
            return (QString::number(exchange.status) + u' ' + plain(exchange.reason)).trimmed();
        return exchange.state == State::Cancelled ? tr("Cancelled") : tr("No answer");
    case Client: return exchange.clientName.isEmpty() ? tr("none") : plain(exchange.clientName);
    case Time: return running ? QString() : tr("%1 ms").arg(exchange.totalMs);
    case Size: return running ? QString() : sizeText(exchange.responseBytes);
    case At: return exchange.startedAt.toLocalTime().toString(u"HH:mm:ss"_s);
    default: return {};
    }
}

QVariant TrafficModel::lookOf(const http::Exchange &exchange, int column, int role) const
{
    const bool running = exchange.state == http::Exchange::State::Running;
    const bool cancelled = exchange.state == http::Exchange::State::Cancelled;
    switch (role) {
    case cell::Icon:
        if (column != Mark)
            return {};
        return running ? u"spinner"_s : exchange.failed() ? u"xcircle"_s : cancelled ? u"minus"_s : u"okcircle"_s;
    case cell::IconTone:
        if (column == Mark)
            return QVariant::fromValue(running ? Tone::Accent : exchange.failed() ? Tone::Err : cancelled ? Tone::Neutral : Tone::Ok);
        return {};
    case cell::TextTone:
        return column == Status && exchange.failed() ? QVariant::fromValue(Tone::Err) : QVariant();
    case cell::Mono:
        return column == Method || column == Path;
    case cell::Strong:
        return column == Method;
    case cell::Trailing:
        return column == Path ? QVariant(exchange.hint) : QVariant();
    case cell::Faint:
        return column == Client && exchange.clientName.isEmpty();
    default:
        return {};
    }
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const http::Exchange *exchange = m_trace.find(m_ids.at(index.row()));
    if (!exchange)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(*exchange, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == Mark)
            return exchange->state == http::Exchange::State::Running ? tr("Running") : exchange->failed() ? tr("Failed") : tr("Answered");
        if (index.column() == Path && !exchange->hint.isEmpty())
            return tr("%1, %2").arg(textOf(*exchange, Path), exchange->hint);
        return textOf(*exchange, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Time || index.column() == Size ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case IdRole:
        return exchange->id;
    case SideRole:
        return int(exchange->side);
    case FailedRole:
        return exchange->failed();
    case TextRole: {
        QStringList texts { exchange->hint };
        for (int column : { Method, Path, Status, Client })
            texts << textOf(*exchange, column);
        return texts.join(u' ');
    }
    default:
        return lookOf(*exchange, index.column(), role);
    }
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Time || section == Size ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Method: return tr("Method");
    case Path: return tr("Path");
    case Status: return tr("Status");
    case Client: return tr("Client");
    case Time: return tr("Time");
    case Size: return tr("Size");
    case At: return tr("At");
    default: return {};
    }
}

void TrafficFilter::setKind(int kind)
{
    m_kind = kind;
    invalidateFilter();
}

void TrafficFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool TrafficFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const auto side = http::Side(index.data(TrafficModel::SideRole).toInt());
    if ((m_kind == Giving && side != http::Side::Giving) || (m_kind == Receiving && side != http::Side::Receiving)
        || (m_kind == Failed && !index.data(TrafficModel::FailedRole).toBool()))
        return false;
    return m_text.isEmpty() || index.data(TrafficModel::TextRole).toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace baton::ui

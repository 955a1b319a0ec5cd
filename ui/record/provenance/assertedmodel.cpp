#include "ui/record/provenance/assertedmodel.h"

#include "app/orcid/sections.h"
#include "ui/common/table.h"
#include "ui/record/provenance/asserterpaint.h"

#include <QtGui/QPainter>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int edge = 8;

QString sectionIcon(const record::Item &item)
{
    const orcid::Section *section = orcid::findSection(item.section);
    return section ? section->icon : u"record"_s;
}

QString mayIcon(const record::AssertedItem &item)
{
    return item.mayChange.allowed ? u"pencil"_s : item.mayDelete.allowed ? u"trash"_s : u"lock"_s;
}

void drawTwo(QPainter *painter, const QRect &rect, const QString &first, const char *role, const QString &second)
{
    const Theme &theme = Theme::of();
    const QFont body = theme.font(role), caption = theme.font("caption");
    const int upper = QFontMetrics(body).height(), lower = second.isEmpty() ? 0 : QFontMetrics(caption).height();
    const int top = rect.top() + (rect.height() - upper - lower) / 2;
    const auto line = [&](const QFont &font, const QColor &ink, int y, int height, const QString &text) {
        painter->setFont(font);
        painter->setPen(ink);
        painter->drawText(QRect(rect.left(), y, rect.width(), height), int(Qt::AlignLeft | Qt::AlignVCenter),
            QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    };
    line(body, theme.colors().text, top, upper, first);
    if (!second.isEmpty())
        line(caption, theme.colors().text3, top + upper, lower, second);
}

} // namespace

AssertedModel::AssertedModel(QObject *parent) : QAbstractTableModel(parent) { }

void AssertedModel::set(const record::Provenance &provenance, const record::ProvenanceFilter &filter)
{
    m_provenance = provenance;
    setFilter(filter);
}

void AssertedModel::setFilter(const record::ProvenanceFilter &filter)
{
    beginResetModel();
    m_seen = m_provenance.seen(filter);
    endResetModel();
}

const record::AssertedItem *AssertedModel::item(int row) const
{
    return row >= 0 && row < m_seen.size() ? &m_seen.at(row) : nullptr;
}

const record::Asserter *AssertedModel::asserter(int row) const
{
    const record::AssertedItem *one = item(row);
    return one ? &m_provenance.asserters().at(one->asserter) : nullptr;
}

QList<record::Item> AssertedModel::items() const
{
    QList<record::Item> out;
    for (const record::AssertedItem &one : m_seen)
        out += one.item;
    return out;
}

int AssertedModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_seen.size());
}

int AssertedModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AssertedModel::spoken(const record::AssertedItem &item, int column) const
{
    const orcid::Section *section = orcid::findSection(item.item.section);
    if (column == ItemColumn)
        return tr("%1: %2").arg(section ? section->itemTitle : item.item.section, item.item.subtitle.isEmpty() ? item.item.title : item.item.title + u". "_s + item.item.subtitle);
    if (column == AsserterColumn)
        return m_provenance.asserters().at(item.asserter).name;
    return item.mayChange.allowed ? tr("You may change it.") : item.mayDelete.allowed ? tr("You may only delete it. %1").arg(item.mayChange.reason) : item.mayChange.reason;
}

QVariant AssertedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const record::AssertedItem &item = m_seen.at(index.row());
    const record::Asserter &asserter = m_provenance.asserters().at(item.asserter);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == ItemColumn ? item.item.title : index.column() == AsserterColumn ? asserter.first : QString();
    case cell::Second:
        return index.column() == ItemColumn ? item.item.subtitle : index.column() == AsserterColumn ? asserter.second : QString();
    case Qt::ToolTipRole:
        return spoken(item, index.column()).toHtmlEscaped();
    case Qt::AccessibleTextRole:
        return spoken(item, index.column());
    default:
        return {};
    }
}

QVariant AssertedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::DisplayRole)
        return section == ItemColumn ? tr("Item, last asserted first") : section == AsserterColumn ? tr("Asserted by") : QString();
    if (role == Qt::AccessibleTextRole && section == MayColumn)
        return tr("What you may do");
    return {};
}

AssertedDelegate::AssertedDelegate(const AssertedModel *model, QObject *parent) : QStyledItemDelegate(parent), m_model(model) { }

QSize AssertedDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 120, CellDelegate::rowHeight(true) };
}

void AssertedDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const record::AssertedItem *item = m_model->item(index.row());
    const record::Asserter *asserter = m_model->asserter(index.row());
    if (!item || !asserter)
        return;
    const Theme &theme = Theme::of();
    const int side = theme.iconSize(16);
    painter->save();
    CellDelegate::paintGround(painter, option, false);
    QRect rect = option.rect.adjusted(10, 0, -8, -1);
    if (index.column() == AssertedModel::ItemColumn) {
        paintAsserter(painter, QRectF(option.rect.left(), option.rect.top(), edge, option.rect.height() - 1), *asserter);
        rect.setLeft(option.rect.left() + edge + 14);
        theme.paintIcon(painter, sectionIcon(item->item), QRectF(rect.left(), rect.center().y() - side / 2.0, side, side), theme.colors().text3);
        rect.setLeft(rect.left() + side + 8);
        drawTwo(painter, rect, item->item.title, option.state & QStyle::State_Selected ? "strong" : "body", item->item.subtitle);
    } else if (index.column() == AssertedModel::AsserterColumn) {
        drawTwo(painter, rect, asserter->first, "body", asserter->second);
    } else {
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(option.rect).center());
        theme.paintIcon(painter, mayIcon(*item), box, theme.colors().text3);
    }
    painter->restore();
}

} // namespace baton::ui

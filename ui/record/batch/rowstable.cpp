#include "ui/record/batch/rowstable.h"

#include "app/base/text.h"
#include "app/batch/result.h"
#include "app/orcid/sections.h"
#include "ui/common/table.h"

#include <QtWidgets/QHeaderView>

using namespace Qt::StringLiterals;

namespace baton::ui {

using RowState = batch::Row::State;

namespace {

QString itemTitle(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    QString title = known ? known->itemTitle : section;
    if (!title.isEmpty())
        title[0] = title[0].toUpper();
    return title;
}

} // namespace

RowMark markOf(RowState state)
{
    switch (state) {
    case RowState::Written:
    case RowState::ReadBack:
        return { u"okcircle"_s, Tone::Ok };
    case RowState::There:
        return { u"skip"_s, Tone::Neutral };
    case RowState::Refused:
        return { u"xcircle"_s, Tone::Err };
    case RowState::Stopped:
        return { u"stop"_s, Tone::Warn };
    case RowState::Sending:
        return { u"spinner"_s, Tone::Accent };
    case RowState::Unread:
    case RowState::ToDo:
        break;
    }
    return { u"pending"_s, Tone::Neutral };
}

void BatchRows::setRunner(const batch::Runner *runner)
{
    beginResetModel();
    m_runner = runner;
    m_person = -1;
    m_rows.clear();
    m_position.clear();
    endResetModel();
}

void BatchRows::setPerson(int person)
{
    m_person = person;
    fill();
}

void BatchRows::setFilter(Filter filter)
{
    m_filter = filter;
    fill();
}

bool BatchRows::passes(const batch::Row &row, Filter filter) const
{
    return row.person == m_person && (filter == All || (filter == Refused ? row.state == RowState::Refused : !row.isOver()));
}

QList<int> BatchRows::wanted() const
{
    QList<int> rows;
    if (!m_runner)
        return rows;
    const batch::Batch &batch = m_runner->batch();
    if (m_person >= 0) {
        for (const int row : batch.people.at(m_person).rows) {
            if (passes(batch.rows.at(row), m_filter))
                rows << row;
        }
        return rows;
    }
    for (int row = 0; row < batch.rows.size(); ++row) {
        if (passes(batch.rows.at(row), m_filter))
            rows << row;
    }
    return rows;
}

void BatchRows::fill()
{
    beginResetModel();
    m_rows = wanted();
    m_position.clear();
    for (int row = 0; row < m_rows.size(); ++row)
        m_position.insert(m_rows.at(row), row);
    endResetModel();
}

void BatchRows::refresh(const QSet<int> &changed)
{
    if (m_filter != All && wanted() != m_rows)
        return fill();
    for (const int row : changed) {
        if (const int at = rowOf(row); at >= 0)
            Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
}

int BatchRows::count(Filter filter) const
{
    if (!m_runner)
        return 0;
    const auto &rows = m_runner->batch().rows;
    if (m_person < 0)
        return int(std::count_if(rows.begin(), rows.end(), [&](const batch::Row &row) { return passes(row, filter); }));
    const auto &hers = m_runner->batch().people.at(m_person).rows;
    return int(std::count_if(hers.begin(), hers.end(), [&](int row) { return passes(rows.at(row), filter); }));
}

int BatchRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int BatchRows::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = { tr("Row"), tr("Item"), tr("State") };
    return names[section];
}

namespace {

/// Before it is written, what of the row was not understood comes first.
bool isDoubtful(const batch::Row &row)
{
    return row.state == RowState::ToDo && !row.item.notes.isEmpty();
}

QString told(const batch::Row &row, batch::Batch::State state)
{
    const QString words = batch::detailWords(row, state);
    if (!isDoubtful(row))
        return words;
    const QStringList &notes = row.item.notes;
    const QString note = notes.size() == 1 ? notes.first() : BatchRows::tr("%1 (and %2 more)").arg(notes.first()).arg(notes.size() - 1);
    return words.isEmpty() ? note : note + u" · "_s + words;
}

} // namespace

QVariant BatchRows::state(const batch::Row &row, int role) const
{
    const RowMark mark = isDoubtful(row) ? RowMark { u"warn"_s, Tone::Warn } : markOf(row.state);
    switch (role) {
    case Qt::DisplayRole:
        return batch::stateWords(row, m_runner->batch().state);
    case cell::Second:
        return told(row, m_runner->batch().state);
    case Qt::ToolTipRole:
        return told(row, m_runner->batch().state).toHtmlEscaped();
    case cell::Icon:
        return mark.icon;
    case cell::IconTone:
        return mark.tone == Tone::Neutral ? QVariant() : QVariant::fromValue(mark.tone);
    case cell::TextTone:
        return row.state == RowState::Refused ? QVariant::fromValue(Tone::Err) : QVariant();
    case cell::Faint:
        return row.state == RowState::ToDo || row.state == RowState::Unread;
    case Qt::AccessibleTextRole:
        return row.words.isEmpty() && !row.isOver() && !isDoubtful(row) ? batch::stateWords(row, m_runner->batch().state)
                                                    : u"%1, %2"_s.arg(batch::stateWords(row, m_runner->batch().state), told(row, m_runner->batch().state));
    default:
        return {};
    }
}

QVariant BatchRows::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_runner || index.row() >= m_rows.size())
        return {};
    const batch::Row &row = m_runner->batch().rows.at(m_rows.at(index.row()));
    if (index.column() == State)
        return state(row, role);
    const bool number = index.column() == Number;
    switch (role) {
    case Qt::DisplayRole:
        return number ? QString::number(row.item.number) : plain(row.item.title.isEmpty() ? row.item.identifier : row.item.title);
    case cell::Second:
        return number ? QVariant() : itemTitle(row.item.section);
    case cell::Faint:
        return number;
    case Qt::ToolTipRole:
        return number ? QVariant() : (row.item.title + u'\n' + row.item.notes.join(u'\n')).trimmed().toHtmlEscaped().replace(u'\n', u"<br>"_s);
    default:
        return {};
    }
}

RowsTable::RowsTable(BatchRows *model, QWidget *parent) : QTableView(parent)
{
    setUpTable(this, tr("Rows"), model);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(BatchRows::Item, QHeaderView::Stretch);
    connect(&Theme::of(), &Theme::changed, this, &RowsTable::fit);
    fit();
}

void RowsTable::fit()
{
    const int tall = CellDelegate::rowHeight(true);
    verticalHeader()->setMinimumSectionSize(tall);
    verticalHeader()->setDefaultSectionSize(tall);
    setColumnWidth(BatchRows::Number, QFontMetrics(Theme::of().font("body")).horizontalAdvance(u"00000"_s) + 20);
    setColumnWidth(BatchRows::State, qBound(Theme::of().iconSize(150), width() * 2 / 5, Theme::of().iconSize(228)));
}

void RowsTable::resizeEvent(QResizeEvent *event)
{
    fit();
    QTableView::resizeEvent(event);
}

} // namespace baton::ui

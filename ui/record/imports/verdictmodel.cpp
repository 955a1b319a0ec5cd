#include "ui/record/imports/verdictmodel.h"

#include "ui/common/table.h"

namespace baton::ui {

using namespace Qt::StringLiterals;
using imports::Outcome;
using imports::Verdict;
using Kind = Verdict::Kind;

namespace {

QString identifierOf(const formats::Row &row)
{
    return row.identifier.isEmpty() ? VerdictModel::tr("no identifier") : row.identifier;
}

QString titleOf(const formats::Row &row)
{
    return row.title.isEmpty() ? VerdictModel::tr("Untitled") : row.title;
}

bool isNew(const Verdict &verdict)
{
    return verdict.kind == Kind::New || verdict.kind == Kind::NewBeside;
}

} // namespace

VerdictModel::VerdictModel(QObject *parent) : QAbstractTableModel(parent)
{
}

void VerdictModel::set(const QList<formats::Row> &rows, const QList<Verdict> &verdicts)
{
    beginResetModel();
    m_rows = rows.first(std::min(rows.size(), verdicts.size()));
    m_verdicts = verdicts;
    m_outcomes.clear();
    m_sending = false;
    m_texts.clear();
    sift();
    count();
    endResetModel();
    Q_EMIT ticksChanged();
}

bool VerdictModel::ticked(qsizetype place) const
{
    return m_verdicts.at(place).sends() && m_choices.value(m_rows.at(place).key, true);
}

bool VerdictModel::matches(qsizetype place) const
{
    const Verdict &verdict = m_verdicts.at(place);
    const bool refused = verdict.kind == Kind::Refused;
    if ((m_filter == New && !isNew(verdict)) || (m_filter == Same && (isNew(verdict) || refused)) || (m_filter == Refused && !refused))
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return m_texts.at(place).contains(word); });
}

void VerdictModel::makeTexts()
{
    for (qsizetype i = m_texts.size(); i < m_rows.size(); ++i) {
        const formats::Row &row = m_rows.at(i);
        m_texts << QStringList { QString::number(row.number), row.title, row.identifier, m_verdicts.at(i).headline(), m_verdicts.at(i).words,
            row.notes.join(u' ') }.join(u'\n').toLower();
    }
}

void VerdictModel::sift()
{
    if (!m_words.isEmpty())
        makeTexts();
    m_shown.clear();
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        if (matches(place))
            m_shown << place;
    }
}

void VerdictModel::setFilter(Filter filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    beginResetModel();
    sift();
    endResetModel();
}

void VerdictModel::setWords(const QString &text)
{
    beginResetModel();
    m_words = text.toLower().split(u' ', Qt::SkipEmptyParts);
    sift();
    endResetModel();
}

void VerdictModel::count()
{
    m_counts = {};
    imports::Sender::Tally tally;
    m_counts.all = int(m_rows.size());
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        const Verdict &verdict = m_verdicts.at(place);
        ++(isNew(verdict) ? m_counts.news : verdict.kind == Kind::Refused ? m_counts.refused : m_counts.same);
        if (ticked(place)) {
            ++(isNew(verdict) ? m_counts.toAdd : m_counts.toUpdate);
            tally.add(m_rows.at(place), verdict);
        } else {
            ++(verdict.kind == Kind::Same ? m_counts.staying : m_counts.leftOut);
        }
    }
    m_requests = tally.requests();
}

void VerdictModel::tick(int row, bool on)
{
    if (!canSend(row))
        return;
    m_choices.insert(m_rows.at(m_shown.at(row)).key, on);
    count();
    Q_EMIT ticksChanged();
}

void VerdictModel::tickShown(bool on)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (canSend(row))
            m_choices.insert(m_rows.at(m_shown.at(row)).key, on);
    }
    count();
    Q_EMIT ticksChanged();
}

Qt::CheckState VerdictModel::shownState() const
{
    bool some = false, all = true;
    for (const qsizetype place : m_shown) {
        if (!m_verdicts.at(place).sends())
            continue;
        some = some || ticked(place);
        all = all && ticked(place);
    }
    return !some ? Qt::Unchecked : all ? Qt::Checked : Qt::PartiallyChecked;
}

QString VerdictModel::whyNot(int row) const
{
    const Verdict &verdict = m_verdicts.at(m_shown.at(row));
    return verdict.sends() ? QString() : u"%1: %2"_s.arg(verdict.headline(), verdict.words);
}

std::optional<Outcome> VerdictModel::outcomeAt(int row) const
{
    const auto outcome = m_outcomes.constFind(number(row));
    return outcome == m_outcomes.constEnd() ? std::nullopt : std::optional(*outcome);
}

int VerdictModel::firstTicked() const
{
    const auto first = std::find_if(m_shown.begin(), m_shown.end(), [this](qsizetype place) { return ticked(place); });
    return first == m_shown.end() ? -1 : int(first - m_shown.begin());
}

int VerdictModel::unticked() const
{
    int count = 0;
    for (qsizetype place = 0; place < m_rows.size(); ++place)
        count += m_verdicts.at(place).sends() && !ticked(place);
    return count;
}

QList<imports::Sending> VerdictModel::chosen() const
{
    QList<imports::Sending> out;
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        if (ticked(place))
            out << imports::Sending { m_rows.at(place), m_verdicts.at(place) };
    }
    return out;
}

void VerdictModel::setSending(bool on)
{
    m_sending = on;
    Q_EMIT ticksChanged();
}

void VerdictModel::setOutcome(const Outcome &outcome)
{
    m_outcomes.insert(outcome.row, outcome);
    const qsizetype place = outcome.row - 1;
    const auto shown = std::lower_bound(m_shown.begin(), m_shown.end(), place);
    if (shown == m_shown.end() || *shown != place)
        return;
    const QModelIndex changed = index(int(shown - m_shown.begin()), VerdictColumn);
    Q_EMIT dataChanged(changed, changed);
}

VerdictModel::Look VerdictModel::lookOf(const Verdict &verdict)
{
    Look look { u"plus"_s, Tone::Accent, false, verdict.headline(), verdict.words };
    if (verdict.kind == Kind::NewBeside)
        look.icon = u"link"_s, look.tone = Tone::Neutral;
    else if (verdict.kind == Kind::Update)
        look.icon = u"pencil"_s;
    else if (verdict.kind == Kind::Same)
        look.icon = u"okcircle"_s, look.tone = Tone::Ok, look.inked = true;
    else if (verdict.kind == Kind::Refused)
        look.icon = u"xcircle"_s, look.tone = Tone::Err, look.inked = true;
    return look;
}

VerdictModel::Look VerdictModel::lookOf(const Outcome &outcome)
{
    switch (outcome.state) {
    case Outcome::State::Added:
    case Outcome::State::Updated:
        return { u"okcircle"_s, Tone::Ok, true, outcome.headline(), tr("read back as sent") };
    case Outcome::State::Refused:
        return { u"xcircle"_s, Tone::Err, true, outcome.headline(), outcome.error.what };
    case Outcome::State::Unknown:
        return { u"warn"_s, Tone::Warn, true, outcome.headline(), outcome.error.what };
    case Outcome::State::NotSent:
        return { u"skip"_s, Tone::Neutral, false, outcome.headline(), outcome.error.what };
    }
    Q_UNREACHABLE();
}

VerdictModel::Look VerdictModel::lookOf(qsizetype place) const
{
    const auto outcome = m_outcomes.constFind(m_rows.at(place).number);
    if (outcome != m_outcomes.constEnd())
        return lookOf(*outcome);
    const Verdict &verdict = m_verdicts.at(place);
    if (!m_outcomes.isEmpty() && verdict.sends() && !ticked(place))
        return { u"skip"_s, Tone::Neutral, false, tr("Left out"), tr("not ticked") };
    Look look = lookOf(verdict);
    // What could not be read of it counts more than why it is new.
    const QStringList &notes = m_rows.at(place).notes;
    if (verdict.sends() && !notes.isEmpty())
        look.words = notes.size() == 1 ? notes.first() : tr("%1 (and %2 more)").arg(notes.first()).arg(notes.size() - 1);
    return look;
}

int VerdictModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int VerdictModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant VerdictModel::titleData(qsizetype place, int role) const
{
    const formats::Row &row = m_rows.at(place);
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(row);
    case cell::Second:
        return identifierOf(row);
    case cell::SecondMono:
        return true;
    case Qt::AccessibleTextRole:
        return u"%1, %2"_s.arg(titleOf(row), identifierOf(row));
    case Qt::ToolTipRole:
        return (QStringList { titleOf(row) } + row.notes).join(u'\n').toHtmlEscaped();
    default:
        return {};
    }
}

QVariant VerdictModel::verdictData(qsizetype place, int role) const
{
    const Look look = lookOf(place);
    switch (role) {
    case Qt::DisplayRole:
        return look.headline;
    case WordsRole:
        return look.words;
    case IconRole:
        return look.icon;
    case ToneRole:
        return QVariant::fromValue(look.tone);
    case InkRole:
        return look.inked;
    case Qt::AccessibleTextRole:
        return u"%1: %2"_s.arg(look.headline, look.words);
    case Qt::ToolTipRole: {
        const QStringList &fields = m_verdicts.at(place).fields;
        return (fields.isEmpty() ? look.words : u"%1: %2"_s.arg(look.words, fields.join(u", "_s))).toHtmlEscaped();
    }
    default:
        return {};
    }
}

QVariant VerdictModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const qsizetype place = m_shown.at(index.row());
    switch (index.column()) {
    case SendColumn:
        return role == Qt::AccessibleTextRole ? QVariant(ticked(place) ? tr("will be sent") : tr("will not be sent")) : QVariant();
    case NumberColumn:
        return role == Qt::DisplayRole ? QVariant(QString::number(m_rows.at(place).number)) : role == cell::Faint ? QVariant(true) : QVariant();
    case TitleColumn:
        return titleData(place, role);
    default:
        return verdictData(place, role);
    }
}

QVariant VerdictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn:
        return tr("Row");
    case TitleColumn:
        return tr("Title and identifier");
    case VerdictColumn:
        return m_outcomes.isEmpty() ? tr("Verdict") : tr("Result");
    default:
        return QString();
    }
}

QStringList VerdictModel::exportHeadings() const
{
    return { tr("Row"), tr("Key"), tr("Section"), tr("Title"), tr("Identifier"), tr("Verdict"), tr("Why"), tr("Put-code"), tr("Fields"), tr("Notes") };
}

QList<QStringList> VerdictModel::exportRows() const
{
    QList<QStringList> out;
    for (qsizetype place = 0; place < m_rows.size(); ++place) {
        const formats::Row &row = m_rows.at(place);
        const Look look = lookOf(place);
        const Outcome outcome = m_outcomes.value(row.number);
        const qint64 putCode = outcome.putCode ? outcome.putCode : m_verdicts.at(place).putCode;
        out << QStringList { QString::number(row.number), row.key, row.section, row.title, row.identifier, look.headline, look.words,
            putCode ? QString::number(putCode) : QString(), m_verdicts.at(place).fields.join(u"; "_s), row.notes.join(u' ') };
    }
    return out;
}

} // namespace baton::ui

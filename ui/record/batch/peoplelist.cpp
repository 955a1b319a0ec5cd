#include "ui/record/batch/peoplelist.h"

#include "app/base/text.h"
#include "ui/common/spinner.h"
#include "ui/common/table.h"
#include "ui/common/widgets.h"
#include "ui/record/batch/batchwords.h"

#include <QtGui/QPainter>
#include <QtWidgets/QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace baton::ui {

using batch::Counts;
using batch::Person;
using State = batch::Person::State;

namespace {

QString outcome(const Counts &counts)
{
    QStringList parts;
    if (counts.written > 0 || counts.over() == 0)
        parts << PeopleModel::tr("%1 written").arg(counts.written);
    if (counts.there > 0)
        parts << PeopleModel::tr("%1 already there").arg(counts.there);
    if (counts.refused > 0)
        parts << PeopleModel::tr("%1 refused").arg(counts.refused);
    return parts.join(u", "_s);
}

QString foreseen(const Counts &counts)
{
    QStringList parts;
    if (counts.adds > 0)
        parts << PeopleModel::tr("%1 to add").arg(counts.adds);
    if (counts.updates > 0)
        parts << PeopleModel::tr("%1 to update").arg(counts.updates);
    if (counts.there > 0)
        parts << PeopleModel::tr("%1 already there").arg(counts.there);
    if (counts.refused > 0)
        parts << PeopleModel::tr("%1 would be refused").arg(counts.refused);
    return parts.join(u", "_s);
}

/// Hers were being written, or come next; the others’ turn has not come.
bool isPaused(const batch::Runner &runner, int index)
{
    const batch::Batch &batch = runner.batch();
    if (batch.state != batch::Batch::State::Paused || runner.isBusy() || batch.counts(batch.people.at(index)).toDo == 0)
        return false;
    const int next = runner.nextRow();
    const auto &rows = batch.people.at(index).rows;
    return (next >= 0 && batch.rows.at(next).person == index)
        || std::any_of(rows.begin(), rows.end(), [&batch](int row) { return batch.rows.at(row).isWritten() || !batch.rows.at(row).entry.isEmpty(); });
}

/// Nothing of it is written yet.
bool isBefore(const batch::Runner &runner)
{
    return runner.batch().state == batch::Batch::State::Rehearsing || runner.batch().state == batch::Batch::State::Ready;
}

QString captionOf(const Person &person, const Counts &counts, const batch::Runner &runner, int index)
{
    const auto state = runner.batch().state;
    const bool rehearsing = isBefore(runner);
    switch (person.state) {
    case State::NoDelegation:
        return person.deliveryId.isEmpty() ? PeopleModel::tr("No delegation in the inbox") : person.words;
    case State::Stopped:
        return PeopleModel::tr("Stopped: %1").arg(person.words);
    case State::Working: {
        const int left = runner.secondsLeft(index);
        const QString what = rehearsing ? PeopleModel::tr("Reading the record") : PeopleModel::tr("Writing");
        return left < 0 ? PeopleModel::tr("Exchanging the id_token") : PeopleModel::tr("%1 · token %2 left").arg(what, duration(left));
    }
    case State::Delayed:
        return PeopleModel::tr("Waits %1, again at %2").arg(person.words, clock(person.until));
    case State::Finished:
        return PeopleModel::tr("Finished · %1").arg(outcome(counts));
    case State::Waiting:
        break;
    }
    if (state == batch::Batch::State::Ready)
        return foreseen(counts);
    const QString word = isPaused(runner, index) ? PeopleModel::tr("Paused") : PeopleModel::tr("Waiting");
    return counts.over() > 0 && !rehearsing ? PeopleModel::tr("%1 · %2").arg(word, outcome(counts)) : word;
}

/// "2 of 18" of what is done; before that, what is to do.
QString progressOf(const Counts &counts, bool before)
{
    if (!before)
        return PeopleModel::tr("%1 of %2").arg(counts.finished()).arg(counts.all);
    return counts.all == 1 ? PeopleModel::tr("1 row") : PeopleModel::tr("%1 rows").arg(counts.all);
}

struct Mark {
    QString icon;
    Tone tone;
};

Mark markOf(State state, bool ready, const Counts &counts)
{
    switch (state) {
    case State::NoDelegation:
    case State::Stopped:
        return { u"stop"_s, Tone::Warn };
    case State::Working:
        return { u"spinner"_s, Tone::Accent };
    case State::Delayed:
        return { u"clock"_s, Tone::Warn };
    case State::Finished:
        return { u"okcircle"_s, Tone::Ok };
    case State::Waiting:
        break;
    }
    return ready && counts.toDo == 0 ? Mark { u"skip"_s, Tone::Neutral } : Mark { u"pending"_s, Tone::Neutral };
}

class PeopleDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return { 200, Theme::of().height(48) }; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        CellDelegate::paintGround(painter, option, true);
        const QRect inner = option.rect.adjusted(13, 0, -12, -1);
        paintMark(painter, inner, index);
        const int side = Theme::of().iconSize(16);
        const int right = paintProgress(painter, inner, option, index);
        paintWords(painter, QRect(inner.left() + side + 9, inner.top(), right - 8 - inner.left() - side - 9, inner.height()), option, index);
        painter->restore();
    }

private:
    static void paintMark(QPainter *painter, const QRect &inner, const QModelIndex &index)
    {
        const int side = Theme::of().iconSize(16);
        const QRectF box(inner.left(), inner.center().y() - side / 2.0 + 0.5, side, side);
        const QString icon = index.data(PeopleModel::IconRole).toString();
        const Tone tone = index.data(PeopleModel::ToneRole).value<Tone>();
        if (icon == u"spinner")
            Spinner::paint(painter, box, Theme::of().colors().accent);
        else
            Theme::of().paintIcon(painter, icon, box, tone == Tone::Neutral ? Theme::of().colors().text3 : toneColor(tone));
    }
    /// Where it begins.
    static int paintProgress(QPainter *painter, const QRect &inner, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const Colors &c = Theme::of().colors();
        const QString text = index.data(PeopleModel::ProgressRole).toString();
        const QFont font = Theme::of().font("caption");
        const int wide = qMax(Theme::of().iconSize(64), QFontMetrics(font).horizontalAdvance(text));
        const int left = inner.right() - wide;
        painter->setFont(font);
        painter->setPen(c.text2);
        const int middle = inner.center().y();
        painter->drawText(QRect(left, inner.top() + 6, wide, middle - inner.top() - 3), int(Qt::AlignRight | Qt::AlignVCenter), text);
        const QRectF bar(inner.right() - Theme::of().iconSize(64), middle + 7, Theme::of().iconSize(64), 5);
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? c.surface : c.muted);
        painter->drawRoundedRect(bar, 2.5, 2.5);
        paintParts(painter, bar, index);
        return left;
    }
    /// Written, there already and refused one after another, in the colours of the bar above.
    static void paintParts(QPainter *painter, const QRectF &bar, const QModelIndex &index)
    {
        const Colors &c = Theme::of().colors();
        const Tone tone = index.data(PeopleModel::ToneRole).value<Tone>();
        const bool stopped = tone == Tone::Warn && index.data(PeopleModel::IconRole).toString() == u"stop";
        const int all = qMax(1, index.data(PeopleModel::AllRole).toInt()), refused = index.data(PeopleModel::RefusedRole).toInt();
        const int there = index.data(PeopleModel::ThereRole).toInt(), written = index.data(PeopleModel::OverRole).toInt() - refused - there;
        qreal x = bar.left();
        for (const auto &[size, color] : { std::pair(written, stopped ? c.warn : tone == Tone::Accent ? c.accent : c.ok), std::pair(there, c.text3), std::pair(refused, stopped ? c.warn : c.err) }) {
            if (size <= 0)
                continue;
            const qreal wide = qMin(qMax<qreal>(3, bar.width() * size / all), bar.right() - x);
            painter->setBrush(color);
            painter->drawRoundedRect(QRectF(x, bar.top(), wide, bar.height()), 2.5, 2.5);
            x += wide;
        }
    }
    static void paintWords(QPainter *painter, const QRect &words, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const Colors &c = Theme::of().colors();
        painter->setFont(Theme::of().font(option.state & QStyle::State_Selected ? "strong" : "body"));
        painter->setPen(c.text);
        const int line = painter->fontMetrics().height();
        const int below = QFontMetrics(Theme::of().font("caption")).height();
        const int top = words.center().y() - (line + below) / 2 + 1;
        painter->drawText(QRect(words.left(), top, words.width(), line), int(Qt::AlignLeft | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
        painter->setFont(Theme::of().font("caption"));
        painter->setPen(index.data(PeopleModel::CaptionToneRole).value<Tone>() == Tone::Warn ? c.warn : option.state & QStyle::State_Selected ? c.text2 : c.text3);
        painter->drawText(QRect(words.left(), top + line, words.width(), below), int(Qt::AlignLeft | Qt::AlignVCenter),
            painter->fontMetrics().elidedText(index.data(PeopleModel::CaptionRole).toString(), Qt::ElideRight, words.width()));
    }
};

} // namespace

void PeopleModel::setRunner(const batch::Runner *runner)
{
    beginResetModel();
    m_runner = runner;
    m_counts.clear();
    m_nobody = false;
    if (runner) {
        const auto &rows = runner->batch().rows;
        m_nobody = std::any_of(rows.begin(), rows.end(), [](const batch::Row &row) { return row.person < 0; });
    }
    endResetModel();
    refresh();
}

void PeopleModel::refresh()
{
    if (!m_runner)
        return;
    m_counts.clear();
    for (const Person &person : m_runner->batch().people)
        m_counts << m_runner->batch().counts(person);
    if (m_nobody) {
        Counts lost;
        for (const batch::Row &row : m_runner->batch().rows)
            lost.all += row.person < 0;
        lost.refused = lost.all;
        m_counts << lost;
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int PeopleModel::personAt(int row) const
{
    return m_runner && row < m_runner->batch().people.size() ? row : -1;
}

int PeopleModel::rowOf(int person) const
{
    return person >= 0 ? person : m_nobody ? rowCount() - 1 : -1;
}

QString PeopleModel::summary() const
{
    if (!m_runner)
        return {};
    int finished = 0, stopped = 0, none = 0;
    for (const Person &person : m_runner->batch().people) {
        finished += person.state == State::Finished;
        stopped += person.state == State::Stopped;
        none += person.state == State::NoDelegation;
    }
    QStringList parts;
    if (finished > 0)
        parts << tr("%1 finished").arg(finished);
    if (stopped > 0)
        parts << tr("%1 stopped").arg(stopped);
    if (none > 0)
        parts << tr("%1 without delegation").arg(none);
    return parts.join(u" · "_s);
}

int PeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_runner ? 0 : int(m_runner->batch().people.size()) + (m_nobody ? 1 : 0);
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_runner || index.row() >= m_counts.size())
        return {};
    const Counts &counts = m_counts.at(index.row());
    const bool nobody = personAt(index.row()) < 0;
    const Person person = nobody ? Person() : m_runner->batch().people.at(index.row());
    const QString caption = nobody ? tr("No usable iD in these lines") : captionOf(person, counts, *m_runner, index.row());
    const bool pauses = !nobody && person.state == State::Waiting && isPaused(*m_runner, index.row());
    const Mark mark = pauses ? Mark { u"pause"_s, Tone::Neutral } : nobody ? Mark { u"stop"_s, Tone::Warn } : markOf(person.state, m_runner->batch().state == batch::Batch::State::Ready, counts);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return nobody ? tr("Without a researcher") : plain(person.shown());
    case Qt::AccessibleDescriptionRole:
        return tr("%1, %2").arg(caption, progressOf(counts, isBefore(*m_runner)));
    case Qt::ToolTipRole:
        return nobody ? QVariant() : u"%1\n%2"_s.arg(person.orcid, caption).toHtmlEscaped().replace(u'\n', u"<br>"_s);
    case CaptionRole:
        return caption;
    case IconRole:
        return mark.icon;
    case ToneRole:
        return QVariant::fromValue(mark.tone);
    case CaptionToneRole:
        return QVariant::fromValue(mark.icon == u"stop" ? Tone::Warn : Tone::Neutral);
    case ProgressRole:
        return progressOf(counts, isBefore(*m_runner));
    case OverRole:
        return counts.finished();
    case RefusedRole:
        return counts.refused;
    case ThereRole:
        return counts.there;
    case AllRole:
        return counts.all;
    default:
        return {};
    }
}

PeopleList::PeopleList(PeopleModel *model, QWidget *parent) : QListView(parent)
{
    setAccessibleName(tr("Researchers in batch"));
    setObjectName(accessibleName());
    setModel(model);
    setItemDelegate(new PeopleDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
}

void PeopleList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT moved(current.row());
}

void PeopleList::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    SpinnerTimer::of().add(viewport());
}

void PeopleList::hideEvent(QHideEvent *event)
{
    QListView::hideEvent(event);
    SpinnerTimer::of().remove(viewport());
}

} // namespace baton::ui

#include "ui/record/imports/importfoot.h"

#include "ui/common/columns.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using State = imports::Outcome::State;

namespace {

enum Face { Plan, Progress, Results };

/// "31 new, 4 updates." or "Nothing to send."
QString goingWords(const VerdictCounts &counts)
{
    QStringList parts;
    if (counts.toAdd)
        parts << ImportFoot::tr("%1 new").arg(counts.toAdd);
    if (counts.toUpdate)
        parts << (counts.toUpdate == 1 ? ImportFoot::tr("1 update") : ImportFoot::tr("%1 updates").arg(counts.toUpdate));
    return parts.isEmpty() ? ImportFoot::tr("Nothing to send.") : parts.join(u", "_s) + u'.';
}

/// "1 bulk POST and 4 PUT."
QString requestWords(const imports::Sender::Requests &requests)
{
    QStringList parts;
    if (requests.bulks)
        parts << ImportFoot::tr("%1 bulk POST").arg(requests.bulks);
    if (requests.posts)
        parts << ImportFoot::tr("%1 POST").arg(requests.posts);
    if (requests.puts)
        parts << ImportFoot::tr("%1 PUT").arg(requests.puts);
    if (parts.isEmpty())
        return {};
    const QString last = parts.takeLast();
    return (parts.isEmpty() ? last : ImportFoot::tr("%1 and %2").arg(parts.join(u", "_s), last)) + u'.';
}

/// "7 stay as they are, 6 are left out."
QString restWords(const VerdictCounts &counts)
{
    QStringList parts;
    if (counts.staying)
        parts << (counts.staying == 1 ? ImportFoot::tr("1 stays as it is") : ImportFoot::tr("%1 stay as they are").arg(counts.staying));
    if (counts.leftOut)
        parts << (counts.leftOut == 1 ? ImportFoot::tr("1 is left out") : ImportFoot::tr("%1 are left out").arg(counts.leftOut));
    return parts.isEmpty() ? QString() : parts.join(u", "_s) + u'.';
}

} // namespace

ImportFoot::ImportFoot(QWidget *parent)
    : QFrame(parent)
    , send(makeButton(tr("Send…"), u"arrow"_s, tr("Send works"), "primary", this))
    , m_stack(new QStackedWidget(this))
    , m_strong(makeText({}, "strong", this))
    , m_rest(makeText({}, "text2", this))
    , m_reason(makeText({}, "caption", this))
    , m_progressWords(makeLabel({}, "body", this))
    , m_results(makeText({}, "strong", this))
    , m_stopped(makeText({}, "text2", this))
    , m_progress(new QProgressBar(this))
    , m_again(makeButton(tr("Rehearse the rest"), u"refresh"_s, tr("Rehearse again"), "", this))
{
    setProperty("kind", u"foot"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 10);
    column->addWidget(m_stack);
    m_stack->addWidget(makePlan());
    m_stack->addWidget(makeProgress());
    m_stack->addWidget(makeResults());
    setReason({});
    showButton();
    showFace(Plan);
}

QWidget *ImportFoot::makePlan()
{
    auto *face = new QWidget(m_stack);
    auto *row = new QHBoxLayout(face);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch(1);
    words->addWidget(m_strong);
    words->addWidget(m_rest);
    words->addWidget(m_reason);
    words->addStretch(1);
    row->addLayout(words, 1);
    m_save = makeButton(tr("Verdicts…"), u"export"_s, tr("Export verdicts"), "", face);
    m_rehearsal = makeButton(tr("Back"), {}, tr("Back to rehearsal"), "", face);
    connect(m_save, &QPushButton::clicked, this, &ImportFoot::exportRequested);
    connect(m_rehearsal, &QPushButton::clicked, this, &ImportFoot::rehearsalRequested);
    row->addWidget(m_save);
    row->addWidget(m_rehearsal);
    row->addWidget(send);
    return face;
}

QWidget *ImportFoot::makeProgress()
{
    auto *face = new QWidget(m_stack);
    auto *row = new QHBoxLayout(face);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    m_progress->setAccessibleName(tr("Sending progress"));
    m_progress->setTextVisible(false);
    row->addWidget(new Spinner(face));
    row->addWidget(m_progressWords);
    row->addWidget(m_progress, 1);
    QPushButton *cancel = makeButton(tr("Cancel"), {}, tr("Cancel sending"), "", face);
    connect(cancel, &QPushButton::clicked, this, &ImportFoot::cancelRequested);
    row->addWidget(cancel);
    return face;
}

QWidget *ImportFoot::makeResults()
{
    auto *face = new QWidget(m_stack);
    auto *column = new QVBoxLayout(face);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addWidget(m_results);
    column->addWidget(m_stopped);
    column->addSpacing(8);
    // Beside the review there is room for two of them.
    auto *pairs = new Columns(10, face);
    column->addWidget(pairs);
    const auto addPair = [&](int stretch) {
        auto *pair = new QWidget(pairs);
        auto *row = new QHBoxLayout(pair);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(10);
        row->addStretch(1);
        pairs->add(pair, stretch);
        return row;
    };
    const auto add = [this](QHBoxLayout *row, QPushButton *button, auto signal) {
        connect(button, &QPushButton::clicked, this, signal);
        row->addWidget(button);
    };
    QHBoxLayout *first = addPair(1), *second = addPair(0);
    add(first, m_again, &ImportFoot::againRequested);
    add(first, makeButton(tr("Results…"), u"export"_s, tr("Export verdicts"), "", face), &ImportFoot::exportRequested);
    add(second, makeButton(tr("Show in journal"), u"history"_s, tr("Show in journal"), "", face), &ImportFoot::journalRequested);
    add(second, makeButton(tr("Back to items"), {}, tr("Back to items"), "primary", face), &ImportFoot::backRequested);
    return face;
}

// As high as what is shown, not as the highest of all.
void ImportFoot::showFace(int face)
{
    for (int i = 0; i < m_stack->count(); ++i)
        m_stack->widget(i)->setSizePolicy(QSizePolicy::Preferred, i == face ? QSizePolicy::Preferred : QSizePolicy::Ignored);
    m_stack->setCurrentIndex(face);
}

void ImportFoot::showCounts(const VerdictCounts &counts, const imports::Sender::Requests &requests, const QString &things)
{
    m_toSend = counts.toAdd + counts.toUpdate;
    m_things = things;
    m_strong->setText(goingWords(counts));
    QStringList rest { requestWords(requests), restWords(counts) };
    rest.removeAll(QString());
    m_rest->setText(rest.join(u' '));
    m_rest->setVisible(!rest.isEmpty());
    showButton();
    showFace(Plan);
}

// First it leads to the review, there it sends.
void ImportFoot::showButton()
{
    const QString words = m_toSend ? tr("Send %1 %2").arg(m_toSend).arg(m_things) : tr("Send");
    setButtonText(send, m_reviewing ? words : words + u'…');
    send->setAccessibleName(m_reviewing ? tr("Send changes") : tr("Send works"));
    send->setObjectName(send->accessibleName());
    m_save->setVisible(!m_reviewing);
    m_rehearsal->setVisible(m_reviewing);
}

void ImportFoot::setReviewing(bool reviewing)
{
    m_reviewing = reviewing;
    showButton();
}

void ImportFoot::setReason(const QString &reason)
{
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    send->setEnabled(m_toSend > 0 && reason.isEmpty());
    send->setAccessibleDescription(!reason.isEmpty() ? reason : m_toSend ? QString() : tr("Nothing to send."));
}

void ImportFoot::showProgress(int done, int of)
{
    m_progress->setRange(0, of);
    m_progress->setValue(done);
    m_progressWords->setText(tr("Sending: %1 of %2").arg(done).arg(of));
    showFace(Progress);
}

void ImportFoot::showWaiting(std::chrono::milliseconds wait)
{
    // Shorter than that nobody could read it.
    if (wait >= std::chrono::milliseconds(900))
        m_progressWords->setText(tr("%1 of %2. The registry is busy: again in %3 s.").arg(m_progress->value()).arg(m_progress->maximum()).arg((wait.count() + 999) / 1000));
}

void ImportFoot::showResults(const QHash<int, imports::Outcome> &outcomes, const Error &stopped)
{
    QHash<State, int> counts;
    for (const imports::Outcome &outcome : outcomes)
        ++counts[outcome.state];
    QStringList parts;
    const auto add = [&](State state, const QString &words) {
        if (counts.value(state))
            parts << words.arg(counts.value(state));
    };
    add(State::Added, tr("%1 added"));
    add(State::Updated, tr("%1 updated"));
    add(State::Refused, tr("%1 refused"));
    add(State::Unknown, tr("%1 not known yet"));
    add(State::NotSent, tr("%1 not sent"));
    m_results->setText(parts.join(u", "_s) + u'.');
    m_stopped->setText(stopped.code.isEmpty() ? tr("Each is in the journal, and can be taken back from there.") : stopped.text());
    m_again->setVisible(counts.value(State::NotSent) + counts.value(State::Unknown) + counts.value(State::Refused) > 0);
    showFace(Results);
}

} // namespace baton::ui

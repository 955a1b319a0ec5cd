#include "ui/ledger/recallpage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/listrow.h"
#include "ui/ledger/ledgerwords.h"
#include "ui/ledger/recallstep.h"

#include <QtGui/QAccessible>
#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using desk::Recall;
using StepId = Recall::StepId;

RecallPage::RecallPage(const Clock &clock, QWidget *parent)
    : SubPage(tr("Ledger"), tr("Back to Ledger"), tr("Recall a hand-over"), {}, parent), m_clock(clock)
{
    m_print = makeButton(tr("Print proof…"), u"printer"_s, tr("Print proof"));
    m_done = makeButton(tr("Done"), u"check"_s, tr("Finish recall"), "primary");
    actions()->addWidget(m_print);
    actions()->addWidget(m_done);
    m_outcome = new Banner;
    m_outcome->hide();
    body()->setSpacing(12);
    body()->addWidget(m_outcome);
    auto *columns = new Columns(16);
    columns->add(buildSteps(), 2);
    columns->add(buildLimits(), 1);
    body()->addWidget(columns);
    body()->addStretch(1);
    connect(m_print, &QPushButton::clicked, this, &RecallPage::printProof);
    connect(m_done, &QPushButton::clicked, this, &SubPage::closed);
    auto *print = new QShortcut(QKeySequence(QKeySequence::Print), this);
    print->setContext(Qt::WidgetWithChildrenShortcut);
    connect(print, &QShortcut::activated, m_print, &QAbstractButton::click);
    connect(m_outcome, &Banner::actionTriggered, this, [this] { Q_EMIT showExchange(m_trace); });
}

QWidget *RecallPage::buildSteps()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card;
    auto *list = new RoleWidget(QAccessible::List, tr("Recall steps"));
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    for (const StepId id : { StepId::RevokeTokens, StepId::AskResearcher, StepId::TellPartner, StepId::Prove }) {
        auto *step = new RecallStep(int(m_steps.size()) + 1, id);
        rows->addWidget(step);
        m_steps << step;
    }
    restyle(m_steps.last(), "kind", u"last row"_s);
    connect(m_steps.at(0), &RecallStep::run, this, &RecallPage::revokeTokens);
    connect(m_steps.at(1), &RecallStep::run, this, &RecallPage::copyText);
    connect(m_steps.at(2), &RecallStep::run, this, &RecallPage::saveNotice);
    connect(m_steps.at(3), &RecallStep::run, this, &RecallPage::prove);
    card->addFlush(list, 0);
    column->addWidget(card);
    column->addStretch(1);
    return side;
}

QWidget *RecallPage::buildLimits()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    auto *card = new Card;
    card->addHeader(tr("What a recall can’t undo"));
    m_limits = new ListBox(tr("What a recall can’t undo"));
    card->addFlush(m_limits, 0);
    column->addWidget(card);
    column->addStretch(1);
    return side;
}

void RecallPage::show(const RecallView &view)
{
    const ledger::HandOver &one = view.handOver;
    setPlace(tr("Entry %1, %2").arg(view.entry).arg(researcherName(one)));
    const QString given = tr("Given to %1 on %2.").arg(partnerName(one), shortTime(one.when));
    setPurpose(one.exchanges > 0 ? given + u' ' + tr("Exchanged %n times.", nullptr, one.exchanges) : given);
    const bool busy = std::any_of(view.steps.cbegin(), view.steps.cend(), [](const Recall::Step &step) { return step.state == Recall::Step::State::Running; });
    for (qsizetype i = 0; i < qMin(m_steps.size(), view.steps.size()); ++i)
        m_steps.at(i)->show(view.steps.at(i), busy, m_clock.now());
    showOutcome(view);
    showLimits(view.cannotUndo);
}

void RecallPage::showOutcome(const RecallView &view)
{
    m_trace = 0;
    for (const Recall::Step &step : view.steps) {
        if (step.id == StepId::Prove)
            m_trace = step.traceId;
    }
    const QString action = m_trace ? tr("Show HTTP exchange") : QString();
    // The words begin with the outcome, for the printed proof; here it stands in bold and once.
    const auto say = [&](Tone tone, const QString &outcome) {
        const QString &words = view.outcomeWords;
        m_outcome->set(tone, outcome, words.startsWith(outcome) ? words.mid(outcome.size()).trimmed() : words, action);
    };
    switch (view.outcome) {
    case Recall::Outcome::Open: break;
    case Recall::Outcome::Proven: say(Tone::Ok, tr("Recalled, and tried: this id_token gives nothing any more.")); break;
    case Recall::Outcome::NotRecalled: say(Tone::Err, tr("Not recalled.")); break;
    case Recall::Outcome::TryAgain: say(Tone::Warn, tr("Not proven yet.")); break;
    case Recall::Outcome::AskedNotProven: say(Tone::Warn, tr("Asked, not yet proven.")); break;
    }
    m_outcome->setVisible(view.outcome != Recall::Outcome::Open);
    m_print->setEnabled(view.outcome != Recall::Outcome::Open);
    m_print->setAccessibleDescription(m_print->isEnabled() ? QString() : tr("There is no outcome to print yet."));
}

void RecallPage::showLimits(const QStringList &limits)
{
    static const QStringList icons { u"clock"_s, u"eye"_s, u"work"_s, u"person"_s };
    m_limits->clear();
    for (qsizetype i = 0; i < limits.size(); ++i) {
        ListRow *row = m_limits->addRow();
        row->setIcon(icons.value(i, u"info"_s), i == 0 ? &Colors::warn : &Colors::text2);
        row->setAccessibleName(row->setTitle(limits.at(i), "body")->text());
    }
    m_limits->finish();
}

void RecallPage::triggerPrimary()
{
    Q_EMIT closed();
}

} // namespace baton::ui

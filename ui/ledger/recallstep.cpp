#include "ui/ledger/recallstep.h"

#include "app/base/text.h"
#include "ui/common/daytime.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using desk::Recall;
using State = Recall::Step::State;

RecallStep::RecallStep(int number, Recall::StepId id, QWidget *parent) : QFrame(parent), m_number(number), m_id(id), m_dot(new StepDot(number))
{
    setProperty("kind", u"row"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 12, 14, 12);
    row->setSpacing(12);
    auto *words = new QVBoxLayout;
    words->setSpacing(3);
    auto *top = new QHBoxLayout;
    m_title = makeText({}, "strong");
    m_at = makeLabel({}, "caption");
    top->addWidget(m_title, 1);
    top->addWidget(m_at, 0, Qt::AlignTop);
    m_words = makeText({}, "text2");
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(4);
    m_button = makeButton({}, namesOf(id).icon, namesOf(id).name, "small");
    words->addLayout(top);
    words->addWidget(m_words);
    words->addLayout(m_lines);
    words->addSpacing(3);
    words->addWidget(m_button, 0, Qt::AlignLeft);
    row->addWidget(m_dot, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(m_button, &QPushButton::clicked, this, &RecallStep::run);
}

int RecallStep::accessibleRole() const
{
    return QAccessible::ListItem;
}

RecallStep::Names RecallStep::namesOf(Recall::StepId id)
{
    switch (id) {
    case Recall::StepId::RevokeTokens: return { tr("Revoke our tokens"), tr("Revoke again"), u"stop"_s, tr("Revoke our tokens") };
    case Recall::StepId::AskResearcher: return { tr("Copy text"), tr("Copy text again"), u"copy"_s, tr("Copy text for the researcher") };
    case Recall::StepId::TellPartner: return { tr("Save notice…"), tr("Save notice again…"), u"save"_s, tr("Save notice for the partner") };
    case Recall::StepId::Prove: break;
    }
    return { tr("Try exchange"), tr("Try again"), u"pulse"_s, tr("Try exchange again") };
}

void RecallStep::show(const Recall::Step &step, bool busy, const QDateTime &now)
{
    static const QHash<State, StepDot::State> dots { { State::ToDo, StepDot::State::Pending }, { State::Running, StepDot::State::Current },
        { State::Done, StepDot::State::Done }, { State::Failed, StepDot::State::Failed }, { State::Asked, StepDot::State::Pending } };
    m_dot->setState(dots.value(step.state));
    m_title->setText(step.title);
    setAccessibleName(tr("Recall step %1: %2").arg(m_number).arg(step.title));
    m_at->setText(step.state == State::Running ? tr("Running…") : step.at.isValid() ? dayAndTime(step.at, now) : QString());
    m_words->setText(plain(step.words, true));
    m_words->setVisible(!step.words.isEmpty());
    clearLines();
    m_id == Recall::StepId::Prove ? showProof(step) : showLines(step);
    const Names names = namesOf(m_id);
    const bool before = step.state == State::ToDo || step.state == State::Running;
    setButtonText(m_button, before ? names.text : names.again);
    m_button->setEnabled(!busy);
    static const QHash<State, QString> states { { State::ToDo, tr("To do") }, { State::Running, tr("Running") }, { State::Done, tr("Done") },
        { State::Failed, tr("Failed") }, { State::Asked, tr("Asked, not yet proven") } };
    QStringList description { states.value(step.state), plain(step.words) };
    for (const QString &line : step.lines)
        description << plain(line);
    description.removeAll(QString());
    setAccessibleDescription(description.join(u". "_s));
}

void RecallStep::clearLines()
{
    for (QWidget *one : std::as_const(m_shown)) {
        m_lines->removeWidget(one);
        one->hide();
        one->setParent(nullptr);
        one->deleteLater();
    }
    m_shown.clear();
}

// "200 revoked · 12 Nov 2026, /read-limited": the outcome as a chip, what it is about behind it.
void RecallStep::showLines(const Recall::Step &step)
{
    for (const QString &line : step.lines) {
        auto *one = new QWidget;
        auto *row = new QHBoxLayout(one);
        row->setContentsMargins(0, 3, 0, 0);
        row->setSpacing(6);
        const QString outcome = line.section(u" · "_s, 0, 0), about = line.section(u" · "_s, 1);
        const bool good = outcome.startsWith(u'2');
        auto *chip = new Chip;
        chip->set(outcome, good ? Tone::Ok : Tone::Err, good ? u"okcircle"_s : u"xcircle"_s);
        row->addWidget(chip, 0, Qt::AlignTop);
        row->addWidget(makeText(plain(about), "caption"), 1);
        m_lines->addWidget(one);
        m_shown << one;
    }
}

// The request and what came back; refusing is what is wanted here.
void RecallStep::showProof(const Recall::Step &step)
{
    if (step.lines.isEmpty() || step.state == State::Asked)
        return showLines(step);
    auto *box = new QFrame;
    box->setProperty("kind", u"sunken"_s);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(10, 7, 10, 7);
    column->setSpacing(3);
    auto *top = new QHBoxLayout;
    auto *chip = new Chip;
    if (step.state == State::Done)
        chip->set(tr("Refused, as it should be"), Tone::Ok, u"shield"_s);
    else if (step.lines.first().startsWith(u"200"_s))
        chip->set(tr("Not refused"), Tone::Err, u"xcircle"_s);
    else
        chip->set(tr("Proves nothing"), Tone::Warn, u"warn"_s);
    top->addWidget(makeLabel(u"POST /oauth/token"_s, "mono"));
    top->addStretch(1);
    top->addWidget(chip);
    column->addLayout(top);
    for (const QString &line : step.lines)
        column->addWidget(makeText(plain(line), "mono"));
    m_lines->addWidget(box);
    m_shown << box;
}

} // namespace baton::ui

#include "ui/overview/steppanel.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/theme.h"
#include "ui/overview/sequencediagram.h"
#include "ui/overview/steparrow.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QString lowerFirst(const QString &text)
{
    // "HTTP" and "ORCID" stay as they are.
    if (text.size() > 1 && text.at(1).isUpper())
        return text;
    return text.isEmpty() ? text : text.at(0).toLower() + text.mid(1);
}

StepDot::State dotState(relay::Step::State state)
{
    switch (state) {
    case relay::Step::State::Running: return StepDot::State::Current;
    case relay::Step::State::Done: return StepDot::State::Done;
    case relay::Step::State::Failed: return StepDot::State::Failed;
    case relay::Step::State::NotYet: break;
    }
    return StepDot::State::Pending;
}

} // namespace

StepPanel::StepPanel(const relay::Story &story, const http::Trace &trace, QWidget *parent)
    : Card(parent), m_story(story), m_trace(trace)
{
    m_row = new QHBoxLayout;
    m_row->setSpacing(14);
    auto *left = new QWidget;
    auto *words = new QVBoxLayout(left);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(2);
    m_title = makeText({}, "strong");
    m_words = makeText({}, "text2");
    words->addWidget(m_title);
    words->addWidget(m_words);
    auto *facts = new QVBoxLayout;
    facts->setSpacing(4);
    m_request = makeLabel({}, "mono");
    m_request->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_status = new Chip;
    m_when = makeLabel({}, "caption");
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addStretch();
    below->addWidget(m_status);
    below->addWidget(m_when);
    facts->addStretch();
    facts->addWidget(m_request);
    facts->addLayout(below);
    facts->addStretch();
    m_exchange = makeButton(tr("Show HTTP exchange"), u"traffic"_s, tr("Show HTTP exchange"));
    auto *right = new QWidget;
    auto *rightRow = new QHBoxLayout(right);
    rightRow->setContentsMargins(0, 0, 0, 0);
    rightRow->setSpacing(14);
    rightRow->addLayout(facts);
    rightRow->addWidget(m_exchange, 0, Qt::AlignVCenter);
    rightRow->addStretch(1);
    auto *columns = new Columns(14);
    columns->add(left);
    columns->add(right, 0);
    m_row->addWidget(columns, 1);
    const auto fit = [left] { left->setMinimumWidth(Theme::of().iconSize(260)); };
    connect(&Theme::of(), &Theme::changed, left, fit);
    fit();
    body()->addLayout(m_row);
    connect(m_exchange, &QPushButton::clicked, this, [this] {
        if (m_step > 0 && m_story.step(m_step).traceId > 0)
            Q_EMIT showExchange(m_story.step(m_step).traceId);
    });
    showStep(0);
}

void StepPanel::showStep(int step)
{
    const bool newNumber = step != m_step || !m_dot;
    m_step = step;
    if (newNumber) {
        delete m_dot;
        m_dot = new StepDot(qMax(1, step), this);
        m_row->insertWidget(0, m_dot, 0, Qt::AlignVCenter);
    }
    if (step == 0) {
        showEmpty();
        return;
    }
    const relay::Step &s = m_story.step(step);
    m_dot->show();
    m_dot->setState(dotState(s.state));
    m_title->setText(tr("%1 → %2: %3")
                         .arg(SequenceDiagram::partyName(m_story, s.from), SequenceDiagram::partyName(m_story, s.to), lowerFirst(s.what)));
    m_words->setText(s.explanation);
    showTrace(s);
}

void StepPanel::showEmpty()
{
    m_dot->hide();
    m_title->setText(tr("Select a step to see what was sent"));
    m_words->setText(tr("Each arrow stands for something that really passed between two parties. Up and Down go through the "
                        "steps, Enter opens the HTTP exchange."));
    m_request->hide();
    m_status->hide();
    m_when->hide();
    m_exchange->setEnabled(false);
    m_exchange->setAccessibleDescription(tr("No step is selected"));
}

void StepPanel::showTrace(const relay::Step &step)
{
    using State = relay::Step::State;
    const http::Exchange *exchange = step.traceId > 0 ? m_trace.find(step.traceId) : nullptr;
    m_request->setVisible(exchange);
    if (exchange)
        m_request->setText(exchange->method + u' ' + exchange->url.path());

    const QString state = StepArrow::stateWords(step);
    Tone tone = Tone::Neutral;
    QString icon = u"pending"_s, text = state;
    if (step.state == State::Done) {
        tone = Tone::Ok;
        icon = u"okcircle"_s;
    } else if (step.state == State::Failed) {
        tone = Tone::Err;
        icon = u"xcircle"_s;
    } else if (step.state == State::Running) {
        tone = Tone::Accent;
        icon = u"spinner"_s;
    }
    QStringList when;
    if (exchange && exchange->status > 0) {
        text = (QString::number(exchange->status) + u' ' + exchange->reason).trimmed();
        when << tr("%1 ms").arg(exchange->totalMs);
    }
    if (step.at.isValid())
        when << step.at.toLocalTime().toString(u"HH:mm:ss"_s);
    m_status->set(text, tone, icon);
    m_status->show();
    m_when->setText(when.join(u" · "_s));
    m_when->setVisible(!when.isEmpty());
    m_exchange->setEnabled(exchange);
    m_exchange->setAccessibleDescription(exchange ? QString()
            : step.state == State::NotYet         ? tr("This step has not happened yet")
                                                  : tr("Baton sent no HTTP request in this step"));
    m_exchange->setToolTip(m_exchange->accessibleDescription());
}

} // namespace baton::ui

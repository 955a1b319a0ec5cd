#include "ui/overview/overviewpage.h"

#include "ui/common/widgets.h"
#include "ui/overview/sequencediagram.h"
#include "ui/overview/steppanel.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QString purposeOf(const relay::Story &story)
{
    int done = 0;
    for (const relay::Step &step : story.steps()) {
        if (step.state == relay::Step::State::Running)
            return OverviewPage::tr("Live view of one hand-over. Step %1 of 10 is running.").arg(step.number);
        if (step.state == relay::Step::State::Failed)
            return OverviewPage::tr("Live view of one hand-over. Step %1 of 10 failed; it stopped there.").arg(step.number);
        done += step.state == relay::Step::State::Done;
    }
    if (done == 0)
        return OverviewPage::tr("Live view of one hand-over. Nothing has happened yet.");
    if (done == story.steps().size())
        return OverviewPage::tr("Live view of one hand-over. All ten steps are done.");
    return OverviewPage::tr("Live view of one hand-over. %1 of 10 steps are done.").arg(done);
}

} // namespace

OverviewPage::OverviewPage(relay::Story &story, http::Trace &trace, QWidget *parent)
    : Page(tr("Overview"), {}, parent), m_story(story)
{
    m_startOver = makeButton(tr("Start over"), u"restart"_s, tr("Start over"), "flat");
    m_next = makeButton(tr("Next step"), u"next"_s, tr("Next step"));
    m_play = makeButton(tr("Play the demonstration"), u"play"_s, tr("Play the demonstration"), "primary");
    actions()->addWidget(m_startOver);
    actions()->addWidget(m_next);
    actions()->addWidget(m_play);

    m_diagram = new SequenceDiagram(story);
    m_panel = new StepPanel(story, trace);
    body()->setSpacing(14);
    body()->addWidget(m_diagram, 1);
    body()->addWidget(m_panel);

    connect(m_startOver, &QPushButton::clicked, this, &OverviewPage::startOverRequested);
    connect(m_next, &QPushButton::clicked, this, &OverviewPage::nextRequested);
    connect(m_play, &QPushButton::clicked, this, &OverviewPage::togglePlay);
    connect(m_diagram, &SequenceDiagram::selectionChanged, m_panel, &StepPanel::showStep);
    connect(m_diagram, &SequenceDiagram::selectionChanged, this, [this](int step) {
        if (m_diagram->hasFocus() || (step > 0 && m_diagram->isAncestorOf(focusWidget())))
            m_follow = false;
    });
    connect(m_diagram, &SequenceDiagram::opened, this, &OverviewPage::openExchange);
    connect(m_panel, &StepPanel::showExchange, this, &Page::showExchange);
    connect(&story, &relay::Story::changed, this, &OverviewPage::refresh);
    const auto traced = [this] { m_panel->showStep(m_diagram->selected()); };
    connect(&trace, &http::Trace::changed, this, traced);
    connect(&trace, &http::Trace::cleared, this, traced);
    refresh(0);
}

void OverviewPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    hideBanner();
    m_diagram->setRegistryName(environment.name);
    setPlayable(environment.kind == orcid::Environment::Kind::Practice);
}

int OverviewPage::selectedStep() const
{
    return m_diagram->selected();
}

void OverviewPage::triggerPrimary()
{
    if (m_playable && m_play->isEnabled())
        togglePlay();
}

void OverviewPage::togglePlay()
{
    if (m_playing)
        Q_EMIT pauseRequested();
    else
        Q_EMIT playRequested();
}

void OverviewPage::setPlaying(bool playing)
{
    m_playing = playing;
    setButtonText(m_play, playing ? tr("Pause") : tr("Play the demonstration"));
    m_play->setAccessibleName(playing ? tr("Pause the demonstration") : tr("Play the demonstration"));
    setButtonIcon(m_play, playing ? u"pause"_s : u"play"_s);
    m_next->setEnabled(!playing);
    m_next->setAccessibleDescription(playing ? tr("The demonstration is playing") : QString());
    if (playing)
        m_follow = true;
}

void OverviewPage::setPlayable(bool playable)
{
    m_playable = playable;
    m_play->setVisible(playable);
    m_next->setVisible(playable);
}

void OverviewPage::selectStep(int step)
{
    m_diagram->select(step, isVisible());
}

void OverviewPage::refresh(int step)
{
    setPurpose(purposeOf(m_story));
    bool begun = false;
    int latest = 0;
    for (const relay::Step &s : m_story.steps()) {
        begun = begun || s.state != relay::Step::State::NotYet;
        if (s.state == relay::Step::State::Done || s.state == relay::Step::State::Failed)
            latest = s.number;
    }
    m_startOver->setEnabled(begun);
    if (!begun && step == 0) {
        m_follow = true;
        m_diagram->select(0);
    } else if (m_follow) {
        m_diagram->select(latest);
    }
    m_panel->showStep(m_diagram->selected());
}

void OverviewPage::openExchange(int step)
{
    if (const qint64 trace = m_story.step(step).traceId)
        Q_EMIT showExchange(trace);
}

void OverviewPage::keyPressEvent(QKeyEvent *event)
{
    if (m_playable && event->key() == Qt::Key_Space) {
        togglePlay();
    } else if (m_playable && event->key() == Qt::Key_Right) {
        if (m_next->isEnabled())
            Q_EMIT nextRequested();
    } else {
        Page::keyPressEvent(event);
    }
}

} // namespace baton::ui

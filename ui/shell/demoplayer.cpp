#include "ui/shell/demoplayer.h"

#include "ui/overview/overviewpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/conductor.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/wayout.h"
#include "ui/signin/signinpage.h"

namespace baton::ui {

DemoPlayer::DemoPlayer(desk::Desk &desk, Conductor &conductor, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_conductor(conductor)
    , m_window(window)
    , m_overview(conductor.overview())
{
    connect(m_overview, &OverviewPage::playRequested, this, [this] { play(); });
    connect(m_overview, &OverviewPage::pauseRequested, this, &DemoPlayer::pause);
    connect(m_overview, &OverviewPage::nextRequested, this, &DemoPlayer::next);
    connect(m_overview, &OverviewPage::startOverRequested, this, &DemoPlayer::startOver);
    connect(&conductor, &Conductor::leavingEnvironment, this, [this] {
        if (m_demonstration)
            m_demonstration->cancel();
    });
}

bool DemoPlayer::isPlaying() const
{
    return m_demonstration && !m_demonstration->isPaused();
}

// The sign-in that waits keeps its place in the story; the demonstration would need the same callback address.
bool DemoPlayer::callbackIsTaken()
{
    if (!m_conductor.signIn()->isWaiting())
        return false;
    showWithWayOut(*m_overview, { QStringLiteral("demo.signin_waiting"), tr("A sign-in is waiting for the researcher, at the address the demonstration needs."),
        tr("Finish it in the browser, or cancel it on the Sign in page."), 0, 0, {} });
    return true;
}

void DemoPlayer::make(int pauseMs)
{
    m_overview->hideBanner();
    demo::Demonstration::Options options;
    options.pauseMs = pauseMs;
    m_demonstration = new demo::Demonstration(m_desk, options, this);
    demo::Demonstration *one = m_demonstration;
    desk::Narrator *narrator = &m_conductor.narrator();
    connect(one, &demo::Demonstration::browserOpened, narrator, &desk::Narrator::browserOpened);
    connect(one, &demo::Demonstration::codeReceived, narrator, &desk::Narrator::codeReceived);
    connect(one, &demo::Demonstration::signedIn, &m_conductor, [this](const signin::Tokens &tokens) { m_conductor.takeTokens(tokens, false); });
    connect(one, &demo::Demonstration::handedOver, &m_conductor,
        [this](const handover::Sealed &sealed, const handover::HandOverEntry &entry) { m_conductor.takePackage(sealed, { entry }, {}); });
    connect(one, &demo::Demonstration::exchanging, narrator, &desk::Narrator::exchanging);
    // The session has begun already; the conductor tells the story and fills the record page.
    connect(one, &demo::Demonstration::exchanged, &m_conductor,
        [this](const exchange::Delegation &delegation, const exchange::DelegatedToken &token) { m_conductor.takeDelegation(delegation, token, false); });
    connect(one, &demo::Demonstration::writing, narrator, &desk::Narrator::writing);
    connect(one, &demo::Demonstration::written, m_conductor.record(),
        [this](const record::Item &item) { m_conductor.record()->showItem(item.section, item.putCode); });
    connect(one, &demo::Demonstration::finished, this, &DemoPlayer::ended);
}

void DemoPlayer::play(int pauseMs)
{
    if (m_demonstration) {
        m_demonstration->setPaused(false);
    } else if (callbackIsTaken()) {
        return;
    } else {
        m_desk.story.startOver();
        make(pauseMs);
        m_overview->setPlaying(true); // first: a start that is refused ends at once
        return m_demonstration->start();
    }
    m_overview->setPlaying(true);
}

void DemoPlayer::pause()
{
    if (m_demonstration)
        m_demonstration->setPaused(true);
    m_overview->setPlaying(false);
}

void DemoPlayer::next()
{
    if (!m_demonstration) {
        if (callbackIsTaken())
            return;
        m_desk.story.startOver();
        make(usualPauseMs);
        m_demonstration->setPaused(true);
        m_demonstration->start();
    }
    if (m_demonstration) // a start that is refused ends at once
        m_demonstration->next();
}

void DemoPlayer::startOver()
{
    if (m_demonstration)
        m_demonstration->cancel();
    m_desk.story.startOver();
}

void DemoPlayer::ended(const Result<void> &result)
{
    m_overview->setPlaying(false);
    if (!result && result.error().code != QLatin1String("demo.cancelled"))
        showWithWayOut(*m_overview, result.error());
    if (m_demonstration)
        m_demonstration->deleteLater();
    m_demonstration = nullptr;
    Q_EMIT finished(result);
}

} // namespace baton::ui

#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/signin/linkview.h"
#include "ui/signin/signinpage.h"

#include <QtCore/QUrlQuery>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_SignInPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<World> m_world;
    std::unique_ptr<ui::SignInPage> m_page;
    QUrl m_opened;
    int m_timesOpened = 0;

    bool says(const QString &text) const { return test::says(*m_page, text); }
    QString link() const { return named<ui::LinkView>(*m_page, u"Sign-in link"_s)->link(); }
    bool open()
    {
        return QTest::qWaitFor([this] { return button(*m_page, "Open browser to sign in")->isEnabled() && !m_page->link().isEmpty(); }, 5000)
            && press(*m_page, "Open browser to sign in") && QTest::qWaitFor([this] { return m_page->isWaiting() && !m_opened.isEmpty(); }, 5000);
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_opened.clear();
        m_timesOpened = 0;
        m_page = std::make_unique<ui::SignInPage>(m_world->http, m_world->clock, m_world->clients);
        m_page->setOpener([this](const QUrl &link) -> Result<void> {
            m_opened = link;
            ++m_timesOpened;
            return {};
        });
        m_page->setEnvironment(m_world->environment);
        m_page->resize(968, 700);
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void S1_linkIsShownExactlyBeforeTheBrowserOpens()
    {
        QTRY_VERIFY(!m_page->link().isEmpty());
        QCOMPARE(link(), m_page->link().toString(QUrl::FullyEncoded));
        QCOMPARE(m_timesOpened, 0);
        QVERIFY(says(m_world->server.host()));
    }

    void S13_changingAScopeMakesAnotherLink()
    {
        QTRY_VERIFY(!m_page->link().isEmpty());
        QVERIFY(!link().contains(u"person%2Fupdate"_s));
        QVERIFY(!named<QCheckBox>(*m_page, u"Scope openid"_s)->isEnabled());
        QVERIFY(named<QCheckBox>(*m_page, u"Scope openid"_s)->isChecked());
        named<QCheckBox>(*m_page, u"Scope /person/update"_s)->click();
        QVERIFY(!link().contains(u"state="_s));
        QTRY_VERIFY(link().contains(u"person%2Fupdate"_s));
    }

    void signsIn()
    {
        QSignalSpy signedIn(m_page.get(), &ui::SignInPage::signedIn), received(m_page.get(), &ui::SignInPage::codeReceived);
        QVERIFY(open());
        QVERIFY(!named<QCheckBox>(*m_page, u"Scope /read-limited"_s)->isEnabled());
        QVERIFY(says(u"Waiting for the researcher"_s));
        QCOMPARE(m_opened, m_page->link());
        m_world->land(m_opened, u"code=Ab12Cd"_s);
        QTRY_COMPARE(signedIn.size(), 1);
        QCOMPARE(received.size(), 1);
        const auto tokens = signedIn.first().first().value<signin::Tokens>();
        QCOMPARE(tokens.orcid, QString::fromLatin1(World::researcher));
        QVERIFY(!tokens.idToken.isEmpty());
        QVERIFY(says(u"Signed in"_s));
        QVERIFY(named<QCheckBox>(*m_page, u"Scope /read-limited"_s)->isEnabled());
    }

    void escapeCancelsWhereverTheFocusIs()
    {
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QVERIFY(open());
        button(*m_page, "Manage clients")->setFocus();
        QTest::keyClick(m_page.get(), Qt::Key_Escape);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!m_page->isWaiting());
    }

    void leavingTheEnvironmentWhileWaitingFreesTheChoices()
    {
        QVERIFY(open());
        QVERIFY(!named<QCheckBox>(*m_page, u"Scope /read-limited"_s)->isEnabled());
        m_page->setEnvironment(orcid::Environment::sandbox());
        QVERIFY(!m_page->isWaiting());
        QVERIFY(named<QCheckBox>(*m_page, u"Scope /read-limited"_s)->isEnabled());
    }

    void denied()
    {
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed);
        QVERIFY(open());
        m_world->land(m_opened, u"error=access_denied"_s);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(says(u"The researcher said no. Nothing was received."_s));
        QVERIFY(button(*m_page, "Open browser to sign in")->isEnabled());
        QVERIFY(says(u"They did not allow it"_s));
        QVERIFY(!says(u"pick one"_s));
    }

    void S9_wrongStateDoesNotEndTheAttempt()
    {
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed), signedIn(m_page.get(), &ui::SignInPage::signedIn);
        QVERIFY(open());
        m_world->land(m_opened, u"code=stolen"_s, false);
        QTRY_VERIFY(says(u"turned away"_s));
        QVERIFY(m_page->isWaiting());
        QCOMPARE(failed.size(), 0);
        m_world->land(m_opened, u"code=Ab12Cd"_s);
        QTRY_COMPARE(signedIn.size(), 1);
    }

    void timesOut()
    {
        m_page->setTimeout(std::chrono::seconds(1));
        QVERIFY(open());
        QTRY_VERIFY_WITH_TIMEOUT(says(u"Timed out. Nobody answered."_s), 8000);
    }

    void S2_busyPortIsNamed()
    {
        const QString uri = m_world->clients.find(m_world->environment.id, QString::fromLatin1(World::original)).redirectUris.first();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost, quint16(QUrl(uri).port())));
        QTRY_VERIFY(!m_page->link().isEmpty());
        QVERIFY(press(*m_page, "Open browser to sign in"));
        QTRY_VERIFY(says(u"The callback port is in use"_s));
        QVERIFY(says(QString::number(QUrl(uri).port())));
        QCOMPARE(m_timesOpened, 0);
    }

    void tokenEndpointRefuses()
    {
        m_world->codeAnswer = Reply::json(R"({"error":"invalid_grant","error_description":"Reused authorization code: Ab12Cd"})", 400);
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed);
        QVERIFY(open());
        m_world->land(m_opened, u"code=Ab12Cd"_s);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(says(u"The registry refused the code"_s));
        QSignalSpy shown(m_page.get(), &ui::Page::showExchange);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QVERIFY(m_world->trace.find(shown.first().first().toLongLong()));
    }

    void registryCannotBeAsked()
    {
        m_page.reset();
        m_world->discoveryAnswer = Reply::text("<html>no</html>", "text/html", 503);
        m_page = std::make_unique<ui::SignInPage>(m_world->http, m_world->clock, m_world->clients);
        m_page->setEnvironment(m_world->environment);
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(says(u"The registry could not be asked"_s), 30'000);
    }

    // Without a sign-in begun there is nothing the rest of the program should tell; with one there is.
    void onlyABegunSignInFails()
    {
        m_page.reset();
        m_world->discoveryAnswer = Reply::text("<html>no</html>", "text/html", 404);
        m_page = std::make_unique<ui::SignInPage>(m_world->http, m_world->clock, m_world->clients);
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed);
        m_page->setEnvironment(m_world->environment);
        m_page->show();
        QTRY_VERIFY_WITH_TIMEOUT(says(u"The registry could not be asked"_s), 30'000);
        QCOMPARE(failed.size(), 0);
        QVERIFY(press(*m_page, "Open browser to sign in"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
    }

    void aStoppedRegistryIsNamedWithAWayOut()
    {
        using Registry = ui::SignInPage::Registry;
        QTRY_VERIFY(!m_page->link().isEmpty());
        m_page->setRegistry(Registry::Stopped);
        QVERIFY(says(u"The practice registry is not running"_s));
        QVERIFY(m_page->link().isEmpty());
        QVERIFY(!button(*m_page, "Open browser to sign in")->isVisible());
        QVERIFY(!button(*m_page, "Choose another port")->isVisible());
        QSignalSpy start(m_page.get(), &ui::SignInPage::startRegistryRequested), failed(m_page.get(), &ui::SignInPage::failed);
        QVERIFY(press(*m_page, "Start the practice registry"));
        QCOMPARE(start.size(), 1);
        m_page->setRegistry(Registry::Starting);
        QVERIFY(!button(*m_page, "Start the practice registry")->isEnabled());
        m_page->setRegistry(Registry::Stopped, { u"practice.port_busy"_s, u"Port 9760 is in use."_s, {}, 0, 0, {} });
        QVERIFY(says(u"The practice registry could not start"_s) && says(u"Port 9760 is in use."_s));
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Choose another port"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::Preferences);
        m_page->setRegistry(Registry::Running);
        QTRY_VERIFY(!m_page->link().isEmpty());
        QVERIFY(button(*m_page, "Open browser to sign in")->isVisible());
        QCOMPARE(failed.size(), 0);
    }

    // Also without clients, which come with the registry.
    void aStoppedRegistryIsNotCalledAMissingClient()
    {
        m_world->clients.setPracticeClients({});
        m_page->setRegistry(ui::SignInPage::Registry::Stopped);
        QVERIFY(says(u"The practice registry is not running"_s));
        QVERIFY(!says(u"No client yet"_s) && !says(u"address you paste"_s));
    }

    void aRegistryThatStopsEndsTheWaiting()
    {
        QSignalSpy failed(m_page.get(), &ui::SignInPage::failed);
        QVERIFY(open());
        m_page->setRegistry(ui::SignInPage::Registry::Stopped);
        QVERIFY(!m_page->isWaiting());
        QCOMPARE(failed.size(), 1);
        QVERIFY(says(u"The practice registry is not running"_s));
    }

    void theKeyboardStaysWithTheAttempt()
    {
        QTRY_VERIFY(button(*m_page, "Open browser to sign in")->isEnabled());
        button(*m_page, "Open browser to sign in")->setFocus();
        QVERIFY(open());
        QCOMPARE(m_page->focusWidget(), button(*m_page, "Open browser again"));
        QVERIFY(says(u"cancel here"_s));
        button(*m_page, "Cancel sign-in")->setFocus();
        QVERIFY(press(*m_page, "Cancel sign-in"));
        QTRY_VERIFY(!m_page->isWaiting());
        QCOMPARE(m_page->focusWidget(), button(*m_page, "Open browser to sign in"));
        QVERIFY(says(u"You cancelled"_s));
        // From a choice that is locked while waiting, too.
        named<QCheckBox>(*m_page, u"Scope /read-limited"_s)->setFocus();
        m_opened.clear();
        m_page->triggerPrimary();
        QTRY_VERIFY(m_page->isWaiting() && !m_opened.isEmpty());
        QCOMPARE(m_page->focusWidget(), button(*m_page, "Open browser again"));
    }

    void cancels()
    {
        QVERIFY(open());
        QVERIFY(press(*m_page, "Open browser again"));
        QCOMPARE(m_timesOpened, 2);
        QVERIFY(press(*m_page, "Copy sign-in link"));
        QCOMPARE(QGuiApplication::clipboard()->text(), m_opened.toString(QUrl::FullyEncoded));
        QVERIFY(press(*m_page, "Cancel sign-in"));
        QTRY_VERIFY(!m_page->isWaiting());
        QVERIFY(says(u"Cancelled. Nothing was received."_s));
    }

    void S11_pastedAddressGoesThroughTheSameValidator()
    {
        QSignalSpy signedIn(m_page.get(), &ui::SignInPage::signedIn);
        QVERIFY(open());
        QVERIFY(press(*m_page, "Paste the address instead"));
        auto *field = named<QLineEdit>(*m_page, u"Address the browser landed on"_s);
        field->setText(u"https://example.org/elsewhere?code=1&state=2"_s);
        QVERIFY(press(*m_page, "Use this address"));
        QVERIFY(m_page->isWaiting());
        QVERIFY(field->text().isEmpty());
        const QUrlQuery asked(m_opened);
        m_world->nonce = asked.queryItemValue(u"nonce"_s).toLatin1();
        field->setText(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded) + u"?code=Ab12Cd&state="_s + asked.queryItemValue(u"state"_s));
        QVERIFY(press(*m_page, "Use this address"));
        QTRY_COMPARE(signedIn.size(), 1);
    }

    void idTokenFromAnAccessToken()
    {
        QSignalSpy signedIn(m_page.get(), &ui::SignInPage::signedIn);
        QVERIFY(press(*m_page, "Use an existing access token"));
        auto *field = named<QLineEdit>(*m_page, u"Access token"_s);
        QVERIFY(field);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        m_world->exchangeAnswer = Reply::json(R"({"error":"invalid_token","error_description":"access_token does not exist or is disabled"})", 400);
        field->setText(u"d0b4a5a6-0000-4000-8000-000000000000"_s);
        button(*m_page, "Get id_token")->click();
        QTRY_VERIFY(button(*m_page, "Get id_token")->isEnabled());
        QCOMPARE(signedIn.size(), 0);
        m_world->exchangeAnswer.reset();
        button(*m_page, "Get id_token")->click();
        QTRY_COMPARE(signedIn.size(), 1);
        QVERIFY(signedIn.first().first().value<signin::Tokens>().accessToken.isEmpty());
    }

    void withoutAClientThereIsNothingToOpen()
    {
        m_world->clients.setPracticeClients({});
        QVERIFY(says(u"No client yet"_s));
        QVERIFY(!button(*m_page, "Open browser to sign in")->isEnabled());
        QSignalSpy going(m_page.get(), &ui::Page::navigate);
        QVERIFY(press(*m_page, "Manage clients"));
        QCOMPARE(going.first().first().value<ui::PageId>(), ui::PageId::People);
    }
};

QTEST_MAIN(tst_SignInPage)
#include "tst_signinpage.moc"

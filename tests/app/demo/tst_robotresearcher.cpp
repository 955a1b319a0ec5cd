#include "app/demo/robotresearcher.h"
#include "tests/app/practice/fixture.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::demo;
using baton::test::northbridge;
using baton::test::sofia;

namespace {

const QUrl page(u"http://127.0.0.1:9760/oauth/authorize?client_id=A"_s);

} // namespace

/// The researcher without a browser: reads the form as it is served, answers it, follows the answer.
class TestRobotResearcher : public QObject {
    Q_OBJECT

    test::PracticeFixture m_registry;

    static QString field(const ConsentForm &form, const QString &name)
    {
        for (const http::FormField &one : form.fields) {
            if (one.name == name)
                return one.text;
        }
        return {};
    }

    QUrl link(const QString &redirectUri) const
    {
        const test::Pairs extra { { u"redirect_uri"_s, redirectUri } };
        return QUrl(m_registry.registry.info().issuer + test::PracticeFixture::authorizePath(northbridge, u"openid /read-limited"_s, extra));
    }

    static Result<RobotResearcher::Visit> visit(RobotResearcher &robot, const QUrl &link, const QString &orcid)
    {
        const auto future = robot.consent(link, orcid);
        if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
            return fail(u"test.time"_s, u"no answer"_s);
        return future.result();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_registry.start()); }

    void readsTheServedForm()
    {
        const QString path = test::PracticeFixture::authorizePath(northbridge, u"openid /read-limited"_s);
        const QString html = QString::fromUtf8(m_registry.get(path).body);
        const auto form = readConsentForm(html, QUrl(m_registry.registry.info().issuer + path), sofia);
        QVERIFY2(form, form ? "" : qPrintable(form.error().text()));
        QCOMPARE(form->action, QUrl(m_registry.registry.info().issuer + u"/oauth/authorize"_s));
        QCOMPARE(field(*form, u"researcher"_s), sofia);
        QCOMPARE(field(*form, u"decision"_s), u"authorize"_s);
        QCOMPARE(field(*form, u"csrf"_s), test::PracticeFixture::hiddenField(html.toUtf8(), u"csrf"_s));
        // As the browser would send it: the escaped query of the page, plain again.
        QCOMPARE(field(*form, u"request"_s), path.section(u'?', 1));
        const auto stranger = readConsentForm(html, page, u"0000-0001-2345-6789"_s);
        QVERIFY(!stranger);
        QCOMPARE(stranger.error().code, u"robot.form"_s);
    }

    void forms_data()
    {
        QTest::addColumn<QString>("html");
        QTest::addColumn<bool>("found");
        const QString radio = u"<input type=\"radio\" name=\"researcher\" value=\"%1\">"_s.arg(sofia);
        const QString other = u"<input type=\"radio\" name=\"researcher\" value=\"0000-0000-0000-0000\">"_s;
        const QString button = u"<button name=\"decision\" value=\"authorize\">Yes</button>"_s;
        QTest::newRow("whole") << u"<form action=\"/x\">"_s + other + radio + button + u"</form>"_s << true;
        QTest::newRow("signed in already") << u"<form action=\"/x\">"_s + button + u"</form>"_s << true;
        QTest::newRow("second form") << u"<form action=\"/no\"><input type=\"hidden\" name=\"a\" value=\"b\"></form><form action=\"/x\">"_s + radio + button + u"</form>"_s << true;
        QTest::newRow("somebody else") << u"<form action=\"/x\">"_s + other + button + u"</form>"_s << false;
        QTest::newRow("no button") << u"<form action=\"/x\">"_s + radio + u"</form>"_s << false;
        QTest::newRow("no form") << u"<p>Sorry</p>"_s << false;
        QTest::newRow("empty") << QString() << false;
    }

    void forms()
    {
        QFETCH(QString, html);
        QFETCH(bool, found);
        const auto form = readConsentForm(html, page, sofia);
        QCOMPARE(form.has_value(), found);
        if (found) {
            QCOMPARE(form->action, QUrl(u"http://127.0.0.1:9760/x"_s));
            QCOMPARE(field(*form, u"decision"_s), u"authorize"_s);
        }
    }

    void firstButtonIsPressedAndTextIsUnescaped()
    {
        const auto form = readConsentForm(u"<form action=\"/x?a=1&amp;b=2\"><input type=\"hidden\" name=\"t\" value=\"&lt;&quot;&amp;amp;&#39;&gt;\">"
                                          "<button name=\"decision\" value=\"authorize\">A</button><button name=\"decision\" value=\"deny\">D</button></form>"_s, page, sofia);
        QVERIFY(form);
        QCOMPARE(form->action.query(), u"a=1&b=2"_s);
        QCOMPARE(field(*form, u"t"_s), u"<\"&amp;'>"_s);
        QCOMPARE(form->fields.size(), 2);
        QCOMPARE(field(*form, u"decision"_s), u"authorize"_s);
    }

    void consentsAndLandsOnTheCallback()
    {
        test::FakeServer callback;
        callback.handler = [](const test::Received &) { return test::Reply::text("ok", "text/html"); };
        const QString redirect = callback.url(u"/callback"_s).toString();
        m_registry.registry.configure([&redirect](practice::RegistryCore &core) { core.accounts().editClient(northbridge)->redirectUris << redirect; });
        RobotResearcher robot;
        const auto first = visit(robot, link(redirect), sofia);
        QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
        QCOMPARE(first->pageStatus, 200);
        QCOMPARE(first->consentStatus, 303);
        QCOMPARE(first->callbackStatus, 200);
        QCOMPARE(first->landedOn.path(), u"/callback"_s);
        QVERIFY(!first->landedOn.hasQuery());
        QCOMPARE(callback.requests().size(), 1);
        const QUrl landed(QString::fromLatin1(callback.requests().first().target));
        QVERIFY(QUrlQuery(landed).hasQueryItem(u"code"_s));
        QCOMPARE(QUrlQuery(landed).queryItemValue(u"state"_s), u"st-1"_s);
    }

    void refusals()
    {
        RobotResearcher robot;
        const auto unknown = visit(robot, link(u"http://127.0.0.1:1/elsewhere"_s), sofia);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().code, u"robot.form"_s);
        test::FakeServer server;
        server.enqueue(test::Reply::redirect(302, "https://example.org/callback?code=x"));
        const auto away = visit(robot, server.url(u"/oauth/authorize"_s), sofia);
        QVERIFY(!away);
        QCOMPARE(away.error().code, u"robot.refused"_s);
        server.enqueue(test::Reply::text("<form action=\"/x\"><button name=\"decision\" value=\"authorize\">A</button></form>", "text/html"));
        server.enqueue(test::Reply::text("no", "text/html", 403));
        const auto refused = visit(robot, server.url(u"/oauth/authorize"_s), sofia);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"robot.refused"_s);
        QCOMPARE(refused.error().httpStatus, 403);
    }
};

QTEST_GUILESS_MAIN(TestRobotResearcher)
#include "tst_robotresearcher.moc"

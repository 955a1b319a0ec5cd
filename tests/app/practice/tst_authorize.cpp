// The authorization endpoint and its pages (orcid.md 2.1, 2.2, 2.9).
#include "tests/app/practice/fixture.h"

#include <QtCore/QUrlQuery>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestAuthorize : public QObject {
    Q_OBJECT

    QTemporaryDir m_state;
    std::unique_ptr<PracticeFixture> m_registry;

    Answer show(const Pairs &extra, const QString &cookie = {}, const QString &scope = S("openid"))
    {
        return m_registry->get(PracticeFixture::authorizePath(northbridge, scope, extra), cookie.isEmpty() ? Pairs {} : Pairs { { S("Cookie"), cookie } });
    }
    QString signedIn(const QString &scope = S("openid"))
    {
        QString cookie;
        m_registry->decide(PracticeFixture::authorizePath(northbridge, scope), sofia, S("authorize"), &cookie);
        return cookie;
    }
    void redeem(const Answer &landed)
    {
        QCOMPARE(m_registry->token(northbridge, { { S("grant_type"), S("authorization_code") }, { S("code"), landed.locationItem(S("code")) }, { S("redirect_uri"), callback } }).status, 200);
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_state.path());
        QVERIFY(m_registry->start());
    }

    void consentPageHasItsNamedControls()
    {
        const Answer page = show({}, {}, S("openid /read-limited /activities/update"));
        QCOMPARE(page.status, 200);
        QVERIFY(page.header("content-type").startsWith("text/html"));
        for (const practice::ResearcherInfo &researcher : m_registry->registry.info().researchers) {
            const bool signsIn = researcher.state != u"unclaimed" && researcher.state != u"deprecated";
            QVERIFY2(page.body.contains("aria-label=\"Sign in as " + researcher.name.toUtf8() + '"') == signsIn, qPrintable(researcher.name));
        }
        QVERIFY(page.body.contains("This record is locked.") && page.body.contains("This record is deactivated."));
        for (const char *text : { ">Authorize access</button>", ">Deny access</button>", "Let Northbridge University use this record?", "This is not ORCID.",
                                  "<code>openid</code>", "<code>/read-limited</code>", "<code>/activities/update</code>", "APP-NB7K2QX4M0T9W6RA",
                                  "http://127.0.0.1:9761/callback", "Northbridge University via" })
            QVERIFY2(page.body.contains(text), text);
        QVERIFY(!page.body.contains("<script") && !page.body.contains(" style="));
        const QByteArray policy = page.header("content-security-policy");
        QVERIFY(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
        // Browsers hold the redirect after the form to form-action as well.
        QVERIFY(policy.contains("form-action 'self' http://127.0.0.1:9761"));
        QVERIFY(m_registry->get(S("/practice/style.css")).body.contains("prefers-color-scheme: dark"));
    }

    void approvalAndDenial()
    {
        const Answer allowed = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), sofia);
        QCOMPARE(allowed.status, 303);
        QCOMPARE(allowed.location().adjusted(QUrl::RemoveQuery), QUrl(callback));
        QCOMPARE(allowed.locationItem(S("state")), S("st-1"));
        QCOMPARE(allowed.locationItem(S("code")).size(), 6);
        const Answer denied = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), {}, S("deny"));
        QCOMPARE(denied.header("location"), callback.toLatin1() + "?error=access_denied&error_description=User%20denied%20access&state=st-1");
        const Answer nobody = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), {});
        QCOMPARE(nobody.status, 200);
        QVERIFY(nobody.body.contains("Choose who you are first."));
        const Answer stateless = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid"), { { S("state"), QString() } }), sofia);
        QVERIFY(!stateless.header("location").contains("state"));
        const Answer query = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid"), { { S("redirect_uri"), callback + S("?a=b") } }), {}, S("deny"));
        QVERIFY(query.header("location").startsWith(callback.toLatin1() + "?a=b&error=access_denied"));
    }

    void refusedOnAPage_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("error");
        QTest::addColumn<QString>("text");
        QTest::newRow("no client") << S("client_id") << QString() << S("invalid_request") << S("Please specify a client id");
        QTest::newRow("unknown client") << S("client_id") << S("APP-0000000000000000") << S("invalid_client") << S("APP-0000000000000000");
        QTest::newRow("no redirect") << S("redirect_uri") << QString() << S("invalid_request") << S("Please specify a redirect URL");
        QTest::newRow("other redirect") << S("redirect_uri") << S("http://127.0.0.1:9762/callback") << S("invalid_grant") << S("Redirect URI doesn&#39;t match your registered redirect URIs.");
        QTest::newRow("response type") << S("response_type") << S("code token") << S("unsupported_response_type") << S("Unsupported response type.");
        QTest::newRow("no nonce") << S("response_type") << S("id_token") << S("invalid_request") << S("Implicit id_token requests must have nonce");
        QTest::newRow("max_age") << S("max_age") << S("soon") << S("invalid_request") << S("Invalid max_age param");
        QTest::newRow("client scope") << S("scope") << S("openid /read-public") << S("invalid_scope") << S("Invalid scope: /read-public");
        QTest::newRow("unknown scope, escaped") << S("scope") << S("<b>x") << S("invalid_scope") << S("Invalid scope: &lt;b&gt;x");
        QTest::newRow("nothing left") << S("scope") << S("profile email") << S("invalid_scope") << S("Please specify the desired scopes");
    }

    void refusedOnAPage()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, error);
        QFETCH(QString, text);
        const Answer page = show({ { name, value } });
        QCOMPARE(page.status, 400);
        QVERIFY(page.header("location").isEmpty());
        QVERIFY(page.body.contains('>' + error.toUtf8() + '<'));
        QVERIFY2(page.body.contains(text.toUtf8()), page.body.constData());
    }

    void toldToTheClient()
    {
        const Answer scope = show({}, signedIn(), S("openid /nonsense"));
        QCOMPARE(scope.status, 302);
        QCOMPARE(scope.locationItem(S("error")), S("invalid_scope"));
        const Answer challenge = show({ { S("code_challenge"), S("short") } });
        QCOMPARE(challenge.locationItem(S("error")), S("invalid_request"));
        m_registry->registry.configure([](practice::RegistryCore &core) { core.accounts().editClient(northbridge)->state = practice::Client::State::Locked; });
        QCOMPARE(show({}).locationItem(S("error")), S("client_locked"));
    }

    void promptNone()
    {
        QCOMPARE(show({ { S("prompt"), S("none") } }).locationItem(S("error")), S("login_required"));
        const QString cookie = signedIn();
        QCOMPARE(show({ { S("prompt"), S("none") } }, cookie, S("openid /read-limited")).locationItem(S("error")), S("interaction_required"));
    }

    void samePermissionIsNotAskedAgain()
    {
        QString cookie;
        const QString path = PracticeFixture::authorizePath(northbridge, S("openid /read-limited"));
        redeem(m_registry->decide(path, sofia, S("authorize"), &cookie));
        const Answer again = show({}, cookie, S("/read-limited openid"));
        QCOMPARE(again.status, 302);
        redeem(again);
        QCOMPARE(show({ { S("prompt"), S("none") } }, cookie, S("openid /read-limited")).locationItem(S("code")).size(), 6);
        const Answer confirm = show({ { S("prompt"), S("confirm") } }, cookie, S("openid /read-limited"));
        QCOMPARE(confirm.status, 200);
        QVERIFY(confirm.body.contains("value=\"" + sofia.toLatin1() + "\" required aria-label=\"Sign in as Sofia Maria Hernandez Garcia\" aria-describedby=\"r1\" checked"));
        QCOMPARE(show({}, cookie, S("openid")).status, 200); // another set
        QCOMPARE(show({}, {}, S("openid /read-limited")).status, 200); // another browser
        const Answer login = show({ { S("prompt"), S("login") } }, cookie, S("openid /read-limited"));
        QCOMPARE(login.status, 200);
        QVERIFY(!login.body.contains(" checked>"));
    }

    void maxAge()
    {
        QString cookie;
        redeem(m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), sofia, S("authorize"), &cookie));
        QCOMPARE(show({ { S("max_age"), S("3600") } }, cookie).status, 302);
        m_registry->registry.advanceClock(std::chrono::seconds(3700));
        QCOMPARE(show({ { S("max_age"), S("3600") } }, cookie).status, 200);
        QCOMPARE(show({ { S("max_age"), S("3600") }, { S("prompt"), S("none") } }, cookie).locationItem(S("error")), S("login_required"));
    }

    void S51_whatTheClientSendsIsEscaped()
    {
        const QString nasty = S("\"><script>alert(1)</script>");
        for (const char *name : { "state", "nonce", "response_type", "client_id", "redirect_uri", "scope", "code_challenge" }) {
            const Answer page = show({ { S(name), nasty } });
            QVERIFY2(!page.body.contains("<script"), name);
        }
        const Answer page = show({ { S("state"), nasty } });
        QCOMPARE(m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid"), { { S("state"), nasty } }), {}, S("deny")).locationItem(S("state")), nasty);
        QCOMPARE(page.status, 200);
    }

    void hintPreselects_data()
    {
        QTest::addColumn<Pairs>("hints");
        QTest::addColumn<QString>("selected");
        const QString address = S("tomas.ibarra@northbridge.example"), unknown = S("0000-0002-1825-0097");
        const auto row = [](const char *name, const Pairs &hints, const QString &selected) { QTest::newRow(name) << hints << selected; };
        row("iD", { { S("orcid"), tomas } }, tomas);
        row("address", { { S("email"), address } }, tomas);
        row("address in other letters", { { S("email"), S(" Tomas.Ibarra@NORTHBRIDGE.example") } }, tomas);
        row("both: the iD", { { S("orcid"), sofia }, { S("email"), address } }, sofia);
        row("unknown iD and address", { { S("orcid"), unknown }, { S("email"), address } }, tomas);
        row("unknown address", { { S("email"), S("nobody@northbridge.example") } }, {});
        row("empty", { { S("email"), S("") } }, {});
    }

    void hintPreselects()
    {
        QFETCH(Pairs, hints);
        QFETCH(QString, selected);
        const Answer page = show(hints);
        QCOMPARE(page.status, 200);
        QCOMPARE(page.body.count(" checked>"), selected.isEmpty() ? 0 : 1);
        const qsizetype at = page.body.indexOf("value=\"" + selected.toLatin1() + '"');
        if (!selected.isEmpty())
            QVERIFY(at > 0 && page.body.mid(at, page.body.indexOf('>', at) + 1 - at).contains(" checked>"));
    }

    void implicitFlow()
    {
        const Answer landed = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid"), { { S("response_type"), S("token id_token") }, { S("nonce"), S("n") } }), sofia);
        const QUrl url = landed.location();
        QVERIFY(url.query().isEmpty());
        const QUrlQuery fragment(url.fragment(QUrl::FullyEncoded));
        QStringList names;
        for (const auto &[name, value] : fragment.queryItems())
            names << name;
        QCOMPARE(names, QStringList({ S("access_token"), S("token_type"), S("expires_in"), S("tokenVersion"), S("persistent"), S("id_token"), S("state") }));
        QCOMPARE(landed.locationItem(S("expires_in")), S("599"));
    }

    void S46_formsAreTiedToTheBrowser()
    {
        const QString path = PracticeFixture::authorizePath(northbridge, S("openid"));
        const Answer page = m_registry->get(path);
        const QString csrf = PracticeFixture::hiddenField(page.body, S("csrf")), request = PracticeFixture::hiddenField(page.body, S("request"));
        const Pairs form { { S("csrf"), csrf }, { S("request"), request }, { S("researcher"), sofia }, { S("decision"), S("authorize") } };
        QCOMPARE(m_registry->post(S("/oauth/authorize"), form).status, 403); // no cookie
        const QByteArray set = page.header("set-cookie");
        QVERIFY(set.contains("HttpOnly") && set.contains("SameSite=Lax"));
        const Pairs cookie { { S("Cookie"), QString::fromLatin1(set.left(set.indexOf(';'))) } };
        Pairs changed = form;
        changed[1].second = QString(request).replace(S("scope=openid"), S("scope=%2Fperson%2Fupdate"));
        QCOMPARE(m_registry->post(S("/oauth/authorize"), changed, cookie).status, 403); // another request
        QCOMPARE(m_registry->post(S("/oauth/authorize"), form, cookie).status, 303);
    }

    void lockedRecordCannotAllow()
    {
        m_registry->registry.configure([](practice::RegistryCore &core) { core.records().edit(sofia)->state = practice::Researcher::State::Locked; });
        QCOMPARE(m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), sofia).status, 403);
    }

    void trustedPartiesShowAndRevoke()
    {
        QCOMPARE(m_registry->get(S("/trusted-parties")).header("location"), QByteArray("/practice/signin?return=/trusted-parties"));
        QString cookie;
        redeem(m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid /activities/update")), sofia, S("authorize"), &cookie));
        const QString idToken = m_registry->signIn(northbridge, sofia, S("openid /activities/update")).value(u"id_token").toString();
        const Pairs jar { { S("Cookie"), cookie } };
        const Answer page = m_registry->get(S("/trusted-parties"), jar);
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("aria-label=\"Revoke access of Northbridge University\""));
        QVERIFY(page.body.contains("Add and change your activities"));
        const QString key = PracticeFixture::hiddenField(page.body, S("confirm"));
        const Answer panel = m_registry->get(S("/trusted-parties?confirm=") + key, jar);
        QVERIFY(panel.body.contains("Take back this permission?") && panel.body.contains(">Keep</a>"));
        const QByteArray form = panel.body.mid(panel.body.indexOf("/trusted-parties/revoke"));
        const Pairs fields { { S("csrf"), PracticeFixture::hiddenField(form, S("csrf")) }, { S("grant"), PracticeFixture::hiddenField(form, S("grant")) } };
        QCOMPARE(m_registry->post(S("/trusted-parties/revoke"), fields).status, 403);
        QCOMPARE(m_registry->post(S("/trusted-parties/revoke"), fields, jar).status, 303);
        QVERIFY(m_registry->get(S("/trusted-parties"), jar).body.contains("You have not allowed anybody yet."));
        QCOMPARE(m_registry->exchange(openGrants, idToken).json().value(u"scope").toString(), S("/activities/update"));
    }

    void signInAndOut()
    {
        const Answer page = m_registry->get(S("/practice/signin?return=https://example.org/"));
        QCOMPARE(PracticeFixture::hiddenField(page.body, S("return")), S("/practice/researchers")); // nowhere else
        const QByteArray set = page.header("set-cookie");
        const Pairs jar { { S("Cookie"), QString::fromLatin1(set.left(set.indexOf(';'))) } };
        const Answer in = m_registry->post(S("/practice/signin"), { { S("csrf"), PracticeFixture::hiddenField(page.body, S("csrf")) }, { S("return"), S("//evil.example") }, { S("researcher"), sofia } }, jar);
        QCOMPARE(in.status, 303);
        QCOMPARE(in.header("location"), QByteArray("/practice/researchers"));
        const QByteArray now = in.header("set-cookie");
        QVERIFY(!now.isEmpty() && now != set); // another id after signing in
        const Pairs newJar { { S("Cookie"), QString::fromLatin1(now.left(now.indexOf(';'))) } };
        const Answer home = m_registry->get(S("/practice"), newJar);
        QVERIFY(home.body.contains(">Sign out</button>"));
        QCOMPARE(m_registry->post(S("/practice/signout"), { { S("csrf"), PracticeFixture::hiddenField(home.body, S("csrf")) } }, newJar).status, 303);
        QVERIFY(!m_registry->get(S("/practice"), newJar).body.contains(">Sign out</button>"));
    }

    void recordsInOtherStatesCannotSignIn()
    {
        for (const practice::ResearcherInfo &researcher : m_registry->registry.info().researchers) {
            if (researcher.state == u"active")
                continue;
            const Answer answer = m_registry->decide(PracticeFixture::authorizePath(northbridge, S("openid")), researcher.orcid);
            QCOMPARE(answer.status, 403);
            QVERIFY(answer.header("location").isEmpty());
        }
    }

    void publicPages()
    {
        const Answer home = m_registry->get(S("/practice/clients"));
        QVERIFY(home.body.contains("Halden Research Institute"));
        QVERIFY(m_registry->get(S("/practice/researchers")).body.contains("Sofia Maria Hernandez Garcia"));
        QVERIFY(!home.body.contains(m_registry->secret(openGrants).toUtf8()));
        const Answer record = m_registry->get(u'/' + sofia);
        QCOMPARE(record.status, 200);
        QVERIFY(record.body.contains("<h1 dir=\"auto\">Sofia Maria Hernandez Garcia</h1>"));
        QVERIFY(record.body.contains("This is not ORCID."));
        const Answer json = m_registry->get(u'/' + sofia + S("/record.json"));
        QCOMPARE(json.json().value(u"orcid-identifier").toObject().value(u"path").toString(), sofia);
        for (const practice::ResearcherInfo &researcher : m_registry->registry.info().researchers) {
            const Answer page = m_registry->get(u'/' + researcher.orcid + S("?all=works"));
            QCOMPARE(page.status, 200);
            QVERIFY(page.body.contains("This is not ORCID."));
        }
        QCOMPARE(m_registry->get(S("/0000-0002-1825-0097")).status, 404);
        QCOMPARE(m_registry->get(S("/nothing")).status, 404);
        QCOMPARE(m_registry->get(S("/client/") + openGrants).header("location"), "/practice/clients#" + openGrants.toLatin1());
        QCOMPARE(m_registry->get(S("/client/APP-0000000000000000")).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestAuthorize)
#include "tst_authorize.moc"

// The registry's pages for researchers, clients and the state, used as a browser would: forms, cookie, no scripts.
#include "app/practice/server/multipart.h"
#include "tests/app/practice/fixture.h"

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

/// A browser: keeps its cookie and sends a page's form with the hidden fields it has.
class Browser {
public:
    explicit Browser(PracticeFixture &registry) : m_registry(registry) { }

    Answer open(const QString &path)
    {
        m_page = m_registry.get(path, jar());
        keep(m_page);
        return m_page;
    }
    Pairs hidden(const QString &action) const
    {
        const qsizetype from = m_page.body.indexOf("action=\"" + action.toUtf8() + '"');
        const QByteArray form = from < 0 ? QByteArray() : m_page.body.mid(from, m_page.body.indexOf("</form>", from) - from);
        Pairs fields;
        static const QRegularExpression input(S("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">"));
        for (auto it = input.globalMatch(QString::fromUtf8(form)); it.hasNext();) {
            const auto match = it.next();
            fields.append({ match.captured(1), match.captured(2) });
        }
        return fields;
    }
    Answer submit(const QString &action, const Pairs &typed = {})
    {
        m_page = m_registry.post(action, hidden(action) + typed, jar());
        keep(m_page);
        return m_page;
    }
    /// multipart/form-data, as for a form with a file.
    Answer upload(const QString &action, const QByteArray &file, const QByteArray &pasted, bool withHidden = true)
    {
        const QByteArray mark = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
        QByteArray body;
        for (const auto &[name, value] : withHidden ? hidden(action) : Pairs {})
            body += "--" + mark + "\r\nContent-Disposition: form-data; name=\"" + name.toUtf8() + "\"\r\n\r\n" + value.toUtf8() + "\r\n";
        body += "--" + mark + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"my state.json\"\r\nContent-Type: application/json\r\n\r\n" + file + "\r\n";
        body += "--" + mark + "\r\nContent-Disposition: form-data; name=\"pasted\"\r\n\r\n" + pasted + "\r\n--" + mark + "--\r\n";
        m_page = m_registry.send("POST", action, body, jar() + Pairs { { S("Content-Type"), S("multipart/form-data; boundary=") + QString::fromLatin1(mark) } });
        keep(m_page);
        return m_page;
    }
    Answer signIn(const QString &orcid)
    {
        open(S("/practice/signin"));
        return submit(S("/practice/signin"), { { S("researcher"), orcid } });
    }
    Pairs jar() const { return m_cookie.isEmpty() ? Pairs {} : Pairs { { S("Cookie"), m_cookie } }; }

private:
    void keep(const Answer &answer)
    {
        const QByteArray set = answer.header("set-cookie");
        if (!set.isEmpty())
            m_cookie = QString::fromLatin1(set.left(set.indexOf(';')));
    }
    PracticeFixture &m_registry;
    Answer m_page;
    QString m_cookie;
};

} // namespace

class TestPages : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<PracticeFixture> m_registry;

    /// What every page of the registry keeps to.
    void checkPage(const Answer &page, const QString &name)
    {
        QVERIFY2(page.header("content-type").startsWith("text/html"), qPrintable(name));
        const QByteArray policy = page.header("content-security-policy");
        QVERIFY2(policy.contains("default-src 'none'") && policy.contains("form-action 'self'") && policy.contains("frame-ancestors 'none'"), qPrintable(name));
        QVERIFY2(!policy.contains("unsafe") && !policy.contains("script-src"), qPrintable(name));
        const QString html = QString::fromUtf8(page.body);
        static const QRegularExpression active(S("<script|<iframe|<object|<[^>]*(?:\\son[a-z]+=|\\sstyle=|=\"javascript:)"), QRegularExpression::CaseInsensitiveOption);
        QVERIFY2(!active.match(html).hasMatch(), qPrintable(name + u' ' + active.match(html).captured()));
        QVERIFY2(html.contains(S("This is not ORCID.")) && html.contains(S("<html lang=\"en\">")) && html.contains(S("<main ")), qPrintable(name));
        QCOMPARE(html.count(S("<h1")), 1);
        // Each control a person fills in has words of its own.
        static const QRegularExpression control(S("<(input|select|textarea)\\b([^>]*)>"));
        for (auto it = control.globalMatch(html); it.hasNext();) {
            const QString attributes = it.next().captured(2);
            static const QRegularExpression id(S("\\bid=\"([^\"]+)\""));
            const QString own = id.match(attributes).captured(1);
            const bool named = attributes.contains(S("type=\"hidden\"")) || attributes.contains(S("aria-label=\"")) || (!own.isEmpty() && html.contains(S("<label for=\"") + own + u'"'));
            QVERIFY2(named, qPrintable(name + S(": ") + attributes));
        }
        static const QRegularExpression ids(S("\\sid=\"([^\"]+)\""));
        QStringList seen;
        for (auto it = ids.globalMatch(html); it.hasNext();) {
            const QString one = it.next().captured(1);
            QVERIFY2(!seen.contains(one), qPrintable(name + S(": twice ") + one));
            seen << one;
        }
        if (!QStandardPaths::findExecutable(S("xmllint")).isEmpty())
            lint(page.body, name);
    }

    /// libxml2 knows HTML 4 and calls the elements that came later invalid; everything else it says is a fault.
    void lint(const QByteArray &html, const QString &name)
    {
        QProcess lint;
        lint.start(S("xmllint"), { S("--html"), S("--noout"), S("-") });
        lint.write(html);
        lint.closeWriteChannel();
        QVERIFY(lint.waitForFinished());
        static const QRegularExpression newer(S("Tag (header|nav|main|footer|section|aside|svg|path|circle|rect|g|line|polyline|polygon|ellipse|bdi) invalid"));
        for (const QString &line : QString::fromUtf8(lint.readAllStandardError()).split(u'\n')) {
            if (line.contains(S("error :")) || line.contains(S("parser error")))
                QVERIFY2(newer.match(line).hasMatch(), qPrintable(name + S(": ") + line));
        }
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_dir.path());
        QVERIFY(m_registry->start());
    }

    void everyPageIsPlainAndNamed()
    {
        Browser browser(*m_registry);
        m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update"));
        for (const char *path : { "/practice", "/practice/researchers", "/practice/clients", "/practice/reset", "/practice/save", "/practice/load", "/practice/signin", "/nothing" })
            checkPage(browser.open(S(path)), S(path));
        for (const practice::ResearcherInfo &researcher : m_registry->registry.info().researchers)
            checkPage(browser.open(u'/' + researcher.orcid), researcher.name);
        checkPage(browser.open(PracticeFixture::authorizePath(northbridge, S("openid"))), S("consent"));
        browser.signIn(sofia);
        const Answer trusted = browser.open(S("/trusted-parties"));
        checkPage(trusted, S("trusted parties"));
        checkPage(browser.open(S("/trusted-parties?confirm=") + PracticeFixture::hiddenField(trusted.body, S("confirm"))), S("revoke"));
    }

    void researchersAreListedAndAdded()
    {
        m_registry->registry.configure([](practice::RegistryCore &core) {
            core.records().edit(tomas)->state = practice::Researcher::State::Locked;
        });
        Browser browser(*m_registry);
        const Answer page = browser.open(S("/practice/researchers"));
        for (const practice::ResearcherInfo &researcher : m_registry->registry.info().researchers)
            QVERIFY(page.body.contains("<a href=\"/" + researcher.orcid.toLatin1() + "\">"));
        QVERIFY(page.body.contains(">Locked</span>") && page.body.contains("aria-label=\"Reset registry\"") && page.body.contains(">Save state</a>") && page.body.contains(">Load state</a>"));
        const Answer sent = browser.submit(S("/practice/researchers"), { { S("given"), S("Zoë <b>") }, { S("family"), S("O'Hara & \"Co\"") }, { S("visibility"), S("limited") } });
        QCOMPARE(sent.status, 303);
        const Answer after = browser.open(QString::fromUtf8(sent.header("location")));
        QVERIFY(after.body.contains("Zoë &lt;b&gt; O&#39;Hara &amp; &quot;Co&quot; was added."));
        QVERIFY(!after.body.contains("<b> O"));
        checkPage(after, S("added"));
        const Answer refused = browser.submit(S("/practice/researchers"), { { S("given"), S(" ") }, { S("family"), S("<i>") }, { S("visibility"), S("public") } });
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.body.contains("role=\"alert\"") && refused.body.contains("A given name is needed.") && refused.body.contains("value=\"&lt;i&gt;\""));
    }

    void clientsAreListedAndAdded()
    {
        Browser browser(*m_registry);
        const Answer page = browser.open(S("/practice/clients"));
        for (const practice::ClientInfo &client : m_registry->registry.info().clients)
            QVERIFY(page.body.contains("id=\"" + client.id.toLatin1() + '"') && !page.body.contains(client.secret.reveal()));
        const Answer added = browser.submit(S("/practice/clients"),
            { { S("name"), S("Harbour <script>") }, { S("redirects"), S("https://harbour.example/back\r\nhttp://127.0.0.1:9000/cb") }, { S("exchange"), S("yes") } });
        QCOMPARE(added.status, 200);
        checkPage(added, S("client added"));
        const auto shown = QRegularExpression(S("Client ID <code>(APP-[0-9A-Z]{16})</code><br>Secret <code>([0-9a-f-]{36})</code>")).match(QString::fromUtf8(added.body));
        QVERIFY(shown.hasMatch());
        const Answer token = m_registry->post(S("/oauth/token"),
            { { S("client_id"), shown.captured(1) }, { S("client_secret"), shown.captured(2) }, { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public") } });
        QCOMPARE(token.status, 200);
        QVERIFY(!browser.open(S("/practice/clients")).body.contains(shown.captured(2).toUtf8())); // once only
        const Answer refused = browser.submit(S("/practice/clients"), { { S("name"), S("X") }, { S("redirects"), S("javascript:alert(1)") } });
        QCOMPARE(refused.status, 400);
        QVERIFY(refused.body.contains("role=\"alert\"") && refused.body.contains(">\njavascript:alert(1)</textarea>"));
        QCOMPARE(m_registry->get(S("/client/") + openGrants).header("location"), "/practice/clients#" + openGrants.toLatin1());
    }

    void stateIsSavedResetAndLoaded()
    {
        Browser browser(*m_registry);
        browser.open(S("/practice/researchers"));
        browser.submit(S("/practice/researchers"), { { S("given"), S("Mei") }, { S("family"), S("Tanaka") }, { S("visibility"), S("public") } });
        browser.open(S("/practice/save"));
        const Answer file = browser.submit(S("/practice/save"));
        QCOMPARE(file.status, 200);
        QCOMPARE(file.header("content-disposition"), QByteArray("attachment; filename=\"practice-state.json\""));
        QVERIFY(file.body.contains("baton-practice-state") && file.body.contains("Tanaka") && file.body.contains("on purpose"));

        const Answer asked = browser.open(S("/practice/reset"));
        QVERIFY(asked.body.contains(">Reset registry</button>") && asked.body.contains(">Keep</a>"));
        const Answer reset = browser.submit(S("/practice/reset"));
        QCOMPARE(reset.header("location"), QByteArray("/practice/researchers?done=reset"));
        QVERIFY(!browser.open(S("/practice/researchers?done=reset")).body.contains("Tanaka"));

        const Answer form = browser.open(S("/practice/load"));
        QVERIFY(form.body.contains("enctype=\"multipart/form-data\"") && form.body.contains(">Load state</button>"));
        QCOMPARE(browser.upload(S("/practice/load"), file.body, {}).header("location"), QByteArray("/practice/researchers?done=loaded"));
        QVERIFY(browser.open(S("/practice/researchers")).body.contains("Tanaka"));
        browser.open(S("/practice/load"));
        QCOMPARE(browser.upload(S("/practice/load"), {}, QByteArray(file.body).replace("\n", "\r\n")).status, 303); // as a browser sends a text area
        browser.open(S("/practice/load"));
        const Answer wrong = browser.upload(S("/practice/load"), {}, "{\"researchers\":[],\"</textarea><b>\":1}");
        QCOMPARE(wrong.status, 400);
        checkPage(wrong, S("load refused"));
        QVERIFY(wrong.body.contains("&lt;/textarea&gt;&lt;b&gt;: is not known here") && !wrong.body.contains("<b>\":1"));
        browser.open(S("/practice/load"));
        QVERIFY(browser.upload(S("/practice/load"), {}, {}).body.contains("Choose a file or paste its text."));
        browser.open(S("/practice/load"));
        QVERIFY(browser.upload(S("/practice/load"), "{}", "{}").body.contains("not both"));
        QVERIFY(browser.open(S("/practice/researchers")).body.contains("Tanaka"));
    }

    void faultsAreAppliedAndSwitchedOff()
    {
        Browser browser(*m_registry);
        const QByteArray calm = browser.open(S("/practice")).body;
        QVERIFY(!calm.contains("on:</b>"));
        QCOMPARE(calm.count("type=\"checkbox\""), m_registry->registry.faultBoard().faults.size());
        const Answer applied = browser.submit(S("/practice"), { { S("slow"), S("on") }, { S("slow.delay"), S("500ms") }, { S("move-clock"), S("3600") } });
        QCOMPARE(applied.status, 303);
        QTRY_COMPARE(m_registry->registry.faultBoard().onCount(), 2); // the clock is one of them
        QCOMPARE(m_registry->registry.faultBoard().find(S("slow"))->setting(S("delay")), S("500ms"));
        QVERIFY(m_registry->registry.clockOffset() >= std::chrono::hours(1));
        const Answer board = browser.open(S("/practice"));
        checkPage(board, S("fault board"));
        QVERIFY(board.body.contains("<b>2 faults are on:</b> Clock moved (token hour over), Slow answers"));
        QVERIFY(board.body.contains("name=\"clock\" value=\"on\" aria-label=\"Fault Clock moved\" aria-describedby=\"clock-words\" checked"));
        QVERIFY(board.body.contains("name=\"slow\" value=\"on\" aria-label=\"Fault Slow answers\" aria-describedby=\"slow-words\" checked"));
        // A box that is not ticked any more switches its fault off; so does the one button for all.
        browser.submit(S("/practice"), { { S("duplicate"), S("on") }, { S("slow.delay"), S("3s") } });
        QTRY_VERIFY(!m_registry->registry.faultBoard().find(S("slow"))->on && m_registry->registry.faultBoard().find(S("duplicate"))->on);
        QCOMPARE(m_registry->registry.clockOffset().count(), 0);
        browser.open(S("/practice"));
        browser.submit(S("/practice"), { { S("clock"), S("on") }, { S("clock.how"), S("back") } });
        QTRY_COMPARE(m_registry->registry.clockOffset(), -std::chrono::hours(24));
        // No two fields of the form share a name, or a browser could not send it.
        const QByteArray moved = browser.open(S("/practice")).body;
        QVERIFY(moved.contains("1 d back"));
        QSet<QString> names;
        QRegularExpressionMatchIterator fields = QRegularExpression(S(" name=\"([^\"]+)\"")).globalMatch(QString::fromUtf8(moved.mid(moved.indexOf("action=\"/practice\""))));
        while (fields.hasNext()) {
            const QString name = fields.next().captured(1);
            QVERIFY2(!names.contains(name) || name == u"csrf", qPrintable(name));
            names << name;
        }
        QVERIFY(names.contains(S("move-clock")));
        QCOMPARE(browser.submit(S("/practice/faults-off")).status, 303);
        QTRY_COMPARE(m_registry->registry.faultBoard().onCount(), 0);
        browser.open(S("/practice"));
        const Answer wrong = browser.submit(S("/practice"), { { S("slow"), S("on") }, { S("slow.delay"), S("a fortnight") } });
        QCOMPARE(wrong.status, 400);
        checkPage(wrong, S("fault board, refused"));
        QCOMPARE(m_registry->registry.faultBoard().onCount(), 0);
    }

    /// Nothing is changed by a form that this browser was not shown, from another purpose, or without its cookie.
    void S46_foreignFormsChangeNothing()
    {
        Browser browser(*m_registry), other(*m_registry);
        other.open(S("/practice/researchers"));
        const Pairs typed { { S("given"), S("Mallory") }, { S("family"), S("x") }, { S("visibility"), S("public") }, { S("name"), S("Mallory") }, { S("redirects"), callback } };
        const auto value = [](const Pairs &fields) { return fields.isEmpty() ? QString() : fields.first().second; };
        for (const char *path : { "/practice/researchers", "/practice/clients", "/practice/reset", "/practice/save" }) {
            const QString action = S(path);
            browser.open(action);
            const QString csrf = value(browser.hidden(action));
            QVERIFY(!csrf.isEmpty());
            QCOMPARE(m_registry->post(action, typed + Pairs { { S("csrf"), csrf } }).status, 403);              // no cookie
            QCOMPARE(m_registry->post(action, typed + Pairs { { S("csrf"), csrf } }, other.jar()).status, 403); // another browser
            QCOMPARE(m_registry->post(action, typed, browser.jar()).status, 403);                               // no token
            browser.open(S("/practice/signin"));
            const QString signIn = value(browser.hidden(S("/practice/signin")));
            QCOMPARE(m_registry->post(action, typed + Pairs { { S("csrf"), signIn } }, browser.jar()).status, 403); // for something else
            QCOMPARE(m_registry->send("POST", action, "csrf=" + csrf.toUtf8(), browser.jar() + Pairs { { S("Content-Type"), S("text/plain") } }).status, 403);
            QCOMPARE(m_registry->send("DELETE", action).status, 405);
        }
        browser.open(S("/practice/load"));
        QCOMPARE(browser.upload(S("/practice/load"), "{\"researchers\":[]}", {}, false).status, 403);
        QVERIFY(!browser.open(S("/practice/researchers")).body.contains("Mallory"));
        QVERIFY(browser.open(u'/' + sofia).body.contains("Sofia Maria"));
    }

    void S46_hostsOfOthersAreRefused()
    {
        for (const char *path : { "/practice/researchers", "/practice/save", "/practice/load" })
            QCOMPARE(m_registry->get(S(path), { { S("Host"), S("evil.example") } }).status, 421);
    }

    void signingInLeadsNowhereElse()
    {
        for (const char *target : { "https://evil.example/", "//evil.example", "/\\evil.example", "/practice/researchers\r\nX: y", "javascript:alert(1)" }) {
            Browser browser(*m_registry);
            const Answer page = browser.open(S("/practice/signin?return=") + QString::fromLatin1(QUrl::toPercentEncoding(S(target))));
            QCOMPARE(PracticeFixture::hiddenField(page.body, S("return")), S("/practice/researchers"));
        }
    }

    /// Everything that comes from outside is text (S51): names, notes, titles, sources, links, search strings.
    void S51_hostileNamesStayText()
    {
        const QByteArray hostile = "{\"clients\":[{\"id\":\"APP-0123456789ABCDEF\",\"name\":\"<img src=x onerror=alert(1)>\",\"note\":\"\\\"><script>1</script>\"}],"
            "\"sources\":{\"s\":{\"client\":\"APP-0123456789ABCDEF\",\"name\":\"<svg/onload=1>\",\"origin-client\":\"APP-0123456789ABCDEF\",\"origin-name\":\"'\\\"><b>\"}},"
            "\"researchers\":[{\"orcid\":\"0000-0002-1825-0097\",\"given\":\"<script>alert(1)</script>\",\"family\":\"\\\"'>\",\"note\":\"<i>\",\"biography\":\"<a href='javascript:1'>\",\"sections\":{"
            "\"works\":[{\"source\":\"s\",\"item\":{\"title\":{\"title\":{\"value\":\"</bdi><script>\"}},\"type\":\"book\",\"external-ids\":{\"external-id\":[{\"external-id-type\":\"<u>\",\"external-id-value\":\"<b>\",\"external-id-url\":{\"value\":\"javascript:alert(1)\"},\"external-id-relationship\":\"self\"}]}}}],"
            "\"researcher-urls\":[{\"item\":{\"url-name\":\"<b>site\",\"url\":{\"value\":\"javascript:alert(2)\"}}}],\"keywords\":[{\"item\":{\"content\":\"<em>k\"}}]}}]}";
        Browser browser(*m_registry);
        browser.open(S("/practice/load"));
        const Answer loaded = browser.upload(S("/practice/load"), hostile, {});
        QVERIFY2(loaded.status == 303, loaded.body.constData());
        browser.signIn(S("0000-0002-1825-0097"));
        for (const char *path : { "/practice/researchers", "/practice/clients", "/0000-0002-1825-0097", "/trusted-parties", "/practice/signin" }) {
            const Answer page = browser.open(S(path));
            QVERIFY(!page.body.contains("<script") && !page.body.contains("<img") && !page.body.contains("<svg/") && !page.body.contains("href=\"javascript")
                    && !page.body.contains("href='javascript") && !page.body.contains("<em>") && !page.body.contains("<u>"));
            checkPage(page, S(path));
        }
    }

    void closedRecordsSayWhy()
    {
        using State = practice::Researcher::State;
        const std::tuple<State, const char *, const char *> cases[] = { { State::Locked, "This record is locked", "9018" }, { State::Deactivated, "This record is deactivated", "9044" },
            { State::Deprecated, "This record is deprecated", "9007" }, { State::Unclaimed, "This record is unclaimed", "9036" } };
        for (const auto &[state, title, code] : cases) {
            m_registry->registry.configure([state = state](practice::RegistryCore &core) {
                core.records().edit(sofia)->state = state;
                core.records().edit(sofia)->primaryOrcid = state == State::Deprecated ? tomas : QString();
            });
            const Answer page = m_registry->get(u'/' + sofia);
            checkPage(page, S(title));
            QVERIFY(page.body.contains(title) && page.body.contains(code));
            QVERIFY(!page.body.contains("Sofia Maria") && !page.body.contains("Tidal marsh"));
            QCOMPARE(page.body.contains("href=\"/" + tomas.toLatin1() + '"'), state == State::Deprecated);
        }
    }

    void publicRecordHasEverySection()
    {
        m_registry->registry.configure([](practice::RegistryCore &core) { core.records().edit(sofia)->items[S("invited-positions")].first().visibility = S("public"); });
        const Answer page = m_registry->get(u'/' + sofia);
        for (const char *text : { ">Employment ", ">Education ", ">Qualifications ", ">Invited positions ", ">Distinctions ", ">Memberships ", ">Service ", ">Funding ",
                 ">Research resources ", ">Works ", ">Peer reviews ", "Northbridge University <i>via</i> Open Grants Platform", "EUR ", ">Read as JSON</a>",
                 "aria-label=\"Read as XML\"", "aria-label=\"Show all works\"", "self-asserted", "Also known as", "Keywords", "Websites", "Other iDs" })
            QVERIFY2(page.body.contains(text), text);
        const Answer all = m_registry->get(u'/' + sofia + S("?all=works"));
        QVERIFY(!all.body.contains("aria-label=\"Show all works\"") && all.body.size() > page.body.size());
        QVERIFY(page.body.contains("Estuaries Review</bdi></b> <span class=\"caption\">"));
        const Answer xml = m_registry->get(u'/' + sofia + S("/record.xml"));
        QCOMPARE(xml.status, 200);
        QVERIFY(xml.header("content-type").contains("xml") && xml.body.contains("<record:record"));
        QCOMPARE(m_registry->get(u'/' + sofia + S("/record.txt")).status, 404);
    }

    void multipartIsStrict_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("taken");
        const QByteArray type = "multipart/form-data; boundary=xyz", head = "Content-Disposition: form-data; name=\"a\"";
        const QByteArray good = "--xyz\r\n" + head + "\r\n\r\nvalue\r\n--xyz--\r\n";
        QTest::newRow("one") << type << good << true;
        QTest::newRow("quoted boundary") << QByteArray("multipart/form-data; boundary=\"xyz\"") << good << true;
        QTest::newRow("empty value") << type << QByteArray("--xyz\r\n" + head + "\r\n\r\n\r\n--xyz--") << true;
        QTest::newRow("no boundary") << QByteArray("multipart/form-data") << good << false;
        QTest::newRow("other type") << QByteArray("multipart/mixed; boundary=xyz") << good << false;
        QTest::newRow("nothing") << type << QByteArray() << false;
        QTest::newRow("preamble") << type << "hello\r\n" + good << false;
        QTest::newRow("no end") << type << good.chopped(8) << false;
        QTest::newRow("more behind the end") << type << good + "x" << false;
        QTest::newRow("same name twice") << type << QByteArray("--xyz\r\n" + head + "\r\n\r\n1\r\n--xyz\r\n" + head + "\r\n\r\n2\r\n--xyz--") << false;
        QTest::newRow("no name") << type << QByteArray("--xyz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xyz--") << false;
        QTest::newRow("odd name") << type << QByteArray("--xyz\r\nContent-Disposition: form-data; name=\"a b\"\r\n\r\n1\r\n--xyz--") << false;
        QTest::newRow("base64") << type << QByteArray("--xyz\r\n" + head + "\r\nContent-Transfer-Encoding: base64\r\n\r\n1\r\n--xyz--") << false;
        QTest::newRow("long head") << type << QByteArray("--xyz\r\n" + head + "\r\nContent-Type: " + QByteArray(3000, 'x') + "\r\n\r\n1\r\n--xyz--") << false;
        QByteArray nine;
        for (char c = 'a'; c < 'a' + 9; ++c)
            nine += QByteArray("--xyz\r\nContent-Disposition: form-data; name=\"") + c + "\"\r\n\r\n1\r\n";
        QTest::newRow("nine parts") << type << nine + "--xyz--" << false;
    }

    void multipartIsStrict()
    {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(bool, taken);
        QCOMPARE(practice::parseMultipart(type, body).has_value(), taken);
        for (qsizetype length = 0; length < body.size() - 2; ++length)
            QVERIFY(!practice::parseMultipart(type, body.left(length)) || body.left(length).endsWith("--"));
    }
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"

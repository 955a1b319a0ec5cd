// The registry's state as one file: saved, loaded, refused (docs/practice.md).
#include "app/practice/state/node.h"
#include "app/practice/state/statefile.h"
#include "tests/app/practice/fixture.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QJsonArray>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

/// With single quotes for double ones.
QByteArray Q(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

const QByteArray &small()
{
    static const QByteArray file = Q("{'clients':[{'id':'APP-0123456789ABCDEF','name':'Coastal Data Viewer','secret':'open-sesame'}],"
                                     "'researchers':[{'orcid':'0000-0002-1825-0097','given':'Josiah','family':'Carberry','sections':{'works':["
                                     "{'source':'APP-0123456789ABCDEF','item':{'title':{'title':{'value':'Psychoceramics'}},'type':'book',"
                                     "'external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/1','external-id-relationship':'self'}]}}}]}}]}");
    return file;
}

Result<std::unique_ptr<practice::state::Content>> readFile(const QByteArray &bytes)
{
    static const ManualClock clock { QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC) };
    return practice::state::read(bytes, clock, {}, {});
}

QByteArray rewritten(const practice::state::Content &content)
{
    return practice::state::write(content.accounts, content.records, {}, content.aheadMs);
}

QByteArray worksFile(int count)
{
    QByteArray file = Q("{'researchers':[{'orcid':'0000-0002-1825-0097','given':'Josiah','sections':{'works':[");
    for (int i = 0; i < count; ++i) {
        file += Q("{'visibility':'public','created':'2020-01-01T00:00:00Z','item':{'title':{'title':{'value':'Work number @'}},'type':'journal-article',"
                  "'journal-title':{'value':'Estuaries Review'},'publication-date':{'year':{'value':'2019'}},'external-ids':{'external-id':[{'external-id-type':'doi',"
                  "'external-id-value':'10.5555/state.@','external-id-url':{'value':'https://doi.org/10.5555/state.@'},'external-id-relationship':'self'}]}}},")
                    .replace('@', QByteArray::number(i));
    }
    file.chop(1);
    return file + "]}}]}";
}

} // namespace

class TestState : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<PracticeFixture> m_registry;

    practice::Registry &registry() { return m_registry->registry; }
    QByteArray save() { return registry().saveState(); }
    Result<void> load(const QByteArray &bytes) { return registry().loadState(bytes); }
    void reset() { registry().reset(); }
    template <typename Work>
    auto core(Work work) -> decltype(work(std::declval<practice::RegistryCore &>()))
    {
        decltype(work(std::declval<practice::RegistryCore &>())) result;
        registry().configure([&](practice::RegistryCore &core) { result = work(core); });
        return result;
    }

    /// What everybody gets to see, status and body of each.
    QByteArrayList answers(const QByteArray &token, const QByteArray &clientToken)
    {
        const auto with = [](const QByteArray &bearer) {
            return Pairs { { S("Authorization"), S("Bearer ") + QString::fromLatin1(bearer) }, { S("Accept"), S("application/json") } };
        };
        QByteArrayList list;
        const auto add = [&list](const Answer &answer) { list << QByteArray::number(answer.status) + ' ' + answer.body; };
        for (const char *path : { "record", "works", "activities", "person", "fundings", "peer-reviews", "research-resources", "email", "employments" })
            add(m_registry->get(S("/v3.0/") + sofia + u'/' + S(path), with(token)));
        add(m_registry->get(S("/oauth/userinfo"), with(token)));
        add(m_registry->get(S("/v3.0/search?q=*:*"), with(clientToken)));
        add(m_registry->get(S("/v3.0/expanded-search?q=family-name:Hernandez"), with(clientToken)));
        add(m_registry->get(S("/v3.0/0000-0000-6183-355X/works"), with(clientToken)));
        add(m_registry->get(u'/' + sofia));
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>(m_dir.path());
        QVERIFY(m_registry->start());
    }

    void savedResetAndLoadedIsTheSame()
    {
        const QJsonObject signedIn = m_registry->signIn(northbridge, sofia, S("openid /read-limited /activities/update /person/update"));
        const QString idToken = signedIn.value(u"id_token").toString();
        const QByteArray delegated = m_registry->exchange(openGrants, idToken).json().value(u"access_token").toString().toLatin1();
        QVERIFY(!delegated.isEmpty());
        const QByteArray clientToken
            = m_registry->token(openGrants, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public") } }).json().value(u"access_token").toString().toLatin1();
        const Pairs json { { S("Authorization"), S("Bearer ") + QString::fromLatin1(delegated) }, { S("Content-Type"), S("application/json") } };
        const Answer added = m_registry->send("POST", S("/v3.0/") + sofia + S("/work"),
            Q("{'title':{'title':{'value':'Salt & <b>light</b>'}},'type':'book','external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/new','external-id-relationship':'self'}]}}"), json);
        QCOMPARE(added.status, 201);
        m_registry->code(northbridge, sofia, S("openid")); // a code that is not redeemed yet
        registry().configure([](practice::RegistryCore &core) {
            core.accounts().editClient(meridian)->state = practice::Client::State::Locked;
            core.records().remove(S("0000-0000-6183-355X"), S("works"), 200017);
            core.records().edit(tomas)->state = practice::Researcher::State::Deactivated;
        });
        registry().advanceClock(std::chrono::minutes(10));

        const QByteArray saved = save();
        const QByteArrayList before = answers(delegated, clientToken);
        QVERIFY(before.first().startsWith("200") && before.at(1).contains("Salt"));
        QVERIFY(saved.size() < 1024 * 1024); // so that a browser can send it back
        reset();
        QVERIFY(answers(delegated, clientToken) != before);
        QVERIFY(m_registry->exchange(openGrants, idToken).status >= 400);
        const auto loaded = load(saved);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().what));
        QCOMPARE(save(), saved);
        const QByteArrayList after = answers(delegated, clientToken);
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i)
            QCOMPARE(after.at(i), before.at(i));
        QCOMPARE(m_registry->exchange(openGrants, idToken).status, 200);
    }

    void resetIsAsAtTheStart()
    {
        const QByteArray first = save();
        m_registry->signIn(northbridge, sofia, S("openid"));
        const auto added = core([](practice::RegistryCore &core) { return core.addClient(S("New"), { S("https://new.example/back") }, true); });
        QVERIFY(added);
        registry().advanceClock(std::chrono::hours(2));
        QVERIFY(save() != first);
        reset();
        // Times of groups are those of the reset.
        const auto withoutTimes = [](QByteArray file) {
            const qsizetype from = file.indexOf("\"groups\""), to = file.indexOf("\"next-put-code\"");
            file.remove(from, to - from);
            // This record is made when the registry starts.
            const qsizetype young = file.indexOf("0000-0000-2951-8031");
            return file.remove(young, file.indexOf("\"sections\"", young) - young);
        };
        QCOMPARE(withoutTimes(save()), withoutTimes(first));
    }

    void smallFilesOfATeamsOwn()
    {
        const auto loaded = load(small());
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().what));
        const practice::Info info = core([](practice::RegistryCore &core) { return core.info(); });
        QCOMPARE(info.clients.size(), 1);
        QCOMPARE(info.clients.first().secret.revealString(), S("open-sesame"));
        QCOMPARE(info.clients.first().redirectUris, QStringList { callback });
        QCOMPARE(info.researchers.size(), 1);
        const Answer page = m_registry->get(S("/0000-0002-1825-0097"));
        QVERIFY(page.body.contains("Psychoceramics") && page.body.contains("Coastal Data Viewer"));
        // Only researchers: the usual clients stay, with the secrets they have.
        const QByteArray researchers = Q("{'researchers':[{'orcid':'0000-0002-1825-0097','given':'Josiah'}]}");
        QVERIFY(load(researchers));
        QCOMPARE(m_registry->token(northbridge, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/read-public") } }).status, 200);
        QVERIFY(save().contains("\"format\" : \"baton-practice-state\""));
    }

    void startsWithAFile()
    {
        practice::Options options;
        options.state = small();
        PracticeFixture own(m_dir.path());
        QVERIFY(own.start(options));
        QCOMPARE(own.registry.info().researchers.size(), 1);
        QCOMPARE(own.get(S("/") + sofia).status, 404);
        own.registry.configure([](practice::RegistryCore &core) { QVERIFY(core.addResearcher(S("A"), {}, S("public")) && core.reset()); });
        int count = 0;
        own.registry.configure([&count](practice::RegistryCore &core) { count = int(core.records().all().size()); });
        QCOMPARE(count, 1);
        options.state = "{}";
        PracticeFixture broken(m_dir.path());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(S("practice.state")));
        QVERIFY(!broken.start(options));
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *file, const char *where) { QTest::newRow(name) << Q(file) << S(where); };
        const auto researcher = [](const char *name, const QByteArray &members, const char *where) {
            QTest::newRow(name) << Q("{'researchers':[{'orcid':'0000-0002-1825-0097','given':'J',") + Q(members.constData()) + "}]}" << S(where);
        };
        const auto client = [](const char *name, const QByteArray &members, const char *where) {
            QTest::newRow(name) << Q("{'researchers':[],'clients':[{'id':'APP-0123456789ABCDEF','name':'C',") + Q(members.constData()) + "}]}" << S(where);
        };
        row("nothing", "", "JSON");
        row("array", "[]", "not an object");
        row("no researchers", "{}", "researchers: is missing");
        row("unknown key", "{'researchers':[],'colour':1}", "colour: is not known here");
        row("twice", "{'researchers':[],'researchers':[]}", "twice");
        row("other format", "{'format':'x','researchers':[]}", "format: must be baton-practice-state");
        row("newer", "{'version':2,'researchers':[]}", "version: is newer");
        row("wrong check digit", "{'researchers':[{'orcid':'0000-0002-1825-0098','given':'J'}]}", "researchers[0].orcid: is not an ORCID iD");
        row("same iD", "{'researchers':[{'orcid':'0000-0002-1825-0097','given':'J'},{'orcid':'0000-0002-1825-0097','given':'J'}]}", "researchers[1].orcid: this iD is there twice");
        row("no name", "{'researchers':[{'orcid':'0000-0002-1825-0097'}]}", "researchers[0].given");
        row("clock", "{'researchers':[],'clock':{'ahead-ms':1e17}}", "clock.ahead-ms: must be a whole number");
        researcher("visibility", "'default-visibility':'secret'", "researchers[0].default-visibility: must be one of: public, limited, private");
        researcher("state", "'state':'asleep'", "researchers[0].state");
        researcher("direction override", "'family':'a\\u202eb'", "researchers[0].family: has a control character");
        researcher("deprecated without primary", "'state':'deprecated'", "researchers[0].primary");
        researcher("deprecated, primary unknown", "'state':'deprecated','primary':'0000-0001-5109-3700'", "researchers[0].primary: is none of the other researchers");
        researcher("section", "'sections':{'worx':[]}", "researchers[0].sections.worx: is not a section");
        researcher("item missing", "'sections':{'works':[{}]}", "researchers[0].sections.works[0].item: is missing");
        researcher("item wrong", "'sections':{'works':[{'item':{'title':3}}]}", "researchers[0].sections.works[0].item: title");
        researcher("source unknown", "'sections':{'works':[{'source':'nobody','item':{}}]}", "researchers[0].sections.works[0].source: nobody is none of");
        researcher("put-code twice", "'sections':{'keywords':[{'put-code':7,'item':{'content':'a'}},{'put-code':7,'item':{'content':'b'}}]}", "researchers[0].sections.keywords[1]: the put-code 7 is there twice");
        researcher("put-code zero", "'sections':{'keywords':[{'put-code':0,'item':{'content':'a'}}]}", "keywords[0].put-code");
        researcher("too many generated", "'generated-works':10001", "researchers[0].generated-works");
        researcher("generated twice", "'sections':{'works':[{'generated':{'works':5}},{'generated':{'works':5}}]}", "the put-code 200001 is there twice");
        researcher("time", "'created':'yesterday'", "researchers[0].created: must be a time");
        researcher("impossible day", "'created':'2026-02-30T00:00:00Z'", "researchers[0].created: must be a time");
        client("client ID", "'allow-list':['me']", "clients[0].allow-list: me is not a client ID");
        client("bad scope", "'scopes':['/everything']", "clients[0].scopes: /everything is not a scope");
        client("script address", "'redirect-uris':['javascript:alert(1)']", "clients[0].redirect-uris: javascript:alert(1) cannot be a redirect URI");
        client("short secret", "'secret':'abc'", "clients[0].secret: must have 8");
        client("state of a client", "'state':'gone'", "clients[0].state: must be one of");
        row("same client", "{'researchers':[],'clients':[{'id':'APP-0123456789ABCDEF','name':'C'},{'id':'APP-0123456789ABCDEF','name':'C'}]}", "clients[1].id: this client ID is there twice");
        row("token of nobody", "{'researchers':[],'clients':[],'permissions':{'tokens':[{'value':'abcdefgh','client':'APP-0123456789ABCDEF','scopes':['openid'],'issued':'2026-01-01T00:00:00Z','expires':'2026-01-01T00:00:00Z'}]}}",
            "permissions.tokens[0].client: APP-0123456789ABCDEF is none of the clients");
        row("sign-in of nobody", "{'researchers':[],'permissions':{'sign-ins':{'0000-0002-1825-0097':'2026-01-01T00:00:00Z'}}}", "permissions.sign-ins.0000-0002-1825-0097");
        row("deep", QByteArray(QByteArray("{'about':") + QByteArray(200, '[')).constData(), "nested deeper");
    }

    /// All or nothing, and it says where.
    void refused()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, where);
        const QByteArray before = save();
        const auto loaded = load(file);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, S("practice.state"));
        QVERIFY2(loaded.error().what.contains(where), qPrintable(loaded.error().what));
        QVERIFY(!loaded.error().next.isEmpty());
        QCOMPARE(save(), before);
    }

    void truncationsAreRefused()
    {
        const QByteArray whole = save();
        int tried = 0;
        for (qsizetype length = 0; length < whole.size() - 2; length += 97, ++tried)
            QVERIFY2(!readFile(whole.left(length)), QByteArray::number(length));
        qInfo("%d truncations of %lld bytes refused", tried, qlonglong(whole.size()));
        QCOMPARE(save(), whole);
    }

    /// Every member of a full file, in turn of another type.
    void wrongTypesAreRefused()
    {
        m_registry->signIn(northbridge, tomas, S("openid /read-limited"));
        m_registry->code(northbridge, tomas, S("openid"), { { S("nonce"), S("n-1") } });
        QJsonObject file = QJsonDocument::fromJson(save()).object();
        QJsonArray people;
        people.append(file.value(u"researchers").toArray().at(1)); // Tomás, whose record is small
        file.insert(S("researchers"), people);
        file.remove(S("next-put-code"));
        int tried = 0;
        const auto mutate = [&](auto &&self, const QJsonValue &value, const std::function<QJsonObject(QJsonValue)> &put) -> void {
            for (const QJsonValue &wrong : { QJsonValue(1.5), QJsonValue(QJsonValue::Null), QJsonValue(QJsonArray { QJsonArray {} }), QJsonValue(QJsonObject { { S("x y"), 1 } }) }) {
                const QJsonObject changed = put(wrong);
                QVERIFY2(!readFile(QJsonDocument(changed).toJson(QJsonDocument::Compact)), QJsonDocument(changed).toJson(QJsonDocument::Compact).left(4000));
                ++tried;
            }
            if (value.isObject()) {
                const QJsonObject object = value.toObject();
                for (auto it = object.begin(); it != object.end(); ++it) {
                    if (it.key() == u"item")
                        continue; // held to the description of its section, which has tests of its own
                    self(self, it.value(), [&](const QJsonValue &inner) {
                        QJsonObject changed = object;
                        changed.insert(it.key(), inner);
                        return put(changed);
                    });
                }
            } else if (value.isArray()) {
                const QJsonArray array = value.toArray();
                for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), 2); ++i) {
                    self(self, array.at(i), [&](const QJsonValue &inner) {
                        QJsonArray changed = array;
                        changed.replace(i, inner);
                        return put(changed);
                    });
                }
            }
        };
        QVERIFY(readFile(QJsonDocument(file).toJson()));
        mutate(mutate, file, [](const QJsonValue &value) { return value.toObject(); });
        qInfo("%d members of a wrong type refused", tried);
        QVERIFY(tried > 350);
    }

    /// Ten times the works take about ten times as long.
    void manyWorksLoadInLine()
    {
        qint64 ms[2] = {};
        const int counts[2] = { 1000, 10000 };
        for (int i = 0; i < 2; ++i) {
            const QByteArray file = worksFile(counts[i]);
            QElapsedTimer timer;
            timer.start();
            const auto content = readFile(file);
            ms[i] = std::max<qint64>(1, timer.elapsed());
            QVERIFY(content);
            QCOMPARE((*content)->records.all().first()->section(S("works")).size(), counts[i]);
            timer.restart();
            const QByteArray written = rewritten(**content);
            qInfo("%d works: read %lld ms, written %lld ms, %lld bytes", counts[i], ms[i], timer.elapsed(), qlonglong(written.size()));
            const auto again = readFile(written);
            QVERIFY(again);
            QCOMPARE(rewritten(**again), written);
        }
        QVERIFY2(ms[1] < ms[0] * 30, "more than linear");
        QVERIFY(ms[1] < 20000);
    }

    void faultsAreSavedAsTheyAre()
    {
        QVERIFY(registry().setFault(S("not-enabled"), true, { { S("client"), openGrants } }));
        QVERIFY(registry().setFault(S("revoked"), true));
        const QByteArray saved = registry().saveState();
        QVERIFY(saved.contains("\"not-enabled\"") && !saved.contains("CLIENT_REVOKED"));
        registry().reset();
        QCOMPARE(registry().faultBoard().onCount(), 0);
        QVERIFY(registry().loadState(saved));
        QTRY_COMPARE(registry().faultBoard().onCount(), 2);
        QCOMPARE(registry().saveState(), saved);
        for (const char *wrong : { "'faults':{'no-such':{}}", "'faults':{'slow':{'delay':7}}", "'faults':{'slow':{'colour':'red'}}", "'faults':{'slow':1}", "'faults':[]" }) {
            const auto refused = registry().loadState(Q("{'researchers':[],") + Q(wrong) + '}');
            QVERIFY2(!refused, wrong);
            QCOMPARE(refused.error().code, S("practice.state"));
            QVERIFY2(refused.error().what.contains(S("faults")), qPrintable(refused.error().what));
        }
        QCOMPARE(registry().saveState(), saved);
    }

    /// info() is new as soon as the call returns, and told once.
    void changesAreTold()
    {
        QSignalSpy told(&registry(), &practice::Registry::infoChanged), replaced(&registry(), &practice::Registry::replaced);
        const auto added = registry().addResearcher(S("Mei"), S("Tanaka"), S("public"));
        QVERIFY(added);
        const auto has = [this, &added] {
            const auto &all = registry().info().researchers;
            return std::any_of(all.begin(), all.end(), [&added](const practice::ResearcherInfo &one) { return one.orcid == added->orcid; });
        };
        QVERIFY(has());
        QTRY_COMPARE(told.size(), 1);
        registry().advanceClock(std::chrono::hours(1));
        QTRY_COMPARE(told.size(), 2);
        QCOMPARE(replaced.size(), 0); // somebody more, another time: nothing given before has gone
        registry().reset();
        QVERIFY(!has());
        QCOMPARE(registry().clockOffset(), std::chrono::milliseconds(0));
        QTRY_COMPARE(told.size(), 3);
        QCOMPARE(replaced.size(), 1);
        QVERIFY(registry().loadState(small()));
        QCOMPARE(registry().info().clients.size(), 1);
        QTRY_COMPARE(told.size(), 4);
        QCOMPARE(replaced.size(), 2);
        QVERIFY(!registry().loadState("{}"));
        const auto client = registry().addClient(S("Harbour Archive"), { callback }, false);
        QVERIFY(client);
        QCOMPARE(registry().info().clients.size(), 2);
        QTRY_COMPARE(told.size(), 5); // a refused file tells nothing
        QCOMPARE(replaced.size(), 2);
    }

    void newcomers()
    {
        const auto add = [this](const QString &given, const QString &family, const QString &visibility) {
            return core([&](practice::RegistryCore &core) { return core.addResearcher(given, family, visibility); });
        };
        const auto mei = add(S("Mei"), S("Tanaka"), S("limited"));
        QVERIFY(mei);
        QVERIFY(mei->orcid < S("0000-0001-5000-0000"));
        const auto second = add(S("Mei"), S("Tanaka"), S("limited"));
        QVERIFY(second && second->orcid != mei->orcid);
        QVERIFY(m_registry->get(PracticeFixture::authorizePath(northbridge, S("openid"))).body.contains("Sign in as Mei Tanaka"));
        QCOMPARE(add(S("  "), S("x"), S("public")).error().code, S("practice.researcher"));
        QCOMPARE(add(S("a\nb"), {}, S("public")).error().code, S("practice.researcher"));
        QCOMPARE(add(S("a"), {}, S("open")).error().code, S("practice.researcher"));
        const auto client = core([](practice::RegistryCore &core) { return core.addClient(S("Harbour Archive"), { S("https://harbour.example/back") }, true); });
        QVERIFY(client);
        QVERIFY(client->exchangeGrant && client->member && !client->secret.isEmpty());
        for (const QStringList &uris : { QStringList {}, QStringList { S("ftp://x.example/") }, QStringList { S("https://u:p@x.example/") }, QStringList { S("/back") } })
            QCOMPARE(core([&uris](practice::RegistryCore &core) { return core.addClient(S("X"), uris, false); }).error().code, S("practice.client"));
        const QByteArray saved = save();
        QVERIFY(load(saved));
        QCOMPARE(save(), saved);
    }
};

QTEST_GUILESS_MAIN(TestState)
#include "tst_state.moc"

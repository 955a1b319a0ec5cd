#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

class TestAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// orcid.md 6.7
    void visibility_data()
    {
        QTest::addColumn<QString>("visibility");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<bool>("source");
        QTest::addColumn<int>("code"); // 0 = seen
        const struct {
            const char *scope;
            int isPublic, limited, isPrivate;
        } rows[] = {
            { "/read-public", 0, 9038, 9013 },
            { "/read-limited", 0, 0, 9013 },
            { "/activities/read-limited", 0, 0, 9013 },
            { "/orcid-works/read-limited", 0, 0, 9013 },
            { "/funding/read-limited", 0, 9038, 9013 },
            { "/person/read-limited", 0, 9038, 9013 },
            { "/activities/update", 0, 9038, 9013 },
            { "openid", 0, 9038, 9013 },
        };
        for (const auto &row : rows) {
            const QString scope = QString::fromLatin1(row.scope);
            QTest::addRow("public, %s", row.scope) << QStringLiteral("public") << scope << false << row.isPublic;
            QTest::addRow("limited, %s", row.scope) << QStringLiteral("limited") << scope << false << row.limited;
            QTest::addRow("private, %s", row.scope) << QStringLiteral("private") << scope << false << row.isPrivate;
            for (const auto &visibility : { "public", "limited", "private" })
                QTest::addRow("%s, %s, source", visibility, row.scope) << QString::fromLatin1(visibility) << scope << true << 0;
        }
    }

    void visibility()
    {
        QFETCH(QString, visibility);
        QFETCH(QString, scope);
        QFETCH(bool, source);
        QFETCH(int, code);
        Harness registry;
        registry.records.edit(tomas)->defaultVisibility = visibility;
        const Caller writer = caller(tomas, openGrants, northbridge);
        const qint64 put = registry.post(writer, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        // The source client sees it, whatever the origin.
        const Caller reader = caller(tomas, source ? openGrants : halden, {}, { scope });
        const Answer item = registry.get(reader, QStringLiteral("work/%1").arg(put));
        QCOMPARE(item.status, code == 0 ? 200 : 403);
        QCOMPARE(item.code(), code);
        const Answer list = registry.get(reader, QStringLiteral("works"));
        QCOMPARE(list.status, 200);
        QCOMPARE(list.json.value(QStringLiteral("group")).toArray().size(), code == 0 ? 1 : 0);
        QCOMPARE(list.json.value(QStringLiteral("last-modified-date")).isNull(), code != 0);
        const Answer bulk = registry.get(reader, QStringLiteral("works/%1,999999").arg(put));
        const QJsonArray entries = bulk.json.value(QStringLiteral("bulk")).toArray();
        QCOMPARE(entries.size(), 2);
        QCOMPARE(entries.at(0).toObject().contains(QStringLiteral("work")), code == 0);
        if (code != 0)
            QCOMPARE(
                entries.at(0).toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("error-code")).toInt(),
                code);
        QCOMPARE(entries.at(1).toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("error-code")).toInt(),
            9034);
    }

    void groupIdsOfInvisibleMembersGo()
    {
        Harness registry;
        const Caller one = caller(tomas, northbridge), two = caller(tomas, halden);
        QJsonObject shared = smallest(QStringLiteral("works"));
        registry.post(one, QStringLiteral("work"), shared);
        registry.records.edit(tomas)->defaultVisibility = QStringLiteral("private");
        shared.insert(QStringLiteral("external-ids"),
            json("{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/a','external-id-relationship':'self'},"
                 "{'external-id-type':'pmid','external-id-value':'5','external-id-relationship':'self'}]}"));
        registry.post(two, QStringLiteral("work"), shared);
        const auto idCount = [&](const Caller &who) {
            const QJsonArray groups = registry.get(who, QStringLiteral("works")).json.value(QStringLiteral("group")).toArray();
            return groups.at(0)
                .toObject()
                .value(QStringLiteral("external-ids"))
                .toObject()
                .value(QStringLiteral("external-id"))
                .toArray()
                .size();
        };
        QCOMPARE(idCount(one), 1);
        QCOMPARE(idCount(two), 2);
    }

    /// orcid.md 5, 6.2, 6.3: every section, method and scope
    void scopes_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("scope");
        QTest::addColumn<bool>("allowed");
        const struct {
            const char *sections;
            const char *scope;
            const char *methods;
        } rows[] = {
            { "works", "/orcid-works/create", "POST" },
            { "works", "/orcid-works/update", "POST PUT DELETE" },
            { "works", "/activities/update", "POST PUT DELETE" },
            { "works", "/person/update", "" },
            { "works", "/read-limited", "" },
            { "works", "/affiliations/update", "" },
            { "fundings", "/funding/update", "POST PUT DELETE" },
            { "fundings", "/funding/create", "POST" },
            { "peer-reviews", "/peer-review/create", "POST" },
            { "peer-reviews", "/activities/update", "POST PUT DELETE" },
            { "memberships", "/affiliations/update", "POST PUT DELETE" },
            { "memberships", "/person/update", "" },
            { "research-resources", "/affiliations/create", "POST" },
            { "keywords", "/person/update", "POST PUT DELETE" },
            { "keywords", "/activities/update", "" },
            { "keywords", "/orcid-bio/update", "POST PUT DELETE" },
            { "keywords", "/orcid-bio/external-identifiers/create", "" },
            { "external-identifiers", "/orcid-bio/external-identifiers/create", "POST PUT" },
            { "external-identifiers", "/person/update", "POST PUT DELETE" },
            { "addresses", "/orcid-bio/read-limited", "" },
        };
        for (const auto &row : rows) {
            const QList<QByteArray> allowed = QByteArray(row.methods).split(' ');
            for (const QByteArray method : { "POST", "PUT", "DELETE" })
                QTest::addRow("%s %s %s", method.constData(), row.sections, row.scope) << QString::fromLatin1(
                    row.sections) << method << QString::fromLatin1(row.scope) << allowed.contains(method);
        }
    }

    void scopes()
    {
        QFETCH(QString, section);
        QFETCH(QByteArray, method);
        QFETCH(QString, scope);
        QFETCH(bool, allowed);
        Harness registry;
        const orcid::Section &about = *orcid::findSection(section);
        QJsonObject item = smallest(section);
        QString path = about.itemPath;
        if (method != "POST") {
            const qint64 code = registry.post(caller(tomas, northbridge), about.itemPath, item).putCode();
            item.insert(QStringLiteral("put-code"), code);
            path += u'/' + QString::number(code);
        }
        const Caller who = caller(tomas, northbridge, {}, { scope });
        const Answer answer
            = registry.call(who, method, Harness::v3(who, path), method == "DELETE" ? QByteArray() : Harness::bytes(item));
        if (allowed) {
            QCOMPARE(answer.status, method == "POST" ? 201 : method == "PUT" ? 200 : 204);
        } else {
            QCOMPARE(answer.status, 403);
            QCOMPARE(answer.code(), 9038);
            QVERIFY(answer.message().startsWith(u"409 Conflict: The item has a limited or private visibility"));
        }
    }

    void readingNeedsSomeScope()
    {
        Harness registry;
        const Caller nothing = caller(sofia, northbridge, {}, { QStringLiteral("/webhook") });
        for (const auto &path : { "works", "record", "person", "activities", "biography", "email", "work/1733" })
            QCOMPARE(registry.get(nothing, QString::fromLatin1(path)).code(), 9038);
        // Client credentials have no record of their own and read what is public anywhere.
        Caller credentials = caller(sofia, northbridge, {}, { QStringLiteral("/read-public") });
        const QString path = Harness::v3(credentials, QStringLiteral("work/1733"));
        credentials.orcid.clear();
        QCOMPARE(registry.call(credentials, "GET", path).status, 200);
    }

    void names()
    {
        Harness registry;
        const auto name = [&](const QString &orcid, const char *scope) {
            return registry.get(caller(orcid, halden, {}, { QString::fromLatin1(scope) }), QStringLiteral("person"))
                .json.value(QStringLiteral("name"));
        };
        QVERIFY(name(sofia, "/read-public").isObject());
        QVERIFY(name(ruth, "/read-public").isNull());
        QVERIFY(name(ruth, "/read-limited").isObject());
        QVERIFY(name(lars, "/read-limited").isNull());
        const Answer biography = registry.get(caller(lars, halden), QStringLiteral("biography"));
        QCOMPARE(biography.code(), 9013);
    }

    void everythingPrivate()
    {
        Harness registry;
        const Answer record = registry.get(caller(lars, halden), QStringLiteral("record"));
        QCOMPARE(record.status, 200);
        const QByteArray body = record.body;
        QVERIFY(!body.contains("Svartisen") && !body.contains("glaciers") && !body.contains("fjord.example")
            && !body.contains("put-code"));
        // Its source still sees its own.
        QCOMPARE(registry.get(caller(lars, northbridge), QStringLiteral("works"))
                     .json.value(QStringLiteral("group"))
                     .toArray()
                     .size(),
            1);
    }

    void emails()
    {
        Harness registry;
        const auto count = [&](const QString &scope) {
            return registry.get(caller(ruth, halden, {}, { scope }), QStringLiteral("email"))
                .json.value(QStringLiteral("email"))
                .toArray()
                .size();
        };
        QCOMPARE(count(QStringLiteral("/read-public")), 0);
        QCOMPARE(count(QStringLiteral("/read-limited")), 1);
        QCOMPARE(count(QStringLiteral("/email/read-private")), 1); // the other one is not verified
        QCOMPARE(registry.get(caller(lars, halden, {}, { QStringLiteral("/email/read-private") }), QStringLiteral("email"))
                     .json.value(QStringLiteral("email"))
                     .toArray()
                     .size(),
            1);
        QCOMPARE(registry.post(caller(ruth, halden), QStringLiteral("email"), {}).status, 405);
    }

    void recordStates_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::newRow("locked") << int(Researcher::State::Locked) << 409 << 9018;
        QTest::newRow("deactivated") << int(Researcher::State::Deactivated) << 409 << 9044;
        QTest::newRow("deprecated") << int(Researcher::State::Deprecated) << 301 << 9007;
        QTest::newRow("unclaimed") << int(Researcher::State::Unclaimed) << 409 << 9036;
    }

    void recordStates()
    {
        QFETCH(int, state);
        QFETCH(int, status);
        QFETCH(int, code);
        Harness registry;
        Researcher *researcher = registry.records.edit(tomas);
        researcher->state = Researcher::State(state);
        researcher->primaryOrcid = sofia;
        const Caller who = caller(tomas, northbridge);
        const Answer read = registry.get(who, QStringLiteral("works"));
        const Answer write = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works")));
        for (const Answer &answer : { read, write }) {
            QCOMPARE(answer.status, status);
            QCOMPARE(answer.code(), code);
        }
        if (code == 9007)
            QCOMPARE(read.location, QByteArray("http://127.0.0.1:9760/v3.0/" + sofia.toUtf8()));
        if (code == 9036) {
            registry.clock.advance(std::chrono::hours(24 * 10));
            QCOMPARE(registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).status, 201);
        }
    }

    /// orcid.md 6.6: which of several errors a client gets
    void orderOfChecks()
    {
        Harness registry;
        Caller who = caller(tomas, northbridge, {}, { QStringLiteral("/read-limited") });
        const QString path = Harness::v3(who, QStringLiteral("work"));
        const auto code
            = [&](const Caller &by, const QByteArray &body) { return registry.call(by, "POST", path, body).code(); };
        Caller stranger = who;
        stranger.orcid = sofia;
        registry.records.edit(tomas)->state = Researcher::State::Locked;
        who.publicClient = true;
        QCOMPARE(code(stranger, "{bad"), 9017);
        QCOMPARE(code(who, "{bad"), 9001);
        QCOMPARE(code(who, quoted("{'colour':1}")), 9047);
        const QByteArray good = Harness::bytes(smallest(QStringLiteral("works")));
        QCOMPARE(code(who, good), 9018);
        registry.records.edit(tomas)->state = Researcher::State::Claimed;
        const Answer publicClient = registry.call(who, "POST", path, good);
        QCOMPARE(publicClient.status, 401);
        QCOMPARE(publicClient.code(), 9017);
        who.publicClient = false;
        who.clientLocked = true;
        QCOMPARE(code(who, good), 9057);
        who.clientLocked = false;
        QCOMPARE(code(who, good), 9038);
        const Caller able = caller(tomas, northbridge);
        QCOMPARE(registry.put(able, QStringLiteral("work/abc"), smallest(QStringLiteral("works"))).code(), 9034);
        QCOMPARE(registry.put(able, QStringLiteral("work/77"), smallest(QStringLiteral("works"))).code(), 9019);
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        const auto row = [](const char *method, const char *path, int status) {
            QTest::addRow("%s %s", method, path) << QByteArray(method) << QString::fromLatin1(path) << status;
        };
        row("GET", "/v3.0/0000-0002-9227-8514/nothing", 404);
        row("GET", "/v3.0/0000-0002-9227-8514/works/1733/more/parts", 404);
        row("GET", "/v3.0/0000-0002-9227-8515/works", 401); // a wrong check digit is an iD nobody has
        row("GET", "/v3.0/0000-0002-9227-85145/works", 404);
        row("GET", "/v3.0/nobody", 404);
        row("GET", "/v3.0", 404);
        row("GET", "/", 404);
        row("DELETE", "/v3.0/0000-0002-9227-8514/works", 405);
        row("PUT", "/v3.0/0000-0002-9227-8514/work", 405);
        row("GET", "/v3.0/0000-0002-9227-8514/work", 405);
        row("POST", "/v3.0/0000-0002-9227-8514/record", 405);
        row("PATCH", "/v3.0/0000-0002-9227-8514/work/1733", 405);
        row("POST", "/v3.0/0000-0002-9227-8514/employments", 405);
        row("PUT", "/v3.0/0000-0002-9227-8514/keywords", 405);
        row("GET", "/v3.0/0000-0002-9227-8514/keywords/1417", 200);
        row("GET", "/v3.0/0000-0002-9227-8514/address/1423", 200);
        row("GET", "/v3.0/0000-0002-9227-8514/employment/1402", 200);
        row("GET", "/v3.0/0000-0002-9227-8514/education/1402", 404);
    }

    void paths()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(int, status);
        Harness registry;
        const Answer answer
            = registry.call(caller(sofia, northbridge), method, path, method == "GET" ? QByteArray() : QByteArray("{}"));
        QCOMPARE(answer.status, status);
    }

    void oldVersions()
    {
        Harness registry;
        const QString path = QStringLiteral("/v2.1/%1/works").arg(sofia);
        const Answer delegated = registry.call(caller(sofia, openGrants, northbridge), "GET", path);
        QCOMPARE(delegated.status, 403);
        QCOMPARE(delegated.code(), 9052);
        QVERIFY(delegated.message().startsWith(u"403 Forbidden: this access_token is only valid on API v3.0_rc2"));
        const Answer own = registry.call(caller(sofia, northbridge), "GET", path);
        QCOMPARE(own.status, 404);
        QVERIFY(own.body.contains("3.0"));
        QCOMPARE(registry.call(caller(sofia, openGrants, northbridge), "GET", QStringLiteral("/v3.0_rc1/%1/works").arg(sofia))
                     .code(),
            9052);
    }

    void unknownRecord()
    {
        Harness registry;
        const Answer answer = registry.get(caller(QStringLiteral("0000-0002-1825-0097"), northbridge), QStringLiteral("works"));
        QCOMPARE(answer.status, 404);
        QCOMPARE(answer.code(), 9016);
    }

    void publicReaders()
    {
        Harness registry;
        HttpRequest request;
        request.method = "GET";
        request.path = "/v3.0/" + sofia.toUtf8() + "/works";
        request.headers = { { "accept", "application/json" } };
        const QJsonArray groups = QJsonDocument::fromJson(registry.api.handlePublic(request).body)
                                      .object()
                                      .value(QStringLiteral("group"))
                                      .toArray();
        int works = 0;
        for (const QJsonValue &group : groups)
            works += int(group.toObject().value(QStringLiteral("work-summary")).toArray().size());
        QCOMPARE(works, 11);
        request.method = "DELETE";
        QCOMPARE(registry.api.handlePublic(request).status, 405);
    }

    void errorBody()
    {
        Harness registry;
        const Answer answer = registry.get(caller(sofia, northbridge), QStringLiteral("work/1"));
        QCOMPARE(answer.body,
            quoted("{'response-code':404,'developer-message':'404 Not Found: The resource was not "
                   "found.','user-message':'There was an error when "
                   "updating the record. Please try again. If the error persists, please contact Client RA for "
                   "assistance.','error-code':9016,"
                   "'more-info':'https://members.orcid.org/api/resources/troubleshooting'}"));
    }
};

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_api_access.moc"

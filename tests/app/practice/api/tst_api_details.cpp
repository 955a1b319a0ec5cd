// Small print of the Member API, as a client meets it over HTTP: unchanged items, iDs nobody has, methods nobody has, groups in use.
#include "tests/app/practice/api/client.h"

#include <QtTest/QTest>

using namespace apiclient;
using apitest::halden;
using apitest::northbridge;
using apitest::smallest;
using apitest::sofia;
using apitest::tomas;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace

class TestApiDetails : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;
    QString m_writer, m_other, m_reader;

    Answer ask(const QString &token, const QByteArray &method, const QString &path, const QByteArray &body = {}, const QByteArray &type = "application/json")
    {
        return call(*m_registry, { token, type, type }, method, S("/v3.0/") + path, body);
    }
    static int codeOf(const Answer &answer) { return answer.json().value(u"error-code").toInt(); }
    static qint64 modified(const Answer &item) { return item.json().value(u"last-modified-date").toObject().value(u"value").toInteger(); }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>();
        QVERIFY(m_registry->start());
        const QStringList scopes { S("/read-limited"), S("/activities/update"), S("/person/update") };
        m_writer = grant(*m_registry, northbridge, tomas, scopes);
        m_other = grant(*m_registry, halden, tomas, scopes);
        m_reader = grant(*m_registry, northbridge, {}, { S("/read-public") });
    }

    void whatWasReadAndSentBackIsNoChange_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("type");
        for (const char *format : { "json", "xml" }) {
            for (const auto &[section, path] : { std::pair { "works", "work" }, { "fundings", "funding" }, { "employments", "employment" }, { "peer-reviews", "peer-review" },
                                                { "research-resources", "research-resource" }, { "keywords", "keywords" }, { "researcher-urls", "researcher-urls" },
                                                { "external-identifiers", "external-identifiers" }, { "addresses", "address" } })
                QTest::addRow("%s %s", section, format) << S(section) << S(path) << QByteArray("application/") + format;
        }
    }

    void whatWasReadAndSentBackIsNoChange()
    {
        QFETCH(QString, section);
        QFETCH(QString, path);
        QFETCH(QByteArray, type);
        const Answer added = ask(m_writer, "POST", tomas + u'/' + path, bytes(smallest(section)));
        QVERIFY2(added.status == 201, added.body.constData());
        const QString item = tomas + u'/' + path + u'/' + QString::number(putCodeOf(added));
        const Answer first = ask(m_writer, "GET", item), sent = ask(m_writer, "GET", item, {}, type);
        m_registry->registry.advanceClock(std::chrono::minutes(5));
        const Answer again = ask(m_writer, "PUT", item, sent.body, type);
        QVERIFY2(again.status == 200, again.body.constData());
        QCOMPARE(ask(m_writer, "GET", item).body, first.body); // its dates too
        // Of works ORCID says so to another client; elsewhere the source counts (orcid.md 8.3).
        const Answer refused = ask(m_other, "PUT", item, sent.body, type);
        QCOMPARE(refused.status, 403);
        QVERIFY2(refused.body.contains(section == u"works" ? "9014" : "9010"), refused.body.constData());
    }

    void absentNullAndEmptyAreTheSame_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("null") << QByteArray(",'contributors':null,'short-description':null");
        QTest::newRow("empty object") << QByteArray(",'contributors':{}");
        QTest::newRow("empty list") << QByteArray(",'contributors':{'contributor':[]}");
        QTest::newRow("null in it") << QByteArray(",'contributors':{'contributor':null},'url':{'value':null}");
    }

    void absentNullAndEmptyAreTheSame()
    {
        QFETCH(QByteArray, more);
        const QJsonObject work = smallest(S("works"));
        const Answer added = ask(m_writer, "POST", tomas + S("/work"), bytes(work));
        const QString item = tomas + S("/work/") + QString::number(putCodeOf(added));
        const qint64 before = modified(ask(m_writer, "GET", item));
        m_registry->registry.advanceClock(std::chrono::minutes(5));
        QByteArray body = bytes(work);
        body.chop(1);
        body += ",\"put-code\":" + QByteArray::number(putCodeOf(added)) + apitest::quoted(more) + '}';
        QCOMPARE(ask(m_writer, "PUT", item, body).status, 200);
        QCOMPARE(modified(ask(m_writer, "GET", item)), before);
        QCOMPARE(codeOf(ask(m_other, "PUT", item, body)), 9014);
        // Something said is something changed.
        const QJsonObject changed = with(QJsonDocument::fromJson(body).object(), S("short-description"), S("New"));
        QCOMPARE(ask(m_writer, "PUT", item, bytes(changed)).status, 200);
        QVERIFY(modified(ask(m_writer, "GET", item)) > before);
        QCOMPARE(codeOf(ask(m_other, "PUT", item, body)), 9010);
    }

    void emailsHaveTheDateOfTheNewest()
    {
        const QString token = grant(*m_registry, northbridge, sofia, { S("/read-limited") });
        const QJsonObject list = ask(token, "GET", sofia + S("/email")).json();
        qint64 newest = 0;
        for (const QJsonValue &email : list.value(u"email").toArray())
            newest = std::max(newest, email.toObject().value(u"last-modified-date").toObject().value(u"value").toInteger());
        QVERIFY(newest > 0);
        QCOMPARE(list.value(u"last-modified-date").toObject().value(u"value").toInteger(), newest);
        const QJsonObject person = ask(token, "GET", sofia + S("/person")).json();
        QCOMPARE(person.value(u"emails").toObject().value(u"last-modified-date").toObject().value(u"value").toInteger(), newest);
        QVERIFY(person.value(u"last-modified-date").toObject().value(u"value").toInteger() >= newest);
    }

    void aSlashAtTheEndOfASearch()
    {
        for (const char *path : { "search", "expanded-search", "csv-search" }) {
            const Answer plain = ask(m_reader, "GET", S(path) + S("?q=family-name:Ibarra")), slashed = ask(m_reader, "GET", S(path) + S("/?q=family-name:Ibarra"));
            QCOMPARE(plain.status, 200);
            QCOMPARE(slashed.status, 200);
            QCOMPARE(slashed.body, plain.body);
            QCOMPARE(slashed.header("content-type"), plain.header("content-type"));
        }
        QVERIFY(call(*m_registry, { m_reader, {}, "text/csv" }, "GET", S("/v3.0/csv-search/?q=family-name:Ibarra")).body.startsWith("orcid,"));
    }

    void aGroupInUseStays()
    {
        const QString groups = grant(*m_registry, northbridge, {}, { S("/group-id-record/update") });
        const Answer group = ask(groups, "POST", S("group-id-record"),
            apitest::quoted("{'name':'Board','group-id':'orcid-generated:board-7','description':'A board','type':'institution'}"));
        QCOMPARE(group.status, 201);
        const QString path = S("group-id-record/") + QString::number(putCodeOf(group));
        const QJsonObject review = with(smallest(S("peer-reviews")), S("review-group-id"), S("orcid-generated:board-7"));
        const Answer added = ask(m_writer, "POST", tomas + S("/peer-review"), bytes(review));
        QCOMPARE(added.status, 201);
        const QString item = tomas + S("/peer-review/") + QString::number(putCodeOf(added));
        const Answer refused = ask(groups, "DELETE", path);
        QCOMPARE(refused.status, 409);
        QCOMPARE(codeOf(refused), 9040);
        QVERIFY(refused.json().value(u"developer-message").toString().startsWith(S("409 Conflict")));
        const QByteArray xml = call(*m_registry, { groups, {}, "application/xml" }, "DELETE", S("/v3.0/") + path).body;
        QVERIFY2(xml.contains("<error-code>9040</error-code>") || xml.contains("error-code>9040<"), xml.constData());
        QCOMPARE(ask(m_writer, "PUT", item, ask(m_writer, "GET", item).body).status, 200);
        QCOMPARE(ask(m_writer, "DELETE", item).status, 204);
        QCOMPARE(ask(groups, "DELETE", path).status, 204);
    }

    void anIdNobodyHas_data()
    {
        QTest::addColumn<QString>("orcid");
        QTest::newRow("wrong check digit") << S("0000-0002-1825-0098");
        QTest::newRow("lower-case x") << S("0000-0000-6183-355x"); // Amina's has a capital one
        QTest::newRow("unknown") << S("0000-0002-1825-0097");
    }

    void anIdNobodyHas()
    {
        QFETCH(QString, orcid);
        for (const char *path : { "/record", "/works", "/work/1" }) {
            const Answer ofAnother = ask(m_writer, "GET", orcid + S(path)), ofNobody = ask(m_reader, "GET", orcid + S(path));
            QCOMPARE(ofAnother.status, 401);
            QCOMPARE(codeOf(ofAnother), 9017);
            QCOMPARE(ofNobody.status, 404);
            QCOMPARE(codeOf(ofNobody), 9016);
        }
        QCOMPARE(codeOf(ask(m_writer, "POST", orcid + S("/work"), bytes(smallest(S("works"))))), 9017);
        QCOMPARE(codeOf(call(*m_registry, { m_writer }, "POST", u'/' + orcid + S("/work"), "{}")), 9012); // no version
        QCOMPARE(codeOf(ask(m_reader, "GET", S("nobody/record"))), 9001);
    }

    void oneIsTakenForAList()
    {
        const QJsonObject work = smallest(S("works")), bulk { { S("bulk"), QJsonObject { { S("work"), work } } } };
        const Answer added = ask(m_writer, "POST", tomas + S("/works"), bytes(bulk));
        QCOMPARE(added.status, 200);
        const QJsonArray stored = added.json().value(u"bulk").toArray();
        QCOMPARE(stored.size(), 1);
        QVERIFY(stored.first().toObject().value(u"work").toObject().value(u"put-code").toInteger() > 0);
        // Lists inside an item, and of a notification.
        const QJsonObject id = work.value(u"external-ids").toObject().value(u"external-id").toArray().first().toObject();
        const QJsonObject other = with(with(id, S("external-id-value"), S("single-1")), S("external-id-type"), S("other-id"));
        const QJsonObject single = with(with(work, S("external-ids"), QJsonObject { { S("external-id"), other } }), S("contributors"),
            QJsonObject { { S("contributor"), QJsonObject { { S("credit-name"), S("Only One") } } } });
        const Answer item = ask(m_writer, "POST", tomas + S("/work"), bytes(single));
        QVERIFY2(item.status == 201, item.body.constData());
        const QString notify = grant(*m_registry, northbridge, {}, { S("/premium-notification") });
        const Answer note = ask(notify, "POST", tomas + S("/notification-permission"),
            apitest::quoted("{'notification-type':'permission','authorization-url':{'uri':'https://example.org/oauth/authorize?client_id=x'},"
                            "'notification-subject':'Hello','notification-intro':'Hello','items':{'item':{'item-type':'work','item-name':'On tokens'}}}"));
        QVERIFY2(note.status == 201, note.body.constData());
    }

    void aMethodNobodyHas_data()
    {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : { "PATCH", "TRACE", "BREW" })
            QTest::newRow(method) << QByteArray(method);
    }

    void aMethodNobodyHas()
    {
        QFETCH(QByteArray, method);
        const QString works = S("/v3.0/") + tomas + S("/works");
        const Answer json = call(*m_registry, { m_writer }, method, works), xml = call(*m_registry, { m_writer, {}, "application/orcid+xml" }, method, works);
        QCOMPARE(json.status, 405);
        QCOMPARE(codeOf(json), 9001);
        QCOMPARE(json.json().value(u"response-code").toInt(), 405);
        QVERIFY(json.header("allow").contains("GET") && json.header("allow").contains("DELETE"));
        QCOMPARE(xml.status, 405);
        QVERIFY2(xml.header("content-type").startsWith("application/orcid+xml") && xml.body.contains("9001"), xml.body.constData());
        const Answer token = m_registry->send(method, S("/oauth/token"));
        QCOMPARE(token.status, 405);
        QCOMPARE(token.json().value(u"error").toString(), S("invalid_request"));
        QCOMPARE(token.header("allow"), QByteArray("POST"));
        const Answer control = m_registry->send(method, S("/practice/control/faults"));
        QVERIFY(control.status == 405 && control.json().contains(u"error_description"));
        for (const char *page : { "/practice", "/oauth/authorize", "/trusted-parties", "/nowhere" }) {
            const Answer refused = m_registry->send(method, S(page));
            QCOMPARE(refused.status, 405);
            QVERIFY2(refused.header("content-type").startsWith("text/html"), refused.header("content-type").constData());
        }
    }

    void aMethodThatPathDoesNotHave()
    {
        QCOMPARE(codeOf(ask(m_writer, "DELETE", tomas + S("/works"))), 9001);
        const Answer page = m_registry->send("PUT", S("/practice"), "x");
        QCOMPARE(page.status, 405);
        QVERIFY(page.header("content-type").startsWith("text/html"));
        QCOMPARE(page.header("allow"), QByteArray("GET, POST"));
    }
};

QTEST_GUILESS_MAIN(TestApiDetails)
#include "tst_api_details.moc"

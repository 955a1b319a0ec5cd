// Summary, permission notifications, searches, status and error pages, over HTTP (orcid.md 6.5).
#include "tests/app/practice/api/client.h"

#include <QtCore/QXmlStreamReader>
#include <QtTest/QTest>

using namespace apiclient;
using apitest::smallest;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

QByteArray note(const char *subject = "Please connect")
{
    return apitest::quoted("{'notification-type':'permission','authorization-url':{'uri':'https://example.org/oauth/authorize?client_id=x'},"
                           "'notification-subject':'")
        + subject
        + apitest::quoted("','notification-intro':'Hello','items':{'item':[{'item-type':'work','item-name':'On tokens','external-id':"
                          "{'external-id-type':'doi','external-id-value':'10.5555/abc','external-id-relationship':'self'}}]}}");
}

/// Local names of the elements, in order of the document.
QStringList elements(const QByteArray &xml)
{
    QStringList names;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement)
            names << reader.name().toString();
    }
    return reader.hasError() ? QStringList { reader.errorString() } : names;
}

} // namespace

class TestApiBeside : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;
    QString m_public, m_notify;

    Answer get(const QString &token, const QString &path, const QByteArray &accept = "application/json")
    {
        return call(*m_registry, { token, {}, accept }, "GET", S("/v3.0/") + path);
    }
    int found(const QString &query) { return get(m_public, S("search?q=") + QString::fromLatin1(QUrl::toPercentEncoding(query))).json().value(u"num-found").toInt(-1); }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>();
        QVERIFY(m_registry->start());
        m_public = grant(*m_registry, apitest::northbridge, {}, { S("/read-public") });
        m_notify = grant(*m_registry, apitest::northbridge, {}, { S("/premium-notification") });
    }

    void summaryCounts()
    {
        const QJsonObject json = get(m_public, apitest::sofia + S("/summary")).json();
        const QString name = json.value(u"credit-name").toString();
        QCOMPARE(name, S("Sofia Maria Hernandez Garcia"));
        const QJsonObject works = json.value(u"works").toObject(), reviews = json.value(u"peer-reviews").toObject();
        // Every group of the public list is counted once.
        const qsizetype groups = get(m_public, apitest::sofia + S("/works")).json().value(u"group").toArray().size();
        QCOMPARE(works.value(u"self-asserted-count").toInt() + works.value(u"validated-count").toInt(), int(groups));
        QVERIFY(works.value(u"self-asserted-count").toInt() > 0 && works.value(u"validated-count").toInt() > 0);
        QCOMPARE(reviews.value(u"peer-review-publication-grants").toInt(),
            int(get(m_public, apitest::sofia + S("/peer-reviews")).json().value(u"group").toArray().size()));
        QVERIFY(reviews.value(u"total").toInt() > reviews.value(u"peer-review-publication-grants").toInt());
        const QJsonObject employments = json.value(u"employments").toObject();
        const QJsonArray jobs = employments.value(u"employment").toArray();
        QCOMPARE(employments.value(u"count").toInt(), int(get(m_public, apitest::sofia + S("/employments")).json().value(u"affiliation-group").toArray().size()));
        QVERIFY(!jobs.isEmpty() && jobs.size() <= 3);
        const QJsonObject job = jobs.first().toObject();
        QCOMPARE(job.value(u"type").toString(), S("employment"));
        QVERIFY(job.value(u"end-date").isNull()); // what is still running comes first
        QVERIFY(job.contains(u"validated") && !job.value(u"organization-name").toString().isEmpty());
        QCOMPARE(json.value(u"external-identifiers").toObject().value(u"external-identifier").toArray().size(),
            get(m_public, apitest::sofia + S("/external-identifiers")).json().value(u"external-identifier").toArray().size());
    }

    void summaryShowsWhatIsPublicToEverybody()
    {
        // Also the source of private items and a token for limited ones get no more.
        const QString wide = grant(*m_registry, apitest::northbridge, apitest::lars, { S("/read-limited") });
        const QJsonObject json = get(wide, apitest::lars + S("/summary")).json();
        QVERIFY(json.value(u"credit-name").isNull() && json.value(u"external-identifiers").isNull());
        QCOMPARE(json.value(u"employments").toObject().value(u"count").toInt(), 0);
        QVERIFY(json.value(u"employments").toObject().value(u"employment").isNull());
        QCOMPARE(json.value(u"works").toObject(), apitest::json("{'self-asserted-count':0,'validated-count':0}"));
        QCOMPARE(json.value(u"email-domains").toObject().value(u"count").toInt(), 0);
        const QJsonObject amina = get(m_public, apitest::amina + S("/summary")).json();
        QCOMPARE(amina.value(u"email-domains").toObject().value(u"email-domain").toArray().first().toObject().value(u"value").toString(), S("lagoon.example"));
    }

    void summaryInXml()
    {
        const Answer answer = get(m_public, apitest::sofia + S("/summary"), "application/xml");
        const QStringList names = elements(answer.body);
        QCOMPARE(names.value(0), S("record-summary"));
        for (const char *name : { "orcid-identifier", "external-identifier", "employment", "organization-name", "validated", "works", "self-asserted-count",
                 "peer-review-publication-grants", "research-resources" })
            QVERIFY2(names.contains(S(name)), name);
    }

    void notificationLife()
    {
        const QString inbox = S("/v3.0/") + apitest::sofia + S("/notification-permission");
        const Answer added = call(*m_registry, { m_notify }, "POST", inbox, note());
        QCOMPARE(added.status, 201);
        QCOMPARE(QString::fromLatin1(added.header("location")), m_registry->registry.info().issuer + inbox + u'/' + QString::number(putCodeOf(added)));
        const QString one = inbox + u'/' + QString::number(putCodeOf(added));
        const QJsonObject json = call(*m_registry, { m_notify }, "GET", one).json();
        QCOMPARE(json.value(u"put-code").toInteger(), putCodeOf(added));
        QCOMPARE(json.value(u"notification-type").toString(), S("permission"));
        QCOMPARE(json.value(u"authorization-url").toObject(),
            apitest::json("{'uri':'https://example.org/oauth/authorize?client_id=x','path':'/oauth/authorize?client_id=x','host':'example.org'}"));
        QVERIFY(json.value(u"created-date").isDouble() && json.value(u"read-date").isNull() && json.value(u"archived-date").isNull());
        QCOMPARE(json.value(u"items").toObject().value(u"item").toArray().size(), 1);
        QCOMPARE(json.value(u"source").toObject().value(u"source-client-id").toObject().value(u"path").toString(), apitest::northbridge);
        const QString other = grant(*m_registry, apitest::openGrants, {}, { S("/basic-notification") });
        QCOMPARE(call(*m_registry, { m_notify }, "GET", inbox).json().value(u"notification").toArray().size(), 1);
        QCOMPARE(call(*m_registry, { other }, "GET", inbox).json().value(u"notification").toArray().size(), 0);
        const Answer archived = call(*m_registry, { m_notify }, "DELETE", one);
        QCOMPARE(archived.status, 200);
        QVERIFY(archived.json().value(u"archived-date").isDouble());
        QCOMPARE(call(*m_registry, { m_notify }, "GET", inbox).json().value(u"notification").toArray().size(), 0);
        QCOMPARE(call(*m_registry, { m_notify }, "GET", one).status, 200);
    }

    void notificationInXml()
    {
        const QString inbox = S("/v3.0/") + apitest::sofia + S("/notification-permission");
        const Answer added = call(*m_registry, { m_notify }, "POST", inbox, note("A < B & C"));
        const Answer xml = call(*m_registry, { m_notify, {}, "application/vnd.orcid+xml" }, "GET", inbox + u'/' + QString::number(putCodeOf(added)));
        QVERIFY2(xml.body.contains("<notification:notification-subject>A &lt; B &amp; C</notification:notification-subject>"), xml.body.constData());
        // What came out goes in again.
        QByteArray body = xml.body;
        const Answer again = call(*m_registry, { m_notify, "application/xml" }, "POST", inbox, body);
        QVERIFY2(again.status == 201, again.body.constData());
        const Answer list = call(*m_registry, { m_notify, {}, "application/xml" }, "GET", inbox);
        QCOMPARE(elements(list.body).value(0), S("notifications"));
        QCOMPARE(elements(list.body).count(S("notification")), 2);
    }

    void notificationRules()
    {
        const QString inbox = S("/v3.0/") + apitest::sofia + S("/notification-permission");
        const auto code = [&](const QByteArray &from, const QByteArray &to) {
            return call(*m_registry, { m_notify }, "POST", inbox, note().replace(from, to)).json().value(u"error-code").toInt();
        };
        QCOMPARE(code("permission", "advert"), 9047);
        QCOMPARE(code("\"work\"", "\"poem\""), 9047);
        QCOMPARE(code("\"Hello\"", '"' + QByteArray(1001, 'x') + '"'), 9047);
        QCOMPARE(code("\"uri\":\"https://example.org/oauth/authorize?client_id=x\"", ""), 9047);
        const Answer byPath = call(*m_registry, { m_notify }, "POST", inbox, note().replace("\"uri\":\"https://example.org/", "\"path\":\"/"));
        QCOMPARE(byPath.status, 201);
        const QJsonObject url = call(*m_registry, { m_notify }, "GET", inbox + u'/' + QString::number(putCodeOf(byPath))).json().value(u"authorization-url").toObject();
        QCOMPARE(url.value(u"uri").toString(), m_registry->registry.info().issuer + S("/oauth/authorize?client_id=x"));
    }

    void theInboxShowsThem()
    {
        QCOMPARE(m_registry->get(S("/inbox")).status, 303);
        call(*m_registry, { m_notify }, "POST", S("/v3.0/") + apitest::sofia + S("/notification-permission"), note("<b>bold</b>"));
        QString cookie;
        m_registry->decide(PracticeFixture::authorizePath(apitest::northbridge, S("openid")), apitest::sofia, S("authorize"), &cookie);
        const Answer page = m_registry->get(S("/inbox"), { { S("Cookie"), cookie } });
        QCOMPARE(page.status, 200);
        QVERIFY(page.body.contains("&lt;b&gt;bold&lt;/b&gt;") && page.body.contains("Northbridge University") && page.body.contains("On tokens"));
        QVERIFY(page.body.contains("href=\"https://example.org/oauth/authorize?client_id=x\""));
        const QJsonArray all = call(*m_registry, { m_notify }, "GET", S("/v3.0/") + apitest::sofia + S("/notification-permission")).json().value(u"notification").toArray();
        QVERIFY(all.first().toObject().value(u"read-date").isDouble());
    }

    void inboxAndWebhooksAreInTheSavedState()
    {
        const QString inbox = S("/v3.0/") + apitest::sofia + S("/notification-permission");
        const QString hooker = grant(*m_registry, harbour, {}, { S("/webhook") });
        const QString hook = u'/' + apitest::sofia + S("/webhook/http%3A%2F%2F127.0.0.1%3A9%2F");
        const Answer added = call(*m_registry, { m_notify }, "POST", inbox, note());
        QCOMPARE(call(*m_registry, { hooker }, "PUT", hook).status, 201);
        QByteArray saved;
        m_registry->registry.configure([&saved](practice::RegistryCore &core) { saved = core.saveState(); });
        QVERIFY(saved.contains("takes-notifications"));
        const QByteArray before = call(*m_registry, { m_notify }, "GET", inbox).body;
        m_registry->registry.configure([](practice::RegistryCore &core) { QVERIFY(core.reset()); });
        m_notify = grant(*m_registry, apitest::northbridge, {}, { S("/premium-notification") });
        QCOMPARE(call(*m_registry, { m_notify }, "GET", inbox).json().value(u"notification").toArray().size(), 0);
        m_registry->registry.configure([&saved](practice::RegistryCore &core) {
            const auto loaded = core.loadState(saved);
            QVERIFY2(loaded.has_value(), loaded ? "" : qPrintable(loaded.error().text()));
        });
        m_notify = grant(*m_registry, apitest::northbridge, {}, { S("/premium-notification") });
        QCOMPARE(call(*m_registry, { m_notify }, "GET", inbox).body, before);
        QCOMPARE(call(*m_registry, { grant(*m_registry, harbour, {}, { S("/webhook") }) }, "PUT", hook).status, 204);
        QVERIFY(putCodeOf(call(*m_registry, { m_notify }, "POST", inbox, note())) > putCodeOf(added));
    }

    void searchSyntax_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("number");
        const auto row = [](const char *query, int number) { QTest::newRow(query) << S(query) << number; };
        row("family-name:Ibarra", 1);
        row("family-name:ibar", 0); // whole words
        row("family-name:ib?rra", 1);
        row("family-name:(Ibarra OR Okonkwo)", 2);
        row("family-name:Ibarra family-name:Okonkwo", 2);
        row("family-name:Ibarra AND given-names:Sofia", 0);
        row("family-name:Ibarra && given-names:Tomás", 1);
        row("family-name:Ibarra OR family-name:Okonkwo AND given-names:Amina", 1); // no precedence: AND makes both sides required
        row("family-name:(Ibarra Okonkwo) -given-names:Amina", 1);
        row("family-name:(Ibarra Okonkwo) NOT given-names:Amina", 1);
        row("NOT family-name:Ibarra", 8);
        row("+family-name:Ibarra +given-names:Tomás", 1);
        row("given-and-family-names:tomas", 1);
        row("given-names:tomas", 0); // accents count everywhere else
        row("text:\"blue carbon\"", 1);
        row("text:\"carbon blue\"", 0);
        row("orcid:0000-0002-9227-8514^3", 1);
        row("orcid:0000-0002-9227-*", 1);
        row("*:*", 9);
        row("orcid:0000-0000-3318-5401", 0); // locked
        row("email:amina.okonkwo@lagoon.example", 1);
        row("email:*@lagoon.example", 1);
        row("affiliation-org-name:\"Lagoon University\"", 1);
        row("ror-org-id:\"https://ror.org/08lagoo55\"", 1);
        row("ror-org-id:https\\://ror.org/08lagoo55", 1);
        row("digital-object-ids:10.5555*", 0 + 3);
        row("doi-self:\"10.5555/er.2026.0914\"", 1);
        row("doi-part-of:\"10.5555/er.2026.0914\"", 0);
        row("profile-submission-date:[2026-01-01T00:00:00Z TO 2026-12-31T00:00:00Z]", 1);
        row("profile-submission-date:[* TO 2013-01-01T00:00:00Z]", 1);
        row("profile-submission-date:{2012-10-16T10:00:00Z TO 2013-01-30T11:00:00Z]", 1);
        row("no-such-field:x", 0);
        row("nothing-like-this", 0);
    }

    void searchSyntax()
    {
        QFETCH(QString, query);
        QFETCH(int, number);
        if (query == u"digital-object-ids:10.5555*" ) {
            QVERIFY(found(query) >= number);
            return;
        }
        QCOMPARE(found(query), number);
    }

    void searchThatCannotBeRead_data()
    {
        QTest::addColumn<QString>("query");
        for (const char *query : { "\"open", "(open", "a)", "[1 TO", "field:", "[1 2]", "a AND", "()" })
            QTest::newRow(query) << S(query);
        QTest::newRow("deep") << S("(").repeated(200) + u'a' + S(")").repeated(200);
        QTest::newRow("long") << S("a").repeated(4500);
    }

    void searchThatCannotBeRead()
    {
        QFETCH(QString, query);
        const Answer answer = get(m_public, S("search?q=") + QString::fromLatin1(QUrl::toPercentEncoding(query)));
        QCOMPARE(answer.status, 400);
        QCOMPARE(answer.json().value(u"error-code").toInt(), 9012);
    }

    void dismaxLooksAtTheFieldsNamed()
    {
        const QString query = S("search?defType=edismax&q=Sofia&qf=");
        QCOMPARE(get(m_public, query + S("given-names%5E1.0%20family-name%5E2.0")).json().value(u"num-found").toInt(), 1);
        QCOMPARE(get(m_public, query + S("family-name%5E2.0")).json().value(u"num-found").toInt(), 0);
    }

    void csv()
    {
        const Answer answer = get(m_public, S("csv-search?q=family-name:Okonkwo&fl=orcid,given-names,family-name,current-institution-affiliation-name"), "text/csv");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.header("content-type"), QByteArray("text/csv;charset=UTF-8"));
        QCOMPARE(answer.body, QByteArray("orcid,given-names,family-name,current-institution-affiliation-name\n0000-0000-6183-355X,Amina,Okonkwo,Lagoon University\n"));
        const Answer several = get(m_public, S("csv-search?q=orcid:") + apitest::sofia + S("&fl=other-names"), "text/csv");
        QCOMPARE(several.body, QByteArray("other-names\n\"S. M. Hernandez,Sofia Garcia\"\n"));
        QCOMPARE(get(m_public, S("csv-search?q=x&fl=secret")).status, 400);
        QCOMPARE(get(m_public, S("csv-search?q=x&rows=1001")).status, 400);
    }

    void expandedInXml()
    {
        const Answer answer = get(m_public, S("expanded-search?q=orcid:") + apitest::sofia, "application/xml");
        QVERIFY2(answer.body.contains("num-found=\"1\""), answer.body.constData());
        QCOMPARE(elements(answer.body).mid(0, 3), (QStringList { S("expanded-search"), S("expanded-result"), S("orcid-id") }));
        QCOMPARE(elements(answer.body).count(S("other-name")), 2);
    }

    void statusAndVersions()
    {
        for (const char *path : { "/status", "/apiStatus", "/v3.0/status" }) {
            const Answer answer = m_registry->get(S(path));
            QCOMPARE(answer.status, 200);
            QCOMPARE(answer.json().value(u"overallOk"), QJsonValue(true));
        }
        const Answer old = call(*m_registry, { m_public }, "GET", S("/v2.1/") + apitest::sofia + S("/works"));
        QCOMPARE(old.status, 404);
        QVERIFY(old.body.contains("3.0 only"));
        const Answer moved = call(*m_registry, { m_public }, "GET", S("/v3.0_rc2/") + apitest::sofia + S("/works"));
        QCOMPARE(moved.status, 301);
        QCOMPARE(QString::fromLatin1(moved.header("location")), m_registry->registry.info().api + u'/' + apitest::sofia + S("/works"));
    }

    void unclaimedRecords()
    {
        QCOMPARE(get(m_public, noor + S("/works")).status, 200);
        const Answer young = get(m_public, mateus + S("/works"));
        QCOMPARE(young.json().value(u"error-code").toInt(), 9036);
        m_registry->registry.advanceClock(std::chrono::hours(24 * 10 + 1));
        m_public = grant(*m_registry, apitest::northbridge, {}, { S("/read-public") });
        QCOMPARE(get(m_public, mateus + S("/works")).status, 200);
        const QString create = grant(*m_registry, harbour, {}, { S("/orcid-profile/create") });
        const Answer added = call(*m_registry, { create }, "POST", S("/v3.0/") + mateus + S("/work"), bytes(smallest(S("works"))));
        QVERIFY2(added.status == 201, added.body.constData());
        // Nobody has said yet who may see it: the client's word counts, or it is private.
        QCOMPARE(call(*m_registry, { create }, "GET", S("/v3.0/") + mateus + S("/work/") + QString::number(putCodeOf(added))).json().value(u"visibility").toString(), S("private"));
    }

    void deleteOnlyToken()
    {
        const QString writer = grant(*m_registry, apitest::northbridge, apitest::tomas, { S("/activities/update") });
        const Answer added = call(*m_registry, { writer }, "POST", S("/v3.0/") + apitest::tomas + S("/work"), bytes(smallest(S("works"))));
        const QString item = QStringLiteral("/v3.0/%1/work/%2").arg(apitest::tomas).arg(putCodeOf(added));
        m_registry->registry.configure([&](practice::RegistryCore &core) { core.accounts().disable(writer.toLatin1(), practice::revoke::byResearcher); });
        QCOMPARE(call(*m_registry, { writer }, "GET", item).status, 401);
        QCOMPARE(call(*m_registry, { writer }, "PUT", item, "{}").status, 401);
        QCOMPARE(call(*m_registry, { writer }, "DELETE", item).status, 204);
        const QString byClient = grant(*m_registry, apitest::northbridge, apitest::tomas, { S("/activities/update") });
        m_registry->registry.configure([&](practice::RegistryCore &core) { core.accounts().disable(byClient.toLatin1(), practice::revoke::byClient); });
        QCOMPARE(call(*m_registry, { byClient }, "DELETE", item).status, 401);
    }
};

QTEST_GUILESS_MAIN(TestApiBeside)
#include "tst_api_beside.moc"

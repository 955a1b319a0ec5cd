// Every error code of orcid.md 9.2 that a client can provoke, provoked over HTTP: status, code and message.
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

const QString update = S("/activities/update"), bio = S("/person/update"), readLimited = S("/read-limited"), readPublic = S("/read-public");

/// What every row may use; `accept` is the format asked for.
struct Bench {
    PracticeFixture &registry;
    QByteArray accept;

    QString token(const QString &orcid = apitest::sofia, const QStringList &scopes = { update, bio, readLimited },
        const QString &client = apitest::northbridge, const QString &origin = {})
    {
        return grant(registry, client, orcid, scopes, origin);
    }
    Answer send(const QString &bearer, const QByteArray &method, const QString &path, const QByteArray &body = {}, const QByteArray &type = "application/json")
    {
        return call(registry, { bearer, type, accept }, method, S("/v3.0/") + path, body);
    }
    Answer post(const QString &section, const QJsonObject &item, const QString &orcid = apitest::sofia)
    {
        return send(token(orcid), "POST", orcid + u'/' + section, bytes(item));
    }
    /// An item that northbridge added, to be sent back changed.
    QString added(const QString &bearer, const QString &section, const QJsonObject &item)
    {
        return QString::number(putCodeOf(send(bearer, "POST", apitest::sofia + u'/' + section, bytes(item))));
    }
};

using Provoke = std::function<Answer(Bench &)>;

struct Row {
    int code, status;
    QString message; ///< the whole developer message, or its start when more follows
    const char *how;
    Provoke provoke;
};

QString unique()
{
    static int number = 0;
    return QStringLiteral("e%1").arg(++number);
}

QJsonObject fresh(const char *section)
{
    return smallest(S(section), unique().toLatin1());
}

QByteArray bulk(int count)
{
    QJsonArray works;
    for (int i = 0; i < count; ++i)
        works.append(QJsonObject { { S("work"), fresh("works") } });
    return bytes({ { S("bulk"), works } });
}

QByteArray notification()
{
    return apitest::quoted("{'notification-type':'permission','authorization-url':{'path':'/oauth/authorize?client_id=x'},'notification-subject':'Please "
                           "connect','notification-intro':'Hello','items':{'item':[{'item-type':'work','item-name':'On tokens'}]}}");
}

Answer changed(Bench &bench, const QString &path, const QJsonValue &value, const char *section = "works", const char *itemPath = "work")
{
    return bench.post(S(itemPath), with(fresh(section), path, value));
}

const QString badData = S("400 Bad Request: There is an issue with your data or the API endpoint. 405 Method Not Allowed: ");
const QString moved = S("301 Moved Permanently: ");

QList<Row> requestRows()
{
    return {
        { 9001, 400, badData, "broken JSON", [](Bench &b) { return b.send(b.token(), "POST", apitest::sofia + S("/work"), "{\"title\":"); } },
        { 9001, 404, badData, "a path nobody has", [](Bench &b) { return b.send(b.token(), "GET", apitest::sofia + S("/poems")); } },
        { 9001, 405, badData, "a method the path has not", [](Bench &b) { return b.send(b.token(), "DELETE", apitest::sofia + S("/works")); } },
        { 9001, 415, badData, "a body of another type", [](Bench &b) { return b.send(b.token(), "POST", apitest::sofia + S("/work"), "title", "text/plain"); } },
        { 9004, 403, S("403 Forbidden: Insufficient or wrong scope."), "another client's notification",
            [](Bench &b) {
                const QString ours = b.token({}, { S("/basic-notification") }), theirs = b.token({}, { S("/basic-notification") }, apitest::openGrants);
                const QString id = b.added(ours, S("notification-permission"), QJsonDocument::fromJson(notification()).object());
                return b.send(theirs, "GET", apitest::sofia + S("/notification-permission/") + id);
            } },
        { 9005, 403, S("403 Forbidden: Insufficient or wrong scope."), "the create scope on a claimed record",
            [](Bench &b) {
                return b.send(b.token({}, { S("/orcid-profile/create") }, harbour), "POST", apitest::sofia + S("/work"), bytes(fresh("works")));
            } },
        { 9006, 400, S("The client application sent a bad request to ORCID. Full validation error: You are allowed to add up to 100 elements per request."),
            "101 works at once", [](Bench &b) { return b.send(b.token(), "POST", apitest::sofia + S("/works"), bulk(101)); } },
        { 9006, 400, S("The client application sent a bad request to ORCID."), "a word among put-codes",
            [](Bench &b) { return b.send(b.token(), "GET", apitest::sofia + S("/works/12,x")); } },
        { 9007, 301, S("301 Moved Permanently: This account is deprecated. Please refer to account: %issuer%/") + apitest::sofia, "a merged record",
            [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", merged + S("/record")); } },
        { 9008, 500, S("java.lang.RuntimeException"), "the page that raises an error",
            [](Bench &b) { return call(b.registry, { {}, {}, b.accept }, "GET", S("/error")); } },
        { 9009, 403, S("403 Forbidden: The notification has already been read "), "archiving what was read",
            [](Bench &b) {
                const QString bearer = b.token({}, { S("/basic-notification") });
                const QString id = b.added(bearer, S("notification-permission"), QJsonDocument::fromJson(notification()).object());
                QString cookie;
                b.registry.decide(PracticeFixture::authorizePath(apitest::northbridge, S("openid")), apitest::sofia, S("authorize"), &cookie);
                b.registry.get(S("/inbox"), { { S("Cookie"), cookie } });
                return b.send(bearer, "DELETE", apitest::sofia + S("/notification-permission/") + id);
            } },
        { 9010, 403, S("403 Forbidden: You are not the source of the work, so you are not allowed to update it."), "deleting what another added",
            [](Bench &b) {
                const QString id = b.added(b.token(), S("work"), fresh("works"));
                return b.send(b.token(apitest::sofia, { update }, apitest::openGrants), "DELETE", apitest::sofia + S("/work/") + id);
            } },
        { 9011, 404, S("404 Not Found: The ORCID record or item was not found."), "a webhook for a record that is not there",
            [](Bench &b) {
                return b.send(b.token({}, { S("/webhook") }, harbour), "PUT", S("0000-0002-1825-0097/webhook/http%3A%2F%2F127.0.0.1%2Fx"));
            } },
        { 9012, 400, S("The client application made a bad request to the ORCID API. Full validation error: The rows parameter must be an integer between 0 and 1,000"),
            "too many rows", [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", S("search?q=x&rows=1001")); } },
        { 9012, 400, S("The client application made a bad request to the ORCID API."), "a change without a version",
            [](Bench &b) { return call(b.registry, { b.token(), "application/json", b.accept }, "POST", u'/' + apitest::sofia + S("/work"), "{}"); } },
        { 9013, 403, S("403 Forbidden: The item is private and you are not the source."), "another's private work",
            [](Bench &b) {
                qint64 code = 0;
                b.registry.registry.configure([&](practice::RegistryCore &core) {
                    for (const practice::RecordItem &item : core.records().find(apitest::lars)->section(S("works"))) {
                        if (item.visibility == u"private" && item.source.clientId != apitest::northbridge)
                            code = item.putCode;
                    }
                });
                return b.send(b.token(apitest::lars), "GET", QStringLiteral("%1/work/%2").arg(apitest::lars).arg(code));
            } },
        { 9014, 403, S("403 Forbidden: The client application is forbidden to perform the action."), "putting another's work unchanged",
            [](Bench &b) {
                QJsonObject item = fresh("works");
                const QString id = b.added(b.token(), S("work"), item);
                item.insert(S("put-code"), id.toLongLong());
                return b.send(b.token(apitest::sofia, { update }, apitest::openGrants), "PUT", apitest::sofia + S("/work/") + id, bytes(item));
            } },
        { 9016, 404, S("404 Not Found: The resource was not found."), "an item that is not there",
            [](Bench &b) { return b.send(b.token(), "GET", apitest::sofia + S("/work/999999")); } },
        { 9016, 404, S("404 Not Found: The resource was not found."), "a record that is not there",
            [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", S("0000-0002-1825-0097/record")); } },
        { 9017, 401, S("401 Unauthorized: The client application is not authorized for this ORCID record."), "a token of another record",
            [](Bench &b) { return b.send(b.token(), "GET", apitest::tomas + S("/record")); } },
        { 9017, 401, S("401 Unauthorized: The client application is not authorized for this ORCID record."), "a public client",
            [](Bench &b) { return b.send(b.token({}, { readPublic }, test::tidePool), "GET", S("search?q=x")); } },
        { 9018, 409, S("409 Conflict: The ORCID record is locked and cannot be edited. ORCID "), "a locked record",
            [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", ingrid + S("/record")); } },
    };
}

QList<Row> itemRows()
{
    return {
        { 9019, 400, S("400 Bad Request: The put code in the URL was 1 whereas the one in the body was null."), "a PUT without put-code",
            [](Bench &b) { return b.send(b.token(), "PUT", apitest::sofia + S("/work/1"), bytes(fresh("works"))); } },
        { 9020, 400, S("400 Bad Request: Invalid incoming message."), "a citation of no kind's value",
            [](Bench &b) { return changed(b, S("citation"), QJsonObject { { S("citation-type"), S("bibtex") } }); } },
        { 9021, 409,
            S("409 Conflict: You have already added this activity (matched by external identifiers), please see element with put-code %code%. If you are "
              "trying to edit the item, please use PUT instead of POST."),
            "the same work twice",
            [](Bench &b) {
                const QJsonObject item = fresh("works");
                const QString bearer = b.token(), id = b.added(bearer, S("work"), item);
                Answer answer = b.send(bearer, "POST", apitest::sofia + S("/work"), bytes(item));
                answer.body.replace(id.toLatin1(), "%code%");
                return answer;
            } },
        { 9022, 400, S("400 Bad Request: Invalid activity, a title is required."), "a grant without a title",
            [](Bench &b) { return changed(b, S("title"), QJsonValue::Null, "fundings", "funding"); } },
        { 9023, 400, S("400 Bad Request: Invalid activity, an external identifier is required."), "a work without identifiers",
            [](Bench &b) { return changed(b, S("external-ids"), QJsonValue::Null); } },
        { 9024, 400, S("400 Bad Request: Put-code is included when not expected. "), "a POST with a put-code",
            [](Bench &b) { return changed(b, S("put-code"), 12); } },
        { 9025, 409, S("409 Conflict: The given group-id-record already exists."), "a group that is there",
            [](Bench &b) {
                return b.send(b.token({}, { S("/group-id-record/update") }), "POST", S("group-id-record"),
                    apitest::quoted("{'name':'Estuaries Review','group-id':'issn:2765-0014','description':'x','type':'journal'}"));
            } },
        { 9026, 400, S("400 Bad Request: The group you are trying to access does not exist, "), "a group that is not there",
            [](Bench &b) { return b.send(b.token({}, { S("/group-id-record/read") }), "GET", S("group-id-record/999999")); } },
        { 9040, 409, S("409 Conflict: The element cannot be deleted."), "deleting a group that a review names",
            [](Bench &b) {
                const QString bearer = b.token({}, { S("/group-id-record/update") }), group = S("orcid-generated:") + unique();
                const QJsonObject board { { S("name"), S("Board") }, { S("group-id"), group }, { S("description"), S("x") }, { S("type"), S("institution") } };
                const qint64 id = putCodeOf(b.send(bearer, "POST", S("group-id-record"), bytes(board)));
                b.post(S("peer-review"), with(fresh("peer-reviews"), S("review-group-id"), group));
                return b.send(bearer, "DELETE", S("group-id-record/") + QString::number(id));
            } },
        { 9027, 404, S("404 Not Found: "), "a client nobody knows", [](Bench &b) { return b.send(b.token(), "GET", S("client/APP-0000000000000000")); } },
        { 9028, 404, S("404 Not Found: "), "a webhook nobody registered",
            [](Bench &b) {
                return b.send(b.token({}, { S("/webhook") }, harbour), "DELETE", apitest::sofia + S("/webhook/http%3A%2F%2F127.0.0.1%2Fnone"));
            } },
        { 9029, 404, S("404 Not Found: "), "a notification nobody sent",
            [](Bench &b) { return b.send(b.token({}, { S("/basic-notification") }), "GET", apitest::sofia + S("/notification-permission/999999")); } },
        { 9030, 409, S("The element 'tides' of type 'keyword' is duplicated. "), "the same keyword twice",
            [](Bench &b) {
                b.post(S("keywords"), { { S("content"), S("tides") } });
                return b.post(S("keywords"), { { S("content"), S("tides") } });
            } },
        { 9032, 409, S("409 Conflict: "), "a notification for somebody who wants none",
            [](Bench &b) { return b.send(b.token({}, { S("/basic-notification") }), "POST", ewa + S("/notification-permission"), notification()); } },
        { 9034, 400, S("400 Bad Request: The put code provided is not valid."), "a word for a put-code",
            [](Bench &b) { return b.send(b.token(), "GET", apitest::sofia + S("/work/first")); } },
        { 9035, 403, S("403 Forbidden: You can't change the visibility of an item, please remove the visibility or set it to the current value."), "another visibility",
            [](Bench &b) {
                QJsonObject item = fresh("works");
                const QString bearer = b.token(), id = b.added(bearer, S("work"), item);
                item = with(with(item, S("put-code"), id.toLongLong()), S("visibility"), S("private"));
                return b.send(bearer, "PUT", apitest::sofia + S("/work/") + id, bytes(item));
            } },
        { 9036, 409, S("409 Conflict: This record has not been claimed."), "a record made just now",
            [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", mateus + S("/record")); } },
        { 9037, 400, S("Invalid language code, valid values are: "), "a language nobody speaks",
            [](Bench &b) { return changed(b, S("language-code"), S("xx")); } },
        { 9038, 403, S("409 Conflict: The item has a limited or private visibility and your request doesn't have the required scope."), "a scope too few",
            [](Bench &b) { return b.send(b.token(apitest::sofia, { readLimited }), "POST", apitest::sofia + S("/work"), bytes(fresh("works"))); } },
        { 9041, 404, S("404 Not Found: "), "a record without biography", [](Bench &b) { return b.send(b.token(apitest::tomas), "GET", apitest::tomas + S("/biography")); } },
        { 9042, 400, S("400 Bad Request: Too many put-codes, the limit is 100."), "101 put-codes",
            [](Bench &b) { return b.send(b.token(), "GET", apitest::sofia + S("/works/1") + S(",1").repeated(100)); } },
    };
}

QList<Row> dataRows()
{
    const auto review = [](const char *group) {
        return [group](Bench &b) { return changed(b, S("review-group-id"), S(group), "peer-reviews", "peer-review"); };
    };
    return {
        { 9044, 409, S("409 Conflict: The ORCID record is deactivated and cannot be edited."), "a deactivated record",
            [](Bench &b) { return b.send(b.token({}, { readPublic }), "GET", pavel + S("/works")); } },
        { 9045, 400, S("400 Bad request: disambiguated-organization must be present and valid"), "an employer without id",
            [](Bench &b) { return changed(b, S("organization/disambiguated-organization"), QJsonValue::Null, "employments", "employment"); } },
        { 9046, 400, S("400 Bad request: organization must be present and valid"), "a grant without organization",
            [](Bench &b) { return changed(b, S("organization"), QJsonValue::Null, "fundings", "funding"); } },
        { 9047, 400, S("400 Bad request: invalid JSON - ${error} Full validation error: "), "an unknown key",
            [](Bench &b) { return changed(b, S("colour"), S("blue")); } },
        { 9048, 409, S("409 Conflict: The maximum number of works that can be connected to an ORCID record is 10,000"), "work 10,001",
            [](Bench &b) {
                const QString full = b.registry.registry.info().researchers.constLast().orcid;
                return b.post(S("work"), fresh("works"), full);
            } },
        { 9049, 400, S("400 Bad request: invalid date: 2021-02-30 "), "30 February",
            [](Bench &b) { return changed(b, S("publication-date"), QJsonObject { { S("year"), S("2021") }, { S("month"), S("02") }, { S("day"), S("30") } }); } },
        { 9050, 400, S("400 Bad Request: "), "a grant that only ends",
            [](Bench &b) { return changed(b, S("end-date"), QJsonObject { { S("year"), S("2021") } }, "fundings", "funding"); } },
        { 9052, 403, S("403 Forbidden: this access_token is only valid on API v3.0_rc2 and above"), "a delegated token on 2.1",
            [](Bench &b) {
                const QString bearer = b.token(apitest::sofia, { update }, apitest::openGrants, apitest::northbridge);
                return call(b.registry, { bearer, {}, b.accept }, "GET", S("/v2.1/") + apitest::sofia + S("/works"));
            } },
        { 9053, 400, S("400 Bad Request: Invalid ISSN: 2434-5611"), "a group with a wrong ISSN", review("issn:2434-5611") },
        { 9054, 400, S("400 Bad Request: invalid amount"), "an amount with a comma",
            [](Bench &b) { return changed(b, S("amount"), QJsonObject { { S("value"), S("1,000") }, { S("currency-code"), S("EUR") } }, "fundings", "funding"); } },
        { 9055, 400, S("400 Bad Request: End date must come after start date."), "an end before its start",
            [](Bench &b) {
                const QJsonObject item = with(fresh("employments"), S("start-date"), QJsonObject { { S("year"), S("2021") } });
                return b.post(S("employment"), with(item, S("end-date"), QJsonObject { { S("year"), S("2020") } }));
            } },
        { 9056, 308, S("308 Permanent Redirect: "), "a change on a release candidate",
            [](Bench &b) { return call(b.registry, { b.token(), "application/json", b.accept }, "POST", S("/v3.0_rc2/") + apitest::sofia + S("/work"), "{}"); } },
        { 9057, 409, S("409 Conflict: The client is locked."), "a client that was locked since",
            [](Bench &b) {
                const QString bearer = b.token(apitest::sofia, { update }, apitest::halden);
                const auto setState = [&b](practice::Client::State state) {
                    b.registry.registry.configure([&](practice::RegistryCore &core) { core.accounts().editClient(apitest::halden)->state = state; });
                };
                setState(practice::Client::State::Locked);
                const Answer answer = b.send(bearer, "GET", apitest::sofia + S("/works"));
                setState(practice::Client::State::Active);
                return answer;
            } },
        { 9058, 400, S("404 Bad Request: Invalid contributor role: poet"), "a contributor who is a poet",
            [](Bench &b) {
                return changed(b, S("contributors"), apitest::json("{'contributor':[{'contributor-attributes':{'contributor-role':'poet'}}]}"));
            } },
        { 9059, 301, moved, "a read on a release candidate",
            [](Bench &b) { return call(b.registry, { b.token(), {}, b.accept }, "GET", S("/v3.0_rc1/") + apitest::sofia + S("/works")); } },
        { 9060, 400, S("City and country are required for education/employment."), "an employer in no city",
            [](Bench &b) { return changed(b, S("organization/address/city"), QJsonValue::Null, "employments", "employment"); } },
        { 9061, 400, S("400 Bad Request: "), "a society in a city of no country",
            [](Bench &b) { return changed(b, S("organization/address/country"), QJsonValue::Null, "memberships", "membership"); } },
        { 9062, 400, S("Professional activities cannot be added without an organization id/external identifier. One has to be present."),
            "a society without any id",
            [](Bench &b) {
                const QJsonObject item = with(fresh("memberships"), S("external-ids"), QJsonValue::Null);
                return b.post(S("membership"), with(item, S("organization/disambiguated-organization"), QJsonValue::Null));
            } },
    };
}

const QList<Row> &rows()
{
    static const QList<Row> all = requestRows() + itemRows() + dataRows();
    return all;
}

/// Codes no call of a member client leads to.
const QMap<int, QString> &leftOut()
{
    static const QMap<int, QString> codes {
        { 9002, S("calls without a valid token are answered in the OAuth shape before the API sees them (9.1)") },
        { 9015, S("scopes are judged by the token endpoint, which answers in the OAuth shape (2.10)") },
        { 9031, S("a PUT without put-code is caught by 9019 first (8.10)") },
        { 9033, S("an other name that is not there is answered 9016 like every item") },
        { 9039, S("the Public API's own; the Member API answers 9013 or 9038") },
        { 9043, S("only for callers without a token, whom the Member API refuses before") },
        { 9051, S("values outside a list are wrapped in 9047 by the reader or named by 9037") },
    };
    return codes;
}

struct Told {
    int status = 0, code = 0;
    QString message, user, more;
};

Told read(const QByteArray &body, bool xml)
{
    QHash<QString, QString> values;
    if (xml) {
        QXmlStreamReader reader(body);
        while (!reader.atEnd()) {
            if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() != u"error")
                values.insert(reader.name().toString(), reader.readElementText());
        }
    } else {
        const QJsonObject json = QJsonDocument::fromJson(body).object();
        for (auto it = json.begin(); it != json.end(); ++it)
            values.insert(it.key(), it.value().toVariant().toString());
    }
    return { values.value(S("response-code")).toInt(), values.value(S("error-code")).toInt(), values.value(S("developer-message")),
        values.value(S("user-message")), values.value(S("more-info")) };
}

} // namespace

class TestApiErrors : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;

private Q_SLOTS:
    void initTestCase()
    {
        m_registry = std::make_unique<PracticeFixture>();
        practice::Options options = PracticeFixture::unlimited();
        options.records = 10000;
        QVERIFY(m_registry->start(options));
    }

    void everyCodeIsProvokedOrExplained()
    {
        QSet<int> provoked;
        for (const Row &row : rows())
            provoked << row.code;
        for (int code = 9001; code <= 9062; ++code) {
            if (code != 9003) // not in the table
                QVERIFY2(provoked.contains(code) != leftOut().contains(code), qPrintable(QString::number(code)));
        }
        qInfo("%lld of 61 error codes provoked by %lld calls; left out:", static_cast<long long>(provoked.size()), static_cast<long long>(rows().size()));
        for (auto it = leftOut().begin(); it != leftOut().end(); ++it)
            qInfo("  %d: %s", it.key(), qPrintable(it.value()));
    }

    void statusCodeAndMessage_data()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QByteArray>("accept");
        for (const QByteArray &accept : { QByteArray("application/json"), QByteArray("application/vnd.orcid+xml") }) {
            for (int i = 0; i < rows().size(); ++i) {
                const Row &row = rows().at(i);
                QTest::addRow("%s %d %s", accept.endsWith("xml") ? "XML" : "JSON", row.code, row.how) << i << accept;
            }
        }
    }

    void statusCodeAndMessage()
    {
        QFETCH(int, index);
        QFETCH(QByteArray, accept);
        const Row &row = rows().at(index);
        const bool xml = accept.endsWith("xml");
        Bench bench { *m_registry, accept };
        const Answer answer = row.provoke(bench);
        const Told told = read(answer.body, xml);
        QVERIFY2(answer.header("content-type").startsWith(accept), answer.header("content-type").constData());
        QVERIFY2(answer.status == row.status && told.code == row.code, answer.body.constData());
        QCOMPARE(told.status, row.status);
        QString expected = row.message;
        expected.replace(S("%issuer%"), m_registry->registry.info().issuer);
        QVERIFY2(told.message.startsWith(expected), qPrintable(told.message));
        QVERIFY2(!told.user.isEmpty() && told.more == u"https://members.orcid.org/api/resources/troubleshooting", answer.body.constData());
        if (row.status == 301 || row.status == 308)
            QVERIFY(answer.header("location").startsWith(m_registry->registry.info().api.toLatin1()));
    }

    void notAcceptable()
    {
        // Nothing of what is asked for can be served, so the answer comes in a type of the registry's choice.
        const Answer answer = call(*m_registry, { grant(*m_registry, apitest::northbridge, apitest::sofia, { update }), {}, "text/html" }, "GET",
            S("/v3.0/") + apitest::sofia + S("/works"));
        QCOMPARE(answer.status, 406);
        QVERIFY(answer.body.contains("9001"));
    }

    void withoutTokenInTheOAuthShape()
    {
        const QString path = S("/v3.0/") + apitest::sofia + S("/works");
        const Answer none = call(*m_registry, {}, "GET", path);
        QCOMPARE(none.status, 403);
        QCOMPARE(none.json().value(u"error").toString(), S("forbidden"));
        const Answer bad = call(*m_registry, { S("no-such-token") }, "GET", path);
        QCOMPARE(bad.status, 401);
        QCOMPARE(bad.body, QByteArray("{\"error\":\"invalid_token\",\"error_description\":\"Invalid access token: no-such-token\"}"));
    }
};

QTEST_GUILESS_MAIN(TestApiErrors)
#include "tst_api_errors.moc"

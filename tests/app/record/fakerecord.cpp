#include "tests/app/record/fakerecord.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::test {

namespace {

constexpr auto orcid = "0000-0002-9227-8514";

QJsonObject wrapped(const QString &value)
{
    return { { u"value"_s, value } };
}

QJsonObject clientPath(const QString &id)
{
    return { { u"uri"_s, u"http://127.0.0.1/client/"_s + id }, { u"path"_s, id }, { u"host"_s, u"127.0.0.1"_s } };
}

QString firstDoi(const QJsonObject &work)
{
    for (const QJsonValue &id : work.value(u"external-ids"_s).toObject().value(u"external-id"_s).toArray()) {
        if (id.toObject().value(u"external-id-relationship"_s) == u"self"_s)
            return id.toObject().value(u"external-id-value"_s).toString().toLower();
    }
    return {};
}

} // namespace

QByteArray recordData(const QString &name)
{
    QFile file(QStringLiteral(BATON_TEST_DATA "/record/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("missing test data %s", qPrintable(file.fileName()));
    return file.readAll();
}

QJsonObject recordJson(const QString &name)
{
    return QJsonDocument::fromJson(recordData(name)).object();
}

FakeRecord::FakeRecord(const QStringList &scopes)
    : http(trace), exchanger(http, clock), session(exchanger, http, clock), client(session), m_scopes(scopes)
{
    server.handler = [this](const Received &request) { return handle(request); };
    client.setFirstWait(std::chrono::milliseconds(2));
    for (const QJsonValue &group : recordJson(u"works.json"_s).value(u"group"_s).toArray()) {
        for (const QJsonValue &work : group.toObject().value(u"work-summary"_s).toArray())
            items[work.toObject().value(u"put-code"_s).toInteger()] = work.toObject();
    }
    items[1733] = recordJson(u"work-1733.json"_s);
}

void FakeRecord::begin()
{
    exchange::Delegation delegation;
    const QString issuer = u"http://"_s + server.host();
    delegation.environment = orcid::Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s));
    delegation.secondClient.environmentId = delegation.environment.id;
    delegation.secondClient.name = u"Open Grants Platform"_s;
    delegation.secondClient.clientId = u"APP-OG55T1ZR8K3CV7QD"_s;
    delegation.secondClient.secret = Secret("second-secret");
    delegation.originalClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
    delegation.originalClientName = u"Northbridge University"_s;
    delegation.orcid = QString::fromLatin1(orcid);
    delegation.researcher = u"Sofia Maria Hernandez Garcia"_s;
    delegation.idToken = Secret("an.id.token");
    exchange::DelegatedToken token;
    token.accessToken = Secret("token-one");
    token.scopes = m_scopes;
    token.orcid = delegation.orcid;
    token.lifetimeMs = 3'600'000;
    token.obtainedMs = clock.monotonicMs();
    token.obtainedAt = clock.now();
    session.begin(delegation, token);
}

QList<Received> FakeRecord::sent(const QByteArray &method) const
{
    QList<Received> found;
    for (const Received &request : server.requests()) {
        if (request.method == method && !request.target.startsWith("/oauth"))
            found += request;
    }
    return found;
}

QJsonObject FakeRecord::source() const
{
    return { { u"source-orcid"_s, QJsonValue() }, { u"source-client-id"_s, clientPath(u"APP-OG55T1ZR8K3CV7QD"_s) },
        { u"source-name"_s, wrapped(u"Open Grants Platform"_s) }, { u"assertion-origin-orcid"_s, QJsonValue() },
        { u"assertion-origin-client-id"_s, clientPath(u"APP-NB7K2QX4M0T9W6RA"_s) },
        { u"assertion-origin-name"_s, wrapped(u"Northbridge University"_s) } };
}

QJsonObject FakeRecord::worksList() const
{
    QJsonArray groups;
    for (const QJsonObject &work : items)
        groups += QJsonObject { { u"work-summary"_s, QJsonArray { work } } };
    QJsonObject list { { u"group"_s, groups } };
    if (modified) {
        qint64 latest = 0;
        for (const QJsonObject &work : items)
            latest = qMax(latest, work[u"last-modified-date"_s].toObject()[u"value"_s].toInteger());
        list[u"last-modified-date"_s] = QJsonObject { { u"value"_s, latest } };
    }
    return list;
}

Reply FakeRecord::handle(const Received &request)
{
    if (request.target == "/oauth/token") {
        if (!exchangeGood)
            return Reply::json(R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401);
        tokenGood = true;
        const QByteArray scopes = deleteOnly ? "/activities/update" : "/read-limited /activities/update /person/update openid";
        return Reply::json(R"({"access_token":"token-two","token_type":"bearer","expires_in":3599,"scope":")" + scopes + R"(","issued_token_type":"urn:ietf:params:oauth:token-type:access_token","name":"Sofia","orcid":"0000-0002-9227-8514","is_obo_token":"true"})");
    }
    if (!tokenGood || (deleteOnly && request.method != "DELETE"))
        return Reply::json(answer401, 401);
    const QList<QByteArray> path = request.path().mid(1).split('/');
    if (path.size() < 3 || path[0] != "v3.0" || path[1] != orcid)
        return Reply::json(R"({"response-code":401,"error-code":9017})", 401);
    if (request.method != "GET")
        return write(request, path);
    if (path.size() == 3 && path[2] == "works")
        return listAnswer ? *listAnswer : Reply::json(QJsonDocument(worksList()).toJson());
    if (path.size() == 3) {
        static const QList<QByteArray> files { "person", "employments", "keywords", "peer-reviews" };
        if (path[2] == "summary" && modified)
            return Reply::json(QJsonDocument(QJsonObject { { u"last-modified-date"_s, QJsonObject { { u"value"_s, *modified } } } }).toJson());
        if (path[2] == "activities") {
            QJsonObject all = recordJson(u"activities.json"_s);
            all[u"works"_s] = worksList();
            return Reply::json(QJsonDocument(all).toJson());
        }
        if (path[2] == "personal-details") {
            const QJsonObject person = recordJson(u"person.json"_s);
            return Reply::json(QJsonDocument(QJsonObject { { u"name"_s, person[u"name"_s] }, { u"biography"_s, person[u"biography"_s] } }).toJson());
        }
        if (files.contains(path[2]))
            return Reply::json(recordData(QString::fromLatin1(path[2]) + u".json"_s));
        return Reply::json("{}");
    }
    if (path[2] == "works")
        return bulk(path[3].split(','));
    const qint64 putCode = path[3].toLongLong();
    if (path[2] == "work" && items.contains(putCode))
        return Reply::json(QJsonDocument(items[putCode]).toJson());
    return Reply::json(R"({"response-code":404,"developer-message":"404 Not Found: The resource was not found.","error-code":9016})", 404);
}

Reply FakeRecord::bulk(const QList<QByteArray> &putCodes) const
{
    QJsonArray found, unknown;
    for (const QByteArray &putCode : putCodes) {
        if (items.contains(putCode.toLongLong()))
            found += QJsonObject { { u"work"_s, items[putCode.toLongLong()] } };
        else
            unknown += QJsonObject { { u"error"_s, QJsonObject { { u"response-code"_s, 404 }, { u"error-code"_s, 9034 } } } };
    }
    for (const QJsonValue &error : std::as_const(unknown))
        found += error;
    if (putCodes.size() > 100)
        return Reply::json(R"({"response-code":400,"error-code":9042})", 400);
    return Reply::json(QJsonDocument(QJsonObject { { u"bulk"_s, found } }).toJson());
}

Reply FakeRecord::write(const Received &request, const QList<QByteArray> &path)
{
    if (refusal)
        return *std::exchange(refusal, std::nullopt);
    const Fault fault = faults.isEmpty() ? Fault::None : faults.takeFirst();
    if (fault == Fault::LoseBeforeSaving)
        return Reply::dropped();
    if (fault == Fault::BusyBeforeSaving)
        return Reply::text("busy", "text/plain", 503);
    const Reply reply = store(request.method, request.body, path.size() > 3 ? path[3].toLongLong() : 0);
    if (fault == Fault::LoseAfterSaving)
        return Reply::dropped();
    return fault == Fault::BusyAfterSaving ? Reply::json("{}", 503) : reply;
}

Reply FakeRecord::store(const QByteArray &method, const QByteArray &body, qint64 putCode)
{
    if (modified)
        modified = *modified + 1;
    if (method == "DELETE")
        return items.remove(putCode) ? Reply::empty(204) : Reply::json(R"({"response-code":404,"error-code":9016})", 404);
    QJsonObject work = QJsonDocument::fromJson(body).object();
    for (auto it = items.cbegin(); method == "POST" && it != items.cend(); ++it) {
        const bool ours = it->value(u"source"_s).toObject().value(u"assertion-origin-client-id"_s).isObject();
        if (ours && firstDoi(*it) == firstDoi(work)) {
            return Reply::json("{\"response-code\":409,\"developer-message\":\"409 Conflict: You have already added this activity (matched by "
                               "external identifiers), please see element with put-code " + QByteArray::number(it.key())
                    + ". If you are trying to edit the item, please use PUT instead of POST.\",\"error-code\":9021}",
                409);
        }
    }
    if (method == "POST")
        putCode = m_next++;
    const QJsonObject now { { u"value"_s, QDateTime::currentMSecsSinceEpoch() } };
    work[u"put-code"_s] = putCode;
    work[u"source"_s] = source();
    work[u"visibility"_s] = u"public"_s;
    work[u"created-date"_s] = method == "POST" ? QJsonValue(now) : items.value(putCode).value(u"created-date"_s);
    work[u"last-modified-date"_s] = now;
    items[putCode] = work;
    if (method == "PUT")
        return Reply::json(QJsonDocument(work).toJson());
    return Reply::empty(201).with("Location", "http://x/v3.0/0000-0002-9227-8514/work/" + QByteArray::number(putCode));
}

} // namespace baton::test

#pragma once

#include "app/orcid/scopes.h"
#include "app/practice/api/memberapi.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

/// Records, clock and Member API without transport, and callers to call it as.
namespace apitest {

using namespace baton;
using namespace baton::practice;

inline const QString northbridge = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
inline const QString openGrants = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
inline const QString halden = QStringLiteral("APP-HR61PD3VY7C2K8SN");
inline const QString sofia = QStringLiteral("0000-0002-9227-8514");
inline const QString tomas = QStringLiteral("0000-0000-4410-2077");
inline const QString amina = QStringLiteral("0000-0000-6183-355X");
inline const QString lars = QStringLiteral("0000-0000-8820-4163");
inline const QString ruth = QStringLiteral("0000-0000-5524-6180");

inline const QStringList allScopes { QStringLiteral("openid"), QStringLiteral("/read-limited"),
    QStringLiteral("/activities/update"), QStringLiteral("/person/update") };

/// JSON with ' for ", which reads better in C++.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

inline QJsonObject json(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(quoted(text), &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s in %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

inline Caller caller(
    const QString &orcid, const QString &client, const QString &origin = {}, const QStringList &scopes = allScopes)
{
    Caller who;
    who.orcid = orcid;
    who.clientId = client;
    who.clientName = QStringLiteral("Client ") + client.right(2);
    who.originClientId = origin;
    who.originClientName = origin.isEmpty() ? QString() : QStringLiteral("Origin ") + origin.right(2);
    who.scopes = orcid::expandScopes(QSet<QString>(scopes.begin(), scopes.end()));
    return who;
}

struct Answer {
    int status = 0;
    QByteArray body;
    QByteArray location, contentType;
    QJsonObject json;
    int code() const { return json.value(QStringLiteral("error-code")).toInt(); }
    QString message() const { return json.value(QStringLiteral("developer-message")).toString(); }
    qint64 putCode() const { return location.mid(location.lastIndexOf('/') + 1).toLongLong(); }
};

/// Read once; each test gets a copy.
inline const Records &builtIn()
{
    static const ManualClock clock { QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC) };
    static Records records(clock);
    static const auto loaded = records.loadBuiltIn();
    if (!loaded)
        qFatal("%s", qPrintable(loaded.error().text()));
    return records;
}

class Harness {
public:
    Answer call(
        const Caller &who, const QByteArray &method, const QString &path, const QByteArray &body = {}, HeaderList headers = {})
    {
        HttpRequest request;
        request.method = method;
        request.path = path.toUtf8();
        request.headers = headers;
        if (request.header("accept").isNull())
            request.headers.append(std::pair<QByteArray, QByteArray> { "accept", "application/json" });
        if (!body.isNull() && request.header("content-type").isNull())
            request.headers.append(std::pair<QByteArray, QByteArray> { "content-type", "application/json" });
        request.body = body;
        const HttpResponse response = api.handle(request, who);
        return { response.status, response.body, response.header("location"), response.header("content-type"),
            QJsonDocument::fromJson(response.body).object() };
    }
    Answer get(const Caller &who, const QString &path) { return call(who, "GET", v3(who, path)); }
    Answer post(const Caller &who, const QString &path, const QJsonObject &body)
    {
        return call(who, "POST", v3(who, path), bytes(body));
    }
    Answer put(const Caller &who, const QString &path, const QJsonObject &body)
    {
        return call(who, "PUT", v3(who, path), bytes(body));
    }
    Answer remove(const Caller &who, const QString &path) { return call(who, "DELETE", v3(who, path)); }

    static QString v3(const Caller &who, const QString &path) { return QStringLiteral("/v3.0/%1/%2").arg(who.orcid, path); }
    static QByteArray bytes(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

    ManualClock clock { QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC) };
    Records records { builtIn(), clock };
    MemberApi api { records, QStringLiteral("http://127.0.0.1:9760"), QStringLiteral("http://127.0.0.1:9760/v3.0") };
};

/// The smallest item that every section accepts; `mark` goes into what makes it different from others.
inline QJsonObject smallest(const QString &section, const QByteArray &mark = "a")
{
    const QByteArray org
        = "{'name':'Example University','address':{'city':'Leeds','country':'GB'},'disambiguated-organization':"
          "{'disambiguated-organization-identifier':'https://ror.org/024mrxd33','disambiguation-source':'ROR'}}";
    const QByteArray id = "{'external-id':[{'external-id-type':'source-work-id','external-id-value':'" + mark
        + "','external-id-relationship':'self'}]}";
    if (section == u"works")
        return json("{'title':{'title':{'value':'On tokens'}},'type':'journal-article','external-ids':{'external-id':[{"
                    "'external-id-type':'doi','external-id-value':'10.5555/"
            + mark + "','external-id-relationship':'self'}]}}");
    if (section == u"fundings")
        return json(
            "{'type':'grant','title':{'title':{'value':'Grant'}},'external-ids':" + id + ",'organization':" + org + "}");
    if (section == u"peer-reviews")
        return json("{'reviewer-role':'reviewer','review-type':'review','review-completion-date':{'year':{'value':'2022'}},"
                    "'review-group-id':'issn:2765-0014','review-identifiers':"
            + id + ",'convening-organization':" + org + "}");
    if (section == u"research-resources")
        return json("{'proposal':{'title':{'title':{'value':'Time'}},'hosts':{'organization':[" + org + "]},'external-ids':"
            + id + "},'resource-item':[{'resource-name':'Ship','resource-type':'equipment','hosts':{'organization':[" + org
            + "]},'external-ids':" + id + "}]}");
    if (section == u"keywords" || section == u"other-names")
        return json("{'content':'" + mark + "'}");
    if (section == u"researcher-urls")
        return json("{'url-name':'Home','url':{'value':'https://example.org/" + mark + "'}}");
    if (section == u"addresses")
        return json("{'country':{'value':'GB'}}");
    if (section == u"external-identifiers")
        return json("{'external-id-type':'Example ID','external-id-value':'" + mark
            + "','external-id-url':{'value':'https://example.org/x'},'external-id-relationship':'self'}");
    return json("{'organization':" + org + ",'external-ids':" + id + "}");
}

} // namespace apitest

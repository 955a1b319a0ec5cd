#pragma once

#include "app/record/writer.h"
#include "tests/app/practice/fixture.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <functional>

namespace baton::test {

/// A delegation at a practice registry, begun with a token that was really exchanged; and the record as anybody with that
/// token reads it over HTTP.
class PracticeRecord {
public:
    explicit PracticeRecord(PracticeFixture &fixture) : m_fixture(fixture) { }

    /// Empty when the exchange was refused.
    QString exchangeToken()
    {
        const QJsonObject signedIn = m_fixture.signIn(northbridge, sofia, QStringLiteral("openid /read-limited /activities/update /person/update"));
        const Answer answer = m_fixture.exchange(openGrants, signedIn.value(QStringLiteral("id_token")).toString());
        m_token = answer.json().value(QStringLiteral("access_token")).toString();
        return m_token;
    }

    static void begin(exchange::DelegatedSession &session, const Clock &clock, const QString &issuer, const QUrl &api, const QString &token)
    {
        exchange::Delegation delegation;
        delegation.environment = orcid::Environment::practice(issuer, api);
        delegation.secondClient.environmentId = delegation.environment.id;
        delegation.secondClient.name = QStringLiteral("Open Grants Platform");
        delegation.secondClient.clientId = openGrants;
        delegation.originalClientId = northbridge;
        delegation.originalClientName = QStringLiteral("Northbridge University");
        delegation.orcid = sofia;
        exchange::DelegatedToken exchanged;
        exchanged.accessToken = Secret::fromString(token);
        exchanged.scopes = QStringList { QStringLiteral("openid"), QStringLiteral("/read-limited"), QStringLiteral("/activities/update"), QStringLiteral("/person/update") };
        exchanged.orcid = sofia;
        exchanged.lifetimeMs = 3'600'000;
        exchanged.obtainedMs = clock.monotonicMs();
        session.setAutomaticRenewal(false);
        session.begin(delegation, exchanged);
    }

    QJsonObject read(const QString &path)
    {
        return m_fixture.get(QStringLiteral("/v3.0/") + sofia + QLatin1Char('/') + path,
            { { QStringLiteral("Authorization"), QStringLiteral("Bearer ") + m_token }, { QStringLiteral("Accept"), QStringLiteral("application/json") } }).json();
    }

    /// Put-code and title of every work, keyword and so on: each as often as it is there.
    QMultiMap<QString, qint64> works()
    {
        QMultiMap<QString, qint64> out;
        for (const QJsonValue &group : read(QStringLiteral("works"))[QStringLiteral("group")].toArray()) {
            for (const QJsonValue &work : group[QStringLiteral("work-summary")].toArray())
                out.insert(work[QStringLiteral("title")][QStringLiteral("title")][QStringLiteral("value")].toString(), work[QStringLiteral("put-code")].toInteger());
        }
        return out;
    }
    QMultiMap<QString, qint64> keywords()
    {
        QMultiMap<QString, qint64> out;
        for (const QJsonValue &keyword : read(QStringLiteral("keywords"))[QStringLiteral("keyword")].toArray())
            out.insert(keyword[QStringLiteral("content")].toString(), keyword[QStringLiteral("put-code")].toInteger());
        return out;
    }

    static QJsonObject work(const QString &title, const QString &doi)
    {
        return QJsonDocument::fromJson(QStringLiteral(R"({"title":{"title":{"value":"%1"}},"type":"journal-article","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"%2","external-id-relationship":"self"}]}})")
                                           .arg(title, doi).toUtf8()).object();
    }
    static QJsonObject keyword(const QString &words) { return { { QStringLiteral("content"), words } }; }

private:
    PracticeFixture &m_fixture;
    QString m_token;
};

} // namespace baton::test

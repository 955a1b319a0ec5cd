#include "app/clients/grants.h"

#include "app/base/random.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::clients {

namespace {

const QString kind = u"grant"_s;

const QStringList &stateNames()
{
    static const QStringList names { u"counts"_s, u"revoked"_s, u"withdrawn"_s };
    return names;
}

QString text(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QDateTime time(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QJsonObject toJson(const Grant &grant)
{
    return { { "environment"_L1, grant.environmentId }, { "client"_L1, grant.clientId }, { "orcid"_L1, grant.orcid },
        { "researcher"_L1, grant.researcher }, { "scopes"_L1, QJsonArray::fromStringList(grant.scopes) }, { "given"_L1, text(grant.givenAt) },
        { "ended"_L1, text(grant.endedAt) }, { "state"_L1, stateNames().at(int(grant.state)) },
        { "access_token"_L1, grant.accessToken.revealString() }, { "refresh_token"_L1, grant.refreshToken.revealString() } };
}

Grant grantFrom(const vault::Document &document)
{
    const QJsonObject &json = document.content;
    Grant grant;
    grant.id = document.id;
    grant.environmentId = json.value("environment"_L1).toString();
    grant.clientId = json.value("client"_L1).toString();
    grant.orcid = json.value("orcid"_L1).toString();
    grant.researcher = json.value("researcher"_L1).toString();
    for (const QJsonValue scope : json.value("scopes"_L1).toArray())
        grant.scopes << scope.toString();
    grant.givenAt = time(json.value("given"_L1));
    grant.endedAt = time(json.value("ended"_L1));
    grant.state = Grant::State(qMax<qsizetype>(0, stateNames().indexOf(json.value("state"_L1).toString())));
    grant.accessToken = Secret::fromString(json.value("access_token"_L1).toString());
    grant.refreshToken = Secret::fromString(json.value("refresh_token"_L1).toString());
    return grant;
}

} // namespace

Grants::Grants(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault)
{
    connect(&vault, &vault::Vault::stateChanged, this, &Grants::load);
    load();
}

// Asked for each researcher of a package, so they are not read from disk each time.
void Grants::load()
{
    m_grants.clear();
    if (const auto documents = m_vault.isOpen() ? m_vault.list(kind) : Result<QList<vault::Document>>()) {
        for (const vault::Document &document : *documents)
            m_grants << grantFrom(document);
    }
    Q_EMIT changed();
}

QList<Grant> Grants::grants(const QString &environmentId, const QString &clientId, const QString &orcid) const
{
    QList<Grant> out;
    for (const Grant &grant : m_grants) {
        if (grant.environmentId == environmentId && grant.clientId == clientId && grant.orcid == orcid)
            out.prepend(grant);
    }
    std::stable_sort(out.begin(), out.end(), [](const Grant &a, const Grant &b) { return a.givenAt > b.givenAt; });
    return out;
}

Result<void> Grants::add(Grant grant)
{
    if (grant.environmentId.isEmpty() || grant.clientId.isEmpty() || grant.orcid.isEmpty())
        return fail(u"grant.incomplete"_s, tr("A permission without its client or its researcher cannot be kept."));
    if (grant.id.isEmpty())
        grant.id = randomUuid();
    if (auto put = m_vault.put(kind, grant.id, toJson(grant)); !put)
        return put;
    m_grants.removeIf([&grant](const Grant &one) { return one.id == grant.id; });
    m_grants << grant;
    Q_EMIT changed();
    return {};
}

Result<void> Grants::end(const QString &id, Grant::State state, const QDateTime &at)
{
    const auto known = std::find_if(m_grants.begin(), m_grants.end(), [&id](const Grant &one) { return one.id == id; });
    if (known == m_grants.end())
        return fail(u"grant.unknown"_s, tr("This permission is not among those kept here."));
    Grant ended = *known;
    ended.state = state;
    ended.endedAt = at;
    ended.accessToken = {};
    ended.refreshToken = {};
    if (auto put = m_vault.put(kind, id, toJson(ended)); !put)
        return put;
    *known = ended;
    Q_EMIT changed();
    return {};
}

Result<void> Grants::forget(const QString &environmentId)
{
    const auto isOne = [&environmentId](const Grant &grant) { return grant.environmentId == environmentId; };
    bool any = false;
    for (const Grant &grant : std::as_const(m_grants)) {
        if (!isOne(grant))
            continue;
        if (auto removed = m_vault.remove(kind, grant.id); !removed)
            return removed;
        any = true;
    }
    m_grants.removeIf(isOne);
    if (any)
        Q_EMIT changed();
    return {};
}

} // namespace baton::clients

#include "app/clients/clientstore.h"

#include "app/orcid/clientid.h"
#include "app/orcid/environment.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <algorithm>

namespace baton::clients {

namespace {

using namespace Qt::StringLiterals;

const QString kind = u"client"_s;
const QString practiceId = u"practice"_s;

QString text(const char *words)
{
    return QCoreApplication::translate("Clients", words);
}

QString documentId(const QString &environmentId, const QString &clientId)
{
    return environmentId + u'/' + clientId;
}

QString word(ClientProfile::Delegation state)
{
    return state == ClientProfile::Delegation::Enabled ? u"enabled"_s : state == ClientProfile::Delegation::NotEnabled ? u"not_enabled"_s : u"not_tried"_s;
}

QString word(ClientProfile::RedirectState state)
{
    return state == ClientProfile::RedirectState::CameBack ? u"came_back"_s : state == ClientProfile::RedirectState::Refused ? u"refused"_s : u"not_tried"_s;
}

QJsonObject toJson(const ClientProfile &profile)
{
    return {
        { u"environment"_s, profile.environmentId },
        { u"name"_s, profile.name },
        { u"client_id"_s, profile.clientId },
        { u"client_secret"_s, profile.secret.revealString() },
        { u"redirect_uris"_s, QJsonArray::fromStringList(profile.redirectUris) },
        { u"delegation"_s, word(profile.delegation) },
        { u"redirect"_s, word(profile.redirect) },
        { u"note"_s, profile.note },
        { u"gives"_s, profile.gives },
        { u"receives"_s, profile.receives },
    };
}

ClientProfile fromJson(const QJsonObject &json)
{
    ClientProfile profile;
    profile.environmentId = json[u"environment"_s].toString();
    profile.name = json[u"name"_s].toString();
    profile.clientId = json[u"client_id"_s].toString();
    profile.secret = Secret::fromString(json[u"client_secret"_s].toString());
    for (const QJsonValue &uri : json[u"redirect_uris"_s].toArray())
        profile.redirectUris << uri.toString();
    for (const auto state : { ClientProfile::Delegation::Enabled, ClientProfile::Delegation::NotEnabled }) {
        if (json[u"delegation"_s].toString() == word(state))
            profile.delegation = state;
    }
    for (const auto state : { ClientProfile::RedirectState::CameBack, ClientProfile::RedirectState::Refused }) {
        if (json[u"redirect"_s].toString() == word(state))
            profile.redirect = state;
    }
    profile.note = json[u"note"_s].toString();
    profile.gives = json[u"gives"_s].toBool(true);
    profile.receives = json[u"receives"_s].toBool(true);
    return profile;
}

bool isRedirectUri(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return false;
    return url.scheme() == u"https" || url.scheme() == u"http";
}

Result<void> check(const ClientProfile &profile)
{
    static const QRegularExpression anyForm(u"^[\\x21-\\x7E]{1,255}\\z"_s);
    const bool custom = profile.environmentId.startsWith(u"custom");
    const bool formed = custom ? anyForm.match(profile.clientId).hasMatch() : orcid::isClientId(profile.clientId);
    if (profile.environmentId.isEmpty() || profile.environmentId.contains(u'/') || !formed)
        return fail(u"client.id"_s, text("“%1” is not a client ID.").arg(profile.clientId.left(60)),
            custom ? text("It has 1 to 255 characters without spaces.") : text("An ORCID client ID is APP- and 16 capital letters or digits; copy it from ORCID's developer tools or its e-mail."));
    if (profile.name.trimmed().isEmpty() || profile.name.size() > 200)
        return fail(u"client.name"_s, text("The client has no name, or one longer than 200 characters."), text("Give it the name researchers see on the consent page."));
    if (profile.redirectUris.isEmpty() && profile.gives)
        return fail(u"client.redirect"_s, text("The client has no redirect URI, so no researcher can sign in for it."), text("Enter one that is registered for it."));
    for (const QString &uri : profile.redirectUris) {
        if (!isRedirectUri(uri))
            return fail(u"client.redirect"_s, text("“%1” cannot be a redirect URI.").arg(uri.left(200)), text("Enter it exactly as registered: http or https, without a fragment."));
    }
    return {};
}

ClientProfile *findIn(QList<ClientProfile> &list, const QString &environmentId, const QString &clientId)
{
    const auto found = std::find_if(list.begin(), list.end(),
        [&](const ClientProfile &profile) { return profile.environmentId == environmentId && profile.clientId == clientId; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

ClientStore::ClientStore(vault::Vault &vault, QObject *parent) : QObject(parent), m_vault(vault)
{
    connect(&m_vault, &vault::Vault::stateChanged, this, &ClientStore::reload);
    reload();
}

void ClientStore::reload()
{
    m_stored.clear();
    if (const auto documents = m_vault.list(kind)) {
        for (const vault::Document &document : *documents) {
            const ClientProfile profile = fromJson(document.content);
            if (document.id == documentId(profile.environmentId, profile.clientId))
                m_stored << profile;
        }
    }
    std::stable_sort(m_stored.begin(), m_stored.end(),
        [](const ClientProfile &a, const ClientProfile &b) { return QString::localeAwareCompare(a.name, b.name) < 0; });
    Q_EMIT changed();
}

QList<ClientProfile> ClientStore::clients(const QString &environmentId) const
{
    QList<ClientProfile> out;
    for (const QList<ClientProfile> *list : { &m_practice, &m_stored }) {
        for (const ClientProfile &profile : *list) {
            if (profile.environmentId == environmentId)
                out << profile;
        }
    }
    return out;
}

ClientProfile ClientStore::find(const QString &environmentId, const QString &clientId) const
{
    for (const ClientProfile &profile : clients(environmentId)) {
        if (profile.clientId == clientId)
            return profile;
    }
    return {};
}

Result<void> ClientStore::save(const ClientProfile &profile)
{
    if (auto good = check(profile); !good)
        return good;
    if (profile.environmentId == practiceId) {
        if (ClientProfile *known = findIn(m_practice, profile.environmentId, profile.clientId))
            *known = profile;
        else
            m_practice << profile;
        Q_EMIT changed();
        return {};
    }
    auto stored = m_vault.put(kind, documentId(profile.environmentId, profile.clientId), toJson(profile));
    if (stored)
        reload();
    return stored;
}

Result<void> ClientStore::remove(const QString &environmentId, const QString &clientId)
{
    if (ClientProfile *practice = findIn(m_practice, environmentId, clientId)) {
        m_practice.removeAt(practice - m_practice.constData());
        Q_EMIT changed();
        return {};
    }
    auto removed = m_vault.remove(kind, documentId(environmentId, clientId));
    if (removed)
        reload();
    return removed;
}

void ClientStore::setPracticeClients(const QList<ClientProfile> &clients)
{
    m_practice = clients;
    for (ClientProfile &profile : m_practice)
        profile.environmentId = practiceId;
    // The registry tells them in its own order; the pages show who gives before who receives.
    std::stable_partition(m_practice.begin(), m_practice.end(), [](const ClientProfile &profile) { return profile.gives; });
    Q_EMIT changed();
}

void ClientStore::noteDelegation(const QString &environmentId, const QString &clientId, ClientProfile::Delegation state)
{
    ClientProfile profile = find(environmentId, clientId);
    if (profile.isNull() || profile.delegation == state)
        return;
    profile.delegation = state;
    note(profile);
}

void ClientStore::noteRedirect(const QString &environmentId, const QString &clientId, ClientProfile::RedirectState state)
{
    ClientProfile profile = find(environmentId, clientId);
    if (profile.isNull() || profile.redirect == state)
        return;
    profile.redirect = state;
    note(profile);
}

// An observation is worth showing even where it cannot be stored.
void ClientStore::note(const ClientProfile &profile)
{
    for (QList<ClientProfile> *list : { &m_practice, &m_stored }) {
        ClientProfile *known = findIn(*list, profile.environmentId, profile.clientId);
        if (!known)
            continue;
        *known = profile;
        if (list == &m_stored && !m_vault.put(kind, documentId(profile.environmentId, profile.clientId), toJson(profile)))
            qWarning("clients: what was seen of a client could not be stored");
        Q_EMIT changed();
        return;
    }
}

} // namespace baton::clients

#include "app/practice/accounts.h"

#include "app/base/random.h"
#include "app/orcid/scopes.h"

namespace baton::practice {

namespace {

QString newCode()
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    QString code;
    while (code.size() < 6) {
        const quint8 byte = quint8(randomBytes(1).at(0));
        if (byte < 248) // 4 × 62: no character is likelier than another
            code += QLatin1Char(alphabet[byte % 62]);
    }
    return code;
}

} // namespace

bool revoke::isHard(const QString &reason)
{
    return reason == byClient || reason == byStaff || reason == recordDeactivated || reason == codeReused;
}

void Accounts::addClient(Client client)
{
    m_clients.append(std::move(client));
}

const Client *Accounts::findClient(const QString &id) const
{
    for (const Client &client : m_clients) {
        if (client.id == id)
            return &client;
    }
    return nullptr;
}

Client *Accounts::editClient(const QString &id)
{
    for (Client &client : m_clients) {
        if (client.id == id)
            return &client;
    }
    return nullptr;
}

const Client *Accounts::authenticate(const QString &id, const QString &secret) const
{
    const Client *client = findClient(id);
    if (!client || client->secret.isEmpty() || !(client->secret == Secret::fromString(secret)))
        return nullptr;
    return client;
}

const TokenRow &Accounts::issue(TokenRow row, qint64 seconds, bool withRefresh)
{
    if (m_serial - m_swept >= 1000)
        sweep();
    row.value = randomUuid().toLatin1();
    row.refresh = withRefresh ? randomUuid().toLatin1() : QByteArray();
    row.issued = nowMs();
    if (row.expires == 0)
        row.expires = row.issued + seconds * 1000;
    restore(std::move(row));
    return m_tokens.back();
}

void Accounts::restore(TokenRow row)
{
    row.serial = ++m_serial;
    m_tokens.push_back(std::move(row));
    TokenRow *stored = &m_tokens.back();
    m_byValue.insert(stored->value, stored);
    if (!stored->refresh.isEmpty())
        m_byRefresh.insert(stored->refresh, stored);
    if (!stored->orcid.isEmpty())
        m_byRecord[stored->orcid].append(stored);
}

QList<AuthCode> Accounts::codes() const
{
    QList<AuthCode> list = m_codes.values();
    std::sort(list.begin(), list.end(), [](const AuthCode &a, const AuthCode &b) { return std::tie(a.expires, a.code) < std::tie(b.expires, b.code); });
    return list;
}

QMap<QString, qint64> Accounts::logins() const
{
    QMap<QString, qint64> sorted;
    for (auto it = m_logins.begin(); it != m_logins.end(); ++it)
        sorted.insert(it.key(), it.value());
    return sorted;
}

void Accounts::take(Accounts &other)
{
    m_clients.swap(other.m_clients);
    m_tokens.swap(other.m_tokens); // swaps the stores, so that the indexes stay right
    m_byValue.swap(other.m_byValue);
    m_byRefresh.swap(other.m_byRefresh);
    m_byRecord.swap(other.m_byRecord);
    m_codes.swap(other.m_codes);
    m_logins.swap(other.m_logins);
    m_serial = m_swept = std::max(m_serial, other.m_serial);
}

const TokenRow *Accounts::findToken(const QByteArray &value) const
{
    return m_byValue.value(value, nullptr);
}

const TokenRow *Accounts::findRefresh(const QByteArray &refresh) const
{
    return m_byRefresh.value(refresh, nullptr);
}

TokenRow *Accounts::row(const QByteArray &value)
{
    return m_byValue.value(value, nullptr);
}

QList<const TokenRow *> Accounts::tokensOfRecord(const QString &orcid) const
{
    const QList<TokenRow *> rows = m_byRecord.value(orcid);
    return { rows.begin(), rows.end() };
}

QList<const TokenRow *> Accounts::tokensOf(const QString &clientId, const QString &orcid) const
{
    QList<const TokenRow *> found;
    for (const TokenRow *row : tokensOfRecord(orcid)) {
        if (row->clientId == clientId)
            found.append(row);
    }
    return found;
}

void Accounts::disable(const QByteArray &value, const QString &reason)
{
    TokenRow *found = row(value);
    if (!found || (found->disabled && !found->byFault))
        return;
    found->disabled = true;
    found->byFault = false;
    found->revokeReason = reason;
}

void Accounts::suspend(const QByteArray &value, const QString &reason)
{
    TokenRow *found = row(value);
    if (!found || found->disabled)
        return;
    disable(value, reason);
    found->byFault = true;
}

void Accounts::resume(const QByteArray &value)
{
    TokenRow *found = row(value);
    if (!found || !found->byFault)
        return;
    found->disabled = found->byFault = false;
    found->revokeReason.clear();
}

void Accounts::sweep()
{
    m_swept = m_serial;
    const qint64 longOver = nowMs() - 24 * 3600 * 1000;
    QHash<std::pair<QString, QString>, int> kept;
    for (auto it = m_tokens.end(); it != m_tokens.begin();) {
        --it; // newest first
        int &count = kept[{ it->clientId, it->orcid }];
        if (it->expires > longOver && ++count <= maxPerGrant)
            continue;
        m_byValue.remove(it->value);
        m_byRefresh.remove(it->refresh);
        m_byRecord[it->orcid].removeOne(&*it);
        it = m_tokens.erase(it);
    }
    m_byRecord.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    m_codes.removeIf([longOver](const auto &entry) { return entry.value().expires <= longOver; });
}

int Accounts::revokeGrant(const QString &orcid, const QString &clientId, const QSet<QString> &scopes)
{
    int count = 0;
    for (const TokenRow *found : tokensOf(clientId, orcid)) {
        if (found->disabled || found->scopeSet() != scopes)
            continue;
        disable(found->value, revoke::byResearcher);
        ++count;
    }
    return count;
}

bool Accounts::hasGrant(const QString &clientId, const QString &orcid, const QSet<QString> &scopes) const
{
    const qint64 now = nowMs();
    for (const TokenRow *found : tokensOf(clientId, orcid)) {
        const bool longLived = found->expires - found->issued > lifetime::delegated * 1000;
        if (!found->disabled && longLived && found->oboClientId.isEmpty() && !found->expiredAt(now) && found->scopeSet() == scopes)
            return true;
    }
    return false;
}

const AuthCode &Accounts::issueCode(AuthCode code)
{
    do {
        code.code = newCode();
    } while (m_codes.contains(code.code));
    code.expires = nowMs() + lifetime::code * 1000;
    return *m_codes.insert(code.code, code);
}

const AuthCode *Accounts::findCode(const QString &code) const
{
    const auto found = m_codes.constFind(code);
    return found == m_codes.constEnd() ? nullptr : &*found;
}

void Accounts::markUsed(const QString &code)
{
    const auto found = m_codes.find(code);
    if (found != m_codes.end())
        found->used = true;
}

void Accounts::disableFromCode(const QString &code)
{
    for (TokenRow &token : m_tokens) {
        if (token.code == code)
            disable(token.value, revoke::codeReused);
    }
}

tl::expected<Caller, HttpResponse> Accounts::resolveCaller(const QByteArray &bearer, const QByteArray &method) const
{
    if (bearer.isEmpty()) {
        return tl::unexpected(HttpResponse::oauthError(403, QStringLiteral("forbidden"),
                                                       QStringLiteral("Full authentication is required to access this resource")));
    }
    const TokenRow *token = findToken(bearer);
    const Client *client = token ? findClient(token->clientId) : nullptr;
    const bool deletable = token && method == "DELETE" && (token->revokeReason.isEmpty() || token->revokeReason == revoke::byResearcher);
    if (!token || !client || token->expiredAt(nowMs()) || (token->disabled && !deletable)) {
        return tl::unexpected(HttpResponse::oauthError(401, QStringLiteral("invalid_token"),
                                                       QStringLiteral("Invalid access token: ") + QString::fromUtf8(bearer)));
    }
    Caller caller;
    caller.clientId = client->id;
    caller.clientName = client->name;
    caller.originClientId = token->oboClientId;
    if (const Client *origin = findClient(token->oboClientId))
        caller.originClientName = origin->name;
    caller.orcid = token->orcid;
    caller.scopes = orcid::expandScopes(token->scopeSet());
    caller.publicClient = !client->member;
    caller.deleteOnly = token->disabled;
    caller.userObo = client->userObo;
    caller.clientLocked = client->state != Client::State::Active;
    return caller;
}

qint64 Accounts::secondsLeft(const TokenRow &row) const
{
    return std::max<qint64>(0, (row.expires - nowMs() - 1) / 1000);
}

} // namespace baton::practice

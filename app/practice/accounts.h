#pragma once

#include "app/base/clock.h"
#include "app/base/secret.h"
#include "app/practice/server/http.h"

#include <QtCore/QHash>
#include <QtCore/QMap>
#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <tl/expected.hpp>

#include <list>

namespace baton::practice {

/// Why a token stopped (orcid.md 2.8); empty = still running, or disabled without a reason.
namespace revoke {
inline const QString byClient = QStringLiteral("CLIENT_REVOKED");
inline const QString byResearcher = QStringLiteral("USER_REVOKED");
inline const QString byStaff = QStringLiteral("STAFF_REVOKED");
inline const QString recordDeactivated = QStringLiteral("RECORD_DEACTIVATED");
inline const QString codeReused = QStringLiteral("AUTH_CODE_REUSED");
/// The four that leave nothing to exchange (orcid.md 4.4 step 4): all but USER_REVOKED.
bool isHard(const QString &reason);
} // namespace revoke

/// Lifetimes in seconds (orcid.md 2.5).
namespace lifetime {
inline constexpr qint64 grant = 631138519, implicit = 600, delegated = 3600, code = 86400, idToken = 86400;
} // namespace lifetime

/// An organisation's registration.
struct Client {
    enum class State { Active, Locked, Deactivated };

    QString id;               ///< APP- and 16 of [0-9A-Z]
    QString name, note;       ///< note: what it is here for
    Secret secret;            ///< null: none was given out (the public client)
    QStringList redirectUris; ///< registered; matched as orcid.md 2.3 says
    QStringList scopes;       ///< it may ask for these
    bool inDemonstration = false; ///< one of the two that the demonstration is played with
    bool member = true;       ///< false: public client, refused by the Member API (401 / 9017)
    bool oboEnabled = false;  ///< holds the token-exchange grant (orcid.md 4.3)
    bool userObo = false;     ///< items it writes carry the researcher as assertion origin (orcid.md 4.8)
    QStringList allowList;    ///< clients that may act for it; empty = everyone
    State state = State::Active;

    // Held against it by the fault board only while a fault is on; never saved.
    bool grantWithheld = false, namesOthers = false;

    bool mayExchange() const { return oboEnabled && !grantWithheld; }
    bool letsActForIt(const QString &other) const { return !namesOthers && (allowList.isEmpty() || allowList.contains(other)); }
};

/// One issued access token. Times are epoch milliseconds of the registry's clock.
struct TokenRow {
    QByteArray value;       ///< UUID
    QByteArray refresh;     ///< UUID; empty for delegated and implicit tokens
    QString clientId;
    QString orcid;          ///< empty: client credentials
    QStringList scopes;     ///< as granted, not expanded, in the order asked for
    qint64 issued = 0, expires = 0;
    bool disabled = false;
    QString revokeReason;   ///< see revoke::
    QString oboClientId;    ///< original client A when this is B's delegated token
    QString code;           ///< authorization code it came from, if any
    bool hidden = false;    ///< the implicit flow's background grant (orcid.md 2.9)
    bool byFault = false;   ///< disabled by the fault board, until the fault is off
    quint64 serial = 0;     ///< rises with every row

    QSet<QString> scopeSet() const { return { scopes.begin(), scopes.end() }; }
    bool holds(const QString &scope) const { return scopes.contains(scope); }
    bool expiredAt(qint64 now) const { return expires <= now; }
};

/// A code waiting to be redeemed (orcid.md 2.2: six base-62 characters, once, 1,440 minutes).
struct AuthCode {
    QString code, clientId, orcid, redirectUri, nonce, challenge, challengeMethod;
    QStringList scopes;
    qint64 expires = 0;  ///< epoch ms
    qint64 authTime = 0; ///< epoch s of the researcher's sign-in
    bool used = false;
};

/// Who makes a Member API call, after the token was checked (orcid.md 6.6 step 1).
struct Caller {
    QString clientId, clientName;             ///< source of what it writes
    QString originClientId, originClientName; ///< delegated token: the original client; else empty
    QString orcid;                            ///< record of the token; empty for client credentials
    QSet<QString> scopes;                     ///< expanded by implication (orcid.md 5)
    bool publicClient = false;
    bool deleteOnly = false;                  ///< the token is disabled; it was let through because the method is DELETE
    bool userObo = false;
    bool clientLocked = false;                ///< locked or deactivated since the token was issued
};

/// The registry's clients, tokens and codes. Lives in the registry's thread; nothing here is thread-safe.
class Accounts {
public:
    explicit Accounts(const Clock &clock) : m_clock(clock) { }

    void addClient(Client client);
    const QList<Client> &clients() const { return m_clients; }
    const Client *findClient(const QString &id) const;
    /// For changing a registration: grant, allow-list, state. Nothing when unknown.
    Client *editClient(const QString &id);
    /// Id and secret fit, compared in constant time. A client without a secret never passes.
    const Client *authenticate(const QString &id, const QString &secret) const;

    /// Fills value, issued and (when wanted) refresh; expires = now + seconds unless row.expires is already set.
    const TokenRow &issue(TokenRow row, qint64 seconds, bool withRefresh);
    const TokenRow *findToken(const QByteArray &value) const;
    const TokenRow *findRefresh(const QByteArray &refresh) const;
    /// All rows of a client for a record, oldest first.
    QList<const TokenRow *> tokensOf(const QString &clientId, const QString &orcid) const;
    /// All rows for a record, oldest first.
    QList<const TokenRow *> tokensOfRecord(const QString &orcid) const;
    /// Disables one row; does nothing when unknown or already disabled.
    void disable(const QByteArray &value, const QString &reason);
    /// The same until resume(), for the fault board. A row that is really disabled meanwhile stays so.
    void suspend(const QByteArray &value, const QString &reason);
    void resume(const QByteArray &value);
    quint64 lastSerial() const { return m_serial; }
    /// Forgets what nobody can ask for any more, so that a registry may run for days: tokens and codes a day after their end,
    /// and per client and record all but the newest `maxPerGrant` tokens. Called by itself now and then.
    void sweep();
    static constexpr int maxPerGrant = 1000;
    qsizetype tokenCount() const { return m_byValue.size(); }
    qsizetype codeCount() const { return m_codes.size(); }
    /// The researcher takes a permission back: every row of that client with the same scope set (orcid.md 2.8).
    int revokeGrant(const QString &orcid, const QString &clientId, const QSet<QString> &scopes);
    /// A live long-lived grant with exactly these scopes: the consent page is skipped then (orcid.md 2.1).
    bool hasGrant(const QString &clientId, const QString &orcid, const QSet<QString> &scopes) const;

    /// Fills code and expires.
    const AuthCode &issueCode(AuthCode code);
    const AuthCode *findCode(const QString &code) const;
    void markUsed(const QString &code);
    /// A code came a second time: everything issued from it ends (AUTH_CODE_REUSED).
    void disableFromCode(const QString &code);

    /// The researcher signed in now; lastLogin() is what auth_time says when nothing newer is known. Epoch seconds, 0 = never.
    void recordLogin(const QString &orcid) { m_logins.insert(orcid, m_clock.secs()); }
    qint64 lastLogin(const QString &orcid) const { return m_logins.value(orcid, 0); }

    // For saving and loading the registry's state.
    const std::list<TokenRow> &tokens() const { return m_tokens; } ///< oldest first
    QList<AuthCode> codes() const;                                  ///< soonest to end first
    QMap<QString, qint64> logins() const;
    void restore(TokenRow row);
    void restore(const AuthCode &code) { m_codes.insert(code.code, code); }
    void restoreLogin(const QString &orcid, qint64 secs) { m_logins.insert(orcid, secs); }
    /// Everything of the other, which may go by another clock.
    void take(Accounts &other);

    /// Checks a bearer token for an API call. Failure is the answer to send: 403 forbidden without a token,
    /// 401 invalid_token for an unknown, ended or disabled one. A disabled token passes for DELETE when its reason is
    /// empty or USER_REVOKED and its time is not over (orcid.md 4.6).
    tl::expected<Caller, HttpResponse> resolveCaller(const QByteArray &bearer, const QByteArray &method) const;

    /// Seconds left as the answers count them: one short right after issue (orcid.md 2.5).
    qint64 secondsLeft(const TokenRow &row) const;
    qint64 nowMs() const { return m_clock.now().toMSecsSinceEpoch(); }
    const Clock &clock() const { return m_clock; }

private:
    TokenRow *row(const QByteArray &value);

    const Clock &m_clock;
    QList<Client> m_clients;
    std::list<TokenRow> m_tokens; ///< never moves its elements, so the indexes can point into it
    quint64 m_serial = 0, m_swept = 0;
    QHash<QByteArray, TokenRow *> m_byValue, m_byRefresh;
    QHash<QString, QList<TokenRow *>> m_byRecord;
    QHash<QString, AuthCode> m_codes;
    QHash<QString, qint64> m_logins;
};

} // namespace baton::practice

#pragma once

#include "app/jose/jwk.h"
#include "app/practice/accounts.h"
#include "app/practice/people.h"

#include <functional>

namespace baton::practice {

/// Makes and checks the registry's id_tokens (orcid.md 3.2, 3.3) with its one signing key.
class IdTokens {
public:
    /// The key must be private RSA with a kid.
    IdTokens(QString issuer, jose::Jwk key, const Clock &clock);

    struct Login {
        QString nonce;       ///< copied in only when not empty
        qint64 authTime = 0; ///< epoch seconds of the researcher's last sign-in; left out when 0
    };
    /// Compact JWS, valid for 24 hours.
    QByteArray make(const Client &client, const Person &person, const QByteArray &accessToken, const Login &login) const;

    /// Why an id_token cannot be exchanged (orcid.md 4.5 rows 8 to 9b).
    enum class Fault { NotSigned, BadSignature, OtherAlgorithm, NoAudience };
    struct Subject {
        QString audience, orcid;
    };
    /// Only signature, first audience and subject count; expiry, issuer and nonce are not looked at (orcid.md 4.3).
    tl::expected<Subject, Fault> read(const QByteArray &compact) const;

    /// From now on another key signs, and only what it signed can be exchanged (orcid.md 4.3).
    void setKey(jose::Jwk key) { m_key = std::move(key); }
    const jose::Jwk &key() const { return m_key; }
    /// Asked before each id_token is made: the flaw it is to have (app/practice/board/flaws.h), empty = none.
    using FlawSource = std::function<QString()>;
    void setFlawSource(FlawSource source) { m_flaw = std::move(source); }

    /// {"keys":[…]} with the public key, members in ORCID's order.
    QByteArray jwks() const;
    const QString &issuer() const { return m_issuer; }

private:
    QString m_issuer;
    jose::Jwk m_key;
    const Clock &m_clock;
    FlawSource m_flaw;
};

} // namespace baton::practice

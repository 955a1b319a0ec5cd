#pragma once

#include "app/base/orcidid.h"
#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/jose/jwk.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonObject>
#include <QtCore/QList>

#include <optional>

namespace baton::claims {

/// One check of an id_token, with what was expected and what was found (S15–S17, S19).
struct Check {
    enum class State { Passed, Failed, Information, NotDone };
    QString id;       ///< "signature", "issuer", "audience", "subject", "nonce", "at_hash", "times", "expiry"
    QString name;     ///< "Signature", "Issuer", "Audience", "Subject checksum", "Nonce", "at_hash", "Issued and signed-in times", "Not expired"
    State state = State::NotDone;
    QString words;    ///< one line: "RS256, key practice-2026-1 from the registry"
    QString expected; ///< plain text, may be empty
    QString found;
};

struct Row {
    QString claim;   ///< "exp"
    QString value;   ///< for reading: local time for times
    QString note;    ///< second line under the value ("24 hours after iat"), may be empty
    QString words;   ///< "When it was issued"
};

/// What an id_token says, taken apart and checked. The token itself stays a Secret.
struct Claims {
    Secret token;
    QJsonObject header, payload;
    QList<Check> checks; ///< fixed order; always all of them
    QList<Row> rows;
    OrcidId sub;         ///< null if the check failed
    QString audience;    ///< first one
    QString issuer;
    QString name;        ///< "given_name family_name" or name; may be empty
    QString kid;
    QDateTime issuedAt, expiresAt; ///< null if absent or out of range
    QDateTime checkedAt;
    bool expired = false; ///< past exp + 5 min; information on import, see Expectations

    bool allPassed() const; ///< no check Failed and none NotDone but those that do not apply (nonce on import)
    int passedCount() const;
    int failedCount() const;
    const Check *check(const QString &id) const;
};

struct Expectations {
    QString issuer;
    QString audience;                    ///< our client id at sign-in; the sender's on import
    std::optional<QByteArray> nonce;     ///< nothing = not checked
    std::optional<Secret> accessToken;   ///< for at_hash; nothing = not checked
    std::optional<QString> orcid;        ///< "orcid" beside the token
    QDateTime now;                       ///< UTC
    bool expiryIsInformation = false;    ///< true on import (S16) and when a kept token is checked again: exp and an old iat fail nothing
};

/// Taking apart only: for a token that cannot be read at all. Errors: claims.unreadable with the reason.
/// The checks never stop at the first failure. Pure and fast.
Result<Claims> verifyIdToken(const Secret &token, const jose::JwkSet &keys, const Expectations &expectations);

} // namespace baton::claims

Q_DECLARE_METATYPE(baton::claims::Claims)

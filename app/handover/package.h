#pragma once

#include "app/base/clock.h"
#include "app/handover/partners.h"
#include "app/jose/jwe.h"
#include "app/jose/jwk.h"
#include "app/orcid/environment.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>

namespace baton::handover {

inline constexpr qsizetype maxPackageBytes = 64 * 1024; ///< S32
inline constexpr qsizetype maxPayloadBytes = 32 * 1024;

/// What goes into a package (docs/package.md). One or several id_tokens.
struct Contents {
    orcid::Environment environment;
    QString issuerClientId;   ///< iss: the original client
    QString senderName;
    QString audienceClientId; ///< aud: the second client; empty with a passphrase
    QList<Secret> idTokens;
    QStringList scopes;       ///< granted, when it is the same for everybody
    QList<QStringList> scopesOf; ///< else one list per id_token, in their order; empty = `scopes` is true for each
    QString purpose;          ///< note to the partner
    QString receiptTo;
    QDateTime useBy;          ///< exp of the package
};

/// A package as sealed: the compact JWE and what to remember of it.
struct Sealed {
    QByteArray compact;
    QString id;               ///< jti
    QString fileName;         ///< made by us from [A-Za-z0-9._-], ends in .baton (S36)
    QString protection;       ///< "Key 4F2A…2F61" or "Passphrase"
    QDateTime sealedAt;
};

/// ES256 inside, ECDH-ES+A256KW or RSA-OAEP-256 outside. Errors: package.too_large, package.key, package.no_token.
Result<Sealed> sealToKey(const Contents &contents, const jose::Jwk &senderKey, const jose::Jwk &recipient, const Clock &clock);
/// PBES2-HS512+A256KW outside. Slow: run it off the GUI thread (sealing is pure, Contents and keys are values).
Result<Sealed> sealWithPassphrase(const Contents &contents, const jose::Jwk &senderKey, const Secret &passphrase, const Clock &clock,
    int iterations = 600'000);

/// What can be known before opening: header only.
struct Envelope {
    jose::JweParts parts;
    QByteArray compact;
    bool needsPassphrase = false;
    QString recipientThumbprint; ///< base64url; empty with a passphrase
};

/// S32 order up to the recipient. `text` may carry white space around. Errors: package.empty, package.too_large,
/// package.not_a_package, package.header, package.unsupported.
Result<Envelope> readEnvelope(const QByteArray &text);
/// Regular file, ≤ 64 KiB, read once (S32). Errors: package.file_missing, package.not_a_file, package.too_large, package.file_read.
Result<QByteArray> readPackageFile(const QString &path);

/// One check of a package, in the order of the Inbox.
struct PackageCheck {
    enum class State { Passed, Failed, Warning, NotDone };
    QString id;    ///< "encrypted", "signed", "fresh", "id_token", "audience", "subject"; "environment" only when it failed
    QString name;  ///< "Encrypted to you", "Signed by Northbridge University", …
    State state = State::NotDone;
    QString words;
};

/// A check by its id, with the name the Inbox shows; `sender` is for "signed".
PackageCheck packageCheck(const QString &id, PackageCheck::State state, const QString &words, const QString &sender = {});

/// What to do about the first check that failed (S32 to S35).
QString nextStep(const QList<PackageCheck> &checks);

/// An opened package: decrypted, inner signature verified against the sender's own key in it, claims read.
struct Opened {
    QString id;               ///< jti
    orcid::Environment::Kind environmentKind = orcid::Environment::Kind::Practice;
    QString environmentId, environmentIssuer;
    QString issuerClientId, senderName, audienceClientId, purpose, receiptTo;
    jose::Jwk senderKey;      ///< public, as in the package
    QStringList scopes;       ///< for everybody; empty when `scopesOf` tells them apart
    QList<QStringList> scopesOf; ///< one list per id_token, or none
    QList<Secret> idTokens;
    QDateTime sealedAt, useBy;
    QString protection;       ///< "Key 4F2A…2F61" or "Passphrase"

    QStringList scopesFor(qsizetype token) const { return scopesOf.isEmpty() ? scopes : scopesOf.value(token); }
};

/// For whom the package is and what keys are here (S34): package.wrong_recipient. `ours` as KeyRing::thumbprints gives them.
Error wrongRecipient(const Envelope &envelope, const QList<QPair<QString, QByteArray>> &ours);

/// Decrypts and reads. Errors: package.wrong_recipient, package.decrypt, package.payload, package.inner, package.signature.
Result<Opened> openWithKey(const Envelope &envelope, const jose::Jwk &privateKey);
Result<Opened> openWithPassphrase(const Envelope &envelope, const Secret &passphrase); ///< slow: off the GUI thread

/// The checks on the package itself: environment, audience (ours), use-by, known sender. The id_token's are claims'.
/// `partner`: who we know under that client id, if anybody. Another environment fails a check of its own (mixing, S33);
/// `openedBefore`: Inbox::knows() its id_tokens (S34).
struct Acceptance {
    QList<PackageCheck> checks;
    bool senderConfirmed = false;
    bool acceptable() const; ///< nothing Failed
};
Acceptance judge(const Opened &opened, const orcid::Environment &environment, const QStringList &ourClientIds,
    const std::optional<Partner> &partner, const Clock &clock, bool openedBefore = false);

} // namespace baton::handover

#pragma once

#include "app/base/base64url.h"
#include "app/base/secret.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QString>

/// PKCE (RFC 7636). ORCID ignores it; the practice registry holds a client to it once a challenge was sent.
namespace baton::practice::pkce {

inline bool isChallenge(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[A-Za-z0-9._~-]{43,128}\\z"));
    return form.match(text).hasMatch();
}

/// True without challenge and verifier; a verifier nobody announced does not fit either.
inline bool fits(const QString &challenge, const QString &method, const QString &verifier)
{
    if (challenge.isEmpty() || verifier.isEmpty())
        return challenge.isEmpty() && verifier.isEmpty();
    const QByteArray expected = method == u"S256"
        ? toBase64Url(QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256))
        : verifier.toLatin1();
    return isChallenge(verifier) && constantTimeEqual(expected, challenge.toLatin1());
}

} // namespace baton::practice::pkce

#include "app/practice/oauth/sessions.h"

#include "app/base/base64url.h"
#include "app/base/random.h"
#include "app/base/secret.h"

#include <QtCore/QMessageAuthenticationCode>

namespace baton::practice {

namespace {

constexpr auto cookieName = "baton_practice";
constexpr qsizetype idLength = 43; // 32 bytes in base64url
constexpr qsizetype maxSessions = 500;

QByteArray cookie(const HttpRequest &request)
{
    for (const QByteArray &part : request.header("cookie").split(';')) {
        const QByteArray pair = part.trimmed();
        const QByteArray prefix = QByteArray(cookieName) + '=';
        if (pair.startsWith(prefix))
            return pair.mid(prefix.size());
    }
    return {};
}

} // namespace

Sessions::Sessions(const Clock &clock, bool secureCookie) : m_clock(clock), m_secure(secureCookie), m_key(randomBytes(32)) { }

Session Sessions::of(const HttpRequest &request) const
{
    Session session;
    session.id = cookie(request);
    if (session.id.size() != idLength || !fromBase64Url(session.id)) {
        session.id = randomToken(32);
        session.fresh = true;
        return session;
    }
    const auto known = m_signedIn.constFind(session.id);
    if (known != m_signedIn.constEnd()) {
        session.orcid = known->orcid;
        session.authTime = known->authTime;
    }
    return session;
}

Session Sessions::signIn(const Session &before, const QString &orcid)
{
    m_signedIn.remove(before.id);
    if (m_signedIn.size() >= maxSessions) {
        const auto oldest = std::min_element(m_signedIn.begin(), m_signedIn.end(),
                                             [](const SignedIn &a, const SignedIn &b) { return a.order < b.order; });
        m_signedIn.erase(oldest);
    }
    Session session { randomToken(32), true, orcid, m_clock.secs() };
    m_signedIn.insert(session.id, { orcid, session.authTime, ++m_order });
    return session;
}

void Sessions::signOut(const Session &session)
{
    m_signedIn.remove(session.id);
}

void Sessions::sweep()
{
    const qint64 longAgo = m_clock.secs() - 7 * 24 * 3600;
    m_signedIn.removeIf([longAgo](const auto &entry) { return entry.value().authTime < longAgo; });
}

void Sessions::remember(const Session &session, HttpResponse &response) const
{
    if (!session.fresh)
        return;
    response.with("Set-Cookie", QByteArray(cookieName) + '=' + session.id + "; Path=/; HttpOnly; SameSite=Lax"
                      + (m_secure ? "; Secure" : ""));
}

QByteArray Sessions::formToken(const Session &session, const QByteArray &purpose) const
{
    return toBase64Url(QMessageAuthenticationCode::hash(session.id + '|' + purpose, m_key, QCryptographicHash::Sha256));
}

bool Sessions::checkForm(const Session &session, const QByteArray &purpose, const QByteArray &token) const
{
    return !session.fresh && constantTimeEqual(token, formToken(session, purpose));
}

} // namespace baton::practice

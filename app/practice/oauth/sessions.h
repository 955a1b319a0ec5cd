#pragma once

#include "app/base/clock.h"
#include "app/practice/server/http.h"

#include <QtCore/QHash>

namespace baton::practice {

/// One browser, known by its cookie; signed in when orcid is filled.
struct Session {
    QByteArray id;
    bool fresh = false;  ///< made just now: the answer must set the cookie
    QString orcid;
    qint64 authTime = 0; ///< epoch seconds of the sign-in
};

/// Browser sessions of the registry's pages, and the tokens that tie a form to the browser it was shown in.
class Sessions {
public:
    Sessions(const Clock &clock, bool secureCookie);

    /// The browser's session, or a new anonymous one.
    Session of(const HttpRequest &request) const;
    /// Signs in under a new id (session fixation), and gives it.
    Session signIn(const Session &before, const QString &orcid);
    void signOut(const Session &session);
    void signOutAll() { m_signedIn.clear(); }
    /// Forgets sign-ins older than a week.
    void sweep();
    qsizetype count() const { return m_signedIn.size(); }
    /// Adds Set-Cookie: HttpOnly, SameSite=Lax (the sign-in link arrives from another page).
    void remember(const Session &session, HttpResponse &response) const;

    /// Proof that a form was shown to this browser for this purpose.
    QByteArray formToken(const Session &session, const QByteArray &purpose) const;
    bool checkForm(const Session &session, const QByteArray &purpose, const QByteArray &token) const;

private:
    struct SignedIn {
        QString orcid;
        qint64 authTime = 0; ///< epoch seconds
        quint64 order = 0;
    };
    const Clock &m_clock;
    bool m_secure;
    QByteArray m_key;
    QHash<QByteArray, SignedIn> m_signedIn;
    quint64 m_order = 0;
};

} // namespace baton::practice

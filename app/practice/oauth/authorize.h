#pragma once

#include "app/practice/oauth/authorizerequest.h"
#include "app/practice/oauth/idtokens.h"
#include "app/practice/pages/pages.h"
#include "app/practice/people.h"
#include "app/practice/oauth/sessions.h"

namespace baton::practice {

/// /oauth/authorize: GET shows the sign-in and consent page or answers at once, POST takes the decision.
/// The form's fields: "csrf", "request" (the query of the GET, as sent), "researcher" (bare iD), "decision" (authorize | deny).
class Authorize {
public:
    Authorize(Accounts &accounts, Sessions &sessions, const IdTokens &idTokens, People people, const Pages &pages,
              std::function<QList<Person>()> researchers, std::function<QString(const QString &email)> ownerOf);

    HttpResponse show(const HttpRequest &request);
    HttpResponse decide(const HttpRequest &request);

private:
    HttpResponse refuse(const AuthorizeProblem &problem, const Session &session) const;
    HttpResponse consent(const AuthorizeRequest &request, const Session &session, const QByteArray &rawRequest, bool signInAgain,
                         const QString &hint) const;
    /// The permission is given: a code, or the implicit flow's tokens.
    HttpResponse approve(const AuthorizeRequest &request, const Person &person, qint64 authTime, int status);
    QString implicitAnswer(const AuthorizeRequest &request, const Person &person, qint64 authTime);
    bool mustSignIn(const AuthorizeRequest &request, const Session &session) const;
    HttpResponse backWith(const AuthorizeRequest &request, const QString &error, const QString &description, int status = 302) const;

    Accounts &m_accounts;
    Sessions &m_sessions;
    const IdTokens &m_idTokens;
    People m_people;
    const Pages &m_pages;
    QString preselected(const AuthorizeRequest &request) const;

    std::function<QList<Person>()> m_researchers;
    std::function<QString(const QString &email)> m_ownerOf; ///< bare iD; empty = nobody has it
};

} // namespace baton::practice

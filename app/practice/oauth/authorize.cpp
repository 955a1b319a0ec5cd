#include "app/practice/oauth/authorize.h"

#include "app/practice/oauth/redirecturi.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>

namespace baton::practice {

namespace {

QString S(const char *text)
{
    return QString::fromLatin1(text);
}

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticePages", text);
}

HttpResponse redirect(const QString &location, int status)
{
    HttpResponse response { status, {}, {} };
    return response.with("Location", location.toUtf8()).with("Cache-Control", "no-store");
}

/// A form answers for exactly the request it was shown for.
QByteArray purposeOf(const QByteArray &rawRequest)
{
    return "authorize|" + QCryptographicHash::hash(rawRequest, QCryptographicHash::Sha256).toHex();
}

QList<std::pair<QString, QString>> withState(QList<std::pair<QString, QString>> pairs, const QString &state, bool hasState)
{
    if (hasState)
        pairs.append({ S("state"), state });
    return pairs;
}

} // namespace

Authorize::Authorize(Accounts &accounts, Sessions &sessions, const IdTokens &idTokens, People people, const Pages &pages,
                     std::function<QList<Person>()> researchers, std::function<QString(const QString &email)> ownerOf)
    : m_accounts(accounts), m_sessions(sessions), m_idTokens(idTokens), m_people(std::move(people)), m_pages(pages),
      m_researchers(std::move(researchers)), m_ownerOf(std::move(ownerOf))
{
}

bool Authorize::mustSignIn(const AuthorizeRequest &request, const Session &session) const
{
    if (session.orcid.isEmpty() || request.promptLogin || !m_people(session.orcid))
        return true;
    return request.maxAge && m_accounts.clock().secs() - session.authTime >= *request.maxAge;
}

HttpResponse Authorize::show(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    const auto form = Form::fromQuery(request.query);
    if (!form)
        return m_pages.problem(400, session, S("invalid_request"), tr("The link names a parameter twice or is broken."));
    const auto asked = readAuthorizeRequest(m_accounts, *form);
    if (!asked)
        return refuse(asked.error(), session);
    const bool signIn = mustSignIn(*asked, session);
    const bool granted = !signIn && !asked->promptConfirm && m_accounts.hasGrant(asked->clientId, session.orcid, asked->scopeSet());
    if (granted) {
        const Person person = *m_people(session.orcid);
        if (person.state == Person::State::Active)
            return approve(*asked, person, session.authTime, 302);
    }
    if (asked->promptNone)
        return backWith(*asked, signIn ? S("login_required") : S("interaction_required"),
                        signIn ? S("The researcher is not signed in") : S("The researcher has to decide"));
    return consent(*asked, session, request.query.query(QUrl::FullyEncoded).toUtf8(), signIn, {});
}

HttpResponse Authorize::refuse(const AuthorizeProblem &problem, const Session &session) const
{
    const bool send = problem.tell == AuthorizeProblem::Tell::Redirect
        || (problem.tell == AuthorizeProblem::Tell::RedirectWhenSignedIn && !session.orcid.isEmpty());
    if (!send)
        return m_pages.problem(400, session, problem.error, problem.description);
    return redirect(withQuery(problem.redirectUri, withState({ { S("error"), problem.error }, { S("error_description"), problem.description } },
                                                             problem.state, problem.hasState)),
                    302);
}

HttpResponse Authorize::consent(const AuthorizeRequest &request, const Session &session, const QByteArray &rawRequest, bool signInAgain,
                                const QString &hint) const
{
    ConsentPage page;
    page.client = *m_accounts.findClient(request.clientId);
    page.redirectUri = request.redirectUri;
    page.scopes = request.scopes;
    page.researchers = m_researchers();
    page.rawRequest = QString::fromUtf8(rawRequest);
    page.csrf = m_sessions.formToken(session, purposeOf(rawRequest));
    page.selected = signInAgain ? preselected(request) : session.orcid;
    page.signInAgain = signInAgain && !session.orcid.isEmpty();
    page.hint = hint;
    HttpResponse response = m_pages.consent(session, page);
    m_sessions.remember(session, response);
    return response;
}

/// A known iD or a registered address prefills (orcid.md 2.1).
QString Authorize::preselected(const AuthorizeRequest &request) const
{
    const bool known = !request.hint.isEmpty() && m_people(request.hint).has_value();
    return known || request.email.isEmpty() ? request.hint : m_ownerOf(request.email);
}

HttpResponse Authorize::decide(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    const QByteArray raw = form ? form->value(S("request")).toUtf8() : QByteArray();
    if (!form || !m_sessions.checkForm(session, purposeOf(raw), form->value(S("csrf")).toLatin1())) {
        return m_pages.problem(403, session, S("access_denied"),
                               tr("This form was not shown in this browser, or its cookie is gone. Go back to the program and open the link again."));
    }
    const auto query = Form::fromBody(raw);
    const auto asked = query ? readAuthorizeRequest(m_accounts, *query) : tl::unexpected(AuthorizeProblem {});
    if (!asked)
        return refuse(asked.error(), session);
    if (form->value(S("decision")) == u"deny")
        return backWith(*asked, S("access_denied"), S("User denied access"), 303);
    const auto person = m_people(form->value(S("researcher")));
    const bool signIn = mustSignIn(*asked, session);
    if (form->value(S("decision")) != u"authorize" || !person)
        return consent(*asked, session, raw, signIn, tr("Choose who you are first."));
    if (person->state != Person::State::Active)
        return m_pages.problem(403, session, S("access_denied"),
                               stateSentence(person->state));
    Session current = session;
    if (signIn || session.orcid != person->orcid) {
        current = m_sessions.signIn(session, person->orcid);
        m_accounts.recordLogin(person->orcid);
    }
    HttpResponse response = approve(*asked, *person, current.authTime, 303);
    m_sessions.remember(current, response);
    return response;
}

HttpResponse Authorize::approve(const AuthorizeRequest &request, const Person &person, qint64 authTime, int status)
{
    if (request.implicit)
        return redirect(implicitAnswer(request, person, authTime), status);
    AuthCode code;
    code.clientId = request.clientId;
    code.orcid = person.orcid;
    code.redirectUri = request.redirectUri;
    code.nonce = request.nonce;
    code.challenge = request.challenge;
    code.challengeMethod = request.challengeMethod;
    code.scopes = request.scopes;
    code.authTime = authTime;
    const QString text = m_accounts.issueCode(code).code;
    return redirect(withQuery(request.redirectUri, withState({ { S("code"), text } }, request.state, request.hasState)), status);
}

QString Authorize::implicitAnswer(const AuthorizeRequest &request, const Person &person, qint64 authTime)
{
    TokenRow shown;
    shown.clientId = request.clientId;
    shown.orcid = person.orcid;
    for (const QString &scope : request.scopes) {
        if (scope == u"openid" || scope == u"/authenticate")
            shown.scopes.append(scope);
    }
    if (shown.scopes.size() < request.scopes.size()) { // orcid.md 2.9: the wider grant stays in the background
        TokenRow background = shown;
        background.scopes = request.scopes;
        background.hidden = true;
        m_accounts.issue(background, lifetime::grant, false);
    }
    shown.scopes.append(S("/read-public"));
    const TokenRow &issued = m_accounts.issue(shown, lifetime::implicit, false);
    QList<std::pair<QString, QString>> pairs { { S("access_token"), QString::fromLatin1(issued.value) },
                                               { S("token_type"), S("bearer") },
                                               { S("expires_in"), QString::number(m_accounts.secondsLeft(issued)) },
                                               { S("tokenVersion"), S("1") },
                                               { S("persistent"), S("false") } };
    if (request.wantsIdToken) {
        const Client *client = m_accounts.findClient(request.clientId);
        pairs.append({ S("id_token"), QString::fromLatin1(m_idTokens.make(*client, person, issued.value, { request.nonce, authTime })) });
    }
    return withFragment(request.redirectUri, withState(pairs, request.state, request.hasState));
}

HttpResponse Authorize::backWith(const AuthorizeRequest &request, const QString &error, const QString &description, int status) const
{
    QList<std::pair<QString, QString>> pairs { { S("error"), error }, { S("error_description"), description } };
    return redirect(withQuery(request.redirectUri, withState(pairs, request.state, request.hasState)), status);
}

} // namespace baton::practice

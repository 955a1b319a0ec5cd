#include "app/signin/signinerrors.h"

#include "app/base/text.h"
#include "app/signin/words.h"


namespace baton::signin::errors {

namespace {

Error made(const char *code, const QString &what, const QString &next)
{
    return { QString::fromLatin1(code), what, next, 0, 0, {} };
}

struct Reason {
    const char *error;
    const char *what;
    const char *next;
};

// orcid.md 2.2, RFC 6749 4.1.2.1, OIDC Core 3.1.2.6
constexpr Reason reasons[] = {
    { "invalid_scope", QT_TRANSLATE_NOOP("SignIn", "The registry does not let %1 ask for one of these scopes."),
        QT_TRANSLATE_NOOP("SignIn", "Choose fewer scopes, or ask the registry to enable the scope for this client.") },
    { "client_locked", QT_TRANSLATE_NOOP("SignIn", "The registry has locked the client %1."),
        QT_TRANSLATE_NOOP("SignIn", "Ask the registry's support why; until then nobody can sign in for this client.") },
    { "client_deactivated", QT_TRANSLATE_NOOP("SignIn", "The client %1 is deactivated at the registry."),
        QT_TRANSLATE_NOOP("SignIn", "Use another client, or ask the registry's support to activate it again.") },
    { "login_required", QT_TRANSLATE_NOOP("SignIn", "No researcher is signed in at the registry, and the request forbade to ask."),
        QT_TRANSLATE_NOOP("SignIn", "Start a new sign-in that may show the sign-in page.") },
    { "interaction_required", QT_TRANSLATE_NOOP("SignIn", "The researcher has not allowed this yet, and the request forbade to ask."),
        QT_TRANSLATE_NOOP("SignIn", "Start a new sign-in that may show the consent page.") },
    { "consent_required", QT_TRANSLATE_NOOP("SignIn", "The researcher has not allowed this yet, and the request forbade to ask."),
        QT_TRANSLATE_NOOP("SignIn", "Start a new sign-in that may show the consent page.") },
    { "temporarily_unavailable", QT_TRANSLATE_NOOP("SignIn", "The registry cannot sign anybody in at the moment."),
        QT_TRANSLATE_NOOP("SignIn", "Try again in a few minutes.") },
    { "server_error", QT_TRANSLATE_NOOP("SignIn", "The registry failed during the sign-in."),
        QT_TRANSLATE_NOOP("SignIn", "Try again in a few minutes.") },
    { "", QT_TRANSLATE_NOOP("SignIn", "The registry refused the sign-in for %1."),
        QT_TRANSLATE_NOOP("SignIn", "Check the client's id, scopes and redirect URI at the registry.") },
};

Error refused(const CallbackAnswer &answer, const QString &clientName)
{
    const Reason *reason = reasons;
    while (*reason->error != '\0' && answer.error != QLatin1String(reason->error))
        ++reason;
    QString what = Words::tr(reason->what).replace(QLatin1String("%1"), clientName);
    what += u' ' + Words::tr("It answered: %1 %2").arg(plain(answer.error.left(80)), plain(answer.description.left(300))).trimmed();
    return made("signin.refused", what, Words::tr(reason->next));
}

QString minutes(std::chrono::seconds time)
{
    return time.count() % 60 == 0 ? Words::tr("%n minute(s)", nullptr, int(time.count() / 60))
                                  : Words::tr("%n second(s)", nullptr, int(time.count()));
}

} // namespace

Error noOpenid()
{
    return made("signin.scopes", Words::tr("The scope openid is missing. Without it there is no id_token."), Words::tr("Choose openid as well."));
}

Error redirectUri(const QString &uri)
{
    return made("signin.redirect_uri", Words::tr("“%1” cannot be used as a redirect URI.").arg(plain(uri.left(200))),
        Words::tr("Enter the client's registered redirect URI under Clients and partners: a whole http or https address without a fragment."));
}

Error answer(const CallbackAnswer &answer, const QString &clientName)
{
    Error error;
    switch (answer.kind) {
    case CallbackAnswer::Kind::Denied:
        error = made("signin.denied", Words::tr("The researcher said no. Nothing was received."),
            Words::tr("Talk to the researcher about the scopes, then start a new sign-in."));
        break;
    case CallbackAnswer::Kind::Refused:
        error = refused(answer, clientName);
        break;
    case CallbackAnswer::Kind::WrongIssuer:
        error = made("signin.issuer_mismatch", Words::tr("The answer came in the name of another registry, so its code was not used."),
            Words::tr("Start a new sign-in. If it happens again, something between the browser and the registry changes answers."));
        break;
    case CallbackAnswer::Kind::Malformed:
    case CallbackAnswer::Kind::Code:
        error = made("signin.refused", Words::tr("The registry's answer has no usable code and no usable error, or both at once."),
            Words::tr("Start a new sign-in. If it happens again, tell those who run the registry."));
        break;
    }
    if (!answer.error.isEmpty())
        error.details = { { QStringLiteral("error"), answer.error }, { QStringLiteral("error_description"), answer.description } };
    return error;
}

Error timedOut(std::chrono::seconds after, int strays)
{
    QString what = Words::tr("No answer came back within %1. Nothing was received.").arg(minutes(after));
    if (strays > 0)
        what += u' ' + Words::tr("%n request(s) that did not belong to this sign-in came and were refused.", nullptr, strays);
    Error error = made("signin.timeout", what,
        Words::tr("Start a new sign-in. If the browser shows an error page, the redirect URI is probably not registered for this client."));
    error.details.insert(QStringLiteral("strays"), strays);
    return error;
}

Error cancelled(bool codeSent)
{
    return made("signin.cancelled", Words::tr("The sign-in was cancelled."),
        codeSent ? Words::tr("The code was sent already, so the registry may have made tokens that nobody keeps. The researcher sees the permission under Trusted parties.")
                 : QString());
}

Error pasteNotWaiting()
{
    return made("signin.paste_not_waiting", Words::tr("No sign-in is waiting for an address."), Words::tr("Start a new sign-in, then paste the address it leads to."));
}

Error pasteEmpty()
{
    return made("signin.paste_empty", Words::tr("Nothing was pasted."), Words::tr("Copy the whole address from the browser's address bar."));
}

Error pasteNoAddress()
{
    return made("signin.paste_no_address", Words::tr("This is not a web address."), Words::tr("Copy the whole address from the browser's address bar, beginning with http."));
}

Error pasteElsewhere(const QUrl &wanted)
{
    return made("signin.paste_elsewhere", Words::tr("This address is not the one the registry sends the browser to."),
        Words::tr("After the researcher decided, the address bar begins with %1").arg(wanted.toDisplayString(QUrl::RemoveQuery)));
}

Error pasteRefused(const Error &callbackError)
{
    if (callbackError.code == QLatin1String("callback.state_mismatch"))
        return made("signin.state_mismatch", Words::tr("This address belongs to another sign-in: its state is not the one Baton sent. It was refused."),
            Words::tr("Use the address that the link of this sign-in led to. This sign-in is still waiting."));
    if (callbackError.code == QLatin1String("callback.state_missing"))
        return made("signin.paste_incomplete", Words::tr("The address carries no answer: state and code are missing."),
            Words::tr("Copy the whole address, with everything after the question mark, once the researcher has decided."));
    return made("signin.paste_broken", callbackError.what, Words::tr("Copy the address from the browser again, without changing it."));
}

} // namespace baton::signin::errors

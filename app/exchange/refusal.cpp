#include "app/exchange/refusal.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/exchange/words.h"

#include <QtCore/QList>

namespace baton::exchange {

namespace {

/// One way to be refused. Descriptions are compared without case; a row without one needs its error word to fit.
struct Row {
    int status;       ///< 0 = any
    const char *error; ///< empty = any
    const char *part;  ///< of error_description; empty = any
    const char *code;
    const char *what;  ///< %1 the calling client, %2 the environment
    const char *next;
};

// Descriptions first, for they are exact; then what can be told from the error word alone.
constexpr Row rows[] = {
    // row 7; `unsupported_grant_type` and `unauthorized_client` are what other servers say for the same thing
    { 0, "", "token-exchange enabled", "exchange.not_enabled", QT_TRANSLATE_NOOP("Exchange", "The client %1 is not enabled for token exchange at %2."), "" },
    { 0, "", "unsupported grant type", "exchange.not_enabled", QT_TRANSLATE_NOOP("Exchange", "%2 does not offer token exchange to the client %1."), "" },
    // row 2: our own mistake, or a proxy that drops the form
    { 0, "", "grant_type is missing", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry did not receive the form that was sent."),
        QT_TRANSLATE_NOOP("Exchange", "Something between Baton and the registry drops request bodies. Look at the request in Traffic.") },
    // row 1
    { 0, "", "bad client credentials", "exchange.bad_client", QT_TRANSLATE_NOOP("Exchange", "The registry does not accept the id and secret of the client %1."),
        QT_TRANSLATE_NOOP("Exchange", "Enter the client secret again under Clients and partners.") },
    { 0, "", "no client credentials presented", "exchange.bad_client", QT_TRANSLATE_NOOP("Exchange", "The registry received no id and secret of the client %1."),
        QT_TRANSLATE_NOOP("Exchange", "Enter the client secret under Clients and partners.") },
    { 0, "", "client_secret is", "exchange.bad_client", QT_TRANSLATE_NOOP("Exchange", "The registry received no usable secret of the client %1."),
        QT_TRANSLATE_NOOP("Exchange", "Enter the client secret under Clients and partners.") },
    { 0, "", "client_id is", "exchange.bad_client", QT_TRANSLATE_NOOP("Exchange", "The registry received no usable id of the client %1."),
        QT_TRANSLATE_NOOP("Exchange", "Check the client id under Clients and partners.") },
    // row 3
    { 0, "", "one of the provided scopes is not allowed", "exchange.scope_unavailable", QT_TRANSLATE_NOOP("Exchange", "The registry does not know one of the scopes that were asked for, or keeps it for itself."),
        QT_TRANSLATE_NOOP("Exchange", "Ask for other scopes, or for all the researcher allowed.") },
    // rows 6 and 13
    { 0, "", "client is locked", "exchange.client_disabled", QT_TRANSLATE_NOOP("Exchange", "The registry has locked a client: either %1 or the one that gave the id_token."),
        QT_TRANSLATE_NOOP("Exchange", "Nothing can be exchanged until ORCID unlocks it. Ask the registry's support, and tell the partner.") },
    { 0, "", "is deactivated", "exchange.client_disabled", QT_TRANSLATE_NOOP("Exchange", "A client is deactivated at the registry: either %1 or the one that gave the id_token."),
        QT_TRANSLATE_NOOP("Exchange", "Nothing can be exchanged until it is active again. Ask the registry's support, and tell the partner.") },
    // rows 8 and 9
    { 0, "", "cannot parse the id_token", "exchange.bad_token", QT_TRANSLATE_NOOP("Exchange", "The registry cannot read the id_token."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner for a new package; this one holds no whole id_token.") },
    { 0, "", "invalid id token signature", "exchange.bad_token", QT_TRANSLATE_NOOP("Exchange", "The registry does not recognise the signature of the id_token as its own."),
        QT_TRANSLATE_NOOP("Exchange", "It comes from another environment, was changed, or was signed with a key the registry has replaced. Ask the partner for a new sign-in and package.") },
    // row 10
    { 0, "", "cannot act on behalf of client", "exchange.not_allowed", QT_TRANSLATE_NOOP("Exchange", "The original client keeps a list of clients that may act for it, and %1 is not on it."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner to have this client added to its list at the registry.") },
    // row 11
    { 0, "", "exchange own id_token", "exchange.own_token", QT_TRANSLATE_NOOP("Exchange", "%1 asked for this id_token itself, and a client cannot act on behalf of itself."),
        QT_TRANSLATE_NOOP("Exchange", "Exchange it as another client, or use the access token of the sign-in.") },
    // rows 14, 15 and 16
    { 0, "", "no active tokens with valid scopes", "exchange.revoked", QT_TRANSLATE_NOOP("Exchange", "The permission behind this id_token has been withdrawn: the researcher's record has no live permission for the original client."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner whether the client, ORCID or the researcher withdrew it. Only a new sign-in by the researcher brings it back.") },
    { 0, "", "not associated with a valid scope", "exchange.no_scope", QT_TRANSLATE_NOOP("Exchange", "The original client holds no permission on this record any more: it was withdrawn or has run out."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner to have the researcher sign in again.") },
    { 0, "", "are not available from this id_token", "exchange.scope_unavailable", QT_TRANSLATE_NOOP("Exchange", "The researcher did not give the original client the scopes that were asked for."),
        QT_TRANSLATE_NOOP("Exchange", "Ask for fewer scopes, or for all the researcher allowed.") },
    // rows 17, 18 and 19
    { 0, "", "does not exist or is disabled", "exchange.token_unknown", QT_TRANSLATE_NOOP("Exchange", "The registry does not know this access token, or it was withdrawn."),
        QT_TRANSLATE_NOOP("Exchange", "Check that it was copied whole and belongs to %2. Otherwise the researcher has to sign in again.") },
    { 0, "", "only exchange their own access_tokens", "exchange.other_client", QT_TRANSLATE_NOOP("Exchange", "This access token belongs to another client than %1."),
        QT_TRANSLATE_NOOP("Exchange", "Choose the client that received the access token.") },
    { 0, "", "access_token has expired", "exchange.token_expired", QT_TRANSLATE_NOOP("Exchange", "The access token has expired."),
        QT_TRANSLATE_NOOP("Exchange", "Let the researcher sign in again.") },
    // rows 4 and 5, and row 4 as the front of the registry words it while forwarding
    { 0, "", "missing ietf token exchange request parameter", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry found a part of the request empty."),
        QT_TRANSLATE_NOOP("Exchange", "Check that the token was pasted whole.") },
    { 0, "", "subject_token", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry missed the token in the request."),
        QT_TRANSLATE_NOOP("Exchange", "Check that the token was pasted whole.") },
    { 0, "", "token exchange token type", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry does not exchange tokens of these kinds."),
        QT_TRANSLATE_NOOP("Exchange", "Look at the request in Traffic; the registry may have changed its rules.") },
    // row 12
    { 500, "", "client not found", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry does not know the original client named in the id_token."),
        QT_TRANSLATE_NOOP("Exchange", "Check that the package belongs to %2.") },
    // error words alone
    { 0, "unsupported_grant_type", "", "exchange.not_enabled", QT_TRANSLATE_NOOP("Exchange", "%2 does not offer token exchange to the client %1."), "" },
    { 0, "unauthorized_client", "", "exchange.not_enabled", QT_TRANSLATE_NOOP("Exchange", "%2 does not let the client %1 exchange tokens."), "" },
    { 0, "invalid_client", "", "exchange.bad_client", QT_TRANSLATE_NOOP("Exchange", "The registry does not accept the id and secret of the client %1."),
        QT_TRANSLATE_NOOP("Exchange", "Enter the client secret again under Clients and partners.") },
    { 401, "invalid_scope", "", "exchange.no_scope", QT_TRANSLATE_NOOP("Exchange", "The original client holds no permission on this record that could be used."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner to have the researcher sign in again, or ask for other scopes.") },
    { 0, "invalid_scope", "", "exchange.scope_unavailable", QT_TRANSLATE_NOOP("Exchange", "The scopes that were asked for are not available."),
        QT_TRANSLATE_NOOP("Exchange", "Ask for fewer scopes, or for all the researcher allowed.") },
    { 0, "invalid_grant", "", "exchange.bad_token", QT_TRANSLATE_NOOP("Exchange", "The registry does not accept the token."),
        QT_TRANSLATE_NOOP("Exchange", "Ask the partner for a new sign-in and package.") },
    // row 9b and everything else that broke there
    { 0, "server_error", "", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry failed over this exchange. ORCID answers so when the id_token is of another kind or its client is unknown."),
        QT_TRANSLATE_NOOP("Exchange", "Check that the package belongs to %2, then try again later.") },
    { 429, "", "", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry says there were too many requests."),
        QT_TRANSLATE_NOOP("Exchange", "Wait a minute, then try again.") },
    { 503, "", "", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry is not available at the moment."),
        QT_TRANSLATE_NOOP("Exchange", "Try again in a few minutes.") },
    { 401, "invalid_request", "", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry missed something in the request."),
        QT_TRANSLATE_NOOP("Exchange", "Check the client's secret under Clients and partners, and the request in Traffic.") },
};

constexpr Row otherwise { 0, "", "", "exchange.refused", QT_TRANSLATE_NOOP("Exchange", "The registry refused the exchange."),
    QT_TRANSLATE_NOOP("Exchange", "Look at the answer in Traffic.") };

const Row &rowFor(int status, const QString &error, const QString &description)
{
    for (const Row &row : rows) {
        if ((row.status == 0 || row.status == status) && (*row.error == '\0' || error == QLatin1String(row.error))
            && description.contains(QLatin1String(row.part), Qt::CaseInsensitive))
            return row;
    }
    return otherwise;
}

QString filled(const char *text, const RefusalContext &context)
{
    const QString name = context.callerName.isEmpty() ? context.callerId : context.callerName;
    return Words::tr(text).replace(QLatin1String("%1"), name).replace(QLatin1String("%2"), context.environmentName);
}

} // namespace

// "Not enabled" is an outcome to be explained, no accident: ORCID no longer opens delegation to new clients (orcid.md 4.10).
QString whatToAsk(const RefusalContext &context)
{
    if (context.orcid)
        return Words::tr("ORCID says publicly since March 2021 that token delegation is no longer available; clients that had it before keep it. "
                         "Ask ORCID's member support whether the grant type urn:ietf:params:oauth:grant-type:token-exchange can be enabled for "
                         "client %1. Nothing was used up: the package stays good, and the practice registry shows the whole way.")
            .arg(context.callerId);
    return Words::tr("Ask those who run %1 to enable the grant type urn:ietf:params:oauth:grant-type:token-exchange for client %2, or exchange as a "
                     "client that has it. Nothing was used up: the package stays good.")
        .arg(context.environmentName, context.callerId);
}

Error explainRefusal(int status, const QByteArray &bytes, const RefusalContext &context)
{
    const QJsonObject body = parseJsonObject(bytes, { 64 * 1024, 16, true }).value_or(QJsonObject());
    const QString error = body.value(QStringLiteral("error")).toString();
    const QString description = body.value(QStringLiteral("error_description")).toString();
    const Row &row = rowFor(status, error, description);
    QString what = filled(row.what, context);
    what += u' ' + (error.isEmpty() ? Words::tr("It answered %1 without a reason.").arg(status)
                  : description.isEmpty() ? Words::tr("It answered %1 %2.").arg(QString::number(status), plain(error.left(80)))
                                          : Words::tr("It answered %1 %2: %3").arg(QString::number(status), plain(error.left(80)), plain(description.left(300))));
    const bool notEnabled = QLatin1String(row.code) == QLatin1String("exchange.not_enabled");
    const bool gone = QLatin1String(row.code) == QLatin1String("exchange.revoked") || QLatin1String(row.code) == QLatin1String("exchange.no_scope");
    if (gone && context.practice) {
        return { QString::fromLatin1(row.code), what,
            Words::tr("Where the practice registry was started or reset since the sign-in, it began anew and forgot every permission: repeat the "
                      "sign-in and the hand-over. Otherwise it was taken back: by the original client, who recalls a hand-over that way, by the "
                      "researcher, or by the fault board."),
            0, status, body };
    }
    return { QString::fromLatin1(row.code), what, notEnabled ? whatToAsk(context) : filled(row.next, context), 0, status, body };
}

} // namespace baton::exchange

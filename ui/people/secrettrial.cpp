#include "ui/people/secrettrial.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("SecretTrial", text);
}

Result<void> judge(const http::Response &response)
{
    const auto json = parseJsonObject(response.body, { 64 * 1024, 16, true });
    const QJsonObject answer = json ? *json : QJsonObject();
    if (response.status == 200 && answer.value("access_token"_L1).isString())
        return {};
    Error error;
    error.traceId = response.traceId;
    error.httpStatus = response.status;
    error.details = answer;
    const QString code = plain(answer.value("error"_L1).toString());
    if (code == "invalid_client"_L1 || response.status == 401) {
        error.code = u"client.refused"_s;
        error.what = words("The registry does not accept this client ID with this secret.");
        error.next = words("Compare the client ID, then replace the secret with the one shown at the registry.");
    } else {
        error.code = u"client.unexpected"_s;
        error.what = words("The registry answered %1%2.").arg(response.status).arg(code.isEmpty() ? QString() : u", "_s + code);
        error.next = words("Look at the HTTP exchange for the whole answer.");
    }
    return fail(error);
}

} // namespace

QFuture<Result<void>> trySecret(http::HttpClient &http, const orcid::Environment &environment, const clients::ClientProfile &client)
{
    http::Request request;
    request.method = "POST";
    request.url = environment.tokenEndpoint();
    request.allowedHosts = environment.allowedHosts();
    request.clientId = client.clientId;
    request.clientName = client.name;
    request.hint = u"client-credentials"_s;
    request.form = { { u"grant_type"_s, u"client_credentials"_s }, { u"scope"_s, u"/read-public"_s }, { u"client_id"_s, client.clientId }, { u"client_secret"_s, client.secret } };
    Answer<Result<void>> answer;
    whenDone(http.send(request), &http, [answer](const Result<http::Response> &result) { answer.give(result ? judge(*result) : Result<void>(fail(result.error()))); });
    return answer.future();
}

} // namespace baton::ui

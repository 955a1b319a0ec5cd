#include "app/handover/keyaddress.h"

#include "app/handover/card.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(KeyAddress)
};

Failure noAddress(const QString &what)
{
    return fail(u"card.address"_s, what, Words::tr("Give the address of the partner’s JWK Set, such as https://partner.example/jwks.json."));
}

Result<Partner> readAnswer(const http::Response &response, const QUrl &address, const QString &environmentId, const QByteArray &preferred)
{
    Result<Partner> partner = fail(u"card.address"_s, Words::tr("%1 has no keys at this address: it answered %2.").arg(address.host()).arg(response.status), Words::tr("Ask the partner for the right address."));
    if (response.status == 200)
        partner = readCard(response.body, environmentId, preferred);
    if (!partner) {
        Error error = partner.error();
        error.traceId = response.traceId;
        error.httpStatus = response.status;
        return fail(error);
    }
    if (!partner->clientId.isEmpty())
        return partner; // a signed card may lie there too
    partner->keyAddress = address;
    return partner;
}

} // namespace

Result<QUrl> readKeyAddress(const QString &typed)
{
    const QString text = typed.trimmed();
    if (text.isEmpty())
        return noAddress(Words::tr("There is no address."));
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment())
        return noAddress(Words::tr("This is not an address keys can be fetched from."));
    const bool loopback = url.host() == "127.0.0.1"_L1 || url.host() == "::1"_L1;
    if (url.scheme() != "https"_L1 && !(url.scheme() == "http"_L1 && loopback))
        return noAddress(Words::tr("Keys are fetched over https only, so that nobody on the way can put others in their place."));
    return url;
}

QFuture<Result<Partner>> fetchKey(http::HttpClient &http, const QUrl &address, const QString &environmentId, QObject *context, const QByteArray &preferred)
{
    http::Request request;
    request.url = address;
    request.accept = "application/jwk-set+json, application/json";
    request.allowedHosts = { address.port() < 0 ? address.host() : u"%1:%2"_s.arg(address.host()).arg(address.port()) };
    request.maxBytes = maxKeySetBytes;
    request.hint = u"jwks"_s;
    const Answer<Result<Partner>> answer;
    whenDone(http.send(request), context, [answer, address, environmentId, preferred](const Result<http::Response> &response) {
        answer.give(response ? readAnswer(*response, address, environmentId, preferred) : Result<Partner>(fail(response.error())));
    });
    return answer.future();
}

} // namespace baton::handover

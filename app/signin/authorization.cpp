#include "app/signin/authorization.h"

#include "app/base/base64url.h"
#include "app/base/random.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QUrlQuery>
#include <QtNetworkAuth/QAbstractOAuthReplyHandler>
#include <QtNetworkAuth/QOAuth2AuthorizationCodeFlow>

namespace baton::signin {

namespace {

// Only says where the browser returns: the answer itself is CallbackListener's, the token request HttpClient's. QtNetworkAuth
// would send the code past HttpClient, and Qt posts it a second time when the connection ends without an answer (6.4.2).
class RedirectUri final : public QAbstractOAuthReplyHandler {
public:
    explicit RedirectUri(QString uri) : m_uri(std::move(uri)) { }
    QString callback() const override { return m_uri; }
    void networkReplyFinished(QNetworkReply *) override { }

private:
    QString m_uri;
};

class LinkBuilder final : public QOAuth2AuthorizationCodeFlow {
public:
    using QOAuth2AuthorizationCodeFlow::QOAuth2AuthorizationCodeFlow;
    using QOAuth2AuthorizationCodeFlow::buildAuthenticateUrl;
};

using Parameters = QMultiMap<QString, QVariant>;

void addOurs(Parameters &parameters, const AuthorizationRequest &request)
{
    parameters.replace(QStringLiteral("nonce"), QString::fromLatin1(request.attempt.nonce));
    parameters.replace(QStringLiteral("code_challenge"), QString::fromLatin1(codeChallenge(request.attempt.verifier)));
    parameters.replace(QStringLiteral("code_challenge_method"), QStringLiteral("S256"));
    if (!request.prompt.isEmpty())
        parameters.replace(QStringLiteral("prompt"), request.prompt);
}

// QtNetworkAuth leaves "+" and "%xx" in values as they are (6.4.2), so the server would read other values than we meant.
void encode(Parameters &parameters)
{
    for (QVariant &value : parameters)
        value = QString::fromLatin1(QUrl::toPercentEncoding(value.toString()));
}

} // namespace

Attempt Attempt::fresh()
{
    QByteArray verifier = randomToken(32);
    return { randomToken(32), randomToken(32), randomToken(16), Secret::take(verifier) };
}

QByteArray codeChallenge(const Secret &verifier)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(verifier.view());
    return toBase64Url(hash.result());
}

QUrl authorizationLink(const AuthorizationRequest &request)
{
    RedirectUri handler(request.redirectUri);
    LinkBuilder flow(request.endpoint, QUrl(), nullptr);
    flow.setReplyHandler(&handler);
    flow.setClientIdentifier(request.clientId);
    flow.setScope(request.scopes.join(u' '));
    flow.setState(QString::fromLatin1(request.attempt.state));
    flow.setModifyParametersFunction([&request](QAbstractOAuth::Stage, Parameters *parameters) {
        addOurs(*parameters, request);
        encode(*parameters);
    });
    QUrl link = flow.buildAuthenticateUrl();
    if (request.endpoint.hasQuery()) // RFC 6749 3.1: kept; QtNetworkAuth replaces it
        link.setQuery(request.endpoint.query(QUrl::FullyEncoded) + u'&' + link.query(QUrl::FullyEncoded), QUrl::StrictMode);
    return link;
}

} // namespace baton::signin

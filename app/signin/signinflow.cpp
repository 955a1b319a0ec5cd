#include "app/signin/signinflow.h"

#include "app/base/text.h"
#include "app/signin/authorization.h"
#include "app/signin/callbacklistener.h"
#include "app/signin/discovery.h"
#include "app/signin/signinerrors.h"
#include "app/signin/tokenrequest.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <algorithm>

namespace baton::signin {

namespace {

using Kind = orcid::Environment::Kind;

constexpr std::chrono::seconds longestWait { 600 }; // S2

// Scheme, host, port and path are what identifies a redirect URI; query and fragment carry the answer.
bool sameTarget(const QUrl &address, const QUrl &redirectUri)
{
    return address.scheme() == redirectUri.scheme() && address.host() == redirectUri.host() && address.port() == redirectUri.port()
        && address.path(QUrl::FullyEncoded) == redirectUri.path(QUrl::FullyEncoded) && address.userInfo().isEmpty();
}

// The raw text after "?", or after "#": one old ORCID controller answers in the fragment (orcid.md 2.2).
QByteArray rawQuery(const QString &address)
{
    const qsizetype hash = address.indexOf(u'#');
    const qsizetype mark = address.indexOf(u'?');
    const QString query = mark >= 0 && (hash < 0 || mark < hash) ? address.mid(mark + 1, hash < 0 ? -1 : hash - mark - 1) : QString();
    return (query.isEmpty() && hash >= 0 ? address.mid(hash + 1) : query).toUtf8();
}

} // namespace

struct SignInFlow::Private {
    Private(SignInFlow &flow, http::HttpClient &client, const Clock &time, SignInRequest wanted)
        : q(flow), http(client), clock(time), request(std::move(wanted))
    {
    }

    SignInFlow &q;
    http::HttpClient &http;
    const Clock &clock;
    SignInRequest request;
    CallbackLimits limits;
    Stage stage = Stage::New;
    Attempt attempt = Attempt::fresh();
    Provider provider;
    QUrl redirectUri; ///< as sent: with path segment and port
    QUrl link;
    std::unique_ptr<CallbackListener> listener;
    QTimer timeout;
    qint64 startedMs = 0;
    int strays = 0;
    bool codeSent = false;

    void setStage(Stage next)
    {
        stage = next;
        Q_EMIT q.stageChanged(next);
    }

    bool isWaiting() const { return stage == Stage::Ready || stage == Stage::WaitingForResearcher; }
    CallbackExpectation expectation() const { return { attempt.state, provider.issuer, provider.issuerInAnswer }; }

    void finish(Result<Tokens> result)
    {
        if (stage == Stage::Finished)
            return;
        timeout.stop();
        if (listener)
            listener->close();
        setStage(Stage::Finished);
        Q_EMIT q.finished(result);
    }

    Result<void> judgeRequest();
    void composeRedirectUri();
    Result<void> bind();
    void discovered(const Result<Provider> &found);
    void answered(const CallbackAnswer &answer);
    void sendCode(const QByteArray &code);
    void tokensAnswered(const Result<http::Response> &response);
    void timedOut();
};

SignInFlow::SignInFlow(http::HttpClient &http, const Clock &clock, SignInRequest request, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(*this, http, clock, std::move(request)))
{
    d->timeout.setSingleShot(true);
    d->timeout.setTimerType(Qt::PreciseTimer);
    connect(&d->timeout, &QTimer::timeout, this, [this] { d->timedOut(); });
}

SignInFlow::~SignInFlow() = default;

const SignInRequest &SignInFlow::request() const
{
    return d->request;
}

SignInFlow::Stage SignInFlow::stage() const
{
    return d->stage;
}

QUrl SignInFlow::link() const
{
    return d->link;
}

bool SignInFlow::isLoopback() const
{
    return CallbackListener::isLoopback(QUrl(d->request.redirectUri, QUrl::StrictMode));
}

std::chrono::seconds SignInFlow::waited() const
{
    const bool waiting = d->stage == Stage::WaitingForResearcher || d->stage == Stage::ExchangingCode;
    return std::chrono::seconds(waiting ? (d->clock.monotonicMs() - d->startedMs) / 1000 : 0);
}

void SignInFlow::setCallbackLimits(const CallbackLimits &limits)
{
    d->limits = limits;
}

// ── prepare ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void SignInFlow::prepare()
{
    if (d->stage != Stage::New)
        return;
    d->setStage(Stage::Preparing);
    if (const auto fit = d->judgeRequest(); !fit)
        return d->finish(fail(fit.error()));
    whenDone(discover(d->http, d->request.environment, this), this, [this](const Result<Provider> &found) { d->discovered(found); });
}

Result<void> SignInFlow::Private::judgeRequest()
{
    if (request.redirectUri.isEmpty() && !request.client.redirectUris.isEmpty())
        request.redirectUri = request.client.redirectUris.first();
    if (!request.scopes.contains(QStringLiteral("openid")))
        return fail(errors::noOpenid());
    redirectUri = QUrl(request.redirectUri, QUrl::StrictMode);
    const bool web = redirectUri.scheme() == QLatin1String("http") || redirectUri.scheme() == QLatin1String("https");
    if (!redirectUri.isValid() || !web || redirectUri.host().isEmpty() || redirectUri.hasFragment() || !redirectUri.userInfo().isEmpty())
        return fail(errors::redirectUri(request.redirectUri));
    return {};
}

void SignInFlow::Private::discovered(const Result<Provider> &found)
{
    if (stage != Stage::Preparing)
        return;
    if (!found)
        return finish(fail(found.error()));
    provider = *found;
    composeRedirectUri();
    if (redirectUri.port() == 0) { // any free port (RFC 8252 7.3): the link needs its number, so it is taken now
        if (const auto bound = bind(); !bound)
            return finish(fail(bound.error()));
    }
    link = authorizationLink({ provider.authorizationEndpoint, request.client.clientId, redirectUri.toString(QUrl::FullyEncoded),
        request.scopes, request.prompt, attempt });
    setStage(Stage::Ready);
    Q_EMIT q.prepared(link);
}

// ORCID matches the path by prefix (orcid.md 2.3), so each attempt can have a path of its own; other providers compare
// the whole URI, and a page elsewhere is not ours to extend.
void SignInFlow::Private::composeRedirectUri()
{
    if (request.environment.kind == Kind::Custom || !CallbackListener::isLoopback(redirectUri))
        return;
    QString path = redirectUri.path(QUrl::FullyEncoded);
    if (!path.endsWith(u'/'))
        path += u'/';
    redirectUri.setPath(path + QString::fromLatin1(attempt.pathSegment), QUrl::StrictMode);
}

Result<void> SignInFlow::Private::bind()
{
    listener = std::make_unique<CallbackListener>(limits);
    QObject::connect(listener.get(), &CallbackListener::answered, &q, [this](const CallbackAnswer &answer) { answered(answer); });
    QObject::connect(listener.get(), &CallbackListener::stray, &q, [this](const QString &why) {
        ++strays;
        Q_EMIT q.strayCallback(why);
    });
    if (const auto bound = listener->listen(redirectUri); !bound)
        return bound;
    if (redirectUri.port() == 0)
        redirectUri.setPort(listener->port());
    listener->expect(redirectUri, expectation());
    return {};
}

// ── wait ────────────────────────────────────────────────────────────────────────────────────────────────────────────

void SignInFlow::start()
{
    if (d->stage != Stage::Ready)
        return;
    if (isLoopback() && !d->listener) {
        if (const auto bound = d->bind(); !bound)
            return d->finish(fail(bound.error()));
    }
    d->startedMs = d->clock.monotonicMs();
    d->timeout.start(std::clamp(d->request.timeout, std::chrono::seconds(1), longestWait));
    d->setStage(Stage::WaitingForResearcher);
    Q_EMIT started();
}

Result<void> SignInFlow::pasteAddress(const QString &address)
{
    if (!d->isWaiting())
        return fail(errors::pasteNotWaiting());
    const QString text = address.trimmed();
    if (text.isEmpty())
        return fail(errors::pasteEmpty());
    const QUrl url(text, QUrl::TolerantMode);
    if (!url.isValid() || url.host().isEmpty())
        return fail(errors::pasteNoAddress());
    if (!sameTarget(url, d->redirectUri))
        return fail(errors::pasteElsewhere(d->redirectUri));
    const auto answer = validateCallback(rawQuery(text), d->expectation());
    if (!answer)
        return fail(errors::pasteRefused(answer.error()));
    d->answered(*answer);
    return {};
}

void SignInFlow::Private::timedOut()
{
    finish(fail(errors::timedOut(std::clamp(request.timeout, std::chrono::seconds(1), longestWait), strays)));
}

void SignInFlow::cancel()
{
    d->finish(fail(errors::cancelled(d->codeSent)));
}

// ── code to tokens ──────────────────────────────────────────────────────────────────────────────────────────────────

void SignInFlow::Private::answered(const CallbackAnswer &answer)
{
    if (!isWaiting())
        return;
    if (answer.kind != CallbackAnswer::Kind::Code)
        return finish(fail(errors::answer(answer, request.client.name)));
    timeout.stop();
    const QPointer<SignInFlow> alive(&q);
    setStage(Stage::ExchangingCode);
    if (alive)
        Q_EMIT q.codeReceived();
    if (alive && stage == Stage::ExchangingCode)
        sendCode(answer.code);
}

void SignInFlow::Private::sendCode(const QByteArray &code)
{
    if (std::exchange(codeSent, true)) // S12
        return;
    const http::Request post = codeRequest({ provider, request.client, Secret(code), attempt.verifier, redirectUri.toString(QUrl::FullyEncoded) });
    whenDone(http.send(post), &q, [this](const Result<http::Response> &response) { tokensAnswered(response); });
}

void SignInFlow::Private::tokensAnswered(const Result<http::Response> &response)
{
    if (stage != Stage::ExchangingCode)
        return;
    if (!response)
        return finish(fail(withoutTokens(response.error())));
    Result<Tokens> tokens = readTokens(*response, request.client.name);
    if (tokens) {
        tokens->environment = request.environment;
        tokens->client = request.client;
        tokens->askedScopes = request.scopes;
        if (tokens->grantedScopes.isEmpty())
            tokens->grantedScopes = request.scopes; // RFC 6749 5.1: left out when equal to what was asked
        tokens->nonce = attempt.nonce;
        tokens->receivedAt = clock.now();
    }
    finish(std::move(tokens));
}

} // namespace baton::signin

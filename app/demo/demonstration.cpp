#include "app/demo/demonstration.h"

#include "app/base/random.h"
#include "app/orcid/scopes.h"

#include <QtCore/QJsonObject>

namespace baton::demo {

namespace {

const QStringList askedScopes { QStringLiteral("openid"), QStringLiteral("/read-limited"), QStringLiteral("/activities/update") };
const QStringList exchangeScopes { QStringLiteral("/read-limited"), QStringLiteral("/activities/update") };

QJsonObject valueOf(const QString &text)
{
    return { { QStringLiteral("value"), text } };
}

QJsonObject newWork(const QString &doi)
{
    const QJsonObject id { { QStringLiteral("external-id-type"), QStringLiteral("doi") },
        { QStringLiteral("external-id-value"), doi }, { QStringLiteral("external-id-relationship"), QStringLiteral("self") },
        { QStringLiteral("external-id-url"), valueOf(QStringLiteral("https://doi.org/") + doi) } };
    return { { QStringLiteral("title"), QJsonObject { { QStringLiteral("title"), valueOf(Demonstration::tr("Tidal marsh recovery after managed realignment")) } } },
        { QStringLiteral("journal-title"), valueOf(Demonstration::tr("Estuaries Review")) },
        { QStringLiteral("type"), QStringLiteral("journal-article") },
        { QStringLiteral("publication-date"), QJsonObject { { QStringLiteral("year"), valueOf(QStringLiteral("2026")) },
                                                  { QStringLiteral("month"), valueOf(QStringLiteral("09")) },
                                                  { QStringLiteral("day"), valueOf(QStringLiteral("14")) } } },
        { QStringLiteral("external-ids"), QJsonObject { { QStringLiteral("external-id"), QJsonArray { id } } } } };
}

} // namespace

Demonstration::Demonstration(desk::Desk &desk, const Options &options, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_options(options)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &Demonstration::runPending);
}

void Demonstration::start()
{
    // Asked for while the window has just come up.
    if (m_desk.registry.isStarting()) {
        connect(&m_desk, &desk::Desk::practiceReady, this, &Demonstration::start, Qt::SingleShotConnection);
        connect(&m_desk, &desk::Desk::practiceFailed, this, [this](const Error &error) { end(fail(error)); }, Qt::SingleShotConnection);
        return;
    }
    const QString practice = m_desk.practiceEnvironment().id;
    m_original = m_desk.clients.find(practice, m_options.originalClientId);
    m_second = m_desk.clients.find(practice, m_options.secondClientId);
    if (!m_desk.registry.isRunning() && m_desk.practiceProblem())
        return end(fail(*m_desk.practiceProblem()));
    if (!m_desk.registry.isRunning() || m_original.isNull() || m_second.isNull())
        return end(fail(QStringLiteral("demo.registry"), tr("The practice registry is not running."), tr("Start it on the Registry page.")));
    if (!m_desk.vault.isOpen())
        return end(fail(QStringLiteral("demo.vault"), tr("The vault is locked, so there are no keys to seal a package with."),
            tr("Unlock the vault first.")));
    proceed(&Demonstration::openSignInPage);
}

void Demonstration::setPaused(bool paused)
{
    m_paused = paused;
    if (!paused && m_pending && !m_pause.isActive())
        runPending();
}

void Demonstration::next()
{
    if (m_pending)
        runPending();
}

void Demonstration::cancel()
{
    end(fail(QStringLiteral("demo.cancelled"), tr("The demonstration was stopped.")));
    if (m_flow)
        m_flow->cancel(); // after the end, else its own "cancelled" would be told as a failure
}

void Demonstration::proceed(StepFunction then)
{
    if (m_ended)
        return;
    m_pending = then;
    if (m_paused)
        Q_EMIT ready();
    else
        m_pause.start(m_options.pauseMs);
}

void Demonstration::runPending()
{
    m_pause.stop();
    if (const StepFunction step = std::exchange(m_pending, nullptr))
        (this->*step)();
}

void Demonstration::report(int step, const QString &request, int status, const QString &verified, bool passed)
{
    m_transcript << Verified { step, request, status, verified, passed };
    Q_EMIT stepVerified(step);
}

void Demonstration::report(int step, qint64 traceId, const QString &verified, bool passed)
{
    const http::Exchange *exchange = m_desk.trace.find(traceId);
    report(step, exchange ? exchange->method + u' ' + exchange->url.path() : QString(), exchange ? exchange->status : 0, verified,
        passed && exchange);
}

bool Demonstration::expect(bool condition, const QString &what)
{
    if (!condition)
        end(fail(QStringLiteral("demo.unexpected"), what));
    return condition;
}

void Demonstration::end(const Result<void> &result)
{
    if (std::exchange(m_ended, true))
        return;
    m_pause.stop();
    m_pending = nullptr;
    Q_EMIT finished(result);
}

QJsonArray Demonstration::transcriptJson() const
{
    QJsonArray steps;
    for (const Verified &one : m_transcript) {
        steps << QJsonObject { { QStringLiteral("step"), one.step }, { QStringLiteral("request"), one.request },
            { QStringLiteral("status"), one.status ? QJsonValue(one.status) : QJsonValue() },
            { QStringLiteral("verified"), one.verified }, { QStringLiteral("passed"), one.passed } };
    }
    return steps;
}

void Demonstration::openSignInPage()
{
    signin::SignInRequest request;
    request.environment = m_desk.practiceEnvironment();
    request.client = m_original;
    request.redirectUri = m_original.redirectUris.value(0);
    request.scopes = askedScopes;
    request.prompt = QStringLiteral("login"); // a fresh researcher every time, whoever the browser remembers
    m_flow = new signin::SignInFlow(m_desk.http, m_desk.clock, request, this);
    connect(m_flow, &signin::SignInFlow::prepared, m_flow, &signin::SignInFlow::start);
    connect(m_flow, &signin::SignInFlow::started, this, [this] {
        Q_EMIT browserOpened(m_original.name, askedScopes);
        report(1, QStringLiteral("GET ") + m_flow->link().path(), 0, tr("The link names the client, its redirect URI and a fresh state, nonce and challenge"),
            m_flow->link().query().contains(m_original.clientId) && m_flow->link().query().contains(QLatin1String("code_challenge=")));
        proceed(&Demonstration::letResearcherConsent);
    });
    connect(m_flow, &signin::SignInFlow::codeReceived, this, &Demonstration::codeReceived);
    connect(m_flow, &signin::SignInFlow::finished, this, &Demonstration::takeTokens);
    m_flow->prepare();
}

void Demonstration::letResearcherConsent()
{
    whenDone(m_robot.consent(m_flow->link(), m_options.orcid), this, [this](const Result<RobotResearcher::Visit> &visit) {
        if (!visit)
            return end(fail(visit.error()));
        m_transcript.first().status = visit->pageStatus;
        m_transcript.first().passed = m_transcript.first().passed && visit->pageStatus == 200;
        report(2, QStringLiteral("POST /oauth/authorize"), visit->consentStatus, tr("The researcher allowed %1 scopes").arg(askedScopes.size()),
            visit->consentStatus == 302 || visit->consentStatus == 303);
        // The last segment was this sign-in's alone.
        report(3, QStringLiteral("GET %1/…").arg(visit->landedOn.path().section(QLatin1Char('/'), 0, -2)), visit->callbackStatus,
            tr("The code came back to the registered redirect URI and the state matched"), visit->callbackStatus == 200);
        if (!m_tokens.idToken.isEmpty())
            proceed(&Demonstration::checkIdToken);
    });
}

void Demonstration::takeTokens(const Result<signin::Tokens> &result)
{
    m_flow->deleteLater();
    m_flow = nullptr;
    if (!result)
        return end(fail(result.error()));
    m_tokens = *result;
    Q_EMIT signedIn(m_tokens);
    if (!m_transcript.isEmpty() && m_transcript.last().step == 3)
        proceed(&Demonstration::checkIdToken);
}

void Demonstration::checkIdToken()
{
    whenDone(m_desk.jwks.keysFor(m_tokens.environment, {}), this, [this](const Result<jose::JwkSet> &keys) {
        if (!keys)
            return end(fail(keys.error()));
        claims::Expectations expectations;
        expectations.issuer = m_tokens.environment.issuer;
        expectations.audience = m_original.clientId;
        expectations.nonce = m_tokens.nonce;
        expectations.accessToken = m_tokens.accessToken;
        expectations.orcid = m_tokens.orcid;
        expectations.now = m_desk.clock.now();
        const auto claims = claims::verifyIdToken(m_tokens.idToken, *keys, expectations);
        if (!claims)
            return end(fail(claims.error()));
        report(4, m_tokens.tokenTraceId, tr("The code was sent once, with the verifier"), true);
        report(5, m_tokens.tokenTraceId, tr("Access token and id_token arrived; %1 of %2 checks passed").arg(claims->passedCount()).arg(claims->checks.size()),
            claims->allPassed() && claims->sub.toString() == m_options.orcid);
        if (expect(claims->allPassed(), tr("A check of the id_token failed.")))
            proceed(&Demonstration::handOver);
    });
}

void Demonstration::handOver()
{
    const QString practice = m_tokens.environment.id;
    const auto senderKey = m_desk.keys.keyFor(practice, m_original.clientId);
    const auto partner = m_desk.partners.find(practice, m_second.clientId);
    if (!senderKey)
        return end(fail(senderKey.error()));
    if (!expect(partner.has_value(), tr("The practice partner’s key is missing.")))
        return;
    handover::Contents contents;
    contents.environment = m_tokens.environment;
    contents.issuerClientId = m_original.clientId;
    contents.senderName = m_original.name;
    contents.audienceClientId = m_second.clientId;
    contents.idTokens = { m_tokens.idToken };
    contents.scopes = m_tokens.grantedScopes;
    contents.purpose = tr("Demonstration");
    contents.useBy = m_desk.clock.now().addDays(7);
    const auto sealed = handover::sealToKey(contents, senderKey->key, partner->key, m_desk.clock);
    if (!sealed)
        return end(fail(sealed.error()));
    m_sealed = *sealed;
    handover::HandOverEntry entry { m_sealed.id, practice, m_sealed.sealedAt, contents.useBy, m_tokens.name, m_tokens.orcid,
        m_original.clientId, partner->name, partner->clientId, m_sealed.protection, contents.scopes, contents.purpose, false, m_sealed.id,
        handover::Inbox::idOf(m_tokens.idToken) };
    if (const auto stored = m_desk.bookkeeper.packageSealed({ entry }); !stored)
        return end(fail(stored.error()));
    const auto envelope = handover::readEnvelope(m_sealed.compact);
    const bool sealedForPartnerOnly = envelope && envelope->recipientThumbprint == partner->key.thumbprintText()
        && !handover::openWithKey(*envelope, senderKey->key) && !m_sealed.compact.contains(m_tokens.idToken.view().toByteArray());
    Q_EMIT handedOver(m_sealed, entry);
    report(6, tr("%1, %2 bytes, by hand").arg(m_sealed.fileName).arg(m_sealed.compact.size()), 0, tr("The package names the partner’s key, and even our own key does not open it"), sealedForPartnerOnly);
    proceed(&Demonstration::receive);
}

void Demonstration::receive()
{
    whenDone(m_desk.receiver.receive(m_sealed.compact, m_tokens.environment), this, [this](const Result<QList<handover::Delivery>> &deliveries) {
        if (!deliveries)
            return end(fail(deliveries.error()));
        if (!expect(deliveries->size() == 1 && deliveries->first().state == handover::Delivery::State::Opened, tr("The package was not accepted.")))
            return;
        m_delivery = deliveries->first();
        Q_EMIT delivered(m_delivery);
        proceed(&Demonstration::exchangeIdToken);
    });
}

void Demonstration::exchangeIdToken()
{
    Q_EMIT exchanging(m_original.name, m_second.name);
    whenDone(m_desk.exchanger.exchange(m_tokens.environment, m_second, m_delivery.idToken, exchangeScopes), this,
        [this](const Result<exchange::DelegatedToken> &token) {
            if (!token)
                return end(fail(token.error()));
            const QSet<QString> asked(exchangeScopes.begin(), exchangeScopes.end());
            const QSet<QString> got(token->scopes.begin(), token->scopes.end());
            exchange::Delegation delegation { m_tokens.environment, m_second, m_original.clientId, m_original.name, token->orcid, token->name,
                m_delivery.idToken, exchangeScopes };
            m_delivery.state = handover::Delivery::State::Exchanged;
            m_delivery.exchangedAt = m_desk.clock.now();
            if (const auto saved = m_desk.inbox.save(m_delivery); !saved)
                return end(fail(saved.error()));
            report(7, token->traceId, tr("The id_token was exchanged by the second client"), true);
            report(8, token->traceId, tr("A delegated token for one hour, with exactly the scopes asked for"),
                got == asked && token->lifetimeMs > 3'500'000 && token->lifetimeMs <= 3'600'000);
            m_desk.session.begin(delegation, *token);
            if (const auto noted = m_desk.bookkeeper.exchanged(delegation, *token); !noted)
                return end(fail(noted.error()));
            Q_EMIT exchanged(delegation, *token);
            proceed(&Demonstration::addWork);
        });
}

void Demonstration::addWork()
{
    m_doi = QStringLiteral("10.5555/baton.") + QString::fromLatin1(randomBytes(5).toHex());
    const QString what = tr("Adds a work");
    Q_EMIT writing(what);
    auto *once = new QObject(this);
    connect(&m_desk.records, &record::RecordClient::added, once, [this, what](const record::Item &item, qint64 traceId) {
        report(9, traceId, tr("The registry took the work and gave it put-code %1").arg(item.putCode), item.putCode > 0);
        Q_EMIT written(item, traceId, what);
    });
    whenDone(m_desk.records.add(QStringLiteral("works"), newWork(m_doi)), this, [this, once](const Result<record::Item> &item) {
        once->deleteLater();
        if (!item)
            return end(fail(item.error()));
        m_item = *item;
        proceed(&Demonstration::readBack);
    });
}

void Demonstration::readBack()
{
    whenDone(m_desk.records.readItem(QStringLiteral("works"), m_item.putCode), this, [this](const Result<record::Item> &item) {
        if (!item)
            return end(fail(item.error()));
        const record::Source &source = item->source;
        const bool recorded = source.clientId == m_second.clientId && source.originClientId == m_original.clientId;
        const http::Exchange *last = m_desk.trace.last();
        report(10, last ? last->id : 0, tr("Read back: source %1, on behalf of %2").arg(source.clientId, source.originClientId), recorded);
        const bool all = m_transcript.size() == 10
            && std::all_of(m_transcript.begin(), m_transcript.end(), [](const Verified &one) { return one.passed; });
        if (expect(all, tr("A step could not be verified; the transcript says which.")))
            end({});
    });
}

} // namespace baton::demo

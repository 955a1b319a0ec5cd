#include "app/exchange/delegatedsession.h"

#include "app/base/strictjson.h"
#include "app/exchange/words.h"

namespace baton::exchange {

namespace {

constexpr qint64 marginMs = 60'000; // S42

Error noDelegation()
{
    return { QStringLiteral("session.none"), Words::tr("There is no delegated token to act with."), Words::tr("Open a package and exchange its id_token."), 0, 0, {} };
}

Error overTaken()
{
    return { QStringLiteral("session.replaced"), Words::tr("The delegation was ended or replaced before the answer came."), {}, 0, 0, {} };
}

Error tokenEnded()
{
    return { QStringLiteral("session.ended"), Words::tr("The delegated token has ended. Nothing was sent."), Words::tr("Renew it, then try again."), 0, 0, {} };
}

// RFC 6750 3.1; ORCID says it in the body, others in the header.
bool isInvalidToken(const http::Response &response)
{
    if (response.status != 401)
        return false;
    if (response.header("www-authenticate").contains("invalid_token"))
        return true;
    const auto body = parseJsonObject(response.body, { 64 * 1024, 16, true });
    return body && body->value(QStringLiteral("error")).toString() == QLatin1String("invalid_token");
}

QUrl joined(const QUrl &base, const QString &path)
{
    QString address = base.toString(QUrl::FullyEncoded);
    if (!address.endsWith(u'/'))
        address += u'/';
    return QUrl(address + (path.startsWith(u'/') ? path.mid(1) : path), QUrl::TolerantMode);
}

} // namespace

struct DelegatedSession::Pending {
    http::Request request;
    Answer<Result<http::Response>> answer;
    int generation = 0;
    bool repeated = false;
};

DelegatedSession::DelegatedSession(Exchanger &exchanger, http::HttpClient &http, const Clock &clock, QObject *parent)
    : QObject(parent), m_exchanger(exchanger), m_http(http), m_clock(clock)
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        Q_EMIT tick(secondsLeft());
        if (!m_ended && secondsLeft() == 0)
            markEnded();
    });
}

void DelegatedSession::begin(const Delegation &delegation, const DelegatedToken &token)
{
    dropRenewals();
    ++m_generation;
    m_delegation = delegation;
    m_token = token;
    m_active = true;
    m_ended = false;
    m_timer.start();
    Q_EMIT began();
}

void DelegatedSession::end()
{
    if (!m_active)
        return;
    ++m_generation;
    m_active = false;
    m_ended = false;
    m_timer.stop();
    m_delegation = {};
    m_token = {};
    dropRenewals();
    Q_EMIT finished();
}

bool DelegatedSession::isActive() const
{
    return m_active;
}

bool DelegatedSession::hasEnded() const
{
    return m_active && (m_ended || leftMs() <= 0);
}

const Delegation &DelegatedSession::delegation() const
{
    return m_delegation;
}

const DelegatedToken &DelegatedSession::token() const
{
    return m_token;
}

qint64 DelegatedSession::leftMs() const
{
    return m_token.obtainedMs + m_token.lifetimeMs - m_clock.monotonicMs();
}

int DelegatedSession::secondsLeft() const
{
    return m_active && !m_ended ? int(qMax<qint64>(0, leftMs() / 1000)) : 0;
}

int DelegatedSession::lifetimeSeconds() const
{
    return int(m_token.lifetimeMs / 1000);
}

void DelegatedSession::setAutomaticRenewal(bool on)
{
    m_automatic = on;
}

bool DelegatedSession::automaticRenewal() const
{
    return m_automatic;
}

// A token that lives shorter than the margin would otherwise be renewed before every single request.
bool DelegatedSession::isNearEnd() const
{
    return m_ended || leftMs() <= qMin(marginMs, m_token.lifetimeMs / 2);
}

void DelegatedSession::markEnded()
{
    if (std::exchange(m_ended, true))
        return;
    Q_EMIT ended();
}

// ── renewal, single flight ──────────────────────────────────────────────────────────────────────────────────────────

QFuture<Result<void>> DelegatedSession::renew()
{
    if (!m_active)
        return readyFuture(Result<void>(fail(noDelegation())));
    if (const auto objection = m_objection ? m_objection(m_delegation) : std::nullopt)
        return readyFuture(Result<void>(fail(*objection)));
    const Answer<Result<void>> answer;
    m_renewals << answer;
    if (m_renewals.size() > 1)
        return answer.future();
    whenDone(m_exchanger.exchange(m_delegation.environment, m_delegation.secondClient, m_delegation.idToken, m_delegation.askedScopes), this,
        [this, generation = m_generation](const Result<DelegatedToken> &token) {
            if (generation == m_generation)
                renewalAnswered(token);
        });
    return answer.future();
}

void DelegatedSession::renewalAnswered(const Result<DelegatedToken> &token)
{
    const auto waiting = std::exchange(m_renewals, {});
    Result<void> outcome;
    if (token) {
        m_token = *token;
        m_ended = false;
        Q_EMIT renewed();
    } else {
        outcome = fail(token.error());
        if (leftMs() <= 0)
            markEnded();
    }
    for (const auto &answer : waiting)
        answer.give(outcome);
}

void DelegatedSession::dropRenewals()
{
    const auto waiting = std::exchange(m_renewals, {});
    for (const auto &answer : waiting)
        answer.give(fail(overTaken()));
}

// ── sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────

QFuture<Result<http::Response>> DelegatedSession::send(http::Request request, const QString &path)
{
    auto pending = std::make_shared<Pending>();
    if (!m_active) {
        pending->answer.give(fail(noDelegation()));
        return pending->answer.future();
    }
    request.url = joined(m_delegation.environment.apiBase, path);
    request.allowedHosts = m_delegation.environment.allowedHosts();
    request.side = http::Side::Receiving;
    request.clientId = m_delegation.secondClient.clientId;
    request.clientName = m_delegation.secondClient.name;
    pending->request = std::move(request);
    pending->generation = m_generation;
    if (!isNearEnd())
        attempt(pending);
    else if (m_automatic)
        renewThenAttempt(pending);
    else if (hasEnded())
        pending->answer.give(fail(tokenEnded()));
    else
        attempt(pending);
    return pending->answer.future();
}

void DelegatedSession::renewThenAttempt(const std::shared_ptr<Pending> &pending)
{
    whenDone(renew(), this, [this, pending](const Result<void> &renewal) {
        if (!renewal)
            pending->answer.give(fail(renewal.error()));
        else
            attempt(pending);
    });
}

void DelegatedSession::attempt(std::shared_ptr<Pending> pending)
{
    if (!m_active || pending->generation != m_generation)
        return pending->answer.give(fail(overTaken()));
    const Secret used = m_token.accessToken;
    pending->request.bearer = used;
    whenDone(m_http.send(pending->request), this, [this, pending, used](const Result<http::Response> &response) {
        if (response && isInvalidToken(*response) && m_active && pending->generation == m_generation)
            tokenRefused(pending, used, *response);
        else
            pending->answer.give(response);
    });
}

// Refused before anything was done with the request, so repeating it is safe, a POST too.
void DelegatedSession::tokenRefused(const std::shared_ptr<Pending> &pending, const Secret &used, const http::Response &response)
{
    const bool stillOurs = used == m_token.accessToken;
    if (stillOurs && m_renewals.isEmpty())
        markEnded();
    if (std::exchange(pending->repeated, true) || (stillOurs && !m_automatic))
        return pending->answer.give(response);
    if (stillOurs)
        renewThenAttempt(pending);
    else
        attempt(pending); // renewed meanwhile for another request
}

} // namespace baton::exchange

#include "app/exchange/probe.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/exchange/words.h"
#include "app/http/retry.h"

using namespace Qt::StringLiterals;

namespace baton::exchange {

namespace {

using State = Probe::State;

const QList<std::pair<State, QString>> &stateNames()
{
    static const QList<std::pair<State, QString>> names { { State::StillGood, u"still_good"_s }, { State::DeleteOnly, u"delete_only"_s },
        { State::Revoked, u"revoked"_s }, { State::NotEnabled, u"not_enabled"_s }, { State::NotAllowed, u"not_allowed"_s },
        { State::Deactivated, u"deactivated"_s }, { State::Locked, u"locked"_s }, { State::BadToken, u"bad_token"_s },
        { State::Unreachable, u"unreachable"_s }, { State::Refused, u"refused"_s } };
    return names;
}

bool isPassing(int status)
{
    return status == 429 || status >= 500;
}

// "401 invalid_scope": what decided, as it came.
QString shortly(int status, const QJsonObject &oauth)
{
    return u"%1 %2"_s.arg(QString::number(status), plain(oauth.value("error"_L1).toString().left(80))).trimmed();
}

QString powers(const QStringList &scopes)
{
    QStringList words;
    if (scopes.contains("/activities/update"_L1))
        words << Words::tr("update activities");
    if (scopes.contains("/person/update"_L1))
        words << Words::tr("update personal details");
    if (scopes.contains("/read-limited"_L1))
        words << Words::tr("read what is limited");
    return words.isEmpty() ? Words::tr("read") : words.join(Words::tr(", "));
}

// By the meaning the refusal has been given from status and body (orcid.md 4.5).
State stateFor(const Error &error)
{
    static const QHash<QString, State> states { { u"exchange.not_enabled"_s, State::NotEnabled }, { u"exchange.bad_token"_s, State::BadToken },
        { u"exchange.not_allowed"_s, State::NotAllowed }, { u"exchange.client_disabled"_s, State::NotAllowed },
        { u"exchange.revoked"_s, State::Revoked }, { u"exchange.no_scope"_s, State::Revoked }, { u"http.unreachable"_s, State::Unreachable },
        { u"http.timeout"_s, State::Unreachable }, { u"http.tls"_s, State::Unreachable }, { u"http.cut_short"_s, State::Unreachable },
        { u"http.cancelled"_s, State::Unreachable } };
    if (const auto known = states.constFind(error.code); known != states.constEnd())
        return *known;
    // Row 12 comes as 500, but no later try will end otherwise.
    const bool definite = error.details.value("error_description"_L1).toString().startsWith("Client not found"_L1, Qt::CaseInsensitive);
    return isPassing(error.httpStatus) && !definite ? State::Unreachable : State::Refused;
}

// What the record says to a token that was just made (orcid.md 4.6, 6.6).
void judgeReading(Probe &probe, const http::Response &response)
{
    const QJsonObject body = parseJsonObject(response.body, { 8 * 1024 * 1024, 64, true }).value_or(QJsonObject());
    const int code = int(body.value("error-code"_L1).toInteger());
    probe.status = response.status;
    const auto say = [&probe, &response](State state, const QString &words) {
        probe.state = state;
        probe.words = words.isEmpty() ? QString::number(response.status) : u"%1, %2"_s.arg(QString::number(response.status), words);
    };
    if (response.status == 200)
        return say(State::StillGood, Words::tr("may %1").arg(powers(probe.scopes)));
    if (response.status == 403 && code == 9038) // the token stands, only this part of the record is not open to it
        return say(State::StillGood, Words::tr("may %1, but not read").arg(powers(probe.scopes)));
    if (response.status == 409 && code == 9044)
        return say(State::Deactivated, Words::tr("record deactivated"));
    if (response.status == 301 && code == 9007)
        return say(State::Deactivated, Words::tr("record deprecated: it was merged into another"));
    if (response.status == 409 && code == 9018)
        return say(State::Locked, Words::tr("record locked"));
    if (response.status == 409 && code == 9057)
        return say(State::NotAllowed, Words::tr("client locked"));
    if (response.status == 401 && body.value("error"_L1).toString() == "invalid_token"_L1 && probe.scopes == QStringList { u"/activities/update"_s })
        return say(State::DeleteOnly, Words::tr("exchanged, but only deletes"));
    if (isPassing(response.status))
        return say(State::Unreachable, {});
    say(State::Refused, code ? Words::tr("error %1").arg(code) : plain(body.value("error"_L1).toString().left(80)));
}

// A small part is enough: the record's own state is looked at before its content (orcid.md 6.6).
QUrl partOfRecord(const orcid::Environment &environment, const QString &orcid)
{
    QString base = environment.apiBase.toString(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    return QUrl(u"%1/%2/person"_s.arg(base, orcid));
}

http::Request readRequest(const orcid::Environment &environment, const clients::ClientProfile &client, const DelegatedToken &token)
{
    http::Request request;
    request.url = partOfRecord(environment, token.orcid);
    request.accept = "application/vnd.orcid+json, application/json";
    request.bearer = token.accessToken;
    request.allowedHosts = environment.allowedHosts();
    request.retry = false; // whoever asks is told when to try again
    request.redirectIsAnswer = true; // a deprecated record answers 301
    request.side = http::Side::Receiving;
    request.clientId = client.clientId;
    request.clientName = client.name;
    request.hint = u"probe"_s;
    return request;
}

QByteArray retryAfterOf(const http::Trace &trace, qint64 traceId)
{
    const http::Exchange *exchange = trace.find(traceId);
    if (!exchange)
        return {};
    for (const http::TracedHeader &header : exchange->responseHeaders) {
        if (header.name.compare("Retry-After"_L1, Qt::CaseInsensitive) == 0)
            return header.value.toLatin1();
    }
    return {};
}

} // namespace

QString Probe::name(State state)
{
    for (const auto &[one, name] : stateNames()) {
        if (one == state)
            return name;
    }
    return {};
}

std::optional<Probe::State> Probe::stateOf(const QString &name)
{
    for (const auto &[one, known] : stateNames()) {
        if (known == name)
            return one;
    }
    return {};
}

Prober::Prober(Exchanger &exchanger, http::HttpClient &http, const Clock &clock, QObject *parent)
    : QObject(parent), m_exchanger(exchanger), m_http(http), m_clock(clock)
{
}

QFuture<Probe> Prober::probe(const orcid::Environment &environment, const clients::ClientProfile &secondClient, const Secret &idToken)
{
    const Answer<Probe> answer;
    whenDone(m_exchanger.exchange(environment, secondClient, idToken, {}), this,
        [this, answer, environment, secondClient](const Result<DelegatedToken> &token) {
            if (!token)
                return answer.give(finished(environment, refused(token.error())));
            read(environment, secondClient, *token, answer);
        });
    return answer.future();
}

Probe Prober::refused(const Error &error)
{
    Probe probe;
    probe.state = stateFor(error);
    probe.status = error.httpStatus;
    probe.traceId = error.traceId;
    probe.words = error.httpStatus ? shortly(error.httpStatus, error.details) : error.what;
    return probe;
}

void Prober::read(const orcid::Environment &environment, const clients::ClientProfile &client, const DelegatedToken &token, const Answer<Probe> &answer)
{
    Probe probe;
    probe.status = 200;
    probe.scopes = token.scopes;
    probe.traceId = token.traceId;
    if (environment.apiBase.isEmpty() || token.orcid.isEmpty()) {
        probe.state = State::StillGood;
        probe.words = Words::tr("200, exchanged; this provider has no record to read");
        return answer.give(finished(environment, probe));
    }
    whenDone(m_http.send(readRequest(environment, client, token)), this, [this, answer, environment, probe](const Result<http::Response> &response) mutable {
        if (!response) {
            const QStringList scopes = probe.scopes;
            probe = refused(response.error());
            probe.scopes = scopes;
        } else {
            probe.traceId = response->traceId;
            judgeReading(probe, *response);
        }
        answer.give(finished(environment, probe));
    });
}

// Without a Retry-After the next try comes after a minute, then twice as late each time, at most after an hour.
Probe Prober::finished(const orcid::Environment &environment, Probe probe)
{
    probe.at = m_clock.now();
    if (probe.state != State::Unreachable) {
        m_failures.remove(environment.id);
        return probe;
    }
    const int failures = m_failures[environment.id]++;
    const qint64 backOff = qMin<qint64>(3600, qint64(60) << qMin(failures, 6)) * 1000;
    probe.nextTry = probe.at.addMSecs(http::retryAfterMs(retryAfterOf(m_http.trace(), probe.traceId), probe.at).value_or(backOff));
    return probe;
}

} // namespace baton::exchange

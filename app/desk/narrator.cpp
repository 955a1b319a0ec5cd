#include "app/desk/narrator.h"

namespace baton::desk {

Narrator::Narrator(relay::Story &story, const http::Trace &trace, QObject *parent)
    : QObject(parent)
    , m_story(story)
    , m_trace(trace)
{
}

QString Narrator::answer(qint64 traceId) const
{
    const http::Exchange *exchange = m_trace.find(traceId);
    if (!exchange || !exchange->status)
        return tr("Answered");
    return QStringLiteral("%1 %2 · %3 ms").arg(QString::number(exchange->status), exchange->reason, QString::number(exchange->totalMs));
}

void Narrator::browserOpened(const QString &originalClient, const QStringList &scopes)
{
    m_story.startOver();
    m_story.setParties(originalClient, m_story.secondClient());
    m_scopes = scopes.size();
    m_waiting.start();
    m_story.done(1, tr("Browser opened"));
    m_story.running(2, tr("Signs in, allows %1 scopes").arg(m_scopes));
}

void Narrator::codeReceived()
{
    const qint64 seconds = m_waiting.isValid() ? m_waiting.elapsed() / 1000 : 0;
    m_story.done(2, tr("Allowed · %1 s").arg(seconds), 0, tr("Signs in, allows %1 scopes").arg(m_scopes));
    m_story.done(3, tr("Code received"));
    m_story.running(4);
}

void Narrator::signedIn(const signin::Tokens &tokens)
{
    using State = relay::Step::State;
    if (m_story.step(3).state != State::Done || m_story.step(5).state == State::Done) {
        // An id_token from an existing access token: no browser, no code.
        m_story.startOver();
        m_story.setParties(tokens.client.name, m_story.secondClient());
        for (int number = 1; number <= 3; ++number)
            m_story.done(number, tr("Not needed"));
    }
    m_story.done(4, tr("Request sent"), tokens.tokenTraceId);
    m_story.done(5, answer(tokens.tokenTraceId), tokens.tokenTraceId);
}

void Narrator::signInFailed(const Error &error)
{
    using State = relay::Step::State;
    int number = 1;
    if (m_story.step(4).state == State::Running)
        number = error.traceId && error.httpStatus ? 5 : 4;
    else if (m_story.step(2).state == State::Running)
        number = 2;
    if (number == 5)
        m_story.done(4, tr("Request sent"), error.traceId);
    m_story.failed(number, error);
}

void Narrator::handedOver(const QString &partner, const QString &protection, bool toFile)
{
    if (!partner.isEmpty())
        m_story.setParties(m_story.originalClient(), partner);
    const QString time = QTime::currentTime().toString(QStringLiteral("HH:mm"));
    m_story.done(6, (toFile ? tr("Saved at %1") : tr("Sealed at %1")).arg(time), 0,
        protection.isEmpty() ? QString() : tr("Hands over the id_token"));
}

void Narrator::exchanging(const QString &originalClient, const QString &secondClient)
{
    m_story.setParties(originalClient.isEmpty() ? m_story.originalClient() : originalClient, secondClient);
    m_story.running(7);
}

void Narrator::exchanged(const exchange::DelegatedToken &token)
{
    m_story.done(7, tr("Request sent"), token.traceId);
    m_story.done(8, answer(token.traceId), token.traceId);
}

void Narrator::exchangeFailed(const Error &error)
{
    if (error.httpStatus) {
        m_story.done(7, tr("Request sent"), error.traceId);
        m_story.failed(8, error);
    } else {
        m_story.failed(7, error);
    }
}

void Narrator::writing(const QString &what)
{
    m_story.running(9, what);
}

void Narrator::written(const record::Item &item, qint64 traceId, const QString &what)
{
    m_story.done(9, tr("Request sent"), traceId, what);
    m_story.done(10, answer(traceId), traceId, tr("Saved, source recorded"));
    Q_UNUSED(item)
}

void Narrator::writeFailed(const Error &error)
{
    if (error.httpStatus) {
        m_story.done(9, tr("Request sent"), error.traceId);
        m_story.failed(10, error);
    } else {
        m_story.failed(9, error);
    }
}

} // namespace baton::desk

#include "app/relay/story.h"

#include <QtCore/QCoreApplication>

namespace baton::relay {

namespace {

struct Words {
    Party from, to;
    const char *what;
    const char *meanwhile;
    const char *explanation;
};

constexpr auto context = "Story";

// The ten steps in order.
constexpr Words words[] = {
    { Party::OriginalClient, Party::Researcher, QT_TRANSLATE_NOOP("Story", "Opens the sign-in page"), QT_TRANSLATE_NOOP("Story", "Opening…"),
        QT_TRANSLATE_NOOP("Story", "The original client sends the researcher to the registry in her own browser. It asks for scopes by name and never sees her password.") },
    { Party::Researcher, Party::Registry, QT_TRANSLATE_NOOP("Story", "Signs in, allows the scopes"), QT_TRANSLATE_NOOP("Story", "Waiting for the researcher"),
        QT_TRANSLATE_NOOP("Story", "The researcher signs in at the registry and reads what the original client asks for. Only she can allow or deny it.") },
    { Party::Registry, Party::OriginalClient, QT_TRANSLATE_NOOP("Story", "Authorization code"), QT_TRANSLATE_NOOP("Story", "Waiting…"),
        QT_TRANSLATE_NOOP("Story", "The registry sends the browser back with a short code. The code works once, and only for the client it was made for.") },
    { Party::OriginalClient, Party::Registry, QT_TRANSLATE_NOOP("Story", "Exchanges the code"), QT_TRANSLATE_NOOP("Story", "Sending…"),
        QT_TRANSLATE_NOOP("Story", "The original client presents the code with its own ID and secret. The browser takes no part in this request.") },
    { Party::Registry, Party::OriginalClient, QT_TRANSLATE_NOOP("Story", "Access token + id_token"), QT_TRANSLATE_NOOP("Story", "Waiting…"),
        QT_TRANSLATE_NOOP("Story", "The registry answers with two tokens. The id_token says who signed in and which client asked; it’s the part that can be handed over.") },
    { Party::OriginalClient, Party::SecondClient, QT_TRANSLATE_NOOP("Story", "Hands over the id_token"), QT_TRANSLATE_NOOP("Story", "Sealing…"),
        QT_TRANSLATE_NOOP("Story", "The id_token travels in an encrypted package that only the second client can open. The access token stays with the original client.") },
    { Party::SecondClient, Party::Registry, QT_TRANSLATE_NOOP("Story", "Exchanges the id_token"), QT_TRANSLATE_NOOP("Story", "Sending…"),
        QT_TRANSLATE_NOOP("Story", "The second client presents the id_token with its own ID and secret. The registry checks that delegation is enabled for it and that the permission still stands.") },
    { Party::Registry, Party::SecondClient, QT_TRANSLATE_NOOP("Story", "Access token, 1 hour"), QT_TRANSLATE_NOOP("Story", "Waiting…"),
        QT_TRANSLATE_NOOP("Story", "The registry answers with an access token that carries both clients. It lasts one hour and has no refresh token.") },
    { Party::SecondClient, Party::Registry, QT_TRANSLATE_NOOP("Story", "Adds a work"), QT_TRANSLATE_NOOP("Story", "Sending…"),
        QT_TRANSLATE_NOOP("Story", "The second client changes the researcher’s record with the delegated token. The registry works out the source by itself; the request names none.") },
    { Party::Registry, Party::SecondClient, QT_TRANSLATE_NOOP("Story", "Saved, source recorded"), QT_TRANSLATE_NOOP("Story", "Waiting…"),
        QT_TRANSLATE_NOOP("Story", "The registry keeps both names with the item: the original client via the second client. From now on only this pair can change it.") },
};
constexpr int count = std::size(words);

QString translated(const char *text)
{
    return QCoreApplication::translate(context, text);
}

Step freshStep(int number)
{
    const Words &w = words[number - 1];
    Step step;
    step.number = number;
    step.from = w.from;
    step.to = w.to;
    step.what = translated(w.what);
    step.happened = QCoreApplication::translate(context, "Not yet");
    step.explanation = translated(w.explanation);
    return step;
}

QString shortly(const Error &error)
{
    return error.httpStatus ? QCoreApplication::translate(context, "Refused · %1").arg(error.httpStatus)
                            : QCoreApplication::translate(context, "Failed");
}

bool isStep(int number)
{
    return number >= 1 && number <= count;
}

} // namespace

Story::Story(QObject *parent) : QObject(parent)
{
    for (int number = 1; number <= count; ++number)
        m_steps += freshStep(number);
}

const Step &Story::step(int number) const
{
    return m_steps.at(qBound(1, number, count) - 1);
}

int Story::current() const
{
    for (const Step &s : m_steps) {
        if (s.state == Step::State::NotYet || s.state == Step::State::Running)
            return s.number;
    }
    return 0;
}

void Story::setParties(const QString &originalClient, const QString &secondClient)
{
    if (m_original == originalClient && m_second == secondClient)
        return;
    m_original = originalClient;
    m_second = secondClient;
    Q_EMIT changed(0);
}

void Story::startOver()
{
    for (int number = 1; number <= count; ++number)
        m_steps[number - 1] = freshStep(number);
    Q_EMIT changed(0);
}

bool Story::fallBack(int after)
{
    bool any = false;
    for (int number = after + 1; number <= count; ++number) {
        if (m_steps.at(number - 1).state == Step::State::NotYet)
            continue;
        m_steps[number - 1] = freshStep(number);
        any = true;
    }
    return any;
}

void Story::running(int number, const QString &what)
{
    if (!isStep(number))
        return;
    // A step that starts again tells a new story from here on.
    const bool later = fallBack(number);
    Step step = freshStep(number);
    if (!what.isEmpty())
        step.what = what;
    step.state = Step::State::Running;
    step.happened = translated(words[number - 1].meanwhile);
    step.at = QDateTime::currentDateTimeUtc();
    m_steps[number - 1] = step;
    Q_EMIT changed(later ? 0 : number);
}

void Story::done(int number, const QString &happened, qint64 traceId, const QString &what)
{
    if (!isStep(number))
        return;
    Step &step = m_steps[number - 1];
    const QString said = step.what;
    step = freshStep(number);
    step.what = what.isEmpty() ? said : what;
    step.state = Step::State::Done;
    step.happened = happened;
    step.traceId = traceId;
    step.at = QDateTime::currentDateTimeUtc();
    Q_EMIT changed(number);
}

void Story::failed(int number, const Error &error)
{
    if (!isStep(number))
        return;
    fallBack(number);
    Step &step = m_steps[number - 1];
    step.state = Step::State::Failed;
    step.happened = shortly(error);
    step.explanation = error.text();
    step.traceId = error.traceId;
    step.at = QDateTime::currentDateTimeUtc();
    Q_EMIT changed(0);
}

} // namespace baton::relay

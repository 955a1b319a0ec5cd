#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/handover/inbox.h"
#include "app/http/trace.h"
#include "app/record/item.h"
#include "app/relay/story.h"
#include "app/signin/tokens.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>

namespace baton::desk {

/// Turns what the steps report into the ten steps of the story; pages and the demonstration tell it the same way.
class Narrator : public QObject {
    Q_OBJECT
public:
    Narrator(relay::Story &story, const http::Trace &trace, QObject *parent = nullptr);

    void browserOpened(const QString &originalClient, const QStringList &scopes);
    void codeReceived();
    void signedIn(const signin::Tokens &tokens);
    void signInFailed(const Error &error);
    void handedOver(const QString &partner, const QString &protection, bool toFile);
    void exchanging(const QString &originalClient, const QString &secondClient);
    void exchanged(const exchange::DelegatedToken &token);
    void exchangeFailed(const Error &error);
    void writing(const QString &what);
    void written(const record::Item &item, qint64 traceId, const QString &what);
    void writeFailed(const Error &error);

private:
    QString answer(qint64 traceId) const; ///< "200 OK · 84 ms"

    relay::Story &m_story;
    const http::Trace &m_trace;
    QElapsedTimer m_waiting;
    qsizetype m_scopes = 0;
};

} // namespace baton::desk

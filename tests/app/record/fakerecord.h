#pragma once

#include "app/base/clock.h"
#include "app/exchange/delegatedsession.h"
#include "app/exchange/exchanger.h"
#include "app/http/httpclient.h"
#include "app/record/recordclient.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

namespace baton::test {

QByteArray recordData(const QString &name);
QJsonObject recordJson(const QString &name);

/// A record of one researcher behind a real socket: lists come from tests/data/record, items added to it are kept with
/// the source of the delegation. Faults are queued per call.
class FakeRecord : public QObject {
public:
    enum class Fault { None, LoseAfterSaving, LoseBeforeSaving, BusyAfterSaving, BusyBeforeSaving };

    explicit FakeRecord(const QStringList &scopes = { QStringLiteral("/read-limited"), QStringLiteral("/activities/update"),
                            QStringLiteral("/person/update"), QStringLiteral("openid") });

    void begin();
    QList<Received> sent(const QByteArray &method) const;
    QJsonObject item(qint64 putCode) const { return items.value(putCode); }

    QMap<qint64, QJsonObject> items;      ///< works by put-code, in full
    QList<Fault> faults;                  ///< for the next POST, PUT, DELETE
    std::optional<Reply> refusal;         ///< answer to the next POST, PUT, DELETE instead
    std::optional<Reply> listAnswer;      ///< answer to every list of works instead
    QByteArray answer401 = R"({"error":"invalid_token","error_description":"Invalid access token: x"})";
    std::optional<qint64> modified;       ///< the record's date (epoch ms) in /summary, and dates in lists; moves with each write
    bool tokenGood = true;
    bool exchangeGood = true;
    bool deleteOnly = false;              ///< the permission was withdrawn: exchanged, yet good for DELETE alone

    FakeServer server;
    SystemClock clock;
    http::Trace trace;
    http::HttpClient http;
    exchange::Exchanger exchanger;
    exchange::DelegatedSession session;
    record::RecordClient client;

private:
    Reply handle(const Received &request);
    Reply bulk(const QList<QByteArray> &putCodes) const;
    Reply write(const Received &request, const QList<QByteArray> &path);
    Reply store(const QByteArray &method, const QByteArray &body, qint64 putCode);
    QJsonObject source() const;
    QJsonObject worksList() const;

    QStringList m_scopes;
    qint64 m_next = 1734;
};

/// Waits for a future in the event loop; ends the test process's patience after ten seconds.
template <typename T>
T waitFor(const QFuture<T> &future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    if (!future.isFinished())
        loop.exec();
    if (!future.isFinished())
        qFatal("no answer within ten seconds");
    return future.result();
}

} // namespace baton::test

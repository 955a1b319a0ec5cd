#pragma once

#include "app/http/httpclient.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkReply>

namespace baton::http {

/// One HttpClient::send(): its attempts, redirects and limits. Single use; gives exactly one result, then deletes itself.
class Call : public QObject {
    Q_OBJECT
public:
    Call(QNetworkAccessManager &manager, Trace &trace, const Limits &limits, const Request &request, QObject *parent);
    ~Call() override;

    QFuture<Result<Response>> future() const { return m_answer.future(); }
    void start();
    void cancel();

private:
    void attempt();
    void openTrace();
    QNetworkReply *dispatch();
    void watch();
    void progress();
    void headArrived();
    void readMore();
    void passOn(const QByteArray &piece, qint64 from);
    void replyFinished();
    void stopReply(const Error &why);

    void judge();
    Error transportError() const;
    Error tooLarge() const;
    bool followRedirect();
    bool scheduleRetry(std::optional<qint64> serverWish);
    void closeTrace(Exchange::State state, const QString &failure = {});
    void giveError(Error error);
    void finish(Result<Response> result);

    QNetworkAccessManager &m_manager;
    Trace &m_trace;
    Limits m_limits;
    Request m_request;
    QByteArray m_body;
    Answer<Result<Response>> m_answer;

    Exchange m_exchange;
    Response m_response;
    QNetworkReply *m_reply = nullptr;
    std::optional<Error> m_stopped; ///< why we ended the attempt ourselves
    QTimer m_idle, m_total, m_pause;
    QElapsedTimer m_watch;
    qint64 m_connectStart = -1, m_encrypted = -1, m_sent = -1, m_head = -1;
    int m_attempt = 0;
    int m_redirects = 0;
    bool m_over = false;
};

} // namespace baton::http

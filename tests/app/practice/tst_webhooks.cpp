// Webhooks (orcid.md 6.5): registered, removed, called after a change, again when they do not answer 2xx, and only here.
#include "tests/app/practice/api/client.h"

#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace apiclient;
using apitest::smallest;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

/// Answers each request with the next of the statuses, the last one for ever.
class Listener : public QTcpServer {
public:
    explicit Listener(QList<int> statuses = { 204 }) : m_statuses(std::move(statuses))
    {
        listen(QHostAddress::LocalHost, 0);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { answer(socket); });
                connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
    }
    QString address(const QString &path = S("/changed")) const { return QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path); }
    QList<QByteArray> requests;

private:
    void answer(QTcpSocket *socket)
    {
        const QByteArray head = socket->readAll();
        if (!head.contains("\r\n\r\n"))
            return;
        requests << head;
        const int status = m_statuses.size() > 1 ? m_statuses.takeFirst() : m_statuses.constFirst();
        if (status == 0)
            return; // leaves the caller waiting
        socket->write("HTTP/1.1 " + QByteArray::number(status) + " x\r\nContent-Length: 0\r\n\r\n");
        socket->disconnectFromHost();
    }

    QList<int> m_statuses;
};

} // namespace

class TestWebhooks : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;
    QString m_token;

    static QString path(const QString &uri, const QString &orcid = apitest::tomas)
    {
        return u'/' + orcid + S("/webhook/") + QString::fromLatin1(QUrl::toPercentEncoding(uri));
    }
    Answer hook(const QByteArray &method, const QString &path, const QString &token = {})
    {
        return call(*m_registry, { token.isEmpty() ? m_token : token }, method, path);
    }
    void addWork(const char *mark)
    {
        const QString writer = grant(*m_registry, apitest::northbridge, apitest::tomas, { S("/activities/update") });
        const Answer answer = call(*m_registry, { writer }, "POST", S("/v3.0/") + apitest::tomas + S("/work"), bytes(smallest(S("works"), mark)));
        QCOMPARE(answer.status, 201);
    }
    void setTiming(std::chrono::milliseconds pause, int attempts, std::chrono::milliseconds patience = std::chrono::seconds(5))
    {
        m_registry->registry.configure([&](practice::RegistryCore &core) { core.webhookCalls().setTiming({ pause, patience, attempts }); });
    }
    int pending()
    {
        int count = 0;
        m_registry->registry.configure([&](practice::RegistryCore &core) { count = core.webhookCalls().pending(); });
        return count;
    }

private Q_SLOTS:
    void init()
    {
        m_registry = std::make_unique<PracticeFixture>();
        QVERIFY(m_registry->start());
        const Answer answer = m_registry->token(harbour, { { S("grant_type"), S("client_credentials") }, { S("scope"), S("/webhook") } });
        m_token = answer.json().value(u"access_token").toString();
        QVERIFY2(!m_token.isEmpty(), answer.body.constData());
    }

    void registeredAndRemoved()
    {
        const QString uri = S("http://127.0.0.1:9/a/b?x=1&y=ä");
        const Answer created = hook("PUT", path(uri));
        QCOMPARE(created.status, 201);
        QVERIFY(created.body.isEmpty());
        QCOMPARE(QUrl::fromPercentEncoding(created.header("location")), m_registry->registry.info().issuer + S("/0000-0000-4410-2077/webhook/") + uri);
        QCOMPARE(hook("PUT", path(uri)).status, 204);
        QCOMPARE(hook("PUT", S("/v3.0") + path(uri)).status, 204); // with the version it is the same one
        const QString other = grant(*m_registry, apitest::northbridge, {}, { S("/webhook") });
        const Answer refused = hook("DELETE", path(uri), other);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.json().value(u"error-code").toInt(), 9014);
        QCOMPARE(hook("DELETE", path(uri)).status, 204);
        QCOMPARE(hook("DELETE", path(uri)).json().value(u"error-code").toInt(), 9028);
        QCOMPARE(hook("GET", path(uri)).status, 405);
    }

    void onlyThisComputer_data()
    {
        QTest::addColumn<QString>("uri");
        QTest::addColumn<bool>("taken");
        const auto row = [](const char *uri, bool taken) { QTest::newRow(uri) << S(uri) << taken; };
        row("http://127.0.0.1/x", true);
        row("http://localhost:8080/x", true);
        row("http://[::1]:8080/x", true);
        row("http://127.0.0.2/x", false);
        row("http://example.org/x", false);
        row("http://localhost.example.org/x", false);
        row("http://127.0.0.1@example.org/x", false);
        row("http://somebody@127.0.0.1/x", false);
        row("https://127.0.0.1/x", false);
        row("ftp://127.0.0.1/x", false);
        row("file:///etc/passwd", false);
        row("127.0.0.1/x", false);
        row("http://", false);
    }

    void onlyThisComputer()
    {
        QFETCH(QString, uri);
        QFETCH(bool, taken);
        const Answer answer = hook("PUT", path(uri));
        QCOMPARE(answer.status, taken ? 201 : 400);
        if (!taken) {
            QCOMPARE(answer.json().value(u"error-code").toInt(), 9012);
            QVERIFY2(answer.body.contains("Full validation error: "), answer.body.constData());
        }
    }

    void calledAfterEachChange()
    {
        Listener listener;
        QCOMPARE(hook("PUT", path(listener.address(S("/changed?who=t")))).status, 201);
        addWork("w1");
        QTRY_COMPARE(listener.requests.size(), 1);
        const QByteArray &request = listener.requests.constFirst();
        QVERIFY2(request.startsWith("POST /changed?who=t HTTP/1.1\r\n") && request.contains("Content-Length: 0\r\n") && request.endsWith("\r\n\r\n"), request.constData());
        QVERIFY(request.contains("Host: 127.0.0.1:" + QByteArray::number(listener.serverPort()) + "\r\n"));
        const QString writer = grant(*m_registry, apitest::northbridge, apitest::tomas, { S("/activities/update") });
        const Answer added = call(*m_registry, { writer }, "POST", S("/v3.0/") + apitest::tomas + S("/work"), bytes(smallest(S("works"), "w2")));
        QTRY_COMPARE(listener.requests.size(), 2);
        const QString item = QStringLiteral("/v3.0/%1/work/%2").arg(apitest::tomas).arg(putCodeOf(added));
        QJsonObject changed = smallest(S("works"), "w3");
        changed.insert(S("put-code"), putCodeOf(added));
        QCOMPARE(call(*m_registry, { writer }, "PUT", item, bytes(changed)).status, 200);
        QTRY_COMPARE(listener.requests.size(), 3);
        QCOMPARE(call(*m_registry, { writer }, "DELETE", item).status, 204);
        QTRY_COMPARE(listener.requests.size(), 4);
        QCOMPARE(call(*m_registry, { writer }, "GET", S("/v3.0/") + apitest::tomas + S("/works")).status, 200);
        QTRY_COMPARE(pending(), 0);
        QCOMPARE(listener.requests.size(), 4); // reading changes nothing
        // Several items of one request make one call.
        QJsonArray works;
        for (const char *mark : { "b1", "b2", "b3" })
            works.append(QJsonObject { { S("work"), smallest(S("works"), mark) } });
        QCOMPARE(call(*m_registry, { writer }, "POST", S("/v3.0/") + apitest::tomas + S("/works"), bytes({ { S("bulk"), works } })).status, 200);
        QTRY_COMPARE(listener.requests.size(), 5);
        QTRY_COMPARE(pending(), 0);
        QCOMPARE(listener.requests.size(), 5);
    }

    void otherRecordsAndRemovedOnesStaySilent()
    {
        Listener listener, removed;
        QCOMPARE(hook("PUT", path(listener.address(), apitest::sofia)).status, 201);
        QCOMPARE(hook("PUT", path(removed.address())).status, 201);
        QCOMPARE(hook("DELETE", path(removed.address())).status, 204);
        Listener witness;
        QCOMPARE(hook("PUT", path(witness.address())).status, 201);
        addWork("o1");
        QTRY_COMPARE(witness.requests.size(), 1);
        QTRY_COMPARE(pending(), 0);
        QVERIFY(listener.requests.isEmpty() && removed.requests.isEmpty());
    }

    void triedAgainUntilAccepted()
    {
        setTiming(std::chrono::milliseconds(5), 5);
        Listener listener({ 500, 302, 204 });
        QCOMPARE(hook("PUT", path(listener.address())).status, 201);
        addWork("r1");
        QTRY_COMPARE(listener.requests.size(), 3);
        QTRY_COMPARE(pending(), 0);
        QCOMPARE(listener.requests.size(), 3);
    }

    void givenUpAfterAFewTimes()
    {
        setTiming(std::chrono::milliseconds(2), 3, std::chrono::milliseconds(100));
        Listener broken({ 503 }), silent({ 0 });
        QCOMPARE(hook("PUT", path(broken.address())).status, 201);
        QCOMPARE(hook("PUT", path(silent.address())).status, 201);
        quint16 closed = 0;
        {
            const Listener gone;
            closed = gone.serverPort();
        }
        QCOMPARE(hook("PUT", path(QStringLiteral("http://localhost:%1/").arg(closed))).status, 201);
        addWork("g1");
        QTRY_COMPARE(broken.requests.size(), 3);
        QTRY_COMPARE(silent.requests.size(), 3);
        QTRY_COMPARE(pending(), 0);
        QCOMPARE(broken.requests.size(), 3);
    }

    void theRegistryAnswersMeanwhile()
    {
        Listener silent({ 0 });
        QCOMPARE(hook("PUT", path(silent.address())).status, 201);
        addWork("m1");
        QTRY_COMPARE(silent.requests.size(), 1);
        QCOMPARE(pending(), 1);
        QElapsedTimer timer;
        timer.start();
        addWork("m2");
        addWork("m3");
        QVERIFY2(timer.elapsed() < 9000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(silent.requests.size(), 1); // one call at a time for each webhook
    }

    void aChangeDuringACallIsNotLost()
    {
        setTiming(std::chrono::milliseconds(5), 3, std::chrono::milliseconds(300));
        Listener listener({ 0, 204 });
        QCOMPARE(hook("PUT", path(listener.address())).status, 201);
        addWork("d1");
        QTRY_COMPARE(listener.requests.size(), 1);
        addWork("d2");
        // The first try again, and one call for the second change.
        QTRY_COMPARE(listener.requests.size(), 3);
        QTRY_COMPARE(pending(), 0);
        QCOMPARE(listener.requests.size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"

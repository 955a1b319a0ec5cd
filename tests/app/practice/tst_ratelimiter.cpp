// ORCID's limit (orcid.md 1): 24 a second, 40 more wait, the rest gets 503.
#include "app/practice/server/ratelimiter.h"
#include "tests/app/practice/fixture.h"

#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::practice;
using namespace std::chrono_literals;

class TestRateLimiter : public QObject {
    Q_OBJECT

    ManualClock m_clock;

    static QList<qint64> burst(RateLimiter &limiter, int count, const QString &client = QStringLiteral("A"))
    {
        QList<qint64> waits;
        for (int i = 0; i < count; ++i) {
            const auto wait = limiter.admit(client);
            waits << (wait ? wait->count() : -1);
        }
        return waits;
    }

private Q_SLOTS:
    void asManyAsThereArePassAtOnce()
    {
        RateLimiter limiter(m_clock);
        const QList<qint64> waits = burst(limiter, 66);
        QCOMPARE(waits.mid(0, 24), QList<qint64>(24, 0));
        // The others are answered at the rate: one each 1/24 s.
        QCOMPARE(waits.at(24), 42);
        QCOMPARE(waits.at(24 + 23), 1000);
        QCOMPARE(waits.at(24 + 39), 1667);
        QCOMPARE(waits.mid(64), (QList<qint64> { -1, -1 }));
    }

    void aSecondLaterTheAllowanceIsBack()
    {
        RateLimiter limiter(m_clock);
        burst(limiter, 100);
        m_clock.advance(1s);
        // 24 have been answered meanwhile, so 24 more may wait.
        QCOMPARE(burst(limiter, 25).count(-1), 1);
        m_clock.advance(10s);
        QCOMPARE(burst(limiter, 24), QList<qint64>(24, 0));
    }

    void refusedOnesCostNothing()
    {
        RateLimiter limiter(m_clock);
        burst(limiter, 64);
        QCOMPARE(burst(limiter, 1000).count(-1), 1000);
        m_clock.advance(42ms);
        QVERIFY(limiter.admit(QStringLiteral("A")));
    }

    void steadyCallersNeverWait()
    {
        RateLimiter limiter(m_clock);
        for (int i = 0; i < 500; ++i) {
            QCOMPARE(burst(limiter, 1), QList<qint64> { 0 });
            m_clock.advance(42ms);
        }
    }

    void eachClientHasItsOwn()
    {
        RateLimiter limiter(m_clock);
        burst(limiter, 64);
        QCOMPARE(burst(limiter, 1, QStringLiteral("B")), QList<qint64> { 0 });
    }

    void anotherRateAndNone()
    {
        RateLimiter limiter(m_clock, 2);
        QCOMPARE(burst(limiter, 3), (QList<qint64> { 0, 0, 500 }));
        limiter.setRate(0);
        QCOMPARE(burst(limiter, 5000).count(0), 5000);
    }

    /// On by default: 70 requests at once, over one connection each, as the registry answers them.
    void theRegistryHoldsToIt()
    {
        test::PracticeFixture registry;
        QVERIFY(registry.start(practice::Options {}));
        const QUrl issuer(registry.registry.info().issuer);
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 70; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, quint16(issuer.port()));
            sockets.back()->write("GET /v3.0/" + test::sofia.toLatin1() + "/works HTTP/1.1\r\nHost: " + issuer.authority().toLatin1() + "\r\n\r\n");
        }
        int refused = 0, answered = 0;
        for (const auto &socket : sockets) {
            QTRY_COMPARE_WITH_TIMEOUT(socket->state(), QAbstractSocket::UnconnectedState, 20000);
            const QByteArray answer = socket->readAll();
            if (answer.startsWith("HTTP/1.1 503")) {
                ++refused;
                QVERIFY(!answer.toLower().contains("retry-after"));
            } else {
                QVERIFY2(answer.startsWith("HTTP/1.1 403"), answer.constData()); // without a token
                ++answered;
            }
        }
        // Connecting takes time in which the allowance grows.
        QVERIFY2(answered >= 64 && answered + refused == 70, qPrintable(QString::number(answered)));
        // Pages and keys are no part of it.
        for (int i = 0; i < 80; ++i)
            QCOMPARE(registry.get(QStringLiteral("/oauth/jwks")).status, 200);
    }

    void aClockSetBackDoesNotLockAnybodyOut()
    {
        ManualClock clock;
        RateLimiter limiter(clock);
        clock.advance(1h);
        burst(limiter, 64);
        clock.advance(-1h);
        QVERIFY(!limiter.admit(QStringLiteral("A")));
        clock.advance(1s);
        QVERIFY(limiter.admit(QStringLiteral("A")));
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"

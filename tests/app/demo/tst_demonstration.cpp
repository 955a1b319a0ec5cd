#include "app/demo/demonstration.h"

#include <QtNetwork/QTcpServer>
#include <QtTest/QtTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace baton;

/// The demonstration at the edges of the practice registry's life.
class TestDemonstration : public QObject {
    Q_OBJECT

    QTemporaryDir m_profile;
    std::unique_ptr<desk::Desk> m_desk;

    static practice::Options anyPort()
    {
        practice::Options options;
        options.port = 0;
        options.ratePerSecond = 0;
        return options;
    }

    /// What a demonstration that cannot begin ends with.
    Error whyNot()
    {
        demo::Demonstration demonstration(*m_desk, {});
        std::optional<Result<void>> ended;
        connect(&demonstration, &demo::Demonstration::finished, this, [&ended](const Result<void> &result) { ended = result; });
        demonstration.start();
        (void)QTest::qWaitFor([&ended] { return ended.has_value(); });
        return ended && !*ended ? ended->error() : Error();
    }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<desk::Desk>(m_profile.path());
        QVERIFY(m_desk->vault.openForThisSession());
    }
    void cleanup() { m_desk.reset(); }

    void waitsForARegistryThatStarts()
    {
        demo::Demonstration demonstration(*m_desk, {});
        std::optional<Result<void>> ended;
        connect(&demonstration, &demo::Demonstration::finished, this, [&ended](const Result<void> &result) { ended = result; });
        QSignalSpy begun(&demonstration, &demo::Demonstration::browserOpened);
        m_desk->startPractice(anyPort());
        QVERIFY(m_desk->registry.isStarting() && !m_desk->registry.isRunning());
        demonstration.start();
        QVERIFY(!ended);
        QTRY_COMPARE_WITH_TIMEOUT(begun.count(), 1, 30'000);
        QVERIFY(!ended);
        demonstration.cancel();
        QTRY_VERIFY(ended);
        QCOMPARE(ended->error().code, u"demo.cancelled"_s);
    }

    void saysThatNoneRuns()
    {
        QCOMPARE(whyNot().code, u"demo.registry"_s);
    }

    // "Not running" would hide why.
    void saysWhyNoneCouldStart()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        practice::Options options = anyPort();
        options.port = other.serverPort();
        QSignalSpy failed(m_desk.get(), &desk::Desk::practiceFailed);
        m_desk->startPractice(options);
        QTRY_COMPARE(failed.count(), 1);
        const Error reason = whyNot();
        QCOMPARE(reason.code, u"practice.port_busy"_s);
        QVERIFY(reason.what.contains(QString::number(other.serverPort())));
        m_desk->startPractice(anyPort());
        QTRY_VERIFY(m_desk->registry.isRunning());
        QVERIFY(!m_desk->practiceProblem());
    }
};

QTEST_GUILESS_MAIN(TestDemonstration)
#include "tst_demonstration.moc"

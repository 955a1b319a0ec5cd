#include "tests/ui/gallery/find.h"
#include "ui/overview/overviewpage.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

class tst_OverviewPage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<relay::Story> m_story;
    std::unique_ptr<http::Trace> m_trace;
    std::unique_ptr<ui::OverviewPage> m_page;

    QAbstractButton *step(int number) const
    {
        for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
            if (one->accessibleName().startsWith(u"Step %1:"_s.arg(number)))
                return one;
        }
        return nullptr;
    }

    bool says(const QString &text) const { return test::says(*m_page, text); }

    qint64 traced()
    {
        http::Exchange exchange;
        exchange.method = u"POST"_s;
        exchange.url = QUrl(u"http://127.0.0.1:9760/oauth/token"_s);
        exchange.status = 200;
        exchange.reason = u"OK"_s;
        exchange.state = http::Exchange::State::Answered;
        exchange.totalMs = 84;
        return m_trace->add(exchange);
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<relay::Story>();
        m_story->setParties(u"Northbridge University"_s, u"Open Grants Platform"_s);
        m_trace = std::make_unique<http::Trace>();
        m_page = std::make_unique<ui::OverviewPage>(*m_story, *m_trace);
        m_page->setEnvironment(orcid::Environment::practice());
        m_page->resize(968, 700);
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_story.reset();
    }

    void tenStepsWithNames()
    {
        for (int number = 1; number <= 10; ++number)
            QVERIFY2(step(number), qPrintable(QString::number(number)));
        QVERIFY(step(5)->accessibleName().startsWith(u"Step 5: Registry to Northbridge University, "_s));
        QCOMPARE(step(5)->accessibleDescription(), u"Not yet"_s);
        QVERIFY(named(*m_page, u"Sequence diagram"_s));
        QVERIFY(says(u"Nothing has happened yet"_s));
        QVERIFY(!button(*m_page, "Show HTTP exchange")->isEnabled());
    }

    void followsTheStory()
    {
        m_story->running(1);
        QVERIFY(says(u"Step 1 of 10 is running"_s));
        QVERIFY(step(1)->accessibleDescription().startsWith(u"Running"_s));
        m_story->done(1, u"Browser opened"_s);
        QCOMPARE(step(1)->accessibleDescription(), u"Done: Browser opened"_s);
        QCOMPARE(m_page->selectedStep(), 1);
    }

    void selectingFillsThePanel()
    {
        const qint64 trace = traced();
        m_story->done(4, u"Request sent"_s, trace);
        m_story->done(5, u"200 OK · 84 ms"_s, trace);
        step(5)->click();
        QVERIFY(says(u"Registry → Northbridge University: "_s));
        QVERIFY(says(u"POST /oauth/token"_s));
        QSignalSpy shown(m_page.get(), &ui::Page::showExchange);
        QVERIFY(press(*m_page, "Show HTTP exchange"));
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.first().first().toLongLong(), trace);
    }

    void failureStopsTheFlow()
    {
        m_story->done(6, u"Saved"_s);
        Error error;
        error.code = u"exchange.not_enabled"_s;
        error.what = u"Not enabled."_s;
        m_story->failed(7, error);
        QVERIFY(step(7)->accessibleDescription().startsWith(u"Failed"_s));
        QCOMPARE(step(8)->accessibleDescription(), u"Not yet"_s);
        QVERIFY(says(u"Step 7 of 10 failed"_s));
    }

    void keyboard()
    {
        const qint64 trace = traced();
        m_story->done(1, u"Browser opened"_s, trace);
        step(1)->setFocus();
        QTest::keyClick(step(1), Qt::Key_Down);
        QCOMPARE(m_page->selectedStep(), 2);
        QTest::keyClick(step(2), Qt::Key_Up);
        QCOMPARE(m_page->selectedStep(), 1);
        QSignalSpy shown(m_page.get(), &ui::Page::showExchange), played(m_page.get(), &ui::OverviewPage::playRequested),
            paused(m_page.get(), &ui::OverviewPage::pauseRequested), next(m_page.get(), &ui::OverviewPage::nextRequested);
        QTest::keyClick(step(1), Qt::Key_Return);
        QCOMPARE(shown.size(), 1);
        QTest::keyClick(step(1), Qt::Key_Space);
        QCOMPARE(played.size(), 1);
        QTest::keyClick(step(1), Qt::Key_Right);
        QCOMPARE(next.size(), 1);
        m_page->setPlaying(true);
        QTest::keyClick(step(1), Qt::Key_Space);
        QCOMPARE(paused.size(), 1);
    }

    void playsInPracticeOnly()
    {
        QVERIFY(button(*m_page, "Play the demonstration")->isVisibleTo(m_page.get()));
        m_page->setPlaying(true);
        QVERIFY(press(*m_page, "Pause the demonstration"));
        m_page->setPlaying(false);
        m_page->setEnvironment(orcid::Environment::sandbox());
        QVERIFY(!button(*m_page, "Play the demonstration")->isVisibleTo(m_page.get()));
        QVERIFY(!button(*m_page, "Next step")->isVisibleTo(m_page.get()));
    }

    void startsOver()
    {
        QVERIFY(!button(*m_page, "Start over")->isEnabled());
        m_story->done(1, u"Browser opened"_s);
        QSignalSpy asked(m_page.get(), &ui::OverviewPage::startOverRequested);
        QVERIFY(press(*m_page, "Start over"));
        QCOMPARE(asked.size(), 1);
        m_story->startOver();
        QCOMPARE(m_page->selectedStep(), 0);
    }
};

QTEST_MAIN(tst_OverviewPage)
#include "tst_overviewpage.moc"

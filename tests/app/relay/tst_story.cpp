#include "app/relay/story.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::relay;

/// Ten steps and how they fall back.
class TestStory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsWithTenStepsNotYet()
    {
        const Story story;
        QCOMPARE(story.steps().size(), 10);
        for (int number = 1; number <= 10; ++number) {
            const Step &step = story.step(number);
            QCOMPARE(step.number, number);
            QCOMPARE(step.state, Step::State::NotYet);
            QCOMPARE(step.happened, u"Not yet"_s);
            QVERIFY(!step.what.isEmpty());
            QVERIFY(!step.explanation.isEmpty());
            QVERIFY(step.from != step.to);
        }
        QCOMPARE(story.step(6).from, Party::OriginalClient);
        QCOMPARE(story.step(6).to, Party::SecondClient);
        QCOMPARE(story.current(), 1);
    }

    void runsAndEnds()
    {
        Story story;
        QSignalSpy changed(&story, &Story::changed);
        story.running(1);
        QCOMPARE(story.step(1).state, Step::State::Running);
        story.done(1, u"Browser opened"_s);
        story.running(2, u"Signs in, allows 3 scopes"_s);
        story.done(2, u"Allowed · 14 s"_s, 5);
        QCOMPARE(story.step(2).what, u"Signs in, allows 3 scopes"_s);
        QCOMPARE(story.step(2).traceId, 5);
        QVERIFY(story.step(2).at.isValid());
        QCOMPARE(story.current(), 3);
        for (int number = 3; number <= 10; ++number)
            story.done(number, u"ok"_s);
        QCOMPARE(story.current(), 0);
        QCOMPARE(changed.last().first().toInt(), 10);
    }

    void failureStopsTheFlow()
    {
        Story story;
        for (int number = 1; number <= 8; ++number)
            story.done(number, u"ok"_s);
        Error error;
        error.what = u"Not enabled."_s;
        error.next = u"Ask ORCID."_s;
        error.httpStatus = 400;
        error.traceId = 9;
        story.failed(7, error);
        QCOMPARE(story.step(7).state, Step::State::Failed);
        QCOMPARE(story.step(7).explanation, u"Not enabled. Ask ORCID."_s);
        QVERIFY(story.step(7).happened.contains(u"400"_s));
        QCOMPARE(story.step(7).traceId, 9);
        QCOMPARE(story.step(8).state, Step::State::NotYet);
        QCOMPARE(story.step(6).state, Step::State::Done);
    }

    void aStepThatRunsAgainForgetsWhatFollowed()
    {
        Story story;
        for (int number = 1; number <= 10; ++number)
            story.done(number, u"ok"_s, number);
        story.running(7);
        QCOMPARE(story.step(8).state, Step::State::NotYet);
        QCOMPARE(story.step(8).traceId, 0);
        QCOMPARE(story.step(6).state, Step::State::Done);
        story.startOver();
        QCOMPARE(story.current(), 1);
    }

    void partiesAreToldOnce()
    {
        Story story;
        QSignalSpy changed(&story, &Story::changed);
        story.setParties(u"A"_s, u"B"_s);
        story.setParties(u"A"_s, u"B"_s);
        QCOMPARE(changed.count(), 1);
        story.startOver();
        QCOMPARE(story.originalClient(), u"A"_s);
        story.running(0);
        story.running(11);
        QCOMPARE(story.current(), 1);
    }
};

QTEST_GUILESS_MAIN(TestStory)
#include "tst_story.moc"

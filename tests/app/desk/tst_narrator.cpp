#include "app/desk/narrator.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using State = relay::Step::State;

/// What the steps report becomes the ten steps of the story.
class TestNarrator : public QObject {
    Q_OBJECT

    http::Trace m_trace;
    std::unique_ptr<relay::Story> m_story;
    std::unique_ptr<desk::Narrator> m_narrator;

    QString states() const
    {
        QString text;
        for (const relay::Step &step : m_story->steps())
            text += u"-rdf"_s.at(int(step.state));
        return text;
    }

    qint64 traced(int status, const QString &reason)
    {
        http::Exchange exchange;
        exchange.status = status;
        exchange.reason = reason;
        exchange.totalMs = 84;
        return m_trace.add(exchange);
    }

    static Error answered(int status, qint64 traceId)
    {
        return { u"x.refused"_s, u"Refused"_s, {}, traceId, status, {} };
    }

    void signInToTheEnd()
    {
        m_narrator->browserOpened(u"Northbridge University"_s, { u"openid"_s, u"/read-limited"_s });
        m_narrator->codeReceived();
        signin::Tokens tokens;
        tokens.tokenTraceId = traced(200, u"OK"_s);
        m_narrator->signedIn(tokens);
    }

private Q_SLOTS:
    void init()
    {
        m_story = std::make_unique<relay::Story>();
        m_narrator = std::make_unique<desk::Narrator>(*m_story, m_trace);
    }

    void cleanup()
    {
        m_narrator.reset();
        m_story.reset();
    }

    void aTokenWithoutBrowserStartsAnotherStory()
    {
        signInToTheEnd();
        m_narrator->handedOver(u"Open Grants Platform"_s, u"Key 4F2A…2F61"_s, false);
        signin::Tokens tokens;
        tokens.client.name = u"Halden Research Library"_s;
        tokens.tokenTraceId = traced(200, u"OK"_s);
        m_narrator->signedIn(tokens);
        QCOMPARE(states(), u"ddddd-----"_s);
        QCOMPARE(m_story->originalClient(), u"Halden Research Library"_s);
        QVERIFY(m_story->step(2).happened != m_story->step(5).happened);
    }

    void wholeRelay()
    {
        m_narrator->browserOpened(u"Northbridge University"_s, { u"openid"_s, u"/read-limited"_s });
        QCOMPARE(states(), u"dr--------"_s);
        QVERIFY(m_story->step(2).what.contains(u"2 scopes"_s));
        QCOMPARE(m_story->originalClient(), u"Northbridge University"_s);
        m_narrator->codeReceived();
        QCOMPARE(states(), u"dddr------"_s);
        signin::Tokens tokens;
        tokens.tokenTraceId = traced(200, u"OK"_s);
        m_narrator->signedIn(tokens);
        QCOMPARE(states(), u"ddddd-----"_s);
        QCOMPARE(m_story->step(5).happened, u"200 OK · 84 ms"_s);
        QCOMPARE(m_story->step(5).traceId, tokens.tokenTraceId);
        m_narrator->handedOver(u"Open Grants Platform"_s, u"Key 4F2A…2F61"_s, false);
        QCOMPARE(states(), u"dddddd----"_s);
        QCOMPARE(m_story->secondClient(), u"Open Grants Platform"_s);
        m_narrator->exchanging(u"Northbridge University"_s, u"Open Grants Platform"_s);
        QCOMPARE(states(), u"ddddddr---"_s);
        exchange::DelegatedToken token;
        token.traceId = traced(200, u"OK"_s);
        m_narrator->exchanged(token);
        QCOMPARE(states(), u"dddddddd--"_s);
        QCOMPARE(m_story->step(8).traceId, token.traceId);
        m_narrator->writing(u"Adds a work"_s);
        QCOMPARE(states(), u"ddddddddr-"_s);
        const qint64 written = traced(201, u"Created"_s);
        m_narrator->written({}, written, u"Adds a work"_s);
        QCOMPARE(states(), u"dddddddddd"_s);
        QCOMPARE(m_story->step(10).happened, u"201 Created · 84 ms"_s);
    }

    void signInFailsWhereItStood()
    {
        m_narrator->browserOpened(u"A"_s, { u"openid"_s });
        m_narrator->signInFailed({ u"signin.denied"_s, u"Denied"_s, {}, 0, 0, {} });
        QCOMPARE(states(), u"df--------"_s);
        m_narrator->browserOpened(u"A"_s, { u"openid"_s });
        m_narrator->codeReceived();
        m_narrator->signInFailed({ u"http.unreachable"_s, u"Unreachable"_s, {}, traced(0, {}), 0, {} });
        QCOMPARE(states(), u"dddf------"_s);
        m_narrator->browserOpened(u"A"_s, { u"openid"_s });
        m_narrator->codeReceived();
        m_narrator->signInFailed(answered(400, traced(400, u"Bad Request"_s)));
        QCOMPARE(states(), u"ddddf-----"_s);
    }

    void idTokenFromAnAccessTokenNeedsNoBrowser()
    {
        signin::Tokens tokens;
        tokens.client.name = u"Northbridge University"_s;
        tokens.tokenTraceId = traced(200, u"OK"_s);
        m_narrator->signedIn(tokens);
        QCOMPARE(states(), u"ddddd-----"_s);
        QCOMPARE(m_story->step(1).happened, m_story->step(3).happened);
        QCOMPARE(m_story->originalClient(), u"Northbridge University"_s);
    }

    void exchangeAndWriteFail()
    {
        signInToTheEnd();
        m_narrator->handedOver({}, {}, true);
        m_narrator->exchanging({}, u"B"_s);
        QCOMPARE(m_story->originalClient(), u"Northbridge University"_s);
        m_narrator->exchangeFailed(answered(401, traced(401, u"Unauthorized"_s)));
        QCOMPARE(states(), u"dddddddf--"_s);
        m_narrator->exchanging({}, u"B"_s);
        m_narrator->exchangeFailed({ u"http.unreachable"_s, u"Unreachable"_s, {}, 0, 0, {} });
        QCOMPARE(states(), u"ddddddf---"_s);
        exchange::DelegatedToken token;
        m_narrator->exchanging({}, u"B"_s);
        m_narrator->exchanged(token);
        m_narrator->writing(u"Adds a work"_s);
        m_narrator->writeFailed(answered(409, traced(409, u"Conflict"_s)));
        QCOMPARE(states(), u"dddddddddf"_s);
        m_narrator->writing(u"Adds a work"_s);
        m_narrator->writeFailed({ u"http.timeout"_s, u"Slow"_s, {}, 0, 0, {} });
        QCOMPARE(states(), u"ddddddddf-"_s);
    }
};

QTEST_GUILESS_MAIN(TestNarrator)
#include "tst_narrator.moc"

#include "app/signin/callback.h"
#include "app/signin/requesthead.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::signin;

namespace {

const CallbackExpectation expected { "S-1_state", QStringLiteral("https://orcid.org"), false };
const CallbackExpectation withIssuer { "S-1_state", QStringLiteral("https://orcid.org"), true };

QByteArray headWith(const QByteArray &lines)
{
    return "GET /callback?state=1 HTTP/1.1\r\nHost: 127.0.0.1:9761\r\n" + lines + "\r\n";
}

} // namespace

class tst_Callback : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsTheCode()
    {
        const auto answer = validateCallback("code=Ab12Cd&state=S-1_state", expected);
        QVERIFY(answer);
        QCOMPARE(answer->kind, CallbackAnswer::Kind::Code);
        QCOMPARE(answer->code, "Ab12Cd");
    }

    void S6_strangersChangeNothing_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QString>("code");
        QTest::newRow("nothing") << QByteArray("") << "callback.state_missing";
        QTest::newRow("no state") << QByteArray("code=Ab12Cd") << "callback.state_missing";
        QTest::newRow("empty state") << QByteArray("code=Ab12Cd&state=") << "callback.state_mismatch";
        QTest::newRow("wrong state") << QByteArray("code=Ab12Cd&state=S-1_statf") << "callback.state_mismatch";
        QTest::newRow("longer state") << QByteArray("code=Ab12Cd&state=S-1_state1") << "callback.state_mismatch";
        QTest::newRow("shorter state") << QByteArray("code=Ab12Cd&state=S-1_stat") << "callback.state_mismatch";
        QTest::newRow("other case") << QByteArray("code=Ab12Cd&state=s-1_state") << "callback.state_mismatch";
        QTest::newRow("error without state") << QByteArray("error=access_denied") << "callback.state_missing";
        QTest::newRow("error with wrong state") << QByteArray("error=access_denied&state=x") << "callback.state_mismatch";
        QTest::newRow("state twice") << QByteArray("code=a&state=S-1_state&state=S-1_state") << "callback.duplicate";
        QTest::newRow("state twice, one escaped") << QByteArray("code=a&state=S-1_state&st%61te=S-1_state") << "callback.duplicate";
        QTest::newRow("code twice") << QByteArray("code=a&code=b&state=S-1_state") << "callback.duplicate";
        QTest::newRow("unknown twice") << QByteArray("x=1&x=2&code=b&state=S-1_state") << "callback.duplicate";
        QTest::newRow("broken escape") << QByteArray("code=%4&state=S-1_state") << "callback.encoding";
        QTest::newRow("no hex") << QByteArray("code=%zz&state=S-1_state") << "callback.encoding";
        QTest::newRow("escape at the end") << QByteArray("state=S-1_state&code=%") << "callback.encoding";
        QTest::newRow("no UTF-8") << QByteArray("code=%ff%fe&state=S-1_state") << "callback.encoding";
        QTest::newRow("overlong UTF-8") << QByteArray("code=%c0%af&state=S-1_state") << "callback.encoding";
        QTest::newRow("NUL") << QByteArray("code=a%00b&state=S-1_state") << "callback.encoding";
        QTest::newRow("line break") << QByteArray("code=a%0d%0ab&state=S-1_state") << "callback.encoding";
    }

    void S6_strangersChangeNothing()
    {
        QFETCH(QByteArray, query);
        QFETCH(QString, code);
        const auto answer = validateCallback(query, expected);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QVERIFY(!answer.error().what.isEmpty());
    }

    void S6_nothingFitsAnEmptyExpectation()
    {
        QVERIFY(!validateCallback("code=a&state=", {}));
    }

    void S6_errorsCountOnlyAfterTheState()
    {
        const auto denied = validateCallback("error=access_denied&error_description=User+denied%20access&state=S-1_state", expected);
        QVERIFY(denied);
        QCOMPARE(denied->kind, CallbackAnswer::Kind::Denied);
        QCOMPARE(denied->description, QStringLiteral("User denied access"));
        const auto refused = validateCallback("error=invalid_scope&state=S-1_state", expected);
        QVERIFY(refused);
        QCOMPARE(refused->kind, CallbackAnswer::Kind::Refused);
        QCOMPARE(refused->error, QStringLiteral("invalid_scope"));
    }

    void neitherOrBothIsMalformed()
    {
        for (const QByteArray query : { "state=S-1_state", "code=&state=S-1_state", "code=a&error=b&state=S-1_state", "code=%C3%A9&state=S-1_state" }) {
            const auto answer = validateCallback(query, expected);
            QVERIFY2(answer, query);
            QCOMPARE(answer->kind, CallbackAnswer::Kind::Malformed);
        }
    }

    void S7_issuer_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("required");
        QTest::addColumn<bool>("good");
        QTest::newRow("absent, not announced") << QByteArray("") << false << true;
        QTest::newRow("absent, announced") << QByteArray("") << true << false;
        QTest::newRow("right") << QByteArray("&iss=https%3A%2F%2Forcid.org") << true << true;
        QTest::newRow("right, not announced") << QByteArray("&iss=https://orcid.org") << false << true;
        QTest::newRow("other, not announced") << QByteArray("&iss=https%3A%2F%2Fevil.example") << false << false;
        QTest::newRow("with slash") << QByteArray("&iss=https%3A%2F%2Forcid.org%2F") << true << false;
        QTest::newRow("other case") << QByteArray("&iss=https%3A%2F%2FORCID.org") << true << false;
        QTest::newRow("empty") << QByteArray("&iss=") << false << false;
    }

    void S7_issuer()
    {
        QFETCH(QByteArray, query);
        QFETCH(bool, required);
        QFETCH(bool, good);
        for (const QByteArray what : { "code=a", "error=access_denied" }) {
            const auto answer = validateCallback(what + "&state=S-1_state" + query, required ? withIssuer : expected);
            QVERIFY(answer);
            QCOMPARE(answer->kind == CallbackAnswer::Kind::WrongIssuer, !good);
        }
    }

    void S8_plusIsASpaceAndTwoBAPlus()
    {
        const auto answer = validateCallback("code=a+b%2Bc%252B&state=S-1_state", expected);
        QVERIFY(answer);
        QCOMPARE(answer->code, "a b+c%2B");
    }

    void S9_readsAHeadInPieces()
    {
        const QByteArray whole = headWith("Accept: */*\r\n");
        for (qsizetype i = 0; i < whole.size(); ++i)
            QCOMPARE(readRequestHead(whole.first(i)).state, HeadReading::State::Incomplete);
        const HeadReading reading = readRequestHead(whole);
        QCOMPARE(reading.state, HeadReading::State::Complete);
        QCOMPARE(reading.head.method, "GET");
        QCOMPARE(reading.head.path, "/callback");
        QCOMPARE(reading.head.query, "state=1");
        QCOMPARE(reading.head.host, "127.0.0.1:9761");
    }

    void S9_refusedHeads_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        QTest::newRow("no version") << QByteArray("GET /\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("HTTP/2.0") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("empty line") << QByteArray("\r\n\r\n") << 400;
        QTest::newRow("odd method") << QByteArray("G(T / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("raw byte in target") << QByteArray("GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\nAccept: a\r\n\r\n") << 400;
        QTest::newRow("two hosts") << headWith("Host: evil.example\r\n") << 400;
        QTest::newRow("body announced") << headWith("Content-Length: 5\r\n") << 400;
        QTest::newRow("chunked") << headWith("Transfer-Encoding: chunked\r\n") << 400;
        QTest::newRow("folded line") << headWith("X: a\r\n b\r\n") << 400;
        QTest::newRow("space before colon") << headWith("X : a\r\n") << 400;
        QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: a\n\r\n\r\n") << 400;
        QTest::newRow("line feed before a value") << headWith("X:\n a\r\n") << 400;
        QTest::newRow("line feed after a value") << headWith("X: a\n\r\n") << 400;
        QTest::newRow("control character") << headWith("X: a\x01\r\n") << 400;
        QTest::newRow("long target") << QByteArray("GET /" + QByteArray(4096, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n") << 414;
        QTest::newRow("long target, unfinished") << QByteArray("GET /" + QByteArray(4200, 'a')) << 414;
        QTest::newRow("long head") << headWith("X: " + QByteArray(8192, 'a') + "\r\n") << 431;
        QTest::newRow("long head, unfinished") << QByteArray("GET / HTTP/1.1\r\nX: " + QByteArray(8192, 'a')) << 431;
        QTest::newRow("65 lines") << headWith(QByteArray("X: a\r\n").repeated(64)) << 431;
        QTest::newRow("66 lines, unfinished") << QByteArray("GET / HTTP/1.1\r\n" + QByteArray("X: a\r\n").repeated(66)) << 431;
    }

    void S9_refusedHeads()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        const HeadReading reading = readRequestHead(head);
        QCOMPARE(reading.state, HeadReading::State::Refused);
        QCOMPARE(reading.status, status);
    }

    void S9_sixtyFourLinesAreFine()
    {
        QCOMPARE(readRequestHead(headWith(QByteArray("X: a\r\n").repeated(63))).state, HeadReading::State::Complete);
        QCOMPARE(readRequestHead(headWith("Content-Length: 0\r\n")).state, HeadReading::State::Complete);
    }
};

QTEST_GUILESS_MAIN(tst_Callback)
#include "tst_callback.moc"

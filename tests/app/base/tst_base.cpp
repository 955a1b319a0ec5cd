#include "app/base/base64url.h"
#include "app/base/percent.h"
#include "app/base/clock.h"
#include "app/base/orcidid.h"
#include "app/base/random.h"
#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/base/text.h"
#include "app/base/whendone.h"

#include <QtConcurrent/QtConcurrent>
#include <QtTest/QtTest>

using namespace baton;
using namespace Qt::StringLiterals;

class BaseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void orcidIds_data();
    void orcidIds();
    void everyWrongDigitIsFound();
    void S23_base64UrlRoundTrip();
    void S23_base64UrlIsStrict_data();
    void S23_base64UrlIsStrict();
    void S8_percentIsStrict();
    void S49_secretPrintsStars();
    void secretSharesAndCompares();
    void S48_takeWipesTheOriginal();
    void S4_randomness();
    void S51_plainText();
    void S51_namesInSentences();
    void durations();
    void hexGroups();
    void whenDoneCallsOnce();
    void whenDoneOutlivedByNothing();
    void answerGivesOnce();
    void manualClock();
    void errors();
};

void BaseTest::orcidIds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("known") << u"0000-0002-1825-0097"_s << true;
    QTest::newRow("X") << u"0000-0002-1694-233X"_s << true;
    QTest::newRow("lower x") << u"0000-0002-1694-233x"_s << false;
    QTest::newRow("wrong digit") << u"0000-0002-1825-0098"_s << false;
    QTest::newRow("no hyphens") << u"0000000218250097"_s << false;
    QTest::newRow("URI") << u"https://orcid.org/0000-0002-1825-0097"_s << false;
    QTest::newRow("space") << u" 0000-0002-1825-0097"_s << false;
    QTest::newRow("other digits") << u"٠٠٠٠-0002-1825-0097"_s << false;
    QTest::newRow("other hyphen") << u"0000‐0002-1825-0097"_s << false;
    QTest::newRow("X inside") << u"0000-000X-1825-0097"_s << false;
    QTest::newRow("empty") << QString() << false;
}

void BaseTest::orcidIds()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    const auto id = OrcidId::parse(text);
    QCOMPARE(id.has_value(), valid);
    if (id)
        QCOMPARE(id->toString(), text);
}

// ISO 7064 mod 11-2 finds every single wrong digit and every swap of neighbours.
void BaseTest::everyWrongDigitIsFound()
{
    const QString good = u"0000-0002-1825-0097"_s;
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (char16_t c = u'0'; c <= u'9'; ++c) {
            QString other = good;
            other[i] = c;
            QCOMPARE(OrcidId::parse(other).has_value(), other == good);
        }
    }
    QCOMPARE(OrcidId::checkCharacter(u"0000-0002-1694-233"), QChar(u'X'));
    QVERIFY(OrcidId::checkCharacter(u"12").isNull());
    QVERIFY(OrcidId::checkCharacter(u"0000-0002-1825-00a").isNull());
}

void BaseTest::S23_base64UrlRoundTrip()
{
    for (int n = 0; n < 70; ++n) {
        const QByteArray bytes = randomBytes(n);
        const QByteArray text = toBase64Url(bytes);
        QVERIFY(!text.contains('=') && !text.contains('+') && !text.contains('/'));
        QCOMPARE(fromBase64Url(text), std::optional(bytes));
    }
    QCOMPARE(toBase64Url("\x14\xfb\x9c\x03\xd9\x7e"), QByteArray("FPucA9l-")); // RFC 4648 section 9
}

void BaseTest::S23_base64UrlIsStrict_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *bad : { "A", "AAAAA", "AA==", "AB", "AAB", "+/+/", "A A=", "AAA\n", "AA\xC3\xA9", "Zh", "Zm9=" })
        QTest::newRow(QByteArray(bad).toPercentEncoding().constData()) << QByteArray(bad);
}

void BaseTest::S23_base64UrlIsStrict()
{
    QFETCH(QByteArray, text);
    QVERIFY(!fromBase64Url(text));
}

void BaseTest::S8_percentIsStrict()
{
    QCOMPARE(percentDecoded("a+b%2Bc%20%c3%A9", true), std::optional(QByteArray("a b+c \xc3\xa9")));
    QCOMPARE(percentDecoded("a+b%2Bc", false), std::optional(QByteArray("a+b+c")));
    QCOMPARE(percentDecoded("%2541", true), std::optional(QByteArray("%41"))); // once
    QCOMPARE(percentDecoded({}, true), std::optional(QByteArray()));
    for (const char *bad : { "%", "%4", "a%", "%4g", "%g4", "%%41", "%+1", "% 1" })
        QVERIFY2(!percentDecoded(bad, true), bad);
}

void BaseTest::S49_secretPrintsStars()
{
    const Secret secret = Secret::fromString(u"CANARY-token"_s);
    QString printed;
    QDebug(&printed) << secret << QVariant::fromValue(secret) << QList<Secret> { secret };
    QVERIFY2(!printed.contains(u"CANARY"_s), qPrintable(printed));
    QVERIFY(printed.contains(u"***"_s));
}

void BaseTest::secretSharesAndCompares()
{
    const Secret a = Secret::fromString(u"abc é"_s);
    const Secret b = a;
    QCOMPARE(a.view().data(), b.view().data());
    QVERIFY(a == b);
    QVERIFY(a == Secret(QByteArrayView("abc \xC3\xA9")));
    QVERIFY(!(a == Secret::fromString(u"abd é"_s)));
    QVERIFY(!(a == Secret()));
    QVERIFY(Secret() == Secret());
    QVERIFY(Secret(QByteArrayView()).isEmpty());
    QCOMPARE(a.revealString(), u"abc é"_s);
    QCOMPARE(Secret::fromString(u"123456789012345"_s).tail(), QString());
    QCOMPARE(Secret::fromString(u"1234567890123456"_s).tail(), u"3456"_s);
}

void BaseTest::S48_takeWipesTheOriginal()
{
    QByteArray bytes = randomBytes(32);
    const QByteArray copy(bytes.constData(), bytes.size());
    const Secret secret = Secret::take(bytes);
    QVERIFY(bytes.isEmpty());
    QCOMPARE(secret.reveal(), copy);
    QByteArray shared = copy;
    wipe(shared);
    QCOMPARE(secret.reveal(), copy);
    QVERIFY(constantTimeEqual("abc", "abc"));
    QVERIFY(!constantTimeEqual("abc", "abd"));
    QVERIFY(!constantTimeEqual("abc", "ab"));
}

void BaseTest::S4_randomness()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 500; ++i) {
        const QByteArray token = randomToken(32);
        QCOMPARE(token.size(), 43);
        QVERIFY(fromBase64Url(token));
        seen << token;
    }
    QCOMPARE(seen.size(), 500);
    for (int n : { 0, 1, 3, 4, 5, 33 })
        QCOMPARE(randomBytes(n).size(), n);
    static const QRegularExpression form(u"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
    QVERIFY(form.match(randomUuid()).hasMatch());
}

void BaseTest::S51_plainText()
{
    QCOMPARE(plain(u"a\u202Eb\u2066c\u200Fd\u061Ce\u2028f\uFEFF"_s), u"abcdef"_s);
    QCOMPARE(plain(u"a\x1b[31m\x07z\x7f\u0085"_s), u"a[31mz"_s);
    QCOMPARE(plain(u"a\nb\tc\rd"_s), u"a b cd"_s);
    QCOMPARE(plain(u"a\nb\tc\rd"_s, true), u"a\nb\tcd"_s);
    QCOMPARE(plain(u"<b>é 漢 🎓</b>"_s), u"<b>é 漢 🎓</b>"_s);
}

void BaseTest::S51_namesInSentences()
{
    const QString arabic = QString::fromUtf8("ليلى حداد");
    const QString sentence = QStringLiteral("%1 removes it.").arg(nameInSentence(arabic));
    QVERIFY(QStringLiteral("%1 removes it.").arg(arabic).isRightToLeft());
    QVERIFY(!sentence.isRightToLeft());
    QCOMPARE(plain(sentence), QStringLiteral("%1 removes it.").arg(arabic));
    QCOMPARE(nameInSentence(QStringLiteral("Lars \u202ENyg\u00e5rd")), QString::fromUtf8("Lars Nygård"));
}

void BaseTest::durations()
{
    QCOMPARE(duration(3134), u"52:14"_s);
    QCOMPARE(duration(3734), u"1:02:14"_s);
    QCOMPARE(duration(9), u"0:09"_s);
    QCOMPARE(duration(-5), u"0:00"_s);
    const QDateTime when(QDate(2026, 11, 3), QTime(4, 2));
    QCOMPARE(shortTime(when), u"3 Nov 2026 04:02"_s);
}

void BaseTest::hexGroups()
{
    QCOMPARE(groupedHex(QByteArray::fromHex("4f2a91c72f61")), u"4F2A 91C7 2F61"_s);
    QCOMPARE(groupedHex(QByteArray::fromHex("4f2a91")), u"4F2A 91"_s);
    QCOMPARE(shortHex(QByteArray::fromHex("4f2a91c72f61")), u"4F2A…2F61"_s);
    QCOMPARE(shortHex(QByteArray::fromHex("4f2a")), u"4F2A"_s);
}

void BaseTest::whenDoneCallsOnce()
{
    int calls = 0;
    whenDone(readyFuture(5), this, [&](int value) { calls += value; });
    QCOMPARE(calls, 0); // always later
    QTRY_COMPARE(calls, 5);
    const QFuture<int> slow = QtConcurrent::run([] {
        QThread::msleep(30);
        return 7;
    });
    QThread *where = nullptr;
    whenDone(slow, this, [&](int value) {
        calls += value;
        where = QThread::currentThread();
    });
    QTRY_COMPARE(calls, 12);
    QCOMPARE(where, thread());
}

void BaseTest::whenDoneOutlivedByNothing()
{
    int calls = 0;
    const Answer<int> answer;
    auto context = std::make_unique<QObject>();
    whenDone(answer.future(), context.get(), [&](int) { ++calls; });
    context.reset();
    answer.give(1);
    QFuture<int> abandoned;
    {
        const Answer<int> never;
        abandoned = never.future();
        whenDone(abandoned, this, [&](int) { ++calls; });
    }
    QTRY_VERIFY(abandoned.isFinished());
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
}

void BaseTest::answerGivesOnce()
{
    const Answer<int> answer;
    const Answer<int> copy = answer;
    QVERIFY(!answer.isGiven());
    copy.give(1);
    answer.give(2);
    QVERIFY(answer.isGiven() && copy.isGiven());
    QCOMPARE(answer.future().result(), 1);
}

void BaseTest::manualClock()
{
    const QDateTime start(QDate(2026, 11, 23), QTime(14, 2), Qt::UTC);
    ManualClock clock(start);
    clock.advance(std::chrono::hours(1));
    QCOMPARE(clock.now(), start.addSecs(3600));
    QCOMPARE(clock.monotonicMs(), 3'600'000);
    clock.setWall(start);
    QCOMPARE(clock.secs(), start.toSecsSinceEpoch());
    QCOMPARE(clock.monotonicMs(), 3'600'000);
    SystemClock system;
    QVERIFY(qAbs(system.now().secsTo(QDateTime::currentDateTimeUtc())) < 5);
    QCOMPARE(system.now().timeSpec(), Qt::UTC);
}

void BaseTest::errors()
{
    const Result<int> failed = fail(u"a.b"_s, u"It broke."_s, u"Mend it."_s);
    QVERIFY(!failed);
    QCOMPARE(failed.error().text(), u"It broke. Mend it."_s);
    QCOMPARE(Result<int>(fail(u"a.b"_s, u"It broke."_s)).error().text(), u"It broke."_s);
}

QTEST_GUILESS_MAIN(BaseTest)
#include "tst_base.moc"

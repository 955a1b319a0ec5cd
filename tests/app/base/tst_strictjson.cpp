#include "app/base/strictjson.h"

#include <QtCore/QJsonArray>
#include <QtTest/QtTest>

using namespace baton;
using namespace Qt::StringLiterals;

class StrictJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void S40_depth();
    void S22_duplicateNames();
    void objectOnly();
    void limits();
    void truncationsNeverCrash();
};

void StrictJsonTest::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("object") << QByteArray("{\"a\":1,\"b\":[true,false,null,\"x\"]}");
    QTest::newRow("spaces") << QByteArray(" \n\t{ \"a\" : { \"a\" : -1.5e-3 } } ");
    QTest::newRow("same name on two levels") << QByteArray("{\"a\":{\"a\":{\"a\":1}},\"b\":[{\"a\":1},{\"a\":2}]}");
    QTest::newRow("name as value") << QByteArray("{\"a\":\"a\",\"b\":\"a\"}");
    QTest::newRow("escapes") << QByteArray("{\"a\\\"b\":\"\\u00e9\\\\\",\"c\":\"{[,]}:\"}");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("array") << QByteArray("[1,2]");
}

void StrictJsonTest::reads()
{
    QFETCH(QByteArray, text);
    const auto document = parseJson(text);
    QVERIFY2(document, qPrintable(document ? QString() : document.error().what));
    QCOMPARE(document->toJson(), QJsonDocument::fromJson(text).toJson());
}

void StrictJsonTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << QByteArray() << u"json.syntax"_s;
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF{}") << u"json.syntax"_s;
    QTest::newRow("UTF-16") << QByteArray("{\0}\0", 4) << u"json.syntax"_s;
    QTest::newRow("bad UTF-8") << QByteArray("{\"a\":\"\xC3\"}") << u"json.syntax"_s;
    QTest::newRow("trailing") << QByteArray("{} {}") << u"json.syntax"_s;
    QTest::newRow("trailing comma") << QByteArray("{\"a\":1,}") << u"json.syntax"_s;
    QTest::newRow("single quotes") << QByteArray("{'a':1}") << u"json.syntax"_s;
    QTest::newRow("cut string") << QByteArray("{\"a\":\"b") << u"json.syntax"_s;
    QTest::newRow("duplicate") << QByteArray("{\"a\":1,\"a\":2}") << u"json.duplicate_key"_s;
    QTest::newRow("duplicate, nested") << QByteArray("{\"x\":[{\"a\":1,\"b\":{},\"a\":2}]}") << u"json.duplicate_key"_s;
    QTest::newRow("duplicate after array") << QByteArray("{\"a\":[1,2],\"a\":2}") << u"json.duplicate_key"_s;
    QTest::newRow("duplicate, escaped") << QByteArray("{\"a\":1,\"\\u0061\":2}") << u"json.duplicate_key"_s;
    QTest::newRow("1e400") << QByteArray("{\"a\":1e400}") << u"json.number_range"_s;
    QTest::newRow("-1e400") << QByteArray("[-1e400]") << u"json.number_range"_s;
}

void StrictJsonTest::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const auto document = parseJson(text);
    QVERIFY(!document);
    QCOMPARE(document.error().code, code);
    QVERIFY(!document.error().what.isEmpty());
}

void StrictJsonTest::S40_depth()
{
    QVERIFY(parseJson(QByteArray(64, '[') + QByteArray(64, ']')));
    QCOMPARE(parseJson(QByteArray(65, '[') + QByteArray(65, ']')).error().code, u"json.too_deep"_s);
    QCOMPARE(parseJson(QByteArray(100'000, '[')).error().code, u"json.too_deep"_s);
}

void StrictJsonTest::S22_duplicateNames()
{
    QVERIFY(parseJson("{\"a\":1,\"a\":2}", { 1000, 8, false }));
}

void StrictJsonTest::objectOnly()
{
    QVERIFY(parseJsonObject("{\"a\":1}"));
    QCOMPARE(parseJsonObject("[]").error().code, u"json.not_object"_s);
}

void StrictJsonTest::limits()
{
    QVERIFY(parseJson("{}", { 2, 8, true }));
    QCOMPARE(parseJson("{ }", { 2, 8, true }).error().code, u"json.too_large"_s);
}

void StrictJsonTest::truncationsNeverCrash()
{
    const QByteArray text = "{\"a\\u0061\":[1.5e3,{\"b\":\"c\\\\\"}],\"d\":null}";
    QVERIFY(parseJson(text));
    for (qsizetype n = 0; n < text.size(); ++n)
        QVERIFY(!parseJson(text.first(n)));
}

QTEST_GUILESS_MAIN(StrictJsonTest)
#include "tst_strictjson.moc"

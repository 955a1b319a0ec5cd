#include "app/base/strictjson.h"
#include "app/record/itemreader.h"
#include "app/record/listreader.h"
#include "app/record/listsplitter.h"
#include "tests/app/record/fakerecord.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;

namespace {

struct Read {
    Result<SectionContent> content;
    QList<Item> early;
};

Read inPieces(const QString &section, const QByteArray &json, qsizetype piece)
{
    ListReader reader(section);
    QList<Item> early;
    for (qsizetype at = 0; at < json.size(); at += piece)
        early += reader.feed(QByteArrayView(json).sliced(at, qMin(piece, json.size() - at)));
    return { reader.finish(), early };
}

QStringList described(const QList<Item> &items)
{
    QStringList out;
    for (const Item &item : items)
        out += u"%1 %2 %3 %4 %5"_s.arg(item.putCode).arg(item.groupSize).arg(item.title, item.subtitle, item.searchText)
            + QString::fromUtf8(QJsonDocument(item.json).toJson(QJsonDocument::Compact));
    return out;
}

} // namespace

/// A list that is read while it arrives.
class TestListReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asReadWhole_data()
    {
        QTest::addColumn<QString>("section");
        for (const char *name : { "works", "employments", "peer-reviews", "keywords" }) {
            for (const int piece : { 1, 7, 100, 1 << 20 })
                QTest::addRow("%s in pieces of %d", name, piece) << QString::fromLatin1(name);
        }
    }
    void asReadWhole()
    {
        QFETCH(QString, section);
        const int piece = QByteArray(QTest::currentDataTag()).split(' ').last().toInt();
        const QByteArray json = test::recordData(section + u".json"_s);
        const Read read = inPieces(section, json, piece);
        QVERIFY(read.content);
        const SectionContent whole = sectionFromJson(section, QJsonDocument::fromJson(json).object());
        QVERIFY(!whole.items.isEmpty());
        QCOMPARE(described(read.content->items), described(whole.items));
        QCOMPARE(read.content->leftOut, whole.leftOut);
    }

    void leanItemsGiveTheirJsonBack()
    {
        const QByteArray json = test::recordData(u"works.json"_s);
        const SectionContent whole = sectionFromJson(u"works"_s, QJsonDocument::fromJson(json).object());
        ListReader reader(u"works"_s, ListReader::Items::Lean);
        reader.feed(json);
        const auto lean = reader.finish();
        QVERIFY(lean);
        QList<Item> given;
        for (const Item &item : lean->items) {
            QVERIFY(item.json.isEmpty());
            given += withJson(item);
        }
        QCOMPARE(described(given), described(whole.items));
        QCOMPARE(withJson(whole.items.first()).json, whole.items.first().json);
    }

    void itemsComeBeforeTheEnd()
    {
        const QByteArray json = test::recordData(u"works.json"_s);
        ListReader reader(u"works"_s);
        const QList<Item> early = reader.feed(QByteArrayView(json).first(json.size() / 2));
        QVERIFY(early.size() >= 4);
        QVERIFY(early.size() < 14);
        const QList<Item> late = reader.feed(QByteArrayView(json).sliced(json.size() / 2));
        QCOMPARE(early.size() + late.size(), 14);
        QCOMPARE(reader.finish()->items.size(), 14);
    }

    void piecesOfAList()
    {
        const QByteArray first = "{\"other\":[{\"a\":1}],\"gro", second = "up\": [ {\"t\":\"]}\\\"{\"} ,",
                         third = "8,{\"x\":[{\"y\":{}}]}],\"group2\":[{}]}";
        ListSplitter splitter("group");
        QCOMPARE(splitter.feed(first).size(), 0);
        QCOMPARE(splitter.feed(second).size(), 1);
        const auto more = splitter.feed(third);
        QCOMPARE(more.size(), 1);
        QCOMPARE(more.first().json, QByteArray("{\"x\":[{\"y\":{}}]}"));
        QCOMPARE(more.first().number, 3);
        QCOMPARE(splitter.rest(), QByteArray("{\"other\":[{\"a\":1}],\"group\": [ {} ,8,{}],\"group2\":[{}]}"));
    }

    void S40_refusedAsWhenReadWhole_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("code");
        QTest::newRow("cut in an item") << QByteArray(R"({"group":[{"work-summary":[{"put-code":1)") << u"json.syntax"_s;
        QTest::newRow("cut after an item") << QByteArray(R"({"group":[{"work-summary":[{"put-code":1}]})") << u"json.syntax"_s;
        QTest::newRow("crossed brackets") << QByteArray(R"({"group":[{"work-summary":[}]},{"a":1]})") << u"json.syntax"_s;
        QTest::newRow("no comma") << QByteArray(R"({"group":[{} {}]})") << u"json.syntax"_s;
        QTest::newRow("key twice in an item") << QByteArray(R"({"group":[{"a":1,"\u0061":2}]})") << u"json.duplicate_key"_s;
        QTest::newRow("list twice") << QByteArray(R"({"group":[{}],"group":[{}]})") << u"json.duplicate_key"_s;
        QTest::newRow("number") << QByteArray(R"({"group":[{"a":1e400}]})") << u"json.number_range"_s;
        QTest::newRow("deep") << R"({"group":[{"a":)" + QByteArray(70, '[') + QByteArray(70, ']') + "}]}" << u"json.too_deep"_s;
        QTest::newRow("deep outside") << QByteArray(70, '[') + QByteArray(70, ']') << u"json.too_deep"_s;
        QTest::newRow("no object") << QByteArray("[{}]") << u"json.not_object"_s;
        QTest::newRow("no UTF-8") << QByteArray("{\"group\":[{\"a\":\"\xff\"}]}") << u"json.syntax"_s;
    }
    void S40_refusedAsWhenReadWhole()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, code);
        const auto whole = parseJsonObject(json);
        QVERIFY(!whole);
        QCOMPARE(whole.error().code, code);
        for (const qsizetype piece : { 1, 5, 1000 }) {
            const Read read = inPieces(u"works"_s, json, piece);
            QVERIFY(!read.content);
            QCOMPARE(read.content.error().code, code);
        }
    }

    void S40_sizeHasALimit()
    {
        ListReader reader(u"works"_s);
        const QByteArray mib(1024 * 1024, ' ');
        for (int i = 0; i <= 32; ++i)
            reader.feed(mib);
        QCOMPARE(reader.finish().error().code, u"json.too_large"_s);
    }
};

QTEST_GUILESS_MAIN(TestListReader)
#include "tst_listreader.moc"

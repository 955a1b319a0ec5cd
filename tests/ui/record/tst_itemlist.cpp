#include "tests/ui/gallery/look.h"
#include "tests/ui/record/manyworks.h"
#include "ui/record/itemtable.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QScrollBar>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::ui;
using record::Item;
using test::codesOf;
using test::some;

/// The list of items below the page: searched and sorted as one types, and steady while more arrive.
class TestItemList : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::setUpLook(); }

    // Against the plain way of doing it, and the rules of models are kept on the way.
    void filterAndOrder()
    {
        ItemModel model;
        ItemFilter filter(&model);
        QAbstractItemModelTester modelTester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QList<Item> items;
        QString words;
        const auto expected = [&] {
            QList<Item> out;
            std::copy_if(items.begin(), items.end(), std::back_inserter(out), [&](const Item &item) { return item.searchText.contains(words); });
            const ItemFilter::Order order = filter.order();
            std::stable_sort(out.begin(), out.end(), [order](const Item &left, const Item &right) {
                const Item &a = order.down ? right : left, &b = order.down ? left : right;
                switch (order.by) {
                case ItemFilter::By::Day:
                    return a.day < b.day;
                case ItemFilter::By::Title:
                    return a.title.section(u' ', 1, 1).toInt() < b.title.section(u' ', 1, 1).toInt();
                case ItemFilter::By::Source:
                    return a.source.sentence() < b.source.sentence();
                default:
                    return u"public limited private"_s.indexOf(a.visibility) < u"public limited private"_s.indexOf(b.visibility);
                }
            });
            QList<qint64> codes;
            for (const Item &item : std::as_const(out))
                codes += item.putCode;
            return codes;
        };
        using By = ItemFilter::By;
        const QList<ItemFilter::Order> orders { { By::Title, false }, { By::Day, false }, { By::Title, true }, { By::Visibility, false }, { By::Source, true },
            { By::Visibility, true }, { By::Day, true } };
        int next = 1;
        for (const ItemFilter::Order &order : orders) {
            model.append(u"works"_s, some(next, next + 39), {});
            items += some(next, next + 39);
            next += 40;
            QCOMPARE(codesOf(filter), expected());
            filter.setOrder(order);
            QCOMPARE(codesOf(filter), expected());
            for (const QString &typed : { u"1"_s, u"12"_s, u"no such"_s, u"7"_s, QString() }) {
                words = typed;
                filter.setWords(typed);
                QCOMPARE(codesOf(filter), expected());
            }
            const qint64 gone = items.at(items.size() / 2).putCode;
            model.remove(gone);
            items.removeIf([gone](const Item &item) { return item.putCode == gone; });
            QCOMPARE(codesOf(filter), expected());
            items.first().title = u"Work 00005 changed"_s;
            items.first().day = 30000000 + next;
            model.put(items.first());
            QCOMPARE(codesOf(filter), expected());
        }
    }

    void aRefreshedListKeepsItsRows()
    {
        ItemModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        record::SectionContent content;
        content.section = u"works"_s;
        content.items = some(1, 50);
        model.set(content, {});
        const QPersistentModelIndex tenth = model.index(9, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        content.items = some(5, 60);
        model.set(content, {});
        QCOMPARE(model.rowCount(), 56);
        QCOMPARE(tenth.data(ItemModel::PutCodeRole).toInt(), 10);
        QCOMPARE(reset.count(), 0);
        content.items = some(500, 700);
        model.set(content, {});
        QCOMPARE(model.rowCount(), 201);
        QCOMPARE(reset.count(), 1);
    }

    void selectionAndPlaceStayWhileMoreArrive()
    {
        ItemModel model;
        ItemFilter filter(&model);
        ItemTable table(&filter);
        table.resize(600, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        model.append(u"works"_s, some(1, 200), {});
        QCoreApplication::processEvents();
        table.setCurrentIndex(filter.index(120, 0));
        const qint64 chosen = filter.item(table.currentIndex())->putCode;
        const int y = table.visualRect(table.currentIndex()).top();
        QVERIFY(table.viewport()->rect().contains(table.visualRect(table.currentIndex()).center()));
        for (int from = 201; from < 2000; from += 300) {
            model.append(u"works"_s, some(from, from + 299), {});
            QCOMPARE(filter.item(table.currentIndex())->putCode, chosen);
            QCOMPARE(table.selectionModel()->selectedRows().size(), 1);
            QVERIFY(qAbs(table.visualRect(table.currentIndex()).top() - y) <= 1);
        }
        // Scrolled away from it, what is in sight stays.
        table.verticalScrollBar()->setValue(table.verticalScrollBar()->maximum() / 2);
        const qint64 top = filter.item(table.indexAt({ 1, 1 }))->putCode;
        model.append(u"works"_s, some(3000, 3300), {});
        QCOMPARE(filter.item(table.indexAt({ 1, 1 }))->putCode, top);
        QCOMPARE(filter.item(table.currentIndex())->putCode, chosen);
        // At the very top the newest come into sight.
        table.verticalScrollBar()->setValue(0);
        model.append(u"works"_s, some(4000, 4300), {});
        QCOMPARE(table.verticalScrollBar()->value(), 0);
        // Filtered out, the first match is chosen; the choice does not wander meanwhile.
        QSignalSpy moved(&table, &ItemTable::currentMoved);
        filter.setWords(u"no such thing"_s);
        QVERIFY(!table.currentIndex().isValid());
        filter.setWords({});
        QVERIFY(moved.count() <= 2);
    }
};

QTEST_MAIN(TestItemList)
#include "tst_itemlist.moc"

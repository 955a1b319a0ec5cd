#include "app/record/provenance.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using Kind = Asserter::Kind;

namespace {

Source tuple(const QString &client, const QString &origin = {}, const QString &orcid = {})
{
    Source source;
    source.clientId = client;
    source.originClientId = origin;
    source.orcid = orcid;
    source.name = client.isEmpty() ? orcid : client + u" Ltd"_s;
    source.originName = origin.isEmpty() ? QString() : origin + u" Ltd"_s;
    return source;
}

Item item(const QString &section, qint64 putCode, const Source &source, qint64 created)
{
    Item one;
    one.section = section;
    one.putCode = putCode;
    one.title = u"Item %1"_s.arg(putCode);
    one.searchText = one.title.toLower() + u' ' + source.sentence().toLower();
    one.source = source;
    one.createdAt = QDateTime::fromMSecsSinceEpoch(created, Qt::UTC);
    return one;
}

SectionContent content(const QString &section, const QList<Item> &items)
{
    SectionContent out;
    out.section = section;
    out.items = items;
    return out;
}

const Source us = tuple(u"SECOND"_s, u"FIRST"_s);

Provenance sample()
{
    const Judgement judgement { [](const Item &one) { return Permission { one.source.sameTuple(us), {} }; },
        [](const Item &one) { return Permission { one.source.sameTuple(us), {} }; } };
    return Provenance({ content(u"works"_s, { item(u"works"_s, 1, us, 1000), item(u"works"_s, 2, tuple(u"FIRST"_s), 5000), item(u"works"_s, 3, tuple(u"OTHER"_s), 2000),
                            item(u"works"_s, 4, tuple(u"OTHER"_s), 2500) }),
                          content(u"employments"_s, { item(u"employments"_s, 5, tuple(u"SECOND"_s), 4000), item(u"employments"_s, 6, tuple(u"SECOND"_s, u"ELSE"_s), 3000) }),
                          content(u"keywords"_s, { item(u"keywords"_s, 7, tuple({}, {}, u"0000-0002-9227-8514"_s), 6000), item(u"keywords"_s, 8, us, 500) }) },
        us, u"Sofia"_s, judgement);
}

} // namespace

class TestProvenance : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theWholeTupleTellsAsserters()
    {
        const Provenance all = sample();
        QList<Kind> kinds;
        QStringList names;
        for (const Asserter &asserter : all.asserters()) {
            kinds += asserter.kind;
            names += asserter.name + u' ' + QString::number(asserter.count);
        }
        QCOMPARE(kinds, (QList<Kind> { Kind::Us, Kind::OriginalAlone, Kind::SecondAlone, Kind::SecondForOthers, Kind::Other, Kind::Researcher }));
        QCOMPARE(names, (QStringList { u"FIRST Ltd via SECOND Ltd 2"_s, u"FIRST Ltd 1"_s, u"SECOND Ltd 1"_s, u"ELSE Ltd via SECOND Ltd 1"_s, u"OTHER Ltd 2"_s, u"0000-0002-9227-8514 1"_s }));
        QCOMPARE(all.changeable(), 2);
        QCOMPARE(all.asserters().first().first, u"FIRST Ltd"_s);
        QCOMPARE(all.asserters().first().second, u"via SECOND Ltd"_s);
        QCOMPARE(all.asserters()[1].second, u"with its own token"_s);
        QVERIFY(all.asserters()[1].note.contains(u"you may not"_s));
    }

    void othersAreNumberedByTheirItems()
    {
        const Judgement no { [](const Item &) { return Permission(); }, [](const Item &) { return Permission(); } };
        const Provenance all({ content(u"works"_s, { item(u"works"_s, 1, tuple(u"A"_s), 1), item(u"works"_s, 2, tuple(u"B"_s), 2), item(u"works"_s, 3, tuple(u"B"_s), 3) }) }, us, {}, no);
        QCOMPARE(all.asserters().size(), 2);
        QCOMPARE(all.asserters()[0].source.clientId, u"B"_s);
        QCOMPARE(all.asserters()[0].number, 0);
        QCOMPARE(all.asserters()[1].number, 1);
        QCOMPARE(all.changeable(), 0);
        for (const AssertedItem &one : all.items())
            QCOMPARE(all.asserters().at(one.asserter).source.clientId, one.item.source.clientId);
    }

    void newestFirstAndFiltered()
    {
        const Provenance all = sample();
        const auto codes = [&all](const ProvenanceFilter &filter) {
            QList<qint64> out;
            for (const AssertedItem &one : all.seen(filter))
                out += one.item.putCode;
            return out;
        };
        ProvenanceFilter filter;
        QCOMPARE(codes(filter), (QList<qint64> { 7, 2, 5, 6, 4, 3, 1, 8 }));
        filter.onlyChangeable = true;
        QCOMPARE(codes(filter), (QList<qint64> { 1, 8 }));
        filter.setWords(u"ITEM 8"_s);
        QCOMPARE(codes(filter), (QList<qint64> { 8 }));
        filter = {};
        filter.hidden = { 0, 4 };
        QCOMPARE(codes(filter), (QList<qint64> { 7, 2, 5, 6 }));
    }

    void barsCountBySectionAndFollowTheFilter()
    {
        const Provenance all = sample();
        QList<SectionBar> bars = all.bars({});
        QCOMPARE(bars.size(), 3);
        QCOMPARE(bars[0].title, u"Works"_s);
        QCOMPARE(bars[0].counts, (QList<int> { 1, 1, 0, 0, 2, 0 }));
        QCOMPARE(bars[0].total, 4);
        QCOMPARE(bars[2].title, u"Person, others"_s);
        QCOMPARE(bars[2].counts, (QList<int> { 1, 0, 0, 0, 0, 1 }));
        ProvenanceFilter filter;
        filter.hidden = { 4 };
        bars = all.bars(filter);
        QCOMPARE(bars.size(), 3); // they stay where they are
        QCOMPARE(bars[0].total, 2);
        bars = all.bars({}, 2); // only the largest section has a row of its own
        QCOMPARE(bars.size(), 2);
        QCOMPARE(bars[1].total, 4);
        QVERIFY(Provenance().bars({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProvenance)
#include "tst_provenance.moc"

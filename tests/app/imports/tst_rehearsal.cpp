#include "app/imports/overlay.h"
#include "app/imports/rehearsal.h"
#include "tests/app/imports/rows.h"
#include "tests/app/record/fakerecord.h"
#include "tests/support/cputimer.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::imports;
using namespace baton::test;
using namespace Qt::StringLiterals;
using Kind = Verdict::Kind;

namespace {

/// Slashes after a colon are escaped in what follows: moc takes them for a comment, even in a raw string.
QJsonObject parsed(const char *json)
{
    return QJsonDocument::fromJson(json).object();
}

record::Source ours()
{
    record::Source source;
    source.clientId = u"APP-OG55T1ZR8K3CV7QD"_s;
    source.originClientId = u"APP-NB7K2QX4M0T9W6RA"_s;
    return source;
}

record::Item item(const QString &section, qint64 putCode, const QJsonObject &json, bool mine = true)
{
    record::Item item;
    item.section = section;
    item.putCode = putCode;
    item.json = json;
    item.json[u"put-code"_s] = putCode;
    item.title = json[u"title"_s][u"title"_s][u"value"_s].toString();
    item.full = true;
    if (mine)
        item.source = ours();
    else
        item.source.clientId = u"APP-MF20LWQ8X5B1N4HE"_s, item.source.name = u"Meridian"_s;
    return item;
}

record::Item work(qint64 putCode, const QString &title, const QString &doi, bool mine = true)
{
    return item(u"works"_s, putCode, PracticeRecord::work(title, doi), mine);
}

Terms terms(bool allowed = true)
{
    Terms terms;
    terms.ours = ours();
    for (const QString &section : { u"works"_s, u"keywords"_s, u"employments"_s, u"addresses"_s, u"researcher-urls"_s }) {
        terms.mayAdd[section] = { allowed, allowed ? QString() : u"Renew it first."_s };
        terms.mayChange[section] = terms.mayAdd[section];
    }
    return terms;
}

/// "New", "Update 1733: Title", "Refused 9021: same doi as row 6".
QStringList judged(const QList<formats::Row> &rows, const QList<record::Item> &items, const Codes &kept = {}, const Terms &with = terms())
{
    Items onRecord;
    for (const record::Item &one : items)
        onRecord[one.section] << one;
    QStringList out;
    for (const Verdict &verdict : rehearse(rows, onRecord, with, kept)) {
        switch (verdict.kind) {
        case Kind::New:
            out << (verdict.alone ? u"New, alone"_s : u"New"_s);
            break;
        case Kind::NewBeside:
            out << u"New beside %1"_s.arg(verdict.putCode);
            break;
        case Kind::Update:
            out << u"Update %1: %2"_s.arg(verdict.putCode).arg(verdict.fields.join(u", "_s));
            break;
        case Kind::Same:
            out << u"Same %1"_s.arg(verdict.putCode);
            break;
        case Kind::Refused:
            out << u"Refused %1: %2"_s.arg(verdict.code).arg(verdict.words);
            break;
        }
    }
    return out;
}

QString judgedOne(const formats::Row &one, const QList<record::Item> &items, const Codes &kept = {})
{
    return judged({ one }, items, kept).first();
}

QJsonObject dated(QJsonObject work, const char *date)
{
    work[u"publication-date"_s] = parsed(date);
    return work;
}

} // namespace

class TestRehearsal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// The rows of a file as somebody sees them before anything is sent.
    void everyKindOfVerdict()
    {
        QJsonObject noId = PracticeRecord::work(u"Marsh futures"_s, u"x"_s);
        noId.remove(u"external-ids"_s);
        formats::Row broken = row(9, u"i"_s, {});
        broken.unusable = u"The entry ends in the middle"_s;
        const QList<formats::Row> rows {
            row(1, u"a"_s, PracticeRecord::work(u"Tidal marsh recovery"_s, u"10.5555/er.1"_s)),
            row(2, u"b"_s, PracticeRecord::work(u"Crab burrows"_s, u"10.5555/er.2"_s)),
            row(3, u"c"_s, PracticeRecord::work(u"Sediment budgets"_s, u"10.5555/ml.3"_s)),
            row(4, u"d"_s, PracticeRecord::work(u"Salt tolerance"_s, u"10.5555/NR.4"_s)),
            row(5, u"e"_s, noId),
            row(6, u"f"_s, PracticeRecord::work(u"Tide gauges"_s, u"10.5555/tg.7"_s)),
            row(7, u"g"_s, PracticeRecord::work(u"Tide gauges (preprint)"_s, u"10.5555/TG.7"_s)),
            row(8, u"h"_s, dated(PracticeRecord::work(u"Winter storms"_s, u"10.5555/ws.8"_s), R"({"year":{"value":"2025"},"month":{"value":"02"},"day":{"value":"30"}})")),
            broken,
        };
        const QStringList verdicts = judged(rows, { work(1733, u"Tidal marsh"_s, u"10.5555/er.1"_s), work(1604, u"Sediment"_s, u"10.5555/ml.3"_s, false),
                                                       work(1702, u"Salt tolerance"_s, u"10.5555/nr.4"_s) });
        QCOMPARE(verdicts.value(0), u"Update 1733: Title"_s);
        QCOMPARE(verdicts.value(1), u"New"_s);
        QCOMPARE(verdicts.value(2), u"New beside 1604"_s);
        QCOMPARE(verdicts.value(3), u"Same 1702"_s);
        QCOMPARE(verdicts.value(4), u"Refused 9023: At least one external identifier is required"_s);
        QCOMPARE(verdicts.value(5), u"New"_s);
        QCOMPARE(verdicts.value(6), u"Refused 9021: same doi as row 6"_s);
        QCOMPARE(verdicts.value(7), u"Refused 9049: There is no such day: 2025-02-30"_s);
        QCOMPARE(verdicts.value(8), u"Refused 0: The entry ends in the middle"_s);
    }

    void headlines()
    {
        Verdict verdict;
        QCOMPARE(verdict.headline(), u"New"_s);
        verdict.kind = Kind::Refused;
        QCOMPARE(verdict.headline(), u"Can’t be sent"_s);
        verdict.code = 9023;
        QCOMPARE(verdict.headline(), u"Would be refused: 9023"_s);
        verdict.kind = Kind::Update;
        verdict.putCode = 1733;
        QCOMPARE(verdict.headline(), u"Same as put-code 1733"_s);
    }

    /// A refused row does not keep the next one of the same identifier from going.
    void aRefusedRowIsNobodysTwin()
    {
        QJsonObject broken = PracticeRecord::work(u"One"_s, u"10.5555/a"_s);
        broken.remove(u"type"_s);
        const QStringList verdicts = judged({ row(1, u"a"_s, broken), workRow(2, u"One"_s, u"10.5555/a"_s) }, {});
        QVERIFY2(verdicts.at(0).startsWith(u"Refused 9047"), qPrintable(verdicts.at(0)));
        QCOMPARE(verdicts.at(1), u"New"_s);
    }

    void aKeptPutCodeOutlivesItsIdentifier()
    {
        const formats::Row moved = row(1, u"tide2026"_s, PracticeRecord::work(u"Tides"_s, u"10.5555/final"_s));
        const record::Item stored = work(1733, u"Tides"_s, u"10.5555/preprint"_s);
        QCOMPARE(judgedOne(moved, { stored }), u"New"_s);
        QCOMPARE(judgedOne(moved, { stored }, { { u"tide2026"_s, 1733 } }), u"Update 1733: External identifier, doi"_s);
        // Somebody deleted it since: it is new again, and says so.
        const auto gone = rehearse({ moved }, {}, terms(), { { u"tide2026"_s, 1733 } }).first();
        QCOMPARE(gone.kind, Kind::New);
        QCOMPARE(gone.words, u"put-code 1733 of the last import is gone"_s);
        // The new identifier is that of another item of ours: the registry would take the change for a duplicate.
        QCOMPARE(judgedOne(moved, { stored, work(1740, u"Tides, final"_s, u"10.5555/FINAL"_s) }, { { u"tide2026"_s, 1733 } }),
            u"Refused 9021: its doi is that of put-code 1740 already"_s);
    }

    void aPutCodeInTheFileDecides()
    {
        formats::Row named = workRow(1, u"Tides"_s, u"10.5555/a"_s);
        named.putCode = 1733;
        QCOMPARE(judgedOne(named, { work(1733, u"Tides, old"_s, u"10.5555/b"_s) }), u"Update 1733: Title, External identifier, doi"_s);
        QCOMPARE(judgedOne(named, {}), u"Refused 9016: put-code 1733 is not on the record"_s);
        QCOMPARE(judgedOne(named, { work(1733, u"Tides"_s, u"10.5555/a"_s, false) }), u"Refused 9010: put-code 1733 was added by Meridian"_s);
        formats::Row twice = workRow(2, u"Other"_s, u"10.5555/c"_s);
        twice.putCode = 1733;
        QCOMPARE(judged({ named, twice }, { work(1733, u"Tides, old"_s, u"10.5555/b"_s) }).last(), u"Refused 0: row 1 goes to put-code 1733 already"_s);
    }

    void permissionsComeBeforehand()
    {
        QCOMPARE(judged({ workRow(1, u"Tides"_s, u"10.5555/a"_s) }, {}, {}, terms(false)).first(), u"Refused 0: Renew it first."_s);
        QCOMPARE(judgedOne(row(1, u"a"_s, { { u"email"_s, u"a@b.org"_s } }, u"emails"_s), {}), u"Refused 0: only the researcher can change this section"_s);
    }

    /// A file for several researchers: only the rows of this one go.
    void rowsOfSomebodyElseStayOut()
    {
        Terms hers = terms();
        hers.orcid = sofia;
        formats::Row mine = workRow(1, u"Tides"_s, u"10.5555/a"_s), other = workRow(2, u"Salt"_s, u"10.5555/b"_s);
        mine.orcid = sofia;
        other.orcid = tomas;
        QCOMPARE(judged({ mine, other }, {}, {}, hers),
            (QStringList { u"New"_s, u"Refused 0: it belongs to %1, another researcher’s record"_s.arg(tomas) }));
    }

    /// A bulk takes a self identifier for a duplicate of an existing version-of one; a POST of its own does not.
    void versionsGoAlone()
    {
        QJsonObject preprint = PracticeRecord::work(u"Tides, preprint"_s, u"10.5555/pre"_s);
        preprint[u"external-ids"_s] = parsed(R"({"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/pre","external-id-relationship":"self"},)"
            R"({"external-id-type":"doi","external-id-value":"10.5555/final","external-id-relationship":"version-of"}]})");
        QCOMPARE(judgedOne(workRow(1, u"Tides"_s, u"10.5555/final"_s), { item(u"works"_s, 1733, preprint) }), u"New, alone"_s);
        QCOMPARE(judged({ row(1, u"a"_s, preprint), workRow(2, u"Tides"_s, u"10.5555/final"_s) }, {}), (QStringList { u"New"_s, u"New, alone"_s }));
    }

    void sectionsWithoutIdentifiers()
    {
        const QJsonObject keyword { { u"content"_s, u"tides"_s } };
        QCOMPARE(judged({ row(1, u"a"_s, keyword, u"keywords"_s), row(2, u"b"_s, keyword, u"keywords"_s) }, {}), (QStringList { u"New"_s, u"Refused 9030: the same as row 1"_s }));
        QCOMPARE(judgedOne(row(1, u"a"_s, keyword, u"keywords"_s), { item(u"keywords"_s, 12, keyword) }), u"Same 12"_s);
        const QJsonObject home = parsed(R"({"url-name":"Home","url":{"value":"https:\/\/example.org"}})");
        const QJsonObject renamed = parsed(R"({"url-name":"Homepage","url":{"value":"https:\/\/example.org"}})");
        QCOMPARE(judgedOne(row(1, u"a"_s, renamed, u"researcher-urls"_s), { item(u"researcher-urls"_s, 12, home) }), u"Update 12: Name"_s);
        const QJsonObject job = parsed(R"({"role-title":"Lecturer","organization":{"name":"Example University","address":{"city":"Leeds","country":"GB"},)"
            R"("disambiguated-organization":{"disambiguated-organization-identifier":"https:\/\/ror.org/024mrxd33","disambiguation-source":"ROR"}}})");
        QJsonObject stored = job;
        stored[u"visibility"_s] = u"public"_s;
        stored[u"end-date"_s] = QJsonValue();
        record::Item onRecord = item(u"employments"_s, 6455, stored);
        onRecord.title = u"Example University"_s;
        QCOMPARE(judged({ row(1, u"a"_s, job, u"employments"_s), row(2, u"b"_s, job, u"employments"_s) }, { onRecord }),
            (QStringList { u"Same 6455"_s, u"Refused 0: row 1 goes to put-code 6455 already"_s }));
        QJsonObject other = job;
        other[u"role-title"_s] = u"Reader"_s;
        QCOMPARE(judgedOne(row(1, u"a"_s, other, u"employments"_s), { onRecord }), u"New"_s);
    }

    void whatTheFileCannotHoldStays()
    {
        const QJsonObject stored = parsed(R"({"title":{"title":{"value":"Tides"},"subtitle":{"value":"A study"},"translated-title":null},"type":"journal-article",)"
            R"("publication-date":{"year":{"value":"2026"},"month":{"value":"09"},"day":{"value":"14"}},"short-description":"Two lines.",)"
            R"("external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/a","external-id-relationship":"self","external-id-url":{"value":"https:\/\/doi.org/10.5555/a"}},)"
              R"({"external-id-type":"pmid","external-id-value":"123","external-id-relationship":"self"}]},)"
            R"("contributors":{"contributor":[{"contributor-orcid":{"path":"0000-0002-9227-8514"},"credit-name":{"value":"Sofia Hernandez"},)"
              R"("contributor-attributes":{"contributor-sequence":"first","contributor-role":"http:\/\/credit.niso.org/contributor-roles/methodology/"}}]}})");
        const QJsonObject file = parsed(R"({"title":{"title":{"value":"Tides again"}},"type":"journal-article","publication-date":{"year":{"value":"2026"}},)"
            R"("external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/A","external-id-relationship":"self"}]},)"
            R"("contributors":{"contributor":[{"credit-name":{"value":"sofia Hernandez"},"contributor-attributes":{"contributor-role":"author"}}]}})");
        const QJsonObject now = laidOver(stored, file);
        QCOMPARE(now[u"title"_s][u"title"_s][u"value"_s].toString(), u"Tides again"_s);
        QCOMPARE(now[u"title"_s][u"subtitle"_s][u"value"_s].toString(), u"A study"_s);
        QCOMPARE(now[u"publication-date"_s], stored[u"publication-date"_s]);
        QCOMPARE(now[u"short-description"_s].toString(), u"Two lines."_s);
        QCOMPARE(now[u"external-ids"_s], stored[u"external-ids"_s]);
        const QJsonValue contributor = now[u"contributors"_s][u"contributor"_s][0];
        QCOMPARE(contributor[u"contributor-orcid"_s][u"path"_s].toString(), u"0000-0002-9227-8514"_s);
        QVERIFY(contributor[u"contributor-attributes"_s][u"contributor-role"_s].toString().contains(u"methodology"));
        // Another organization takes its address and identifier with it.
        const QJsonObject job = parsed(R"({"organization":{"name":"A","address":{"city":"Leeds","country":"GB"},"disambiguated-organization":{"disambiguated-organization-identifier":"https:\/\/ror.org/024mrxd33","disambiguation-source":"ROR"}}})");
        QCOMPARE(laidOver(job, parsed(R"({"organization":{"name":"B"}})")), parsed(R"({"organization":{"name":"B"}})"));
        QCOMPARE(laidOver(job, parsed(R"({"organization":{"name":"a"}})"))[u"organization"_s][u"address"_s][u"city"_s].toString(), u"Leeds"_s);
        // The registry's own keys are never taken from a file.
        QCOMPARE(laidOver(stored, parsed(R"({"put-code":7,"visibility":"private"})")), stored);
    }

    void aShorterNameIsTheSamePerson_data()
    {
        QTest::addColumn<QString>("inFile");
        QTest::addColumn<QString>("kept"); // the iD of the contributor it becomes; empty = somebody new
        QTest::addColumn<QString>("name");
        const QString sofia = u"0000-0002-9227-8514"_s, fuller = u"Sofia Maria Hernandez Garcia"_s;
        QTest::newRow("a given name less") << u"Sofia Hernandez Garcia"_s << sofia << fuller;
        QTest::newRow("initials") << u"S. M. Hernandez Garcia"_s << sofia << fuller;
        QTest::newRow("another person") << u"Sara Hernandez Garcia"_s << QString() << u"Sara Hernandez Garcia"_s;
        QTest::newRow("two it could be") << u"J. Terpstra"_s << QString() << u"J. Terpstra"_s;
        QTest::newRow("family name alone") << u"Garcia"_s << QString() << u"Garcia"_s;
    }

    void aShorterNameIsTheSamePerson()
    {
        QFETCH(QString, inFile);
        QFETCH(QString, kept);
        QFETCH(QString, name);
        const QJsonObject stored = parsed(R"({"contributors":{"contributor":[)"
            R"({"contributor-orcid":{"path":"0000-0002-9227-8514"},"credit-name":{"value":"Sofia Maria Hernandez Garcia"}},)"
            R"({"contributor-orcid":{"path":"0000-0003-1456-0802"},"credit-name":{"value":"Jan Terpstra"}},)"
            R"({"contributor-orcid":{"path":"0000-0001-5109-3700"},"credit-name":{"value":"Joke Terpstra"}}]}})");
        const QJsonObject file { { u"contributors"_s, QJsonObject { { u"contributor"_s, QJsonArray { QJsonObject { { u"credit-name"_s, QJsonObject { { u"value"_s, inFile } } } } } } } } };
        const QJsonArray now = laidOver(stored, file)[u"contributors"_s][u"contributor"_s].toArray();
        QCOMPARE(now.size(), 1);
        QCOMPARE(now[0][u"contributor-orcid"_s][u"path"_s].toString(), kept);
        QCOMPARE(now[0][u"credit-name"_s][u"value"_s].toString(), name);
    }

    /// Only those that rows meet are read in full, and each once.
    void neededInFullIsLittle()
    {
        record::Item summary = work(1733, u"Tides"_s, u"10.5555/a"_s);
        summary.full = false;
        Items items { { u"works"_s, { summary, work(1734, u"Not met"_s, u"10.5555/b"_s) } } };
        const auto needed = neededInFull({ workRow(1, u"Tides"_s, u"10.5555/a"_s), workRow(2, u"New"_s, u"10.5555/c"_s) }, items, terms(), {});
        QCOMPARE(needed.size(), 1);
        QCOMPARE(needed.value(u"works"_s), QList<qint64> { 1733 });
    }

    void termsComeFromTheClient()
    {
        FakeRecord record;
        record.begin();
        const Terms terms = Terms::of(record.client, { u"works"_s, u"emails"_s });
        QVERIFY(terms.mayAdd.value(u"works"_s).allowed);
        QVERIFY(terms.mayChange.value(u"works"_s).allowed);
        QVERIFY(!terms.mayAdd.value(u"emails"_s).allowed);
        QVERIFY(terms.ours.sameTuple(record.client.ourSource()));
        QCOMPARE(terms.orcid, sofia);
    }

    /// Ten times the rows on ten times the record take about ten times as long, not a hundred.
    void timeGrowsWithTheFile()
    {
        const auto timed = [](int count) {
            QList<record::Item> items;
            for (int i = 1; i <= count; ++i)
                items << work(i, u"Import %1"_s.arg(i), u"10.5555/import.%1"_s.arg(i + count / 2), i % 2 == 0);
            const Items onRecord { { u"works"_s, items } };
            const QList<formats::Row> rows = workRows(count);
            const baton::test::CpuTimer timer;
            const qsizetype verdicts = rehearse(rows, onRecord, terms(), {}).size();
            return verdicts == count ? double(qMax<qint64>(1, timer.elapsed())) : 1e9;
        };
        timed(100);
        const double small = timed(300), large = timed(3000);
        QVERIFY2(large < small * 40, qPrintable(u"%1 ms, then %2 ms"_s.arg(small).arg(large)));
        int asked = 0;
        const auto stopped = rehearse(workRows(1000), {}, terms(), {}, [&asked](int) { return ++asked < 3; });
        QVERIFY(stopped.size() < 1000);
    }
};

QTEST_GUILESS_MAIN(TestRehearsal)
#include "tst_rehearsal.moc"

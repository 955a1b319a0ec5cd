#include "app/imports/keptcodes.h"
#include "app/imports/gathering.h"
#include "tests/app/imports/rows.h"
#include "tests/app/record/fakerecord.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::imports;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

FileKind kind(const QString &fingerprint = u"print"_s, const QString &orcid = u"0000-0002-9227-8514"_s)
{
    return { { u"practice"_s, orcid, u"APP-A"_s, u"APP-B"_s }, fingerprint, formats::Format::Csv, u"works"_s };
}

} // namespace

class TestKeptCodes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void codesAreKeptPerRecordAndKindOfFile()
    {
        QTemporaryDir folder;
        vault::Vault vault(folder.path());
        QVERIFY(vault.openForThisSession());
        KeptCodes kept(vault);
        QVERIFY(kept.codes(kind()).isEmpty());
        QVERIFY(kept.keep(kind(), { { u"a"_s, 1 }, { u"b"_s, 2 } }));
        QVERIFY(kept.keep(kind(), { { u"b"_s, 3 } }));
        QCOMPARE(kept.codes(kind()), (Codes { { u"a"_s, 1 }, { u"b"_s, 3 } }));
        QVERIFY(kept.codes(kind(u"print"_s, u"0000-0000-4410-2077"_s)).isEmpty());
        // The file has another column now: its rows are known, its own put-codes win.
        QVERIFY(kept.keep(kind(u"other"_s), { { u"a"_s, 9 } }));
        QCOMPARE(kept.codes(kind(u"other"_s)), (Codes { { u"a"_s, 9 }, { u"b"_s, 3 } }));
        FileKind bibtex = kind(u"third"_s);
        bibtex.format = formats::Format::BibTeX;
        QVERIFY(kept.codes(bibtex).isEmpty());
        // Whose record and which clients is not readable in the vault's ids.
        const auto documents = vault.list(u"import-codes"_s);
        QCOMPARE(documents->size(), 2);
        for (const vault::Document &document : *documents)
            QVERIFY(!document.id.contains(u"9227"));
    }

    void mappingsAreRemembered()
    {
        QTemporaryDir folder;
        vault::Vault vault(folder.path());
        QVERIFY(vault.openForThisSession());
        KeptCodes kept(vault);
        QVERIFY(!kept.mapping(u"print"_s));
        const formats::Mapping mapping { u"works"_s, { { u"title"_s, u"title"_s }, { u"file"_s, {} } } };
        QVERIFY(kept.keepMapping(u"print"_s, mapping));
        QVERIFY(kept.mapping(u"print"_s) == mapping);
        vault.lock();
        QVERIFY(!kept.mapping(u"print"_s));
        QCOMPARE(kept.keepMapping(u"print"_s, mapping).error().code, u"vault.locked"_s);
        QCOMPARE(kept.keep(kind(), { { u"a"_s, 1 } }).error().code, u"vault.locked"_s);
    }

    void gatheringReadsOnlyWhatRowsMeet()
    {
        FakeRecord record;
        record.begin();
        auto *gathering = new Gathering(record.client, record.session);
        formats::Row known = workRow(1, u"Tides"_s, u"10.5555/new"_s);
        known.putCode = 1733;
        const auto items = waitFor(gathering->start({ known, workRow(2, u"New"_s, u"10.5555/another"_s) }, {}));
        QVERIFY(items);
        int full = 0;
        for (const record::Item &item : items->value(u"works"_s))
            full += item.full;
        QCOMPARE(items->value(u"works"_s).size(), 14);
        QCOMPARE(full, 1);
    }

    void gatheringTellsWhyItCannot()
    {
        FakeRecord record;
        record.begin();
        record.listAnswer = Reply::json(R"({"response-code":409,"error-code":9044,"developer-message":"locked"})", 409);
        auto *refused = new Gathering(record.client, record.session);
        QCOMPARE(waitFor(refused->start({ workRow(1, u"Tides"_s, u"10.5555/new"_s) }, {})).error().code, u"orcid.9044"_s);
        auto *cancelled = new Gathering(record.client, record.session);
        const auto answer = cancelled->start({ workRow(1, u"Tides"_s, u"10.5555/new"_s) }, {});
        cancelled->cancel();
        QCOMPARE(waitFor(answer).error().code, u"imports.cancelled"_s);
    }
};

QTEST_GUILESS_MAIN(TestKeptCodes)
#include "tst_keptcodes.moc"

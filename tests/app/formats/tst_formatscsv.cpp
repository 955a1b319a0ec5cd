#include "app/formats/csvtable.h"
#include "app/formats/dates.h"
#include "app/formats/export.h"
#include "app/formats/reader.h"
#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"
#include "tests/support/cputimer.h"

#include <QtCore/QStringEncoder>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::formats;

namespace {

Result<ReadFile> readText(const QString &text, const QString &section = u"works"_s, const std::optional<Mapping> &mapping = {})
{
    return read(text.toUtf8(), u"items.csv"_s, section, mapping);
}

QString use(const ReadFile &file, const QString &from)
{
    for (const FieldUse &field : file.mapping.uses) {
        if (field.from == from)
            return field.to;
    }
    return u"no such field"_s;
}

QString ids(const Row &row, const QString &part = u"external-id-value"_s)
{
    QStringList all;
    for (const QJsonValue &id : record::arrayOf(record::valueAt(row.content, { u"external-ids"_s, u"external-id"_s })))
        all += record::textAt(id.toObject(), { part });
    return all.join(u' ');
}

} // namespace

class TestFormatsCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void works();
    void separators_data();
    void separators();
    void encodings_data();
    void encodings();
    void quotedLineEnds();
    void unclosedQuote();
    void dates_data();
    void dates();
    void dateColumns();
    void headingsThatOccurTwice();
    void headings_data();
    void headings();
    void sectionsAndPeople();
    void mappingApplied();
    void fingerprintKnowsTheKindOfFile();
    void notUnderstoodIsNamed();
    void S53_cellsAreNoFormulas_data();
    void S53_cellsAreNoFormulas();
    void keysAreUnique();
    void targetsOfEverySection();
    void hostile_data();
    void hostile();
    void manyRowsInProportion();
};

void TestFormatsCsv::works()
{
    const auto file = readText(u"Title,Authors,Journal,Year,DOI,ISSN,Type,Language\r\n"
                               "Tidal marsh recovery,\"Ada Example; Example, Bob\",Estuaries Review,2026,https://doi.org/10.5555/ER.2026.0914,2765-0014,Journal article,English\r\n"_s);
    QVERIFY2(file, qPrintable(file ? QString() : file.error().text()));
    QCOMPARE(file->rows.size(), 1);
    const Row &row = file->rows.front();
    QCOMPARE(row.unusable, QString());
    QCOMPARE(row.notes, QStringList());
    QCOMPARE(row.title, u"Tidal marsh recovery"_s);
    QCOMPARE(row.identifier, u"doi 10.5555/ER.2026.0914"_s);
    QCOMPARE(row.content.value(u"type"_s).toString(), u"journal-article"_s);
    QCOMPARE(row.content.value(u"language-code"_s).toString(), u"en"_s);
    QCOMPARE(record::isoDate(row.content.value(u"publication-date"_s)), u"2026"_s);
    QCOMPARE(record::textAt(row.content, { u"journal-title"_s }), u"Estuaries Review"_s);
    QCOMPARE(ids(row), u"10.5555/ER.2026.0914 2765-0014"_s);
    QCOMPARE(ids(row, u"external-id-relationship"_s), u"self part-of"_s);
    const QJsonArray people = record::arrayOf(record::valueAt(row.content, { u"contributors"_s, u"contributor"_s }));
    QCOMPARE(people.size(), 2);
    QCOMPARE(record::textAt(people.at(1).toObject(), { u"credit-name"_s }), u"Example, Bob"_s);
    QCOMPARE(use(*file, u"Journal"_s), u"journal-title"_s);
}

void TestFormatsCsv::separators_data()
{
    QTest::addColumn<QString>("separator");
    for (const char *separator : { ",", ";", "\t", "|" })
        QTest::newRow(separator) << QString::fromLatin1(separator);
}

void TestFormatsCsv::separators()
{
    QFETCH(QString, separator);
    QString text = u"title#year#doi\n\"One, two; three | four\"#2024#10.5555/a\n"_s;
    const auto file = readText(text.replace(u'#', separator));
    QVERIFY(file);
    QCOMPARE(file->rows.size(), 1);
    QCOMPARE(file->rows.front().title, u"One, two; three | four"_s);
    QCOMPARE(ids(file->rows.front()), u"10.5555/a"_s);
}

void TestFormatsCsv::encodings_data()
{
    const QString text = u"title;year\nMünchner Bäche – ein Überblick;2024\n"_s;
    QByteArray windows;
    for (const QChar c : text)
        windows += c == u'–' ? char(0x96) : c.toLatin1();
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("notes");
    QTest::newRow("utf-8") << text.toUtf8() << 0;
    QTest::newRow("utf-8 with mark") << "\xEF\xBB\xBF" + text.toUtf8() << 0;
    QTest::newRow("windows-1252") << windows << 1;
    for (const auto &[name, encoding, bom] : { std::tuple { "utf-16le with mark", QStringConverter::Utf16LE, true },
             { "utf-16be with mark", QStringConverter::Utf16BE, true }, { "utf-16le", QStringConverter::Utf16LE, false }, { "utf-16be", QStringConverter::Utf16BE, false } }) {
        QStringEncoder encoder(encoding, bom ? QStringConverter::Flag::WriteBom : QStringConverter::Flag::Default);
        const QByteArray bytes = encoder(text);
        QTest::newRow(name) << bytes << 1;
    }
}

void TestFormatsCsv::encodings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, notes);
    const auto file = read(bytes, u"a.csv"_s, u"works"_s);
    QVERIFY2(file, qPrintable(file ? QString() : file.error().text()));
    QCOMPARE(file->rows.front().title, u"Münchner Bäche – ein Überblick"_s);
    QCOMPARE(record::isoDate(file->rows.front().content.value(u"publication-date"_s)), u"2024"_s);
    QCOMPARE(file->notes.size(), notes);
}

void TestFormatsCsv::quotedLineEnds()
{
    const auto file = readText(u"title,abstract\r\n\"A \"\"quoted\"\" title\",\"Line one.\r\nLine two, with a comma.\"\r\n\r\nNext,\r\n"_s);
    QVERIFY(file);
    QCOMPARE(file->rows.size(), 2);
    QCOMPARE(file->rows.at(0).title, u"A \"quoted\" title"_s);
    QCOMPARE(file->rows.at(0).content.value(u"short-description"_s).toString(), u"Line one.\nLine two, with a comma."_s);
    QCOMPARE(file->rows.at(1).title, u"Next"_s);
}

void TestFormatsCsv::unclosedQuote()
{
    const auto file = readText(u"title,year\nOne,2020\n\"Two,2021\nThree,2022\n"_s);
    QVERIFY(file);
    QCOMPARE(file->rows.size(), 3);
    QVERIFY(file->rows.at(0).unusable.isEmpty());
    QVERIFY2(file->rows.at(1).unusable.contains(u"Line 3"_s), qPrintable(file->rows.at(1).unusable));
    QCOMPARE(file->rows.at(2).title, u"Three"_s);
}

void TestFormatsCsv::dates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("date");
    QTest::addColumn<bool>("doubt");
    for (const auto &[text, date] : { std::pair { "2024", "2024" }, { "2024-03", "2024-03" }, { "2024-3-9", "2024-03-09" }, { "2024/03/09", "2024-03-09" },
             { "9 March 2024", "2024-03-09" }, { "March 9, 2024", "2024-03-09" }, { "Mar 2024", "2024-03" }, { "Sept. 2024", "2024-09" }, { "09.03.2024", "2024-03-09" },
             { "03/2024", "2024-03" }, { "25/12/2024", "2024-12-25" }, { "12/25/2024", "2024-12-25" }, { "20240309", "2024-03-09" },
             { "2024-03-09T10:00:00Z", "2024-03-09" }, { "2025-02-30", "2025-02-30" }, { "5/5/2024", "2024-05-05" }, { "2024-13", "" }, { "soon", "" },
             { "2024-01-40", "" }, { "1st May 2024", "2024-05-01" } })
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(date) << false;
    QTest::newRow("9/3/2024") << u"9/3/2024"_s << u"2024"_s << true;
}

void TestFormatsCsv::dates()
{
    QFETCH(QString, text);
    QFETCH(QString, date);
    QFETCH(bool, doubt);
    bool doubted = false;
    const auto read = dateFrom(text, &doubted);
    QCOMPARE(read ? read->toText() : QString(), date);
    QCOMPARE(doubted, doubt);
}

void TestFormatsCsv::dateColumns()
{
    const auto file = readText(u"title,year,month,day\nOne,2020,March,7\nTwo,2021,,\nThree,2022,x,1\n"_s);
    QVERIFY(file);
    QCOMPARE(use(*file, u"year, month, day"_s), u"publication-date"_s);
    QCOMPARE(record::isoDate(file->rows.at(0).content.value(u"publication-date"_s)), u"2020-03-07"_s);
    QCOMPARE(record::isoDate(file->rows.at(1).content.value(u"publication-date"_s)), u"2021"_s);
    QCOMPARE(record::isoDate(file->rows.at(2).content.value(u"publication-date"_s)), u"2022"_s);
    QVERIFY2(file->rows.at(2).notes.join(u' ').contains(u"“x” is no month"_s), qPrintable(file->rows.at(2).notes.join(u' ')));
    // What can be read of a date is kept, and the rest is said.
    const auto whole = readText(u"title,publication-date\nOne,2024-13\nTwo,soon\nThree,20241\n"_s);
    QVERIFY(whole);
    QCOMPARE(record::isoDate(whole->rows.at(0).content.value(u"publication-date"_s)), u"2024"_s);
    QVERIFY2(whole->rows.at(0).notes.join(u' ').contains(u"“2024-13” is no date; the year is kept."_s), qPrintable(whole->rows.at(0).notes.join(u' ')));
    QVERIFY(record::isoDate(whole->rows.at(1).content.value(u"publication-date"_s)).isEmpty());
    QVERIFY(whole->rows.at(1).notes.join(u' ').contains(u"“soon” is no date; left out"_s));
    QVERIFY(record::isoDate(whole->rows.at(2).content.value(u"publication-date"_s)).isEmpty());
}

void TestFormatsCsv::headingsThatOccurTwice()
{
    const QString text = u"author,author,title,title,,\nAda Example,Bob Sample,One,Two,x,y\n"_s;
    const auto file = readText(text);
    QVERIFY(file);
    QCOMPARE(use(*file, u"author (2)"_s), u"contributors"_s);
    QCOMPARE(use(*file, u"title (2)"_s), QString());
    QCOMPARE(use(*file, u"Column 6"_s), QString());
    QCOMPARE(record::arrayOf(record::valueAt(file->rows.front().content, { u"contributors"_s, u"contributor"_s })).size(), 2);
    QCOMPARE(file->rows.front().title, u"One"_s);
    const auto again = readText(text, u"works"_s, file->mapping);
    QCOMPARE(again->mapping, file->mapping);
    QCOMPARE(again->rows.front().content, file->rows.front().content);
}

void TestFormatsCsv::headings_data()
{
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("heading");
    QTest::addColumn<QString>("to");
    const auto row = [](const char *section, const char *heading, const char *to) {
        QTest::addRow("%s: %s", section, heading) << QString::fromLatin1(section) << QString::fromLatin1(heading) << QString::fromLatin1(to);
    };
    row("works", "Publication Year", "publication-date");
    row("works", "Source title", "journal-title");
    row("works", "PubMed ID", "external-id:pmid:self");
    row("works", "doi, self", "external-id:doi:self");
    row("works", "isbn", "external-id:isbn");
    row("works", "issn, part of", "external-id:issn:part-of");
    row("works", "external-id:wosuid:version-of", "external-id:wosuid:version-of");
    row("works", "Abstract", "short-description");
    row("works", "nonsense", "");
    row("employments", "Employer", "organization");
    row("employments", "Job Title", "role-title");
    row("employments", "ROR", "organization-id:ror");
    row("employments", "Organization, city", "organization-city");
    row("educations", "Degree", "role-title");
    row("fundings", "Funder", "organization");
    row("fundings", "Grant number", "external-id:grant_number:self");
    row("fundings", "Currency", "currency");
    row("peer-reviews", "review-group-id", "review-group-id");
    row("peer-reviews", "Convening organization", "convening-organization");
    row("research-resources", "resource-item", "resource-item");
    row("keywords", "keyword", "content");
    row("researcher-urls", "Website", "url");
    row("addresses", "Country", "country");
    row("external-identifiers", "Identifier", "external-id-value");
    row("works", "ORCID iD", "orcid");
    row("works", "put_code", "put-code");
    row("works", "Section", "section");
}

void TestFormatsCsv::headings()
{
    QFETCH(QString, section);
    QFETCH(QString, heading);
    QFETCH(QString, to);
    const auto file = readText(u"\"%1\"\tother\nx\ty\n"_s.arg(heading), section);
    QVERIFY(file);
    QCOMPARE(file->mapping.uses.at(0).to, to);
}

void TestFormatsCsv::sectionsAndPeople()
{
    const auto file = readText(u"orcid,section,put-code,title,organization,grant number,type\n"
                               "https://orcid.org/0000-0002-1825-0097,funding,17,Marsh recovery,Coast Fund,GR-1,grant\n"
                               "0000-0002-1825-0097,Works,,Tide gauges,,,book\n"
                               "0000-0002-1825-0098,work,,Wrong iD,,,book\n"
                               "0000-0002-1825-0097,hobbies,,None,,,\n"
                               "0000-0002-1825-0097,work,x,Put-code,,,book\n"_s,
        {});
    QVERIFY(file);
    QCOMPARE(file->rows.size(), 5);
    QCOMPARE(file->rows.at(0).section, u"fundings"_s);
    QCOMPARE(file->rows.at(0).orcid, u"0000-0002-1825-0097"_s);
    QCOMPARE(file->rows.at(0).putCode, 17);
    QCOMPARE(record::textAt(file->rows.at(0).content, { u"organization"_s, u"name"_s }), u"Coast Fund"_s);
    QCOMPARE(ids(file->rows.at(0)), u"GR-1"_s);
    QCOMPARE(file->rows.at(1).section, u"works"_s);
    QCOMPARE(file->rows.at(1).content.value(u"type"_s).toString(), u"book"_s);
    QVERIFY(file->rows.at(2).unusable.contains(u"no ORCID iD"_s));
    QVERIFY(file->rows.at(3).unusable.contains(u"no section"_s));
    QVERIFY(file->rows.at(4).unusable.contains(u"no put-code"_s));
    QVERIFY(file->rows.at(4).content.isEmpty());
}

void TestFormatsCsv::mappingApplied()
{
    const QString text = u"title,remark\nOne,Two\n"_s;
    const auto first = readText(text);
    QVERIFY(first);
    QCOMPARE(use(*first, u"remark"_s), QString());
    Mapping mapping = first->mapping;
    mapping.uses[1].to = u"subtitle"_s;
    const auto second = readText(text, u"works"_s, mapping);
    QVERIFY(second);
    QCOMPARE(second->mapping, mapping);
    QCOMPARE(record::textAt(second->rows.front().content, { u"title"_s, u"subtitle"_s }), u"Two"_s);
    mapping.uses[0].to.clear();
    QCOMPARE(record::textAt(readText(text, u"works"_s, mapping)->rows.front().content, { u"title"_s, u"title"_s }), QString());
}

void TestFormatsCsv::fingerprintKnowsTheKindOfFile()
{
    const Mapping a = readText(u"title,year\nOne,2020\n"_s)->mapping, b = readText(u"title,year\nTwo,2021\n"_s)->mapping, c = readText(u"title,date\nOne,2020\n"_s)->mapping;
    QCOMPARE(fingerprint(a, Format::Csv), fingerprint(b, Format::Csv));
    QVERIFY(fingerprint(a, Format::Csv) != fingerprint(c, Format::Csv));
    QVERIFY(fingerprint(a, Format::Csv) != fingerprint(a, Format::BibTeX));
    Mapping changed = a;
    changed.uses[0].to.clear();
    QCOMPARE(fingerprint(changed, Format::Csv), fingerprint(a, Format::Csv));
}

void TestFormatsCsv::notUnderstoodIsNamed()
{
    const auto file = readText(u"title,date,language,type,doi\nOne,someday,Klingonese,Journal papyrus,not a doi\n"_s);
    QVERIFY(file);
    const Row &row = file->rows.front();
    const QString notes = row.notes.join(u'\n');
    QVERIFY2(notes.contains(u"“someday” is no date"_s), qPrintable(notes));
    QVERIFY2(notes.contains(u"“Klingonese” is not one of the values"_s), qPrintable(notes));
    QVERIFY2(notes.contains(u"“not a doi” has not the form of a doi"_s), qPrintable(notes));
    QVERIFY(!row.content.contains(u"language-code"_s));
    QCOMPARE(row.content.value(u"type"_s).toString(), u"Journal papyrus"_s); // what ORCID says to it is for the rehearsal
}

void TestFormatsCsv::S53_cellsAreNoFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    const auto row = [](const QString &text, const QString &cell) { QTest::addRow("%s", qPrintable(text)) << text << cell; };
    row(u"=HYPERLINK(\"http://x\")"_s, u"'=HYPERLINK(\"http://x\")"_s);
    row(u"+1"_s, u"'+1"_s);
    row(u"-1"_s, u"'-1"_s);
    row(u"@SUM(A1)"_s, u"'@SUM(A1)"_s);
    row(u"\tx"_s, u"'\tx"_s);
    row(u"\rx"_s, u"'\rx"_s);
    row(u"\nx"_s, u"'\nx"_s);
    row(u"\uFF1Dx"_s, u"'\uFF1Dx"_s);
    row(u"'=x"_s, u"''=x"_s);
    row(u"''=x"_s, u"'''=x"_s);
    row(u"'tis"_s, u"'tis"_s);
    row(u"plain"_s, u"plain"_s);
    row(QString(), QString());
}

void TestFormatsCsv::S53_cellsAreNoFormulas()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    QCOMPARE(safeCell(text), cell);
    QCOMPARE(fromSafeCell(cell), text);
    // The whole file: no cell begins with what a spreadsheet runs on, whichever separator it takes.
    const QByteArray bytes = csv({ u"title"_s, u"subtitle"_s }, { { text, u"a;=b,=c\t=d|=e"_s } });
    QVERIFY(bytes.startsWith("\xEF\xBB\xBF"));
    for (const QChar separator : { u',', u';', u'\t' }) {
        // Quotation marks keep other programs from taking cells apart.
        const QString body = QString::fromUtf8(bytes.sliced(3));
        QVERIFY(!body.startsWith(u'='));
        QVERIFY2(!body.contains(QString(separator) + u'=' + u'b') || body.contains(u"\"a;=b,=c\t=d|=e\""_s), bytes.constData());
    }
    const CsvTable table = parseCsv(QString::fromUtf8(bytes.sliced(3)).replace(u"\r\n"_s, u"\n"_s), 10);
    QCOMPARE(table.records.at(1).cells, (QStringList { cell, u"a;=b,=c\t=d|=e"_s }));
}

void TestFormatsCsv::keysAreUnique()
{
    const QString text = u"title,doi,year\nOne,10.5555/a,2020\nOther title,https://doi.org/10.5555/A,2021\nTwo,,2020\nTwo,,2021\n"_s;
    const auto file = readText(text);
    QVERIFY(file);
    QSet<QString> keys;
    for (const Row &row : file->rows)
        keys << row.key;
    QCOMPARE(keys.size(), 4);
    QCOMPARE(file->rows.at(1).key, file->rows.at(0).key + u"#2"_s); // the same thing twice
    QString corrected = text;
    const auto again = readText(corrected.replace(u"One"_s, u"One, corrected"_s).replace(u"One, corrected"_s, u"\"One, corrected\""_s));
    QCOMPARE(again->rows.at(0).key, file->rows.at(0).key);
}

void TestFormatsCsv::targetsOfEverySection()
{
    for (const orcid::Section &section : orcid::allSections()) {
        QSet<QString> seen;
        for (const Target &target : targets(section.key, Format::Csv)) {
            QVERIFY2(!seen.contains(target.id) && !target.label.isEmpty(), qPrintable(section.key + u' ' + target.id));
            seen << target.id;
            // A heading that is the target's id is recognised.
            const auto file = readText(u"\"%1\"\tother\nx\ty\n"_s.arg(target.id), section.key);
            QVERIFY(file);
            QCOMPARE(file->mapping.uses.at(0).to, target.id);
        }
        QVERIFY(seen.size() > 3);
    }
}

void TestFormatsCsv::hostile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code"); // empty = readable
    QTest::newRow("empty") << QByteArray() << u"formats.empty"_s;
    QTest::newRow("white space") << QByteArray(" \n\t\n") << u"formats.empty"_s;
    QTest::newRow("headings only") << QByteArray("title,year\n") << u"formats.empty"_s;
    QTest::newRow("binary") << QByteArray("title,year\n\x00\x01\x02,3\n", 20) << u"formats.unknown"_s;
    QTest::newRow("NUL") << QByteArray("title,year\nOne\0,2020\n", 21) << u"formats.unknown"_s;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"formats.unknown"_s;
    QTest::newRow("too many") << QByteArray("title\n") + QByteArray("x\n").repeated(maxRows + 1) << u"formats.too_many"_s;
    QTest::newRow("too large") << QByteArray(maxFileBytes + 1, 'x') << u"formats.too_large"_s;
    QTest::newRow("too wide") << QByteArray("a,").repeated(5000) + "\nx\n" << u"formats.broken"_s;
    QTest::newRow("a line of 10 MB") << "title,year\n" + QByteArray(10 * 1024 * 1024, 'x') + ",2020\nTwo,2021\n" << QString();
    QTest::newRow("10 MB of quotation marks") << "title,year\n" + QByteArray(10 * 1024 * 1024 + 1, '"') << QString();
    QTest::newRow("quotation marks in every line") << "title,year\n" + QByteArray("\"a\n").repeated(30001) << QString();
    QTest::newRow("truncated in a quotation") << QByteArray("title,year\nOne,2020\n\"Tw") << QString();
    QTest::newRow("only separators") << "title,year\n" + QByteArray(",").repeated(100000) + "\nx,y\n" << QString();
    QTest::newRow("wrong UTF-8") << QByteArray("title,year\nM\xC3\x28nch\xFF\xFE,2020\n") << QString();
    QTest::newRow("a cell of blanks") << "title,authors,doi\nx,\"a" + QByteArray(190000, ' ') + "<\",\"" + QByteArray("10.").repeated(60000) + "\"\n" << QString();
    QTest::newRow("256 KB of empty lines") << QByteArray("\n").repeated(256 * 1024) + "title,year\nOne,2020\n" << QString();
    QTest::newRow("deep JSON in a cell") << "title,contributors\nx,\"" + QByteArray("[").repeated(100000) + "\"\n" << QString();
}

void TestFormatsCsv::hostile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    test::CpuTimer timer;
    const auto file = read(bytes, u"a.csv"_s, u"works"_s);
    QVERIFY2(timer.elapsed() < 10000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(file ? QString() : file.error().code, code);
    if (file) {
        QVERIFY(!file->rows.isEmpty());
        for (const Row &row : file->rows)
            QVERIFY(row.title.size() <= 200 && row.unusable.isEmpty() == !row.content.isEmpty());
    } else {
        QVERIFY(!file.error().what.isEmpty());
    }
}

void TestFormatsCsv::manyRowsInProportion()
{
    const auto bytes = [](int rows) {
        QByteArray all = "title,year,doi\n";
        for (int i = 0; i < rows; ++i)
            all += "Work " + QByteArray::number(i) + ",2024,10.5555/" + QByteArray::number(i) + "\n";
        return all;
    };
    test::CpuTimer timer;
    QCOMPARE(read(bytes(2000), u"a.csv"_s, u"works"_s)->rows.size(), 2000);
    const qint64 few = std::max<qint64>(timer.restart(), 1);
    QCOMPARE(read(bytes(20000), u"a.csv"_s, u"works"_s)->rows.size(), 20000);
    QVERIFY2(timer.elapsed() < few * 40, qPrintable(u"%1 ms, then %2 ms"_s.arg(few).arg(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestFormatsCsv)
#include "tst_formatscsv.moc"

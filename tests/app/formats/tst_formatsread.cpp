// RIS, CSL-JSON and ORCID JSON.

#include "app/formats/reader.h"
#include "app/record/difference.h"
#include "app/record/jsonvalues.h"
#include "tests/support/cputimer.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QStringEncoder>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::formats;

namespace {

ReadFile from(const QByteArray &bytes, const QString &name, const QString &section = u"works"_s)
{
    const auto file = read(bytes, name, section);
    if (!file)
        qWarning("%s", qPrintable(file.error().text()));
    return file.value_or(ReadFile {});
}

QString people(const QJsonObject &content)
{
    QStringList all;
    for (const QJsonValue &one : record::arrayOf(record::valueAt(content, { u"contributors"_s, u"contributor"_s }))) {
        const QJsonObject person = one.toObject();
        const QString role = record::textAt(person, { u"contributor-attributes"_s, u"contributor-role"_s });
        const QString orcid = record::textAt(person, { u"contributor-orcid"_s, u"path"_s });
        all += record::textAt(person, { u"credit-name"_s }) + (role == u"author" ? QString() : u" ("_s + role + u')') + (orcid.isEmpty() ? QString() : u' ' + orcid);
    }
    return all.join(u" | "_s);
}

QString identifiers(const QJsonObject &content)
{
    QStringList all;
    for (const QJsonValue &one : record::arrayOf(record::valueAt(content, { u"external-ids"_s, u"external-id"_s }))) {
        const QJsonObject id = one.toObject();
        all += id.value(u"external-id-type"_s).toString() + u' ' + id.value(u"external-id-value"_s).toString() + u' ' + id.value(u"external-id-relationship"_s).toString();
    }
    all.sort();
    return all.join(u", "_s);
}

const char *const kRis = "TY  - JOUR\r\n"
                         "ID  - Example2026\r\n"
                         "AU  - Example, Ada\r\n"
                         "AU  - van der Sample, Ben, Jr.\r\n"
                         "A2  - Itor, Ed\r\n"
                         "TI  - Tidal marsh recovery\r\n"
                         "JO  - Est. Rev.\r\n"
                         "T2  - Estuaries Review\r\n"
                         "PY  - 2026\r\n"
                         "DA  - 2026/09/14/autumn\r\n"
                         "DO  - https://doi.org/10.5555/er.2026.0914\r\n"
                         "SN  - 2765-0014\r\n"
                         "UR  - https://example.org/er\r\n"
                         "LA  - eng\r\n"
                         "AB  - First line\r\n"
                         "goes on here.\r\n"
                         "VL  - 7\r\n"
                         "KW  - marsh\r\n"
                         "KW  - tide\r\n"
                         "ER  - \r\n";

} // namespace

class TestFormatsRead : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ris();
    void risLineEnds_data();
    void risLineEnds();
    void risBroken();
    void csl();
    void cslOddities();
    void orcidShapes_data();
    void orcidShapes();
    void orcidPutCodesAndOwners();
    void orcidFixtures_data();
    void orcidFixtures();
    void orcidRecorded();
    void formatByContent_data();
    void formatByContent();
    void hostile_data();
    void hostile();
    void timeInProportion();
};

void TestFormatsRead::ris()
{
    const ReadFile file = from(kRis, u"works.ris"_s);
    QCOMPARE(file.format, Format::Ris);
    QCOMPARE(file.rows.size(), 1);
    const Row &row = file.rows.front();
    QCOMPARE(row.notes, QStringList());
    QCOMPARE(row.key, u"Example2026"_s);
    const QJsonObject &work = row.content;
    QCOMPARE(row.title, u"Tidal marsh recovery"_s);
    QCOMPARE(people(work), u"Ada Example | Ben van der Sample, Jr. | Ed Itor (editor)"_s);
    QCOMPARE(record::textAt(work, { u"journal-title"_s }), u"Estuaries Review"_s);
    QCOMPARE(record::isoDate(work.value(u"publication-date"_s)), u"2026-09-14"_s);
    QCOMPARE(identifiers(work), u"doi 10.5555/er.2026.0914 self, issn 2765-0014 part-of"_s);
    QCOMPARE(work.value(u"short-description"_s).toString(), u"First line goes on here."_s);
    QCOMPARE(work.value(u"language-code"_s).toString(), u"en"_s);
    // The volume has no place of its own; the citation keeps it.
    QCOMPARE(record::textAt(work, { u"citation"_s, u"citation-type"_s }), u"ris"_s);
    QVERIFY(record::textAt(work, { u"citation"_s, u"citation-value"_s }).contains(u"VL  - 7"_s));
    QVERIFY(record::problems(u"works"_s, work).isEmpty());
    QStringList uses;
    for (const FieldUse &use : file.mapping.uses)
        uses += use.from + u'>' + use.to;
    QVERIFY2(uses.contains(u"TY JOUR>type:journal-article"_s) && uses.contains(u"DA, PY>publication-date"_s) && uses.contains(u"KW>"_s), qPrintable(uses.join(u' ')));
}

void TestFormatsRead::risLineEnds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray text = kRis;
    QTest::newRow("unix") << QByteArray(text).replace("\r\n", "\n");
    QTest::newRow("old mac") << QByteArray(text).replace("\r\n", "\r");
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF" + text;
    QTest::newRow("empty lines") << "\r\n\r\n" + QByteArray(text).replace("\r\n", "\r\n\r\n");
    QTest::newRow("ER without its blank") << QByteArray(text).replace("ER  - \r\n", "ER  -");
    QTest::newRow("one blank before the dash") << QByteArray(text).replace("  - ", " - ");
    QTest::newRow("words before") << "Provider: Somebody\r\nDatabase: x\r\n" + text;
    QStringEncoder encoder(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
    const QByteArray wide = encoder(QString::fromUtf8(text));
    QTest::newRow("utf-16") << wide;
}

void TestFormatsRead::risLineEnds()
{
    QFETCH(QByteArray, bytes);
    const ReadFile file = from(bytes, u"works.ris"_s), plain = from(kRis, u"works.ris"_s);
    QCOMPARE(file.rows.size(), 1);
    QJsonObject content = file.rows.front().content, expected = plain.rows.front().content;
    content.remove(u"citation"_s);
    expected.remove(u"citation"_s);
    QCOMPARE(content, expected);
}

void TestFormatsRead::risBroken()
{
    const ReadFile file = from("TY  - BOOK\nTI  - One\nTY  - CHAP\nTI  - Two\nSN  - 978-1-4028-9462-6\nER  - \nTI  - outside\nTY  - THES\nTI  - Thr", u"a.ris"_s);
    QCOMPARE(file.rows.size(), 3);
    QVERIFY(file.rows.at(0).unusable.contains(u"ends in the middle"_s));
    QCOMPARE(file.rows.at(0).title, u"One"_s);
    QCOMPARE(identifiers(file.rows.at(1).content), u"isbn 978-1-4028-9462-6 part-of"_s);
    QVERIFY(!file.rows.at(2).unusable.isEmpty());
    QCOMPARE(file.notes.size(), 1);
}

void TestFormatsRead::csl()
{
    const ReadFile file = from(R"([{"id":"x1","type":"article-journal","title":"Tidal marsh recovery","container-title":"Estuaries Review",
        "author":[{"family":"Sample","given":"Ben","non-dropping-particle":"van der","suffix":"Jr","ORCID":"https://orcid.org/0000-0002-1825-0097"},{"literal":"Marsh Group"}],
        "editor":[{"family":"Itor","given":"Ed"}],"issued":{"date-parts":[["2026",9,14]]},"DOI":"10.5555/er.2026.0914","ISSN":"2765-0014","URL":"https://example.org/er",
        "language":"en-US","abstract":"<jats:p>Ten years &amp; more</jats:p>","volume":"7"},
        {"type":"chapter","title":"A chapter","ISBN":"9781402894626","genre":"Encyclopedia entry"}])",
        u"works.json"_s);
    QCOMPARE(file.format, Format::CslJson);
    QCOMPARE(file.rows.size(), 2);
    const QJsonObject &work = file.rows.at(0).content;
    QCOMPARE(file.rows.at(0).key, u"x1"_s);
    QCOMPARE(file.rows.at(0).notes, QStringList());
    QCOMPARE(people(work), u"Ben van der Sample, Jr 0000-0002-1825-0097 | Marsh Group | Ed Itor (editor)"_s);
    QCOMPARE(record::isoDate(work.value(u"publication-date"_s)), u"2026-09-14"_s);
    QCOMPARE(identifiers(work), u"doi 10.5555/er.2026.0914 self, issn 2765-0014 part-of"_s);
    QCOMPARE(work.value(u"language-code"_s).toString(), u"en"_s);
    QCOMPARE(work.value(u"type"_s).toString(), u"journal-article"_s);
    QVERIFY(record::problems(u"works"_s, work).isEmpty());
    QCOMPARE(file.rows.at(1).content.value(u"type"_s).toString(), u"encyclopedia-entry"_s);
    QCOMPARE(identifiers(file.rows.at(1).content), u"isbn 9781402894626 part-of"_s);
}

void TestFormatsRead::cslOddities()
{
    // One object; what servers of registration agencies answer; things of the wrong type.
    QCOMPARE(from(R"({"type":"book","title":["A book"],"issued":{"raw":"March 2024"},"author":[]})", u"a.json"_s).rows.front().title, u"A book"_s);
    const ReadFile answer = from(R"({"status":"ok","message":{"type":"journal-article","title":["T"],"container-title":["J"],"ISSN":["1741-4857","2765-0014"],"DOI":"10.5555/a"}})", u"a.json"_s);
    QCOMPARE(answer.rows.front().content.value(u"type"_s).toString(), u"journal-article"_s);
    QCOMPARE(identifiers(answer.rows.front().content), u"doi 10.5555/a self, issn 1741-4857 part-of, issn 2765-0014 part-of"_s);
    const ReadFile odd = from(R"([7,"x",{"type":"book","title":{"a":1},"author":"Ada","issued":[1]},{"DOI":"10.5555/a","type":null}])", u"a.json"_s);
    QCOMPARE(odd.rows.size(), 4);
    QVERIFY(!odd.rows.at(0).unusable.isEmpty() && !odd.rows.at(1).unusable.isEmpty() && odd.rows.at(3).unusable.isEmpty());
}

void TestFormatsRead::orcidShapes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("sections");
    const QByteArray work = R"({"title":{"title":{"value":"On tokens"}},"type":"journal-article","put-code":7,"path":"/0000-0002-1825-0097/work/7","external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/a","external-id-relationship":"self"}]}})";
    const QByteArray job = R"({"put-code":8,"role-title":"Lecturer","organization":{"name":"Example University","address":{"city":"Leeds","country":"GB"}},"path":"/0000-0002-1825-0097/employment/8"})";
    QTest::newRow("an item") << work << u"fundings"_s << u"works"_s;
    QTest::newRow("an array") << "[" + work + "," + job + "]" << QString() << u"works employments"_s;
    QTest::newRow("our export") << "{\"bulk\":[{\"work\":" + work + "},{\"employment\":" + job + "}]}" << QString() << u"works employments"_s;
    QTest::newRow("a bulk answer with an error") << "{\"bulk\":[{\"work\":" + work + "},{\"error\":{\"response-code\":404}}]}" << u"works"_s << u"works -"_s;
    QTest::newRow("/works") << "{\"group\":[{\"work-summary\":[" + work + "," + QByteArray(work).replace("7", "9") + "]}],\"path\":\"/0000-0002-1825-0097/works\"}" << QString() << u"works works"_s;
    QTest::newRow("/employments") << "{\"affiliation-group\":[{\"summaries\":[{\"employment-summary\":" + job + "}]}],\"path\":\"/0000-0002-1825-0097/employments\"}" << u"works"_s
                                  << u"employments"_s;
    QTest::newRow("/keywords") << QByteArray(R"({"keyword":[{"content":"marsh","put-code":3,"path":"/0000-0002-1825-0097/keywords/3"}],"path":"/0000-0002-1825-0097/keywords"})") << QString()
                               << u"keywords"_s;
    QTest::newRow("a record") << "{\"person\":{\"keywords\":{\"keyword\":[{\"content\":\"marsh\",\"put-code\":3}]}},\"activities-summary\":{\"works\":{\"group\":[{\"work-summary\":[" + work
            + "]}]},\"employments\":{\"affiliation-group\":[{\"summaries\":[{\"employment-summary\":" + job + "}]}]}}}"
                              << QString() << u"works employments keywords"_s;
    QTest::newRow("asked for") << QByteArray(R"({"content":"marsh"})") << u"other-names"_s << u"other-names"_s;
    QTest::newRow("nobody can tell") << QByteArray(R"([{"content":"marsh"},{"organization":{"name":"X"}}])") << u"works"_s << u"- -"_s;
}

void TestFormatsRead::orcidShapes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, asked);
    QFETCH(QString, sections);
    const ReadFile file = from(bytes, u"a.json"_s, asked);
    QCOMPARE(file.format, Format::OrcidJson);
    QStringList all;
    for (const Row &row : file.rows)
        all += row.unusable.isEmpty() ? row.section : u"-"_s;
    QCOMPARE(all.join(u' '), sections);
}

void TestFormatsRead::orcidPutCodesAndOwners()
{
    const ReadFile file = from(R"([{"title":{"title":{"value":"T"}},"type":"book","put-code":"17","path":"/0000-0002-1825-0097/work/17","source":null,"created-date":{"value":1},"visibility":"public","nonsense":1}])",
        u"a.json"_s);
    QCOMPARE(file.rows.size(), 1);
    const Row &row = file.rows.front();
    QCOMPARE(row.putCode, 17);
    QCOMPARE(row.orcid, u"0000-0002-1825-0097"_s);
    QCOMPARE(row.content.keys(), (QStringList { u"title"_s, u"type"_s, u"visibility"_s }));
    QVERIFY(row.notes.join(u' ').contains(u"“nonsense” is no field"_s));
}

void TestFormatsRead::orcidFixtures_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("section");
    for (const auto &[name, section] : { std::pair { "work", "works" }, { "funding", "fundings" }, { "employment", "employments" }, { "peer-review", "peer-reviews" },
             { "research-resource", "research-resources" }, { "keyword", "keywords" }, { "other-name", "other-names" }, { "researcher-url", "researcher-urls" },
             { "address", "addresses" }, { "external-identifier", "external-identifiers" } })
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(section);
}

void TestFormatsRead::orcidFixtures()
{
    QFETCH(QString, name);
    QFETCH(QString, section);
    QFile fixture(QStringLiteral(BATON_TEST_DATA "/orcid/") + name + u".json"_s);
    QVERIFY(fixture.open(QIODevice::ReadOnly));
    const QByteArray bytes = fixture.readAll();
    const ReadFile file = from(bytes, u"a.json"_s, section);
    QCOMPARE(file.format, Format::OrcidJson);
    QCOMPARE(file.rows.size(), 1);
    QCOMPARE(file.rows.front().section, section);
    QCOMPARE(file.rows.front().unusable, QString());
    QCOMPARE(file.rows.front().content, QJsonDocument::fromJson(bytes).object());
}

void TestFormatsRead::orcidRecorded()
{
    const QString shared = qEnvironmentVariable("BATON_SHARED");
    if (shared.isEmpty())
        QSKIP("BATON_SHARED names no folder with recorded answers");
    int files = 0;
    QDirIterator all(shared + u"/data/recorded-v3"_s, { u"*.json"_s }, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        QFile file(all.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        const auto found = read(bytes, file.fileName(), u"works"_s);
        ++files;
        if (!found)
            continue; // a person without items, an error
        for (const Row &row : found->rows)
            QVERIFY2(row.unusable.isEmpty() != row.content.isEmpty(), qPrintable(file.fileName() + row.unusable));
    }
    QVERIFY(files > 0);
}

void TestFormatsRead::formatByContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("format");
    QTest::newRow("ris named txt") << QByteArray(kRis) << u"export.txt"_s << u"RIS"_s;
    QTest::newRow("bibtex named txt") << QByteArray("% mine\n@article{a, title={T}}") << u"export.txt"_s << u"BibTeX"_s;
    QTest::newRow("bibtex named ris") << QByteArray("@article{a, title={T}}") << u"export.ris"_s << u"BibTeX"_s;
    QTest::newRow("csl without a name") << QByteArray(R"([{"type":"article-journal","title":"T"}])") << QString() << u"CSL-JSON"_s;
    QTest::newRow("orcid") << QByteArray(R"({"title":{"title":{"value":"T"}},"type":"book"})") << u"x.json"_s << u"ORCID JSON"_s;
    QTest::newRow("csv without a name") << QByteArray("title,year\nT,2020\n") << QString() << u"CSV"_s;
    QTest::newRow("csv with an @") << QByteArray("title,year\n@article{x,2020\n") << u"a.csv"_s << u"CSV"_s;
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html>\n<p>a, b</p>\n") << u"a.html"_s << QString();
    QTest::newRow("pdf") << QByteArray("%PDF-1.7\n\xE2\xE3\xCF\xD3\n1 0 obj\n\0", 24) << u"a.pdf"_s << QString();
    QTest::newRow("words") << QByteArray("just words") << u"a.txt"_s << QString();
}

void TestFormatsRead::formatByContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(QString, format);
    const auto found = formatOf(bytes, name);
    QCOMPARE(found ? nameOf(*found) : QString(), format);
}

void TestFormatsRead::hostile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    const QByteArray good = kRis, big(10 * 1024 * 1024, 'x');
    const auto row = [](const char *what, const QByteArray &bytes, const QString &name, const QString &code) { QTest::newRow(what) << bytes << name << code; };
    row("ris: 10 MB line", "TY  - JOUR\nTI  - " + big + "\nER  - \n", u"a.ris"_s, {});
    row("ris: many continued lines", "TY  - JOUR\nAB  - x\n" + QByteArray("go on\n").repeated(200000) + "ER  - \n", u"a.ris"_s, {});
    row("ris: many authors", "TY  - JOUR\n" + QByteArray("AU  - Example, Ada\n").repeated(200000) + "ER  - \n", u"a.ris"_s, {});
    row("ris: never ends", "TY  - JOUR\n" + QByteArray("TI  - x\n").repeated(200000), u"a.ris"_s, {});
    row("ris: only begins", QByteArray("TY  - JOUR\n").repeated(50000), u"a.ris"_s, {});
    row("ris: too many", QByteArray("TY  - JOUR\nTI  - T\nER  - \n").repeated(maxRows + 1), u"a.ris"_s, u"formats.too_many"_s);
    row("ris: NUL", good + QByteArray("\0", 1), u"a.ris"_s, u"formats.unknown"_s);
    row("ris: wrong UTF-8", QByteArray("TY  - JOUR\nTI  - M\xC3\x28\xFF\xFEnch\nER  - \n"), u"a.ris"_s, {});
    row("ris: empty entry", QByteArray("TY  - \nER  - \n"), u"a.ris"_s, {});
    row("ris: truncated", good.first(good.size() / 2), u"a.ris"_s, {});
    row("json: truncated", QByteArray(R"([{"type":"book","title":"T"},{"type":"bo)"), u"a.json"_s, u"formats.broken"_s);
    row("json: deep", QByteArray("[").repeated(1000000), u"a.json"_s, u"formats.broken"_s);
    row("json: deep objects", QByteArray("{\"title\":").repeated(100000) + "1", u"a.json"_s, u"formats.broken"_s);
    row("json: 10 MB text", "[{\"type\":\"book\",\"title\":\"" + big + "\"}]", u"a.json"_s, {});
    row("json: empty", QByteArray("[]"), u"a.json"_s, u"formats.empty"_s);
    row("json: numbers", QByteArray("[1,2,3]"), u"a.json"_s, {});
    row("json: number out of range", QByteArray(R"([{"type":"book","title":1e999}])"), u"a.json"_s, u"formats.broken"_s);
    row("json: too many", "[" + QByteArray("{},").repeated(maxRows) + "{}]", u"a.json"_s, u"formats.too_many"_s);
    row("json: many authors", "[{\"type\":\"book\",\"author\":[" + QByteArray("{\"family\":\"A\"},").repeated(100000) + "{}]}]", u"a.json"_s, {});
    row("json: trailing words", QByteArray(R"([{"type":"book","title":"T"}] and more)"), u"a.json"_s, u"formats.broken"_s);
    row("orcid: too many", "{\"bulk\":[" + QByteArray("{\"work\":{\"title\":{}}},").repeated(maxRows) + "{\"work\":{\"title\":{}}}]}", u"a.json"_s, u"formats.too_many"_s);
    row("orcid: wrong types", QByteArray(R"({"put-code":[],"title":7,"external-ids":"x","path":[1]})"), u"a.json"_s, {});
    row("orcid: lists of lists", QByteArray(R"([[[[{"put-code":1,"title":{"title":{"value":"T"}}}]]],null])"), u"a.json"_s, {});
}

void TestFormatsRead::hostile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, name);
    QFETCH(QString, code);
    test::CpuTimer timer;
    const auto file = read(bytes, name, u"works"_s);
    QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(file ? QString() : file.error().code, code);
    if (!file)
        QVERIFY(!file.error().what.isEmpty());
    else
        QVERIFY(!file->rows.isEmpty());
}

void TestFormatsRead::timeInProportion()
{
    const auto measure = [](const QByteArray &entry, const QString &name) {
        test::CpuTimer timer;
        const bool json = name.endsWith(u"json"_s);
        const auto bytes = [&](int count) { return json ? "[" + QByteArray(entry + ",").repeated(count - 1) + entry + "]" : entry.repeated(count); };
        const qsizetype few = read(bytes(1000), name, u"works"_s)->rows.size();
        const qint64 first = std::max<qint64>(timer.restart(), 1);
        const qsizetype many = read(bytes(10000), name, u"works"_s)->rows.size();
        return few == 1000 && many == 10000 && timer.elapsed() < first * 40;
    };
    QVERIFY(measure(kRis, u"a.ris"_s));
    QVERIFY(measure(R"({"type":"book","title":"T","author":[{"family":"Example","given":"Ada"}],"DOI":"10.5555/a"})", u"a.json"_s));
    QVERIFY(measure(R"({"put-code":1,"title":{"title":{"value":"T"}},"type":"book"})", u"a.json"_s));
}

QTEST_GUILESS_MAIN(TestFormatsRead)
#include "tst_formatsread.moc"

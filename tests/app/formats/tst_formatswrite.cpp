// Export, and that reading it again gives the same content as far as the format holds it.

#include "app/formats/export.h"
#include "app/formats/reader.h"
#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/personaldetails.h"
#include "tests/support/cputimer.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::formats;

namespace {

QJsonObject fixture(const QString &name)
{
    QFile file(QStringLiteral(BATON_TEST_DATA "/orcid/") + name + u".json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

record::Item item(const QString &section, QJsonObject json, qint64 putCode = 17)
{
    json[u"put-code"] = putCode;
    json[u"visibility"] = u"public"_s;
    return record::itemFromJson(section, json, true);
}

QString told(const QList<record::FieldChange> &changes)
{
    QString words;
    for (const record::FieldChange &change : changes)
        words += change.field + u": “"_s + change.before + u"” became “"_s + change.after + u"”\n"_s;
    return words;
}

/// A work with everything that two formats hold.
QJsonObject plainWork()
{
    return fixture(u"../formats/work"_s);
}

QJsonObject workBy(const QString &name)
{
    QJsonObject json = plainWork();
    json[u"contributors"] = QJsonObject { { u"contributor"_s, QJsonArray { QJsonObject { { u"credit-name"_s, QJsonObject { { u"value"_s, name } } },
        { u"contributor-attributes"_s, QJsonObject { { u"contributor-sequence"_s, u"first"_s }, { u"contributor-role"_s, u"author"_s } } } } } } };
    return json;
}

/// Identifiers in one order: columns and fields have theirs.
QJsonObject ordered(QJsonObject content)
{
    QJsonArray ids = record::arrayOf(record::valueAt(content, { u"external-ids"_s, u"external-id"_s }));
    QList<QJsonObject> list;
    for (const QJsonValue &id : ids)
        list += id.toObject();
    std::sort(list.begin(), list.end(), [](const QJsonObject &a, const QJsonObject &b) { return QJsonDocument(a).toJson() < QJsonDocument(b).toJson(); });
    QJsonArray sorted;
    for (const QJsonObject &id : list)
        sorted += id;
    if (!sorted.isEmpty())
        content[u"external-ids"] = QJsonObject { { u"external-id"_s, sorted } };
    return content;
}

} // namespace

class TestFormatsWrite : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySection_data();
    void everySection();
    void sectionsTogether();
    void S53_noCellIsAFormula();
    void works_data();
    void works();
    void everyWorkType_data();
    void everyWorkType();
    void bibtexKeysAreUnique();
    void bibtexNamesAreNotTakenApart_data();
    void bibtexNamesAreNotTakenApart();
    void bibtexCantBeBrokenOutOf();
    void cslIsWhatReadersOfCslExpect();
    void cslNamesAreNotTakenApart_data();
    void cslNamesAreNotTakenApart();
    void nameAndBiographyAreWrittenToo();
    void orcidIsWhatTheRegistrySent();
    void whatAFormatCantHold();
    void S51_pageShowsWordsAsWords();
    void manyInProportion();
};

void TestFormatsWrite::everySection_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("section");
    QTest::addColumn<int>("format");
    const QList<std::pair<QString, QString>> names { { u"work"_s, u"works"_s }, { u"funding"_s, u"fundings"_s }, { u"employment"_s, u"employments"_s },
        { u"employment"_s, u"educations"_s }, { u"employment"_s, u"qualifications"_s }, { u"employment"_s, u"distinctions"_s }, { u"employment"_s, u"invited-positions"_s },
        { u"employment"_s, u"memberships"_s }, { u"employment"_s, u"services"_s }, { u"peer-review"_s, u"peer-reviews"_s }, { u"research-resource"_s, u"research-resources"_s },
        { u"keyword"_s, u"keywords"_s }, { u"other-name"_s, u"other-names"_s }, { u"researcher-url"_s, u"researcher-urls"_s }, { u"address"_s, u"addresses"_s },
        { u"external-identifier"_s, u"external-identifiers"_s } };
    for (const auto &[name, section] : names) {
        for (const Format format : { Format::Csv, Format::OrcidJson })
            QTest::addRow("%s as %s", qPrintable(section), qPrintable(nameOf(format))) << name << section << int(format);
    }
}

void TestFormatsWrite::everySection()
{
    QFETCH(QString, name);
    QFETCH(QString, section);
    QFETCH(int, format);
    const QJsonObject json = fixture(name);
    QVERIFY(!json.isEmpty());
    const QByteArray bytes = write({ item(section, json) }, Format(format));
    const auto file = read(bytes, u"export"_s, QString());
    QVERIFY2(file, qPrintable(file ? QString() : file.error().text()));
    QCOMPARE(file->format, Format(format));
    QCOMPARE(file->rows.size(), 1);
    const Row &row = file->rows.front();
    QCOMPARE(row.unusable, QString());
    QCOMPARE(row.notes, QStringList());
    QCOMPARE(row.section, section);
    QCOMPARE(row.putCode, 17);
    QJsonObject back = record::forPost(row.content), sent = record::forPost(json);
    back.remove(u"visibility"_s);
    const QList<record::FieldChange> changes = record::differences(section, sent, back);
    QVERIFY2(changes.isEmpty(), qPrintable(told(changes)));
    QCOMPARE(ordered(back), ordered(sent)); // and to the letter
}

void TestFormatsWrite::sectionsTogether()
{
    const QList<record::Item> items { item(u"works"_s, fixture(u"work"_s), 1), item(u"fundings"_s, fixture(u"funding"_s), 2), item(u"employments"_s, fixture(u"employment"_s), 3),
        item(u"keywords"_s, fixture(u"keyword"_s), 4), item(u"peer-reviews"_s, fixture(u"peer-review"_s), 5) };
    const auto file = read(write(items, Format::Csv), u"export.csv"_s, QString());
    QVERIFY(file);
    QCOMPARE(file->rows.size(), items.size());
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Row &row = file->rows.at(i);
        QCOMPARE(row.section, items.at(i).section);
        QCOMPARE(row.putCode, items.at(i).putCode);
        QVERIFY2(row.notes.isEmpty(), qPrintable(row.notes.join(u'\n')));
        const QList<record::FieldChange> changes = record::differences(row.section, record::forPost(items.at(i).json), record::forPost(row.content));
        QVERIFY2(changes.isEmpty() || changes.size() == 1, qPrintable(told(changes))); // who can see it is not read back
        for (const record::FieldChange &change : changes)
            QVERIFY2(change.after.isEmpty() && change.before == u"Everyone"_s, qPrintable(told(changes)));
    }
}

void TestFormatsWrite::S53_noCellIsAFormula()
{
    QJsonObject json = fixture(u"keyword"_s);
    for (const QString &text : { u"=1+1"_s, u"+x"_s, u"-x"_s, u"@x"_s, u"\t=x"_s, u"'=x"_s, u"a;=b,c"_s }) {
        json[u"content"] = text;
        const QByteArray bytes = write({ item(u"keywords"_s, json) }, Format::Csv);
        const QString cell = QString::fromUtf8(bytes).split(u"\r\n"_s).at(1).section(u',', 2, -3);
        QVERIFY2(!u"=+-@\t"_s.contains(QString(cell).remove(u'"').front()), qPrintable(cell));
        QVERIFY2(!cell.contains(u';') || cell.startsWith(u'"'), qPrintable(cell));
        QCOMPARE(read(bytes, u"a.csv"_s, QString())->rows.front().content.value(u"content"_s).toString(), text);
    }
}

void TestFormatsWrite::works_data()
{
    QTest::addColumn<int>("format");
    for (const Format format : { Format::BibTeX, Format::CslJson, Format::Csv, Format::OrcidJson })
        QTest::newRow(qPrintable(nameOf(format))) << int(format);
}

void TestFormatsWrite::works()
{
    QFETCH(int, format);
    const QJsonObject json = plainWork();
    QVERIFY(!json.isEmpty());
    const QByteArray bytes = write({ item(u"works"_s, json) }, Format(format));
    const auto file = read(bytes, u"export"_s, u"works"_s);
    QVERIFY2(file, bytes.constData());
    QCOMPARE(file->format, Format(format));
    const Row &row = file->rows.front();
    QCOMPARE(row.notes, QStringList());
    QJsonObject back = row.content;
    back.remove(u"visibility"_s);
    const QList<record::FieldChange> changes = record::differences(u"works"_s, json, back);
    QVERIFY2(changes.isEmpty(), qPrintable(told(changes) + QString::fromUtf8(bytes)));
}

void TestFormatsWrite::everyWorkType_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QString>("type");
    for (const Format format : { Format::BibTeX, Format::CslJson }) {
        for (const orcid::Term &type : orcid::workTypes())
            QTest::addRow("%s: %s", qPrintable(nameOf(format)), qPrintable(type.value)) << int(format) << type.value;
    }
}

void TestFormatsWrite::everyWorkType()
{
    QFETCH(int, format);
    QFETCH(QString, type);
    const QJsonObject json { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, u"T"_s } } } } }, { u"type"_s, type },
        { u"journal-title"_s, QJsonObject { { u"value"_s, u"J"_s } } } };
    const auto file = read(write({ item(u"works"_s, json) }, Format(format)), u"export"_s, u"works"_s);
    QVERIFY(file);
    QCOMPARE(file->rows.front().content.value(u"type"_s).toString(), type);
    QCOMPARE(record::textAt(file->rows.front().content, { u"journal-title"_s }), u"J"_s);
}

void TestFormatsWrite::bibtexKeysAreUnique()
{
    const record::Item one = item(u"works"_s, plainWork());
    const QByteArray bytes = write({ one, one, one }, Format::BibTeX);
    QVERIFY(bytes.contains("@article{example2024mudflats,") && bytes.contains("@article{example2024mudflats-2,") && bytes.contains("@article{example2024mudflats-3,"));
    const auto file = read(bytes, u"a.bib"_s, u"works"_s);
    QCOMPARE(file->rows.size(), 3);
    QCOMPARE(file->rows.at(2).key, u"example2024mudflats-3"_s);
}

void TestFormatsWrite::bibtexNamesAreNotTakenApart_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("whole");
    const auto row = [](const QString &name, bool whole) { QTest::addRow("%s", qPrintable(name)) << name << whole; };
    row(u"Sofia Maria Hernandez Garcia"_s, true);
    row(u"José María Ñandú Pérez"_s, true);
    row(u"Ana García Márquez de la Cruz"_s, true);
    row(u"Ada Example"_s, false);
    row(u"Ada B. Example"_s, false);
    row(u"Ada van der Example"_s, false);
    row(u"Marsh Research and Recovery Group"_s, true);
    row(u"Example, Ada"_s, true);
    row(u"Example"_s, false);
}

void TestFormatsWrite::bibtexNamesAreNotTakenApart()
{
    QFETCH(QString, name);
    QFETCH(bool, whole);
    const QByteArray bytes = write({ item(u"works"_s, workBy(name)) }, Format::BibTeX);
    QCOMPARE(bytes.contains("author = {{"), whole);
    const auto file = read(bytes, u"a.bib"_s, u"works"_s);
    QVERIFY2(file, bytes.constData());
    const QJsonArray back = record::arrayOf(record::valueAt(file->rows.front().content, { u"contributors"_s, u"contributor"_s }));
    QCOMPARE(back.size(), 1);
    QCOMPARE(record::textAt(back.first().toObject(), { u"credit-name"_s }), name);
}

void TestFormatsWrite::bibtexCantBeBrokenOutOf()
{
    QJsonObject json = plainWork();
    const QString hostile = u"}}\n@article{evil, title = {Evil}}\n\"{ % \\end"_s;
    for (const QStringList &path : { QStringList { u"title"_s, u"title"_s, u"value"_s }, { u"journal-title"_s, u"value"_s }, { u"url"_s, u"value"_s }, { u"short-description"_s } }) {
        QJsonObject changed = json;
        const std::function<QJsonObject(QJsonObject, QStringList)> put = [&](QJsonObject object, QStringList rest) {
            const QString key = rest.takeFirst();
            object[key] = rest.isEmpty() ? QJsonValue(hostile) : QJsonValue(put(object.value(key).toObject(), rest));
            return object;
        };
        changed = put(changed, path);
        const auto file = read(write({ item(u"works"_s, changed) }, Format::BibTeX), u"a.bib"_s, u"works"_s);
        QVERIFY(file);
        QCOMPARE(file->rows.size(), 1);
        QCOMPARE(file->rows.front().unusable, QString());
    }
}

void TestFormatsWrite::cslIsWhatReadersOfCslExpect()
{
    const QJsonObject entry = QJsonDocument::fromJson(write({ item(u"works"_s, plainWork()) }, Format::CslJson)).array().first().toObject();
    QCOMPARE(entry.value(u"type"_s).toString(), u"article-journal"_s);
    QCOMPARE(entry.value(u"issued"_s).toObject().value(u"date-parts"_s), QJsonValue(QJsonArray { QJsonArray { 2024, 3, 9 } }));
    const QJsonArray authors = entry.value(u"author"_s).toArray();
    QCOMPARE(authors.at(0).toObject(), (QJsonObject { { u"given"_s, u"Ada"_s }, { u"non-dropping-particle"_s, u"van der"_s }, { u"family"_s, u"Example"_s } }));
    QCOMPARE(authors.at(1).toObject().keys(), QStringList { u"literal"_s });
    QVERIFY(!entry.value(u"id"_s).toString().isEmpty());
}

void TestFormatsWrite::cslNamesAreNotTakenApart_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonObject>("person");
    const auto row = [](const QString &name, const QJsonObject &person) { QTest::addRow("%s", qPrintable(name)) << name << person; };
    const auto literal = [&row](const QString &name) { row(name, { { u"literal"_s, name } }); };
    row(u"Ada Example"_s, { { u"given"_s, u"Ada"_s }, { u"family"_s, u"Example"_s } });
    row(u"Ada B. Example"_s, { { u"given"_s, u"Ada B."_s }, { u"family"_s, u"Example"_s } });
    row(u"Jan van der Berg"_s, { { u"given"_s, u"Jan"_s }, { u"non-dropping-particle"_s, u"van der"_s }, { u"family"_s, u"Berg"_s } });
    literal(u"Sofia Garcia Lopez"_s); // Lopez, or Garcia Lopez: no reader could know
    literal(u"Marsh Research and Recovery Group"_s);
    literal(u"Example, Ada"_s);
    literal(u"van der Berg"_s);
}

void TestFormatsWrite::cslNamesAreNotTakenApart()
{
    QFETCH(QString, name);
    QFETCH(QJsonObject, person);
    const QByteArray bytes = write({ item(u"works"_s, workBy(name)) }, Format::CslJson);
    QCOMPARE(QJsonDocument::fromJson(bytes).array().first()[u"author"_s].toArray(), QJsonArray { person });
    const auto file = read(bytes, u"a.json"_s, u"works"_s);
    QVERIFY2(file, bytes.constData());
    const QJsonArray back = record::arrayOf(record::valueAt(file->rows.front().content, { u"contributors"_s, u"contributor"_s }));
    QCOMPARE(record::textAt(back.first().toObject(), { u"credit-name"_s }), name);
}

void TestFormatsWrite::nameAndBiographyAreWrittenToo()
{
    const QJsonObject name { { u"given-names"_s, QJsonObject { { u"value"_s, u"Ada"_s } } }, { u"family-name"_s, QJsonObject { { u"value"_s, u"Example"_s } } } };
    const QJsonObject biography { { u"content"_s, u"=Ada, who counts tides"_s } };
    const QList<record::Item> both = record::personalDetailsFromJson({ { u"name"_s, name }, { u"biography"_s, biography } }, u"0000-0002-1825-0097"_s).items;
    QVERIFY(canHold(Format::Csv, record::personalDetails()) && canHold(Format::OrcidJson, record::personalDetails()));
    QVERIFY(!canHold(Format::BibTeX, record::personalDetails()));
    QCOMPARE(write(both, Format::Csv).mid(3),
        QByteArray("part,field,value\r\nname,given-names,Ada\r\nname,family-name,Example\r\nbiography,content,\"'=Ada, who counts tides\"\r\n"));
    const QJsonArray bulk = QJsonDocument::fromJson(write(both, Format::OrcidJson)).object().value(u"bulk"_s).toArray();
    QCOMPARE(bulk, (QJsonArray { QJsonObject { { u"name"_s, name } }, QJsonObject { { u"biography"_s, biography } } }));
    const QString printed = page(u"Ada Example: Name and biography"_s, {}, both);
    QVERIFY2(printed.contains(u"<b>Ada Example</b>"_s) && printed.contains(u"=Ada, who counts tides"_s), qPrintable(printed));
}

void TestFormatsWrite::orcidIsWhatTheRegistrySent()
{
    const record::Item one = item(u"fundings"_s, fixture(u"funding"_s));
    const QJsonObject written = QJsonDocument::fromJson(write({ one }, Format::OrcidJson)).object();
    QCOMPARE(written.value(u"bulk"_s).toArray().first().toObject().value(u"funding"_s).toObject(), one.json);
    // An item of which hardly anything is there is known again, too.
    const QByteArray bare = write({ record::itemFromJson(u"works"_s, { { u"type"_s, u"book"_s } }, true) }, Format::OrcidJson);
    QCOMPARE(formatOf(bare, u"a.json"_s), std::optional(Format::OrcidJson));
}

void TestFormatsWrite::whatAFormatCantHold()
{
    for (const orcid::Section &section : orcid::allSections()) {
        QCOMPARE(canHold(Format::BibTeX, section.key), section.key == u"works");
        QCOMPARE(canHold(Format::CslJson, section.key), section.key == u"works");
        QVERIFY(canHold(Format::Csv, section.key) && canHold(Format::OrcidJson, section.key) && !canHold(Format::Ris, section.key));
    }
    QVERIFY(write({ item(u"keywords"_s, fixture(u"keyword"_s)) }, Format::BibTeX).isEmpty());
    QVERIFY(write({ item(u"works"_s, fixture(u"work"_s)), item(u"keywords"_s, fixture(u"keyword"_s)) }, Format::CslJson).isEmpty());
}

void TestFormatsWrite::S51_pageShowsWordsAsWords()
{
    QJsonObject json = fixture(u"work"_s);
    json[u"title"] = QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, u"<img src=x> & <b>bold</b>"_s } } } };
    const QString html = page(u"Works of <Ada>"_s, u"2 of 3 & more"_s, { item(u"works"_s, json), item(u"keywords"_s, fixture(u"keyword"_s)) });
    QVERIFY(html.contains(u"Works of &lt;Ada&gt;"_s) && html.contains(u"2 of 3 &amp; more"_s));
    QVERIFY(html.contains(u"&lt;img src=x&gt;"_s) && !html.contains(u"<img"_s));
    QVERIFY(html.contains(u"href=\"https://doi.org/"_s));
    QVERIFY(html.indexOf(u"<h2>Works (1)</h2>"_s) < html.indexOf(u"<h2>Keywords (1)</h2>"_s));
    QVERIFY(html.contains(u"Ada Example"_s));
}

void TestFormatsWrite::manyInProportion()
{
    for (const Format format : { Format::Csv, Format::BibTeX, Format::CslJson, Format::OrcidJson }) {
        const record::Item one = item(u"works"_s, plainWork());
        test::CpuTimer timer;
        write(QList<record::Item>(500, one), format);
        const qint64 few = std::max<qint64>(timer.restart(), 1);
        write(QList<record::Item>(5000, one), format);
        QVERIFY2(timer.elapsed() < few * 40, qPrintable(u"%1: %2 ms, then %3 ms"_s.arg(nameOf(format)).arg(few).arg(timer.elapsed())));
    }
}

QTEST_GUILESS_MAIN(TestFormatsWrite)
#include "tst_formatswrite.moc"

#include "app/formats/bibfile.h"
#include "app/formats/latex.h"
#include "app/formats/reader.h"
#include "app/record/difference.h"
#include "app/record/jsonvalues.h"
#include "tests/support/cputimer.h"

#include <QtTest/QTest>

#ifdef BATON_HAS_BTPARSE
#include <btparse.h>
#endif

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::formats;

namespace {

ReadFile bib(const QString &text)
{
    const auto file = read(text.toUtf8(), u"works.bib"_s, u"works"_s);
    if (!file)
        qWarning("%s", qPrintable(file.error().text()));
    return file.value_or(ReadFile {});
}

QJsonObject first(const QString &text)
{
    const ReadFile file = bib(text);
    return file.rows.isEmpty() ? QJsonObject() : file.rows.front().content;
}

QString names(const QJsonObject &content, const QString &role = {})
{
    QStringList all;
    for (const QJsonValue &one : record::arrayOf(record::valueAt(content, { u"contributors"_s, u"contributor"_s }))) {
        const QJsonObject person = one.toObject();
        if (role.isEmpty() || record::textAt(person, { u"contributor-attributes"_s, u"contributor-role"_s }) == role)
            all += record::textAt(person, { u"credit-name"_s });
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
    return all.join(u", "_s);
}

QString use(const ReadFile &file, const QString &from)
{
    for (const FieldUse &field : file.mapping.uses) {
        if (field.from == from)
            return field.to;
    }
    return u"no such field"_s;
}

} // namespace

class TestFormatsBibtex : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void article();
    void latex_data();
    void latex();
    void latexThereAndBack_data();
    void latexThereAndBack();
    void names_data();
    void names();
    void dates_data();
    void dates();
    void stringsAndPieces();
    void crossref();
    void identifiersOfEveryKind();
    void chapterIsPartOfItsBook();
    void types_data();
    void types();
    void citationKeepsWhatHasNoPlace();
    void mappingShowsKindsAndFields();
    void linkStandsInForAnIdentifier();
    void broken_data();
    void broken();
    void hostile_data();
    void hostile();
    void timeInProportion();
    void agreesWithBtparse();
};

void TestFormatsBibtex::article()
{
    const ReadFile file = bib(u"Some words before.\n@Article{Example:2026, author = {Ada Example and Ben van der Sample}, title = \"{T}idal marsh {Recovery} \\& more\",\n"
                               " journal = {Estuaries Review}, year = 2026, month = sep, day = 14, doi = {https://doi.org/10.5555/er.2026.0914}, issn = {2765-0014},\n"
                               " url = {https://example.org/a\\_b?x=1\\&y=%20}, abstract = {Line one.\n  Line two.}, language = {english}}\n"_s);
    QCOMPARE(file.format, Format::BibTeX);
    QCOMPARE(file.rows.size(), 1);
    const Row &row = file.rows.front();
    QCOMPARE(row.notes, QStringList());
    QCOMPARE(row.key, u"Example:2026"_s);
    QCOMPARE(row.title, u"Tidal marsh Recovery & more"_s);
    QCOMPARE(row.identifier, u"doi 10.5555/er.2026.0914"_s);
    const QJsonObject &work = row.content;
    QCOMPARE(work.value(u"type"_s).toString(), u"journal-article"_s);
    QCOMPARE(record::textAt(work, { u"journal-title"_s }), u"Estuaries Review"_s);
    QCOMPARE(record::isoDate(work.value(u"publication-date"_s)), u"2026-09-14"_s);
    QCOMPARE(::names(work), u"Ada Example | Ben van der Sample"_s);
    QCOMPARE(identifiers(work), u"doi 10.5555/er.2026.0914 self, issn 2765-0014 part-of"_s);
    QCOMPARE(record::textAt(work, { u"url"_s }), u"https://example.org/a_b?x=1&y=%20"_s);
    QCOMPARE(work.value(u"short-description"_s).toString(), u"Line one. Line two."_s);
    QCOMPARE(work.value(u"language-code"_s).toString(), u"en"_s);
    const QList<record::FieldProblem> problems = record::problems(u"works"_s, work);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.isEmpty() ? QString() : problems.front().field + problems.front().words));
}

void TestFormatsBibtex::latex_data()
{
    QTest::addColumn<QString>("tex");
    QTest::addColumn<QString>("text");
    const auto row = [](const QString &tex, const QString &text) { QTest::addRow("%s", qPrintable(tex)) << tex << text; };
    row(uR"(M{\"u}nchen)"_s, u"München"_s);
    row(uR"(M\"unchen)"_s, u"München"_s);
    row(uR"(M\"{u}nchen)"_s, u"München"_s);
    row(uR"({\'e}t{\'{e}})"_s, u"été"_s);
    row(uR"(Mart{\'\i}nez and Mart\'{\i}nez)"_s, u"Martínez and Martínez"_s);
    row(uR"(\v{C}apek, Dvo\v r\'ak)"_s, u"Čapek, Dvořák"_s);
    row(uR"(\c{c}a, \c ca, \k{a}, \H{o}, \u{g}, \r{a}, \.z, \=a, \~n, \`a, \^o, \d{h})"_s, u"ça, ça, ą, ő, ğ, å, ż, ā, ñ, à, ô, ḥ"_s);
    row(uR"(Stra{\ss}e, Stra\ss e, \O{}ster, {\AA}rhus, \L{}\'od\'z)"_s, u"Straße, Straße, Øster, Århus, Łódź"_s);
    row(uR"({DNA} and {\emph{RNA}}, \textit{in vivo})"_s, u"DNA and RNA, in vivo"_s);
    row(u"pages 1--10, a --- b, ``quoted'' it's"_s, u"pages 1–10, a — b, “quoted” it's"_s);
    row(uR"(50\% of \$5 \& \#1 a\_b ~tie)"_s, u"50% of $5 & #1 a_b tie"_s);
    row(uR"($\alpha$-helix, H$_2$O)"_s, u"α-helix, H_2O"_s);
    row(u"already Ünïcode 王小明"_s, u"already Ünïcode 王小明"_s);
    row(uR"(ends with \)"_s, u"ends with \\"_s);
    row(uR"(ends with \')"_s, u"ends with \u0301"_s);
}

void TestFormatsBibtex::latex()
{
    QFETCH(QString, tex);
    QFETCH(QString, text);
    QCOMPARE(fromLatex(tex), text);
}

void TestFormatsBibtex::latexThereAndBack_data()
{
    QTest::addColumn<QString>("text");
    for (const QString &text : { u"A & B < C > D"_s, u"100% {sure} $5 #1 a_b ~ ^ \\ | \""_s, u"a -- b --- c"_s, u"``x'' `y' 'z'"_s, u"\\emph{x} \\begin{y}"_s, u"@article{x"_s,
             u"王小明 Ünïcode é"_s, u"}}}} {{{{"_s, u"%1 %2"_s })
        QTest::addRow("%s", qPrintable(text)) << text;
}

void TestFormatsBibtex::latexThereAndBack()
{
    QFETCH(QString, text);
    QCOMPARE(fromLatex(toLatex(text)), text);
    const QJsonObject work = first(u"@article{k, title = {"_s + toLatex(text) + u"}, year = {2020}}"_s);
    QCOMPARE(work.value(u"title"_s).toObject().value(u"title"_s).toObject().value(u"value"_s).toString(), text);
    QCOMPARE(record::isoDate(work.value(u"publication-date"_s)), u"2020"_s);
}

void TestFormatsBibtex::names_data()
{
    QTest::addColumn<QString>("author");
    QTest::addColumn<QString>("shown");
    const auto row = [](const QString &author, const QString &shown) { QTest::addRow("%s", qPrintable(author)) << author << shown; };
    row(u"Ada Example"_s, u"Ada Example"_s);
    row(u"Example, Ada"_s, u"Ada Example"_s);
    row(u"van der Example, Ada B."_s, u"Ada B. van der Example"_s);
    row(u"von Last, Jr, First"_s, u"First von Last, Jr"_s);
    row(u"First von Last"_s, u"First von Last"_s);
    row(u"{Marsh Research Group, Northbridge and Friends}"_s, u"Marsh Research Group, Northbridge and Friends"_s);
    row(u"{\\'E}mile Zola and {de Gaulle}, Charles AND others"_s, u"Émile Zola | Charles de Gaulle"_s);
    row(u"Example"_s, u"Example"_s);
    row(u"A~B Example\nand\n C Sample"_s, u"A B Example | C Sample"_s);
    row(u"Example,"_s, u"Example"_s);
    row(u" and and "_s, QString());
    row(u"Anderson, Andy and Sand, Brand"_s, u"Andy Anderson | Brand Sand"_s);
}

void TestFormatsBibtex::names()
{
    QFETCH(QString, author);
    QFETCH(QString, shown);
    const QJsonObject work = first(u"@article{k, title = {T}, author = {"_s + author + u"}}"_s);
    QCOMPARE(::names(work), shown);
    const QJsonArray all = record::arrayOf(record::valueAt(work, { u"contributors"_s, u"contributor"_s }));
    for (qsizetype i = 0; i < all.size(); ++i) {
        QCOMPARE(record::textAt(all.at(i).toObject(), { u"contributor-attributes"_s, u"contributor-sequence"_s }), i == 0 ? u"first"_s : u"additional"_s);
        QCOMPARE(record::textAt(all.at(i).toObject(), { u"contributor-attributes"_s, u"contributor-role"_s }), u"author"_s);
    }
}

void TestFormatsBibtex::dates_data()
{
    QTest::addColumn<QString>("fields");
    QTest::addColumn<QString>("date");
    const auto row = [](const QString &fields, const QString &date) { QTest::addRow("%s", qPrintable(fields)) << fields << date; };
    row(u"year = 2024"_s, u"2024"_s);
    row(u"year = {2024}, month = mar"_s, u"2024-03"_s);
    row(u"year = 2024, month = {March}"_s, u"2024-03"_s);
    row(u"year = 2024, month = 3, day = 9"_s, u"2024-03-09"_s);
    row(u"year = 2024, month = mar # \" 9\""_s, u"2024-03-09"_s);
    row(u"year = 2024, month = \"9~\" # mar"_s, u"2024-03-09"_s);
    row(u"date = {2024-03-09}, year = 1999"_s, u"2024-03-09"_s);
    row(u"year = {in press}"_s, QString());
    row(u"month = mar"_s, QString());
    row(u"year = 2025, month = feb, day = 30"_s, u"2025-02-30"_s); // told by the rehearsal
}

void TestFormatsBibtex::dates()
{
    QFETCH(QString, fields);
    QFETCH(QString, date);
    QCOMPARE(record::isoDate(first(u"@article{k, title = {T}, "_s + fields + u"}"_s).value(u"publication-date"_s)), date);
}

void TestFormatsBibtex::stringsAndPieces()
{
    const ReadFile file = bib(u"@string{er = \"Estuaries Review\"}\n@STRING(part = {, part } # \"B\")\n@comment{nothing}\n@preamble{\"x\"}\n"
                               "@article(k1, title = {One}, journal = ER # part)\n@article{k2, title = {Two}, journal = nobody}\n"_s);
    QCOMPARE(file.rows.size(), 2);
    QCOMPARE(record::textAt(file.rows.at(0).content, { u"journal-title"_s }), u"Estuaries Review, part B"_s);
    QCOMPARE(record::textAt(file.rows.at(1).content, { u"journal-title"_s }), u"nobody"_s);
    QVERIFY2(file.rows.at(1).notes.join(u' ').contains(u"“nobody” is no text and no @string"_s), qPrintable(file.rows.at(1).notes.join(u' ')));
    QCOMPARE(file.notes.size(), 1);
    // A macro that doubles itself stops where values are too long.
    QString bomb = u"@string{a = {0123456789}}\n"_s;
    for (int i = 0; i < 60; ++i)
        bomb += u"@string{a = a # a}\n"_s;
    const ReadFile stopped = bib(bomb + u"@article{k, title = a}\n"_s);
    QVERIFY(!stopped.rows.isEmpty());
}

void TestFormatsBibtex::crossref()
{
    const ReadFile file = bib(u"@inproceedings{child, title = {A talk}, author = {Ada Example}, crossref = {Parent}}\n"
                               "@inproceedings{lost, title = {Lost}, crossref = {nowhere}}\n"
                               "@proceedings{parent, title = {Proceedings of the Marsh}, year = 2024, editor = {Ed Itor}, isbn = {978-1-4028-9462-6}}\n"_s);
    QCOMPARE(file.rows.size(), 3);
    const QJsonObject &talk = file.rows.at(0).content;
    QCOMPARE(record::textAt(talk, { u"journal-title"_s }), u"Proceedings of the Marsh"_s);
    QCOMPARE(record::isoDate(talk.value(u"publication-date"_s)), u"2024"_s);
    QCOMPARE(::names(talk, u"editor"_s), u"Ed Itor"_s);
    QCOMPARE(identifiers(talk), u"isbn 978-1-4028-9462-6 part-of"_s);
    QVERIFY(file.rows.at(1).notes.join(u' ').contains(u"“nowhere”"_s));
    QCOMPARE(identifiers(file.rows.at(2).content), u"isbn 978-1-4028-9462-6 self"_s);
}

void TestFormatsBibtex::identifiersOfEveryKind()
{
    QCOMPARE(identifiers(first(u"@article{k, title={T}, eprint = {2401.01234v2}, archiveprefix = {arXiv}, pmid = {PMID: 123456}, pmcid = {PMC1234567}, doi = {doi:10.5555/A_b}}"_s)),
        u"arxiv 2401.01234v2 self, pmid 123456 self, pmc 1234567 self, doi 10.5555/A_b self"_s);
    QCOMPARE(identifiers(first(u"@article{k, title={T}, eprint = {98765}, eprinttype = {pubmed}}"_s)), u"pmid 98765 self"_s);
    // A DOI with everything that is special to TeX and to lists.
    QCOMPARE(identifiers(first(u"@article{k, title={T}, doi = {10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O}}"_s)),
        u"doi 10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O self"_s);
}

void TestFormatsBibtex::chapterIsPartOfItsBook()
{
    QCOMPARE(identifiers(first(u"@incollection{k, title={T}, isbn = {9781402894626}}"_s)), u"isbn 9781402894626 part-of"_s);
    QCOMPARE(identifiers(first(u"@book{k, title={T}, isbn = {9781402894626}}"_s)), u"isbn 9781402894626 self"_s);
    QCOMPARE(identifiers(first(u"@periodical{k, title={T}, issn = {2765-0014}}"_s)), u"issn 2765-0014 self"_s);
}

void TestFormatsBibtex::types_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *entry, const char *type) { QTest::newRow(entry) << QString::fromLatin1(entry) << QString::fromLatin1(type); };
    row("@ARTICLE{k,", "journal-article");
    row("@inbook{k,", "book-chapter");
    row("@conference{k,", "conference-paper");
    row("@mastersthesis{k,", "dissertation-thesis");
    row("@dataset{k,", "data-set");
    row("@misc{k,", "other");
    row("@whatever{k,", "other");
    row("@misc{k, type = {Preprint},", "preprint");
    row("@misc{k, type = {Lecture or speech},", "lecture-speech");
    row("@misc{k, type = {Something else},", "other");
    row("@misc{k, type = {data-management-plan},", "data-management-plan");
}

void TestFormatsBibtex::types()
{
    QFETCH(QString, entry);
    QFETCH(QString, type);
    QCOMPARE(first(entry + u" title = {T}}"_s).value(u"type"_s).toString(), type);
}

void TestFormatsBibtex::citationKeepsWhatHasNoPlace()
{
    const QString entry = u"@article{k,\n  title = {T},\n  volume = 7, pages = {1--9}\n}"_s;
    const QJsonObject work = first(u"junk\n"_s + entry + u"\nmore junk\n"_s);
    QCOMPARE(work.value(u"citation"_s).toObject(), (QJsonObject { { u"citation-type"_s, u"bibtex"_s }, { u"citation-value"_s, entry } }));
    QVERIFY(!first(u"@article{k, title = {T}, doi = {10.5555/x}}"_s).contains(u"citation"_s));
}

void TestFormatsBibtex::mappingShowsKindsAndFields()
{
    const QString text = u"@article{a, title={One}, year=2020, month=mar, note={N}, keywords={k}}\n@book{b, title={Two}}\n"_s;
    const ReadFile file = bib(text);
    QCOMPARE(use(file, u"@article"_s), u"type:journal-article"_s);
    QCOMPARE(use(file, u"@book"_s), u"type:book"_s);
    QCOMPARE(use(file, u"year, month"_s), u"publication-date"_s);
    QCOMPARE(use(file, u"title"_s), u"title"_s);
    QCOMPARE(use(file, u"keywords"_s), QString());
    Mapping mapping = file.mapping;
    for (FieldUse &field : mapping.uses) {
        if (field.from == u"@book")
            field.to = u"type:report"_s;
        if (field.from == u"note")
            field.to = u"short-description"_s;
        if (field.from == u"year, month")
            field.to.clear();
    }
    const auto again = read(text.toUtf8(), u"works.bib"_s, u"works"_s, mapping);
    QVERIFY(again);
    QCOMPARE(again->mapping, mapping);
    QCOMPARE(again->rows.at(0).content.value(u"short-description"_s).toString(), u"N"_s);
    QVERIFY(!again->rows.at(0).content.contains(u"publication-date"_s));
    QCOMPARE(again->rows.at(1).content.value(u"type"_s).toString(), u"report"_s);
    QCOMPARE(targetsFor(u"@book"_s, u"works"_s, Format::BibTeX).front().id.section(u':', 0, 0), u"type"_s);
    QVERIFY(targetsFor(u"note"_s, u"works"_s, Format::BibTeX).size() > 20);
}

void TestFormatsBibtex::linkStandsInForAnIdentifier()
{
    QCOMPARE(identifiers(first(u"@misc{k, title={T}, url={https://example.org/x}}"_s)), u"uri https://example.org/x self"_s);
    QCOMPARE(identifiers(first(u"@misc{k, title={T}, url={https://doi.org/10.5555/x}}"_s)), u"doi 10.5555/x self"_s);
    QCOMPARE(identifiers(first(u"@misc{k, title={T}, doi={10.5555/x}, url={https://example.org/x}}"_s)), u"doi 10.5555/x self"_s);
    QVERIFY(!first(u"@misc{k, title={T}, url={javascript:alert(1)}}"_s).contains(u"url"_s));
}

void TestFormatsBibtex::broken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("why");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("usable");
    const auto row = [](const char *text, const char *why, int rows, int usable) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromUtf8(why) << rows << usable; };
    row("@article{a, title = {One}\n@article{b, title = {Two}}\n", "Line 2", 2, 1);
    row("@article{a, title = {One\n@article{b, title = {Two}}\n", "never closes", 2, 1);
    row("@article{a, title = \"One\n@article{b, title = {Two}}\n", "never closes", 2, 1);
    row("@article{a, title = {One}}\n@article{b, title = {Tw", "never closes", 2, 1);
    row("@article{a, title = {One}}\n@article{b, title", "ends in the middle", 2, 1);
    row("@article{a title = {One}}\n@article{b, title = {Two}}\n", "Line 1", 2, 1);
    row("@article{a, = {One}}\n@article{b, title = {Two}}\n", "Line 1", 2, 1);
    row("@article{a, title = \"One } two\"}\n@article{b, title = {Two}}\n", "brace closes", 2, 1);
    row("@article{a, title = , year = 2020}\n@article{b, title = {Two}}\n", "value was expected", 2, 1);
    row("a@b.example and {x}\n@article{b, title = {Two}}\n", "", 1, 1);
}

void TestFormatsBibtex::broken()
{
    QFETCH(QString, text);
    QFETCH(QString, why);
    QFETCH(int, rows);
    QFETCH(int, usable);
    const ReadFile file = bib(text);
    QCOMPARE(file.rows.size(), rows);
    int used = 0;
    QString told;
    for (const Row &row : file.rows) {
        used += row.unusable.isEmpty();
        told += row.unusable;
        QVERIFY(row.unusable.isEmpty() || row.content.isEmpty());
    }
    QCOMPARE(used, usable);
    QVERIFY2(told.contains(why), qPrintable(told));
}

void TestFormatsBibtex::hostile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("code");
    const QByteArray good = "@article{a, title = {One}}\n";
    QTest::newRow("no entry") << QByteArray("nothing here\n") << u"formats.empty"_s;
    QTest::newRow("NUL") << good + QByteArray("\0", 1) << u"formats.unknown"_s;
    QTest::newRow("10 MB line") << "@article{a, title = {" + QByteArray(10 * 1024 * 1024, 'x') + "}}\n" + good << QString();
    QTest::newRow("10 MB of opening braces") << "@article{a, title = " + QByteArray(10 * 1024 * 1024, '{') << QString();
    QTest::newRow("deep nesting") << "@article{a, title = " + QByteArray(1000000, '{') + QByteArray(1000000, '}') + "}\n" << QString();
    QTest::newRow("deep names") << "@article{a, title={T}, author = {" + QByteArray(100000, '{') + "x" + QByteArray(100000, '}') + "}}\n" << QString();
    QTest::newRow("many names") << "@article{a, title={T}, author = {" + QByteArray("A B and ").repeated(50000) + "C D}}\n" << QString();
    QTest::newRow("many commas in a name") << "@article{a, title={T}, author = {" + QByteArray(100000, ',') + "}}\n" << QString();
    QTest::newRow("many fields") << "@article{a, title={T}" + QByteArray(", x = {y}").repeated(100000) + "}\n" << QString();
    QTest::newRow("many pieces") << "@article{a, title={T}" + QByteArray(" # {y}").repeated(100000) + "}\n" << QString();
    QTest::newRow("two runaways") << (good + "@article{b, title = {Two\n" + good).repeated(2) << QString();
    QTest::newRow("every line opens") << QByteArray("@article{a, title = {One\n").repeated(30000) << QString();
    QTest::newRow("every line quotes") << QByteArray("@article{a, title = \"One\n").repeated(30000) << QString();
    QTest::newRow("only @") << QByteArray("@").repeated(1000000) + good << QString();
    QTest::newRow("comments that never end") << QByteArray("@comment{\n").repeated(30000) + good << QString();
    QTest::newRow("many macros") << QByteArray("@string{a = {x}}\n").repeated(100000) + good << QString();
    QTest::newRow("unknown macros") << "@article{a, title = " + QByteArray("zzz # ").repeated(50000) + "zzz}\n" << QString();
    QTest::newRow("too many") << good.repeated(maxRows + 1) << u"formats.too_many"_s;
    QTest::newRow("wrong UTF-8") << QByteArray("@article{a, title = {M\xC3\x28nch\xFF\xFE}}\n") << QString();
    QTest::newRow("accents upon accents") << "@article{a, title = {" + QByteArray("\\'").repeated(100000) + "e}}\n" << QString();
    QTest::newRow("crossref to itself") << QByteArray("@article{a, title = {One}, crossref = {a}}\n") << QString();
}

void TestFormatsBibtex::hostile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, code);
    test::CpuTimer timer;
    const auto file = read(bytes, u"a.bib"_s, u"works"_s);
    QVERIFY2(timer.elapsed() < 15000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(file ? QString() : file.error().code, code);
    if (QLatin1StringView(QTest::currentDataTag()) == "two runaways"_L1 || QLatin1StringView(QTest::currentDataTag()).startsWith("every line"_L1))
        QVERIFY(file->rows.size() == bytes.count('@'));
    if (file)
        QVERIFY(!file->rows.isEmpty());
    else
        QVERIFY(!file.error().what.isEmpty());
}

void TestFormatsBibtex::timeInProportion()
{
    const auto bytes = [](int entries) {
        QByteArray all;
        for (int i = 0; i < entries; ++i)
            all += "@article{k" + QByteArray::number(i) + ", title = {Work " + QByteArray::number(i) + "}, author = {Ada Example and Bob Sample}, year = 2024, doi = {10.5555/"
                + QByteArray::number(i) + "}}\n";
        return all;
    };
    test::CpuTimer timer;
    QCOMPARE(read(bytes(1000), u"a.bib"_s, u"works"_s)->rows.size(), 1000);
    const qint64 few = std::max<qint64>(timer.restart(), 1);
    QCOMPARE(read(bytes(10000), u"a.bib"_s, u"works"_s)->rows.size(), 10000);
    QVERIFY2(timer.elapsed() < few * 40, qPrintable(u"%1 ms, then %2 ms"_s.arg(few).arg(timer.elapsed())));
}

void TestFormatsBibtex::agreesWithBtparse()
{
#ifndef BATON_HAS_BTPARSE
    QSKIP("libbtparse is not installed here");
#else
    // What the established library makes of the same entries: type, key, each field's text, and each name's parts.
    const QByteArray text = "@string{er = \"Estuaries Review\"}\n"
                            "@Article{Example:2026+a, Author = \"Ada {van} Example and von Last, Jr, First and {Marsh Group}\", title = {{T}idal   {\\\"u}ber marshes},\n"
                            "  journal = er # { B}, year = 2026, pages = {1--9},}\n"
                            "@book(k2, title = \"A {\"}quoted{\"} book\", editor = {de la Fuente, Mar{\\'\\i}a and Jean de La Fontaine}, note = {a, b = c})\n"
                            "@misc{k3, title = {x @ y}, author = {Example}, url = {https://example.org/a_b}}\n";
    bt_initialize();
    for (int type = BTE_REGULAR; type <= BTE_MACRODEF; ++type)
        bt_set_stringopts(bt_metatype(type), BTO_CONVERT | BTO_EXPAND | BTO_PASTE);
    const BibFile ours = parseBib(QString::fromUtf8(text), 100);
    qsizetype next = 0;
    for (QByteArray entry : QByteArray(text).replace("\n@", "\n\x01@").split('\x01')) {
        boolean good = FALSE;
        char name[] = "text";
        AST *tree = bt_parse_entry_s(entry.data(), name, 1, 0, &good);
        QVERIFY(tree && good);
        if (bt_entry_metatype(tree) == BTE_REGULAR) {
            QVERIFY(next < ours.entries.size());
            const BibEntry &mine = ours.entries.at(next++);
            QCOMPARE(mine.type, QString::fromUtf8(bt_entry_type(tree)));
            QCOMPARE(mine.key, QString::fromUtf8(bt_entry_key(tree)));
            qsizetype count = 0;
            char *field = nullptr;
            for (AST *one = bt_next_field(tree, nullptr, &field); one; one = bt_next_field(tree, one, &field), ++count) {
                const QString value = QString::fromUtf8(bt_get_text(one));
                QCOMPARE(mine.fields.value(count).first, QString::fromUtf8(field));
                QCOMPARE(mine.fields.value(count).second.simplified(), value.simplified());
                if (qstrcmp(field, "author") != 0 && qstrcmp(field, "editor") != 0)
                    continue;
                const QStringList people = splitOutsideBraces(value, u"and"_s);
                for (const QString &person : people) {
                    QByteArray bytes = person.toUtf8();
                    bt_name *parts = bt_split_name(bytes.data(), name, 1, 1);
                    const auto joined = [parts](bt_namepart part) {
                        QStringList words;
                        for (int i = 0; i < parts->part_len[part]; ++i)
                            words += QString::fromUtf8(parts->parts[part][i]);
                        return words.join(u' ');
                    };
                    const BibName split = parseBibName(person);
                    QCOMPARE(split.first, joined(BTN_FIRST));
                    QCOMPARE(split.von, joined(BTN_VON));
                    QCOMPARE(split.last, joined(BTN_LAST));
                    QCOMPARE(split.junior, joined(BTN_JR));
                    bt_free_name(parts);
                }
            }
            QCOMPARE(mine.fields.size(), count);
        }
        bt_free_ast(tree);
    }
    QCOMPARE(next, ours.entries.size());
    QCOMPARE(next, 3);
    bt_cleanup();
#endif
}

QTEST_GUILESS_MAIN(TestFormatsBibtex)
#include "tst_formatsbibtex.moc"

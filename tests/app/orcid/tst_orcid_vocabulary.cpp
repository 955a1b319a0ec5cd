#include "app/orcid/enumerations.h"
#include "app/orcid/errors.h"
#include "app/orcid/identifiers.h"

#include <QtTest/QTest>

using namespace baton::orcid;

class TestVocabulary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void counts()
    {
        QCOMPARE(workTypes().size(), 59);
        QCOMPARE(externalIdTypes().size(), 52);
        QCOMPARE(workRoles().size(), 11 + 14);
        QCOMPARE(fundingRoles().size(), 4 + 14);
        QCOMPARE(citationTypes().size(), 9);
        QCOMPARE(subjectTypes().size(), 59 + 5);
        QCOMPARE(countries().size(), 249 + 1);
        QCOMPARE(languages().size(), 186);
    }

    void namesAreFound()
    {
        for (const QList<Term> *list : { &workTypes(), &countries(), &languages(), &currencies(), &visibilities() }) {
            QSet<QString> seen;
            for (const Term &term : *list) {
                QVERIFY2(!seen.contains(term.value), qPrintable(term.value));
                seen << term.value;
                QVERIFY(!term.label.isEmpty());
            }
        }
        for (const Term &country : countries())
            QVERIFY2(country.label != country.value, qPrintable(country.value));
        for (const Term &language : languages())
            QVERIFY2(language.label != language.value, qPrintable(language.value));
        QCOMPARE(labelOf(workTypes(), QStringLiteral("journal-article")), QStringLiteral("Journal article"));
        QCOMPARE(labelOf(workTypes(), QStringLiteral("data-set")), QStringLiteral("Dataset"));
        QCOMPARE(labelOf(workTypes(), QStringLiteral("unheard-of")), QStringLiteral("unheard-of"));
        QCOMPARE(labelOf(countries(), QStringLiteral("PT")), QStringLiteral("Portugal"));
        QCOMPARE(labelOf(countries(), QStringLiteral("XK")), QStringLiteral("Kosovo"));
    }

    void caseMatters()
    {
        QVERIFY(hasValue(workTypes(), QStringLiteral("book")));
        QVERIFY(!hasValue(workTypes(), QStringLiteral("Book")));
        QVERIFY(findExternalIdType(QStringLiteral("doi")) != nullptr);
        QVERIFY(findExternalIdType(QStringLiteral("DOI")) == nullptr);
        QVERIFY(findExternalIdType(QStringLiteral("grant_number"))->funding);
        // CRediT roles are the exception.
        QVERIFY(isRole(workRoles(), QStringLiteral("http://credit.niso.org/contributor-roles/Software/")));
        QVERIFY(!isRole(workRoles(), QStringLiteral("https://credit.niso.org/contributor-roles/software/")));
        QVERIFY(!isRole(workRoles(), QStringLiteral("Author")));
        QVERIFY(isRole(fundingRoles(), QStringLiteral("co-lead")));
        QVERIFY(!isRole(fundingRoles(), QStringLiteral("author")));
    }

    void normalForms_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("normal"); // null = none
        const auto row = [](const char *type, const char *value, const char *normal) {
            QTest::addRow("%s %s", type, value) << QString::fromLatin1(type) << QString::fromLatin1(value)
                                                << (normal == nullptr ? QString() : QString::fromLatin1(normal));
        };
        row("doi", "10.5555/ER.2026.0914a", "10.5555/er.2026.0914a");
        row("doi", "https://doi.org/10.5555/ABC", "10.5555/abc");
        row("doi", "doi:10.5555/abc def", "10.5555/abc");
        row("doi", "\"10.5555/abc\"", "10.5555/abc");
        row("doi", "10.5555.2/x/y", "10.5555.2/x/y");
        row("doi", "work:doi", nullptr);
        row("arxiv", "arXiv:2406.01234v2", "2406.01234v2");
        row("arxiv", "2406.01234", "2406.01234");
        row("arxiv", "https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001");
        row("arxiv", "something", nullptr);
        row("pmid", "PMID: 99000421", "99000421");
        row("pmid", "https://pubmed.ncbi.nlm.nih.gov/99000421/", "99000421");
        row("pmid", "https://europepmc.org/abstract/med/99000421", "99000421");
        row("pmid", "abc", nullptr);
        row("pmc", "PMC1234567", "1234567");
        row("pmc", "1234", nullptr);
        row("isbn", "978-0-00-000001-9", "9780000000019");
        row("isbn", "0 306 40615 X", "030640615x");
        row("isbn", "12345", nullptr);
        row("issn", "27650014", "2765-0014");
        row("issn", "2049-363X", "2049-363x");
        row("issn", "2765-001", nullptr);
        row("bibcode", "2018A&A...616A...1G", "2018A&A...616A...1G");
        row("rrid", "RRID:SCR_000001", "SCR_000001");
        row("uri", "example.org/x", "http://example.org/x");
        row("uri", "HTTPS://Example.org/X", "HTTPS://Example.org/X");
        row("ark", "ark:/12148/BTV1", "ark:/12148/BTV1");
        row("handle", "20.5000/ABC", "20.5000/abc");
        row("source-work-id", "EMP-1", "emp-1");
    }

    void normalForms()
    {
        QFETCH(QString, type);
        QFETCH(QString, value);
        QFETCH(QString, normal);
        QCOMPARE(normalise(type, value).value_or(QString()), normal);
        QCOMPARE(comparable(type, value), normal.isNull() ? value : normal);
    }

    void normaliseError()
    {
        QCOMPARE(normaliseErrorText(QStringLiteral("doi"), QStringLiteral("work:doi")),
            QStringLiteral("Cannot normalize identifier value doi:work:doi"));
    }

    void checkDigits_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("applies");
        QTest::addColumn<QString>("suggestion"); // empty = fits
        const auto row = [](const char *type, const char *value, bool applies, const char *suggestion) {
            QTest::addRow("%s %s", type, value)
                << QString::fromLatin1(type) << QString::fromLatin1(value) << applies << QString::fromLatin1(suggestion);
        };
        row("issn", "2765-0014", true, "");
        row("issn", "2765-0019", true, "2765-0014");
        row("issn", "2434-561X", true, "");
        row("issn", "nothing", false, "");
        row("isbn", "9780000000019", true, "");
        row("isbn", "978-0-00-000001-8", true, "9780000000019");
        row("isbn", "0306406152", true, "");
        row("isbn", "0306406151", true, "0306406152");
        row("ismn", "979-0-2600-0043-8", true, "");
        row("ismn", "979-0-2600-0043-7", true, "9790260000438");
        row("doi", "10.5555/x", false, "");
    }

    void checkDigits()
    {
        QFETCH(QString, type);
        QFETCH(QString, value);
        QFETCH(bool, applies);
        QFETCH(QString, suggestion);
        const CheckDigit result = checkDigit(type, value);
        QCOMPARE(result.applies, applies);
        QCOMPARE(result.fits, suggestion.isEmpty());
        QCOMPARE(result.suggestion, suggestion);
    }

    void resolving()
    {
        QCOMPARE(resolveUrl(QStringLiteral("doi"), QStringLiteral("DOI:10.5555/A<b>")),
            QUrl(QStringLiteral("https://doi.org/10.5555/a%3Cb%3E")));
        QCOMPARE(resolveUrl(QStringLiteral("pmid"), QStringLiteral("PMID:12")),
            QUrl(QStringLiteral("https://pubmed.ncbi.nlm.nih.gov/12")));
        QCOMPARE(resolveUrl(QStringLiteral("uri"), QStringLiteral("https://example.org/")),
            QUrl(QStringLiteral("https://example.org/")));
        // Only the web: nothing a click could start.
        QVERIFY(resolveUrl(QStringLiteral("uri"), QStringLiteral("javascript:alert(1)")).isEmpty());
        // What is no address, or hides where it leads (S52).
        QVERIFY(resolveUrl(QStringLiteral("uri"), QStringLiteral("98517-706-40\uFFFD\uFFFD615-7")).isEmpty());
        QVERIFY(resolveUrl(QStringLiteral("uri"), QStringLiteral("https://orcid.org@elsewhere.example/")).isEmpty());
        QVERIFY(resolveUrl(QStringLiteral("isbn"), QStringLiteral("9780000000019")).isEmpty());
        QVERIFY(resolveUrl(QStringLiteral("doi"), QStringLiteral("none")).isEmpty());
    }

    void errorCodes()
    {
        QSet<int> codes;
        for (const ErrorCode &entry : allErrorCodes()) {
            QVERIFY(!codes.contains(entry.code));
            codes << entry.code;
            QVERIFY(entry.status >= 300 && !entry.developer.isEmpty() && !entry.meaning.isEmpty() && !entry.next.isEmpty());
        }
        for (int code = 9001; code <= 9062; ++code) {
            if (code != 9003)
                QVERIFY2(codes.contains(code), qPrintable(QString::number(code)));
        }
    }

    void errorTexts()
    {
        QCOMPARE(developerMessage(9019, { QStringLiteral("1"), QStringLiteral("2") }),
            QStringLiteral("400 Bad Request: The put code in the URL was 1 whereas the one in the body was 2."));
        QVERIFY(
            developerMessage(9021, { QStringLiteral("12") }).contains(u"element with put-code 12. If you are trying to edit"));
        QCOMPARE(developerMessage(9030, { QStringLiteral("%2 100%"), QStringLiteral("keyword") }),
            QStringLiteral("The element '%2 100%' of type 'keyword' is duplicated. "));
        QCOMPARE(findErrorCode(9038)->status, 403);
        QVERIFY(developerMessage(9038).startsWith(u"409 Conflict"));
        QCOMPARE(findErrorCode(9058)->status, 400);
        QVERIFY(developerMessage(9047).startsWith(u"400 Bad request: invalid JSON - ${error}"));
        QVERIFY(developerMessage(1).isEmpty());
        QVERIFY(!explain(1).meaning.isEmpty());
        QVERIFY(!explain(9010).next.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestVocabulary)
#include "tst_orcid_vocabulary.moc"

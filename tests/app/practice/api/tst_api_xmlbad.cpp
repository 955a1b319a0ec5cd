#include "app/practice/api/xmlin.h"
#include "tests/app/practice/api/published.h"
#include "tests/support/cputimer.h"

#include <QtTest/QTest>

using namespace apitest;

namespace {

const QByteArray kOpen = "<k:keyword xmlns:k='http://www.orcid.org/ns/keyword'>", kClose = "</k:keyword>";

QByteArray repeated(const QByteArray &text, int times)
{
    return QByteArray(text).repeated(times);
}

} // namespace

/// XML that must be refused with an error of ORCID's shape, at once and without harm.
class TestBadXml : public QObject {
    Q_OBJECT

private:
    static Answer send(Harness &registry, const QString &path, const QByteArray &body)
    {
        const Caller who = caller(tomas, northbridge);
        return registry.call(who, "POST", Harness::v3(who, path), body, { { "content-type", xmlType }, { "accept", xmlType } });
    }

private Q_SLOTS:
    void goodOneIsTaken()
    {
        Harness registry;
        QCOMPARE(send(registry, QStringLiteral("keywords"), kOpen + "<k:content>coasts</k:content>" + kClose).status, 201);
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("words"); ///< the message holds them
        const auto row = [](const char *name, const QByteArray &body, const char *words = "") {
            QTest::newRow(name) << body << QByteArray(words);
        };
        const QByteArray content = "<k:content>coasts</k:content>";
        row("empty", "");
        row("blank", " \n\t");
        row("json", "{\"content\":\"coasts\"}");
        row("text", "coasts");
        row("two roots", kOpen + content + kClose + kOpen + content + kClose);
        row("text after the root", kOpen + content + kClose + "x");
        row("wrong root", "<k:keywords xmlns:k='http://www.orcid.org/ns/keyword'/>", "keyword");
        row("no namespace", "<keyword><content>coasts</content></keyword>", "root");
        row("wrong namespace", "<k:keyword xmlns:k='http://www.orcid.org/ns/other-name'><k:content>coasts</k:content></k:keyword>", "root");
        row("child of a wrong namespace", kOpen + "<content>coasts</content>" + kClose, "not expected");
        row("undeclared prefix", "<k:keyword>" + content + "</k:keyword>");
        row("unknown element", kOpen + content + "<k:colour>blue</k:colour>" + kClose, "k:colour");
        row("element twice", kOpen + content + content + kClose, "not expected");
        row("wrong order", kOpen + content + "<c:created-date xmlns:c='http://www.orcid.org/ns/common'>2020-01-01T00:00:00Z</c:created-date>" + kClose, "not expected");
        row("unknown attribute", QByteArray(kOpen).replace(">", " colour='blue'>") + content + kClose, "colour");
        row("attribute of a foreign namespace", QByteArray(kOpen).replace(">", " xmlns:z='urn:z' z:put-code='1'>") + content + kClose, "z:put-code");
        row("attribute twice", QByteArray(kOpen).replace(">", " visibility='public' visibility='public'>") + content + kClose);
        row("element in a text", kOpen + "<k:content>coa<b/>sts</k:content>" + kClose);
        row("text between elements", kOpen + "hello" + content + kClose, "text is not expected");
        row("put-code of letters", QByteArray(kOpen).replace(">", " put-code='seven'>") + content + kClose, "put-code");
        row("date of words", kOpen + "<c:created-date xmlns:c='http://www.orcid.org/ns/common'>yesterday</c:created-date>" + content + kClose, "dateTime");
        row("dtd", "<!DOCTYPE k:keyword>" + kOpen + content + kClose, "document type");
        row("dtd with a file", "<!DOCTYPE k:keyword [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + kOpen + "<k:content>&x;</k:content>" + kClose, "document type");
        row("external dtd", "<!DOCTYPE k:keyword SYSTEM 'http://127.0.0.1:1/x.dtd'>" + kOpen + content + kClose, "document type");
        QByteArray bomb = "<!DOCTYPE k [<!ENTITY a0 'ha'>";
        for (int i = 1; i < 40; ++i)
            bomb += "<!ENTITY a" + QByteArray::number(i) + " '" + repeated("&a" + QByteArray::number(i - 1) + ';', 10) + "'>";
        row("a billion laughs", bomb + "]>" + kOpen + "<k:content>&a39;</k:content>" + kClose, "document type");
        row("quadratic blow-up", "<!DOCTYPE k [<!ENTITY a '" + repeated("x", 100000) + "'>]>" + kOpen + "<k:content>" + repeated("&a;", 10000) + "</k:content>" + kClose);
        row("unknown entity", kOpen + "<k:content>&nbsp;</k:content>" + kClose);
        row("character of no kind", kOpen + "<k:content>&#1;</k:content>" + kClose);
        row("bad utf-8", kOpen + "<k:content>\xc3\x28</k:content>" + kClose);
        row("overlong utf-8", kOpen + "<k:content>\xc0\xaf</k:content>" + kClose);
        row("nul", kOpen + QByteArray("<k:content>a\0b</k:content>", 28) + kClose, "UTF-8");
        row("utf-16", QByteArray("\xff\xfe<\0k\0/\0>\0", 10), "UTF-8");
        row("unknown encoding", "<?xml version='1.0' encoding='EBCDIC-X'?>" + kOpen + content + kClose);
        row("xml 2.0", "<?xml version='2.0'?>" + kOpen + content + kClose);
        row("deep", repeated("<a>", 100000));
        row("deep and known", repeated(kOpen, 10000));
        row("many attributes", QByteArray(kOpen).replace(">", repeated(" a='1'", 5000) + ">") + content + kClose, "tag is longer");
        QByteArray namespaces;
        for (int i = 0; i < 200; ++i)
            namespaces += " xmlns:n" + QByteArray::number(i) + "='u'";
        row("many namespaces", QByteArray(kOpen).replace(">", namespaces + ">") + content + kClose, "namespaces");
        row("endless tag", kOpen.chopped(1) + repeated(" ", 20000) + ">" + content + kClose, "tag is longer");
        row("tag that hides its end", kOpen.chopped(1) + " a='" + repeated(">", 20000) + "'>" + content + kClose, "tag is longer");
        row("unclosed comment", kOpen + "<!-- " + content + kClose);
        row("unclosed cdata", kOpen + "<k:content><![CDATA[" + repeated("x", 1000));
        row("too long", kOpen + "<k:content>" + repeated("x", 256) + "</k:content>" + kClose, "255");
    }

    void refused()
    {
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, words);
        Harness registry;
        baton::test::CpuTimer timer;
        const Answer answer = send(registry, QStringLiteral("keywords"), body);
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY2(answer.status == 400, answer.body.constData());
        const auto error = readXml(answer.body, orcid::document(QStringLiteral("error")));
        QVERIFY2(error, answer.body.constData());
        QCOMPARE(error->value(QStringLiteral("error-code")).toInt(), 9001);
        QVERIFY2(answer.body.contains(words), answer.body.constData());
        QVERIFY(registry.records.find(tomas)->section(QStringLiteral("keywords")).isEmpty());
    }

    /// In JSON of the same, a mistake stays a mistake whatever the answer's format.
    void errorsComeInTheFormatAskedFor()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const Answer json = registry.call(who, "POST", Harness::v3(who, QStringLiteral("keywords")), "<", { { "content-type", xmlType } });
        QCOMPARE(json.code(), 9001);
        const Answer xml = registry.call(who, "POST", Harness::v3(who, QStringLiteral("keywords")), "{\"colour\":1}", { { "accept", xmlType } });
        QCOMPARE(readXml(xml.body, orcid::document(QStringLiteral("error")))->value(QStringLiteral("error-code")).toInt(), 9047);
    }

    void truncatedAtEveryByte_data()
    {
        QTest::addColumn<QString>("root");
        for (const char *root : { "work", "bulk", "research-resource" })
            QTest::newRow(root) << QString::fromLatin1(root);
    }

    void truncatedAtEveryByte()
    {
        QFETCH(QString, root);
        const QByteArray whole = fixture(root + QStringLiteral(".xml")).trimmed();
        const orcid::Field &document = orcid::document(root);
        QVERIFY(readXml(whole, document));
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const auto read = readXml(whole.left(length), document);
            QVERIFY2(!read && !read.error().isEmpty(), qPrintable(QString::number(length)));
        }
    }

    /// One byte changed: read or refused, and what is read can be written and read again.
    void changedAtEveryByte()
    {
        const QByteArray whole = fixture(QStringLiteral("work.xml"));
        const orcid::Field &document = orcid::document(QStringLiteral("work"));
        int read = 0;
        for (qsizetype at = 0; at < whole.size(); ++at) {
            for (const char c : { '<', '&', '\xff', 'x' }) {
                QByteArray changed = whole;
                changed[at] = c;
                const auto content = readXml(changed, document);
                if (!content)
                    continue;
                ++read;
                const auto again = readXml(asDocument(*content, document, xmlType), document);
                QVERIFY2(again, changed.constData());
                QCOMPARE(compact(pruned(*again)), compact(pruned(*content)));
            }
        }
        QVERIFY(read > 100);
    }
};

QTEST_GUILESS_MAIN(TestBadXml)
#include "tst_api_xmlbad.moc"

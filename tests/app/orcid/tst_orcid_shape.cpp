#include "app/orcid/sections.h"
#include "app/orcid/shape.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace baton::orcid;

namespace {

/// JSON with ' for ", which reads better in C++.
QJsonObject json(QByteArray text)
{
    text.replace('\'', '"');
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("%s in %s", qPrintable(error.errorString()), text.constData());
    return document.object();
}

QJsonObject smallestWork()
{
    return json("{'title':{'title':{'value':'On tokens'}},'type':'journal-article','external-ids':{'external-id':"
                "[{'external-id-type':'doi','external-id-value':'10.5555/abc','external-id-relationship':'self'}]}}");
}

} // namespace

class TestShape : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tolerance()
    {
        QJsonObject work = smallestWork();
        work.insert(QStringLiteral("url"), QStringLiteral("https://example.org"));
        work.insert(QStringLiteral("journal-title"), QStringLiteral("Journal"));
        work.insert(QStringLiteral("publication-date"), json("{'year':2020,'month':{'value':'05'},'day':null}"));
        work.insert(QStringLiteral("external-ids"), json("{'external-id':{'external-id-type':'doi','external-id-value':'x'}}"));
        work.insert(QStringLiteral("created-date"), json("{'value':1}"));
        work.insert(QStringLiteral("source"), json("{'anything':[]}"));
        work.insert(QStringLiteral("path"), QStringLiteral("/x"));
        work.insert(QStringLiteral("put-code"), QStringLiteral("12"));
        const auto result = canonical(workFields(), work);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().text()));
        const QJsonValue url = json("{'value':'https://example.org'}"),
                         date = json("{'year':{'value':'2020'},'month':{'value':'05'}}");
        QCOMPARE(result->value(QStringLiteral("url")), url);
        QCOMPARE(result->value(QStringLiteral("publication-date")), date);
        QCOMPARE(result->value(QStringLiteral("put-code")).toInteger(), 12);
        QVERIFY(result->value(QStringLiteral("external-ids")).toObject().value(QStringLiteral("external-id")).isArray());
        for (const auto &key : { "created-date", "source", "path" })
            QVERIFY(!result->contains(QLatin1String(key)));
        // Reading what was written changes nothing.
        QCOMPARE(*canonical(workFields(), *result), *result);
    }

    void refused_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QByteArray>("patch");
        QTest::addColumn<QString>("path");
        const auto row = [](const char *name, const char *section, QByteArray patch, const char *path) {
            QTest::newRow(name) << QString::fromLatin1(section) << patch << QString::fromLatin1(path);
        };
        row("unknown key", "works", "{'colour':'red'}", "colour");
        row("unknown key inside", "works", "{'title':{'title':{'value':'x'},'short':'y'}}", "title/short");
        row("unknown key in a wrapper", "works", "{'url':{'value':'x','lang':'y'}}", "url/lang");
        row("wrong type", "works", "{'short-description':{'value':'x'}}", "short-description");
        row("number with fraction", "works", "{'publication-date':{'year':2020.5}}", "publication-date/year");
        row("array for an object", "works", "{'title':[]}", "title");
        row("boolean for text", "works", "{'url':true}", "url");
        row("type", "works", "{'type':'JOURNAL_ARTICLE'}", "type");
        row("relationship", "works",
            "{'external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':'x','external-id-relationship':'"
            "cousin'}]}}",
            "external-ids/external-id[0]/external-id-relationship");
        row("visibility", "works", "{'visibility':'PUBLIC'}", "visibility");
        row("bare country", "works", "{'country':'GB'}", "country");
        row("unknown country", "works", "{'country':{'value':'ZZ'}}", "country");
        row("put-code", "works", "{'put-code':'abc'}", "put-code");
        row("title blank", "works", "{'title':{'title':{'value':'  '}}}", "title/title");
        row("title missing", "works", "{'title':null}", "title");
        row("type missing", "works", "{'type':null}", "type");
        row("year early", "works", "{'publication-date':{'year':'1899'}}", "publication-date/year");
        row("year late", "works", "{'publication-date':{'year':'2101'}}", "publication-date/year");
        row("month", "works", "{'publication-date':{'year':'2001','month':'13'}}", "publication-date/month");
        row("day without month", "works", "{'publication-date':{'year':'2001','day':'03'}}", "publication-date/day");
        row("id value blank", "works", "{'external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':' '}]}}",
            "external-ids/external-id[0]/external-id-value");
        row("e-mail", "works", "{'contributors':{'contributor':[{'contributor-email':{'value':'nobody'}}]}}",
            "contributors/contributor[0]/contributor-email");
        row("sequence", "works",
            "{'contributors':{'contributor':[{'contributor-attributes':{'contributor-sequence':'second'}}]}}",
            "contributors/contributor[0]/contributor-attributes/contributor-sequence");
        row("organization name", "employments", "{'organization':{'address':{'city':'x','country':'GB'}}}",
            "organization/name");
        row("organization address", "employments", "{'organization':{'name':'x'}}", "organization/address");
        row("organization id source", "employments",
            "{'organization':{'name':'x','address':{},'disambiguated-organization':{'disambiguated-organization-identifier':'1'"
            "}}}",
            "organization/disambiguated-organization/disambiguation-source");
        row("funding type", "fundings", "{'type':'gift'}", "type");
        row("review group", "peer-reviews", "{'review-group-id':'doi:10.5555/x'}", "review-group-id");
        row("keyword as object", "keywords", "{'content':{'value':'x'}}", "content");
    }

    void refused()
    {
        QFETCH(QString, section);
        QFETCH(QByteArray, patch);
        QFETCH(QString, path);
        QJsonObject content = section == u"works" ? smallestWork() : QJsonObject();
        const QJsonObject changes = json(patch);
        for (auto it = changes.begin(); it != changes.end(); ++it)
            content.insert(it.key(), it.value());
        const auto result = canonical(findSection(section)->fields, content);
        QVERIFY(!result);
        QCOMPARE(result.error().path, path);
        QVERIFY(!result.error().words.isEmpty());
    }

    void lengths_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("limit");
        const auto row = [](const char *section, const char *field, int limit) {
            QTest::addRow("%s %s", section, field) << QString::fromLatin1(section) << QString::fromLatin1(field) << limit;
        };
        row("works", "title/title", 1000);
        row("works", "title/subtitle", 1000);
        row("works", "title/translated-title/value", 1000);
        row("works", "journal-title", 1000);
        row("works", "short-description", 5000);
        row("fundings", "organization-defined-type", 255);
        row("employments", "department-name", 4000);
        row("employments", "role-title", 4000);
        row("employments", "organization/name", 4000);
        row("employments", "organization/address/city", 4000);
        row("employments", "organization/address/region", 4000);
        row("employments", "organization/disambiguated-organization/disambiguated-organization-identifier", 500);
        row("peer-reviews", "review-group-id", 1000);
        row("peer-reviews", "subject-container-name", 1000);
        row("keywords", "content", 255);
        row("other-names", "content", 255);
        row("researcher-urls", "url-name", 350);
    }

    void lengths()
    {
        QFETCH(QString, section);
        QFETCH(QString, field);
        QFETCH(int, limit);
        QStringList parts = field.split(u'/');
        const Field *found = findSection(section)->field(parts.takeFirst());
        for (const QString &part : parts)
            found = found->find(part);
        QCOMPARE(found->maxLength, limit);
        QString text = found->key == u"review-group-id" ? QStringLiteral("issn:") : QString();
        text += QString(limit - text.size(), u'x');
        QVERIFY(canonical({ *found }, { { found->key, text } }));
        const auto longer = canonical({ *found }, { { found->key, text + u'x' } });
        QVERIFY(!longer);
        QCOMPARE(longer.error().path, found->key);
        // The reader itself knows no lengths.
        QVERIFY(canonical({ *found }, { { found->key, text + u'x' } }, Strictness::Reading));
    }

    void readingLeavesRulesToTheSection()
    {
        QVERIFY(canonical(workFields(), {}, Strictness::Reading));
        QVERIFY(!canonical(workFields(), {}));
        const QJsonObject unknown { { QStringLiteral("colour"), 1 } };
        QVERIFY(!canonical(workFields(), unknown, Strictness::Reading));
    }
};

QTEST_GUILESS_MAIN(TestShape)
#include "tst_orcid_shape.moc"

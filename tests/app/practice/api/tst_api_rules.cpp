#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

namespace {

/// Puts a value at "organization/address/city"; a null removes it.
void place(QJsonObject &object, QStringList path, const QJsonValue &value)
{
    const QString key = path.takeFirst();
    if (!path.isEmpty()) {
        QJsonObject inner = object.value(key).toObject();
        place(inner, path, value);
        object.insert(key, inner);
    } else if (value.isNull()) {
        object.remove(key);
    } else {
        object.insert(key, value);
    }
}

QJsonValue parsed(const QByteArray &text)
{
    return json("{'v':" + text + "}").value(QStringLiteral("v"));
}

} // namespace

class TestRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// orcid.md 8: what each section refuses, and with which code. 0 = accepted.
    void rules_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<int>("code");
        QString current;
        int number = 0;
        const auto row = [&](const char *path, const char *value, int code) {
            QTest::addRow("%s %d %s %.40s", qPrintable(current), ++number, path, value)
                << current << QString::fromLatin1(path) << QByteArray(value) << code;
        };

        current = QStringLiteral("works");
        row("title", "null", 9047);
        row("title", "{'title':{'value':' '}}", 9047);
        row("type", "'poem'", 9047);
        row("external-ids", "null", 9023);
        row("external-ids", "{'external-id':[]}", 9023);
        row("external-ids",
            "{'external-id':[{'external-id-type':'issn','external-id-value':'2765-0014','external-id-relationship':'part-of'}]"
            "}",
            9023);
        row("external-ids",
            "{'external-id':[{'external-id-type':'DOI','external-id-value':'x','external-id-relationship':'self'}]}", 9023);
        row("external-ids", "{'external-id':[{'external-id-type':'doi','external-id-value':'x'}]}", 9023);
        row("external-ids",
            "{'external-id':[{'external-id-type':'doi','external-id-value':' ','external-id-relationship':'self'}]}", 9047);
        row("external-ids",
            "{'external-id':[{'external-id-type':'doi','external-id-value':'x','external-id-relationship':'self'},{'external-"
            "id-type':'isbn','external-id-value':'9780000000019','external-id-relationship':'funded-by'}]}",
            9020);
        row("external-ids",
            "{'external-id':[{'external-id-type':'doi','external-id-value':'x','external-id-relationship':'self'},{'external-"
            "id-type':'grant_number','external-id-value':'1','external-id-relationship':'funded-by'}]}",
            0);
        row("external-ids",
            "{'external-id':[{'external-id-type':'doi','external-id-value':'not a doi at "
            "all','external-id-relationship':'self'}]}",
            0);
        row("title/translated-title", "{'value':'Sobre'}", 9037);
        row("title/translated-title", "{'value':'Sobre','language-code':'he'}", 9037);
        row("title/translated-title", "{'language-code':'es'}", 9020);
        row("title/translated-title", "{'value':'Sobre','language-code':'iw'}", 0);
        row("language-code", "'xx'", 9037);
        row("language-code", "'zh_TW'", 0);
        row("country", "{'value':'UK'}", 9047);
        row("country", "{'value':'XK'}", 0);
        row("citation", "{'citation-type':'bibtex'}", 9020);
        row("citation", "{'citation-value':'@article{}'}", 9037);
        row("citation", "{'citation-type':'BIBTEX','citation-value':'x'}", 9047);
        row("publication-date", "{'year':'2021','month':'02','day':'30'}", 9049);
        row("publication-date", "{'year':'2024','month':'02','day':'29'}", 0);
        row("publication-date", "{'year':'2021','month':'2'}", 9049);
        row("publication-date", "{'year':2021}", 0);
        row("publication-date", "{'year':'1800'}", 9047);
        row("publication-date", "{'month':'02'}", 9047);
        row("contributors", "{'contributor':[{'contributor-attributes':{'contributor-role':'poet'}}]}", 9058);
        row("contributors",
            "{'contributor':[{'contributor-attributes':{'contributor-role':'http://credit.niso.org/contributor-roles/software/"
            "'}}]}",
            0);
        row("contributors", "{'contributor':[{'credit-name':{'value':''}}]}", 9020);
        row("contributors",
            "{'contributor':[{'contributor-orcid':{'uri':'http://orcid.org/"
            "0000-0002-1825-0097','path':'0000-0002-1825-0097'}}]}",
            9020);
        row("contributors",
            "{'contributor':[{'contributor-orcid':{'uri':'https://orcid.org/"
            "0000-0002-1825-0098','path':'0000-0002-1825-0098'}}]}",
            9020);
        row("contributors",
            "{'contributor':[{'contributor-orcid':{'uri':'https://sandbox.orcid.org/"
            "0000-0002-1825-0097','path':'0000-0002-1825-0097'}}]}",
            0);
        row("contributors",
            "{'contributor':[{'contributor-orcid':{'uri':'http://127.0.0.1:9760/"
            "0000-0002-9227-8514','path':'0000-0002-9227-8514'}}]}",
            0);

        current = QStringLiteral("fundings");
        row("title", "null", 9022);
        row("type", "'gift'", 9047);
        row("external-ids", "null", 9023);
        row("external-ids",
            "{'external-id':[{'external-id-type':'grant_number','external-id-value':'1','external-id-relationship':'part-of'}]"
            "}",
            0);
        row("amount", "{'value':'1,000','currency-code':'EUR'}", 9054);
        row("amount", "{'value':'1000.50','currency-code':'EUR'}", 0);
        row("amount", "{'value':'1000'}", 9020);
        row("amount", "{'currency-code':'EUR'}", 9020);
        row("amount", "{'value':'1000','currency-code':'EURO'}", 9020);
        row("amount", "{'value':'1000','currency-code':'ADP'}", 9020); // withdrawn in 2002
        row("end-date", "{'year':'2020'}", 9050);
        row("start-date", "{'year':'2020','month':'13'}", 9047);
        row("organization", "null", 9046);
        row("organization/disambiguated-organization", "null", 9045);
        row("organization/disambiguated-organization/disambiguation-source", "'WIKI'", 9045);
        row("organization/disambiguated-organization/disambiguated-organization-identifier", "'https://ror.org/nope'", 9045);
        row("contributors", "{'contributor':[{'contributor-attributes':{'contributor-role':'author'}}]}", 9058);
        row("contributors", "{'contributor':[{'contributor-attributes':{'contributor-role':'lead'}}]}", 0);
        row("contributors", "{'contributor':[{'contributor-attributes':{'contributor-sequence':'first'}}]}", 9047);
        row("title/subtitle", "{'value':'none here'}", 9047);

        for (const char *strict : { "employments", "educations" }) {
            current = QString::fromLatin1(strict);
            row("organization", "null", 9046);
            row("organization/name", "null", 9047);
            row("organization/disambiguated-organization", "null", 9045);
            row("organization/disambiguated-organization/disambiguated-organization-identifier", "''", 9045);
            row("organization/address/city", "null", 9060);
            row("organization/address/country", "null", 9060);
            row("external-ids", "null", 0);
            row("external-ids", "{'external-id':[{'external-id-type':'source-work-id','external-id-value':'1'}]}", 9023);
            row("end-date", "{'year':'2020'}", 0);
            row("display-index", "'7'", 0);
        }
        for (const char *loose : { "qualifications", "distinctions", "invited-positions", "memberships", "services" }) {
            current = QString::fromLatin1(loose);
            row("organization", "null", 9046);
            row("organization/disambiguated-organization", "null", 0);
            row("external-ids", "null", 0);
            row("organization/address/city", "null", 0);
            row("organization/address/country", "null", 9061);
            row("organization/disambiguated-organization/disambiguated-organization-identifier", "'https://ror.org/nope'",
                9045);
        }

        current = QStringLiteral("peer-reviews");
        for (const char *needed : { "reviewer-role", "review-identifiers", "review-type", "review-completion-date",
                 "review-group-id", "convening-organization" })
            row(needed, "null", 9047);
        row("review-identifiers", "{'external-id':[]}", 9023);
        row("review-identifiers",
            "{'external-id':[{'external-id-type':'source-work-id','external-id-value':'1','external-id-relationship':'version-"
            "of'}]}",
            9023);
        row("review-identifiers",
            "{'external-id':[{'external-id-type':'source-work-id','external-id-value':'1','external-id-relationship':'part-of'}"
            "]}",
            0);
        row("review-group-id", "'doi:10.5555/x'", 9047);
        row("review-group-id", "'publons:12345'", 9020);
        row("review-group-id", "'issn:2434-561X'", 0);
        row("review-group-id", "'issn:2434-5611'", 9053);
        row("subject-external-identifier", "{'external-id-type':'doi','external-id-value':'10.5555/x'}", 9023);
        row("subject-type", "'research-resource-proposal'", 0);
        row("subject-type", "'poem'", 9047);
        row("convening-organization/disambiguated-organization", "null", 0);
        row("convening-organization/disambiguated-organization/disambiguated-organization-identifier", "''", 9045);
        row("review-completion-date", "{'year':'2023','month':'02','day':'29'}", 9049);

        current = QStringLiteral("research-resources");
        row("proposal/external-ids", "null", 9023);
        row("proposal/title", "null", 9047);
        row("proposal/hosts/organization", "[]", 9047);
        row("proposal/end-date", "{'year':'2020'}", 9050);
        row("resource-item", "null", 9047);
        row("resource-item", "[]", 9047);

        current = QStringLiteral("keywords");
        row("content", "''", 9020);
        row("content", "null", 9020);
        current = QStringLiteral("other-names");
        row("content", "'  '", 9020);
        current = QStringLiteral("researcher-urls");
        row("url", "null", 9020);
        row("url", "{'value':''}", 9020);
        row("url-name", "null", 0);
        row("url-name", "' '", 9047);
        current = QStringLiteral("addresses");
        row("country", "null", 9020);
        row("country", "{'value':'UK'}", 9047);
        row("country", "'GB'", 9047);
        current = QStringLiteral("external-identifiers");
        row("external-id-type", "null", 9020);
        row("external-id-value", "''", 9020);
        row("external-id-url", "null", 9020);
        row("external-id-relationship", "'part-of'", 9020);
        row("external-id-relationship", "null", 9020);
        row("external-id-type", "'Any words'", 0);
    }

    void rules()
    {
        QFETCH(QString, section);
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        QFETCH(int, code);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const QString itemPath = orcid::findSection(section)->itemPath;
        QJsonObject item = smallest(section);
        place(item, path.split(u'/'), parsed(value));
        const Answer added = registry.post(who, itemPath, item);
        QVERIFY2(added.code() == code, added.body.constData());
        QCOMPARE(added.status, code == 0 ? 201 : 400);
        // The same holds for a change.
        const qint64 existing = registry.post(who, itemPath, smallest(section, "before")).putCode();
        item.insert(QStringLiteral("put-code"), existing);
        if (code != 0)
            QCOMPARE(registry.put(who, itemPath + u'/' + QString::number(existing), item).code(), code);
    }

    void affiliationDates()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const auto code = [&](const char *start, const char *end) {
            QJsonObject item = smallest(QStringLiteral("employments"));
            item.insert(QStringLiteral("start-date"), parsed(start));
            item.insert(QStringLiteral("end-date"), parsed(end));
            const Answer answer = registry.post(who, QStringLiteral("employment"), item);
            registry.remove(who, QStringLiteral("employment/%1").arg(answer.putCode()));
            return answer.code();
        };
        QCOMPARE(code("{'year':'2020'}", "{'year':'2019'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05'}", "{'year':'2020','month':'04'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05','day':'02'}", "{'year':'2020','month':'05','day':'01'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05'}", "{'year':'2020'}"), 0);
        QCOMPARE(code("{'year':'2020'}", "{'year':'2020'}"), 0);
        // Fundings do not look.
        QJsonObject funding = smallest(QStringLiteral("fundings"));
        funding.insert(QStringLiteral("start-date"), parsed("{'year':'2020'}"));
        funding.insert(QStringLiteral("end-date"), parsed("{'year':'2019'}"));
        QCOMPARE(registry.post(who, QStringLiteral("funding"), funding).status, 201);
    }

    void organizationIdOrExternalId()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject item = smallest(QStringLiteral("memberships"));
        item.remove(QStringLiteral("external-ids"));
        place(item, { QStringLiteral("organization"), QStringLiteral("disambiguated-organization") }, QJsonValue());
        const Answer answer = registry.post(who, QStringLiteral("membership"), item);
        QCOMPARE(answer.code(), 9062);
        QVERIFY(answer.message().startsWith(
            u"Professional activities cannot be added without an organization id/external identifier."));
    }

    void organizationIds_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("known");
        const auto row = [](const char *source, const char *id, bool known) {
            QTest::addRow("%s %s", source, id) << QString::fromLatin1(source) << QString::fromLatin1(id) << known;
        };
        row("ROR", "https://ror.org/024mrxd33", true);
        row("ROR", "024mrxd33", false);
        row("GRID", "grid.455335.1", true);
        row("GRID", "455335", false);
        row("RINGGOLD", "355321", true);
        row("RINGGOLD", "A1", false);
        row("FUNDREF", "http://dx.doi.org/10.13039/100010269", true);
        row("FUNDREF", "10.13039/100010269", false);
        row("LEI", "5493001KJTIIGC8Y1R12", true);
        row("ror", "https://ror.org/024mrxd33", false);
    }

    void organizationIds()
    {
        QFETCH(QString, source);
        QFETCH(QString, id);
        QFETCH(bool, known);
        Harness registry;
        QJsonObject item = smallest(QStringLiteral("fundings"));
        const QString block = QStringLiteral("disambiguated-organization");
        place(item, { QStringLiteral("organization"), block, QStringLiteral("disambiguation-source") }, source);
        place(item, { QStringLiteral("organization"), block, QStringLiteral("disambiguated-organization-identifier") }, id);
        QCOMPARE(registry.post(caller(tomas, northbridge), QStringLiteral("funding"), item).code(), known ? 0 : 9045);
    }

    void resourceHosts()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject item = smallest(QStringLiteral("research-resources"));
        QJsonArray resources = item.value(QStringLiteral("resource-item")).toArray();
        QJsonObject resource = resources.at(0).toObject();
        resource.remove(QStringLiteral("external-ids"));
        resources.replace(0, resource);
        item.insert(QStringLiteral("resource-item"), resources);
        const Answer noId = registry.post(who, QStringLiteral("research-resource"), item);
        QCOMPARE(noId.code(), 9023);
        QVERIFY(noId.message().contains(u"Missing external ID in Research Resource Item"));

        item = smallest(QStringLiteral("research-resources"));
        QJsonArray hosts = item.value(QStringLiteral("proposal"))
                               .toObject()
                               .value(QStringLiteral("hosts"))
                               .toObject()
                               .value(QStringLiteral("organization"))
                               .toArray();
        while (hosts.size() < 11)
            hosts.append(hosts.at(0));
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).code(), 9047);
        hosts.removeLast();
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).status, 201);
        QJsonObject host = hosts.at(0).toObject();
        host.remove(QStringLiteral("disambiguated-organization"));
        hosts.replace(3, host);
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).code(), 9045);
    }

    void orderInsideAChange()
    {
        Harness registry;
        const Caller owner = caller(tomas, northbridge), other = caller(tomas, halden);
        const auto bad = [&](const char *key, const char *path) {
            const orcid::Section &section = *orcid::findSection(QString::fromLatin1(key));
            const qint64 code = registry.post(owner, section.itemPath, smallest(section.key)).putCode();
            QJsonObject item = smallest(section.key, "new");
            item.insert(QStringLiteral("put-code"), code);
            item.insert(QString::fromLatin1(path),
                json("{'external-id':[{'external-id-type':'unheard','external-id-value':'x','external-id-relationship':'self'}]"
                     "}"));
            return registry.put(other, section.itemPath + u'/' + QString::number(code), item).code();
        };
        QCOMPARE(bad("employments", "external-ids"), 9010); // the source comes first
        QCOMPARE(bad("works", "external-ids"), 9023); // the source comes last
        QCOMPARE(bad("fundings", "external-ids"), 9023);
        QCOMPARE(bad("peer-reviews", "review-identifiers"), 9023);
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_api_rules.moc"

#pragma once

#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

/// Items that a section refuses, and some that look so and are taken.
namespace apitest {

/// Puts a value at "organization/address/city"; a null removes it.
inline void place(QJsonObject &object, QStringList path, const QJsonValue &value)
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

inline QJsonValue parsed(const QByteArray &text)
{
    return json("{'v':" + text + "}").value(QStringLiteral("v"));
}

/// The smallest item of a section with one value at one path; what the Member API answers, 0 = accepted (orcid.md 8).
inline void hostileRows()
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

} // namespace apitest

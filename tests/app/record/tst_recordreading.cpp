#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/personaldetails.h"
#include "app/record/refusal.h"
#include "app/record/shownfields.h"
#include "tests/app/record/fakerecord.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;

/// From what the registry sends to lines, counts and words.
class TestRecordReading : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksBecomeLines()
    {
        const SectionContent works = sectionFromJson(u"works"_s, test::recordJson(u"works.json"_s));
        QCOMPARE(works.items.size(), 14);
        const Item &first = works.items.first();
        QCOMPARE(first.title, u"Tidal marsh recovery after managed realignment"_s);
        QCOMPARE(first.subtitle, u"Journal article · Estuaries Review · 2026"_s);
        QCOMPARE(first.putCode, 1733);
        QCOMPARE(first.source.sentence(), u"Northbridge University via Open Grants Platform"_s);
        QVERIFY(first.searchText.contains(u"10.5555/er.2026.0914"_s));
        QVERIFY(!first.full);
        QCOMPARE(first.groupSize, 1);
        const auto twin = std::find_if(works.items.begin(), works.items.end(), [](const Item &i) { return i.putCode == 1605; });
        QCOMPARE(twin->groupSize, 2);
        QCOMPARE(works.items.last().year, u"2016"_s);
        QVERIFY(works.leftOut.isEmpty());
    }

    void otherSectionsBecomeLines()
    {
        const SectionContent employments = sectionFromJson(u"employments"_s, test::recordJson(u"employments.json"_s));
        QCOMPARE(employments.items.size(), 3);
        QCOMPARE(employments.items.first().title, u"Northbridge University"_s);
        QCOMPARE(employments.items.first().subtitle, u"Reader in coastal ecology, School of Geography · 2019 to present"_s);
        const SectionContent reviews = sectionFromJson(u"peer-reviews"_s, test::recordJson(u"peer-reviews.json"_s));
        QCOMPARE(reviews.items.size(), 3);
        QCOMPARE(reviews.items.first().title, u"Review for issn:2765-0014"_s);
        const SectionContent keywords = sectionFromJson(u"keywords"_s, test::recordJson(u"keywords.json"_s));
        QCOMPARE(keywords.items.size(), 3);
        QVERIFY(std::any_of(keywords.items.begin(), keywords.items.end(), [](const Item &i) { return i.title == u"blue carbon"_s; }));
    }

    void nameAndBiography()
    {
        const QString orcid = u"0000-0002-9227-8514"_s;
        QJsonObject person = test::recordJson(u"person.json"_s);
        const SectionContent both = personalDetailsFromJson(person, orcid);
        QCOMPARE(both.section, personalDetails());
        QCOMPARE(both.items.size(), 2);
        const Item &name = both.items.first(), &biography = both.items.last();
        QCOMPARE(name.title, u"Sofia Maria Hernandez Garcia"_s);
        QCOMPARE(partOfPersonalDetails(name), u"name"_s);
        QCOMPARE(partOfPersonalDetails(biography), u"biography"_s);
        QCOMPARE(biography.visibility, u"public"_s);
        QCOMPARE(biography.source.sentence(), u"Sofia Maria Hernandez Garcia"_s);
        QVERIFY(biography.searchText.contains(u"sea walls"_s));
        const auto words = [](const Item &item) {
            QStringList all;
            for (const ShownField &field : shownFields(item.section, item.json))
                all += field.label + u": "_s + field.words;
            return all;
        };
        QVERIFY2(words(name).contains(u"Given names: Sofia Maria"_s) && words(name).contains(u"Family name: Hernandez Garcia"_s), qPrintable(words(name).join(u'|')));
        QVERIFY(words(biography).contains(u"Text: Estuary ecologist. Works on how tidal marshes come back after sea walls are opened."_s));

        // What the token may not see is null.
        person[u"biography"_s] = QJsonValue();
        QCOMPARE(personalDetailsFromJson(person, orcid).items.size(), 1);
        QVERIFY(personalDetailsFromJson({}, orcid).items.isEmpty());
        QJsonObject named = person[u"name"_s].toObject();
        named[u"credit-name"_s] = QJsonObject { { u"value"_s, u"S. Hernandez"_s } };
        person[u"name"_s] = named;
        QCOMPARE(personalDetailsFromJson(person, orcid).items.first().title, u"S. Hernandez"_s);
    }

    void countsOfAllSections()
    {
        const QHash<QString, int> counts = countsFromJson(test::recordJson(u"activities.json"_s), test::recordJson(u"person.json"_s));
        QCOMPARE(counts.value(u"works"_s), 14);
        QCOMPARE(counts.value(u"employments"_s), 3);
        QCOMPARE(counts.value(u"educations"_s), 1);
        QCOMPARE(counts.value(u"fundings"_s), 1);
        QCOMPARE(counts.value(u"peer-reviews"_s), 3);
        QCOMPARE(counts.value(u"research-resources"_s), 1);
        QCOMPARE(counts.value(u"memberships"_s), 0);
        QCOMPARE(counts.value(u"keywords"_s), 3);
        QCOMPARE(counts.value(u"emails"_s), 1);
        QCOMPARE(counts.value(u"addresses"_s), 1);
        QCOMPARE(counts.value(u"external-identifiers"_s), 1);
    }

    // Missing keys, nulls, a single object instead of an array, wrong types.
    void S40_wrongTypesAreLeftOutAndNamed()
    {
        const QJsonObject list = QJsonDocument::fromJson(R"({"group":[
            {"work-summary":[{"put-code":1,"title":null},7,{"title":{"title":{"value":"No put-code"}}}]},
            "nonsense",
            {"work-summary":{"put-code":"2","title":{"title":"Bare"},"publication-date":{"year":2020}}}]})").object();
        const SectionContent works = sectionFromJson(u"works"_s, list);
        QCOMPARE(works.items.size(), 2);
        QCOMPARE(works.items.first().title, u"Bare"_s);
        QCOMPARE(works.items.first().year, u"2020"_s);
        QCOMPARE(works.items.last().title, u"Untitled"_s);
        QCOMPARE(works.leftOut, QStringList({ u"group/1/work-summary/2"_s, u"group/1/work-summary/3"_s, u"group/2"_s }));
        QVERIFY(sectionFromJson(u"works"_s, {}).items.isEmpty());
    }

    void S51_controlCharactersAreTakenOut()
    {
        const QJsonObject json { { u"put-code"_s, 5 }, { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, u"a\u202Eb\u0007c"_s } } } } } };
        QCOMPARE(itemFromJson(u"works"_s, json, true).title, u"abc"_s);
    }

    void sourceSentences_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("delegated") << QByteArray(R"({"source-client-id":{"path":"B"},"source-name":{"value":"Second"},"assertion-origin-client-id":{"path":"A"},"assertion-origin-name":{"value":"Original"}})") << u"Original via Second"_s;
        QTest::newRow("client") << QByteArray(R"({"source-client-id":{"path":"B"},"source-name":{"value":"Second"}})") << u"Second"_s;
        QTest::newRow("name not public") << QByteArray(R"({"source-orcid":{"path":"0000-0002-1825-0097"},"source-name":null})") << u"0000-0002-1825-0097"_s;
        QTest::newRow("origin without name") << QByteArray(R"({"source-client-id":{"path":"B"},"assertion-origin-client-id":{"path":"A"}})") << u"A via B"_s;
        QTest::newRow("null") << QByteArray("{}") << u"No source named"_s;
    }
    void sourceSentences()
    {
        QFETCH(QByteArray, json);
        QTEST(Source::fromJson(QJsonDocument::fromJson(json).object()).sentence(), "sentence");
    }

    void dates()
    {
        const QJsonObject day = QJsonDocument::fromJson(R"({"year":{"value":"2026"},"month":{"value":"09"},"day":{"value":"14"}})").object();
        QCOMPARE(dateWords(day), u"14 September 2026"_s);
        QCOMPARE(shortDateWords(day), u"14 Sep 2026"_s);
        QCOMPARE(isoDate(day), u"2026-09-14"_s);
        QCOMPARE(dateWords(QJsonDocument::fromJson(R"({"year":{"value":"2026"},"month":null})").object()), u"2026"_s);
        QCOMPARE(dateWords(QJsonValue()), QString());
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::newRow("duplicate") << 409 << QByteArray(R"({"error-code":9021,"developer-message":"409 Conflict: … please see element with put-code 12. If"})") << u"orcid.9021"_s;
        QTest::newRow("code as text") << 403 << QByteArray(R"({"error-code":"9010"})") << u"orcid.9010"_s;
        QTest::newRow("unknown code") << 400 << QByteArray(R"({"error-code":9999})") << u"orcid.9999"_s;
        QTest::newRow("other record") << 401 << QByteArray(R"({"error-code":9017})") << u"orcid.9017"_s;
        QTest::newRow("token") << 401 << QByteArray(R"({"error":"invalid_token"})") << u"record.token"_s;
        QTest::newRow("forbidden") << 403 << QByteArray(R"({"error":"forbidden"})") << u"record.forbidden"_s;
        QTest::newRow("busy") << 503 << QByteArray() << u"record.busy"_s;
        QTest::newRow("limit") << 429 << QByteArray("slow down") << u"record.busy"_s;
        QTest::newRow("not found") << 404 << QByteArray() << u"record.not_found"_s;
        QTest::newRow("anything") << 418 << QByteArray("[]") << u"record.answer"_s;
    }
    void refusals()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        http::Response response;
        response.status = status;
        response.body = body;
        response.traceId = 7;
        const Error error = refusal(response);
        QTEST(error.code, "code");
        QVERIFY(!error.what.isEmpty());
        QVERIFY(!error.next.isEmpty());
        QCOMPARE(error.traceId, 7);
        QCOMPARE(error.httpStatus, status);
        if (error.code == u"orcid.9021"_s)
            QCOMPARE(error.details.value(u"put-code"_s).toInt(), 12);
    }
};

QTEST_GUILESS_MAIN(TestRecordReading)
#include "tst_recordreading.moc"

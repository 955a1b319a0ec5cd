#include "app/base/orcidid.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/shape.h"
#include "tests/app/practice/api/harness.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

using namespace apitest;

class TestResearchers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIdIsValid()
    {
        Harness registry;
        QCOMPARE(registry.records.all().size(), 14);
        for (const Researcher *researcher : registry.records.all()) {
            QVERIFY2(OrcidId::parse(researcher->orcid), qPrintable(researcher->orcid));
            QVERIFY(!researcher->displayName().isEmpty() && !researcher->note.isEmpty() && !researcher->story.isEmpty());
        }
        QCOMPARE(registry.records.all().constFirst()->orcid, sofia);
    }

    void everyItemWouldBeAccepted()
    {
        Harness registry;
        QSet<qint64> putCodes;
        for (const Researcher *researcher : registry.records.all()) {
            for (const orcid::Section &section : orcid::allSections()) {
                for (const RecordItem &item : researcher->section(section.key)) {
                    QVERIFY2(!putCodes.contains(item.putCode), qPrintable(QString::number(item.putCode)));
                    putCodes << item.putCode;
                    const auto canonical = orcid::canonical(section.fields, item.content);
                    QVERIFY2(canonical, canonical ? "" : qPrintable(canonical.error().text()));
                    const Refusal refusal
                        = checkContent(section, *canonical, registry.records, QStringLiteral("http://127.0.0.1:9760"));
                    QVERIFY2(!refusal,
                        refusal ? qPrintable(QStringLiteral("%1 %2: %3 %4")
                                                 .arg(researcher->orcid, section.key)
                                                 .arg(refusal->code)
                                                 .arg(refusal->validation))
                                : "");
                    QCOMPARE(registry.records.duplicateOf(researcher->orcid, section, item, item.putCode), 0);
                    for (const QJsonValue &id : itemIds(section, item.content)) {
                        const orcid::CheckDigit check
                            = orcid::checkDigit(id.toObject().value(QStringLiteral("external-id-type")).toString(),
                                id.toObject().value(QStringLiteral("external-id-value")).toString());
                        QVERIFY2(check.fits, qPrintable(check.suggestion));
                    }
                }
            }
        }
    }

    void sofiaAsPictured()
    {
        Harness registry;
        const Researcher &researcher = *registry.records.find(sofia);
        const QHash<QString, int> counts { { QStringLiteral("works"), 14 }, { QStringLiteral("employments"), 3 },
            { QStringLiteral("educations"), 2 }, { QStringLiteral("fundings"), 4 }, { QStringLiteral("peer-reviews"), 27 },
            { QStringLiteral("research-resources"), 1 }, { QStringLiteral("other-names"), 2 },
            { QStringLiteral("keywords"), 5 }, { QStringLiteral("researcher-urls"), 1 },
            { QStringLiteral("external-identifiers"), 3 }, { QStringLiteral("emails"), 1 } };
        for (auto it = counts.begin(); it != counts.end(); ++it)
            QCOMPARE(researcher.section(it.key()).size(), it.value());
        for (const orcid::Section &section : orcid::allSections())
            QVERIFY2(!researcher.section(section.key).isEmpty(), qPrintable(section.key));
        QHash<QString, int> works;
        for (const RecordItem &item : researcher.section(QStringLiteral("works")))
            ++works[item.source.clientId + u'|' + item.source.originClientId];
        QCOMPARE(works.value(openGrants + u'|' + northbridge), 4);
        QCOMPARE(works.value(northbridge + u'|'), 1);
        QCOMPARE(works.value(halden + u'|'), 2);
        QCOMPARE(works.value(QStringLiteral("|")), 3);
        // The next item gets the next number.
        QCOMPARE(
            registry.post(caller(sofia, openGrants, northbridge), QStringLiteral("work"), smallest(QStringLiteral("works")))
                .putCode(),
            1734);
    }

    void sourcesOfTheSameWorkShareAGroup()
    {
        Harness registry;
        const QJsonArray groups
            = registry.get(caller(sofia, northbridge), QStringLiteral("works")).json.value(QStringLiteral("group")).toArray();
        int pairs = 0;
        for (const QJsonValue &group : groups)
            pairs += group.toObject().value(QStringLiteral("work-summary")).toArray().size() == 2 ? 1 : 0;
        QCOMPARE(pairs, 1);
        const QJsonObject first = groups.at(0).toObject().value(QStringLiteral("work-summary")).toArray().at(0).toObject();
        QCOMPARE(first.value(QStringLiteral("put-code")).toInt(), 1733);
    }

    void generatedAreAlwaysTheSame()
    {
        Harness one, two;
        QCOMPARE(one.records.find(amina)->section(QStringLiteral("works")).size(), 1200);
        QCOMPARE(one.get(caller(amina, northbridge), QStringLiteral("works")).body,
            two.get(caller(amina, northbridge), QStringLiteral("works")).body);
    }

    void tenThousandWorks()
    {
        Harness registry;
        const QString big = registry.records.addGenerated(10000);
        QVERIFY(OrcidId::parse(big));
        const Caller who = caller(big, northbridge);
        QElapsedTimer timer;
        timer.start();
        const Answer list = registry.get(who, QStringLiteral("works"));
        const qint64 listed = timer.restart();
        QCOMPARE(list.status, 200);
        QVERIFY(list.json.value(QStringLiteral("group")).toArray().size() > 7000);
        const Answer full = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works")));
        QCOMPARE(full.status, 409);
        QCOMPARE(full.code(), 9048);
        const Answer bulk = registry.post(who, QStringLiteral("works"),
            { { QStringLiteral("bulk"),
                QJsonArray { QJsonObject { { QStringLiteral("work"), smallest(QStringLiteral("works")) } } } } });
        QCOMPARE(bulk.code(), 9048);
        qInfo("10,000 works listed in %lld ms (%lld bytes), refusal in %lld ms", listed,
            static_cast<long long>(list.body.size()), timer.elapsed());
        // Generous: a debug build on a busy machine. Quadratic grouping would take minutes.
        QVERIFY2(listed < 15000, qPrintable(QString::number(listed)));
    }

    void rightToLeftAndChineseSurvive()
    {
        Harness registry;
        const Answer layla = registry.get(caller(QStringLiteral("0000-0000-7512-9045"), northbridge), QStringLiteral("person"));
        QVERIFY(layla.body.contains("ليلى"));
        const Answer wang = registry.get(caller(QStringLiteral("0000-0000-3398-0712"), northbridge), QStringLiteral("works"));
        QVERIFY(wang.body.contains("渤海湾潮滩水鸟调查"));
        QCOMPARE(registry.records.find(QStringLiteral("0000-0000-3398-0712"))->publicName(), QStringLiteral("王秀兰"));
        QVERIFY(registry.records.find(lars)->publicName().isEmpty());
    }

    void brokenFilesAreNamed()
    {
        ManualClock clock;
        Records records(clock);
        const auto wrongId = records.loadResearcher(json("{'orcid':'0000-0000-0000-0000'}"), {});
        QVERIFY(!wrongId);
        QCOMPARE(wrongId.error().code, QStringLiteral("practice.researchers"));
        const auto wrongItem
            = records.loadResearcher(json("{'orcid':'0000-0002-1825-0097','given':'J','sections':{'works':[{'item':{'colour':1}}]}}"), {});
        QVERIFY(!wrongItem);
        QVERIFY(wrongItem.error().what.contains(u"colour"));
    }
};

QTEST_GUILESS_MAIN(TestResearchers)
#include "tst_api_researchers.moc"

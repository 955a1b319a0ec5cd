#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"
#include "tests/journeys/support/recorddesk.h"
#include "tests/journeys/support/visitor.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

namespace {

const QString sofia = u"0000-0002-9227-8514"_s;
const QString everything = u"openid /read-limited /activities/update /person/update"_s;

struct Sample {
    Entries add;
    Entry edit;
    QStringList path;      ///< where the registry keeps what is edited
    QString before, after; ///< there
};

Entries organization(const char *prefix, const char *name, const char *label)
{
    const QString in = QString::fromUtf8(prefix);
    const auto within = [&in](const QString &text) { return in.isEmpty() ? text : in + u' ' + text.front().toLower() + text.sliced(1); };
    return { { within(QString::fromUtf8(label)), QString::fromUtf8(name) }, { within(u"City"_s), u"Leeds"_s }, { within(u"Country"_s), u"GB"_s, true },
        { within(u"Organization identifier"_s), u"https://ror.org/024mrxd33"_s } };
}

Sample affiliation()
{
    return { organization("", "Harbour Lab", "Organization") + Entries { typed("Role", "Reader in tides"), chosen("Start year", "2020") }, typed("Role", "Reader in estuaries"),
        { u"role-title"_s }, u"Reader in tides"_s, u"Reader in estuaries"_s };
}

/// Every section that clients write; a section that is new in app/orcid fails until it has a sample here.
QHash<QString, Sample> samples()
{
    QHash<QString, Sample> all {
        { u"works"_s, { { typed("Title", "Salt marsh"), chosen("Type", "journal-article"), chosen("Identifier 1 type", "doi"), typed("Identifier 1 value", "10.5555/sections.1") },
              typed("Title", "Salt marsh, revisited"), { u"title"_s, u"title"_s }, u"Salt marsh"_s, u"Salt marsh, revisited"_s } },
        { u"fundings"_s, { Entries { typed("Title", "Tide gauges"), chosen("Type", "grant") } + organization("", "Example Fund", "Funder")
                + Entries { chosen("Start year", "2024"), chosen("Identifier 1 type", "grant_number"), typed("Identifier 1 value", "EF-7") },
              typed("Title", "Tide gauges II"), { u"title"_s, u"title"_s }, u"Tide gauges"_s, u"Tide gauges II"_s } },
        { u"peer-reviews"_s, { Entries { chosen("Role", "reviewer"), chosen("Type", "review"), typed("Group", "issn:2765-0014"), chosen("Year", "2025") }
                + organization("", "Estuaries Society", "Convening organization")
                + Entries { chosen("Identifier 1 type", "source-work-id"), typed("Identifier 1 value", "sections-review-1") },
              typed("City", "York"), { u"convening-organization"_s, u"address"_s, u"city"_s }, u"Leeds"_s, u"York"_s } },
        { u"research-resources"_s, { Entries { typed("Title", "Ship time"), chosen("Identifier 1 type", "proposal-id"), typed("Identifier 1 value", "P-1") }
                + organization("Host 1", "Harbour Lab", "Name") + Entries { typed("Resource 1 name", "RV Example"), chosen("Resource 1 type", "equipment"),
                    chosen("Resource 1 identifier 1 type", "proposal-id"), typed("Resource 1 identifier 1 value", "P-1a") }
                + organization("Resource 1 host 1", "Harbour Lab", "Name"),
              typed("Title", "Ship time, winter"), { u"proposal"_s, u"title"_s, u"title"_s }, u"Ship time"_s, u"Ship time, winter"_s } },
        { u"other-names"_s, { { typed("Text", "S. M. Hernandez") }, typed("Text", "S. Hernandez"), { u"content"_s }, u"S. M. Hernandez"_s, u"S. Hernandez"_s } },
        { u"keywords"_s, { { typed("Text", "brackish water") }, typed("Text", "mud flats"), { u"content"_s }, u"brackish water"_s, u"mud flats"_s } },
        { u"researcher-urls"_s, { { typed("Name", "Tide diary"), typed("Link", "https://tides.example/diary") }, typed("Name", "Diary of tides"), { u"url-name"_s },
              u"Tide diary"_s, u"Diary of tides"_s } },
        { u"addresses"_s, { { chosen("Country", "IS") }, chosen("Country", "FO"), { u"country"_s }, u"IS"_s, u"FO"_s } },
        { u"external-identifiers"_s, { { typed("Kind", "Tide Author ID"), typed("Identifier", "TA-1"), typed("Link", "https://tides.example/TA-1") },
              typed("Link", "https://tides.example/authors/TA-1"), { u"external-id-url"_s }, u"https://tides.example/TA-1"_s, u"https://tides.example/authors/TA-1"_s } },
    };
    for (const char *section : { "employments", "educations", "qualifications", "distinctions", "invited-positions", "memberships", "services" })
        all.insert(QString::fromLatin1(section), affiliation());
    return all;
}

} // namespace

/// The record workbench in the real window: every section added to, edited, deleted from and taken back, believed only when the
/// registry says the same over HTTP.
class tst_Sections : public QObject {
    Q_OBJECT

    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<Visitor> m_visitor;
    std::unique_ptr<RecordDesk> m_record;

    QMap<qint64, QJsonObject> items(const QString &section) { return m_visitor->items(sofia, section); }

    static QString at(const QJsonObject &item, const QStringList &path)
    {
        QJsonValue value = item;
        for (const QString &key : path)
            value = value.toObject().value(key);
        return record::textOf(value);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->start());
        m_desktop->bench().startPractising();
        m_visitor = std::make_unique<Visitor>(*m_desktop);
        m_record = std::make_unique<RecordDesk>(*m_desktop);
        QVERIFY(m_visitor->delegate(sofia, everything));
        QVERIFY(m_desktop->sees(u"Sofia Maria Hernandez Garcia"_s));
    }

    void everySection_data()
    {
        QTest::addColumn<QString>("section");
        for (const orcid::Section &section : orcid::allSections()) {
            if (section.writable)
                QTest::newRow(qPrintable(section.key)) << section.key;
        }
    }

    void everySection()
    {
        QFETCH(QString, section);
        QVERIFY2(samples().contains(section), "no sample for this section");
        const Sample sample = samples().value(section);
        const auto before = items(section);
        record::RecordClient &records = m_desktop->desk().records;
        QSignalSpy added(&records, &record::RecordClient::added), updated(&records, &record::RecordClient::updated), removed(&records, &record::RecordClient::removed);
        const auto valueOf = [&](qint64 putCode) { return at(m_visitor->item(sofia, section, putCode), sample.path); };
        const auto newest = [&] { return added.isEmpty() ? qint64(0) : added.last().first().value<record::Item>().putCode; };

        QVERIFY(m_record->add(section, sample.add));
        QVERIFY(m_record->send());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 15'000);
        const qint64 putCode = newest();
        QCOMPARE(items(section).size(), before.size() + 1);
        QCOMPARE(valueOf(putCode), sample.before);
        const QJsonValue source = m_visitor->item(sofia, section, putCode)[u"source"_s];
        QCOMPARE(source[u"source-client-id"_s][u"path"_s].toString(), Visitor::second);
        QCOMPARE(source[u"assertion-origin-client-id"_s][u"path"_s].toString(), Visitor::original);
        QVERIFY(m_record->settled());

        QVERIFY(m_record->editItem(putCode, sample.edit));
        QVERIFY(m_record->send());
        QTRY_COMPARE_WITH_TIMEOUT(updated.size(), 1, 15'000);
        QCOMPARE(valueOf(putCode), sample.after);
        QVERIFY(m_record->settled());

        QVERIFY(m_record->takeBack());
        QTRY_COMPARE_WITH_TIMEOUT(updated.size(), 2, 15'000);
        QCOMPARE(valueOf(putCode), sample.before);
        QVERIFY(m_record->settled());

        QVERIFY(m_record->deleteItem(putCode));
        QTRY_COMPARE_WITH_TIMEOUT(removed.size(), 1, 15'000);
        QCOMPARE(items(section), before);
        QVERIFY(m_record->settled());

        QVERIFY(m_record->takeBack());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 2, 15'000);
        QVERIFY(newest() != putCode); // frankly another one
        QCOMPARE(valueOf(newest()), sample.before);
        auto after = items(section);
        after.remove(newest());
        QCOMPARE(after, before); // nothing else was touched
        QVERIFY(m_record->settled());
    }

    void cleanup()
    {
        if (!QTest::currentTestFailed())
            return;
        m_desktop->picture(u"sections-failed-"_s + QString::fromUtf8(QTest::currentDataTag()));
        if (m_record->isEditing())
            m_record->discard();
    }

    void cleanupTestCase() { m_desktop.reset(); }
};

QTEST_MAIN(tst_Sections)
#include "tst_sections.moc"

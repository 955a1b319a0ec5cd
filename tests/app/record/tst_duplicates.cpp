#include "app/record/recordclient.h"
#include "tests/app/record/fakerecord.h"
#include "tests/app/record/practicerecord.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::waitFor;

/// What is there already of a person's items, at a practice registry: it answers 409 / 9030 without saying where.
class TestDuplicates : public QObject {
    Q_OBJECT

    test::PracticeFixture m_fixture;
    test::PracticeRecord m_record { m_fixture };
    SystemClock m_clock;
    http::Trace m_trace;
    http::HttpClient m_http { m_trace };
    exchange::Exchanger m_exchanger { m_http, m_clock };
    exchange::DelegatedSession m_session { m_exchanger, m_http, m_clock };
    RecordClient m_client { m_session };

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_fixture.start());
        const QString token = m_record.exchangeToken();
        QVERIFY(!token.isEmpty());
        const practice::Info &info = m_fixture.registry.info();
        test::PracticeRecord::begin(m_session, m_clock, info.issuer, QUrl(info.api), token);
    }

    void theExistingOneIsNamed_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QJsonObject>("first");
        QTest::addColumn<QJsonObject>("again");
        const auto wrapped = [](const QString &text) { return QJsonObject { { u"value"_s, text } }; };
        QTest::newRow("website") << u"researcher-urls"_s << QJsonObject { { u"url-name"_s, u"Diary"_s }, { u"url"_s, wrapped(u"https://tides.example/d"_s) } }
                                 << QJsonObject { { u"url-name"_s, u"Tide diary"_s }, { u"url"_s, wrapped(u"https://tides.example/d"_s) } };
        const QJsonObject id { { u"external-id-type"_s, u"Tide ID"_s }, { u"external-id-value"_s, u"T-1"_s }, { u"external-id-url"_s, wrapped(u"https://tides.example/T-1"_s) },
            { u"external-id-relationship"_s, u"self"_s } };
        QJsonObject moved = id;
        moved[u"external-id-url"_s] = wrapped(u"https://tides.example/people/T-1"_s);
        QTest::newRow("other iD") << u"external-identifiers"_s << id << moved;
    }

    void theExistingOneIsNamed()
    {
        QFETCH(QString, section);
        QFETCH(QJsonObject, first);
        QFETCH(QJsonObject, again);
        const auto added = waitFor(m_client.add(section, first));
        QVERIFY2(added, qPrintable(added ? QString() : added.error().what));
        const auto refused = waitFor(m_client.add(section, again));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"record.already_there"_s);
        QCOMPARE(refused.error().details[u"put-code"_s].toInteger(), added->putCode);
        // To the letter the same: nothing there would be updated.
        const auto same = waitFor(m_client.add(section, first));
        QVERIFY(!same);
        QCOMPARE(same.error().code, u"orcid.9030"_s);
    }

    void anEqualKeywordIsOnlyRefused()
    {
        QVERIFY(waitFor(m_client.add(u"keywords"_s, m_record.keyword(u"spring tides"_s))));
        const auto refused = waitFor(m_client.add(u"keywords"_s, m_record.keyword(u"spring tides"_s)));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"orcid.9030"_s);
        QCOMPARE(m_record.keywords().count(u"spring tides"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestDuplicates)
#include "tst_duplicates.moc"

#include "app/record/recordclient.h"
#include "tests/app/record/fakerecord.h"
#include "tests/app/record/practicerecord.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::waitFor;

/// What tells whether a list still holds, at the practice registry: a list says the same of itself as the overview says of it,
/// and the record's date moves with every change.
class TestOverview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<test::PracticeFixture>();
        QVERIFY(m_fixture->start());
        m_record = std::make_unique<test::PracticeRecord>(*m_fixture);
        const QString token = m_record->exchangeToken();
        QVERIFY(!token.isEmpty());
        m_http = std::make_unique<http::HttpClient>(m_trace);
        m_exchanger = std::make_unique<exchange::Exchanger>(*m_http, m_clock);
        m_session = std::make_unique<exchange::DelegatedSession>(*m_exchanger, *m_http, m_clock);
        m_client = std::make_unique<RecordClient>(*m_session);
        const auto &info = m_fixture->registry.info();
        test::PracticeRecord::begin(*m_session, m_clock, info.issuer, QUrl(info.api), token);
    }
    void cleanup()
    {
        m_client.reset();
        m_session.reset();
        m_exchanger.reset();
        m_http.reset();
        m_record.reset();
        m_fixture.reset();
    }

    void listsAgree()
    {
        const auto overview = waitFor(m_client->readOverview());
        QVERIFY(overview);
        int dated = 0;
        for (const orcid::Section &section : orcid::allSections()) {
            const auto content = waitFor(m_client->readSection(section.key));
            QVERIFY2(content, qPrintable(section.key));
            const SectionState own { content->changedMs, int(content->items.size()) };
            const SectionState said = overview->sections.value(section.key);
            QVERIFY2(own == said, qPrintable(u"%1: %2 %3 and %4 %5"_s.arg(section.key).arg(own.changedMs).arg(own.count).arg(said.changedMs).arg(said.count)));
            dated += own.changedMs > 0;
        }
        QVERIFY(dated > 3);
    }

    void theRecordsDateMovesWithEveryChange()
    {
        const auto before = waitFor(m_client->readLastModified());
        QVERIFY(before);
        QVERIFY(before->isValid());
        QCOMPARE(*waitFor(m_client->readLastModified()), *before);
        QTest::qWait(2); // dates are in milliseconds
        const auto added = waitFor(m_client->add(u"keywords"_s, test::PracticeRecord::keyword(u"spring tides"_s)));
        QVERIFY(added);
        const auto afterAdding = waitFor(m_client->readLastModified());
        QVERIFY(*afterAdding > *before);
        QTest::qWait(2);
        QVERIFY(waitFor(m_client->remove(u"keywords"_s, added->putCode)));
        QVERIFY(*waitFor(m_client->readLastModified()) > *afterAdding);
    }

private:
    std::unique_ptr<test::PracticeFixture> m_fixture;
    std::unique_ptr<test::PracticeRecord> m_record;
    SystemClock m_clock;
    http::Trace m_trace;
    std::unique_ptr<http::HttpClient> m_http;
    std::unique_ptr<exchange::Exchanger> m_exchanger;
    std::unique_ptr<exchange::DelegatedSession> m_session;
    std::unique_ptr<RecordClient> m_client;
};

QTEST_GUILESS_MAIN(TestOverview)
#include "tst_overview.moc"

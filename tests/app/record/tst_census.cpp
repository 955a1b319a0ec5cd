#include "app/record/census.h"
#include "tests/app/practice/fixture.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;

/// Sofia's works, counted with the original client's own token at a running practice registry.
class TestCensus : public QObject {
    Q_OBJECT

    PracticeFixture m_registry;
    http::Trace m_trace;
    http::HttpClient m_http { m_trace };
    orcid::Environment m_environment;

    Result<record::WorksCensus> count(const QString &token, const QString &second)
    {
        const auto counted = record::countWorks(m_http, m_environment, sofia, Secret::fromString(token), northbridge, second);
        return QTest::qWaitFor([&counted] { return counted.isFinished(); }, 20'000) ? counted.result() : Result<record::WorksCensus>(fail({}));
    }

    QString tokenWith(const QString &scope) { return m_registry.signIn(northbridge, sofia, scope).value(u"access_token").toString(); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_registry.start());
        m_environment = orcid::Environment::practice(m_registry.registry.info().issuer, QUrl(m_registry.registry.info().api));
    }

    void whatThePartnerCouldNotChange()
    {
        const QString token = tokenWith(u"openid /read-limited /activities/update"_s);
        const auto forPartner = count(token, openGrants), forStranger = count(token, meridian), forAnybody = count(token, {});
        QVERIFY(forPartner && forStranger && forAnybody);
        QCOMPARE(forPartner->works, 13); // one of her 14 is private
        QVERIFY(forPartner->ofOthers < 13 && forPartner->ofOthers > 0);
        QCOMPARE(forStranger->ofOthers, 13); // it wrote nothing here
        QVERIFY(forAnybody->ofOthers <= forPartner->ofOthers);

        // What the original client adds without a partner is not the partner's either.
        const QByteArray work = R"({"title":{"title":{"value":"Added without a partner"}},"type":"journal-article",
            "external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/census","external-id-relationship":"self"}]}})";
        const auto added = m_registry.send("POST", u"/v3.0/"_s + sofia + u"/work"_s, work,
            { { u"Authorization"_s, u"Bearer "_s + token }, { u"Content-Type"_s, u"application/json"_s } });
        QCOMPARE(added.status, 201);
        const auto after = count(token, openGrants);
        QVERIFY(after);
        QCOMPARE(after->works, 14);
        QCOMPARE(after->ofOthers, forPartner->ofOthers + 1);
    }

    void aTokenThatMayNotReadCountsNothing()
    {
        const auto refused = count(u"00000000-0000-4000-8000-000000000000"_s, openGrants);
        QVERIFY(!refused);
        QVERIFY(!refused.error().what.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCensus)
#include "tst_census.moc"

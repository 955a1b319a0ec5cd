#include "app/clients/grants.h"
#include "tests/app/handover/fixture.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::clients;

class tst_Grants : public QObject {
    Q_OBJECT

    static Grant grant(const QString &orcid, int day)
    {
        Grant grant;
        grant.environmentId = u"practice"_s;
        grant.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
        grant.orcid = orcid;
        grant.researcher = u"Lars Petter Nygård"_s;
        grant.scopes = { u"/read-limited"_s, u"/activities/update"_s };
        grant.givenAt = QDateTime(QDate(2026, 11, day), QTime(16, 5), Qt::UTC);
        grant.accessToken = Secret(QByteArrayView("access"));
        grant.refreshToken = Secret(QByteArrayView("refresh"));
        return grant;
    }

private Q_SLOTS:
    void keptUntilTheyEnd()
    {
        handover::test::OpenVault open;
        QVERIFY(open.open());
        Grants grants(open.vault);
        QSignalSpy changed(&grants, &Grants::changed);
        QVERIFY(grants.add(grant(u"a"_s, 2)));
        QVERIFY(grants.add(grant(u"a"_s, 12)));
        QVERIFY(grants.add(grant(u"b"_s, 3)));
        QCOMPARE(changed.size(), 3);
        const auto held = grants.grants(u"practice"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"a"_s);
        QCOMPARE(held.size(), 2);
        QCOMPARE(held.first().givenAt.date().day(), 12);
        QVERIFY(!held.first().id.isEmpty() && held.first().id != held.last().id);
        QVERIFY(grants.grants(u"sandbox"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"a"_s).isEmpty());
        QVERIFY(grants.grants(u"practice"_s, u"APP-OG55T1ZR8K3CV7QD"_s, u"a"_s).isEmpty());
        QVERIFY(grants.end(held.first().id, Grant::State::Revoked, held.first().givenAt.addDays(1)));
        QCOMPARE(grants.end(u"other"_s, Grant::State::Revoked, {}).error().code, u"grant.unknown"_s);
        const Grants again(open.vault);
        const auto after = again.grants(u"practice"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"a"_s);
        QVERIFY(after.first().state == Grant::State::Revoked && after.last().state == Grant::State::Counts);
        QVERIFY(after.first().accessToken.isEmpty() && after.first().refreshToken.isEmpty());
        QVERIFY(after.last().accessToken == Secret(QByteArrayView("access")));
        QCOMPARE(after.first().endedAt, held.first().givenAt.addDays(1));
        QCOMPARE(after.first().scopes, held.first().scopes);
        QCOMPARE(after.first().researcher, u"Lars Petter Nygård"_s);
    }

    void oneEnvironmentIsForgotten()
    {
        handover::test::OpenVault open;
        QVERIFY(open.open());
        Grants grants(open.vault);
        Grant real = grant(u"a"_s, 2);
        real.environmentId = u"sandbox"_s;
        QVERIFY(grants.add(real));
        QVERIFY(grants.add(grant(u"a"_s, 2)));
        QVERIFY(grants.forget(u"practice"_s));
        QVERIFY(grants.grants(u"practice"_s, real.clientId, u"a"_s).isEmpty());
        QCOMPARE(Grants(open.vault).grants(u"sandbox"_s, real.clientId, u"a"_s).size(), 1);
        QCOMPARE(open.vault.list(u"grant"_s)->size(), 1);
    }

    void lockedOrIncomplete()
    {
        handover::test::OpenVault open;
        QVERIFY(open.open());
        Grants grants(open.vault);
        QCOMPARE(grants.add({}).error().code, u"grant.incomplete"_s);
        QVERIFY(grants.add(grant(u"a"_s, 2)));
        open.vault.lock();
        QVERIFY(grants.grants(u"practice"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"a"_s).isEmpty());
        QCOMPARE(grants.add(grant(u"b"_s, 2)).error().code, u"vault.locked"_s);
    }
};

QTEST_GUILESS_MAIN(tst_Grants)
#include "tst_grants.moc"

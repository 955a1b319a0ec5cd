#include "app/desk/desk.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace Qt::StringLiterals;

/// One desk with its own practice registry.
class TestDesk : public QObject {
    Q_OBJECT

    QTemporaryDir m_profile;
    std::unique_ptr<desk::Desk> m_desk;

    static constexpr auto client = "APP-NB7K2QX4M0T9W6RA", orcid = "0000-0002-9227-8514";

    qsizetype granted(const QString &environmentId) const
    {
        return m_desk->grants.grants(environmentId, QString::fromLatin1(client), QString::fromLatin1(orcid)).size();
    }

    bool grant()
    {
        for (const QString &environmentId : { u"practice"_s, u"sandbox"_s }) {
            clients::Grant grant;
            grant.environmentId = environmentId;
            grant.clientId = QString::fromLatin1(client);
            grant.orcid = QString::fromLatin1(orcid);
            grant.scopes = { u"/read-limited"_s };
            grant.givenAt = m_desk->clock.now();
            if (granted(environmentId) == 0 && !m_desk->grants.add(grant))
                return false;
        }
        return granted(u"practice"_s) == 1 && granted(u"sandbox"_s) == 1;
    }

    clients::ClientProfile profile() const { return m_desk->clients.find(u"practice"_s, QString::fromLatin1(client)); }

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<desk::Desk>(m_profile.path());
        QSignalSpy ready(m_desk.get(), &desk::Desk::practiceReady);
        practice::Options options;
        options.port = 0;
        m_desk->startPractice(options);
        QVERIFY(m_desk->vault.openForThisSession());
        QVERIFY(ready.wait(20'000));
    }

    void cleanup() { m_desk.reset(); }

    // The registry tells of all its clients whenever anything about them or its clock changes.
    void whatWasSeenOfAPracticeClientStays()
    {
        using Profile = clients::ClientProfile;
        QCOMPARE(profile().redirect, Profile::RedirectState::NotTried);
        m_desk->clients.noteRedirect(u"practice"_s, QString::fromLatin1(client), Profile::RedirectState::CameBack);
        m_desk->clients.noteDelegation(u"practice"_s, QString::fromLatin1(client), Profile::Delegation::Enabled);
        QSignalSpy changed(&m_desk->registry, &practice::Registry::infoChanged);
        m_desk->registry.advanceClock(std::chrono::hours(1));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(profile().redirect, Profile::RedirectState::CameBack);
        QCOMPARE(profile().delegation, Profile::Delegation::Enabled);
        QVERIFY(!profile().secret.isEmpty());
    }

    void permissionsOfThePracticeRegistryEndWithWhatGaveThem()
    {
        practice::Registry &registry = m_desk->registry;
        QVERIFY(grant());
        const QByteArray saved = registry.saveState();

        QSignalSpy changed(&registry, &practice::Registry::infoChanged);
        registry.advanceClock(std::chrono::hours(1));
        QVERIFY(registry.addResearcher(u"Mei"_s, u"Tanaka"_s, u"public"_s));
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(granted(u"practice"_s), 1);

        registry.reset();
        QTRY_COMPARE(granted(u"practice"_s), 0);
        QCOMPARE(granted(u"sandbox"_s), 1);

        QVERIFY(grant());
        QVERIFY(registry.loadState(saved));
        QTRY_COMPARE(granted(u"practice"_s), 0);
        QCOMPARE(granted(u"sandbox"_s), 1);

        QVERIFY(grant());
        QVERIFY(!registry.loadState("{}"));
        changed.clear();
        registry.resetClock();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(granted(u"practice"_s), 1);
    }
};

QTEST_GUILESS_MAIN(TestDesk)
#include "tst_desk.moc"

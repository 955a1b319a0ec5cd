#include "app/clients/clientstore.h"
#include "tests/support/scriptedkeychain.h"

#include <QtTest/QtTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using clients::ClientProfile;
using clients::ClientStore;
using vault::Vault;

namespace {

ClientProfile profile(const QString &name, const QString &id = u"APP-NB7K2QX4M0T9W6RA"_s, const QString &environment = u"sandbox"_s)
{
    ClientProfile p;
    p.environmentId = environment;
    p.name = name;
    p.clientId = id;
    p.secret = Secret::fromString(u"CANARY-secret-9277"_s);
    p.redirectUris = { u"http://127.0.0.1:9761/callback"_s, u"https://example.org/cb?x=1"_s };
    return p;
}

} // namespace

class ClientStoreTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void storesAndFinds();
    void survivesRestartAndLocking();
    void sortedByName();
    void environmentsStayApart();
    void refusesBadProfiles_data();
    void refusesBadProfiles();
    void practiceClientsAreOnlyInMemory();
    void notes();
    void S14_secretIsOnlyInTheVault();
    void lockedVault();

private:
    std::unique_ptr<Vault> opened()
    {
        auto vault = std::make_unique<Vault>(m_dir->filePath(u"p"_s), std::make_unique<ScriptedKeychain>(m_drawer));
        vault->open();
        [&] { QTRY_VERIFY(vault->isOpen()); }();
        return vault;
    }
    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<ScriptedKeychain::Drawer> m_drawer;
};

void ClientStoreTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_drawer = std::make_shared<ScriptedKeychain::Drawer>();
}

void ClientStoreTest::storesAndFinds()
{
    auto vault = opened();
    ClientStore store(*vault);
    QSignalSpy changed(&store, &ClientStore::changed);
    QVERIFY(store.save(profile(u"Northbridge University"_s)));
    QCOMPARE(changed.size(), 1);
    const ClientProfile found = store.find(u"sandbox"_s, u"APP-NB7K2QX4M0T9W6RA"_s);
    QCOMPARE(found.name, u"Northbridge University"_s);
    QCOMPARE(found.secret, profile({}).secret);
    QCOMPARE(found.redirectUris, profile({}).redirectUris);
    QVERIFY(store.find(u"sandbox"_s, u"APP-0000000000000000"_s).isNull());
    QVERIFY(store.find(u"production"_s, u"APP-NB7K2QX4M0T9W6RA"_s).isNull());
    QVERIFY(store.remove(u"sandbox"_s, u"APP-NB7K2QX4M0T9W6RA"_s));
    QVERIFY(store.clients(u"sandbox"_s).isEmpty());
}

void ClientStoreTest::survivesRestartAndLocking()
{
    ClientProfile p = profile(u"A"_s);
    p.note = u"member"_s;
    p.gives = false;
    p.delegation = ClientProfile::Delegation::NotEnabled;
    p.redirect = ClientProfile::RedirectState::CameBack;
    {
        auto vault = opened();
        ClientStore store(*vault);
        QVERIFY(store.save(p));
        vault->lock();
        QVERIFY(store.clients(u"sandbox"_s).isEmpty());
        vault->open();
        QTRY_COMPARE(store.clients(u"sandbox"_s).size(), 1);
    }
    auto vault = opened();
    ClientStore store(*vault);
    const ClientProfile found = store.find(p.environmentId, p.clientId);
    QCOMPARE(found.note, p.note);
    QCOMPARE(found.gives, false);
    QCOMPARE(found.receives, true);
    QCOMPARE(found.delegation, p.delegation);
    QCOMPARE(found.redirect, p.redirect);
}

void ClientStoreTest::sortedByName()
{
    auto vault = opened();
    ClientStore store(*vault);
    int n = 0;
    for (const QString &name : { u"Zeta"_s, u"Alpha"_s, u"Mid"_s })
        QVERIFY(store.save(profile(name, u"APP-000000000000000%1"_s.arg(n++))));
    QStringList names;
    for (const ClientProfile &p : store.clients(u"sandbox"_s))
        names << p.name;
    QCOMPARE(names, (QStringList { u"Alpha"_s, u"Mid"_s, u"Zeta"_s }));
}

void ClientStoreTest::environmentsStayApart()
{
    auto vault = opened();
    ClientStore store(*vault);
    QVERIFY(store.save(profile(u"Sandbox one"_s)));
    QVERIFY(store.save(profile(u"Production one"_s, u"APP-NB7K2QX4M0T9W6RA"_s, u"production"_s)));
    QCOMPARE(store.clients(u"sandbox"_s).size(), 1);
    QCOMPARE(store.find(u"production"_s, u"APP-NB7K2QX4M0T9W6RA"_s).name, u"Production one"_s);
    QVERIFY(store.remove(u"sandbox"_s, u"APP-NB7K2QX4M0T9W6RA"_s));
    QCOMPARE(store.clients(u"production"_s).size(), 1);
}

void ClientStoreTest::refusesBadProfiles_data()
{
    QTest::addColumn<ClientProfile>("bad");
    QTest::addColumn<QString>("code");
    const auto id = [](const QString &text) { return profile(u"N"_s, text); };
    QTest::newRow("no id") << id({}) << u"client.id"_s;
    QTest::newRow("short") << id(u"APP-123"_s) << u"client.id"_s;
    QTest::newRow("lower case") << id(u"APP-nb7k2qx4m0t9w6ra"_s) << u"client.id"_s;
    QTest::newRow("line break at the end") << id(u"APP-NB7K2QX4M0T9W6RA\n"_s) << u"client.id"_s;
    QTest::newRow("spaces, custom") << profile(u"N"_s, u"my client"_s, u"custom"_s) << u"client.id"_s;
    QTest::newRow("no environment") << profile(u"N"_s, u"APP-NB7K2QX4M0T9W6RA"_s, {}) << u"client.id"_s;
    QTest::newRow("no name") << profile(u"  "_s) << u"client.name"_s;
    const auto uri = [](const QStringList &list) {
        ClientProfile p = profile(u"N"_s);
        p.redirectUris = list;
        return p;
    };
    QTest::newRow("no redirect") << uri({}) << u"client.redirect"_s;
    QTest::newRow("javascript") << uri({ u"javascript:alert(1)"_s }) << u"client.redirect"_s;
    QTest::newRow("fragment") << uri({ u"https://example.org/cb#x"_s }) << u"client.redirect"_s;
    QTest::newRow("user info") << uri({ u"https://a:b@example.org/cb"_s }) << u"client.redirect"_s;
    QTest::newRow("relative") << uri({ u"/callback"_s }) << u"client.redirect"_s;
}

void ClientStoreTest::refusesBadProfiles()
{
    QFETCH(ClientProfile, bad);
    QFETCH(QString, code);
    auto vault = opened();
    ClientStore store(*vault);
    const auto saved = store.save(bad);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, code);
    QVERIFY(!saved.error().next.isEmpty());
    QVERIFY(vault->list(u"client"_s)->isEmpty());
}

void ClientStoreTest::practiceClientsAreOnlyInMemory()
{
    auto vault = opened();
    ClientStore store(*vault);
    ClientProfile second = profile(u"A second"_s, u"APP-0000000000000002"_s, u"practice"_s);
    second.gives = false;
    const ClientProfile original = profile(u"Z original"_s, u"APP-0000000000000001"_s, u"practice"_s);
    store.setPracticeClients({ second, original });
    QCOMPARE(store.clients(u"practice"_s).size(), 2);
    QCOMPARE(store.clients(u"practice"_s).first().name, u"Z original"_s);
    store.noteDelegation(u"practice"_s, second.clientId, ClientProfile::Delegation::Enabled);
    QCOMPARE(store.find(u"practice"_s, second.clientId).delegation, ClientProfile::Delegation::Enabled);
    QVERIFY(store.save(profile(u"Third"_s, u"APP-0000000000000003"_s, u"practice"_s)));
    QCOMPARE(store.clients(u"practice"_s).size(), 3);
    QVERIFY(store.remove(u"practice"_s, second.clientId));
    QCOMPARE(store.clients(u"practice"_s).size(), 2);
    QVERIFY(vault->list(u"client"_s)->isEmpty());
    vault->lock();
    QCOMPARE(store.clients(u"practice"_s).size(), 2);
    QVERIFY(store.clients(u"sandbox"_s).isEmpty());
}

void ClientStoreTest::notes()
{
    auto vault = opened();
    ClientStore store(*vault);
    const ClientProfile p = profile(u"N"_s);
    QVERIFY(store.save(p));
    QSignalSpy changed(&store, &ClientStore::changed);
    store.noteDelegation(p.environmentId, p.clientId, ClientProfile::Delegation::Enabled);
    store.noteDelegation(p.environmentId, p.clientId, ClientProfile::Delegation::Enabled);
    store.noteRedirect(p.environmentId, p.clientId, ClientProfile::RedirectState::Refused);
    store.noteRedirect(p.environmentId, u"APP-0000000000000000"_s, ClientProfile::RedirectState::Refused);
    QCOMPARE(changed.size(), 2);
    ClientStore again(*vault);
    QCOMPARE(again.find(p.environmentId, p.clientId).delegation, ClientProfile::Delegation::Enabled);
    QCOMPARE(again.find(p.environmentId, p.clientId).redirect, ClientProfile::RedirectState::Refused);
    QCOMPARE(again.find(p.environmentId, p.clientId).secret, p.secret);
}

void ClientStoreTest::S14_secretIsOnlyInTheVault()
{
    auto vault = opened();
    ClientStore store(*vault);
    QVERIFY(store.save(profile(u"N"_s)));
    QDirIterator files(m_dir->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("CANARY"));
    }
}

void ClientStoreTest::lockedVault()
{
    Vault vault(m_dir->filePath(u"p"_s), std::make_unique<ScriptedKeychain>(m_drawer));
    ClientStore store(vault);
    const auto saved = store.save(profile(u"N"_s));
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, u"vault.locked"_s);
    vault.open();
    QTRY_VERIFY(vault.isOpen());
    QVERIFY(store.save(profile(u"N"_s)));
}

QTEST_GUILESS_MAIN(ClientStoreTest)
#include "tst_clientstore.moc"

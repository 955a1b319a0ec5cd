#include "app/vault/vault.h"
#include "tests/support/scriptedkeychain.h"

#include <QtSql/QSqlDatabase>
#include <QtSql/QSqlQuery>
#include <QtTest/QtTest>

#include <csignal>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using vault::Vault;

namespace {

const Secret phrase = Secret::fromString(u"correct horse battery"_s);
constexpr auto privateFile = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;

} // namespace

class VaultDiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void S47_filesArePrivate();
    void G7_noPlaintextOnDisk();
    void damagedDocumentLeavesTheOthers();
    void rowsCannotBeSwapped();
    void corruptFileIsSetAside_data();
    void corruptFileIsSetAside();
    void readOnlyFolderIsNamed();
    void G5_killedWriterLeavesAReadableStore();
    void backupAndRestore();
    void restoreRefusesOtherFiles();
    void forgetEverything();
    void S47_largeFilesAreSealedAndGoWithTheVault();
    void countsNeedNoKey();
    void connectionsAreRemoved();

private:
    std::unique_ptr<Vault> opened()
    {
        auto vault = std::make_unique<Vault>(path(), std::make_unique<ScriptedKeychain>(m_drawer));
        vault->open();
        [&] { QTRY_VERIFY(vault->state() != Vault::State::AskingKeychain); }();
        return vault;
    }
    QString path(const QString &file = {}) const { return m_dir->path() + u"/deep/profile"_s + file; }
    void sql(const QString &statement)
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
            database.setDatabaseName(path(u"/vault.sqlite"_s));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(statement));
        }
        QSqlDatabase::removeDatabase(u"test"_s);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::shared_ptr<ScriptedKeychain::Drawer> m_drawer;
};

void VaultDiskTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_drawer = std::make_shared<ScriptedKeychain::Drawer>();
}

void VaultDiskTest::S47_filesArePrivate()
{
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"a"_s, 1 } }));
    QCOMPARE(QFile::permissions(path()), privateFile | QFile::ExeOwner | QFile::ExeUser);
    for (const QString &file : { u"/vault.sqlite"_s, u"/vault.sqlite-wal"_s, u"/vault.sqlite-shm"_s, u"/vault.json"_s }) {
        QVERIFY2(QFile::exists(path(file)), qPrintable(file));
        QCOMPARE(QFile::permissions(path(file)), privateFile);
    }
}

void VaultDiskTest::G7_noPlaintextOnDisk()
{
    const QByteArray canary = "CANARY-3f9a-plain";
    auto vault = opened();
    for (int n = 0; n < 50; ++n)
        QVERIFY(vault->put(u"client"_s, QString::number(n), { { u"secret"_s, QString::fromLatin1(canary) } }));
    QVERIFY(vault->remove(u"client"_s, u"7"_s));
    const auto search = [&] {
        QDirIterator files(m_dir->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        int seen = 0;
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++seen;
            for (const QByteArray &form : { canary, canary.toBase64().left(20), canary.toHex(), m_drawer->entries.begin()->reveal(),
                     m_drawer->entries.begin()->reveal().toHex() })
                QVERIFY2(!bytes.contains(form), qPrintable(file.fileName()));
        }
        QVERIFY(seen >= 2);
    };
    search();
    vault.reset();
    search();
}

void VaultDiskTest::damagedDocumentLeavesTheOthers()
{
    {
        auto vault = opened();
        for (int n = 0; n < 5; ++n)
            QVERIFY(vault->put(u"k"_s, QString::number(n), { { u"n"_s, n } }));
    }
    sql(u"UPDATE documents SET sealed = substr(sealed, 1, length(sealed) - 1) || x'00' WHERE id = '2'"_s);
    sql(u"UPDATE documents SET sealed = x'' WHERE id = '3'"_s);
    auto vault = opened();
    QVERIFY(vault->isOpen());
    const auto damaged = vault->get(u"k"_s, u"2"_s);
    QVERIFY(!damaged);
    QCOMPARE(damaged.error().code, u"vault.damaged"_s);
    QCOMPARE(vault->list(u"k"_s)->size(), 3);
    QCOMPARE(*vault->damaged(u"k"_s), (QStringList { u"2"_s, u"3"_s }));
    QVERIFY(vault->put(u"k"_s, u"2"_s, { { u"n"_s, 22 } }));
    QCOMPARE((*vault->get(u"k"_s, u"2"_s))->content[u"n"_s].toInt(), 22);
}

void VaultDiskTest::rowsCannotBeSwapped()
{
    {
        auto vault = opened();
        QVERIFY(vault->put(u"k"_s, u"a"_s, { { u"n"_s, 1 } }));
        QVERIFY(vault->put(u"k"_s, u"b"_s, { { u"n"_s, 2 } }));
    }
    sql(u"UPDATE documents SET sealed = (SELECT sealed FROM documents WHERE id = 'b') WHERE id = 'a'"_s);
    sql(u"UPDATE documents SET version = 7 WHERE id = 'b'"_s);
    auto vault = opened();
    QCOMPARE(vault->get(u"k"_s, u"a"_s).error().code, u"vault.damaged"_s);
    QCOMPARE(vault->get(u"k"_s, u"b"_s).error().code, u"vault.damaged"_s);
}

void VaultDiskTest::corruptFileIsSetAside_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("not a database") << 0;
    QTest::newRow("overwritten in the middle") << 1;
    QTest::newRow("cut off") << 2;
}

void VaultDiskTest::corruptFileIsSetAside()
{
    QFETCH(int, kind);
    {
        auto vault = opened();
        for (int n = 0; n < 40; ++n)
            QVERIFY(vault->put(u"k"_s, QString::number(n), { { u"text"_s, QString(900, u'x') } }));
    }
    QFile file(path(u"/vault.sqlite"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    if (kind == 0) {
        file.resize(0);
        file.write(QByteArray(9000, 'n'));
    } else if (kind == 1) {
        file.seek(4096);
        file.write(QByteArray(8192, '\xA5'));
    } else {
        file.resize(file.size() / 2 / 4096 * 4096);
    }
    file.seek(0);
    const QByteArray bytes = file.readAll();
    file.close();

    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.damaged"_s);
    const QString kept = vault->error().details[u"kept"_s].toString();
    QVERIFY(kept.startsWith(path(u"/vault.sqlite.damaged-"_s)));
    QFile old(kept);
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), bytes);
    QVERIFY(vault->error().what.contains(kept));
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QCOMPARE(vault->list(u"k"_s)->size(), 0);
    QVERIFY(vault->put(u"k"_s, u"1"_s, {}));
}

void VaultDiskTest::readOnlyFolderIsNamed()
{
    QFile blocker(m_dir->path() + u"/deep"_s); // a file where the folder should be
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    auto vault = opened();
    QCOMPARE(vault->state(), Vault::State::KeychainRefused);
    QCOMPARE(vault->error().code, u"vault.store"_s);
    QVERIFY(vault->error().what.contains(path()));
    QVERIFY(vault->openForThisSession());
}

void VaultDiskTest::G5_killedWriterLeavesAReadableStore()
{
    m_drawer->mood = vault::Keychain::Outcome::Absent;
    {
        auto vault = opened();
        const auto made = vault->createWithPassphrase(phrase);
        QTRY_VERIFY_WITH_TIMEOUT(made.isFinished(), 20'000);
        QVERIFY(made.result());
    }
    int confirmed = 0;
    for (int round = 0; round < 5; ++round) {
        QProcess writer;
        writer.start(QStringLiteral(BATON_VAULT_WRITER), { path(), phrase.revealString() });
        QVERIFY(writer.waitForReadyRead(20'000));
        const int lines = 3 + QRandomGenerator::global()->bounded(20);
        QByteArray output = writer.readAll();
        while (output.count('\n') < lines) {
            QVERIFY(writer.waitForReadyRead(20'000));
            output += writer.readAll();
        }
        QCOMPARE(::kill(pid_t(writer.processId()), SIGKILL), 0);
        QVERIFY(writer.waitForFinished());
        output += writer.readAll();
        confirmed = output.left(output.lastIndexOf('\n')).split('\n').last().toInt();
        QVERIFY(confirmed >= lines);

        auto vault = opened();
        QCOMPARE(vault->state(), Vault::State::NeedsPassphrase);
        const auto unlocked = vault->unlock(phrase);
        QTRY_VERIFY_WITH_TIMEOUT(unlocked.isFinished(), 20'000);
        QVERIFY2(unlocked.result(), qPrintable(unlocked.result() ? QString() : unlocked.result().error().what));
        QCOMPARE(vault->damaged(u"journal"_s)->size(), 0);
        const auto last = vault->get(u"journal"_s, QString::number(confirmed % 50));
        QVERIFY(last && *last);
        // The one told last is there, or one of a full circle later whose telling the kill swallowed.
        QVERIFY((*last)->content[u"n"_s].toInt() >= confirmed);
    }
}

void VaultDiskTest::backupAndRestore()
{
    const QString file = m_dir->filePath(u"baton.backup"_s);
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"text"_s, u"CANARY-before"_s } }));
    QVERIFY(vault->backUp(file));
    QCOMPARE(QFile::permissions(file), privateFile);
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    QVERIFY(!bytes.readAll().contains("CANARY"));
    QCOMPARE(QDir(path()).entryList({ u"backup-*"_s }).size(), 0);
    QVERIFY(vault->put(u"k"_s, u"1"_s, { { u"text"_s, u"after"_s } }));
    QVERIFY(vault->put(u"k"_s, u"2"_s, {}));
    QVERIFY(vault->restore(file));
    QCOMPARE(vault->state(), Vault::State::Closed);
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QCOMPARE(vault->list(u"k"_s)->size(), 1);
    QCOMPARE(vault->list(u"k"_s)->first().content[u"text"_s].toString(), u"CANARY-before"_s);
    QCOMPARE(QDir(path()).entryList({ u"vault.sqlite.replaced-*"_s }).size(), 1);
    QVERIFY(vault->backUp(file)); // over the old one
}

void VaultDiskTest::restoreRefusesOtherFiles()
{
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"1"_s, {}));
    QFile other(m_dir->filePath(u"other"_s));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(5000, 'x'));
    other.close();
    for (const QString &file : { other.fileName(), m_dir->path(), m_dir->filePath(u"none"_s), path(u"/vault.sqlite"_s), path(u"/vault.json"_s) }) {
        const auto restored = vault->restore(file);
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, u"vault.backup"_s);
        QVERIFY(vault->isOpen());
        QCOMPARE(vault->list(u"k"_s)->size(), 1);
    }
    QVERIFY(!QFile::exists(m_dir->filePath(u"none"_s)));
}

void VaultDiskTest::forgetEverything()
{
    auto vault = opened();
    QVERIFY(vault->put(u"k"_s, u"1"_s, {}));
    // What restoring and damage left beside it is somebody's vault as well; what is not Baton's stays.
    const QStringList older { u"/vault.sqlite.replaced-20261126-101112-123"_s, u"/vault.sqlite-wal.replaced-20261126-101112-123"_s,
        u"/vault.json.replaced-20261126-101112-123"_s, u"/vault.sqlite.damaged-20261126-101112"_s, u"/vault.sqlite.damaged-20261126-101112-2"_s,
        u"/vault.sqlite.damaged-20261126-101112-wal"_s };
    for (const QString &name : older + QStringList { u"/my notes.replaced-1.txt"_s }) {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a copy") > 0);
    }
    QVERIFY(vault->startAnew()); // only begins anew
    for (const QString &name : older)
        QVERIFY2(QFile::exists(path(name)), qPrintable(name));
    QVERIFY(!QFile::exists(path(u"/vault.sqlite"_s)));
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QVERIFY(vault->forgetEverything());
    QVERIFY(QFile::exists(path(u"/my notes.replaced-1.txt"_s)));
    QCOMPARE(vault->state(), Vault::State::Closed);
    QTRY_VERIFY(m_drawer->entries.isEmpty());
    QVERIFY(QDir(path()).entryList({ u"vault.sqlite*"_s, u"vault.json*"_s }).isEmpty());
    vault->open();
    QTRY_COMPARE(vault->state(), Vault::State::Open);
    QVERIFY(vault->isNew());
    QCOMPARE(vault->list(u"k"_s)->size(), 0);
}

void VaultDiskTest::S47_largeFilesAreSealedAndGoWithTheVault()
{
    const QByteArray plain(300'000, 'p');
    const QString file = path(u"/files/list/works.sealed"_s);
    auto vault = opened();
    const auto files = vault->files();
    QVERIFY(files);
    QVERIFY(files->write(u"list/works"_s, plain));
    QCOMPARE(*files->read(u"list/works"_s), plain);
    QCOMPARE(QFile::permissions(file), privateFile);
    QCOMPARE(QFile::permissions(path(u"/files/list"_s)), privateFile | QFile::ExeOwner | QFile::ExeUser);
    QFile sealed(file);
    QVERIFY(sealed.open(QIODevice::ReadOnly) && !sealed.readAll().contains("pppp"));
    // Bound to its name, and to names of our own.
    QVERIFY(QFile::copy(file, path(u"/files/list/other.sealed"_s)));
    QCOMPARE(files->read(u"list/other"_s).error().code, u"vault.damaged"_s);
    for (const QString &name : { u"../x"_s, u"list/../x"_s, u"a/b/c"_s, u"/x"_s, u"x\n"_s, QString() })
        QCOMPARE(files->write(name, plain).error().code, u"vault.store"_s);
    QCOMPARE(files->read(u"list/none"_s).error().code, u"vault.nothing"_s);
    QVERIFY(files->remove(u"list/works"_s) && !files->has(u"list/works"_s));

    QVERIFY(files->write(u"list/works"_s, plain));
    vault->lock();
    QCOMPARE(vault->files().error().code, u"vault.locked"_s);
    QVERIFY(QFile::exists(file));
    vault->open();
    QTRY_VERIFY(vault->isOpen());
    QCOMPARE(*vault->files()->read(u"list/works"_s), plain);
    QVERIFY(vault->backUp(m_dir->path() + u"/backup"_s));
    QVERIFY(vault->restore(m_dir->path() + u"/backup"_s));
    QVERIFY(!QFile::exists(file));
    vault->open();
    QTRY_VERIFY(vault->isOpen());
    QVERIFY(vault->files()->write(u"list/works"_s, plain));
    QVERIFY(vault->forgetEverything());
    QVERIFY(!QFile::exists(path(u"/files"_s)));
}

void VaultDiskTest::countsNeedNoKey()
{
    {
        auto vault = opened();
        for (int n = 0; n < 3; ++n)
            QVERIFY(vault->put(u"client"_s, QString::number(n), {}));
        QVERIFY(vault->put(u"partner"_s, u"1"_s, {}));
    }
    Vault vault(path(), std::make_unique<ScriptedKeychain>(m_drawer));
    QCOMPARE(vault.counts(), (QHash<QString, int> { { u"client"_s, 3 }, { u"partner"_s, 1 } }));
    Vault none(m_dir->filePath(u"none"_s), std::make_unique<ScriptedKeychain>(m_drawer));
    QVERIFY(none.counts().isEmpty());
    QVERIFY(!none.backUp(m_dir->filePath(u"b"_s)));
}

void VaultDiskTest::connectionsAreRemoved()
{
    const auto before = QSqlDatabase::connectionNames();
    {
        auto one = opened();
        m_drawer->mood = vault::Keychain::Outcome::Absent;
        Vault two(m_dir->path() + u"/two"_s, std::make_unique<ScriptedKeychain>(m_drawer));
        two.open();
        QTRY_COMPARE(two.state(), Vault::State::NeedsChoice);
        QVERIFY(two.openForThisSession());
        QCOMPARE(QSqlDatabase::connectionNames().size(), before.size() + 2);
    }
    QCOMPARE(QSqlDatabase::connectionNames(), before);
}

QTEST_GUILESS_MAIN(VaultDiskTest)
#include "tst_vaultdisk.moc"

#include "app/record/recordcache.h"
#include "tests/app/record/writerdesk.h"

#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using test::FakeRecord;
using test::waitFor;

namespace {

struct Kept {
    FakeRecord record;
    test::WriterDesk desk { record };
    RecordCache cache { *desk.vault, record.client, record.session };

    Kept()
    {
        record.modified = 1'000;
        record.begin();
    }
    Result<SectionContent> readWorks() { return waitFor(record.client.readSection(u"works"_s)); }
    std::optional<SectionContent> kept(const QString &section = u"works"_s) { return waitFor(cache.read(section)); }
    QString folder() const { return desk.folder.filePath(u"profile/files"_s); }
    QStringList files() const
    {
        QStringList out;
        QDirIterator it(folder(), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            out += it.next();
        return out;
    }
    void overview()
    {
        const auto now = waitFor(record.client.readOverview());
        const auto modified = waitFor(record.client.readLastModified());
        cache.setAbout({ u"Sofia"_s, *modified, *now });
    }
};

} // namespace

/// What was read of a record is there again at once, sealed, and never passes for more than it is.
class TestRecordCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatWasReadIsThereAgain()
    {
        Kept k;
        QVERIFY(!k.kept());
        QVERIFY(!k.cache.about());
        const auto read = k.readWorks();
        QVERIFY(read);
        k.overview();
        int early = 0;
        const auto kept = waitFor(k.cache.read(u"works"_s, [&](const QList<Item> &items) { early += int(items.size()); }));
        QVERIFY(kept);
        QCOMPARE(kept->items.size(), 14);
        for (int i = 0; i < 14; ++i)
            QCOMPARE(withJson(kept->items.at(i)).json, read->items.at(i).json);
        QCOMPARE(kept->readAt, read->readAt);
        QTRY_COMPARE(early, 14);
        QVERIFY(!k.kept(u"fundings"_s));
        QCOMPARE(k.cache.about()->name, u"Sofia"_s);
        QCOMPARE(k.cache.about()->overview.counts().value(u"works"_s), 14);

        // Another start of Baton finds it too.
        RecordCache again(*k.desk.vault, k.record.client, k.record.session);
        QVERIFY(again.has(u"works"_s));
        QCOMPARE(waitFor(again.read(u"works"_s))->items.size(), 14);
        QCOMPARE(again.about()->lastModified, QDateTime::fromMSecsSinceEpoch(1'000, Qt::UTC));
    }

    void sealedOnDisk()
    {
        Kept k;
        QVERIFY(k.readWorks());
        k.overview();
        QTRY_VERIFY(k.files().size() >= 2);
        for (const QString &path : k.files()) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            QVERIFY(!bytes.contains("Tidal") && !bytes.contains("Sofia") && !bytes.contains("read_at"));
            QVERIFY(!path.contains(u"0000-0002"_s));
            QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
        }
    }

    void swappedOrDamagedFilesAreNothing()
    {
        Kept k;
        QVERIFY(k.readWorks());
        QVERIFY(waitFor(k.record.client.readSection(u"employments"_s)));
        QVERIFY(k.kept(u"employments"_s));
        QString works, employments;
        for (const QString &path : k.files()) {
            if (path.endsWith(u"/works.sealed"_s))
                works = path;
            if (path.endsWith(u"/employments.sealed"_s))
                employments = path;
        }
        QVERIFY(QFile::remove(works) && QFile::copy(employments, works));
        QVERIFY(!k.kept());
        QFile file(employments);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write("x");
        file.close();
        QVERIFY(!k.kept(u"employments"_s));
    }

    void ourWritesAreInIt()
    {
        Kept k;
        const auto read = k.readWorks();
        QVERIFY(read);
        const auto before = waitFor(k.record.client.readItem(u"works"_s, 1733));
        QJsonObject content = before->json;
        content[u"short-description"_s] = u"Another"_s;
        QVERIFY(waitFor(k.record.client.update(u"works"_s, 1733, content)));
        QVERIFY(waitFor(k.record.client.remove(u"works"_s, read->items.last().putCode)));
        const auto kept = k.kept();
        QVERIFY(kept);
        QCOMPARE(kept->items.size(), 13);
        const auto changed = std::find_if(kept->items.begin(), kept->items.end(), [](const Item &item) { return item.putCode == 1733; });
        QCOMPARE(changed->json[u"short-description"_s], u"Another"_s);
        // The next reading has it all.
        QVERIFY(k.readWorks());
        QCOMPARE(k.kept()->items.size(), 13);
        QVERIFY(k.files().filter(u"writes"_s).isEmpty());
    }

    void whatChangedIsForgotten()
    {
        Kept k;
        QVERIFY(k.readWorks());
        k.overview();
        QVERIFY(k.cache.has(u"works"_s));
        // Somebody else deletes one that is not the latest: no date of the list moves, its number does.
        k.record.items.remove(k.record.items.firstKey());
        k.record.modified = 2'000;
        k.overview();
        QVERIFY(!k.cache.has(u"works"_s));
        QVERIFY(!k.kept());
    }

    void ofOneDelegationOnly()
    {
        Kept k;
        QVERIFY(k.readWorks());
        k.overview();
        QVERIFY(k.cache.has(u"works"_s));
        exchange::Delegation other = k.record.session.delegation();
        const exchange::DelegatedToken token = k.record.session.token();
        other.originalClientId = u"APP-ANOTHERCLIENT000"_s;
        k.record.session.begin(other, token);
        QVERIFY(!k.cache.has(u"works"_s));
        QVERIFY(!k.cache.about());
        k.record.session.end();
        QVERIFY(!k.cache.has(u"works"_s));
        k.record.begin();
        QVERIFY(k.cache.has(u"works"_s));
    }

    void aWithdrawnPermissionTakesItAway()
    {
        Kept k;
        QVERIFY(k.readWorks());
        QTRY_VERIFY(!k.files().isEmpty());
        k.record.deleteOnly = true;
        QVERIFY(!k.readWorks());
        QTRY_VERIFY(k.record.client.deletesOnly());
        QTRY_VERIFY(k.files().isEmpty());
        QVERIFY(!k.cache.has(u"works"_s));
    }

    void goesWithTheVault()
    {
        Kept k;
        QVERIFY(k.readWorks());
        QTRY_VERIFY(!k.files().isEmpty());
        k.desk.vault->lock();
        QVERIFY(!k.cache.isUsable());
        QVERIFY(!k.cache.has(u"works"_s));
        QVERIFY(!k.kept());
        k.desk.vault->open();
        QTRY_VERIFY(k.desk.vault->isOpen());
        QVERIFY(k.kept());
        QVERIFY(k.desk.vault->forgetEverything());
        QVERIFY(!QFileInfo::exists(k.folder()));
        QVERIFY(k.readWorks());
        QVERIFY(!QFileInfo::exists(k.folder()));
    }

    void S47_nothingOnDiskForASession()
    {
        FakeRecord record;
        QTemporaryDir folder;
        vault::Vault vault(folder.filePath(u"profile"_s));
        QVERIFY(vault.openForThisSession());
        RecordCache cache(vault, record.client, record.session);
        record.begin();
        QVERIFY(waitFor(record.client.readSection(u"works"_s)));
        QVERIFY(!cache.isUsable());
        QVERIFY(!waitFor(cache.read(u"works"_s)));
        QVERIFY(!QFileInfo::exists(folder.filePath(u"profile/files"_s)));
    }
};

QTEST_GUILESS_MAIN(TestRecordCache)
#include "tst_recordcache.moc"

#include "app/batch/source.h"
#include "tests/app/batch/batchdesk.h"

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using batch::Batch;
using batch::Person;
using batch::Row;

/// What is kept of batches, and what makes one.
class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Kept with the batch, so that every update can be looked at before it is sent; forgotten with it.
    void whatWillBeUpdatedIsKeptForLookingAt()
    {
        BatchDesk desk;
        QVERIFY(desk.start(2));
        desk.rehearse(desk.worksCsv(2));
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.vault().counts().value(u"batch-before"_s), 0);

        desk.rehearse(desk.worksCsv(3, u" revised"_s)); // two of each change, the third is new
        QCOMPARE(desk.batch().counts().updates, 4);
        const QString id = desk.batch().id;
        desk.restart();
        desk.open(id);
        const batch::Archive archive(desk.vault());
        for (int row = 0; row < 6; ++row) {
            const auto before = archive.before(desk.batch(), row);
            QVERIFY(before);
            if (row >= 4) {
                QVERIFY(before->isEmpty());
                continue;
            }
            QCOMPARE((*before)[u"title"_s][u"title"_s][u"value"_s].toString(), BatchDesk::title(row % 2, row / 2));
            QCOMPARE((*before)[u"put-code"_s].toInteger(), desk.batch().rows.at(row).putCode);
        }
        // What is there beforehand is read anew when it is written.
        QVERIFY(desk.runner().mayStart());
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.differing(3, u" revised"_s).join(u"; "_s), QString());
        QVERIFY(desk.batches().forget(id));
        QCOMPARE(desk.vault().counts().value(u"batch-before"_s), 0);
    }

    void manyAreKeptAndForgotten()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        desk.rehearse(desk.worksCsv(2));
        const QString first = desk.batch().id;
        desk.rehearse(desk.worksCsv(1));
        const QString second = desk.batch().id;
        QCOMPARE(desk.batches().list().size(), 2);
        QCOMPARE(desk.batches().list().first().id, second);
        desk.restart();
        desk.open(first);
        QCOMPARE(desk.batch().rows.size(), 2);
        QCOMPARE(desk.batch().rows.at(1).cells.at(2), BatchDesk::title(0, 1));
        QCOMPARE(desk.batch().state, Batch::State::Ready);
        QVERIFY(desk.batches().forget(first));
        QVERIFY(!desk.batches().current());
        QCOMPARE(desk.batches().list().size(), 1);
        QCOMPARE(desk.batches().open(first).result().error().code, u"batch.unknown"_s);
        QVERIFY(desk.batches().forget(second));
        for (const char *kind : { "batch", "batch-items", "batch-states" })
            QVERIFY(desk.vault().list(QLatin1String(kind))->isEmpty());
    }

    /// Whatever was asked for last is what happens; the rest is dropped.
    void openingChangesOnesMind()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        QStringList ids;
        for (int rows = 1; rows <= 3; ++rows) {
            desk.rehearse(desk.worksCsv(rows));
            ids << desk.batch().id;
        }
        desk.restart();
        QSignalSpy opened(&desk.batches(), &batch::Batches::opened);
        const auto codeOf = [](const QFuture<Result<void>> &future) {
            return !QTest::qWaitFor([&future] { return future.isFinished(); }) ? u"never"_s : future.result() ? u"ok"_s : future.result().error().code;
        };
        // Another one.
        const auto first = desk.batches().open(ids.at(0)), second = desk.batches().open(ids.at(1));
        QVERIFY(!desk.batches().current()); // read elsewhere
        QCOMPARE(codeOf(first), u"batch.superseded"_s);
        QCOMPARE(codeOf(second), u"ok"_s);
        QCOMPARE(desk.batch().id, ids.at(1));
        QCOMPARE(opened.size(), 1);
        QCOMPARE(codeOf(desk.batches().open(ids.at(1))), u"ok"_s); // open already
        // None.
        const auto left = desk.batches().open(ids.at(2));
        desk.batches().leave();
        QCOMPARE(codeOf(left), u"batch.superseded"_s);
        QVERIFY(!desk.batches().current());
        // It is forgotten while it is read.
        const auto forgotten = desk.batches().open(ids.at(2));
        QVERIFY(desk.batches().forget(ids.at(2)));
        QCOMPARE(codeOf(forgotten), u"batch.superseded"_s);
        QVERIFY(!desk.batches().current());
        // A file, and then a batch: nothing is kept of the file.
        const auto added = desk.batches().add(desk.worksCsv(5), u"items.csv"_s, openGrants);
        const auto after = desk.batches().open(ids.at(0));
        QCOMPARE(codeOf(added), u"batch.superseded"_s);
        QCOMPARE(codeOf(after), u"ok"_s);
        QCOMPARE(desk.batches().list().size(), 2);
        // Another environment.
        desk.batches().leave();
        const auto elsewhere = desk.batches().open(ids.at(0));
        desk.batches().setEnvironment(orcid::Environment::sandbox());
        QCOMPARE(codeOf(elsewhere), u"batch.environment"_s);
        QVERIFY(!desk.batches().current());
        // The vault is locked, and the whole desk goes while one is read.
        desk.restart();
        const auto locked = desk.batches().open(ids.at(0));
        desk.vault().lock();
        QCOMPARE(codeOf(locked), u"batch.superseded"_s);
        QVERIFY(!desk.batches().current());
        desk.restart();
        (void)desk.batches().open(ids.at(0));
        desk.restart();
        desk.open(ids.at(0));
        QCOMPARE(desk.batch().rows.size(), 1);
    }

    void aBatchWithAMissingPartIsSaidToBeDamaged()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        desk.rehearse(desk.worksCsv(30)); // two parts of states
        const QString id = desk.batch().id;
        QVERIFY(desk.vault().remove(u"batch-states"_s, id + u"/00001"_s));
        desk.restart();
        const auto opened = desk.batches().open(id);
        QTRY_VERIFY(opened.isFinished());
        QCOMPARE(opened.result().error().code, u"batch.damaged"_s);
        QVERIFY(!desk.batches().current());
    }

    void aFileWithoutResearchersIsRefused()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        const auto refused = [&desk](const QByteArray &bytes, const QString &name) {
            const auto added = desk.batches().add(bytes, name, openGrants);
            return QTest::qWaitFor([&added] { return added.isFinished(); }) && !added.result() ? added.result().error().code : QString();
        };
        QCOMPARE(refused("title,doi\r\nA work,10.5555/a\r\n", u"a.csv"_s), u"batch.no_orcid"_s);
        QCOMPARE(refused("@article{a, title={A work}, year={2024}}", u"a.bib"_s), u"batch.not_csv"_s);
        QVERIFY(desk.batches().list().isEmpty());
    }

    void theExampleIsUnderstood()
    {
        BatchDesk desk;
        QVERIFY(desk.start(1));
        QByteArray example = batch::exampleCsv();
        for (const char *orcid : { "0000-0002-9227-8514", "0000-0000-5528-1701" }) {
            QVERIFY(example.contains(orcid));
            example.replace(orcid, desk.orcids.at(0).toUtf8());
        }
        desk.rehearse(example);
        QCOMPARE(desk.batch().counts().toDo, 2);
        desk.runner().start();
        QVERIFY(desk.finish());
        QCOMPARE(desk.works(desk.orcids.at(0)).size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"

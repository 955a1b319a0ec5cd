#include "app/record/content.h"
#include "tests/app/record/writerdesk.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::record;
using namespace baton::test;
using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;
using State = JournalEntry::State;

namespace {

struct OpenRecord {
    FakeRecord record;

    OpenRecord()
    {
        record.begin();
        record.client.setFirstWait(std::chrono::milliseconds(5));
    }
};

QJsonObject work(const QString &title, const QString &doi)
{
    return { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, title } } } } }, { u"type"_s, u"journal-article"_s },
        { u"external-ids"_s, QJsonObject { { u"external-id"_s, QJsonArray { QJsonObject { { u"external-id-type"_s, u"doi"_s },
              { u"external-id-value"_s, doi }, { u"external-id-relationship"_s, u"self"_s } } } } } } };
}

QString titleIn(const QJsonObject &json)
{
    return json[u"title"_s][u"title"_s][u"value"_s].toString();
}

/// A record at a registry, and a desk that can be started again.
struct Desk : OpenRecord, WriterDesk {
    Desk() : WriterDesk(record) { }

    /// Adds "First" and changes it to "Second".
    Result<Item> addAndChange()
    {
        const auto added = waitFor(writer->add(u"works"_s, work(u"First"_s, u"10.5555/a"_s)));
        if (!added)
            return added;
        QJsonObject edited = added->json;
        edited[u"title"_s] = work(u"Second"_s, {})[u"title"_s];
        return waitFor(writer->change(u"works"_s, added->putCode, edited, added->json));
    }
};

QString orcidOf(int record)
{
    return u"0000-0002-0000-%1"_s.arg(record + 1000);
}

JournalEntry entryOn(int record)
{
    JournalEntry entry;
    entry.place = { u"practice"_s, orcidOf(record), u"APP-A"_s, u"APP-B"_s };
    entry.section = u"works"_s;
    return entry;
}

} // namespace

class TestWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void S45_whatCannotBeNotedIsNotSent()
    {
        Desk desk;
        desk.vault->lock();
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s)));
        QVERIFY(!added);
        QCOMPARE(added.error().code, u"vault.locked"_s);
        QVERIFY(added.error().what.contains(u"nothing was sent"_s));
        QVERIFY(desk.registry.sent("POST").isEmpty());
    }

    void S45_everyWriteIsNotedAndConfirmed()
    {
        Desk desk;
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QJsonObject edited = added->json;
        edited[u"title"_s] = work(u"On tokens, again"_s, {})[u"title"_s];
        const auto changed = waitFor(desk.writer->change(u"works"_s, added->putCode, edited, added->json));
        QVERIFY2(changed, qPrintable(changed ? QString() : changed.error().text()));
        QVERIFY(waitFor(desk.writer->remove(*changed)));
        desk.start(); // and it is all on disk
        const auto entries = desk.entries();
        QCOMPARE(entries.size(), 3);
        QCOMPARE(entries[2].act, Act::Add);
        QCOMPARE(entries[2].putCode, added->putCode);
        QCOMPARE(entries[1].act, Act::Change);
        QCOMPARE(titleIn(entries[1].before), u"On tokens"_s);
        QCOMPARE(titleIn(entries[1].stored), u"On tokens, again"_s);
        QCOMPARE(entries[0].act, Act::Delete);
        QCOMPARE(titleIn(entries[0].before), u"On tokens, again"_s);
        for (const JournalEntry &entry : entries) {
            QCOMPARE(entry.state, State::Confirmed);
            QVERIFY(entry.settledAt.isValid());
        }
    }

    void S44_aLostAnswerIsConfirmedByReadingBack()
    {
        Desk desk;
        desk.registry.faults = { FakeRecord::Fault::LoseAfterSaving };
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QCOMPARE(desk.registry.sent("POST").size(), 1);
        QCOMPARE(desk.entries().first().state, State::Confirmed);
        QCOMPARE(desk.entries().first().putCode, added->putCode);
    }

    void refusalsSayWhy()
    {
        Desk desk;
        desk.registry.refusal = Reply::json(R"({"response-code":400,"developer-message":"400 Bad Request: Invalid activity, a title is required.","error-code":9022})", 400);
        QVERIFY(!waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s))));
        const auto entry = desk.entries().first();
        QCOMPARE(entry.state, State::Refused);
        QVERIFY(!entry.reason.isEmpty());
        QVERIFY(!desk.undo->plan(entry).possible);
    }

    void anAdditionIsTakenBack()
    {
        Desk desk;
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        const QString id = desk.entries().first().id;
        const auto plan = desk.undo->plan(*desk.journal->find(id));
        QVERIFY(plan.possible);
        QCOMPARE(plan.act, Act::Delete);
        QVERIFY(waitFor(desk.undo->takeBack(id)));
        QVERIFY(!desk.registry.items.contains(added->putCode));
        QCOMPARE(desk.journal->find(id)->state, State::Undone);
        QCOMPARE(desk.entries().first().undoes, id); // and taking back is an act of its own
        const auto again = waitFor(desk.undo->takeBack(id));
        QCOMPARE(again.error().code, u"record.cannot_undo"_s);
    }

    void aChangeIsTakenBackUnlessSomebodyChangedItSince()
    {
        Desk desk;
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"First"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QJsonObject edited = added->json;
        edited[u"title"_s] = work(u"Second"_s, {})[u"title"_s];
        edited[u"short-description"_s] = u"New words"_s;
        QVERIFY(waitFor(desk.writer->change(u"works"_s, added->putCode, edited, added->json)));
        const QString id = desk.entries().first().id;
        QJsonObject &stored = desk.registry.items[added->putCode];
        const QJsonObject mine = stored;
        stored[u"short-description"_s] = u"Somebody else’s"_s;
        const auto refused = waitFor(desk.undo->takeBack(id));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"record.changed"_s);
        QCOMPARE(refused.error().details[u"theirs"_s][u"short-description"_s].toString(), u"Somebody else’s"_s);
        desk.registry.items[added->putCode] = mine;
        const auto undone = waitFor(desk.undo->takeBack(id));
        QVERIFY2(undone, qPrintable(undone ? QString() : undone.error().text()));
        QCOMPARE(titleIn(desk.registry.items[added->putCode]), u"First"_s);
        QVERIFY(desk.registry.items[added->putCode][u"short-description"_s].toString().isEmpty());
    }

    void aDeletionIsTakenBackUnderANewPutCode()
    {
        Desk desk;
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QVERIFY(waitFor(desk.writer->remove(*added)));
        const QString id = desk.entries().first().id;
        const auto plan = desk.undo->plan(*desk.journal->find(id));
        QVERIFY(plan.note.contains(QString::number(added->putCode)));
        QVERIFY(waitFor(desk.undo->takeBack(id)));
        QVERIFY(!desk.registry.items.contains(added->putCode));
        QVERIFY(desk.registry.items.lastKey() > added->putCode);
        QCOMPARE(titleIn(desk.registry.items.last()), u"On tokens"_s);
    }

    void aWholeSessionIsTakenBackNewestFirst()
    {
        Desk desk;
        const QMap<qint64, QJsonObject> began = desk.registry.items;
        for (int i = 0; i < 4; ++i)
            QVERIFY(waitFor(desk.writer->add(u"works"_s, work(u"Work %1"_s.arg(i), u"10.5555/%1"_s.arg(i)))));
        QJsonObject edited = desk.registry.items.last();
        const qint64 code = desk.registry.items.lastKey();
        edited[u"title"_s] = work(u"Changed"_s, {})[u"title"_s];
        QVERIFY(waitFor(desk.writer->change(u"works"_s, code, edited, desk.registry.items.last())));
        QStringList ids;
        for (const JournalEntry &entry : desk.entries()) {
            if (entry.session == desk.writer->currentSession())
                ids << entry.id;
        }
        QCOMPARE(ids.size(), 5);
        QSignalSpy progress(desk.undo.get(), &Undo::progress);
        const auto summary = waitFor(desk.undo->takeBackAll(ids));
        QCOMPARE(summary.undone, 5);
        QVERIFY(summary.failures.isEmpty());
        QCOMPARE(desk.registry.items, began);
        QCOMPARE(progress.last().first().toInt(), 5);
    }

    void whatWasAddedChangedAndDeletedIsTakenBackThoughThePutCodeIsNew()
    {
        Desk desk;
        const QMap<qint64, QJsonObject> began = desk.registry.items;
        const auto changed = desk.addAndChange();
        QVERIFY(changed);
        QVERIFY(waitFor(desk.writer->remove(*changed)));
        QVERIFY(waitFor(desk.undo->takeBack(desk.entries().first().id))); // it is there again
        QVERIFY(waitFor(desk.undo->takeBack(desk.entries().first().id))); // and gone again
        QStringList ids;
        for (const JournalEntry &entry : desk.undo->standing())
            ids << entry.id;
        const auto summary = waitFor(desk.undo->takeBackAll(ids));
        QVERIFY2(summary.failures.isEmpty(), qPrintable(summary.failures.isEmpty() ? QString() : summary.failures.first().text()));
        QCOMPARE(desk.registry.items, began);
        QVERIFY(desk.undo->standing().isEmpty());
    }

    void whatWasDoneToAnItemThatIsGoneDoesNotStand()
    {
        Desk desk;
        const auto changed = desk.addAndChange();
        QVERIFY(changed);
        const QString change = desk.entries().at(0).id, addition = desk.entries().at(1).id;
        QCOMPARE(desk.undo->standing().size(), 2);
        QVERIFY(waitFor(desk.undo->takeBack(addition)));
        const QString deletion = desk.entries().first().id;
        auto plan = desk.undo->plan(*desk.journal->find(change));
        QVERIFY(!plan.possible);
        QVERIFY2(plan.words.contains(u"deleted"_s), qPrintable(plan.words));
        QVERIFY(desk.undo->standing().isEmpty());
        // Brought back, it can be changed back.
        QVERIFY(waitFor(desk.undo->takeBack(deletion)));
        plan = desk.undo->plan(*desk.journal->find(change));
        QVERIFY(plan.possible);
        QVERIFY(plan.putCode != changed->putCode);
        QCOMPARE(titleIn(plan.known), u"Second"_s);
        QVERIFY(!plan.changedAt.isValid());
        QVERIFY(!desk.undo->standing().isEmpty());
    }

    void aDeletionThatStandsIsTakenBackBeforeWhatCameBeforeIt()
    {
        Desk desk;
        const QMap<qint64, QJsonObject> began = desk.registry.items;
        const auto added = waitFor(desk.writer->add(u"works"_s, work(u"First"_s, u"10.5555/a"_s)));
        QVERIFY(added);
        QVERIFY(waitFor(desk.writer->remove(*added)));
        const QString addition = desk.entries().at(1).id;
        const auto plan = desk.undo->plan(*desk.journal->find(addition));
        QVERIFY(!plan.possible);
        QVERIFY(desk.undo->planInTurn(*desk.journal->find(addition)).possible);
        QStringList ids;
        for (const JournalEntry &entry : desk.undo->standing())
            ids << entry.id;
        QCOMPARE(ids.size(), 2);
        QCOMPARE(waitFor(desk.undo->takeBackAll(ids)).undone, 2);
        QCOMPARE(desk.registry.items, began);
    }

    void anAdditionThatSomebodyElseDeletedLeavesNothingStanding()
    {
        Desk desk;
        const auto changed = desk.addAndChange();
        QVERIFY(changed);
        desk.registry.items.remove(changed->putCode);
        const QString change = desk.entries().at(0).id;
        QVERIFY(waitFor(desk.undo->takeBack(desk.entries().at(1).id)));
        QVERIFY(!desk.undo->plan(*desk.journal->find(change)).possible);
        QVERIFY(desk.undo->standing().isEmpty());
    }

    void anotherClientsWritesStay()
    {
        Desk desk;
        QVERIFY(waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s))));
        JournalEntry foreign = desk.entries().first();
        foreign.place.secondClientId = u"APP-AAAAAAAAAAAAAAAA"_s;
        QVERIFY(!desk.undo->plan(foreign).possible);
        foreign.place.orcid = u"0000-0002-1825-0097"_s;
        QVERIFY(!desk.undo->plan(foreign).possible);
    }

    void S45_whatACrashLeftOpenIsFoundOut_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::newRow("it arrived") << true;
        QTest::newRow("it never arrived") << false;
    }
    void S45_whatACrashLeftOpenIsFoundOut()
    {
        QFETCH(bool, arrived);
        Desk desk;
        if (arrived)
            QVERIFY(waitFor(desk.registry.client.add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s))));
        JournalEntry left;
        left.place = desk.writer->place();
        left.session = Journal::newSession();
        left.section = u"works"_s;
        left.sent = forPost(work(u"On tokens"_s, u"10.5555/a"_s));
        const auto id = desk.journal->begin(left);
        QVERIFY(id);
        desk.start();
        QCOMPARE(desk.journal->open(left.place.environmentId, left.place.orcid).size(), 1);
        QCOMPARE(waitFor(desk.writer->recover()), 1);
        QCOMPARE(desk.journal->find(*id)->state, arrived ? State::Confirmed : State::Refused);
        QCOMPARE(desk.journal->find(*id)->putCode > 0, arrived);
        QVERIFY(desk.journal->open(left.place.environmentId, left.place.orcid).isEmpty());
        QCOMPARE(desk.registry.sent("POST").size(), arrived ? 1 : 0); // finding out sends nothing
    }

    void draftsSurviveARestart()
    {
        Desk desk;
        Draft draft;
        draft.place = desk.writer->place();
        draft.section = u"works"_s;
        draft.title = u"Half a title"_s;
        draft.content = work(u"Half a title"_s, {});
        const auto id = desk.drafts->save(draft);
        QVERIFY(id);
        draft.id = *id;
        draft.content = work(u"A whole title"_s, {});
        QCOMPARE(*desk.drafts->save(draft), *id); // the same one
        desk.start();
        const auto drafts = desk.drafts->drafts(draft.place.environmentId, draft.place.orcid);
        QCOMPARE(drafts.size(), 1);
        QCOMPARE(titleIn(drafts.first().content), u"A whole title"_s);
        QVERIFY(desk.drafts->drafts(draft.place.environmentId, u"0000-0002-1825-0097"_s).isEmpty());
        QVERIFY(desk.drafts->remove(*id));
        QVERIFY(desk.drafts->drafts(draft.place.environmentId, {}).isEmpty());
    }

    void oldEntriesAreForgottenOpenOnesStay()
    {
        Desk desk;
        QVERIFY(waitFor(desk.writer->add(u"works"_s, work(u"On tokens"_s, u"10.5555/a"_s))));
        JournalEntry left;
        left.place = desk.writer->place();
        left.section = u"works"_s;
        QVERIFY(desk.journal->begin(left));
        QCOMPARE(waitFor(desk.journal->prune(QDateTime::currentDateTimeUtc().addDays(-90))).value_or(-1), 0);
        QCOMPARE(waitFor(desk.journal->prune(QDateTime::currentDateTimeUtc().addSecs(10))).value_or(-1), 1);
        QCOMPARE(desk.entries().size(), 1);
        desk.start();
        QCOMPARE(desk.entries().size(), 1);
        QVERIFY(desk.entries().first().isOpen());
    }

    void manyOldEntriesAreForgottenInSteps()
    {
        Desk desk;
        QStringList ids;
        for (int record = 0; record < 3; ++record) {
            QList<JournalEntry> many(75, entryOn(record));
            const auto begun = desk.journal->beginAll(many);
            QVERIFY(begun);
            for (int i = 0; i < 70; ++i) { // five stay open
                many[i].id = begun->at(i);
                many[i].state = JournalEntry::State::Refused;
            }
            QVERIFY(desk.journal->settleAll(many.first(70)));
            ids << *begun;
        }
        QCOMPARE(desk.journal->entries(u"practice"_s, orcidOf(0)).size(), 75);
        QCOMPARE(waitFor(desk.journal->prune(QDateTime::currentDateTimeUtc().addSecs(10))).value_or(-1), 210);
        for (int record = 0; record < 3; ++record) {
            QCOMPARE(desk.journal->entries(u"practice"_s, orcidOf(record)).size(), 5);
            QCOMPARE(desk.journal->open(u"practice"_s, orcidOf(record)).size(), 5);
        }
        const auto left = std::count_if(ids.begin(), ids.end(), [&](const QString &id) { return desk.journal->find(id).has_value(); });
        QCOMPARE(left, 15);
        desk.vault->lock();
        const auto locked = waitFor(desk.journal->prune(QDateTime::currentDateTimeUtc()));
        QVERIFY(!locked);
        QCOMPARE(locked.error().code, u"vault.locked"_s);
    }

    void whatIsReadBesideTheWindowMissesNothing()
    {
        Desk desk;
        QVERIFY(desk.journal->begin(entryOn(0)));
        QVERIFY(desk.journal->begin(entryOn(0)));
        desk.start();
        QCOMPARE(desk.journal->count(u"practice"_s, orcidOf(0)), 2);
        const auto first = desk.journal->prepare(u"practice"_s, orcidOf(0));
        const auto late = desk.journal->begin(entryOn(0)); // while it is read
        QVERIFY(late);
        QCOMPARE(waitFor(first), 3);
        QCOMPARE(desk.journal->entries(u"practice"_s, orcidOf(0)).first().id, *late);
        QCOMPARE(desk.journal->count(u"practice"_s, orcidOf(0)), 3);
        QCOMPARE(waitFor(desk.journal->prepare(u"practice"_s, orcidOf(1))), 0);
        const auto locked = desk.journal->prepare(u"practice"_s, orcidOf(2));
        desk.vault->lock();
        QCOMPARE(waitFor(locked), 0);
        QCOMPARE(desk.journal->count(u"practice"_s, orcidOf(0)), 0);
    }

    // More records than are kept in memory: each keeps its own, in order, whether it is in memory or not.
    void everyRecordHasItsOwnEntries()
    {
        Desk desk;
        constexpr int records = 9;
        QList<QStringList> ids(records);
        for (int turn = 0; turn < 3; ++turn) {
            for (int record = 0; record < records; ++record) {
                const auto id = desk.journal->begin(entryOn(record));
                QVERIFY(id);
                ids[record].prepend(*id);
                if (turn == 1)
                    QCOMPARE(desk.journal->entries(u"practice"_s, orcidOf(record)).size(), 2);
            }
        }
        const auto shown = [&](int record) {
            QStringList found;
            for (const JournalEntry &entry : desk.journal->entries(u"practice"_s, orcidOf(record)))
                found << entry.id;
            return found;
        };
        for (int record = 0; record < records; ++record)
            QCOMPARE(shown(record), ids.at(record));
        QVERIFY(desk.journal->entries(u"sandbox"_s, orcidOf(0)).isEmpty());
        // Settled while the record is not in memory.
        JournalEntry settled = *desk.journal->find(ids.at(0).first());
        settled.state = JournalEntry::State::Confirmed;
        settled.putCode = 7;
        QVERIFY(desk.journal->settle(settled));
        QCOMPARE(desk.journal->entries(u"practice"_s, orcidOf(0)).first().putCode, 7);
        desk.start();
        QCOMPARE(desk.journal->find(ids.at(0).first())->putCode, 7);
        for (int record = 0; record < records; ++record)
            QCOMPARE(shown(record), ids.at(record));
        QVERIFY(!desk.journal->find(u"nobody/20260101000000000-00"_s));
        // Ids stand in the clear on disk.
        QVERIFY(!ids.at(3).first().contains(orcidOf(3)));
    }
};

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"

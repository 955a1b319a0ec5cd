#include "app/record/changewords.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/knownitems.h"
#include "app/record/outcome.h"
#include "app/record/refusal.h"
#include "app/record/sending.h"
#include "tests/app/record/writerdesk.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;
using Act = JournalEntry::Act;
using test::FakeRecord;
using Verdict = OutcomeRow::Verdict;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject work(const QString &title, const QString &doi)
{
    return { { u"title"_s, QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, title } } } } }, { u"type"_s, u"journal-article"_s },
        { u"external-ids"_s, QJsonObject { { u"external-id"_s, QJsonArray { QJsonObject { { u"external-id-type"_s, u"doi"_s },
              { u"external-id-value"_s, doi }, { u"external-id-relationship"_s, u"self"_s } } } } } } };
}

Error refused(const QString &code)
{
    Error error;
    error.code = code;
    return error;
}

const OutcomeRow *rowOf(const Outcome &outcome, const QString &field)
{
    for (const OutcomeRow &row : outcome.rows) {
        if (row.field == field)
            return &row;
    }
    return nullptr;
}

const Check *checkOf(const QList<Check> &checks, Check::Id id)
{
    for (const Check &check : checks) {
        if (check.id == id)
            return &check;
    }
    return nullptr;
}

Check::State stateOf(const QList<Check> &checks, Check::Id id)
{
    const Check *check = checkOf(checks, id);
    return check ? check->state : Check::State::Running;
}

/// A record, a desk to write from, and one write carried out.
struct Stage {
    FakeRecord record;
    test::WriterDesk desk { record };

    Stage()
    {
        record.begin();
        record.client.setFirstWait(std::chrono::milliseconds(2));
    }
    Proposal change(const QString &subtitle)
    {
        Proposal proposal;
        proposal.section = u"works"_s;
        proposal.putCode = 1733;
        proposal.before = record.item(1733);
        proposal.content = proposal.before;
        QJsonObject title = proposal.before[u"title"_s].toObject();
        title[u"subtitle"_s] = QJsonObject { { u"value"_s, subtitle } };
        proposal.content[u"title"_s] = title;
        proposal.title = itemFromJson(u"works"_s, proposal.before, true).title;
        return proposal;
    }
    Proposal addition(const QString &title, const QString &doi)
    {
        Proposal proposal;
        proposal.act = Act::Add;
        proposal.section = u"works"_s;
        proposal.content = work(title, doi);
        proposal.title = title;
        return proposal;
    }
    Proposal deletion(qint64 putCode)
    {
        Proposal proposal;
        proposal.act = Act::Delete;
        proposal.section = u"works"_s;
        proposal.putCode = putCode;
        proposal.before = record.item(putCode);
        return proposal;
    }
    std::unique_ptr<Precheck> look(const Proposal &proposal)
    {
        auto precheck = std::make_unique<Precheck>(record.client, record.session, proposal);
        precheck->start();
        [&] { QTRY_VERIFY(precheck->isDone()); }();
        return precheck;
    }
    std::unique_ptr<Sending> send(const Proposal &proposal)
    {
        auto sending = std::make_unique<Sending>(*desk.writer, *desk.undo, record.client, record.session, proposal);
        QSignalSpy done(sending.get(), &Sending::finished);
        sending->start();
        [&] { QTRY_COMPARE(done.size(), 1); }();
        return sending;
    }
};

QStringList linesOf(const Sending &sending)
{
    QStringList lines;
    for (const SendingStep &step : sending.steps())
        lines += step.line + u' ' + step.detail.section(u' ', 0, 0);
    return lines;
}

} // namespace

class TestReview : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void changesInWords_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *before, const char *after, const char *words) {
            QTest::addRow("%s > %s", before, after) << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(words);
        };
        row("14 September 2026", "21 September 2026", "A week later");
        row("14 September 2026", "15 September 2026", "A day later");
        row("14 September 2026", "31 August 2026", "2 weeks earlier");
        row("14 September 2026", "14 October 2026", "A month later");
        row("14 September 2026", "14 September 2024", "2 years earlier");
        row("September 2026", "December 2026", "3 months later");
        row("2019", "2020", "A year later");
        row("2026", "September 2026", "More exact");
        row("14 September 2026", "2026", "Less exact");
        row("14 September 2026", "25 September 2026", "11 days later");
        row("", "A twelve-year field record", "Filled in");
        row("A twelve-year field record", "", "Taken away");
        row("10.5555/er.2026.0914", "10.5555/ER.2026.0914a", "One letter more, capitals");
        row("10.5555/er.2026", "10.5555/ER.2026", "Capitals only");
        row("2765-0014", "2765-0019", "One digit changed");
        row("Estuaries Review", "Estuaries Review, volume 12", "2 words more");
        row("Tide gauges for all schools", "Tide gauges for schools", "One word fewer");
        row("marsh land", "marshland", "Spaces only");
        row("Salt tolerance in Spartina", "Salt resistance in Spartina", "One word changed");
        row("Dataset", "Journal article", "Reworded");
        row("Dataset", "Preprint", "Another value");
        row("Grey seals", "Gray seals", "One letter changed");
    }
    void changesInWords()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(changeInWords({ u"Field"_s, before, after }), "words");
    }

    void unchangedFieldsAreNamed()
    {
        const QJsonObject before = work(u"Tides"_s, u"10.5555/a"_s);
        QJsonObject after = before;
        after[u"type"_s] = u"data-set"_s;
        QStringList names;
        for (const FieldChange &field : unchangedFields(u"works"_s, before, after))
            names += field.field + u'=' + field.after;
        QCOMPARE(names, (QStringList { u"Title=Tides"_s, u"External identifier, doi=10.5555/a"_s }));
        QCOMPARE(unchangedCount(u"works"_s, before, after), 2);
    }

    void outcomeTellsSameChangedAndAdded()
    {
        const QJsonObject before = json(R"({"put-code":7,"title":{"title":{"value":"Tides"}},"type":"journal-article","visibility":"public",
            "created-date":{"value":1000},"last-modified-date":{"value":1000},
            "external-ids":{"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/a","external-id-relationship":"self"}]}})");
        QJsonObject edited = before;
        edited[u"title"_s] = json(R"({"title":{"value":"Tides"},"subtitle":{"value":"A record"}})");
        edited[u"external-ids"_s] = json(R"({"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/B","external-id-relationship":"self"}]})");
        const QJsonObject sent = forPut(before, edited, 7);
        QJsonObject stored = sent;
        stored[u"created-date"_s] = json(R"({"value":1000})");
        stored[u"last-modified-date"_s] = json(R"({"value":2000})");
        stored[u"source"_s] = json(R"({"source-client-id":{"path":"APP-2"},"source-name":{"value":"Second"},"assertion-origin-client-id":{"path":"APP-1"},"assertion-origin-name":{"value":"First"}})");
        stored[u"external-ids"_s] = json(R"({"external-id":[{"external-id-type":"doi","external-id-value":"10.5555/B","external-id-relationship":"self",
            "external-id-normalized":{"value":"10.5555/b","transient":true}}]})");
        Source us;
        us.clientId = u"APP-2"_s;
        us.originClientId = u"APP-1"_s;
        const Outcome outcome = outcomeOf(u"works"_s, before, sent, stored, us);
        QVERIFY(outcome.asSent);
        QCOMPARE(rowOf(outcome, u"Subtitle"_s)->verdict, Verdict::Same);
        QCOMPARE(rowOf(outcome, u"Subtitle"_s)->stored, u"A record"_s);
        QCOMPARE(rowOf(outcome, u"doi, normal form"_s)->stored, u"10.5555/b"_s);
        QCOMPARE(rowOf(outcome, u"Source"_s)->verdict, Verdict::Ours);
        QCOMPARE(rowOf(outcome, u"Added"_s)->verdict, Verdict::Kept);
        QCOMPARE(rowOf(outcome, u"Changed"_s)->verdict, Verdict::New);
        QVERIFY2(outcome.summary.contains(u"the doi’s normal form"_s), qPrintable(outcome.summary));
        QCOMPARE(outcome.others, 3); // title, type, visibility

        stored[u"title"_s] = json(R"({"title":{"value":"Tides"},"subtitle":{"value":"a record"}})");
        stored.remove(u"type"_s);
        const Outcome other = outcomeOf(u"works"_s, before, sent, stored, us);
        QVERIFY(!other.asSent);
        QCOMPARE(rowOf(other, u"Subtitle"_s)->verdict, Verdict::Changed);
        QCOMPARE(rowOf(other, u"Type"_s)->verdict, Verdict::Missing);
        QVERIFY2(other.summary.contains(u"Subtitle, Type"_s), qPrintable(other.summary));
    }

    void outcomeOfANewItemNamesWhatTheRegistryAdded()
    {
        const QJsonObject sent = work(u"Tides"_s, u"10.5555/a"_s);
        QJsonObject stored = sent;
        stored[u"put-code"_s] = 9;
        stored[u"visibility"_s] = u"limited"_s;
        stored[u"created-date"_s] = json(R"({"value":5000})");
        const Outcome outcome = outcomeOf(u"works"_s, {}, sent, stored, {});
        QCOMPARE(outcome.others, 0);
        QCOMPARE(rowOf(outcome, u"Title"_s)->verdict, Verdict::Same);
        const auto added = std::find_if(outcome.rows.begin(), outcome.rows.end(), [](const OutcomeRow &row) { return row.verdict == Verdict::Added; });
        QVERIFY(added != outcome.rows.end());
        QCOMPARE(added->stored, u"Trusted parties"_s);
        QCOMPARE(rowOf(outcome, u"Added"_s)->verdict, Verdict::New);
    }

    void allGoodBeforehand()
    {
        Stage stage;
        const auto precheck = stage.look(stage.change(u"A twelve-year field record"_s));
        const QList<Check> checks = precheck->checks();
        QCOMPARE(stateOf(checks, Check::Id::MayChange), Check::State::Passed);
        QCOMPARE(checkOf(checks, Check::Id::MayChange)->detail, u"Both halves of the source are yours"_s);
        QCOMPARE(checkOf(checks, Check::Id::Token)->scope, u"/activities/update"_s);
        QVERIFY(checkOf(checks, Check::Id::Token)->detail.endsWith(u" left"_s));
        QCOMPARE(stateOf(checks, Check::Id::Meanwhile), Check::State::Passed);
        QVERIFY(checkOf(checks, Check::Id::Meanwhile)->detail.startsWith(u"Read again at "_s));
        QCOMPARE(stateOf(checks, Check::Id::Duplicate), Check::State::Passed);
        QVERIFY(checkOf(checks, Check::Id::Duplicate)->detail.startsWith(u"No other item of ours has this doi"_s));
        QVERIFY(reasonNotToSend(checks).isEmpty());
        QVERIFY(precheck->theirs().isEmpty());
        QVERIFY(stage.record.sent("PUT").isEmpty());
    }

    void changedMeanwhileIsSeenBeforehand()
    {
        Stage stage;
        const Proposal proposal = stage.change(u"Mine"_s);
        stage.record.items[1733][u"last-modified-date"_s] = QJsonObject { { u"value"_s, QDateTime::currentMSecsSinceEpoch() } };
        const auto precheck = stage.look(proposal);
        QCOMPARE(stateOf(precheck->checks(), Check::Id::Meanwhile), Check::State::Warned);
        QCOMPARE(precheck->theirs(), stage.record.item(1733));
        stage.record.items.remove(1733);
        const auto gone = stage.look(proposal);
        QCOMPARE(checkOf(gone->checks(), Check::Id::Meanwhile)->what, u"It is gone already"_s);
    }

    void aDuplicateIsNamedBeforehand()
    {
        Stage stage;
        const QList<ExternalId> ids = externalIdsOf(u"works"_s, stage.record.item(1733));
        const auto doi = std::find_if(ids.begin(), ids.end(), [](const ExternalId &id) { return id.type == u"doi"; });
        QVERIFY(doi != ids.end());
        const auto precheck = stage.look(stage.addition(u"The same again"_s, doi->value.toUpper()));
        const Check *check = checkOf(precheck->checks(), Check::Id::Duplicate);
        QCOMPARE(stateOf(precheck->checks(), Check::Id::Duplicate), Check::State::Warned);
        const QList<Check> checks = precheck->checks();
        check = checkOf(checks, Check::Id::Duplicate);
        QCOMPARE(check->putCode, 1733);
        QVERIFY(reasonNotToSend(checks).isEmpty()); // the registry has the last word
    }

    void foreignAndScopelessAreRefusedBeforehand()
    {
        FakeRecord reads { { u"/read-limited"_s } };
        reads.begin();
        Proposal proposal;
        proposal.section = u"works"_s;
        proposal.putCode = 1733;
        proposal.before = reads.item(1733);
        proposal.content = proposal.before;
        Precheck precheck(reads.client, reads.session, proposal);
        precheck.start();
        QTRY_VERIFY(precheck.isDone());
        QCOMPARE(stateOf(precheck.checks(), Check::Id::Token), Check::State::Failed);
        QVERIFY(!reasonNotToSend(precheck.checks()).isEmpty());

        Circumstances is;
        is.permission = { true, {} };
        is.ours = false;
        is.scopes = QStringList { u"/activities/update"_s };
        is.secondsLeft = 125;
        const QList<Check> checks = checksOf(proposal, is);
        QCOMPARE(stateOf(checks, Check::Id::MayChange), Check::State::Failed);
        QCOMPARE(checkOf(checks, Check::Id::Token)->detail, u"2:05 left"_s);
        QCOMPARE(stateOf(checks, Check::Id::Meanwhile), Check::State::Running);
        is.ended = true;
        is.renewsItself = false;
        QCOMPARE(stateOf(checksOf(proposal, is), Check::Id::Token), Check::State::Failed);
    }

    void anotherVisibilityIsToldWithItsCode()
    {
        Proposal proposal;
        proposal.section = u"works"_s;
        proposal.putCode = 7;
        proposal.before = json(R"({"visibility":"public"})");
        proposal.content = json(R"({"visibility":"private"})");
        const QList<Check> checks = checksOf(proposal, {});
        const Check *check = checkOf(checks, Check::Id::NotSent);
        QVERIFY2(check->detail.contains(u"9035"_s), qPrintable(check->detail));
        QVERIFY(check->detail.contains(u"Only the researcher"_s) && check->detail.contains(u"Everyone"_s));
        QCOMPARE(proposal.body()[u"visibility"_s].toString(), u"public"_s);
    }

    void S44_everyStepOfAWriteIsTold()
    {
        Stage stage;
        const auto sending = stage.send(stage.change(u"A twelve-year field record"_s));
        QVERIFY(!sending->error());
        QCOMPARE(linesOf(*sending), (QStringList { u"Written to the journal before"_s, u"GET /work/1733 200"_s, u"PUT /work/1733 200"_s, u"GET /work/1733 200"_s }));
        QVERIFY(sending->steps().last().detail.contains(u"compared field by field"_s));
        const http::Exchange *put = stage.record.trace.find(sending->traceId());
        QVERIFY(put && put->method == u"PUT");
        const auto entry = stage.desk.journal->find(sending->entryId());
        QVERIFY(entry && entry->state == JournalEntry::State::Confirmed);
        QCOMPARE(sending->sent(), entry->sent);
        QVERIFY(outcomeOf(u"works"_s, entry->before, sending->sent(), sending->stored().json, stage.record.client.ourSource()).asSent);

        const auto added = stage.send(stage.addition(u"Tide gauges"_s, u"10.5555/new"_s));
        QVERIFY(!added->error());
        QVERIFY(linesOf(*added).contains(u"POST /work 201"_s));
        QVERIFY(added->stored().putCode > 0);

        const auto gone = stage.send(stage.deletion(added->stored().putCode));
        QVERIFY(!gone->error());
        QVERIFY2(gone->steps().last().detail.contains(u"gone, as asked"_s), qPrintable(gone->steps().last().detail));
        QCOMPARE(gone->steps().last().state, SendingStep::State::Good);
    }

    void S44_aLostAnswerIsReadBackAndTold()
    {
        Stage stage;
        stage.record.faults = { FakeRecord::Fault::LoseAfterSaving };
        Sending sending(*stage.desk.writer, *stage.desk.undo, stage.record.client, stage.record.session, stage.addition(u"Kept"_s, u"10.5555/kept"_s));
        bool unanswered = false;
        connect(&sending, &Sending::progressed, &sending, [&] { unanswered = unanswered || sending.phase() == Sending::Phase::NoAnswer; });
        QSignalSpy done(&sending, &Sending::finished);
        sending.start();
        QTRY_COMPARE(done.size(), 1);
        QVERIFY(unanswered);
        QVERIFY(!sending.error());
        QCOMPARE(stage.record.sent("POST").size(), 1);
        const QList<SendingStep> steps = sending.steps();
        QVERIFY(std::any_of(steps.begin(), steps.end(), [](const SendingStep &step) { return step.state == SendingStep::State::Bad; }));
    }

    // Each try of reading back would be the same line again.
    void readingBackAgainAndAgainIsOneLine()
    {
        Stage stage;
        http::Limits limits = stage.record.http.limits();
        limits.backoffMs = 2;
        stage.record.http.setLimits(limits);
        stage.record.faults = { FakeRecord::Fault::LoseAfterSaving };
        stage.record.listAnswer = test::Reply::json("{}", 503);
        const auto sending = stage.send(stage.addition(u"Kept"_s, u"10.5555/kept"_s));
        QVERIFY(sending->error() && sending->error()->code == u"record.unknown");
        const QList<SendingStep> steps = sending->steps();
        const auto reads = std::count_if(steps.begin(), steps.end(), [](const SendingStep &step) { return step.line == u"GET /works"; });
        QCOMPARE(reads, 1);
        QVERIFY2(steps.last().detail.startsWith(u"tried "_s) && steps.last().detail.contains(u"503"_s), qPrintable(steps.last().detail));
        QCOMPARE(steps.last().state, SendingStep::State::Bad);
    }

    void aRenewalInBetweenIsShown()
    {
        Stage stage;
        stage.record.tokenGood = false;
        const auto sent = stage.send(stage.addition(u"Kept"_s, u"10.5555/kept"_s));
        QVERIFY(!sent->error());
        QStringList lines;
        for (const SendingStep &step : sent->steps())
            lines += step.line;
        const qsizetype renewal = lines.indexOf(u"POST /oauth/token"_s);
        QVERIFY2(renewal > 0, qPrintable(lines.join(u'\n')));
        QCOMPARE(lines.at(renewal - 1), u"POST /work"_s);
        QCOMPARE(lines.at(renewal + 1), u"POST /work"_s);
        QCOMPARE(sent->steps().at(renewal - 1).state, SendingStep::State::Bad);
        QCOMPARE(sent->steps().at(renewal).state, SendingStep::State::Good);
        QVERIFY(sent->steps().at(renewal).detail.contains(u"renewed"_s));
        QCOMPARE(sent->traceId(), sent->steps().at(renewal + 1).traceId); // the write itself, not the renewal
    }

    void undoIsAWriteLikeAnyOther()
    {
        Stage stage;
        const QJsonObject began = stage.record.item(1733);
        const auto change = stage.send(stage.change(u"For a while"_s));
        QVERIFY(!change->error());
        const auto entry = stage.desk.journal->find(change->entryId());
        const Proposal undo = Proposal::ofUndo(*entry, stage.desk.undo->plan(*entry));
        QCOMPARE(undo.act, Act::Change);
        QCOMPARE(undo.putCode, 1733);
        QCOMPARE(differences(u"works"_s, undo.before, undo.content).size(), 1);
        QVERIFY(undo.request(stage.record.session).startsWith(u"PUT /v3.0/0000-0002-9227-8514/work/1733"_s));
        const auto precheck = stage.look(undo);
        QCOMPARE(stateOf(precheck->checks(), Check::Id::Meanwhile), Check::State::Passed);
        const auto undone = stage.send(undo);
        QVERIFY(!undone->error());
        QVERIFY(differences(u"works"_s, began, stage.record.item(1733)).isEmpty());
        QCOMPARE(undone->stored().putCode, 1733);
        QCOMPARE(stage.desk.journal->find(change->entryId())->state, JournalEntry::State::Undone);
        QVERIFY(undone->entryId() != change->entryId());

        const auto gone = stage.send(stage.deletion(1733));
        const auto deletion = stage.desk.journal->find(gone->entryId());
        const Proposal again = Proposal::ofUndo(*deletion, stage.desk.undo->plan(*deletion));
        QCOMPARE(again.act, Act::Add);
        QVERIFY(again.note.contains(u"new put-code"_s));
        QVERIFY(again.before.isEmpty());
        const auto back = stage.send(again);
        QVERIFY(!back->error());
        QVERIFY(back->stored().putCode != 1733);
    }

    void undoOfAnOlderActShowsWhatIsStoredNow()
    {
        Stage stage;
        const auto added = stage.send(stage.addition(u"First"_s, u"10.5555/first"_s));
        QVERIFY(!added->error());
        const qint64 putCode = added->stored().putCode;
        Proposal later = stage.change(u"Second"_s);
        later.putCode = putCode;
        later.before = added->stored().json;
        later.content = later.before;
        later.content[u"title"_s] = QJsonObject { { u"title"_s, QJsonObject { { u"value"_s, u"Second"_s } } } };
        QVERIFY(!stage.send(later)->error());

        const auto entry = stage.desk.journal->find(added->entryId());
        const Proposal undo = Proposal::ofUndo(*entry, stage.desk.undo->plan(*entry));
        QCOMPARE(undo.act, Act::Delete);
        QCOMPARE(undo.title, u"Second"_s);
        QVERIFY(differences(u"works"_s, undo.before, stage.record.item(putCode)).isEmpty());
        const auto meanwhile = [&] {
            const auto precheck = stage.look(undo);
            for (const Check &check : precheck->checks()) {
                if (check.id == Check::Id::Meanwhile)
                    return check;
            }
            return Check();
        };
        Check check = meanwhile();
        QCOMPARE(check.state, Check::State::Told);
        const QDateTime at = stage.desk.entries().first().at.toLocalTime();
        QCOMPARE(check.what, u"You changed it at %1"_s.arg(at.toString(u"HH:mm"_s)));
        QVERIFY(check.detail.contains(u"nobody else changed it"_s));

        QJsonObject theirs = stage.record.item(putCode);
        theirs[u"short-description"_s] = u"Somebody’s words"_s;
        theirs[u"last-modified-date"_s] = QJsonObject { { u"value"_s, QDateTime::currentMSecsSinceEpoch() + 60'000 } };
        stage.record.items[putCode] = theirs;
        check = meanwhile();
        QCOMPARE(check.state, Check::State::Warned);
        QCOMPARE(check.what, u"Somebody changed it meanwhile"_s);
    }

    void anOlderChangeIsNotTakenBackPastALaterOne()
    {
        Stage stage;
        const auto first = stage.send(stage.change(u"Second"_s));
        QVERIFY(!first->error());
        const auto second = stage.send(stage.change(u"Third"_s));
        QVERIFY(!second->error());
        const auto entry = stage.desk.journal->find(first->entryId());
        const auto undo = [&] { return Proposal::ofUndo(*entry, stage.desk.undo->plan(*entry)); };
        QCOMPARE(stateOf(stage.look(undo())->checks(), Check::Id::Meanwhile), Check::State::Failed);
        QVERIFY(reasonNotToSend(stage.look(undo())->checks()).contains(u"later change"_s));
        QVERIFY(test::waitFor(stage.desk.undo->takeBack(second->entryId())));
        QCOMPARE(stateOf(stage.look(undo())->checks(), Check::Id::Meanwhile), Check::State::Passed);
        QVERIFY(!stage.send(undo())->error());
    }

    void theJournalKnowsWhatStillStands()
    {
        Stage stage;
        QVERIFY(!stage.send(stage.change(u"Changed"_s))->error());
        const auto kept = stage.send(stage.addition(u"Kept"_s, u"10.5555/kept"_s)), gone = stage.send(stage.addition(u"Gone"_s, u"10.5555/gone"_s));
        const auto undone = stage.send(stage.addition(u"Undone"_s, u"10.5555/undone"_s));
        QVERIFY(!stage.send(stage.deletion(gone->stored().putCode))->error());
        QVERIFY(test::waitFor(stage.desk.undo->takeBack(undone->entryId())));
        QList<qint64> codes;
        for (const Item &item : knownItems(stage.desk.entries(), stage.desk.writer->place())) {
            codes += item.putCode;
            QVERIFY(item.source.sameTuple(stage.record.client.ourSource()));
        }
        QCOMPARE(codes, (QList<qint64> { kept->stored().putCode, 1733 }));
        Place other = stage.desk.writer->place();
        other.secondClientId = u"APP-OTHER"_s;
        QVERIFY(knownItems(stage.desk.entries(), other).isEmpty());
    }

    void aRefusalKeepsItsStepsAndNamesItsField()
    {
        Stage stage;
        stage.record.refusal = test::Reply::json(R"({"response-code":400,"developer-message":"400 Bad request: invalid JSON - journal-title must not be longer than 1000 characters","error-code":9047})", 400);
        const Proposal proposal = stage.change(u"Mine"_s);
        const auto sending = stage.send(proposal);
        QVERIFY(sending->error());
        QCOMPARE(sending->error()->code, u"orcid.9047"_s);
        QCOMPARE(sending->steps().last().state, SendingStep::State::Bad);
        const auto field = refusedField(u"works"_s, proposal.content, *sending->error());
        QVERIFY(field);
        QCOMPARE(field->field, u"journal-title"_s);
        QVERIFY(field->words.contains(u"9047"_s));
        QCOMPARE(refusedField(u"works"_s, proposal.content, refused(u"orcid.9021"_s))->field, u"external-ids/external-id[0]/external-id-value"_s);
        QCOMPARE(refusedField(u"works"_s, proposal.content, refused(u"orcid.9022"_s))->field, u"title/title"_s);
        QCOMPARE(refusedField(u"fundings"_s, {}, refused(u"orcid.9055"_s))->field, u"end-date"_s);
        QVERIFY(!refusedField(u"works"_s, {}, refused(u"orcid.9018"_s)));
        QVERIFY(!refusedField(u"works"_s, {}, refused(u"http.timeout"_s)));
    }
};

QTEST_GUILESS_MAIN(TestReview)
#include "tst_review.moc"

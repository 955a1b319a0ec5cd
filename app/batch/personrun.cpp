#include "app/batch/personrun.h"

#include "app/base/text.h"
#include "app/base/whendone.h"
#include "app/batch/words.h"
#include "app/imports/overlay.h"
#include "app/record/content.h"
#include "app/record/difference.h"

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

// S30: until the sender's key is dealt with nobody goes on; then the batch does.
Error stoppedBecause(const QString &reason)
{
    return { u"exchange.stopped"_s, reason, Words::tr("Deal with it under Clients and partners, then go on."), 0, 0, {} };
}

} // namespace

PersonRun::PersonRun(const Context &context, int person, Task task, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_person(person)
    , m_task(task)
    , m_session(context.services.exchanger, context.services.http, context.services.clock)
    , m_client(m_session)
    , m_writer(m_client, m_session, context.services.journal)
    , m_delay(context.waits.first)
{
    m_client.setFirstWait(context.waits.request);
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &PersonRun::lookAgain);
    // Comes before the request leaves: from here on a restart knows which entry of the journal to look at.
    connect(&m_writer, &record::Writer::noted, this, [this](const QString &entry) {
        at(m_noting).entry = entry;
        set(m_noting, Row::State::Sending);
        save(m_noting);
    });
    const auto confirmed = [this](Wrote what) {
        return [this, what](const record::Item &item, qint64 traceId) {
            m_lastTrace = traceId;
            Q_EMIT written(m_session.delegation(), what, item);
        };
    };
    m_session.setObjection([this](const exchange::Delegation &) -> std::optional<Error> {
        const auto delivery = m_context.services.inbox.find(her().deliveryId);
        return !delivery || delivery->stopped.isEmpty() ? std::nullopt : std::optional(stoppedBecause(delivery->stopped));
    });
    connect(&m_client, &record::RecordClient::added, this, confirmed(Wrote::Added));
    connect(&m_client, &record::RecordClient::updated, this, confirmed(Wrote::Changed));
    connect(&m_session, &exchange::DelegatedSession::renewed, this, [this] {
        Q_EMIT tokenCame(m_session.delegation(), m_session.token());
        Q_EMIT personChanged(m_person);
    });
}

void PersonRun::start()
{
    setState(Person::State::Working);
    paced([this] { exchange(); });
}

void PersonRun::finishSoon()
{
    m_ending = true;
    if (!m_underWay)
        end();
}

void PersonRun::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_wait.stop();
    m_comparison.reset();
    if (m_task == Task::Write && m_session.isActive())
        keepCodes();
    Person &person = her();
    if (person.state == Person::State::Working || person.state == Person::State::Delayed)
        setState(m_task == Task::Write && m_context.batch.counts(person).toDo == 0 ? Person::State::Finished : Person::State::Waiting);
    Q_EMIT done();
}

imports::FileKind PersonRun::fileKind() const
{
    return { m_writer.place(), m_context.batch.fingerprint, formats::Format::Csv, m_context.batch.section };
}

// So that the same file updates next time, whoever reads it.
void PersonRun::keepCodes()
{
    imports::Codes codes;
    for (const int row : std::as_const(her().rows)) {
        if ((at(row).isWritten() || at(row).state == Row::State::There) && at(row).putCode > 0)
            codes.insert(at(row).item.key, at(row).putCode);
    }
    if (!codes.isEmpty())
        (void)imports::KeptCodes(m_context.services.vault).keep(fileKind(), codes);
}

void PersonRun::paced(const std::function<void()> &then)
{
    m_context.pace.whenFree(this, [this, then] {
        if (m_ended)
            return;
        m_ending ? end() : then();
    });
}

// ── her token ───────────────────────────────────────────────────────────────────────────────────────────────────────

void PersonRun::exchange()
{
    m_step = Step::Exchanging;
    const auto delivery = m_context.services.inbox.find(her().deliveryId);
    exchange::Delegation delegation;
    delegation.environment = m_context.environment;
    delegation.secondClient = m_context.services.clients.find(m_context.environment.id, her().clientId);
    if (!delivery || delivery->idToken.isEmpty() || delegation.secondClient.isNull()) {
        Error gone { u"exchange.gone"_s, Words::tr("The id_token is no longer in the inbox."), Words::tr("Ask the sender for another package."), 0, 0, {} };
        return stopHer(gone, -1);
    }
    if (!delivery->stopped.isEmpty())
        return handle(stoppedBecause(delivery->stopped), -1);
    delegation.originalClientId = delivery->originalClientId;
    delegation.originalClientName = plain(delivery->senderName);
    delegation.orcid = delivery->orcid;
    delegation.researcher = delivery->researcher;
    delegation.idToken = delivery->idToken;
    whenDone(m_context.services.exchanger.exchange(delegation.environment, delegation.secondClient, delegation.idToken, {}), this,
        [this, delegation](const Result<exchange::DelegatedToken> &token) { exchanged(delegation, token); });
}

void PersonRun::exchanged(const exchange::Delegation &delegation, const Result<exchange::DelegatedToken> &token)
{
    if (m_ended)
        return;
    if (!token)
        return handle(token.error());
    m_session.begin(delegation, *token);
    m_session.setAutomaticRenewal(true);
    if (her().name.isEmpty())
        her().name = plain(token->name);
    Q_EMIT tokenCame(delegation, *token);
    Q_EMIT personChanged(m_person);
    proceed();
}

void PersonRun::proceed()
{
    if (m_ending)
        return end();
    m_task == Task::Compare ? compare() : settleOpen();
}

// ── comparing with her record ───────────────────────────────────────────────────────────────────────────────────────

void PersonRun::compare()
{
    m_step = Step::Comparing;
    m_comparison = std::make_unique<Comparison>(Comparison::Parts { m_client, m_session, m_context.archive, m_context.pace, m_context.batch }, m_person,
        imports::KeptCodes(m_context.services.vault).codes(fileKind()));
    whenDone(m_comparison->run(), this, [this](const Result<Comparison::Judged> &result) {
        if (m_ended)
            return;
        result ? judged(*result) : handle(result.error());
    });
}

void PersonRun::judged(const Comparison::Judged &judged)
{
    if (const auto kept = m_context.archive.put(judged.before); !kept)
        return handle(kept.error());
    using Kind = imports::Verdict::Kind;
    for (qsizetype i = 0; i < judged.verdicts.size() && i < her().rows.size(); ++i) {
        const imports::Verdict &verdict = judged.verdicts.at(i);
        const int index = her().rows.at(i);
        Row &row = at(index);
        row.verdict = verdict.kind;
        row.putCode = verdict.kind == Kind::NewBeside ? 0 : verdict.putCode; // that one is somebody else's
        row.code = verdict.code;
        const QString words = verdict.kind == Kind::Update && !verdict.fields.isEmpty() ? verdict.fields.join(u", "_s) : verdict.words;
        set(index, verdict.kind == Kind::Refused ? Row::State::Refused : verdict.kind == Kind::Same ? Row::State::There : Row::State::ToDo, words);
    }
    end();
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

// What a restart or a lost answer left open is read back before anything else is sent (S44, S45).
void PersonRun::settleOpen()
{
    m_step = Step::Settling;
    m_underWay = true;
    whenDone(m_writer.recover(), this, [this](int) {
        m_underWay = false;
        settled();
    });
}

void PersonRun::settled()
{
    using State = record::JournalEntry::State;
    bool open = false;
    for (const int index : std::as_const(her().rows)) {
        Row &row = at(index);
        if (row.state != Row::State::Sending)
            continue;
        const auto entry = m_context.services.journal.find(row.entry);
        if (entry && entry->isOpen()) {
            open = true;
        } else if (entry && (entry->state == State::Confirmed || entry->state == State::Undone)) {
            row.putCode = entry->putCode;
            set(index, Row::State::ReadBack);
            save(index);
        } else { // it never arrived, or was never sent
            row.entry.clear();
            set(index, Row::State::ToDo);
            save(index);
        }
    }
    if (m_ending)
        return end();
    open ? lookAgain() : next();
}

void PersonRun::next()
{
    if (m_ending)
        return end();
    m_step = Step::Writing;
    const QList<int> &rows = her().rows;
    while (m_cursor < rows.size() && at(rows.at(m_cursor)).isOver())
        ++m_cursor;
    if (m_cursor == rows.size())
        return end();
    paced([this, row = rows.at(m_cursor)] { write(row); });
}

void PersonRun::write(int row)
{
    if (her().state != Person::State::Working)
        setState(Person::State::Working);
    m_underWay = true;
    m_lastTrace = 0;
    m_noting = row;
    at(row).verdict == imports::Verdict::Kind::Update ? update(row) : add(row);
}

void PersonRun::add(int row)
{
    whenDone(m_writer.add(at(row).item.section, at(row).item.content), this, [this, row](const Result<record::Item> &result) { wrote(row, result); });
}

void PersonRun::update(int row)
{
    const QString section = at(row).item.section;
    const QJsonObject content = at(row).item.content;
    whenDone(m_client.readItem(section, at(row).putCode), this, [this, row, section, content](const Result<record::Item> &item) {
        if (!item)
            return wrote(row, item);
        // As it is now, not as it was compared: what was added since stays.
        const QJsonObject changed = imports::laidOver(item->json, content);
        if (record::differences(section, item->json, record::forPut(item->json, changed, item->putCode)).isEmpty()) {
            m_underWay = false;
            set(row, Row::State::There, Words::tr("nothing to change"));
            save(row);
            return next();
        }
        whenDone(m_writer.change(section, item->putCode, changed, item->json), this, [this, row](const Result<record::Item> &result) { wrote(row, result); });
    });
}

bool PersonRun::cameLate() const
{
    const http::Exchange *exchange = m_lastTrace > 0 ? m_context.services.http.trace().find(m_lastTrace) : nullptr;
    return m_lastTrace == 0 || (exchange && (exchange->status < 200 || exchange->status >= 300));
}

void PersonRun::wrote(int row, const Result<record::Item> &result)
{
    m_underWay = false;
    if (!result)
        return handle(result.error(), row);
    m_delay = m_context.waits.first;
    at(row).putCode = result->putCode;
    set(row, cameLate() ? Row::State::ReadBack : Row::State::Written);
    save(row) ? next() : end();
}

// ── trouble ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void PersonRun::handle(const Error &error, int row)
{
    const Trouble trouble = troubleOf(error);
    const bool sent = row >= 0 && at(row).state == Row::State::Sending;
    if (sent && trouble != Trouble::Unknown && trouble != Trouble::Row) { // the journal knows that nothing arrived
        at(row).entry.clear();
        set(row, Row::State::ToDo);
        if (!save(row))
            return end();
    }
    switch (trouble) {
    case Trouble::Row:
        if (row < 0) // reading her record failed for a reason that will not pass
            return stopHer(error, row);
        refuse(row, error);
        return next();
    case Trouble::Person:
        return stopHer(error, row);
    case Trouble::Everybody:
        Q_EMIT stoppedEverybody(error);
        return end();
    case Trouble::Later:
        return delay(error);
    case Trouble::Unknown:
        return m_ending ? end() : settleOpen();
    }
}

void PersonRun::refuse(int row, const Error &error)
{
    at(row).code = orcidNumber(error);
    if (const qint64 putCode = error.details[u"put-code"_s].toInteger(); putCode > 0)
        at(row).putCode = putCode;
    if (error.httpStatus == 404 && at(row).verdict == imports::Verdict::Kind::Update)
        set(row, Row::State::Refused, Words::tr("put-code %1 is no longer on the record").arg(at(row).putCode));
    else
        set(row, Row::State::Refused, error.what);
    save(row);
}

QString PersonRun::howSeen(const Error &error, int row) const
{
    const bool exchanging = error.code.startsWith(u"exchange."_s);
    if (exchanging && !m_session.isActive())
        return Words::tr("when the id_token was exchanged");
    if (exchanging)
        return Words::tr("when her token was renewed");
    if (row >= 0)
        return Words::tr("when row %1 was sent").arg(at(row).item.number);
    return Words::tr("when her record was read");
}

void PersonRun::stopHer(const Error &error, int row)
{
    Person &person = her();
    person.words = isWithdrawal(error) ? Words::tr("permission withdrawn") : error.what;
    person.withdrawn = isWithdrawal(error);
    person.how = howSeen(error, row);
    person.since = m_context.services.clock.now();
    person.traceId = error.traceId;
    for (const int index : std::as_const(person.rows)) {
        if (at(index).isOver())
            continue;
        const bool unknown = at(index).state == Row::State::Sending;
        set(index, Row::State::Stopped, unknown ? Words::tr("nobody knows whether it arrived; the permission ended before it could be read back") : person.words);
    }
    setState(Person::State::Stopped);
    if (const auto saved = m_context.archive.saveStates(m_context.batch, person.rows); !saved)
        Q_EMIT stoppedEverybody(saved.error());
    Q_EMIT withdrew(person.deliveryId, error);
    end();
}

void PersonRun::delay(const Error &error)
{
    if (m_ending)
        return end();
    const auto wait = qMin(qMax(m_delay, askedWait(error, m_context.services.http.trace())), m_context.waits.longest);
    m_delay = qMin(m_delay * 2, m_context.waits.longest);
    her().until = m_context.services.clock.now().addMSecs(wait.count());
    her().words = error.httpStatus > 0 ? Words::tr("after a %1").arg(error.httpStatus) : Words::tr("after no answer");
    setState(Person::State::Delayed);
    m_wait.start(wait);
}

// The cheapest question tells whether the registry, her token and her record are there again.
void PersonRun::lookAgain()
{
    if (!m_session.isActive())
        return paced([this] { exchange(); });
    paced([this] {
        whenDone(m_client.readPerson(), this, [this](const Result<record::PersonCard> &card) {
            if (m_ended)
                return;
            if (!card)
                return handle(card.error());
            const bool stillOpen = m_step == Step::Settling && her().state == Person::State::Working;
            setState(Person::State::Working);
            if (stillOpen) // it answers, and yet what was sent could not be read back
                return delay({ u"record.unknown"_s, {}, {}, 0, 0, {} });
            proceed();
        });
    });
}

// ── keeping ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void PersonRun::set(int row, Row::State state, const QString &words)
{
    Row &changed = at(row);
    changed.state = state;
    changed.words = plain(words);
    changed.at = m_context.services.clock.now();
    Q_EMIT rowChanged(row);
}

bool PersonRun::save(int row)
{
    const auto saved = m_context.archive.saveRow(m_context.batch, row);
    if (!saved)
        Q_EMIT stoppedEverybody(saved.error());
    return saved.has_value();
}

void PersonRun::setState(Person::State state)
{
    Person &person = her();
    person.state = state;
    if (state != Person::State::Stopped && state != Person::State::Delayed)
        person.words.clear();
    Q_EMIT personChanged(m_person);
}

} // namespace baton::batch

#include "app/record/sending.h"

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"

#include <algorithm>

namespace baton::record {

using namespace Qt::StringLiterals;
using Act = JournalEntry::Act;

namespace {

bool isRead(const http::Exchange &exchange)
{
    return exchange.method == u"GET" || exchange.method == u"HEAD";
}

/// The way below the record: "/work/1733".
QString shortPath(const http::Exchange &exchange, const QString &orcid)
{
    const QString path = exchange.url.path();
    const qsizetype at = path.indexOf(u'/' + orcid + u'/');
    return at < 0 ? path : path.mid(at + orcid.size() + 1);
}

} // namespace

Sending::Sending(Writer &writer, Undo &undo, RecordClient &client, exchange::DelegatedSession &session, const Proposal &proposal, QObject *parent)
    : QObject(parent), m_writer(writer), m_undo(undo), m_client(client), m_session(session), m_proposal(proposal)
{
}

void Sending::start()
{
    const Place place = m_writer.place();
    const QList<JournalEntry> entries = m_writer.journal().entries(place.environmentId, place.orcid);
    m_before = entries.isEmpty() ? QString() : entries.first().id;
    connect(&m_session.trace(), &http::Trace::added, this, &Sending::noteExchange);
    connect(&m_session.trace(), &http::Trace::changed, this, &Sending::noteExchange);
    connect(&m_writer.journal(), &Journal::changed, this, [this] {
        if (m_entryId.isEmpty())
            findEntry();
    });
    if (!m_proposal.undoes.isEmpty())
        return whenDone(m_undo.takeBack(m_proposal.undoes), this, [this](const Result<void> &result) { undone(result); });
    switch (m_proposal.act) {
    case Act::Add:
        return whenDone(m_writer.add(m_proposal.section, m_proposal.content), this, [this](const Result<Item> &result) { written(result); });
    case Act::Change:
        return whenDone(m_writer.change(m_proposal.section, m_proposal.putCode, m_proposal.content, m_proposal.before), this,
            [this](const Result<Item> &result) { written(result); });
    case Act::Delete:
        break;
    }
    Item item = itemFromJson(m_proposal.section, m_proposal.before, true);
    item.putCode = m_proposal.putCode;
    item.title = m_proposal.title;
    whenDone(m_writer.remove(item), this, [this](const Result<void> &result) { removed(result); });
}

void Sending::findEntry()
{
    const Place place = m_writer.place();
    for (const JournalEntry &entry : m_writer.journal().entries(place.environmentId, place.orcid)) {
        if (entry.id <= m_before)
            break;
        if (entry.act != m_proposal.act || entry.section != m_proposal.section || entry.undoes != m_proposal.undoes)
            continue;
        m_entryId = entry.id;
        m_notedAt = entry.at;
        m_sent = entry.sent;
        Q_EMIT progressed();
        return;
    }
}

// A token that ended is renewed in between, and the write is sent once more.
bool Sending::isRenewal(const http::Exchange &exchange) const
{
    return !isRead(exchange) && exchange.url.matches(m_session.delegation().environment.tokenEndpoint(), QUrl::RemoveQuery);
}

bool Sending::isWrite(const http::Exchange &exchange) const
{
    return !isRead(exchange) && !isRenewal(exchange);
}

bool Sending::concerns(const http::Exchange &exchange) const
{
    if (isRenewal(exchange))
        return true;
    const orcid::Section *section = orcid::findSection(m_proposal.section);
    const QString path = shortPath(exchange, m_session.delegation().orcid);
    return section && (path == u'/' + section->itemPath || path == u'/' + section->listPath || path.startsWith(u'/' + section->itemPath + u'/'));
}

void Sending::noteExchange(qint64 id)
{
    const http::Exchange *exchange = m_session.trace().find(id);
    if (!exchange || m_phase == Phase::Done || !concerns(*exchange))
        return;
    const auto known = std::find_if(m_exchanges.begin(), m_exchanges.end(), [id](const http::Exchange &one) { return one.id == id; });
    if (known == m_exchanges.end())
        m_exchanges += *exchange;
    else
        *known = *exchange;
    // Sent without an answer that tells: now only reading back can.
    if (isWrite(*exchange) && exchange->state != http::Exchange::State::Running)
        m_phase = exchange->status == 401                        ? Phase::Sending
            : exchange->state != http::Exchange::State::Answered || exchange->status >= 500 ? Phase::NoAnswer : Phase::ReadingBack;
    Q_EMIT progressed();
}

SendingStep Sending::stepOf(const http::Exchange &exchange) const
{
    SendingStep step;
    step.request = true;
    step.line = exchange.method + u' ' + shortPath(exchange, m_session.delegation().orcid);
    step.at = exchange.startedAt;
    step.traceId = exchange.id;
    const bool gone = exchange.status == 404 && exchange.method == u"GET" && m_proposal.act == Act::Delete;
    switch (exchange.state) {
    case http::Exchange::State::Running:
        step.detail = tr("waiting for the answer…");
        return step;
    case http::Exchange::State::Answered:
        step.state = exchange.status < 400 || gone ? SendingStep::State::Good : SendingStep::State::Bad;
        step.detail = exchange.reason.isEmpty() ? tr("%1, %2 ms").arg(exchange.status).arg(exchange.totalMs)
                                                : tr("%1 %2, %3 ms").arg(exchange.status).arg(exchange.reason).arg(exchange.totalMs);
        break;
    case http::Exchange::State::Failed:
    case http::Exchange::State::Cancelled:
        step.state = SendingStep::State::Bad;
        step.detail = exchange.failure.isEmpty() ? tr("no answer") : exchange.failure;
        break;
    }
    if (gone)
        step.detail += tr(": gone, as asked");
    if (isRenewal(exchange) && step.state == SendingStep::State::Good)
        step.detail += tr(": the token is renewed");
    return step;
}

// Reading is tried several times where it fails: one line, with what came of it last. What changes the record is never left out.
QList<Sending::Tried> Sending::tried() const
{
    QList<Tried> all;
    for (const http::Exchange &exchange : m_exchanges) {
        const http::Exchange *former = all.isEmpty() ? nullptr : &all.last().last;
        const bool again = former && isRead(*former) && exchange.method == former->method && exchange.url == former->url
            && (former->state == http::Exchange::State::Failed || former->status >= 500 || former->status == 429);
        if (again)
            all.last() = { exchange, all.last().times + 1 };
        else
            all += { exchange, 1 };
    }
    return all;
}

QList<SendingStep> Sending::steps() const
{
    QList<SendingStep> steps;
    if (!m_entryId.isEmpty())
        steps += { SendingStep::State::Good, tr("Written to the journal"), false, tr("before anything was sent"), m_notedAt, 0 };
    bool wrote = false;
    qsizetype note = m_entryId.isEmpty() ? -1 : 0; // its place
    for (const auto &[exchange, times] : tried()) {
        SendingStep step = stepOf(exchange);
        if (times > 1)
            step.detail = tr("tried %1 times, last: %2").arg(times).arg(step.detail);
        const bool answered = exchange.state == http::Exchange::State::Answered && exchange.status < 400;
        if (!wrote && isRead(exchange) && answered)
            step.detail += tr(", read before sending");
        wrote = wrote || isWrite(exchange);
        // The last reading is the one that was compared.
        if (wrote && isRead(exchange) && answered && exchange.id == m_stored.traceId)
            step.detail += tr(", compared field by field");
        // Read before the note was written: in the order of time.
        if (note >= 0 && !wrote && step.at < m_notedAt)
            steps.insert(note++, step);
        else
            steps += step;
    }
    return steps;
}

qint64 Sending::traceId() const
{
    for (auto it = m_exchanges.crbegin(); it != m_exchanges.crend(); ++it) {
        if (isWrite(*it))
            return it->id;
    }
    return m_error ? m_error->traceId : 0;
}

void Sending::written(const Result<Item> &result)
{
    if (!result)
        return conclude(result.error());
    m_stored = *result;
    conclude({});
}

// Looked for once more, so that "gone" is seen and not believed; a token that reads nothing can't.
void Sending::removed(const Result<void> &result)
{
    if (!result || m_client.deletesOnly())
        return conclude(result ? std::nullopt : std::optional(result.error()));
    m_phase = Phase::ReadingBack;
    whenDone(m_client.readItem(m_proposal.section, m_proposal.putCode), this, [this](const Result<Item> &) { conclude({}); });
}

void Sending::undone(const Result<void> &result)
{
    findEntry();
    if (!result)
        return conclude(result.error());
    if (m_proposal.act == Act::Delete)
        return removed(result);
    if (const auto entry = m_writer.journal().find(m_entryId)) {
        m_stored = itemFromJson(entry->section, entry->stored, true);
        m_stored.putCode = entry->putCode;
        for (const http::Exchange &exchange : std::as_const(m_exchanges)) {
            if (isRead(exchange) && exchange.status == 200)
                m_stored.traceId = exchange.id;
        }
    }
    conclude({});
}

void Sending::conclude(const std::optional<Error> &error)
{
    if (m_entryId.isEmpty())
        findEntry();
    m_error = error;
    m_phase = Phase::Done;
    Q_EMIT finished();
}

} // namespace baton::record

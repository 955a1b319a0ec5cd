#include "app/imports/sender.h"

#include "app/imports/overlay.h"
#include "app/record/bulkaddition.h"
#include "app/record/wire.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::imports {

using record::BulkAddition;
using record::BulkResults;
using record::Item;

namespace {

/// Errors after which no further row can succeed now.
bool endsTheRun(const Error &error)
{
    static const QStringList codes { u"record.token"_s, u"record.forbidden"_s, u"record.busy"_s, u"record.unknown"_s, u"record.cancelled"_s, u"orcid.9017"_s,
        u"orcid.9018"_s, u"orcid.9044"_s, u"orcid.9048"_s, u"orcid.9057"_s };
    const bool transport = error.code.startsWith(u"http."_s) && error.code != u"http.too_large";
    return transport || codes.contains(error.code) || error.code.startsWith(u"session."_s) || error.code.startsWith(u"exchange."_s)
        || error.code.startsWith(u"vault."_s);
}

bool neverLeft(const Error &error)
{
    return error.code == u"record.cancelled" || error.code.startsWith(u"session."_s) || error.code.startsWith(u"vault."_s)
        || error.code.startsWith(u"exchange."_s);
}

} // namespace

QString Outcome::headline() const
{
    switch (state) {
    case State::Added:
        return Sender::tr("Added, put-code %1").arg(putCode);
    case State::Updated:
        return Sender::tr("Updated, put-code %1").arg(putCode);
    case State::Refused:
        return error.code.startsWith(u"orcid."_s) ? Sender::tr("Refused: %1").arg(error.code.mid(6)) : Sender::tr("Refused");
    case State::Unknown:
        return Sender::tr("Nobody knows yet");
    case State::NotSent:
        return Sender::tr("Not sent");
    }
    Q_UNREACHABLE();
}

Sender::Sender(record::Writer &writer, QObject *parent) : QObject(parent), m_writer(writer)
{
    connect(&m_writer, &record::Writer::noted, this, [this](const QString &entry) { m_noted << entry; });
}

bool Sender::goesInBulk(const formats::Row &row, const Verdict &verdict)
{
    return row.section == u"works" && verdict.kind != Verdict::Kind::Update && !verdict.alone;
}

void Sender::Tally::add(const formats::Row &row, const Verdict &verdict)
{
    if (verdict.kind == Verdict::Kind::Update)
        ++m_requests.puts;
    else
        ++(goesInBulk(row, verdict) ? m_bulk : m_requests.posts);
}

Sender::Requests Sender::Tally::requests() const
{
    Requests requests = m_requests;
    requests.bulks = int((m_bulk + BulkAddition::maxWorks - 1) / BulkAddition::maxWorks);
    return requests;
}

Sender::Requests Sender::requestsFor(const QList<Sending> &rows)
{
    Tally tally;
    for (const Sending &sending : rows)
        tally.add(sending.row, sending.verdict);
    return tally.requests();
}

void Sender::start(const QList<Sending> &rows)
{
    for (const Sending &sending : rows) {
        if (sending.verdict.sends())
            (goesInBulk(sending.row, sending.verdict) ? m_bulk : m_single) << sending;
    }
    m_total = int(m_bulk.size() + m_single.size());
    m_place = m_writer.place();
    m_running = true;
    Q_EMIT progress(0, m_total);
    next();
}

void Sender::cancel()
{
    if (m_running)
        stopFor({ u"record.cancelled"_s, tr("It was cancelled."), {}, 0, 0, {} });
}

void Sender::stopFor(const Error &error)
{
    if (m_stopped.code.isEmpty())
        m_stopped = error;
    *m_stop = true;
}

void Sender::next()
{
    if (m_writer.place() != m_place)
        stopFor(record::partiesChanged());
    if (*m_stop || (m_bulk.isEmpty() && m_single.isEmpty()))
        finish();
    else if (!m_bulk.isEmpty())
        sendBulk();
    else
        sendOne();
}

void Sender::sendBulk()
{
    const QList<Sending> now = m_bulk.first(std::min(m_bulk.size(), BulkAddition::maxWorks));
    m_bulk.remove(0, now.size());
    QList<QJsonObject> works;
    for (const Sending &sending : now)
        works << sending.row.content;
    m_noted.clear();
    const auto future = m_writer.addWorks(works, m_stop);
    whenDone(future, this, [this, now, noted = m_noted](const BulkResults &results) {
        for (qsizetype i = 0; i < now.size(); ++i)
            tell(now.at(i), noted.value(i), results.at(i));
        next();
    });
}

void Sender::sendOne()
{
    const Sending sending = m_single.takeFirst();
    const bool update = sending.verdict.kind == Verdict::Kind::Update;
    const QJsonObject &before = sending.verdict.before;
    m_noted.clear();
    const auto future = update
        ? m_writer.change(sending.row.section, sending.verdict.putCode, laidOver(before, sending.row.content), before)
        : m_writer.add(sending.row.section, sending.row.content);
    whenDone(future, this, [this, sending, noted = m_noted.value(0)](const Result<Item> &result) {
        tell(sending, noted, result);
        next();
    });
}

void Sender::tell(const Sending &sending, const QString &entry, const Result<Item> &result)
{
    Outcome outcome;
    outcome.row = sending.row.number;
    outcome.entry = entry;
    if (result) {
        outcome.state = sending.verdict.kind == Verdict::Kind::Update ? Outcome::State::Updated : Outcome::State::Added;
        outcome.putCode = result->putCode;
    } else {
        outcome.error = result.error();
        outcome.putCode = result.error().details.value(u"put-code"_s).toInteger();
        const bool unknown = result.error().code == u"record.unknown" || result.error().code == u"record.read_back";
        outcome.state = unknown ? Outcome::State::Unknown : neverLeft(result.error()) ? Outcome::State::NotSent : Outcome::State::Refused;
        if (endsTheRun(result.error()))
            stopFor(result.error());
    }
    Q_EMIT this->outcome(outcome);
    Q_EMIT progress(++m_done, m_total);
}

void Sender::finish()
{
    const QList<Sending> left = m_bulk + m_single;
    m_bulk.clear();
    m_single.clear();
    for (const Sending &sending : left) {
        Outcome outcome;
        outcome.row = sending.row.number;
        outcome.error = m_stopped;
        Q_EMIT this->outcome(outcome);
    }
    m_running = false;
    Q_EMIT finished(m_stopped);
}

} // namespace baton::imports

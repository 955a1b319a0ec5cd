#include "app/ledger/fold.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::ledger {

namespace {

using Kind = Event::Kind;
using Direction = HandOver::Direction;

QString text(const Event &event, QLatin1String name)
{
    return event.facts.value(name).toString();
}

QDateTime time(const Event &event, QLatin1String name)
{
    return QDateTime::fromString(text(event, name), Qt::ISODateWithMs);
}

// When it happened: a receipt tells of something earlier than the entry.
QDateTime happened(const Event &event)
{
    const QDateTime at = time(event, "at"_L1);
    return at.isValid() ? at : event.at;
}

QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue entry : value.toArray())
        out << entry.toString();
    return out;
}

void start(HandOver &row, const Event &event)
{
    row.environmentId = event.environmentId;
    row.packageId = event.packageId;
    row.orcid = event.orcid;
    row.researcher = text(event, "researcher"_L1);
    row.clientId = text(event, "clientId"_L1);
    row.partner = text(event, "partner"_L1);
    row.partnerClientId = text(event, "partnerClientId"_L1);
    row.protection = text(event, "protection"_L1);
    row.purpose = text(event, "purpose"_L1);
    row.scopes = strings(event.facts.value("scopes"_L1));
    row.tokenId = text(event, "tokenId"_L1);
    row.when = event.at;
    row.useBy = time(event, "useBy"_L1);
}

// What was refused before is given again. (Of a token that only deletes this says nothing.)
void givenAgain(HandOver &row, const Event &event)
{
    using State = exchange::Probe::State;
    if (row.lastProbe && row.lastProbe->state != State::StillGood && row.lastProbe->state != State::DeleteOnly && happened(event) > row.probedAt) {
        row.lastProbe.reset();
        row.probedAt = {};
    }
}

void countExchange(HandOver &row, const Event &event)
{
    // A receipt says how often until then; what happened here is counted one by one.
    const int told = int(event.facts.value("count"_L1).toInteger(0));
    row.exchanges = told > 0 ? qMax(row.exchanges, told) : row.exchanges + 1;
    if (!row.lastExchangeAt.isValid() || happened(event) > row.lastExchangeAt)
        row.lastExchangeAt = happened(event);
    row.refusal.clear();
    givenAgain(row, event);
}

void countWritten(HandOver &row, const Event &event)
{
    const qint64 putCode = event.facts.value("putCode"_L1).toInteger();
    if (text(event, "what"_L1) == "deleted"_L1)
        row.putCodes.removeAll(putCode);
    else if (!row.putCodes.contains(putCode))
        row.putCodes << putCode;
    row.written = int(row.putCodes.size());
}

void takeProbe(HandOver &row, const Event &event)
{
    exchange::Probe probe;
    probe.state = exchange::Probe::stateOf(text(event, "state"_L1)).value_or(exchange::Probe::State::Refused);
    probe.status = int(event.facts.value("status"_L1).toInteger());
    probe.words = text(event, "words"_L1);
    probe.scopes = strings(event.facts.value("scopes"_L1));
    probe.nextTry = time(event, "nextTry"_L1);
    probe.at = event.at;
    row.lastProbe = probe;
    row.probedAt = event.at;
}

void recall(HandOver &row, const Event &event)
{
    row.recalled = true;
    if (!row.recalledAt.isValid())
        row.recalledAt = happened(event);
}

} // namespace

bool HandOver::knownAsEnded() const
{
    using State = exchange::Probe::State;
    const auto probed = lastProbe ? lastProbe->state : State::StillGood;
    return probed == State::Revoked || probed == State::Deactivated || probed == State::BadToken;
}

bool HandOver::stillUsable() const
{
    return !(recalled && proven) && !knownAsEnded() && !registryForgot && !(direction == Direction::Received && wiped);
}

void Fold::begin(const Event &event, Direction direction)
{
    QList<qsizetype> &rows = m_byPackage[event.packageId];
    for (const qsizetype index : rows) {
        HandOver &row = m_rows[index];
        if (row.orcid == event.orcid && row.direction == direction && row.environmentId == event.environmentId) {
            row.events << event;
            // What was refused before is accepted now.
            row.refusal.clear();
            row.wiped = false;
            return;
        }
    }
    HandOver row;
    row.direction = direction;
    start(row, event);
    row.events << event;
    if (direction == Direction::Received)
        row.openedAt = event.at;
    for (const Event &earlier : m_packageEvents.value(event.packageId))
        apply(row, earlier);
    QList<qsizetype> &same = m_byToken[row.tokenId];
    for (const qsizetype index : m_judged.contains(row.tokenId) ? same : QList<qsizetype>()) {
        if (const HandOver &other = m_rows.at(index); other.environmentId == row.environmentId && other.knownAsEnded()) {
            row.lastProbe = other.lastProbe;
            row.probedAt = other.probedAt;
        }
    }
    same << m_rows.size();
    rows << m_rows.size();
    m_rows << row;
}

// What the registry says of an id_token holds for every package it went in.
void Fold::learn(HandOver &row, const Event &event)
{
    switch (event.kind) {
    case Kind::Probed:
        row.events << event;
        takeProbe(row, event);
        break;
    case Kind::Refused:
        if (event.facts.contains("state"_L1))
            takeProbe(row, event);
        break;
    case Kind::Proven:
        takeProbe(row, event);
        row.lastProbe->state = exchange::Probe::State::Revoked;
        break;
    case Kind::Exchanged: givenAgain(row, event); break;
    case Kind::NotProven:
        if (row.knownAsEnded())
            givenAgain(row, event);
        break;
    default: break;
    }
}

void Fold::tellOthers(const Event &event, const QStringList &tokenIds)
{
    const bool judges = event.kind == Kind::Probed || event.kind == Kind::Proven || (event.kind == Kind::Refused && event.facts.contains("state"_L1));
    const bool changes = event.kind == Kind::Exchanged || event.kind == Kind::NotProven; // where something was said before
    for (const QString &tokenId : tokenIds) {
        if (judges)
            m_judged.insert(tokenId);
        if (tokenId.isEmpty() || !(judges || (changes && m_judged.contains(tokenId))))
            continue;
        for (const qsizetype index : m_byToken.value(tokenId)) {
            HandOver &row = m_rows[index];
            if (row.packageId != event.packageId && row.environmentId == event.environmentId)
                learn(row, event);
        }
    }
}

void Fold::apply(HandOver &row, const Event &event)
{
    row.events << event;
    switch (event.kind) {
    case Kind::Received: // on this computer too: the other row is its own
    case Kind::Opened:
        if (!row.openedAt.isValid())
            row.openedAt = happened(event);
        row.receiptSent = row.receiptSent || event.facts.value("sent"_L1).toBool();
        break;
    case Kind::Exchanged: countExchange(row, event); break;
    case Kind::Refused:
        row.refusal = text(event, "reason"_L1);
        // Of a package that was not accepted nothing was kept.
        if (row.direction == Direction::Received && event.facts.value("notKept"_L1).toBool())
            row.wiped = true;
        if (event.facts.contains("state"_L1)) // an exchange was refused, and why
            takeProbe(row, event);
        break;
    case Kind::Written: countWritten(row, event); break;
    case Kind::Probed: takeProbe(row, event); break;
    case Kind::Recall: recall(row, event); break;
    case Kind::Notice:
        if (row.direction == Direction::Received)
            recall(row, event);
        break;
    case Kind::Proven: row.proven = true; break;
    case Kind::NotProven:
        row.proven = false;
        if (row.knownAsEnded())
            givenAgain(row, event);
        break;
    case Kind::Wiped: row.wiped = true; break;
    case Kind::Made: break;
    }
}

void Fold::add(const Event &event)
{
    if (event.kind == Kind::Made)
        return begin(event, Direction::Made);
    QStringList concerned;
    for (const qsizetype index : m_byPackage.value(event.packageId)) {
        HandOver &row = m_rows[index];
        const bool meant = event.orcid.isEmpty() || row.orcid == event.orcid;
        const bool own = event.kind == Kind::Received && row.direction == Direction::Received;
        if (meant && !own && row.environmentId == event.environmentId) {
            apply(row, event);
            concerned << row.tokenId;
        }
    }
    concerned.removeDuplicates();
    tellOthers(event, concerned);
    if (event.kind == Kind::Received)
        begin(event, Direction::Received);
    else if (event.orcid.isEmpty())
        m_packageEvents[event.packageId] << event;
}

QList<HandOver> Fold::ofPackage(const QString &packageId, Direction direction) const
{
    QList<HandOver> out;
    for (const qsizetype index : m_byPackage.value(packageId)) {
        if (m_rows.at(index).direction == direction)
            out << m_rows.at(index);
    }
    return out;
}

std::optional<HandOver> Fold::find(const QString &packageId, const QString &orcid, Direction direction) const
{
    for (const qsizetype index : m_byPackage.value(packageId)) {
        const HandOver &row = m_rows.at(index);
        if (row.direction == direction && row.orcid == orcid)
            return row;
    }
    return {};
}

} // namespace baton::ledger

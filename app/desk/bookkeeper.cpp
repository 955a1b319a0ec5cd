#include "app/desk/bookkeeper.h"

#include "app/base/orcidid.h"
#include "app/base/text.h"
#include "app/desk/delegations.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::desk {

namespace {

using Kind = ledger::Event::Kind;
using Direction = ledger::HandOver::Direction;
using Standing = exchange::Probe::State;

constexpr qsizetype maxWords = 300;
const QString oldKind = u"handover"_s; ///< past hand-overs as they were kept before there was a ledger

QString text(const QDateTime &when)
{
    return when.isValid() ? when.toUTC().toString(Qt::ISODateWithMs) : QString();
}

QJsonArray strings(const QStringList &list)
{
    return QJsonArray::fromStringList(list);
}

// The same facts for both sides of a package.
QJsonObject factsOf(const handover::HandOverEntry &entry)
{
    return { { "researcher"_L1, plain(entry.researcher) }, { "clientId"_L1, entry.clientId }, { "partner"_L1, plain(entry.partnerName) },
        { "partnerClientId"_L1, entry.partnerClientId }, { "protection"_L1, entry.protection }, { "purpose"_L1, plain(entry.purpose, true) },
        { "scopes"_L1, strings(entry.scopes) }, { "useBy"_L1, text(entry.useBy) }, { "tokenId"_L1, entry.tokenId } };
}

QJsonObject factsOf(const handover::Delivery &delivery)
{
    return { { "researcher"_L1, plain(delivery.researcher) }, { "clientId"_L1, delivery.originalClientId }, { "partner"_L1, plain(delivery.senderName) },
        { "partnerClientId"_L1, delivery.originalClientId }, { "receiver"_L1, delivery.audienceClientId }, { "protection"_L1, delivery.protection },
        { "purpose"_L1, plain(delivery.purpose, true) }, { "scopes"_L1, strings(delivery.scopes) }, { "useBy"_L1, text(delivery.useBy) },
        { "tokenId"_L1, delivery.id } };
}

QJsonObject factsOf(const exchange::Probe &probe)
{
    return { { "state"_L1, exchange::Probe::name(probe.state) }, { "status"_L1, probe.status }, { "words"_L1, plain(probe.words).left(maxWords) },
        { "scopes"_L1, strings(probe.scopes) }, { "nextTry"_L1, text(probe.nextTry) } };
}

QString packageOf(const handover::HandOverEntry &entry)
{
    return entry.packageId.isEmpty() ? entry.id : entry.packageId;
}

bool isGone(const QString &code)
{
    return code == "exchange.revoked"_L1 || code == "exchange.no_scope"_L1;
}

} // namespace

Bookkeeper::Bookkeeper(const Parts &parts, QObject *parent) : QObject(parent), m(parts)
{
    // The ledger reads first: it was made before, and so it was connected before.
    connect(&m.vault, &vault::Vault::stateChanged, this, &Bookkeeper::migrate);
    migrate();
}

Result<qint64> Bookkeeper::note(Kind kind, const QString &environmentId, const QString &packageId, const QString &orcid, const QJsonObject &facts,
    const QDateTime &at)
{
    ledger::Event event;
    event.at = at.isValid() ? at : m.clock.now();
    event.kind = kind;
    event.environmentId = environmentId;
    event.packageId = packageId;
    event.orcid = orcid;
    event.facts = facts;
    return m.ledger.append(event);
}

// What was kept before there was a ledger becomes its first entries, once.
void Bookkeeper::migrate()
{
    const auto documents = m.vault.isOpen() ? m.vault.list(oldKind) : Result<QList<vault::Document>>();
    if (!documents)
        return;
    for (const vault::Document &document : *documents) {
        const QJsonObject &json = document.content;
        const auto time = [&json](QLatin1String name) { return QDateTime::fromString(json.value(name).toString(), Qt::ISODateWithMs); };
        handover::HandOverEntry entry;
        entry.packageId = document.id.section(u'/', 0, 0);
        entry.environmentId = json.value("environment"_L1).toString();
        entry.when = time("when"_L1);
        entry.useBy = time("use_by"_L1);
        entry.researcher = json.value("researcher"_L1).toString();
        entry.orcid = json.value("orcid"_L1).toString();
        entry.clientId = json.value("client"_L1).toString();
        entry.partnerName = json.value("partner"_L1).toString();
        entry.partnerClientId = json.value("partner_client"_L1).toString();
        entry.protection = json.value("protection"_L1).toString();
        for (const QJsonValue scope : json.value("scopes"_L1).toArray())
            entry.scopes << scope.toString();
        entry.purpose = json.value("purpose"_L1).toString();
        if (!entry.when.isValid())
            entry.when = document.changedAt;
        if (!packageSealed({ entry }) || !m.vault.remove(oldKind, document.id))
            return; // tried again when the vault is opened the next time
    }
}

// ── the original client ─────────────────────────────────────────────────────────────────────────────────────────────

Result<QList<ledger::HandOver>> Bookkeeper::signedIn(const signin::Tokens &tokens)
{
    const auto orcid = OrcidId::parse(tokens.orcid);
    if (!orcid || tokens.grantedScopes.isEmpty())
        return QList<ledger::HandOver>();
    clients::Grant grant;
    grant.environmentId = tokens.environment.id;
    grant.clientId = tokens.client.clientId;
    grant.orcid = orcid->toString();
    grant.researcher = plain(tokens.name);
    grant.scopes = tokens.grantedScopes;
    grant.givenAt = tokens.receivedAt.isValid() ? tokens.receivedAt : m.clock.now();
    grant.accessToken = tokens.accessToken;
    grant.refreshToken = tokens.refreshToken;
    // The same access token pasted again is the same permission.
    for (const clients::Grant &known : m.grants.grants(grant.environmentId, grant.clientId, grant.orcid)) {
        if (known.state == clients::Grant::State::Counts && !known.accessToken.isEmpty() && known.accessToken == grant.accessToken)
            return QList<ledger::HandOver>();
    }
    if (auto added = m.grants.add(grant); !added)
        return fail(added.error());
    QList<ledger::HandOver> alive;
    for (const ledger::HandOver &row : m.ledger.handOvers(grant.environmentId)) {
        if (row.direction != Direction::Made || row.clientId != grant.clientId || row.orcid != grant.orcid || !row.recalled)
            continue;
        const QString words = tr("The researcher signed in again: the id_token handed over works again.");
        if (auto noted = note(Kind::NotProven, row.environmentId, row.packageId, row.orcid, { { "words"_L1, words } }); !noted)
            return fail(noted.error());
        alive << *m.ledger.find(row.packageId, row.orcid, Direction::Made);
    }
    if (!alive.isEmpty())
        Q_EMIT cameAlive(alive);
    return alive;
}

Result<void> Bookkeeper::packageSealed(const QList<handover::HandOverEntry> &entries)
{
    for (const handover::HandOverEntry &entry : entries) {
        if (m.ledger.find(packageOf(entry), entry.orcid, Direction::Made))
            continue; // copied after it was saved: one hand-over
        if (auto noted = note(Kind::Made, entry.environmentId, packageOf(entry), entry.orcid, factsOf(entry), entry.when); !noted)
            return fail(noted.error());
    }
    return {};
}

// ── the second client ───────────────────────────────────────────────────────────────────────────────────────────────

Result<void> Bookkeeper::received(const QList<handover::Delivery> &deliveries)
{
    for (const handover::Delivery &delivery : deliveries) {
        const auto row = m.ledger.find(delivery.packageId, delivery.orcid, Direction::Received);
        const bool refused = delivery.state == handover::Delivery::State::Refused;
        // The same file again tells nothing new, unless what was refused is accepted now.
        if (row && (refused || row->refusal.isEmpty()))
            continue;
        if (auto noted = note(Kind::Received, delivery.environmentId, delivery.packageId, delivery.orcid, factsOf(delivery), delivery.receivedAt); !noted)
            return fail(noted.error());
        if (!refused)
            continue;
        const QJsonObject facts { { "reason"_L1, plain(delivery.stateWords).left(maxWords) }, { "notKept"_L1, true } };
        if (auto noted = note(Kind::Refused, delivery.environmentId, delivery.packageId, delivery.orcid, facts); !noted)
            return fail(noted.error());
    }
    return {};
}

// By the id_token itself: what acts with it does not know the package it came in.
Result<void> Bookkeeper::noteFor(const Secret &idToken, Kind kind, const QJsonObject &facts)
{
    const auto delivery = m.inbox.find(handover::Inbox::idOf(idToken));
    if (!delivery)
        return {};
    if (auto noted = note(kind, delivery->environmentId, delivery->packageId, delivery->orcid, facts); !noted)
        return fail(noted.error());
    return {};
}

Result<void> Bookkeeper::exchanged(const exchange::Delegation &delegation, const exchange::DelegatedToken &token)
{
    return noteFor(delegation.idToken, Kind::Exchanged, { { "scopes"_L1, strings(token.scopes) }, { "client"_L1, delegation.secondClient.clientId } });
}

Result<void> Bookkeeper::exchangeRefused(const exchange::Delegation &delegation, const Error &error)
{
    const auto delivery = m.inbox.find(handover::Inbox::idOf(delegation.idToken));
    return delivery ? exchangeRefused(*delivery, error) : Result<void>();
}

Result<void> Bookkeeper::exchangeRefused(const handover::Delivery &delivery, const Error &error)
{
    if (error.httpStatus < 400 || error.httpStatus >= 500 || error.httpStatus == 429 || !error.code.startsWith("exchange."_L1))
        return {};
    const QString word = plain(error.details.value("error"_L1).toString().left(80));
    // It tells as much of the id_token as a probe does.
    QJsonObject facts = factsOf(probeFrom(error, m.clock.now()));
    facts.insert("reason"_L1, plain(error.what).left(maxWords));
    if (auto noted = note(Kind::Refused, delivery.environmentId, delivery.packageId, delivery.orcid, facts); !noted)
        return fail(noted.error());
    if (!isGone(error.code))
        return {};
    noteWithdrawal(delivery.environmentId, delivery.originalClientId, delivery.orcid, Standing::Revoked);
    // An exchange that is refused after a recall is its proof, whoever tried.
    const auto made = m.ledger.find(delivery.packageId, delivery.orcid, Direction::Made);
    if (!made || !made->recalled || made->proven)
        return {};
    const auto proven = note(Kind::Proven, delivery.environmentId, delivery.packageId, delivery.orcid,
        { { "status"_L1, error.httpStatus }, { "words"_L1, u"%1 %2"_s.arg(QString::number(error.httpStatus), word).trimmed() } });
    return proven ? Result<void>() : fail(proven.error());
}

Result<void> Bookkeeper::written(const exchange::Delegation &delegation, Change change, const QString &section, qint64 putCode, const QString &title)
{
    static const QStringList names { u"added"_s, u"changed"_s, u"deleted"_s };
    return noteFor(delegation.idToken, Kind::Written,
        { { "section"_L1, section }, { "putCode"_L1, putCode }, { "what"_L1, names.at(int(change)) }, { "title"_L1, plain(title).left(maxWords) } });
}

// ── both ────────────────────────────────────────────────────────────────────────────────────────────────────────────

Result<void> Bookkeeper::probed(const handover::Delivery &delivery, const exchange::Probe &probe)
{
    const auto row = m.ledger.find(delivery.packageId, delivery.orcid, Direction::Received);
    return row ? probed(*row, probe) : Result<void>();
}

Result<void> Bookkeeper::probed(const ledger::HandOver &handOver, const exchange::Probe &probe)
{
    const auto row = m.ledger.find(handOver.packageId, handOver.orcid, handOver.direction);
    if (!row)
        return {};
    // A registry that stays away is noted once, not at every try.
    const bool again = row->lastProbe && row->lastProbe->state == Standing::Unreachable && probe.state == Standing::Unreachable;
    if (!again) {
        if (auto noted = note(Kind::Probed, row->environmentId, row->packageId, row->orcid, factsOf(probe), probe.at); !noted)
            return fail(noted.error());
    }
    noteWithdrawal(row->environmentId, row->clientId, row->orcid, probe.state);
    return {};
}

// What the researcher took back does not count any more for what a new package would allow (orcid.md 4.4).
void Bookkeeper::noteWithdrawal(const QString &environmentId, const QString &clientId, const QString &orcid, Standing state)
{
    if (state != Standing::Revoked && state != Standing::DeleteOnly)
        return;
    for (const clients::Grant &grant : m.grants.grants(environmentId, clientId, orcid)) {
        const bool gone = state == Standing::Revoked || grant.scopes.contains("/activities/update"_L1);
        if (grant.state == clients::Grant::State::Counts && gone)
            (void)m.grants.end(grant.id, clients::Grant::State::Withdrawn, m.clock.now());
    }
}

// ── recall ──────────────────────────────────────────────────────────────────────────────────────────────────────────

Result<qint64> Bookkeeper::recallStep(const ledger::HandOver &handOver, const QString &step, const QString &words, const QStringList &lines)
{
    return note(Kind::Recall, handOver.environmentId, handOver.packageId, handOver.orcid,
        { { "step"_L1, step }, { "words"_L1, plain(words).left(maxWords) }, { "lines"_L1, strings(lines) } });
}

Result<qint64> Bookkeeper::recallProven(const ledger::HandOver &handOver, const exchange::Probe &probe)
{
    return note(Kind::Proven, handOver.environmentId, handOver.packageId, handOver.orcid,
        { { "status"_L1, probe.status }, { "words"_L1, plain(probe.words).left(maxWords) } });
}

Result<qint64> Bookkeeper::recallNotProven(const ledger::HandOver &handOver, const QString &words)
{
    return note(Kind::NotProven, handOver.environmentId, handOver.packageId, handOver.orcid, { { "words"_L1, plain(words).left(maxWords) } });
}

} // namespace baton::desk

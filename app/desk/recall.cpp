#include "app/desk/recall_p.h"

#include "app/base/text.h"
#include "app/http/retry.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::desk {

namespace {

using Kind = ledger::Event::Kind;
using Standing = exchange::Probe::State;
using StepId = Recall::StepId;
using State = Recall::Step::State;

const QStringList &stepNames()
{
    static const QStringList names { u"revoke_tokens"_s, u"ask_researcher"_s, u"tell_partner"_s, u"prove"_s };
    return names;
}

QStringList strings(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue entry : value.toArray())
        out << entry.toString();
    return out;
}

QString day(const QDateTime &when)
{
    return when.isValid() ? shortTime(when).section(u' ', 0, 2) : Recall::tr("unknown day");
}

bool givesNothing(Standing state)
{
    return state == Standing::Revoked || state == Standing::BadToken;
}

bool stillWorks(Standing state)
{
    return state == Standing::StillGood || state == Standing::DeleteOnly;
}

} // namespace

Recall::Recall(const Parts &parts, const orcid::Environment &environment, const ledger::HandOver &handOver, QObject *parent)
    : QObject(parent), d(new Private(parts, environment, handOver))
{
    const QStringList titles { tr("Revoke our own tokens"), tr("Ask the researcher"), tr("Tell the partner"), tr("Prove it by trying") };
    for (int i = 0; i < titles.size(); ++i) {
        Step step;
        step.id = StepId(i);
        step.title = titles.at(i);
        d->steps << step;
    }
    d->again.setSingleShot(true);
    connect(&d->again, &QTimer::timeout, this, &Recall::revokeTokens);
    restore();
    connect(&parts.ledger, &ledger::Ledger::changed, this, &Recall::takeNews);
}

Recall::~Recall() = default;

const ledger::HandOver &Recall::handOver() const
{
    return d->handOver;
}

const QList<Recall::Step> &Recall::steps() const
{
    return d->steps;
}

Recall::Step &Recall::step(StepId id)
{
    return d->steps[int(id)];
}

QString Recall::researcher() const
{
    return d->handOver.researcher.isEmpty() ? d->handOver.orcid : d->handOver.researcher;
}

QString Recall::partner() const
{
    return d->handOver.partner.isEmpty() ? tr("whoever has the passphrase") : d->handOver.partner;
}

void Recall::set(StepId id, Step::State state, const QString &words)
{
    Step &one = step(id);
    one.state = state;
    one.words = words;
    one.at = d->parts.clock.now();
    Q_EMIT changed();
}

// A recall begun earlier goes on where it was.
void Recall::restore()
{
    set(StepId::RevokeTokens, State::ToDo, tr("Revokes every token that our client holds for %1. The registry then refuses the id_tokens made for us.").arg(researcher()));
    set(StepId::AskResearcher, State::ToDo, tr("Permissions given outside Baton can only be removed by %1. A ready text asks for it.").arg(researcher()));
    set(StepId::TellPartner, State::ToDo,
        d->handOver.partnerClientId.isEmpty() ? tr("The package was sealed with a passphrase, so no notice can be addressed. Tell whoever has it.")
                                              : tr("%1’s Baton stops renewing and wipes its copy when it imports the notice.").arg(partner()));
    set(StepId::Prove, State::ToDo, tr("Tries the exchange once more. The registry has to refuse it."));
    for (const ledger::Event &event : std::as_const(d->handOver.events)) {
        const qsizetype number = event.kind == Kind::Recall ? stepNames().indexOf(event.facts.value("step"_L1).toString()) : -1;
        if (number >= 0) {
            Step &one = d->steps[number];
            one.state = StepId(number) == StepId::Prove ? State::Asked : State::Done;
            one.words = event.facts.value("words"_L1).toString();
            one.lines = strings(event.facts.value("lines"_L1));
            one.at = event.at;
        }
    }
    for (Step &one : d->steps) {
        if (one.state == State::ToDo)
            one.at = {};
    }
    takeNews();
}

// What came into the ledger meanwhile, by a receipt, by trying, or by a new sign-in.
void Recall::takeNews()
{
    if (const auto row = d->parts.ledger.find(d->handOver.packageId, d->handOver.orcid, ledger::HandOver::Direction::Made))
        d->handOver = *row;
    Step &prove = step(StepId::Prove);
    for (const ledger::Event &event : std::as_const(d->handOver.events)) {
        if (event.kind != Kind::Proven && event.kind != Kind::NotProven)
            continue;
        const bool proven = event.kind == Kind::Proven;
        const bool byReceipt = event.facts.contains("receipt"_L1);
        const QString words = event.facts.value("words"_L1).toString();
        prove.state = proven ? State::Done : State::Failed;
        prove.at = event.at;
        prove.words = !proven ? words : byReceipt ? tr("%1’s signed receipt says that its exchange was refused.").arg(partner()) : tr("Refused, as it should be.");
        prove.lines = proven && !words.isEmpty() ? QStringList { words } : QStringList();
    }
    if (revokedSinceTry()) {
        prove.state = State::ToDo;
        prove.words = tr("The exchange still worked at %1. Our tokens were revoked after that: try it again.").arg(shortTime(prove.at));
        prove.lines.clear();
    }
    Q_EMIT changed();
}

void Recall::note(StepId id)
{
    const Step one = step(id);
    if (const auto noted = d->parts.bookkeeper.recallStep(d->handOver, stepNames().at(int(id)), one.words, one.lines); !noted)
        set(id, State::Failed, noted.error().text());
}

// ── revoking ────────────────────────────────────────────────────────────────────────────────────────────────────────

void Recall::revokeTokens()
{
    if (step(StepId::RevokeTokens).state == State::Running)
        return;
    d->again.stop();
    d->left.clear();
    d->withoutToken = 0;
    d->accessDone = false;
    for (const clients::Grant &grant : d->parts.grants.grants(d->environment.id, d->handOver.clientId, d->handOver.orcid)) {
        if (grant.state != clients::Grant::State::Counts)
            continue;
        if (grant.accessToken.isEmpty() && grant.refreshToken.isEmpty())
            ++d->withoutToken;
        else
            d->left << grant;
    }
    set(StepId::RevokeTokens, State::Running, tr("Asking the registry…"));
    revokeNext();
}

void Recall::revokeNext()
{
    if (d->left.isEmpty())
        return revocationDone();
    const clients::ClientProfile client = d->parts.clients.find(d->environment.id, d->handOver.clientId);
    if (client.isNull())
        return set(StepId::RevokeTokens, State::Failed,
            tr("The client %1 is not among ours any more, so its tokens cannot be revoked. Add it under Clients and partners.").arg(d->handOver.clientId));
    const clients::Grant grant = d->left.first();
    // A row of the registry has both tokens; either may be all we have of it.
    const bool refresh = d->accessDone || grant.accessToken.isEmpty();
    whenDone(d->parts.exchanger.revoke(d->environment, client, refresh ? grant.refreshToken : grant.accessToken), this,
        [this, grant, refresh](const Result<void> &answer) {
            if (!answer)
                return revocationRefused(answer.error());
            if (!refresh && !grant.refreshToken.isEmpty()) {
                d->accessDone = true;
                return revokeNext();
            }
            revoked(grant);
        });
}

void Recall::revoked(const clients::Grant &grant)
{
    d->accessDone = false;
    d->left.removeFirst();
    step(StepId::RevokeTokens).lines << tr("200 revoked · %1, %2").arg(day(grant.givenAt), grant.scopes.join(u' '));
    if (const auto ended = d->parts.grants.end(grant.id, clients::Grant::State::Revoked, d->parts.clock.now()); !ended)
        return set(StepId::RevokeTokens, State::Failed, tr("Revoked at the registry, but our copy of the token is still here: %1").arg(ended.error().what));
    revokeNext();
}

void Recall::revocationRefused(const Error &error)
{
    step(StepId::RevokeTokens).traceId = error.traceId;
    if (error.code != "exchange.revocation_pending"_L1)
        return set(StepId::RevokeTokens, State::Failed, error.text());
    const QDateTime now = d->parts.clock.now();
    const qint64 asked = http::retryAfterMs(error.details.value("retry_after"_L1).toString().toLatin1(), now).value_or(60'000);
    const qint64 wait = qBound(qint64(1000), asked, qint64(3'600'000));
    set(StepId::RevokeTokens, State::Failed,
        tr("Revocation pending: the registry is not available. Baton tries again at %1.").arg(now.addMSecs(wait).toLocalTime().toString(u"HH:mm:ss"_s)));
    d->again.start(int(wait));
}

void Recall::revocationDone()
{
    const qsizetype count = step(StepId::RevokeTokens).lines.size();
    QString words = count == 0 ? tr("No token of our client for %1 is kept here that still counts.").arg(researcher())
                               : tr("%n permission(s) that our client holds for %1 revoked, and our copies of the tokens wiped.", nullptr, int(count)).arg(researcher());
    if (d->withoutToken > 0)
        words += u' ' + tr("Of %n more no token is here: only the researcher can remove it.", nullptr, d->withoutToken);
    set(StepId::RevokeTokens, State::Done, words);
    note(StepId::RevokeTokens);
}

// ── asking and telling ──────────────────────────────────────────────────────────────────────────────────────────────

void Recall::textTaken()
{
    set(StepId::AskResearcher, State::Done, tr("The text was taken: it asks %1 to remove our access under Trusted parties.").arg(researcher()));
    note(StepId::AskResearcher);
}

Result<handover::Receipt> Recall::notice()
{
    if (d->handOver.partnerClientId.isEmpty())
        return fail(u"recall.no_partner"_s, tr("The package was sealed with a passphrase, so Baton does not know whom to tell."),
            tr("Tell whoever has it that the hand-over is recalled."));
    const auto own = d->parts.keys.keyFor(d->environment.id, d->handOver.clientId);
    if (!own)
        return fail(own.error());
    handover::Receipt receipt;
    receipt.type = handover::Receipt::Type::Recall;
    receipt.environmentId = d->environment.id;
    receipt.issuerClientId = d->handOver.clientId;
    receipt.audienceClientId = d->handOver.partnerClientId;
    receipt.packageId = d->handOver.packageId;
    handover::Receipt::Line line;
    line.orcid = d->handOver.orcid;
    line.act = handover::Receipt::Act::Recalled;
    // The same time each time it is made, so that a second copy tells nothing new.
    line.at = d->handOver.recalledAt.isValid() ? d->handOver.recalledAt : d->parts.clock.now();
    receipt.lines << line;
    return handover::signReceipt(receipt, own->key, d->parts.clock);
}

void Recall::noticeSaved()
{
    set(StepId::TellPartner, State::Done, tr("Signed notice saved. %1’s Baton stops renewing and wipes its copy when it imports it.").arg(partner()));
    note(StepId::TellPartner);
}

// ── proving ─────────────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<handover::Delivery> Recall::partnersCopy() const
{
    // The same id_token may have come in another package.
    if (const auto same = d->parts.inbox.find(d->handOver.tokenId); same && same->environmentId == d->environment.id && !same->idToken.isEmpty())
        return same;
    for (const handover::Delivery &delivery : d->parts.inbox.deliveries(d->environment.id)) {
        if (delivery.packageId == d->handOver.packageId && delivery.orcid == d->handOver.orcid && !delivery.idToken.isEmpty())
            return delivery;
    }
    return {};
}

clients::ClientProfile Recall::secondClient(const handover::Delivery &copy) const
{
    const QString named = copy.audienceClientId.isEmpty() ? d->handOver.partnerClientId : copy.audienceClientId;
    if (!named.isEmpty())
        return d->parts.clients.find(d->environment.id, named);
    for (const clients::ClientProfile &client : d->parts.clients.clients(d->environment.id)) {
        if (client.receives && client.clientId != d->handOver.clientId)
            return client;
    }
    return {};
}

void Recall::prove()
{
    if (step(StepId::Prove).state == State::Running)
        return;
    const auto copy = partnersCopy();
    const clients::ClientProfile client = copy ? secondClient(*copy) : clients::ClientProfile();
    if (client.isNull()) {
        if (d->handOver.proven)
            return;
        set(StepId::Prove, State::Asked, tr("Only %1 can try: the copy of the id_token is there. Its signed receipt takes the place of the proof.").arg(partner()));
        return note(StepId::Prove);
    }
    set(StepId::Prove, State::Running, tr("Exchanging as %1…").arg(client.name));
    whenDone(d->parts.prober.probe(d->environment, client, copy->idToken), this, [this](const exchange::Probe &probe) { tried(probe); });
}

void Recall::tried(const exchange::Probe &probe)
{
    d->lastTry = probe;
    step(StepId::Prove).traceId = probe.traceId;
    step(StepId::Prove).lines = { probe.words };
    (void)d->parts.bookkeeper.probed(d->handOver, probe);
    Result<qint64> noted = 0;
    if (givesNothing(probe.state)) {
        noted = d->parts.bookkeeper.recallProven(d->handOver, probe);
    } else if (probe.state == Standing::DeleteOnly) {
        noted = d->parts.bookkeeper.recallNotProven(d->handOver,
            tr("It can still delete what was added under it, for the researcher withdrew the permission and ORCID lets deletions through. Nothing else."));
    } else if (stillWorks(probe.state)) {
        noted = d->parts.bookkeeper.recallNotProven(d->handOver,
            tr("The exchange still works. %1").arg(whatRemains(probe)));
    } else if (probe.state == Standing::Unreachable) {
        set(StepId::Prove, State::Failed, tr("The registry could not be asked (%1). Try again at %2.").arg(probe.words, shortTime(probe.nextTry)));
    } else {
        set(StepId::Prove, State::Failed, tr("That proves nothing: the registry refused for another reason (%1).").arg(probe.words));
    }
    if (!noted)
        set(StepId::Prove, State::Failed, noted.error().text());
    Q_EMIT changed();
}

// Only what step 1 cannot reach is the researcher's alone to remove.
QString Recall::whatRemains(const exchange::Probe &probe) const
{
    int revocable = 0, known = 0;
    for (const clients::Grant &grant : d->parts.grants.grants(d->environment.id, d->handOver.clientId, d->handOver.orcid)) {
        if (grant.state != clients::Grant::State::Counts)
            continue;
        ++(grant.accessToken.isEmpty() && grant.refreshToken.isEmpty() ? known : revocable);
    }
    const QString scopes = probe.scopes.join(u' ');
    if (revocable > 0)
        return tr("What remains: %1. Step 1 can still revoke %n permission(s) that our client holds; do that, then try again.", nullptr, revocable).arg(scopes);
    if (known > 0)
        return tr("What remains: %1, and of it no token is kept here. Only the researcher can remove it.").arg(scopes);
    return tr("What remains: %1, given to our client outside Baton. Only the researcher can remove it.").arg(scopes);
}

// Whether an exchange that still worked was tried before our tokens were revoked: it says nothing any more.
bool Recall::revokedSinceTry() const
{
    bool worked = false, revoked = false;
    qsizetype before = 0;
    for (const ledger::Event &event : std::as_const(d->handOver.events)) {
        if (event.kind == Kind::NotProven || event.kind == Kind::Proven) {
            worked = event.kind == Kind::NotProven;
            revoked = false;
        } else if (event.kind == Kind::Recall && event.facts.value("step"_L1) == stepNames().first()) {
            // Each time it tells of everything it ever revoked; where that is no more than before, nothing has changed.
            const qsizetype told = event.facts.value("lines"_L1).toArray().size();
            revoked = revoked || told > std::exchange(before, told);
        }
    }
    return worked && revoked;
}

Recall::Outcome Recall::outcome() const
{
    if (d->handOver.proven)
        return Outcome::Proven;
    const Step &prove = d->steps.at(int(StepId::Prove));
    if (prove.state == State::Asked)
        return Outcome::AskedNotProven;
    if (revokedSinceTry())
        return Outcome::TryAgain;
    for (auto it = d->handOver.events.crbegin(); it != d->handOver.events.crend(); ++it) {
        if (it->kind == Kind::NotProven)
            return Outcome::NotRecalled;
    }
    return Outcome::Open;
}

} // namespace baton::desk

#include "app/desk/receiver.h"

#include "app/base/text.h"
#include "app/claims/claims.h"
#include "app/jose/jws.h"

#include <QtConcurrent/QtConcurrent>
#include <QtCore/QTimer>

namespace baton::desk {

namespace {

using handover::PackageCheck;

// The id_token's own checks, folded into the three lines the Inbox shows.
QList<PackageCheck> tokenChecks(const claims::Claims &claims, const QString &registryName)
{
    const auto failed = [&claims](std::initializer_list<const char *> ids) {
        QStringList words;
        for (const char *id : ids) {
            const claims::Check *one = claims.check(QLatin1String(id));
            if (one && one->state == claims::Check::State::Failed)
                words << one->name + QStringLiteral(": ") + one->words;
        }
        return words;
    };
    const auto line = [](const QString &id, const QStringList &problems, const QString &fine) {
        return problems.isEmpty() ? handover::packageCheck(id, PackageCheck::State::Passed, fine)
                                  : handover::packageCheck(id, PackageCheck::State::Failed, problems.join(QStringLiteral("; ")));
    };
    return {
        line(QStringLiteral("id_token"), failed({ "signature", "issuer" }), Receiver::tr("%1 signed it").arg(registryName)),
        line(QStringLiteral("audience"), failed({ "audience" }), claims.audience),
        line(QStringLiteral("subject"), failed({ "subject", "times" }),
            claims.expired ? Receiver::tr("The id_token’s own day is over; it can still be exchanged") : QString()),
    };
}

QString kidOf(const Secret &idToken)
{
    const auto parts = jose::parseJws(idToken.view());
    return parts ? parts->kid() : QString();
}

// The first key that is not among those at hand: an id_token behind another in the package may need a newer one.
QString missingKid(const QList<Secret> &idTokens, const jose::JwkSet &keys)
{
    for (const Secret &token : idTokens) {
        const QString kid = kidOf(token);
        if (!kid.isEmpty() && !keys.byKid(kid))
            return kid;
    }
    return {};
}

QString nameOf(const QString &environmentId)
{
    using orcid::Environment;
    for (const Environment &known : { Environment::practice(), Environment::sandbox(), Environment::production() }) {
        if (known.id == environmentId)
            return known.name;
    }
    return Receiver::tr("the custom environment");
}

Error otherEnvironment(const QString &what)
{
    return { QStringLiteral("package.environment"), what, Receiver::tr("Switch to that environment and open the package again. Nothing was kept."), 0, 0, {} };
}

Error refusedBecause(const PackageCheck &failed)
{
    return { QStringLiteral("package.refused"), Receiver::tr("The package was refused. %1: %2.").arg(failed.name, failed.words), handover::nextStep({ failed }), 0, 0, {} };
}

// Two senders may give their packages the same number: the key that signed counts too.
bool cameIn(const handover::Delivery &delivery, const handover::Opened &opened)
{
    return delivery.packageId == opened.id && delivery.senderThumbprint == opened.senderKey.thumbprintText();
}

// Its id_tokens are here; what else is wrong with the package comes first (S32).
Error replayed(const handover::Acceptance &acceptance, const handover::Opened &opened, const handover::Delivery &known)
{
    for (const PackageCheck &check : acceptance.checks) {
        if (check.state == PackageCheck::State::Failed)
            return refusedBecause(check);
    }
    Error error { QStringLiteral("package.already_imported"), Receiver::tr("This package was opened here already."),
        Receiver::tr("It is in the list of received packages; nothing was changed."), 0, 0, { { QStringLiteral("delivery"), known.id } } };
    if (!cameIn(known, opened)) {
        error.what = Receiver::tr("This package opened, but its %n id_token(s) came here before in another package, on %1.", nullptr, int(opened.idTokens.size()))
                         .arg(shortTime(known.receivedAt));
        error.next = Receiver::tr("The one that came first is in the list of received packages; nothing was changed.");
    }
    return error;
}

// The same bytes were verified when they came first, so whom they are for is known without asking the registry again.
Error forAnotherClient(const QString &audience)
{
    return refusedBecause(handover::packageCheck(QStringLiteral("audience"), PackageCheck::State::Failed, Receiver::tr("It is for %1").arg(plain(audience))));
}

} // namespace

struct Receiver::Job {
    Answer<Result<QList<handover::Delivery>>> answer;
    orcid::Environment environment;
    handover::Envelope envelope;
    handover::Opened opened;
    handover::Acceptance acceptance;
    bool lookedForNewerKeys = false;
    jose::JwkSet jwks;
    qsizetype next = 0;            ///< the id_token to be looked at next
    QList<handover::Delivery> deliveries;
    QStringList knownBefore;
};

Receiver::Receiver(handover::Inbox &inbox, handover::KeyRing &keys, handover::Partners &partners, clients::ClientStore &clients,
    claims::JwksSource &jwks, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_inbox(inbox)
    , m_keys(keys)
    , m_partners(partners)
    , m_clients(clients)
    , m_jwks(jwks)
    , m_clock(clock)
{
}

QFuture<Result<QList<handover::Delivery>>> Receiver::receive(
    const QByteArray &text, const orcid::Environment &environment, const Secret &passphrase)
{
    auto job = std::make_shared<Job>();
    job->environment = environment;
    const auto refuse = [&job](const Error &error) {
        job->answer.give(fail(error));
        return job->answer.future();
    };
    auto envelope = handover::readEnvelope(text);
    if (!envelope)
        return refuse(envelope.error());
    job->envelope = *envelope;
    if (envelope->needsPassphrase) {
        if (passphrase.isEmpty())
            return refuse({ QStringLiteral("package.needs_passphrase"), tr("This package is protected with a passphrase."),
                tr("Type the passphrase the sender told you."), 0, 0, {} });
        whenDone(QtConcurrent::run([envelope = *envelope, passphrase] { return handover::openWithPassphrase(envelope, passphrase); }),
            this, [this, job](const Result<handover::Opened> &opened) {
                if (!opened)
                    return job->answer.give(fail(opened.error()));
                judge(job, *opened);
            });
        return job->answer.future();
    }
    const auto key = m_keys.byThumbprint(environment.id, envelope->recipientThumbprint);
    if (!key)
        return refuse(key.error());
    if (key->isNull()) {
        if (const QString elsewhere = m_keys.environmentOf(envelope->recipientThumbprint); !elsewhere.isEmpty())
            return refuse(otherEnvironment(tr("This package is sealed to your key of %1, and you are working in %2.").arg(nameOf(elsewhere), environment.name)));
        return refuse(handover::wrongRecipient(*envelope, m_keys.thumbprints(environment.id)));
    }
    auto opened = handover::openWithKey(*envelope, *key);
    if (!opened)
        return refuse(opened.error());
    judge(job, *opened);
    return job->answer.future();
}

void Receiver::judge(const std::shared_ptr<Job> &job, const handover::Opened &opened)
{
    job->opened = opened;
    if (opened.environmentId != job->environment.id || opened.environmentIssuer != job->environment.issuer) {
        return job->answer.give(fail(otherEnvironment(
            tr("This package belongs to %1, and you are working in %2.").arg(plain(opened.environmentIssuer), job->environment.issuer))));
    }
    QStringList ourIds;
    for (const clients::ClientProfile &client : m_clients.clients(job->environment.id))
        ourIds << client.clientId;
    // A known name with another key stops everything, sealing too, until somebody has looked (S30).
    if (const auto noted = m_partners.noteOtherKey(job->environment.id, opened.issuerClientId, opened.senderKey, tr("in a package"), m_clock.now()); !noted)
        return job->answer.give(fail(noted.error()));
    job->acceptance = handover::judge(
        opened, job->environment, ourIds, m_partners.find(job->environment.id, opened.issuerClientId), m_clock);
    if (const auto known = allKnown(opened))
        return job->answer.give(fail(known->originalClientId == opened.issuerClientId ? replayed(job->acceptance, opened, *known) : forAnotherClient(known->originalClientId)));
    const QString kid = opened.idTokens.isEmpty() ? QString() : kidOf(opened.idTokens.first());
    whenDone(m_jwks.keysFor(job->environment, kid), this, [this, job](const Result<jose::JwkSet> &keys) { settle(job, keys); });
}

// Where all its id_tokens are here: the one to be told of, first one made for another client, then one of another package.
// Nothing when one of them is new.
std::optional<handover::Delivery> Receiver::allKnown(const handover::Opened &opened) const
{
    const auto weight = [&opened](const handover::Delivery &one) { return one.originalClientId != opened.issuerClientId ? 2 : cameIn(one, opened) ? 0 : 1; };
    std::optional<handover::Delivery> told;
    for (const Secret &token : opened.idTokens) {
        if (!m_inbox.knows(token))
            return {};
        const auto known = m_inbox.find(handover::Inbox::idOf(token));
        if (!told || weight(*known) > weight(*told))
            told = known;
    }
    return told;
}

void Receiver::settle(const std::shared_ptr<Job> &job, const Result<jose::JwkSet> &keys)
{
    if (!keys)
        return job->answer.give(fail(keys.error()));
    const QString missing = missingKid(job->opened.idTokens, *keys);
    if (!missing.isEmpty() && !std::exchange(job->lookedForNewerKeys, true)) {
        whenDone(m_jwks.keysFor(job->environment, missing), this, [this, job](const Result<jose::JwkSet> &newer) { settle(job, newer); });
        return;
    }
    job->jwks = *keys;
    takeNext(job);
}

// One id_token per turn of the event loop: each is written to the disk, and a window is not to wait for thirty of them.
void Receiver::takeNext(const std::shared_ptr<Job> &job)
{
    if (job->next == job->opened.idTokens.size()) {
        Q_EMIT received(job->deliveries);
        if (!job->knownBefore.isEmpty())
            Q_EMIT alreadyHere(job->opened.id, job->knownBefore);
        return job->answer.give(job->deliveries);
    }
    const qsizetype at = job->next++;
    const Secret &token = job->opened.idTokens.at(at);
    if (m_inbox.knows(token)) {
        const auto known = m_inbox.find(handover::Inbox::idOf(token));
        job->knownBefore << plain(known->researcher.isEmpty() ? known->orcid : known->researcher);
    } else {
        const handover::Delivery delivery = deliveryOf(*job, at);
        if (auto saved = m_inbox.save(delivery); !saved)
            return job->answer.give(fail(saved.error()));
        job->deliveries << delivery;
    }
    if (job->next == job->opened.idTokens.size())
        return takeNext(job);
    QTimer::singleShot(0, this, [this, job] { takeNext(job); });
}

handover::Delivery Receiver::deliveryOf(const Job &job, qsizetype at) const
{
    const handover::Opened &opened = job.opened;
    const Secret &token = opened.idTokens.at(at);
    const QString registryName = job.environment.kind == orcid::Environment::Kind::Practice ? tr("The practice registry") : job.environment.name;
    handover::Delivery delivery;
    delivery.id = handover::Inbox::idOf(token);
    delivery.environmentId = job.environment.id;
    delivery.packageId = opened.id;
    delivery.originalClientId = opened.issuerClientId;
    delivery.audienceClientId = opened.audienceClientId;
    delivery.senderName = plain(opened.senderName);
    delivery.senderThumbprint = opened.senderKey.isNull() ? QString() : opened.senderKey.thumbprintText();
    delivery.purpose = plain(opened.purpose, true);
    delivery.scopes = opened.scopesFor(at);
    delivery.receiptTo = plain(opened.receiptTo);
    delivery.sealedAt = opened.sealedAt;
    delivery.useBy = opened.useBy;
    delivery.receivedAt = m_clock.now();
    delivery.protection = opened.protection;
    delivery.senderConfirmed = job.acceptance.senderConfirmed;
    delivery.checks = job.acceptance.checks;
    bool good = job.acceptance.acceptable();
    claims::Expectations expectations;
    expectations.issuer = job.environment.issuer;
    expectations.audience = opened.issuerClientId;
    expectations.now = m_clock.now();
    expectations.expiryIsInformation = true;
    if (const auto claims = claims::verifyIdToken(token, job.jwks, expectations)) {
        delivery.checks << tokenChecks(*claims, registryName);
        delivery.orcid = claims->sub.toString();
        delivery.researcher = plain(claims->name);
        good = good && claims->failedCount() == 0;
    } else {
        delivery.checks << handover::packageCheck(QStringLiteral("id_token"), PackageCheck::State::Failed, claims.error().what);
        good = false;
    }
    if (good) {
        delivery.idToken = token;
        return delivery;
    }
    delivery.state = handover::Delivery::State::Refused;
    for (const PackageCheck &one : std::as_const(delivery.checks)) {
        if (one.state == PackageCheck::State::Failed) {
            delivery.stateWords = one.name + QStringLiteral(": ") + one.words;
            break;
        }
    }
    return delivery;
}

} // namespace baton::desk

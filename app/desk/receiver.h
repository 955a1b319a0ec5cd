#pragma once

#include "app/base/whendone.h"
#include "app/claims/jwkssource.h"
#include "app/clients/clientstore.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/package.h"
#include "app/handover/partners.h"

#include <QtCore/QObject>

namespace baton::desk {

/// Takes a package in, in the order of S32: envelope, recipient, decrypt, inner signature, environment, audience, use-by,
/// replay; then each id_token against the keys of the named environment. Nothing is exchanged here.
class Receiver : public QObject {
    Q_OBJECT
public:
    Receiver(handover::Inbox &inbox, handover::KeyRing &keys, handover::Partners &partners, clients::ClientStore &clients,
        claims::JwksSource &jwks, const Clock &clock, QObject *parent = nullptr);

    /// Deliveries as stored in the inbox, one per researcher; each with its checks. When a check failed the delivery is
    /// Refused and its token is not kept. Errors of the whole package: package.*, vault.*; package.needs_passphrase when
    /// `passphrase` is empty and the package wants one; package.wrong_recipient (says for whom and what we have, S34);
    /// package.environment (also when the key it is sealed to is ours in another one); with id_tokens that are all here already
    /// package.refused (something else is wrong with it, S32) or package.already_imported (details: `delivery`, the id of one that is
    /// here, be it from this package or another); nothing is changed then.
    QFuture<Result<QList<handover::Delivery>>> receive(const QByteArray &text, const orcid::Environment &environment,
        const Secret &passphrase = {});

Q_SIGNALS:
    /// What a package brought, refused ones too, once it is in the inbox. Comes before the answer.
    void received(const QList<baton::handover::Delivery> &deliveries);
    /// Some of a package's id_tokens were imported before (S34); nothing was changed for these researchers. Comes before the answer.
    void alreadyHere(const QString &packageId, const QStringList &researchers);

private:
    struct Job;
    void judge(const std::shared_ptr<Job> &job, const handover::Opened &opened);
    void settle(const std::shared_ptr<Job> &job, const Result<jose::JwkSet> &keys);
    std::optional<handover::Delivery> allKnown(const handover::Opened &opened) const;
    void takeNext(const std::shared_ptr<Job> &job);
    handover::Delivery deliveryOf(const Job &job, qsizetype at) const;

    handover::Inbox &m_inbox;
    handover::KeyRing &m_keys;
    handover::Partners &m_partners;
    clients::ClientStore &m_clients;
    claims::JwksSource &m_jwks;
    const Clock &m_clock;
};

} // namespace baton::desk

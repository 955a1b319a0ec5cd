#pragma once

#include "app/desk/bookkeeper.h"
#include "app/desk/recall.h"
#include "app/desk/receiver.h"
#include "tests/app/handover/fixture.h"
#include "tests/app/practice/fixture.h"

#include <QtTest/QTest>

namespace baton::test {

/// One Baton with real parts and a vault of its own; which client it has, the test says.
struct Side {
    explicit Side(const PracticeFixture &fixture) : environment(orcid::Environment::practice(fixture.registry.info().issuer, QUrl(fixture.registry.info().api)))
    {
        opened = open.open();
    }

    handover::test::OpenVault open;
    ManualClock clock;
    http::Trace trace;
    http::HttpClient http { trace };
    clients::ClientStore clients { open.vault };
    clients::Grants grants { open.vault };
    handover::KeyRing keys { open.vault };
    handover::Partners partners { open.vault };
    handover::Inbox inbox { open.vault, partners };
    ledger::Ledger ledger { open.vault };
    claims::JwksSource jwks { http, clock };
    exchange::Exchanger exchanger { http, clock };
    exchange::Prober prober { exchanger, http, clock };
    exchange::DelegatedSession session { exchanger, http, clock };
    desk::Bookkeeper bookkeeper { { open.vault, clients, grants, keys, partners, inbox, session, prober, ledger, clock } };
    desk::Receiver receiver { inbox, keys, partners, clients, jwks, clock };
    orcid::Environment environment;
    bool opened = false;

    desk::Recall::Parts recallParts() { return { clients, grants, keys, inbox, exchanger, prober, ledger, bookkeeper, clock }; }

    void own(const QList<QString> &ids, const PracticeFixture &fixture)
    {
        QList<clients::ClientProfile> profiles;
        for (const QString &id : ids) {
            clients::ClientProfile profile;
            profile.environmentId = environment.id;
            profile.clientId = id;
            profile.name = id == northbridge ? QStringLiteral("Northbridge University") : QStringLiteral("Open Grants Platform");
            profile.secret = Secret::fromString(fixture.secret(id));
            profile.gives = id == northbridge;
            profile.receives = id != northbridge;
            profiles << profile;
        }
        clients.setPracticeClients(profiles);
    }

    jose::Jwk key(const QString &clientId) { return keys.keyFor(environment.id, clientId)->key; }

    void know(const QString &clientId, const jose::Jwk &key)
    {
        handover::Partner partner;
        partner.environmentId = environment.id;
        partner.clientId = clientId;
        partner.name = clientId == northbridge ? QStringLiteral("Northbridge University") : QStringLiteral("Open Grants Platform");
        partner.key = key.publicPart();
        partner.trust = handover::Partner::Trust::Confirmed;
        partner.confirmedHow = QStringLiteral("by phone");
        (void)partners.save(partner);
    }
};

template <typename T>
std::optional<T> waited(const QFuture<T> &future)
{
    return QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000) ? std::optional<T>(future.result()) : std::nullopt;
}

/// Hands a permission from one side to the other, which may be the same.
class HandedOver {
public:
    HandedOver(PracticeFixture &registry, Side &giver, Side &taker) : m_registry(registry), m_giver(giver), m_taker(taker) { }

    signin::Tokens signIn(const QString &orcid, const QString &scope = QStringLiteral("openid /read-limited /activities/update"))
    {
        const QJsonObject answer = m_registry.signIn(northbridge, orcid, scope);
        signin::Tokens tokens;
        tokens.environment = m_giver.environment;
        tokens.client = m_giver.clients.find(m_giver.environment.id, northbridge);
        tokens.idToken = Secret::fromString(answer.value(QStringLiteral("id_token")).toString());
        tokens.accessToken = Secret::fromString(answer.value(QStringLiteral("access_token")).toString());
        tokens.refreshToken = Secret::fromString(answer.value(QStringLiteral("refresh_token")).toString());
        tokens.grantedScopes = answer.value(QStringLiteral("scope")).toString().split(u' ');
        tokens.name = answer.value(QStringLiteral("name")).toString();
        tokens.orcid = answer.value(QStringLiteral("orcid")).toString();
        tokens.receivedAt = m_giver.clock.now();
        return tokens;
    }

    /// Seals, notes, opens. The package's id; empty when something failed.
    QString pass(const QList<signin::Tokens> &all, const Secret &passphrase = {})
    {
        handover::Contents contents = handover::test::contents(m_giver.clock);
        contents.environment = m_giver.environment;
        contents.idTokens.clear();
        for (const signin::Tokens &tokens : all)
            contents.idTokens << tokens.idToken;
        if (!passphrase.isEmpty())
            contents.audienceClientId.clear();
        const auto sealed = passphrase.isEmpty()
            ? handover::sealToKey(contents, m_giver.key(northbridge), m_taker.key(openGrants).publicPart(), m_giver.clock)
            : handover::sealWithPassphrase(contents, m_giver.key(northbridge), passphrase, m_giver.clock, 2000);
        if (!sealed)
            return {};
        QList<handover::HandOverEntry> entries;
        for (const signin::Tokens &tokens : all) {
            handover::HandOverEntry entry;
            entry.id = entry.packageId = sealed->id;
            entry.environmentId = m_giver.environment.id;
            entry.when = sealed->sealedAt;
            entry.useBy = contents.useBy;
            entry.researcher = tokens.name;
            entry.orcid = tokens.orcid;
            entry.clientId = northbridge;
            entry.partnerName = passphrase.isEmpty() ? QStringLiteral("Open Grants Platform") : QString();
            entry.partnerClientId = contents.audienceClientId;
            entry.protection = sealed->protection;
            entry.scopes = tokens.grantedScopes;
            entry.purpose = contents.purpose;
            entry.tokenId = handover::Inbox::idOf(tokens.idToken);
            entries << entry;
        }
        if (!m_giver.bookkeeper.packageSealed(entries))
            return {};
        const auto received = waited(m_taker.receiver.receive(sealed->compact, m_taker.environment, passphrase));
        if (!received || !*received || !m_taker.bookkeeper.received(**received))
            return {};
        return sealed->id;
    }

    Result<exchange::DelegatedToken> exchange(const signin::Tokens &tokens)
    {
        exchange::Delegation delegation;
        delegation.environment = m_taker.environment;
        delegation.secondClient = m_taker.clients.find(m_taker.environment.id, openGrants);
        delegation.originalClientId = northbridge;
        delegation.orcid = tokens.orcid;
        delegation.idToken = tokens.idToken;
        const auto token = waited(m_taker.exchanger.exchange(delegation.environment, delegation.secondClient, tokens.idToken, {}));
        if (!token)
            return fail(QStringLiteral("test.time"), QStringLiteral("no answer"));
        if (*token) {
            m_taker.session.begin(delegation, **token);
            if (auto noted = m_taker.bookkeeper.exchanged(delegation, **token); !noted)
                return fail(noted.error());
        } else if (auto noted = m_taker.bookkeeper.exchangeRefused(delegation, token->error()); !noted) {
            return fail(noted.error());
        }
        return *token;
    }

private:
    PracticeFixture &m_registry;
    Side &m_giver, &m_taker;
};

} // namespace baton::test

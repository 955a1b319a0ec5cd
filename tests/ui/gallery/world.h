#pragma once

#include "app/claims/claims.h"
#include "app/claims/jwkssource.h"
#include "app/clients/clientstore.h"
#include "app/desk/delegations.h"
#include "app/desk/receiver.h"
#include "app/exchange/exchanger.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/package.h"
#include "app/handover/partners.h"
#include "app/ledger/ledger.h"
#include "app/relay/story.h"
#include "app/signin/tokens.h"
#include "app/vault/vault.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QTemporaryDir>
#include <QtNetwork/QNetworkAccessManager>

namespace baton::test {

/// All a page needs, with real parts over a scripted registry on loopback: real signatures, real packages, a vault that
/// lives in memory. What the registry answers to an exchange or to the code can be replaced.
class World {
public:
    explicit World(quint16 callbackPort = 0);

    static constexpr const char *original = "APP-NB7K2QX4M0T9W6RA";
    static constexpr const char *second = "APP-OG55T1ZR8K3CV7QD";
    static constexpr const char *researcher = "0000-0002-9227-8514";

    Secret idToken(const QByteArray &nonce = {}, const QByteArray &accessToken = {}, const QJsonObject &instead = {}) const;
    signin::Tokens tokens(const QJsonObject &instead = {}) const;
    claims::Claims claimsOf(const signin::Tokens &tokens) const;
    handover::Contents contents(const Secret &idToken) const;
    handover::Sealed sealToSecond(const Secret &idToken);
    handover::Sealed sealToSecond(const handover::Contents &contents);
    /// Six researchers of the original client; what the registry says of each is in exchangeBy and readBy, all well without.
    struct Somebody {
        QString given, family, orcid;
        QString name() const { return given + QLatin1Char(' ') + family; }
    };
    static QList<Somebody> six();
    Secret idTokenOf(const Somebody &one) const;
    handover::Contents contentsOf(const QList<Somebody> &people) const;
    /// What the browser does after the researcher decided: calls the redirect URI of the link with this query.
    void land(const QUrl &link, const QString &query, bool withState = true);

    FakeServer server;
    ManualClock clock;
    http::Trace trace;
    http::HttpClient http { trace };
    QTemporaryDir profile;
    vault::Vault vault { profile.path() };
    clients::ClientStore clients { vault };
    handover::KeyRing keys { vault };
    handover::Partners partners { vault };
    handover::Inbox inbox { vault, partners };
    ledger::Ledger ledger { vault };
    /// As the bookkeeper would write it.
    void note(const handover::HandOverEntry &entry);
    claims::JwksSource jwks { http, clock };
    exchange::Exchanger exchanger { http, clock };
    desk::Receiver receiver { inbox, keys, partners, clients, jwks, clock };
    exchange::Prober prober { exchanger, http, clock };
    desk::Delegations delegations { inbox, clients, exchanger,
        [this](const orcid::Environment &where, const clients::ClientProfile &client, const Secret &idToken) { return prober.probe(where, client, idToken); },
        clock };
    relay::Story story;
    orcid::Environment environment;
    jose::Jwk signingKey;
    QByteArray nonce; ///< of the link last landed from
    QHash<QString, Reply> exchangeBy, readBy; ///< by iD
    std::optional<Reply> codeAnswer, exchangeAnswer, keysAnswer, discoveryAnswer;
    QNetworkAccessManager browser;
    int landedStatus = 0;

private:
    Reply answer(const Received &request);
    void openVault();
    void makeClients(quint16 callbackPort);
    void makePartners();
};

} // namespace baton::test

#include "tests/ui/gallery/world.h"

#include "app/base/base64url.h"
#include "app/base/random.h"
#include "app/jose/aead.h"
#include "app/jose/jws.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QTcpServer>

using namespace Qt::StringLiterals;

namespace baton::test {

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost, 0);
    return probe.serverPort();
}

} // namespace

World::World(quint16 callbackPort)
{
    environment = orcid::Environment::practice(server.port());
    signingKey = jose::Jwk::generateRsa().withKid(u"practice-2026-1"_s).withUse(u"sig"_s).withAlg(u"RS256"_s);
    server.handler = [this](const Received &request) { return answer(request); };
    openVault();
    makeClients(callbackPort == 0 ? freePort() : callbackPort);
    makePartners();
    story.setParties(u"Northbridge University"_s, u"Open Grants Platform"_s);
}

void World::note(const handover::HandOverEntry &entry)
{
    ledger::Event event;
    event.at = entry.when;
    event.environmentId = entry.environmentId;
    event.packageId = entry.id;
    event.orcid = entry.orcid;
    event.facts = { { u"researcher"_s, entry.researcher }, { u"clientId"_s, entry.clientId }, { u"partner"_s, entry.partnerName },
        { u"partnerClientId"_s, entry.partnerClientId }, { u"protection"_s, entry.protection }, { u"purpose"_s, entry.purpose },
        { u"useBy"_s, entry.useBy.toUTC().toString(Qt::ISODateWithMs) } };
    (void)ledger.append(event);
}

void World::openVault()
{
    QEventLoop loop;
    QObject::connect(&vault, &vault::Vault::stateChanged, &loop, [&] {
        if (vault.state() != vault::Vault::State::AskingKeychain)
            loop.quit();
    });
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    vault.open();
    if (vault.state() == vault::Vault::State::AskingKeychain)
        loop.exec();
    if (!vault.isOpen())
        (void)vault.openForThisSession();
}

void World::makeClients(quint16 callbackPort)
{
    clients::ClientProfile giver;
    giver.environmentId = environment.id;
    giver.name = u"Northbridge University"_s;
    giver.clientId = QString::fromLatin1(original);
    giver.secret = Secret(QByteArrayView("giver-secret-0123456789"));
    giver.redirectUris = { u"http://127.0.0.1:%1/callback"_s.arg(callbackPort) };
    giver.receives = false;
    clients::ClientProfile taker = giver;
    taker.name = u"Open Grants Platform"_s;
    taker.clientId = QString::fromLatin1(second);
    taker.gives = false;
    taker.receives = true;
    clients.setPracticeClients({ giver, taker });
}

void World::makePartners()
{
    handover::Partner partner;
    partner.environmentId = environment.id;
    partner.clientId = QString::fromLatin1(second);
    partner.name = u"Open Grants Platform"_s;
    partner.key = keys.keyFor(environment.id, partner.clientId)->key.publicPart();
    partner.trust = handover::Partner::Trust::Confirmed;
    partner.confirmedHow = u"by phone"_s;
    partner.confirmedAt = QDateTime(QDate(2026, 11, 3), QTime(14, 18), Qt::UTC);
    handover::Partner other = partner;
    other.clientId = u"APP-MF20LWQ8X5B1N4HE"_s;
    other.name = u"Meridian Funders Hub"_s;
    other.key = jose::Jwk::generateEcP256().publicPart();
    other.trust = handover::Partner::Trust::Unconfirmed;
    other.confirmedHow.clear();
    other.confirmedAt = {};
    handover::Partner sender = partner;
    sender.clientId = QString::fromLatin1(original);
    sender.name = u"Northbridge University"_s;
    sender.key = keys.keyFor(environment.id, sender.clientId)->key.publicPart();
    (void)partners.ensurePractice({ partner, other, sender });
}

Secret World::idToken(const QByteArray &withNonce, const QByteArray &accessToken, const QJsonObject &instead) const
{
    const qint64 now = clock.secs();
    QJsonObject payload { { u"iss"_s, environment.issuer }, { u"sub"_s, QString::fromLatin1(researcher) },
        { u"aud"_s, QString::fromLatin1(original) }, { u"iat"_s, now }, { u"exp"_s, now + 86400 }, { u"auth_time"_s, now - 13 },
        { u"given_name"_s, u"Sofia Maria"_s }, { u"family_name"_s, u"Hernandez Garcia"_s }, { u"amr"_s, u"pwd"_s }, { u"jti"_s, randomUuid() } };
    if (!withNonce.isEmpty())
        payload.insert(u"nonce"_s, QString::fromLatin1(withNonce));
    if (!accessToken.isEmpty())
        payload.insert(u"at_hash"_s, QString::fromLatin1(toBase64Url(jose::sha256(accessToken).left(16))));
    for (auto it = instead.begin(); it != instead.end(); ++it)
        payload.insert(it.key(), it.value());
    return Secret(*jose::signJws(json(payload), signingKey, { { u"kid"_s, signingKey.kid() } }));
}

signin::Tokens World::tokens(const QJsonObject &instead) const
{
    signin::Tokens tokens;
    tokens.environment = environment;
    tokens.client = clients.find(environment.id, QString::fromLatin1(original));
    tokens.nonce = randomToken(32);
    const QByteArray access = randomUuid().toLatin1();
    tokens.accessToken = Secret(access);
    tokens.idToken = idToken(tokens.nonce, access, instead);
    tokens.askedScopes = tokens.grantedScopes = { u"openid"_s, u"/read-limited"_s, u"/activities/update"_s };
    tokens.name = u"Sofia Maria Hernandez Garcia"_s;
    tokens.orcid = QString::fromLatin1(researcher);
    tokens.receivedAt = clock.now();
    return tokens;
}

claims::Claims World::claimsOf(const signin::Tokens &tokens) const
{
    jose::JwkSet set;
    set.keys = { signingKey.publicPart() };
    claims::Expectations expected;
    expected.issuer = environment.issuer;
    expected.audience = tokens.client.clientId;
    expected.nonce = tokens.nonce;
    expected.accessToken = tokens.accessToken;
    expected.orcid = tokens.orcid;
    expected.now = clock.now();
    return *claims::verifyIdToken(tokens.idToken, set, expected);
}

handover::Contents World::contents(const Secret &token) const
{
    handover::Contents contents;
    contents.environment = environment;
    contents.issuerClientId = QString::fromLatin1(original);
    contents.senderName = u"Northbridge University"_s;
    contents.audienceClientId = QString::fromLatin1(second);
    contents.idTokens = { token };
    contents.scopes = { u"openid"_s, u"/activities/update"_s, u"/read-limited"_s };
    contents.purpose = u"Grant GR-2291: please add the award to her record."_s;
    contents.useBy = clock.now().addDays(7);
    return contents;
}

handover::Sealed World::sealToSecond(const Secret &token)
{
    const auto own = keys.keyFor(environment.id, QString::fromLatin1(original));
    const auto partner = partners.find(environment.id, QString::fromLatin1(second));
    return *handover::sealToKey(contents(token), own->key, partner->key, clock);
}

handover::Sealed World::sealToSecond(const handover::Contents &contents)
{
    const auto own = keys.keyFor(environment.id, QString::fromLatin1(original));
    const auto partner = partners.find(environment.id, QString::fromLatin1(second));
    return *handover::sealToKey(contents, own->key, partner->key, clock);
}

QList<World::Somebody> World::six()
{
    return { { u"Sofia Maria"_s, u"Hernandez Garcia"_s, u"0000-0002-9227-8514"_s }, { u"Lindiwe"_s, u"Okafor"_s, u"0000-0000-5528-1701"_s },
        { u"Jan"_s, u"Terpstra"_s, u"0000-0000-9466-0317"_s }, { u"Amina"_s, u"Okonkwo"_s, u"0000-0000-6183-355X"_s },
        { u"Lars Petter"_s, u"Nygård"_s, u"0000-0000-8820-4163"_s }, { u"Ruth"_s, u"Adeyemi-Clarke"_s, u"0000-0000-2714-9033"_s } };
}

Secret World::idTokenOf(const Somebody &one) const
{
    return idToken({}, {}, { { u"sub"_s, one.orcid }, { u"given_name"_s, one.given }, { u"family_name"_s, one.family } });
}

handover::Contents World::contentsOf(const QList<Somebody> &people) const
{
    handover::Contents many = contents({});
    many.idTokens.clear();
    for (const Somebody &one : people)
        many.idTokens << idTokenOf(one);
    many.purpose = u"Spring round, award GR-2291"_s;
    return many;
}

void World::land(const QUrl &link, const QString &query, bool withState)
{
    const QUrlQuery asked(link);
    nonce = asked.queryItemValue(u"nonce"_s).toLatin1();
    QUrl back(asked.queryItemValue(u"redirect_uri"_s, QUrl::FullyDecoded));
    const QString state = withState ? asked.queryItemValue(u"state"_s) : u"somebody-elses-state"_s;
    QString all = query + u"&state="_s + state;
    back.setQuery(all);
    QNetworkReply *reply = browser.get(QNetworkRequest(back));
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] {
        landedStatus = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        reply->deleteLater();
    });
}

Reply World::answer(const Received &request)
{
    const QString issuer = environment.issuer;
    const QByteArray path = request.path();
    if (path == "/.well-known/openid-configuration") {
        return discoveryAnswer.value_or(Reply::json(json({ { u"issuer"_s, issuer }, { u"authorization_endpoint"_s, issuer + u"/oauth/authorize"_s },
            { u"token_endpoint"_s, issuer + u"/oauth/token"_s }, { u"jwks_uri"_s, issuer + u"/oauth/jwks"_s },
            { u"userinfo_endpoint"_s, issuer + u"/oauth/userinfo"_s }, { u"response_types_supported"_s, QJsonArray { u"code"_s } },
            { u"subject_types_supported"_s, QJsonArray { u"public"_s } },
            { u"id_token_signing_alg_values_supported"_s, QJsonArray { u"RS256"_s } } })));
    }
    if (path == "/oauth/jwks") {
        jose::JwkSet set;
        set.keys = { signingKey.publicPart() };
        return keysAnswer.value_or(Reply::json(json(set.toJson())));
    }
    if (path.startsWith("/v3.0/") && path.endsWith("/person"))
        return readBy.value(QString::fromLatin1(path.split('/').value(2)), Reply::json("{}"));
    if (path != "/oauth/token")
        return Reply::empty(404);
    const auto form = request.form();
    if (form.value(u"grant_type"_s) == u"authorization_code"_s) {
        const QByteArray access = randomUuid().toLatin1();
        return codeAnswer.value_or(Reply::json(json({ { u"access_token"_s, QString::fromLatin1(access) }, { u"token_type"_s, u"bearer"_s },
            { u"refresh_token"_s, randomUuid() }, { u"expires_in"_s, 631138518 }, { u"scope"_s, u"/read-limited openid /activities/update"_s },
            { u"name"_s, u"Sofia Maria Hernandez Garcia"_s }, { u"orcid"_s, QString::fromLatin1(researcher) },
            { u"id_token"_s, idToken(nonce, access).revealString() } })));
    }
    if (exchangeAnswer)
        return *exchangeAnswer;
    const auto subject = fromBase64Url(form.value(u"subject_token"_s).section(u'.', 1, 1).toLatin1());
    const QString orcid = QJsonDocument::fromJson(subject.value_or(QByteArray())).object().value(u"sub"_s).toString(QString::fromLatin1(researcher));
    if (exchangeBy.contains(orcid))
        return exchangeBy.value(orcid);
    const bool toIdToken = form.value(u"requested_token_type"_s).endsWith(u"id_token"_s);
    QJsonObject body { { u"access_token"_s, toIdToken ? idToken().revealString() : randomUuid() }, { u"token_type"_s, toIdToken ? u"N_A"_s : u"bearer"_s },
        { u"expires_in"_s, 3599 }, { u"issued_token_type"_s, form.value(u"requested_token_type"_s) },
        { u"scope"_s, form.value(u"scope"_s, u"/read-limited /activities/update"_s) }, { u"name"_s, u"Sofia Maria Hernandez Garcia"_s },
        { u"orcid"_s, orcid }, { u"is_obo_token"_s, u"true"_s } };
    return Reply::json(json(body));
}

} // namespace baton::test

#include "app/handover/payload.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "app/handover/memberreader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

constexpr int maxDepth = 16;
constexpr qsizetype maxTokens = 100, maxTokenBytes = 8 * 1024, maxText = 500, maxPurpose = 2000, maxScopes = 50;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

const QString reasonKey = u"reason"_s;

Failure invalid(const QString &reason)
{
    return fail(Error { u"package.payload"_s, Words::tr("The package opened, but its content is not as it must be. %1").arg(reason),
        Words::tr("Ask the sender to make the package again."), 0, 0, QJsonObject { { reasonKey, reason } } });
}

std::optional<orcid::Environment::Kind> kindOf(const QString &id)
{
    using Kind = orcid::Environment::Kind;
    static const QHash<QString, Kind> kinds { { u"practice"_s, Kind::Practice }, { u"sandbox"_s, Kind::Sandbox },
        { u"production"_s, Kind::Production }, { u"custom"_s, Kind::Custom } };
    const auto it = kinds.constFind(id);
    return it == kinds.constEnd() ? std::nullopt : std::optional(*it);
}

QString readEnvironment(const QJsonObject &json, Opened &opened)
{
    MemberReader reader(json, u"environment."_s);
    opened.environmentId = reader.text("id"_L1, true);
    opened.environmentIssuer = reader.text("issuer"_L1, true);
    const auto kind = kindOf(opened.environmentId);
    if (!kind)
        reader.wrong("id"_L1);
    opened.environmentKind = kind.value_or(orcid::Environment::Kind::Practice);
    return reader.problem();
}

QString readSender(const QJsonObject &json, Opened &opened)
{
    MemberReader reader(json, u"sender."_s);
    opened.senderName = plain(reader.text("name"_L1, true)).simplified();
    const auto key = jose::Jwk::fromJson(reader.object("jwk"_L1));
    if (!key || key->type() != jose::Jwk::Type::EcP256 || key->isPrivate())
        reader.wrong("jwk"_L1);
    else
        opened.senderKey = *key;
    return reader.problem();
}

// One token as `id_token`, several as `id_tokens`; never both, never the same twice.
void readTokens(MemberReader &reader, Opened &opened)
{
    QStringList tokens;
    if (reader.has("id_tokens"_L1))
        tokens = reader.texts("id_tokens"_L1, true, maxTokens, maxTokenBytes);
    else
        tokens.append(reader.text("id_token"_L1, true, maxTokenBytes));
    const QSet<QString> different(tokens.begin(), tokens.end());
    if (different.size() != tokens.size())
        reader.wrong("id_tokens"_L1);
    for (const QString &token : tokens)
        opened.idTokens.append(Secret::fromString(token));
}

// One list for everybody as `scopes`, or one per id_token as `scopes_of`; never both.
void readScopes(MemberReader &reader, Opened &opened)
{
    opened.scopes = reader.texts("scopes"_L1, false, maxScopes, maxText);
    if (!reader.has("scopes_of"_L1))
        return;
    opened.scopesOf = reader.lists("scopes_of"_L1, opened.idTokens.size(), maxScopes, maxText);
    if (reader.has("scopes"_L1))
        reader.wrong("scopes_of"_L1);
}

bool tellsApart(const Contents &contents)
{
    return std::any_of(contents.scopesOf.cbegin(), contents.scopesOf.cend(), [&](const QStringList &one) { return one != contents.scopesOf.first(); });
}

void writeScopes(QJsonObject &json, const Contents &contents)
{
    if (!tellsApart(contents)) {
        json.insert("scopes"_L1, QJsonArray::fromStringList(contents.scopesOf.isEmpty() ? contents.scopes : contents.scopesOf.first()));
        return;
    }
    QJsonArray all;
    for (const QStringList &one : contents.scopesOf)
        all.append(QJsonArray::fromStringList(one));
    json.insert("scopes_of"_L1, all);
}

} // namespace

Result<Secret> writePayload(const Contents &contents, const jose::Jwk &senderKey, const QString &id, qint64 now)
{
    if (contents.idTokens.isEmpty())
        return fail(u"package.no_token"_s, Words::tr("There is no id_token to hand over."), Words::tr("Sign in first."));
    for (qsizetype at = 1; at < contents.idTokens.size(); ++at) {
        if (contents.idTokens.indexOf(contents.idTokens.at(at)) < at)
            return fail(u"package.payload"_s, Words::tr("The same id_token is there twice."), Words::tr("Hand over each researcher once."));
    }
    const jose::Jwk key = senderKey.publicPart();
    QJsonObject json { { "iss"_L1, contents.issuerClientId }, { "iat"_L1, now }, { "exp"_L1, contents.useBy.toSecsSinceEpoch() }, { "jti"_L1, id },
        { "environment"_L1, QJsonObject { { "id"_L1, contents.environment.id }, { "issuer"_L1, contents.environment.issuer } } },
        { "sender"_L1, QJsonObject { { "name"_L1, contents.senderName }, { "jwk"_L1, key.withKid({}).toPublicJson() } } } };
    writeScopes(json, contents);
    if (!contents.audienceClientId.isEmpty())
        json.insert("aud"_L1, contents.audienceClientId);
    if (!contents.purpose.isEmpty())
        json.insert("purpose"_L1, contents.purpose);
    if (!contents.receiptTo.isEmpty())
        json.insert("receipt_to"_L1, contents.receiptTo);
    if (contents.idTokens.size() == 1) {
        json.insert("id_token"_L1, contents.idTokens.first().revealString());
    } else {
        QJsonArray tokens;
        for (const Secret &token : contents.idTokens)
            tokens.append(token.revealString());
        json.insert("id_tokens"_L1, tokens);
    }
    QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Compact);
    if (bytes.size() > maxPayloadBytes) {
        wipe(bytes);
        return fail(u"package.too_large"_s, Words::tr("The package would be larger than 32 KiB inside."), Words::tr("Hand over fewer researchers at once, or shorten the note."));
    }
    // What could not be opened again must not be sealed.
    if (const auto back = readPayload(bytes); !back) {
        wipe(bytes);
        return fail(u"package.payload"_s, Words::tr("Nobody could open this package. %1").arg(back.error().details.value(reasonKey).toString()), Words::tr("Correct it and seal again."));
    }
    return Secret::take(bytes);
}

Result<Opened> readPayload(QByteArrayView bytes)
{
    const auto json = parseJsonObject(bytes, { maxPayloadBytes, maxDepth, true });
    if (!json)
        return invalid(json.error().what);
    Opened opened;
    MemberReader reader(*json);
    opened.id = reader.text("jti"_L1, true, 64);
    opened.issuerClientId = reader.text("iss"_L1, true);
    opened.audienceClientId = reader.text("aud"_L1, false);
    opened.purpose = plain(reader.text("purpose"_L1, false, maxPurpose), true);
    opened.receiptTo = plain(reader.text("receipt_to"_L1, false));
    const qint64 iat = reader.time("iat"_L1), exp = reader.time("exp"_L1);
    if (exp <= iat)
        reader.wrong("exp"_L1);
    opened.sealedAt = QDateTime::fromSecsSinceEpoch(iat, Qt::UTC);
    opened.useBy = QDateTime::fromSecsSinceEpoch(exp, Qt::UTC);
    readTokens(reader, opened);
    readScopes(reader, opened);
    const QString environment = readEnvironment(reader.object("environment"_L1), opened);
    const QString sender = readSender(reader.object("sender"_L1), opened);
    for (const QString &problem : { reader.problem(), environment, sender }) {
        if (!problem.isEmpty())
            return invalid(problem);
    }
    return opened;
}

} // namespace baton::handover

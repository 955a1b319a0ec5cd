#include "app/handover/payload.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QSet>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

constexpr int maxDepth = 16;
constexpr qsizetype maxTokens = 100, maxTokenBytes = 8 * 1024, maxText = 500, maxPurpose = 2000, maxScopes = 50;
constexpr qint64 year2000 = 946'684'800, year2100 = 4'102'444'800;

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

Failure invalid(const QString &reason)
{
    return fail(u"package.payload"_s, Words::tr("The package opened, but its content is not as it must be. %1").arg(reason), Words::tr("Ask the sender to make the package again."));
}

// Reads member by member and remembers the first thing that was wrong; whatever nobody asked for is wrong too.
class Reader {
public:
    explicit Reader(QJsonObject json, QString place = {}) : m_json(std::move(json)), m_place(std::move(place)) { }

    QString text(QLatin1String name, bool required, qsizetype limit = maxText)
    {
        const QJsonValue value = take(name);
        if (value.isUndefined() && !required)
            return {};
        const QString text = value.toString();
        if (!value.isString() || (required && text.isEmpty()) || text.size() > limit)
            wrong(name);
        return text;
    }

    qint64 time(QLatin1String name)
    {
        const double number = take(name).toDouble(-1);
        if (number != std::floor(number) || number < double(year2000) || number > double(year2100)) {
            wrong(name);
            return 0;
        }
        return qint64(number);
    }

    QStringList texts(QLatin1String name, bool required, qsizetype count, qsizetype limit)
    {
        const QJsonValue value = take(name);
        if (value.isUndefined() && !required)
            return {};
        const QJsonArray array = value.toArray();
        if (!value.isArray() || array.size() > count || (required && array.isEmpty()))
            wrong(name);
        QStringList out;
        for (const QJsonValue entry : array) {
            if (entry.toString().isEmpty() || entry.toString().size() > limit)
                wrong(name);
            out.append(entry.toString());
        }
        return out;
    }

    QList<QStringList> lists(QLatin1String name, qsizetype count, qsizetype entries, qsizetype limit)
    {
        const QJsonArray array = take(name).toArray();
        if (array.size() != count)
            wrong(name);
        QList<QStringList> out;
        for (const QJsonValue inner : array) {
            QStringList texts;
            if (!inner.isArray() || inner.toArray().size() > entries)
                wrong(name);
            for (const QJsonValue entry : inner.toArray()) {
                if (entry.toString().isEmpty() || entry.toString().size() > limit)
                    wrong(name);
                texts.append(entry.toString());
            }
            out.append(texts);
        }
        return out;
    }

    QJsonObject object(QLatin1String name)
    {
        const QJsonValue value = take(name);
        if (!value.isObject())
            wrong(name);
        return value.toObject();
    }

    bool has(QLatin1String name) const { return m_json.contains(name); }

    void wrong(QLatin1String name)
    {
        if (m_problem.isEmpty())
            m_problem = Words::tr("The member “%1” is missing or of the wrong kind.").arg(m_place + name);
    }

    // Call last.
    QString problem()
    {
        for (auto it = m_json.begin(); it != m_json.end(); ++it) {
            if (m_problem.isEmpty() && !m_taken.contains(it.key()))
                m_problem = Words::tr("It has the unknown member “%1”.").arg(m_place + plain(it.key().left(60)));
        }
        return m_problem;
    }

private:
    QJsonValue take(QLatin1String name)
    {
        m_taken.insert(name);
        return m_json.value(name);
    }

    QJsonObject m_json;
    QString m_place, m_problem;
    QSet<QString> m_taken;
};

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
    Reader reader(json, u"environment."_s);
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
    Reader reader(json, u"sender."_s);
    opened.senderName = plain(reader.text("name"_L1, true)).simplified();
    const auto key = jose::Jwk::fromJson(reader.object("jwk"_L1));
    if (!key || key->type() != jose::Jwk::Type::EcP256 || key->isPrivate())
        reader.wrong("jwk"_L1);
    else
        opened.senderKey = *key;
    return reader.problem();
}

// One token as `id_token`, several as `id_tokens`; never both, never the same twice.
void readTokens(Reader &reader, Opened &opened)
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
void readScopes(Reader &reader, Opened &opened)
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
        return fail(u"package.payload"_s, back.error().what, Words::tr("Correct it and seal again."));
    }
    return Secret::take(bytes);
}

Result<Opened> readPayload(QByteArrayView bytes)
{
    const auto json = parseJsonObject(bytes, { maxPayloadBytes, maxDepth, true });
    if (!json)
        return invalid(json.error().what);
    Opened opened;
    Reader reader(*json);
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

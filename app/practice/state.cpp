#include "app/practice/state.h"

#include "app/base/random.h"
#include "app/base/strictjson.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>

#include <cstdio>

namespace baton::practice {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

Failure unreadable(const QString &path)
{
    return fail(QStringLiteral("practice.state_unreadable"), tr("The practice registry's file %1 cannot be read.").arg(path),
                tr("Restore it, or move it away: the registry then makes a new key and new client secrets."));
}

Result<std::optional<KeptState>> read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::optional<KeptState>();
    if (!file.open(QIODevice::ReadOnly) || file.size() > 64 * 1024)
        return unreadable(path);
    QByteArray bytes = file.readAll();
    const auto json = parseJsonObject(bytes);
    wipe(bytes);
    if (!json)
        return unreadable(path);
    QByteArray der = QByteArray::fromBase64(json->value(u"key").toString().toLatin1());
    const auto key = jose::Jwk::fromPkcs8(Secret::take(der));
    if (!key || key->type() != jose::Jwk::Type::Rsa || json->value(u"kid").toString().isEmpty())
        return unreadable(path);
    KeptState state;
    state.key = key->withKid(json->value(u"kid").toString()).withUse(QStringLiteral("sig")).withAlg(QStringLiteral("RS256"));
    const QJsonObject secrets = json->value(u"secrets").toObject();
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        state.secrets.insert(it.key(), Secret::fromString(it.value().toString()));
    return std::optional(state);
}

/// A file of its own first, then the rename: a crash leaves the old or the new one.
Result<void> write(const QString &path, const KeptState &state)
{
    QJsonObject secrets;
    for (auto it = state.secrets.begin(); it != state.secrets.end(); ++it)
        secrets.insert(it.key(), it.value().revealString());
    QByteArray der = state.key.toPkcs8().reveal();
    QByteArray bytes = QJsonDocument(QJsonObject { { QStringLiteral("kid"), state.key.kid() },
                                                   { QStringLiteral("key"), QString::fromLatin1(der.toBase64()) },
                                                   { QStringLiteral("secrets"), secrets } })
                           .toJson();
    wipe(der);
    const QString draft = path + QStringLiteral(".new");
    QFile::remove(draft);
    QFile file(draft);
    bool ok = file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.flush();
    file.close();
    wipe(bytes);
    ok = ok && std::rename(QFile::encodeName(draft).constData(), QFile::encodeName(path).constData()) == 0;
    if (ok)
        return {};
    return fail(QStringLiteral("practice.state_unwritable"), tr("The practice registry's file %1 cannot be written.").arg(path),
                tr("Make room on the disk or choose another data directory, then start the registry again."));
}

} // namespace

Result<KeptState> loadOrMakeState(const QString &directory, const QStringList &clientIds, int year, bool keepSecrets)
{
    const QString path = directory.isEmpty() ? QString() : QDir(directory).filePath(QStringLiteral("practice-registry.json"));
    KeptState state;
    bool changed = false;
    if (!path.isEmpty()) {
        const auto kept = read(path);
        if (!kept)
            return fail(kept.error());
        state = kept->value_or(KeptState());
    }
    if (state.key.isNull()) {
        state.key = jose::Jwk::generateRsa(2048).withKid(QStringLiteral("practice-%1-1").arg(year)).withUse(QStringLiteral("sig")).withAlg(QStringLiteral("RS256"));
        changed = true;
    }
    if (!keepSecrets && !state.secrets.isEmpty()) {
        state.secrets.clear();
        changed = true;
    }
    KeptState complete = state;
    for (const QString &id : clientIds) {
        if (!state.secrets.contains(id))
            complete.secrets.insert(id, Secret::fromString(randomUuid()));
    }
    if (keepSecrets && complete.secrets.size() > state.secrets.size()) {
        state = complete;
        changed = true;
    }
    if (changed && !path.isEmpty()) {
        QDir().mkpath(directory);
        if (const auto written = write(path, state); !written)
            return fail(written.error());
    }
    return complete;
}

} // namespace baton::practice

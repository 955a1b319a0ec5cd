#include "app/vault/protection.h"

#include "app/base/base64url.h"
#include "app/base/strictjson.h"
#include "app/jose/aead.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QSaveFile>

namespace baton::vault {

namespace {

using namespace Qt::StringLiterals;

constexpr char wrapContext[] = "baton vault key 1";
constexpr char checkContext[] = "baton vault check 1";
constexpr char checkText[] = "this is the key";

QString tr(const char *text)
{
    return QCoreApplication::translate("Vault", text);
}

Failure unreadable(const QString &path, const QString &why)
{
    return fail(u"vault.store"_s, tr("The vault's description %1 cannot be read: %2").arg(path, why),
        tr("Nothing was changed. Restore the file from a backup, or start with another profile."));
}

QByteArray bytesOf(const QJsonObject &object, const QString &name)
{
    return fromBase64Url(object[name].toString().toLatin1()).value_or(QByteArray());
}

QJsonValue textOf(const QByteArray &bytes)
{
    return QString::fromLatin1(toBase64Url(bytes));
}

} // namespace

Result<std::optional<ProtectionFile>> ProtectionFile::load(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, file.errorString());
    const auto object = parseJsonObject(file.read(64 * 1024), { 64 * 1024, 8, true });
    if (!object)
        return unreadable(path, object.error().what);
    if ((*object)[u"version"_s].toInt() != 1)
        return unreadable(path, tr("it was written by a later version of Baton."));
    ProtectionFile out;
    const QString kind = (*object)[u"protection"_s].toString();
    out.passphrase = kind == u"passphrase";
    out.account = (*object)[u"keychain_account"_s].toString();
    out.iterations = (*object)[u"iterations"_s].toInt();
    out.salt = bytesOf(*object, u"salt"_s);
    out.wrappedKey = bytesOf(*object, u"wrapped_key"_s);
    out.check = bytesOf(*object, u"check"_s);
    const bool phrased = out.passphrase && out.iterations >= 1000 && out.iterations <= 10'000'000 && out.salt.size() >= 8
        && out.salt.size() <= 64 && !out.wrappedKey.isEmpty();
    if (!phrased && !(kind == u"keychain" && !out.account.isEmpty()))
        return unreadable(path, tr("its contents are not what Baton writes."));
    return out;
}

QByteArray ProtectionFile::text() const
{
    QJsonObject object { { u"version"_s, 1 }, { u"check"_s, textOf(check) } };
    if (passphrase) {
        object[u"protection"_s] = u"passphrase"_s;
        object[u"kdf"_s] = u"PBKDF2-HMAC-SHA512"_s;
        object[u"iterations"_s] = iterations;
        object[u"salt"_s] = textOf(salt);
        object[u"wrapped_key"_s] = textOf(wrappedKey);
    } else {
        object[u"protection"_s] = u"keychain"_s;
        object[u"keychain_account"_s] = account;
    }
    return QJsonDocument(object).toJson();
}

Result<void> ProtectionFile::save(const QString &path) const
{
    QSaveFile file(path);
    const QByteArray bytes = text();
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit())
        return fail(u"vault.store"_s, tr("The vault's description %1 cannot be written: %2").arg(path, file.errorString()),
            tr("Check the free space and the permissions of the folder."));
    return {};
}

Result<void> ProtectionFile::remember(const Secret &key)
{
    auto sealed = jose::sealBytes(key, Secret(QByteArrayView(checkText)), QByteArrayView(checkContext));
    if (!sealed)
        return fail(sealed.error());
    check = *sealed;
    return {};
}

bool ProtectionFile::recognises(const Secret &key) const
{
    return jose::openBytes(key, check, QByteArrayView(checkContext)).has_value();
}

Result<void> ProtectionFile::wrap(const Secret &key, const Secret &derived)
{
    auto sealed = jose::sealBytes(derived, key, QByteArrayView(wrapContext));
    if (!sealed)
        return fail(sealed.error());
    passphrase = true;
    wrappedKey = *sealed;
    return {};
}

Result<Secret> ProtectionFile::unwrap(const Secret &derived) const
{
    auto key = jose::openBytes(derived, wrappedKey, QByteArrayView(wrapContext));
    if (!key || !recognises(*key))
        return fail(u"vault.wrong_passphrase"_s, tr("That passphrase does not open the vault."),
            tr("Check Caps Lock and the keyboard layout."));
    return key;
}

Result<void> checkPassphrase(const Secret &passphrase)
{
    constexpr qsizetype shortest = 15;
    if (passphrase.revealString().normalized(QString::NormalizationForm_C).size() >= shortest)
        return {};
    return fail(u"vault.passphrase_short"_s, tr("The passphrase has fewer than %1 characters.").arg(shortest), tr("Take a longer one, or let Baton suggest one."));
}

Secret derivePassphraseKey(const Secret &passphrase, const QByteArray &salt, int iterations)
{
    const QString composed = passphrase.revealString().normalized(QString::NormalizationForm_C);
    return jose::deriveKey(Secret::fromString(composed), salt, iterations);
}

} // namespace baton::vault

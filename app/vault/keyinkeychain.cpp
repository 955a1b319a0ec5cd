#include "app/vault/keyinkeychain.h"

#include "app/base/random.h"
#include "app/vault/profilefolder.h"

#include <QtCore/QCoreApplication>

namespace baton::vault {

using namespace Qt::StringLiterals;
using Outcome = Keychain::Outcome;

namespace {

QString text(const char *words)
{
    return QCoreApplication::translate("Vault", words);
}

Failure refusal(const Keychain::Answer &answer)
{
    if (answer.outcome == Outcome::Absent)
        return fail(u"vault.keychain_absent"_s, text("The keychain that holds the vault's key is not running."),
            text("Start the keychain of your desktop and ask again. Nothing is lost."));
    const QString said = answer.words.isEmpty() ? QString() : u' ' + text("The keychain said: “%1”.").arg(answer.words);
    return fail(u"vault.keychain_refused"_s, text("The keychain did not give out the vault's key.") + said,
        text("Ask again and unlock it when your system asks. Nothing is lost."));
}

Failure keyLost(const QString &what)
{
    return fail(u"vault.key_lost"_s, what, text("If the keychain is locked, unlock it and ask again. If the key is gone for good, restore a backup or use another profile."));
}

Result<std::optional<Secret>> keyFor(const ProtectionFile &file, const Keychain::Answer &answer)
{
    if (answer.outcome == Outcome::NotFound)
        return keyLost(text("The keychain answers but does not give the key of this vault."));
    if (answer.outcome != Outcome::Done)
        return refusal(answer);
    if (answer.value.size() != vaultKeySize || !file.recognises(answer.value))
        return keyLost(text("The keychain gave a key that does not fit this vault."));
    return answer.value;
}

} // namespace

KeyInKeychain::KeyInKeychain(const ProfileFolder &folder, std::unique_ptr<Keychain> keychain)
    : m_folder(folder), m_keychain(std::move(keychain))
{
}

void KeyInKeychain::ask(const std::optional<ProtectionFile> &file, const Reply &reply)
{
    const int question = ++m_question;
    m_keychain->read(file ? file->account : m_folder.keychainAccount(), this, [this, question, file, reply](const Keychain::Answer &answer) {
        if (question != m_question)
            return;
        if (file)
            reply(keyFor(*file, answer));
        else
            answerFirst(answer, reply);
    });
}

// No vault.json yet: a new profile, or one whose making was interrupted after the keychain had taken the key.
void KeyInKeychain::answerFirst(const Keychain::Answer &answer, const Reply &reply)
{
    const bool absent = answer.outcome == Outcome::Absent;
    const bool found = answer.outcome == Outcome::Done;
    if (found && answer.value.size() == vaultKeySize)
        return reply(answer.value);
    if (m_folder.hasStore())
        return reply(absent ? refusal(answer) : keyLost(text("There is a vault file here, but neither its description vault.json nor its key.")));
    if (absent)
        return reply(std::nullopt);
    if (!found && answer.outcome != Outcome::NotFound)
        return reply(refusal(answer));
    make(reply);
}

void KeyInKeychain::make(const Reply &reply)
{
    QByteArray bytes = randomBytes(vaultKeySize);
    const Secret fresh = Secret::take(bytes);
    const int question = m_question;
    m_keychain->write(m_folder.keychainAccount(), fresh, this, [this, question, fresh, reply](const Keychain::Answer &answer) {
        if (question != m_question)
            return;
        if (answer.outcome == Outcome::Done)
            reply(fresh);
        else if (answer.outcome == Outcome::Absent)
            reply(std::nullopt);
        else
            reply(refusal(answer));
    });
}

void KeyInKeychain::keep(const Secret &key, const std::function<void(const Result<void> &)> &done)
{
    m_keychain->write(m_folder.keychainAccount(), key, this,
        [done](const Keychain::Answer &answer) { done(answer.outcome == Outcome::Done ? Result<void>() : refusal(answer)); });
}

void KeyInKeychain::forget(const QString &account)
{
    m_keychain->remove(account, this, [](const Keychain::Answer &) { });
}

} // namespace baton::vault

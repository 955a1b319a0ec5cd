#include "app/cli/verbprofile.h"

#include "app/desk/desk.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace baton::cli {

namespace {

using State = vault::Vault::State;
constexpr int longestWaitMs = 30'000; ///< a keychain that asks somebody who is not there

struct Words {
    Q_DECLARE_TR_FUNCTIONS(VerbProfile)
};

Failure notOpened(const QString &folder, const vault::Vault &vault)
{
    const QString reason = vault.state() == State::NeedsPassphrase ? Words::tr("It asks for a passphrase.")
        : vault.state() == State::NeedsChoice                      ? Words::tr("There is no keychain to keep its key in.")
        : vault.state() == State::KeychainRefused                  ? vault.error().what
                                                                   : Words::tr("The keychain did not answer.");
    return fail(u"verb.profile"_s, Words::tr("The ledger in %1 cannot be opened without asking somebody. %2").arg(folder, reason),
        Words::tr("Nothing was done. Leave --profile out, or open the profile in Baton’s window."));
}

} // namespace

Result<std::unique_ptr<desk::Desk>> openProfile(const QString &folder)
{
    auto desk = std::make_unique<desk::Desk>(folder);
    const auto waiting = [&desk] { return desk->vault.state() == State::Closed || desk->vault.state() == State::AskingKeychain; };
    // The verb's own event loop: nothing else runs in it yet.
    QObject::connect(&desk->vault, &vault::Vault::stateChanged, desk.get(), [waiting] {
        if (!waiting())
            QCoreApplication::quit();
    });
    QTimer::singleShot(longestWaitMs, desk.get(), &QCoreApplication::quit);
    desk->vault.open();
    if (waiting())
        QCoreApplication::exec();
    desk->vault.disconnect(desk.get());
    if (!desk->vault.isOpen())
        return notOpened(folder, desk->vault);
    return desk;
}

} // namespace baton::cli

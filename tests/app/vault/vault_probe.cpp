// Opens the vault of a profile through the system's keychain and says on standard output how that ended:
//   vault_probe DIR put VALUE | get | wait MS
// "wait" gives the keychain so many milliseconds and tells the state reached.

#include "app/vault/vault.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QMetaEnum>
#include <QtCore/QTimer>

#include <cstdio>

using namespace baton;
using vault::Vault;

namespace {

void say(const QString &text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

void act(Vault &vault, const QStringList &arguments)
{
    const QString kind = QStringLiteral("probe");
    say(QString::fromLatin1(QMetaEnum::fromType<Vault::State>().valueToKey(int(vault.state()))) + u' ' + vault.error().code);
    if (!vault.isOpen())
        return;
    if (arguments[2] == u"put") {
        const auto stored = vault.put(kind, QStringLiteral("1"), { { QStringLiteral("value"), arguments[3] } });
        say(stored ? QStringLiteral("stored") : stored.error().text());
    } else if (const auto document = vault.get(kind, QStringLiteral("1"))) {
        say(*document ? (*document)->content[QStringLiteral("value")].toString() : QStringLiteral("nothing"));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 3)
        return 2;
    Vault vault(arguments[1]);
    const auto end = [&] {
        act(vault, arguments);
        app.quit();
    };
    QObject::connect(&vault, &Vault::stateChanged, &app, [&](Vault::State state) {
        if (state != Vault::State::AskingKeychain)
            QTimer::singleShot(0, &app, end);
    });
    QTimer::singleShot(arguments[2] == u"wait" ? arguments.value(3).toInt() : 20'000, &app, end);
    QTimer::singleShot(0, &vault, [&] { vault.open(); });
    return app.exec();
}

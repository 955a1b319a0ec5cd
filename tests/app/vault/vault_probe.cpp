// Opens the vault of a profile through the system's keychain and says on standard output how that ended:
//   vault_probe DIR put VALUE | get | wait MS | talk
// "wait" gives the keychain so many milliseconds and tells the state reached. "talk" takes open, put VALUE, get, why and lock as
// lines of standard input and tells every state the vault comes to.

#include "app/vault/vault.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QMetaEnum>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <cstdio>
#include <unistd.h>

using namespace baton;
using vault::Vault;

namespace {

void say(const QString &text)
{
    std::printf("%s\n", qPrintable(text));
    std::fflush(stdout);
}

const QString kind = QStringLiteral("probe");

QString stateOf(const Vault &vault)
{
    return QString::fromLatin1(QMetaEnum::fromType<Vault::State>().valueToKey(int(vault.state()))) + u' ' + vault.error().code;
}

void act(Vault &vault, const QStringList &arguments)
{
    say(stateOf(vault));
    if (!vault.isOpen())
        return;
    if (arguments[2] == u"put") {
        const auto stored = vault.put(kind, QStringLiteral("1"), { { QStringLiteral("value"), arguments[3] } });
        say(stored ? QStringLiteral("stored") : stored.error().text());
    } else if (const auto document = vault.get(kind, QStringLiteral("1"))) {
        say(*document ? (*document)->content[QStringLiteral("value")].toString() : QStringLiteral("nothing"));
    }
}

void obey(Vault &vault, const QString &line)
{
    const QString command = line.section(u' ', 0, 0);
    if (command == u"open") {
        vault.open();
    } else if (command == u"lock") {
        vault.lock();
    } else if (command == u"why") {
        say(vault.error().text());
    } else if (command == u"put") {
        const auto stored = vault.put(kind, QStringLiteral("1"), { { QStringLiteral("value"), line.section(u' ', 1) } });
        say(stored ? QStringLiteral("stored") : stored.error().code);
    } else if (command == u"get") {
        const auto document = vault.get(kind, QStringLiteral("1"));
        say(!document ? document.error().code : *document ? (*document)->content[QStringLiteral("value")].toString() : QStringLiteral("nothing"));
    }
}

int talk(QCoreApplication &app, Vault &vault)
{
    QObject::connect(&vault, &Vault::stateChanged, &app, [&] { say(stateOf(vault).trimmed()); });
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QByteArray typed;
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char some[256];
        const ssize_t count = read(STDIN_FILENO, some, sizeof some);
        if (count <= 0)
            return app.quit();
        typed += QByteArray(some, count);
        for (qsizetype end; (end = typed.indexOf('\n')) >= 0;) {
            const QString line = QString::fromUtf8(typed.left(end));
            typed.remove(0, end + 1);
            obey(vault, line);
        }
    });
    return app.exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 3)
        return 2;
    Vault vault(arguments[1]);
    if (arguments[2] == u"talk")
        return talk(app, vault);
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

// Opens the vault of a profile with the passphrase given and writes numbered documents, telling each number on standard
// output once it is stored, until it is killed.

#include "app/vault/keychain.h"
#include "app/vault/vault.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <cstdio>

using namespace baton;

namespace {

class NoKeychain : public vault::Keychain {
public:
    QString name() const override { return {}; }
    void read(const QString &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }
    void write(const QString &, const Secret &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }
    void remove(const QString &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }

private:
    static void absent(QObject *context, Reply reply)
    {
        QTimer::singleShot(0, context, [reply = std::move(reply)] { reply({ Outcome::Absent, {}, {} }); });
    }
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() != 3)
        return 2;
    vault::Vault vault(arguments[1], std::make_unique<NoKeychain>());
    vault.open();
    whenDone(vault.unlock(Secret::fromString(arguments[2])), &app, [&](const Result<void> &done) {
        if (!done) {
            std::fprintf(stderr, "%s\n", qPrintable(done.error().what));
            std::exit(1);
        }
        for (int n = 1;; ++n) {
            if (!vault.put(QStringLiteral("journal"), QString::number(n % 50), { { QStringLiteral("n"), n }, { QStringLiteral("pad"), QString(3000, u'p') } }))
                std::exit(1);
            std::printf("%d\n", n);
            std::fflush(stdout);
        }
    });
    return app.exec();
}

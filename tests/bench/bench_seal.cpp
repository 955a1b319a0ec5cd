// bench_seal: sealing and opening of each kind beside the bare key derivation (PBKDF2, 600,000 rounds), done as the pages do it:
// in a worker thread, but for opening with a key. Prints one line per kind:
//   KIND seal_ms open_ms blocked_ms      and first:   derive MS
// blocked_ms is the longest time the window's thread answered nothing meanwhile.
#include "app/handover/package.h"
#include "app/jose/aead.h"
#include "tests/bench/pulse.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include <cstdio>
#include <functional>

namespace {

using namespace baton;
using namespace baton::handover;

template <typename T>
T inWorker(const std::function<T()> &work)
{
    QEventLoop loop;
    T result;
    QObject context;
    whenDone(QtConcurrent::run(work), &context, [&](const T &value) {
        result = value;
        loop.quit();
    });
    loop.exec();
    return result;
}

template <typename T>
T inThisThread(const std::function<T()> &work)
{
    QEventLoop loop;
    T result;
    QTimer::singleShot(0, &loop, [&] {
        result = work();
        loop.quit();
    });
    loop.exec();
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const SystemClock clock;
    const Secret passphrase(QByteArrayView("amber-violin-ferry-quartz-nine-ledger-plum"));
    QElapsedTimer timer;
    timer.start();
    const Secret derived = jose::deriveKey(passphrase, QByteArray(16, 's'), 600'000);
    std::printf("derive %.1f\n", double(timer.nsecsElapsed()) / 1e6);
    if (derived.size() != 32)
        return 1;

    Contents contents;
    contents.environment = orcid::Environment::practice();
    contents.issuerClientId = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
    contents.audienceClientId = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
    contents.senderName = QStringLiteral("Northbridge University");
    contents.idTokens = { Secret(QByteArray(900, 'a')) };
    contents.useBy = clock.now().addDays(7);
    const jose::Jwk sender = jose::Jwk::generateEcP256(), ec = jose::Jwk::generateEcP256(), rsa = jose::Jwk::generateRsa();
    bench::Pulse pulse;
    const auto round = [&](const char *kind, const std::function<Result<Sealed>()> &seal, const std::function<Result<Opened>(const Envelope &)> &open, bool openInWorker) {
        pulse.start();
        timer.restart();
        const auto sealed = inWorker<Result<Sealed>>(seal);
        const double sealMs = double(timer.nsecsElapsed()) / 1e6;
        if (!sealed)
            return false;
        timer.restart();
        const std::function<Result<Opened>()> opening = [&] { return open(*readEnvelope(sealed->compact)); };
        const auto opened = openInWorker ? inWorker<Result<Opened>>(opening) : inThisThread<Result<Opened>>(opening);
        const double openMs = double(timer.nsecsElapsed()) / 1e6;
        std::printf("%s %.2f %.2f %.2f\n", kind, sealMs, openMs, pulse.stop());
        return opened.has_value();
    };
    bool good = round("ECDH-ES+A256KW", [&] { return sealToKey(contents, sender, ec.publicPart(), clock); }, [&](const Envelope &envelope) { return openWithKey(envelope, ec); }, false);
    good = round("RSA-OAEP-256", [&] { return sealToKey(contents, sender, rsa.publicPart(), clock); }, [&](const Envelope &envelope) { return openWithKey(envelope, rsa); }, false) && good;
    contents.audienceClientId.clear();
    good = round("PBES2-HS512+A256KW", [&] { return sealWithPassphrase(contents, sender, passphrase, clock); },
               [&](const Envelope &envelope) { return openWithPassphrase(envelope, passphrase); }, true)
        && good;
    return good ? 0 : 1;
}

#include "app/vault/keychain.h"

#include "app/vault/secretservice.h"

#include <QtCore/QTimer>

#include <qt6keychain/keychain.h>

#include <utility>

namespace baton::vault {

Keychain::~Keychain() = default;

namespace {

Keychain::Outcome outcomeOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return Keychain::Outcome::Done;
    case QKeychain::EntryNotFound:
        return Keychain::Outcome::NotFound;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return Keychain::Outcome::Absent;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return Keychain::Outcome::Denied;
    default:
        return hasSecretService() ? Keychain::Outcome::Failed : Keychain::Outcome::Absent;
    }
}

constexpr int graceMs = 1000;

class QtKeychain final : public Keychain {
public:
    QString name() const override
    {
#if defined(Q_OS_MACOS)
        return QStringLiteral("Keychain");
#elif defined(Q_OS_WIN)
        return QStringLiteral("Windows Credential Manager");
#else
        const QString desktop = qEnvironmentVariable("XDG_CURRENT_DESKTOP");
        if (desktop.contains(u"KDE", Qt::CaseInsensitive))
            return QStringLiteral("KWallet");
        for (const char *name : { "GNOME", "Unity", "Cinnamon", "MATE", "XFCE" }) {
            if (desktop.contains(QLatin1String(name), Qt::CaseInsensitive))
                return QStringLiteral("GNOME Keyring");
        }
        return QStringLiteral("Secret Service");
#endif
    }

    void read(const QString &account, QObject *context, Reply reply) override { read(account, context, std::move(reply), true); }

    void write(const QString &account, const Secret &value, QObject *context, Reply reply) override
    {
        write(account, value, context, std::move(reply), true);
    }

    void remove(const QString &account, QObject *context, Reply reply) override
    {
        start(new QKeychain::DeletePasswordJob(service()), account, context, std::move(reply));
    }

private:
    static QString service() { return QStringLiteral("Baton"); }

    // What fails may be a session with a service that is gone: once more with a new one.
    static void read(const QString &account, QObject *context, Reply reply, bool again)
    {
        auto *job = new QKeychain::ReadPasswordJob(service());
        start(job, account, context, [job, account, context, again, reply = std::move(reply)](Answer answer) {
            if (answer.outcome == Outcome::Failed && again) {
                forgetSecretSession();
                return read(account, context, reply, false);
            }
            if (answer.outcome == Outcome::NotFound)
                return askWhetherLocked(context, [reply](bool locked) {
                    reply({ locked ? Outcome::Denied : hasSecretService() ? Outcome::NotFound : Outcome::Absent, {}, {} });
                });
            if (answer.outcome == Outcome::Done) {
                QByteArray bytes = job->binaryData();
                answer.value = Secret::take(bytes);
            }
            reply(answer);
        });
    }

    static void write(const QString &account, const Secret &value, QObject *context, Reply reply, bool again)
    {
        auto *job = new QKeychain::WritePasswordJob(service());
        job->setBinaryData(value.reveal());
        start(job, account, context, [account, value, context, again, reply = std::move(reply)](const Answer &answer) {
            if (answer.outcome != Outcome::Failed || !again)
                return reply(answer);
            forgetSecretSession();
            write(account, value, context, reply, false);
        });
    }

    template <typename Function>
    static void start(QKeychain::Job *job, const QString &account, QObject *context, Function reply)
    {
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(account);
        // Whichever comes first: the answer, or the end of who should give it.
        const auto open = std::make_shared<bool>(true);
        auto *asking = new QObject(context);
        const auto answer = [open, asking, reply = std::move(reply)](const Answer &given) {
            if (!std::exchange(*open, false))
                return;
            asking->deleteLater();
            reply(given);
        };
        QObject::connect(job, &QKeychain::Job::finished, asking, [job, answer] {
            answer({ outcomeOf(job->error()), {}, job->error() == QKeychain::NoError ? QString() : job->errorString() });
        });
        watchSecretService(asking, [asking, job, answer] {
            // Calls that were under way fail now by themselves; what has not by then never will, and holds up QtKeychain's queue.
            QTimer::singleShot(graceMs, asking, [job, answer] {
                delete job;
                forgetSecretSession();
                answer({ hasSecretService() ? Outcome::Failed : Outcome::Absent, {}, {} });
            });
        });
        job->start();
    }
};

} // namespace

std::unique_ptr<Keychain> Keychain::system()
{
    return std::make_unique<QtKeychain>();
}

} // namespace baton::vault

#include "app/vault/keychain.h"

#include "app/vault/secretservice.h"

#include <qt6keychain/keychain.h>

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

    void read(const QString &account, QObject *context, Reply reply) override
    {
        auto *job = new QKeychain::ReadPasswordJob(service());
        start(job, account, context, [job, reply = std::move(reply)](Answer answer) {
            if (answer.outcome == Outcome::Done) {
                QByteArray bytes = job->binaryData();
                answer.value = Secret::take(bytes);
            }
            reply(answer);
        });
    }

    void write(const QString &account, const Secret &value, QObject *context, Reply reply) override
    {
        auto *job = new QKeychain::WritePasswordJob(service());
        job->setBinaryData(value.reveal());
        start(job, account, context, std::move(reply));
    }

    void remove(const QString &account, QObject *context, Reply reply) override
    {
        start(new QKeychain::DeletePasswordJob(service()), account, context, std::move(reply));
    }

private:
    static QString service() { return QStringLiteral("Baton"); }

    template <typename Function>
    static void start(QKeychain::Job *job, const QString &account, QObject *context, Function reply)
    {
        job->setAutoDelete(true);
        job->setInsecureFallback(false);
        job->setKey(account);
        QObject::connect(job, &QKeychain::Job::finished, context, [job, reply = std::move(reply)] {
            reply(Answer { outcomeOf(job->error()), {}, job->error() == QKeychain::NoError ? QString() : job->errorString() });
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

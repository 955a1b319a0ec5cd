#include "app/vault/secretservice.h"

#ifdef BATON_HAS_DBUS
#include <QtCore/QStringList>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusConnectionInterface>
#include <QtDBus/QDBusMessage>
#include <QtDBus/QDBusObjectPath>
#include <QtDBus/QDBusPendingCallWatcher>
#include <QtDBus/QDBusPendingReply>
#include <QtDBus/QDBusReply>
#include <QtDBus/QDBusServiceWatcher>
#include <QtDBus/QDBusVariant>
#endif

#include <QtCore/QLibrary>
#include <QtCore/QTimer>

namespace baton::vault {

#ifdef BATON_HAS_DBUS
namespace {

constexpr int answersWithin = 5000; // ms; whoever is slower counts as not locked

QDBusMessage callOf(const QString &path, const char *interface, const char *method, const QVariantList &arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), path, QLatin1String(interface), QLatin1String(method));
    call.setArguments(arguments);
    call.setAutoStartService(false);
    return call;
}

template <typename Value>
void ask(const QDBusMessage &call, QObject *context, std::function<void(const QDBusPendingReply<Value> &)> reply)
{
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call, answersWithin), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, reply = std::move(reply)] {
        watcher->deleteLater();
        reply(QDBusPendingReply<Value>(*watcher));
    });
}

} // namespace
#endif

bool hasSecretService()
{
#ifdef BATON_HAS_DBUS
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || !bus.interface())
        return false;
    QStringList names = bus.interface()->registeredServiceNames().value();
    names += bus.interface()->activatableServiceNames().value();
    for (const char *service : { "org.freedesktop.secrets", "org.kde.kwalletd5", "org.kde.kwalletd6" }) {
        if (names.contains(QLatin1String(service)))
            return true;
    }
    return false;
#else
    return true;
#endif
}

// QtKeychain loads libsecret at run time, so it is not linked here either.
void forgetSecretSession()
{
#ifdef BATON_HAS_DBUS
    using Disconnect = void (*)();
    if (const auto disconnect = Disconnect(QLibrary::resolve(QStringLiteral("secret-1"), 0, "secret_service_disconnect")))
        disconnect();
#endif
}

QObject *watchSecretService(QObject *parent, std::function<void()> ended)
{
#ifdef BATON_HAS_DBUS
    auto *watcher = new QDBusServiceWatcher(QStringLiteral("org.freedesktop.secrets"), QDBusConnection::sessionBus(), QDBusServiceWatcher::WatchForUnregistration, parent);
    QObject::connect(watcher, &QDBusServiceWatcher::serviceUnregistered, watcher, [ended = std::move(ended)] { ended(); });
    return watcher;
#else
    Q_UNUSED(ended)
    return new QObject(parent);
#endif
}

void askWhetherLocked(QObject *context, std::function<void(bool locked)> reply)
{
#ifdef BATON_HAS_DBUS
    const auto service = "/org/freedesktop/secrets";
    ask<QDBusObjectPath>(callOf(QLatin1String(service), "org.freedesktop.Secret.Service", "ReadAlias", { QStringLiteral("default") }), context,
        [context, reply = std::move(reply)](const QDBusPendingReply<QDBusObjectPath> &alias) {
            if (!alias.isValid() || alias.value().path() == QLatin1String("/"))
                return reply(false);
            const QVariantList locked { QStringLiteral("org.freedesktop.Secret.Collection"), QStringLiteral("Locked") };
            ask<QDBusVariant>(callOf(alias.value().path(), "org.freedesktop.DBus.Properties", "Get", locked), context,
                [reply](const QDBusPendingReply<QDBusVariant> &answer) { reply(answer.isValid() && answer.value().variant().toBool()); });
        });
#else
    QTimer::singleShot(0, context, [reply = std::move(reply)] { reply(false); });
#endif
}

} // namespace baton::vault

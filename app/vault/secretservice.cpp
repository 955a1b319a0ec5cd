#include "app/vault/secretservice.h"

#ifdef BATON_HAS_DBUS
#include <QtCore/QStringList>
#include <QtDBus/QDBusConnection>
#include <QtDBus/QDBusConnectionInterface>
#include <QtDBus/QDBusReply>
#endif

namespace baton::vault {

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

} // namespace baton::vault

#pragma once

#include "app/base/clock.h"
#include "app/handover/package.h"
#include "app/vault/keychain.h"
#include "app/vault/vault.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEventLoop>
#include <QtCore/QTemporaryDir>

namespace baton::handover::test {

/// A computer without a keychain, so that a vault lives in memory only.
class NoKeychain final : public vault::Keychain {
public:
    QString name() const override { return QStringLiteral("none"); }
    void read(const QString &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }
    void write(const QString &, const Secret &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }
    void remove(const QString &, QObject *context, Reply reply) override { absent(context, std::move(reply)); }

private:
    static void absent(QObject *context, Reply reply)
    {
        QMetaObject::invokeMethod(context, [reply = std::move(reply)] { reply({ Outcome::Absent, {}, {} }); }, Qt::QueuedConnection);
    }
};

/// An open vault of this session.
struct OpenVault {
    QTemporaryDir folder;
    vault::Vault vault { folder.path(), std::make_unique<NoKeychain>() };

    bool open()
    {
        vault.open();
        while (vault.state() == vault::Vault::State::AskingKeychain)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return vault.openForThisSession().has_value();
    }
};

inline Contents contents(const Clock &clock)
{
    Contents contents;
    contents.environment = orcid::Environment::practice();
    contents.issuerClientId = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
    contents.senderName = QStringLiteral("Northbridge University");
    contents.audienceClientId = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
    contents.idTokens = { Secret(QByteArrayView("aaaa.bbbb.cccc")) };
    contents.scopes = { QStringLiteral("/activities/update"), QStringLiteral("/read-limited") };
    contents.purpose = QStringLiteral("Grant GR-2291: please add the award to her record.");
    contents.useBy = clock.now().addDays(7);
    return contents;
}

} // namespace baton::handover::test

#pragma once

#include "app/desk/receiver.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

namespace baton::ui {

/// Brings packages in, from a file or as text, one at a time for itself: those that ask for a passphrase wait here.
class Intake : public QObject {
    Q_OBJECT
public:
    explicit Intake(desk::Receiver &receiver, QObject *parent = nullptr);

    void setEnvironment(const orcid::Environment &environment); ///< what waits for a passphrase elsewhere is put aside
    void openFile(const QString &path);
    void openText(const QByteArray &text, const QString &origin, const QString &fileName = {});
    bool isLocked(const QString &id) const { return m_locked.contains(id); }
    void unlock(const QString &id, const Secret &passphrase);
    void forget(const QString &id);

Q_SIGNALS:
    void starting();
    void someKnown(const QStringList &researchers); ///< imported before; nothing was changed for them
    void received(const QList<baton::handover::Delivery> &deliveries);
    void refused(const baton::Error &error, const QString &origin);
    void locked(const QString &id, const QString &origin);
    void unlocked(const QString &id);
    void wrongPassphrase(const baton::Error &error);
    /// A receipt or a recall notice, not a package: somebody else's to read.
    void receiptBrought(const QByteArray &text);

private:
    desk::Receiver &m_receiver;
    orcid::Environment m_environment;
    QHash<QString, QByteArray> m_locked; ///< packages that wait for a passphrase
    int m_next = 1;
};

} // namespace baton::ui

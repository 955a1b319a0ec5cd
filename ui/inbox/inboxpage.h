#pragma once

#include "app/clients/clientstore.h"
#include "app/desk/receiver.h"
#include "app/exchange/delegatedsession.h"
#include "app/handover/inbox.h"
#include "ui/common/page.h"

namespace baton::ui {

// Taking a package in (S32 order, checks, storing) is desk::Receiver's work, which the demonstration uses too; the page
// asks for a passphrase when it answers package.needs_passphrase, shows what it says, and exchanges.

/// Receives packages: drop, open, paste; shows who sends what for whom and each check before anything is exchanged.
class InboxPage : public Page {
    Q_OBJECT
public:
    InboxPage(handover::Inbox &inbox, desk::Receiver &receiver, clients::ClientStore &clients, exchange::Exchanger &exchanger,
        const Clock &clock, QWidget *parent = nullptr);

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;

public Q_SLOTS:
    void openFile(const QString &path);
    void openText(const QByteArray &text);

Q_SIGNALS:
    void opened(const baton::handover::Delivery &delivery);
    void exchanging(const QString &originalClient, const QString &secondClient);
    void exchanged(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void exchangeFailed(const baton::exchange::Delegation &delegation, const baton::Error &error);
};

} // namespace baton::ui

#include "ui/shell/delegationwiring.h"

#include "ui/inbox/inboxpage.h"
#include "ui/shell/mainwindow.h"

namespace baton::ui {

void connectDelegations(desk::Desk &desk, InboxPage &inbox, MainWindow &window)
{
    using exchange::DelegatedSession;
    QObject::connect(&inbox, &InboxPage::recordRequested, &window,
        [&desk, &window](const exchange::Delegation &delegation, const exchange::DelegatedToken &token) {
            desk.session.begin(delegation, token);
            window.showPage(PageId::Record);
        });
    // The demonstration's token comes from elsewhere, and one that ends is renewed there.
    const auto keep = [&desk] { desk.delegations.keep(desk.session.delegation(), desk.session.token()); };
    QObject::connect(&desk.session, &DelegatedSession::began, &inbox, keep);
    QObject::connect(&desk.session, &DelegatedSession::renewed, &inbox, keep);
    QObject::connect(&desk, &desk::Desk::practiceStopped, &inbox, [&desk, &inbox] {
        if (inbox.environment().kind == orcid::Environment::Kind::Practice)
            desk.delegations.forget();
    });
    QObject::connect(&window, &MainWindow::refreshRequested, &inbox, [&window, &inbox] {
        if (window.currentPage() == PageId::Inbox)
            inbox.probe();
    });
}

} // namespace baton::ui

#include "ui/shell/delegationwiring.h"

#include "app/base/text.h"
#include "ui/inbox/inboxpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/mainwindow.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(DelegationWiring)
};

// A token that was given before goes on for its hour (orcid.md 4.6), so the record alone would not show it.
void tellOfPermission(desk::Desk &desk, RecordPage &record)
{
    using Standing = exchange::Probe::State;
    const auto probe = desk.session.isActive() ? desk.delegations.probeOf(handover::Inbox::idOf(desk.session.delegation().idToken)) : std::nullopt;
    const QString when = probe ? shortTime(probe->at) : QString();
    if (probe && probe->state == Standing::DeleteOnly)
        record.tellOfPermission(Words::tr("The researcher withdrew the permission."),
            Words::tr("The Inbox found that on %1. A token given before works until its hour is over; one given since can only delete what was added this way.").arg(when));
    else if (probe && probe->state == Standing::Revoked)
        record.tellOfPermission(Words::tr("The permission has been taken back."),
            Words::tr("The registry said so on %1. The token that runs works until its hour is over; after that nothing is exchanged any more.").arg(when));
    else
        record.tellOfPermission({});
}

} // namespace

void connectDelegations(desk::Desk &desk, InboxPage &inbox, RecordPage &record, MainWindow &window)
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
    const auto tell = [&desk, &record] { tellOfPermission(desk, record); };
    QObject::connect(&desk.session, &DelegatedSession::began, &record, tell);
    QObject::connect(&desk.session, &DelegatedSession::finished, &record, tell);
    QObject::connect(&desk.delegations, &desk::Delegations::changed, &record, tell);
    // A token that allows less than the one before: what became of the permission is asked at once, for the token does not tell.
    auto before = std::make_shared<QStringList>();
    const auto remember = [&desk, before] { *before = desk.session.token().scopes; };
    QObject::connect(&desk.session, &DelegatedSession::began, &record, remember);
    QObject::connect(&desk.session, &DelegatedSession::renewed, &record, [&desk, before, remember] {
        const QStringList now = desk.session.token().scopes;
        const bool less = std::any_of(before->cbegin(), before->cend(), [&now](const QString &scope) { return !now.contains(scope); });
        const exchange::Delegation &delegation = desk.session.delegation();
        if (less)
            desk.delegations.probe(delegation.environment, { handover::Inbox::idOf(delegation.idToken) }, delegation.secondClient.clientId);
        remember();
    });
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

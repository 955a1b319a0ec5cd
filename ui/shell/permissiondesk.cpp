#include "ui/shell/permissiondesk.h"

#include "app/record/census.h"
#include "ui/handover/handoverpage.h"
#include "ui/handover/powerpage.h"
#include "ui/handover/powerview.h"
#include "ui/shell/environments.h"

#include <QtCore/QTimer>

namespace baton::ui {

PermissionDesk::PermissionDesk(desk::Desk &desk, Environments &environments, HandOverPage *page, QObject *parent)
    : QObject(parent), m_desk(desk), m_environments(environments), m_page(page)
{
    page->powers()->setGrants(&desk.grants);
    connect(page->powers(), &PowerView::worksWanted, this, &PermissionDesk::countWorks);
    connect(page->powers()->page(), &PowerPage::revokeRequested, this, &PermissionDesk::revoke);
    page->setWhyEnded([this](const Subject &subject) { return whyEnded(subject); });
    connect(&desk.grants, &clients::Grants::changed, this, &PermissionDesk::followSoon);
    connect(&desk.ledger, &ledger::Ledger::changed, this, &PermissionDesk::followSoon);
}

// Several come at once.
void PermissionDesk::followSoon()
{
    if (std::exchange(m_waiting, true))
        return;
    QTimer::singleShot(0, this, [this] {
        m_waiting = false;
        m_page->lookAgain();
    });
}

// What the registry said of this very id_token counts first, then what is known of all permissions behind it.
QString PermissionDesk::whyEnded(const Subject &subject) const
{
    using State = clients::Grant::State;
    const QString environmentId = subject.tokens.environment.id, name = subject.name().isEmpty() ? subject.orcid() : subject.name();
    const QString again = tr("A new sign-in gives a new one.");
    QDateTime good; // when the registry last gave a token for it
    if (!m_desk.ledger.isLoading()) {
        using Standing = exchange::Probe::State;
        QList<ledger::HandOver> rows = m_desk.ledger.handOvers(environmentId);
        rows.removeIf([tokenId = handover::Inbox::idOf(subject.tokens.idToken)](const ledger::HandOver &row) {
            return row.tokenId != tokenId || row.direction != ledger::HandOver::Direction::Made;
        });
        for (const ledger::HandOver &row : std::as_const(rows)) {
            if (row.recalled && row.proven)
                return tr("What %1 allowed was recalled: this id_token gives nothing any more.").arg(name) + u' ' + again;
        }
        for (const ledger::HandOver &row : std::as_const(rows)) {
            if (row.lastProbe && (row.knownAsEnded() || row.lastProbe->state == Standing::DeleteOnly))
                return tr("The registry says that the permission of %1 has ended (%2).").arg(name, plain(row.lastProbe->words)) + u' ' + again;
            if (row.lastProbe && row.lastProbe->isGood() && !(good > row.lastProbe->at))
                good = row.lastProbe->at;
        }
    }
    const QList<clients::Grant> grants = m_desk.grants.grants(environmentId, subject.tokens.client.clientId, subject.orcid());
    const bool counts = std::any_of(grants.cbegin(), grants.cend(), [](const clients::Grant &one) { return one.state == State::Counts; });
    if (grants.isEmpty() || counts || (good.isValid() && good > grants.first().endedAt))
        return {};
    const bool ours = grants.first().state == State::Revoked;
    return (ours ? tr("The permission of %1 was revoked: this id_token gives nothing any more.") : tr("%1 withdrew the permission: this id_token gives nothing any more.")).arg(name)
        + u' ' + again;
}

// The original client's own token reads the record; one that may not, or an id_token without one, leaves the number out.
void PermissionDesk::countWorks(const Subject &subject, const QString &partnerClientId)
{
    const signin::Tokens &tokens = subject.tokens;
    if (tokens.accessToken.isEmpty() || tokens.environment.apiBase.isEmpty())
        return;
    whenDone(record::countWorks(m_desk.http, tokens.environment, subject.orcid(), tokens.accessToken, tokens.client.clientId, partnerClientId), this,
        [this, orcid = subject.orcid()](const Result<record::WorksCensus> &counted) {
            if (counted)
                m_page->powers()->setWorks(orcid, counted->works, counted->ofOthers);
        });
}

// Either token disables the permission it belongs to (orcid.md 2.8); the access token is the one that opens the record.
void PermissionDesk::revoke(const clients::Grant &grant)
{
    const clients::ClientProfile client = m_desk.clients.find(grant.environmentId, grant.clientId);
    const Secret token = grant.accessToken.isEmpty() ? grant.refreshToken : grant.accessToken;
    whenDone(m_desk.exchanger.revoke(m_environments.current(), client, token), this, [this, grant](const Result<void> &answer) {
        m_page->powers()->page()->showRevoked(grant, settle(grant, answer));
    });
}

Result<qint64> PermissionDesk::settle(const clients::Grant &grant, const Result<void> &answer)
{
    if (!answer)
        return tl::unexpected(answer.error());
    qint64 traceId = 0;
    for (const http::Exchange &exchange : m_desk.trace.exchanges()) {
        if (exchange.url.path().endsWith(QLatin1String("/revoke")))
            traceId = exchange.id;
    }
    if (const auto ended = m_desk.grants.end(grant.id, clients::Grant::State::Revoked, m_desk.clock.now()); !ended)
        return tl::unexpected(ended.error());
    return traceId;
}

} // namespace baton::ui

#include "ui/shell/permissiondesk.h"

#include "app/record/census.h"
#include "ui/handover/handoverpage.h"
#include "ui/handover/powerpage.h"
#include "ui/handover/powerview.h"
#include "ui/shell/environments.h"

namespace baton::ui {

PermissionDesk::PermissionDesk(desk::Desk &desk, Environments &environments, HandOverPage *page, QObject *parent)
    : QObject(parent), m_desk(desk), m_environments(environments), m_page(page)
{
    page->powers()->setGrants(&desk.grants);
    connect(page->powers(), &PowerView::worksWanted, this, &PermissionDesk::countWorks);
    connect(page->powers()->page(), &PowerPage::revokeRequested, this, &PermissionDesk::revoke);
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

#include "ui/handover/powerview.h"

#include "ui/handover/powerpage.h"

#include <algorithm>

namespace baton::ui {

namespace {

/// The permission that this sign-in brought: it holds its very token, or was kept at its time.
QString grantOf(const QList<clients::Grant> &grants, const signin::Tokens &tokens)
{
    const auto same = std::find_if(grants.cbegin(), grants.cend(), [&](const clients::Grant &grant) {
        const bool token = !tokens.accessToken.isEmpty() && grant.accessToken == tokens.accessToken;
        return token || (tokens.receivedAt.isValid() && grant.givenAt == tokens.receivedAt);
    });
    return same == grants.cend() ? QString() : same->id;
}

} // namespace

PowerView::PowerView(const Clock &clock, QWidget *owner) : QObject(owner), m_page(new PowerPage(clock, owner))
{
    m_page->hide();
    connect(m_page, &PowerPage::researcherShown, this, &PowerView::askForWorks);
}

void PowerView::setGrants(clients::Grants *grants)
{
    if (m_grants)
        disconnect(m_grants, nullptr, this, nullptr);
    m_grants = grants;
    if (grants)
        connect(grants, &clients::Grants::changed, this, &PowerView::refresh);
}

void PowerView::show(const QList<Subject> &subjects, const std::optional<handover::Partner> &partner, const QString &problem)
{
    m_subjects = subjects;
    m_partner = partner ? partner->name : QString();
    m_partnerClientId = partner ? partner->clientId : QString();
    m_works.clear();
    if (!subjects.isEmpty())
        m_page->setEnvironment(subjects.first().tokens.environment);
    m_page->setProblem(problem);
    refresh();
    askForWorks();
}

void PowerView::askForWorks()
{
    const QString orcid = m_page->shownResearcher();
    const auto subject = std::find_if(m_subjects.cbegin(), m_subjects.cend(), [&orcid](const Subject &one) { return one.orcid() == orcid; });
    if (subject == m_subjects.cend() || m_works.contains(orcid))
        return;
    m_works.insert(orcid, { -1, -1 });
    Q_EMIT worksWanted(*subject, m_partnerClientId);
}

void PowerView::setWorks(const QString &orcid, int works, int ofOthers)
{
    if (!m_works.contains(orcid))
        return; // closed meanwhile
    m_works.insert(orcid, { works, ofOthers });
    refresh();
}

void PowerView::close()
{
    m_subjects.clear();
    m_works.clear();
    m_page->setSubjects({});
    Q_EMIT m_page->closed();
}

void PowerView::refresh()
{
    QList<PowerSubject> seen;
    for (const Subject &subject : std::as_const(m_subjects))
        seen << lookAt(subject);
    m_page->setSubjects(seen);
}

PowerSubject PowerView::lookAt(const Subject &subject) const
{
    const signin::Tokens &tokens = subject.tokens;
    PowerSubject seen;
    seen.orcid = subject.orcid();
    seen.facts.researcher = subject.name();
    seen.facts.partner = m_partner;
    seen.facts.ownClient = tokens.client.name.isEmpty() ? tokens.client.clientId : tokens.client.name;
    std::tie(seen.facts.works, seen.facts.worksNotOurs) = m_works.value(seen.orcid, { -1, -1 });
    if (m_grants)
        seen.grants = m_grants->grants(tokens.environment.id, tokens.client.clientId, seen.orcid);
    seen.facts.thisGrantId = grantOf(seen.grants, tokens);
    return seen;
}

} // namespace baton::ui

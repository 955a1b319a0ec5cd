#pragma once

#include "app/orcid/scopes.h"
#include "ui/handover/powersubject.h"

namespace baton::test {

inline clients::Grant lensGrant(const char *id, const char *scopes, const QDateTime &at, clients::Grant::State state = clients::Grant::State::Counts)
{
    clients::Grant grant;
    grant.id = QString::fromLatin1(id);
    grant.environmentId = QStringLiteral("practice");
    grant.clientId = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
    grant.orcid = QStringLiteral("0000-0002-9227-8514");
    grant.scopes = orcid::splitScopes(QString::fromLatin1(scopes));
    grant.givenAt = at;
    grant.state = state;
    if (state == clients::Grant::State::Counts)
        grant.accessToken = Secret(QByteArrayView("5d1c0000-canary"));
    return grant;
}

/// The three researchers of a package, the first as in the design: this sign-in, an older permission, a withdrawn one.
inline QList<ui::PowerSubject> lensSubjects()
{
    const QDateTime now({ 2026, 11, 23 }, { 14, 2 }, Qt::UTC);
    ui::PowerSubject sofia;
    sofia.orcid = QStringLiteral("0000-0002-9227-8514");
    sofia.facts.researcher = QStringLiteral("Sofia Maria Hernandez Garcia");
    sofia.facts.partner = QStringLiteral("Open Grants Platform");
    sofia.facts.ownClient = QStringLiteral("Northbridge University");
    sofia.facts.thisGrantId = QStringLiteral("now");
    sofia.facts.works = 14;
    sofia.facts.worksNotOurs = 10;
    sofia.grants = { lensGrant("now", "openid /read-limited /activities/update", now),
        lensGrant("march", "openid /person/update", QDateTime({ 2026, 3, 4 }, { 10, 20 }, Qt::UTC)),
        lensGrant("old", "/read-limited", QDateTime({ 2025, 11, 12 }, { 9, 41 }, Qt::UTC), clients::Grant::State::Withdrawn) };
    ui::PowerSubject tomas = sofia;
    tomas.orcid = QStringLiteral("0000-0001-9046-4193");
    tomas.facts.researcher = QStringLiteral("Tomás Ibarra Quintana");
    tomas.facts.works = tomas.facts.worksNotOurs = -1;
    tomas.grants = { lensGrant("now", "openid", now) };
    ui::PowerSubject unknown = tomas;
    unknown.orcid = QStringLiteral("0000-0001-8302-5176");
    unknown.facts.researcher.clear();
    unknown.grants.clear();
    return { sofia, tomas, unknown };
}

} // namespace baton::test

#include "app/handover/lensscopes.h"

#include "app/orcid/scopes.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PowerLens)
};

QList<LensScope> readingScopes()
{
    const QString all = u"read-limited"_s, activities = u"read-activities"_s, person = u"read-person"_s;
    QList<LensScope> scopes {
        { all, u"eye"_s, Words::tr("Read what is shown to everyone and to trusted parties"),
            Words::tr("Activities, names, keywords, other iDs, e-mails."), u"/read-limited"_s, {}, true, {} },
        { activities, u"eye"_s, Words::tr("Read the activities shown to everyone and to trusted parties"),
            Words::tr("Works, affiliations, funding, peer reviews, resources."), u"/activities/read-limited"_s, { all }, false, {} },
        { person, u"eye"_s, Words::tr("Read the personal details shown to everyone and to trusted parties"),
            Words::tr("Names, keywords, websites, countries, other iDs, e-mails."), u"/person/read-limited"_s, { all }, false,
            { u"/orcid-bio/read-limited"_s } },
    };
    const struct {
        const char *id, *scope;
        QString title;
    } sections[] = {
        { "read-works", "/orcid-works/read-limited", Words::tr("Read the works shown to trusted parties") },
        { "read-affiliations", "/affiliations/read-limited", Words::tr("Read the affiliations and research resources shown to trusted parties") },
        { "read-funding", "/funding/read-limited", Words::tr("Read the funding shown to trusted parties") },
        { "read-reviews", "/peer-review/read-limited", Words::tr("Read the peer reviews shown to trusted parties") },
    };
    for (const auto &[id, scope, title] : sections)
        scopes << LensScope { QString::fromLatin1(id), u"eye"_s, title, Words::tr("An older permission for one section."),
            QString::fromLatin1(scope), { all, activities }, false, {} };
    scopes << LensScope { u"email-private"_s, u"at"_s, Words::tr("Read all verified e-mail addresses, private ones too"),
        Words::tr("ORCID’s staff allow this to few clients."), u"/email/read-private"_s, {}, false, {} };
    // Every permission a researcher gives brings it along (orcid.md 5).
    scopes << LensScope { u"read-public"_s, u"globe"_s, Words::tr("Read what is shown to everyone"),
        Words::tr("With the iD, and the name where it is public."), u"openid"_s, { all }, true, { u"/read-public"_s } };
    return scopes;
}

/// Adding takes …/create or …/update, changing and deleting …/update (orcid.md 6.2). No section takes the patents' scopes.
QList<LensScope> activityScopes()
{
    const QString all = u"activities-update"_s;
    QList<LensScope> scopes { { all, u"work"_s, Words::tr("Add activities, and change or delete those it added this way"),
        Words::tr("Works, affiliations, funding, peer reviews, resources."), u"/activities/update"_s, {}, true, {} } };
    const struct {
        const char *id, *scope, *icon;
        QString change, add;
    } sections[] = {
        { "write-works", "/orcid-works", "work", Words::tr("Add works, and change or delete those it added this way"), Words::tr("Add works") },
        { "write-affiliations", "/affiliations", "building",
            Words::tr("Add affiliations and research resources, and change or delete those it added this way"),
            Words::tr("Add affiliations and research resources") },
        { "write-funding", "/funding", "coin", Words::tr("Add funding, and change or delete what it added this way"), Words::tr("Add funding") },
        { "write-reviews", "/peer-review", "review", Words::tr("Add peer reviews, and change or delete those it added this way"),
            Words::tr("Add peer reviews") },
    };
    for (const auto &[id, scope, icon, change, add] : sections) {
        const QString change_ = QString::fromLatin1(id), path = QString::fromLatin1(scope);
        scopes << LensScope { change_, QString::fromLatin1(icon), change, Words::tr("An older permission for one section."), path + u"/update"_s,
            { all }, false, {} };
        scopes << LensScope { change_ + u"-add"_s, QString::fromLatin1(icon), add, Words::tr("Not change or delete them afterwards."),
            path + u"/create"_s, { all, change_ }, false, {} };
    }
    return scopes;
}

QList<LensScope> personScopes()
{
    return {
        { u"person-update"_s, u"person"_s, Words::tr("Add keywords, other names, websites, countries and other iDs"),
            Words::tr("And change or delete those it added."), u"/person/update"_s, {}, true, { u"/orcid-bio/update"_s } },
        { u"person-ids"_s, u"link"_s, Words::tr("Add other iDs, and change those it added"), Words::tr("Not delete them."),
            u"/orcid-bio/external-identifiers/create"_s, { u"person-update"_s }, false, {} },
    };
}

} // namespace

QString LensScope::givenBy(const QStringList &granted) const
{
    if (granted.contains(name))
        return name;
    for (const QString &other : also) {
        if (granted.contains(other))
            return other;
    }
    for (const QString &one : granted) {
        const QSet<QString> all = orcid::expandScopes({ one });
        if (all.contains(name) || std::any_of(also.cbegin(), also.cend(), [&](const QString &other) { return all.contains(other); }))
            return one;
    }
    return {};
}

const QList<LensScope> &lensScopes()
{
    static const QList<LensScope> scopes = readingScopes() + activityScopes() + personScopes();
    return scopes;
}

} // namespace baton::handover

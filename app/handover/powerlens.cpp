#include "app/handover/powerlens.h"

#include "app/base/text.h"
#include "app/handover/lensscopes.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

using Power = PowerLens::Power;
using clients::Grant;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PowerLens)
};

const QString activitiesUpdate = u"/activities/update"_s;

/// The grants that count, newest first, and what the registry makes of them (orcid.md 4.4).
struct Counted {
    QList<Grant> grants;
    bool deleteOnly = false; ///< withdrawn /activities/update, none active: nothing but deleting is left
    bool anyUnknown = false; ///< a permission whose scopes nobody told us

    bool holds(const QString &scope) const
    {
        return std::any_of(grants.cbegin(), grants.cend(), [&](const Grant &g) { return g.scopes.contains(scope); });
    }
};

Counted count(const QList<Grant> &newestFirst)
{
    Counted counted;
    bool withdrawn = false;
    for (const Grant &grant : newestFirst) {
        if (grant.state == Grant::State::Counts) {
            counted.grants << grant;
            counted.anyUnknown = counted.anyUnknown || grant.scopes.isEmpty();
        }
        withdrawn = withdrawn || (grant.state == Grant::State::Withdrawn && grant.scopes.contains(activitiesUpdate));
    }
    counted.deleteOnly = withdrawn && !counted.anyUnknown && !counted.holds(activitiesUpdate);
    return counted;
}

class Looking {
public:
    Looking(const QList<Grant> &newestFirst, const LensFacts &facts)
        : m_facts(facts), m_newestFirst(newestFirst), m_counted(count(newestFirst))
    {
    }

    PowerLens look()
    {
        for (const Grant &grant : m_newestFirst)
            m_lens.permissions << PowerLens::Permission { grant, isThisSignIn(grant) };
        if (m_counted.deleteOnly)
            addDeleteOnly();
        else
            addPowers();
        if (!m_lens.able.isEmpty())
            addComingBack();
        addLimits();
        addEnds();
        m_lens.warning = Words::tr("It could pass the id_token on. Any client that ORCID lets exchange can use it, unless ORCID keeps a list of "
                                   "clients that may act for you.");
        return m_lens;
    }

private:
    bool isThisSignIn(const Grant &grant) const { return !m_facts.thisGrantId.isEmpty() && grant.id == m_facts.thisGrantId; }
    bool nothingSeen() const { return m_newestFirst.isEmpty(); }

    // This sign-in first, else the newest that gives it.
    struct Giver {
        QString id, scope;
        QDateTime givenAt;
        bool thisSignIn = false, unknown = false;
    };
    Giver giver(const LensScope &scope) const
    {
        if (nothingSeen())
            return scope.offered ? Giver { u"?"_s, scope.name, {}, false, true } : Giver {};
        Giver found;
        for (const Grant &grant : m_counted.grants) {
            const QString by = grant.scopes.isEmpty() ? scope.name : scope.givenBy(grant.scopes);
            // What nobody told us is the wide scopes at worst; they bring the narrow ones along.
            if (by.isEmpty() || (grant.scopes.isEmpty() && !scope.offered))
                continue;
            const bool now = isThisSignIn(grant);
            if (found.id.isEmpty() || (now && !found.thisSignIn))
                found = { grant.id.isEmpty() ? u"?"_s : grant.id, by, grant.givenAt, now, grant.scopes.isEmpty() };
        }
        return found;
    }

    void addPowers()
    {
        for (const LensScope &scope : lensScopes()) {
            const Giver by = giver(scope);
            if (by.id.isEmpty() || coveredByWider(scope))
                continue;
            Power power { scope.id, scope.icon, scope.title, scope.details, by.scope, by.givenAt, by.thisSignIn };
            if (by.unknown)
                power.details += u' ' + Words::tr("Baton has not seen what was allowed, so it counts this in.");
            m_able << scope.id;
            m_lens.able << power;
        }
    }

    bool coveredByWider(const LensScope &scope) const
    {
        return std::any_of(scope.within.cbegin(), scope.within.cend(), [this](const QString &wider) { return m_able.contains(wider); });
    }

    void addDeleteOnly()
    {
        Power power { u"delete-only"_s, u"trash"_s, Words::tr("Delete activities it added this way"),
            Words::tr("Nothing else, whatever other permissions say: the researcher withdrew the one to add them."), activitiesUpdate, {}, false };
        for (const Grant &grant : m_newestFirst) {
            if (grant.state == Grant::State::Withdrawn && grant.scopes.contains(activitiesUpdate) && !power.givenAt.isValid())
                power.givenAt = grant.givenAt;
        }
        m_lens.able << power;
    }

    void addComingBack()
    {
        m_lens.able << Power { u"come-back"_s, u"refresh"_s, Words::tr("Come back for another hour, again and again, without asking the researcher"),
            Words::tr("The id_token’s expiry and the package’s use-by don’t end this. The researcher can."), {}, {}, true };
    }

    void cannot(const char *id, const QString &title, const QString &details = {})
    {
        m_lens.unable << Power { QString::fromLatin1(id), u"skip"_s, title, details, {}, {}, false };
    }

    bool ableTo(const char *prefix) const
    {
        return std::any_of(m_able.cbegin(), m_able.cend(), [&](const QString &id) { return id.startsWith(QLatin1String(prefix)); });
    }

    void addLimits()
    {
        const bool nothing = m_lens.able.isEmpty();
        if (nothing)
            cannot("anything", Words::tr("Do anything with this id_token"),
                Words::tr("No permission that Baton has seen counts any more, so an exchange is refused."));
        if (!m_able.contains(u"read-limited"_s))
            addReadingLimit();
        cannot("private", Words::tr("See what only the researcher can see"),
            m_able.contains(u"email-private"_s) ? Words::tr("Private items stay hidden, except those it added itself and verified e-mail addresses.")
                                                : Words::tr("Private items stay hidden, except those it added itself."));
        addWritingLimits();
        addOthersItems();
        cannot("visibility", Words::tr("Change who can see an item, the name, biography or e-mail addresses"));
        cannot("sign-in", Words::tr("Sign in as the researcher, or learn the password or your client secret"));
    }

    void addReadingLimit()
    {
        const bool some = std::any_of(m_able.cbegin(), m_able.cend(), [](const QString &id) { return id.startsWith(u"read-") && id != u"read-public"; });
        cannot("limited", some ? Words::tr("See anything else that is shown to trusted parties only") : Words::tr("See what is shown to trusted parties only"));
    }

    void addWritingLimits()
    {
        if (!m_able.contains(u"activities-update"_s)) {
            cannot("activities", ableTo("write-") ? Words::tr("Add or change other activities") : Words::tr("Add or change activities"),
                m_counted.deleteOnly ? Words::tr("Works, affiliations, funding, peer reviews, resources. It deletes what it added, no more.")
                                     : Words::tr("Works, affiliations, funding, peer reviews, resources."));
        }
        if (!m_able.contains(u"person-update"_s)) {
            cannot("person", m_able.contains(u"person-ids"_s) ? Words::tr("Add or change keywords, other names, websites and countries, or delete other iDs")
                                                              : Words::tr("Add or change keywords, other names, websites, countries and other iDs"));
        }
    }

    void addOthersItems()
    {
        const QString why = Words::tr("That includes what you added without a partner.");
        const QString howMany = m_facts.works >= 0 && m_facts.worksNotOurs >= 0
            ? Words::tr("%1 of %2 works today.").arg(m_facts.worksNotOurs).arg(m_facts.works) + u' '
            : QString();
        cannot("others", Words::tr("Change or delete what the researcher, you or anyone else added"), howMany + why);
    }

    void addEnds()
    {
        const QString who = m_facts.researcher.isEmpty() ? Words::tr("The researcher") : nameInSentence(m_facts.researcher);
        const QString client = m_facts.ownClient.isEmpty() ? Words::tr("your client") : m_facts.ownClient;
        const bool deletes = m_counted.deleteOnly || nothingSeen() || m_counted.anyUnknown || m_counted.holds(activitiesUpdate);
        m_lens.ends << (deletes ? Words::tr("%1 removes %2 from the trusted parties. The running hour ends by itself; after it, only deleting what was added "
                                            "still works.")
                                : Words::tr("%1 removes %2 from the trusted parties. The running hour ends by itself; after it, an exchange is refused."))
                           .arg(who, client);
        m_lens.ends << Words::tr("You recall it: your own tokens are revoked, and a new exchange is refused.");
    }

    LensFacts m_facts;
    QList<Grant> m_newestFirst;
    Counted m_counted;
    PowerLens m_lens;
    QStringList m_able; ///< ids, in order
};

} // namespace

bool PowerLens::hasOlderPowers() const
{
    return std::any_of(able.cbegin(), able.cend(), [](const Power &power) { return power.givenAt.isValid() && !power.thisSignIn; });
}

PowerLens lookThrough(const QList<Grant> &grants, const LensFacts &facts)
{
    QList<Grant> newestFirst = grants;
    std::stable_sort(newestFirst.begin(), newestFirst.end(), [](const Grant &a, const Grant &b) { return a.givenAt > b.givenAt; });
    return Looking(newestFirst, facts).look();
}

} // namespace baton::handover

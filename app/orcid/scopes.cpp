#include "app/orcid/scopes.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

namespace baton::orcid {

namespace {

using Grant = Scope::Grant;
using Who = Scope::Who;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Scopes)
};

QString S(const char *text)
{
    return QString::fromLatin1(text);
}

/// The scopes offered at sign-in, in the words of the page.
QList<Scope> offeredScopes()
{
    return {
        { S("openid"), Grant::User, Who::Public, Words::tr("Know who they are"),
            Words::tr("Returns the id_token. Without it there is nothing to hand over."),
            Words::tr("Know your ORCID iD and name"), Words::tr("It gets a signed id_token that says you signed in today."),
            { S("/authenticate") } },
        { S("/read-limited"), Grant::User, Who::Member, Words::tr("Read trusted information"),
            Words::tr("See items shown to everyone and to trusted parties. Private items stay hidden."),
            Words::tr("Read your trusted information"),
            Words::tr("Items you show to everyone or to trusted parties. Not your private items."),
            { S("/activities/read-limited"), S("/person/read-limited") } },
        { S("/activities/update"), Grant::User, Who::Member, Words::tr("Add and change activities"),
            Words::tr("Works, employments, funding and more. Only items this client added can be changed."),
            Words::tr("Add and change your activities"),
            Words::tr("Works, employments, funding and more. Only the items it added itself."),
            { S("/affiliations/create"), S("/affiliations/update"), S("/funding/create"), S("/funding/update"),
                S("/orcid-patents/create"), S("/orcid-patents/update"), S("/orcid-works/create"), S("/orcid-works/update"),
                S("/peer-review/create"), S("/peer-review/update"), S("/read-public") } },
        { S("/person/update"), Grant::User, Who::Member, Words::tr("Add and change personal details"),
            Words::tr("Keywords, other names, websites, countries."), Words::tr("Add and change your personal details"),
            Words::tr("Keywords, other names, websites and countries. Only the items it added itself."),
            { S("/orcid-bio/update"), S("/orcid-bio/external-identifiers/create"), S("/read-public") } },
        { S("/authenticate"), Grant::User, Who::Public, Words::tr("Confirm the iD only"),
            Words::tr("Already covered by openid."), Words::tr("Confirm your ORCID iD"),
            Words::tr("It learns which iD is yours, and nothing else."), { S("/read-public") } },
    };
}

/// The other scopes of today: halves of the two wide ones, private e-mail, and those a client gets for itself.
QList<Scope> otherScopes()
{
    const QString notAsked;
    return {
        { S("/activities/read-limited"), Grant::User, Who::Member, Words::tr("Read trusted activities"),
            Words::tr("See works, employments, funding and other activities shown to trusted parties."),
            Words::tr("Read your trusted activities"),
            Words::tr("Works, employments, funding and more. Not your private items."),
            { S("/affiliations/read-limited"), S("/funding/read-limited"), S("/orcid-patents/read-limited"),
                S("/orcid-works/read-limited"), S("/peer-review/read-limited"), S("/read-public") } },
        { S("/person/read-limited"), Grant::User, Who::Member, Words::tr("Read trusted personal details"),
            Words::tr("See names, keywords, websites and other personal details shown to trusted parties."),
            Words::tr("Read your trusted personal details"),
            Words::tr("Names, keywords, websites and more. Not your private items."),
            { S("/orcid-bio/read-limited"), S("/read-public") } },
        { S("/email/read-private"), Grant::User, Who::Staff, Words::tr("Read private e-mail addresses"),
            Words::tr("See verified e-mail addresses even if they are private. ORCID staff enable it for a client."),
            Words::tr("Read your verified e-mail addresses"), Words::tr("Private ones as well."), { S("/read-public") } },
        { S("/read-public"), Grant::Client, Who::Public, Words::tr("Read public information"),
            Words::tr("See what everyone can see, and search. A client asks for it in its own name."), notAsked, notAsked, {} },
        { S("/group-id-record/read"), Grant::Client, Who::Member, Words::tr("Read peer review groups"),
            Words::tr("List the groups that peer reviews belong to."), notAsked, notAsked, {} },
        { S("/group-id-record/update"), Grant::Client, Who::Member, Words::tr("Add and change peer review groups"),
            Words::tr("Create a group before adding reviews to it."), notAsked, notAsked, { S("/group-id-record/read") } },
        { S("/basic-notification"), Grant::Client, Who::Member, Words::tr("Send basic notifications"),
            Words::tr("Send permission notifications to researchers."), notAsked, notAsked, {} },
        { S("/premium-notification"), Grant::Client, Who::Member, Words::tr("Send notifications"),
            Words::tr("Ask researchers for permission through their ORCID inbox."), notAsked, notAsked,
            { S("/basic-notification") } },
        { S("/webhook"), Grant::Client, Who::Premium, Words::tr("Be told about changes"),
            Words::tr("Receive a call when a record changes. Premium members only."), notAsked, notAsked, {} },
    };
}

Scope oneSection(const char *path, const QString &verb, const QString &title, const QString &section, QStringList implies)
{
    implies << S("/read-public");
    return { S("/") + S(path) + u'/' + verb, Grant::User, Who::Member, title,
        Words::tr("An older permission for one section: %1.").arg(section), title,
        Words::tr("Only this section of your record: %1.").arg(section), implies };
}

/// The older, finer scopes: one section each. The wide ones imply them, and the API asks for them by name.
QList<Scope> sectionScopes()
{
    QList<Scope> scopes;
    const struct {
        const char *path;
        QString section;
    } sections[] = {
        { "orcid-works", Words::tr("works") },
        { "affiliations", Words::tr("employment, education and other affiliations") },
        { "funding", Words::tr("funding") },
        { "peer-review", Words::tr("peer reviews") },
        { "orcid-patents", Words::tr("patents") },
    };
    for (const auto &[path, section] : sections) {
        scopes << oneSection(path, S("read-limited"), Words::tr("Read trusted %1").arg(section), section, {})
               << oneSection(path, S("create"), Words::tr("Add %1").arg(section), section, {})
               << oneSection(path, S("update"), Words::tr("Change %1").arg(section), section, {});
    }
    const QString person = Words::tr("personal details");
    scopes << oneSection("orcid-bio", S("read-limited"), Words::tr("Read trusted %1").arg(person), person, {})
           << oneSection("orcid-bio", S("update"), Words::tr("Change %1").arg(person), person,
                  { S("/orcid-bio/external-identifiers/create") })
           << oneSection("orcid-bio", S("external-identifiers/create"), Words::tr("Add other iDs"), Words::tr("other iDs"), {});
    return scopes;
}

/// What only ORCID itself or a client it set up by hand may hold.
QList<Scope> internalScopes()
{
    const QString internal = Words::tr("Used inside ORCID; a member cannot ask for it.");
    QList<Scope> scopes {
        { S("/orcid-profile/read-limited"), Grant::User, Who::Member, Words::tr("Read trusted information (old name)"),
            Words::tr("The old name of /read-limited."), Words::tr("Read your trusted information"),
            Words::tr("Items you show to everyone or to trusted parties. Not your private items."), { S("/read-limited") } },
        { S("/orcid-profile/create"), Grant::Client, Who::Staff, Words::tr("Create records"),
            Words::tr("Create records that nobody has claimed yet. ORCID staff enable it for a client."), QString(), QString(),
            { S("/read-limited"), S("/activities/update"), S("/person/update"), S("/authenticate") } },
    };
    for (const char *name : { "/identifier-types/create", "/member-list/read", "/member-list/create", "/member-list/update",
             "/orcid-internal", "/orcid-internal/person/last_modified" })
        scopes << Scope { S(name), Grant::Internal, Who::Staff, Words::tr("Internal to ORCID"), internal, QString(), QString(),
            {} };
    return scopes;
}

/// Closes `implies` over its steps, so that readers need not.
void closeImplications(QList<Scope> &scopes)
{
    QHash<QString, QStringList> direct;
    for (const Scope &scope : std::as_const(scopes))
        direct.insert(scope.name, scope.implies);
    for (Scope &scope : scopes) {
        QStringList all = scope.implies;
        for (qsizetype i = 0; i < all.size(); ++i) {
            for (const QString &next : direct.value(all.at(i))) {
                if (!all.contains(next))
                    all << next;
            }
        }
        scope.implies = all;
    }
}

const QHash<QString, qsizetype> &scopeIndex()
{
    static const QHash<QString, qsizetype> index = [] {
        QHash<QString, qsizetype> map;
        for (qsizetype i = 0; i < allScopes().size(); ++i)
            map.insert(allScopes().at(i).name, i);
        return map;
    }();
    return index;
}

} // namespace

const QList<Scope> &allScopes()
{
    static const QList<Scope> scopes = [] {
        QList<Scope> all = offeredScopes() + otherScopes() + sectionScopes() + internalScopes();
        closeImplications(all);
        return all;
    }();
    return scopes;
}

const Scope *findScope(const QString &name)
{
    const auto found = scopeIndex().constFind(name);
    return found == scopeIndex().cend() ? nullptr : &allScopes().at(*found);
}

QStringList signInScopes()
{
    QStringList names;
    for (const Scope &scope : allScopes().first(5))
        names << scope.name;
    return names;
}

QSet<QString> expandScopes(const QSet<QString> &scopes)
{
    QSet<QString> all = scopes;
    for (const QString &name : scopes) {
        if (const Scope *scope = findScope(name))
            all.unite(QSet<QString>(scope->implies.cbegin(), scope->implies.cend()));
    }
    return all;
}

QStringList splitScopes(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s+]+"));
    QStringList names = text.split(separators, Qt::SkipEmptyParts);
    names.removeDuplicates();
    return names;
}

bool holdsAny(const QSet<QString> &granted, const QStringList &wanted)
{
    const QSet<QString> all = expandScopes(granted);
    return std::any_of(wanted.cbegin(), wanted.cend(), [&all](const QString &name) { return all.contains(name); });
}

} // namespace baton::orcid

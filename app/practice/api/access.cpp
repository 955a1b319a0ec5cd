#include "app/practice/api/access.h"

namespace baton::practice {

Sight sightOf(const QString &visibility, const Caller &caller, const QString &readScope)
{
    if (visibility == u"private")
        return Sight::Private;
    const bool limited = caller.scopes.contains(readScope);
    const bool enough = limited || (visibility == u"public" && caller.scopes.contains(QStringLiteral("/read-public")));
    return enough ? Sight::Visible : Sight::NeedsScope;
}

Sight sightOf(const RecordItem &item, const Caller &caller, const orcid::Section &section)
{
    if (!caller.clientId.isEmpty() && item.source.clientId == caller.clientId)
        return Sight::Visible;
    if (section.family == orcid::Section::Family::Emails && caller.scopes.contains(QStringLiteral("/email/read-private")))
        return Sight::Visible;
    return sightOf(item.visibility, caller, section.readScope);
}

QList<const RecordItem *> visibleItems(const Researcher &researcher, const orcid::Section &section, const Caller &caller)
{
    QList<const RecordItem *> visible;
    const bool emails = section.family == orcid::Section::Family::Emails;
    for (const RecordItem &item : researcher.section(section.key)) {
        // Addresses nobody confirmed are shown to no client.
        if (emails && !item.content.value(QStringLiteral("verified")).toBool())
            continue;
        if (sightOf(item, caller, section) == Sight::Visible)
            visible << &item;
    }
    return visible;
}

SourceTuple sourceOf(const Caller &caller, const Researcher &researcher)
{
    SourceTuple source;
    source.clientId = caller.clientId;
    source.name = caller.clientName;
    source.originClientId = caller.originClientId;
    source.originName = caller.originClientName;
    // A delegated call of such a client carries no origin iD (orcid.md 4.9, quirk).
    if (caller.userObo && caller.originClientId.isEmpty()) {
        source.originOrcid = researcher.orcid;
        source.originName = researcher.publicName();
    }
    return source;
}

} // namespace baton::practice

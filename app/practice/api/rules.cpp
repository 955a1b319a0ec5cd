#include "app/practice/api/rules.h"

#include "app/orcid/rules.h"

namespace baton::practice {

using namespace Qt::StringLiterals;

Refusal checkContent(const orcid::Section &section, const QJsonObject &content, Records &records, const QString &issuer)
{
    const auto hasGroup = [&records](const QString &groupId) { return records.findGroup(groupId) != nullptr; };
    const QList<orcid::RuleBreach> breaches = orcid::ruleBreaches(section, content, { issuer, hasGroup });
    if (!breaches.isEmpty())
        return ApiError(breaches.first().code, breaches.first().words, breaches.first().parameters);
    const QString group = content.value(QStringLiteral("review-group-id")).toString();
    if (section.family == orcid::Section::Family::PeerReviews && !hasGroup(group))
        records.addGroup({ 0, group, u"ISSN "_s + group.mid(5), {}, QStringLiteral("journal"), {}, 0 });
    return std::nullopt;
}

} // namespace baton::practice

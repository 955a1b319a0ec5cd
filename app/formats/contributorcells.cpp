#include "app/formats/contributorcells.h"

#include "app/base/orcidid.h"
#include "app/formats/draft.h"
#include "app/orcid/enumerations.h"
#include "app/record/content.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

using namespace Qt::StringLiterals;

namespace baton::formats {

using record::textAt;

namespace {

const QList<orcid::Term> &rolesOf(const QString &section)
{
    return section == u"fundings" ? orcid::fundingRoles() : orcid::workRoles();
}

/// Roles by their word, so that a person can read and write them.
QString roleWord(const QString &section, const QString &role)
{
    return orcid::labelOf(rolesOf(section), role);
}

QString textOfOne(const QString &section, const QJsonObject &one)
{
    QString text = textAt(one, { u"credit-name"_s });
    const QString uri = textAt(one, { u"contributor-orcid"_s, u"uri"_s }), path = textAt(one, { u"contributor-orcid"_s, u"path"_s });
    if (!uri.isEmpty() || !path.isEmpty())
        text += u" <"_s + (uri.isEmpty() || uri == u"https://orcid.org/"_s + path ? path : uri) + u'>';
    QStringList parts { textAt(one, { u"contributor-attributes"_s, u"contributor-sequence"_s }) };
    if (const QString role = textAt(one, { u"contributor-attributes"_s, u"contributor-role"_s }); !role.isEmpty())
        parts += roleWord(section, role);
    parts.removeAll(QString());
    return parts.isEmpty() ? text.trimmed() : text.trimmed() + u" ["_s + parts.join(u", "_s) + u']';
}

QJsonObject fromText(const QString &section, const QString &text)
{
    static const QRegularExpression form(u"^([^<\\[]*?)\\s*(?:<([^>]*)>)?\\s*(?:\\[([^\\]]*)\\])?$"_s);
    const QString line = text.simplified();
    const QRegularExpressionMatch match = form.match(line.left(2000));
    if (!match.hasMatch() || line.size() > 2000)
        return contributor(line, {}, {}, {});
    QString sequence, role;
    for (const QString &part : match.captured(3).split(u", "_s, Qt::SkipEmptyParts)) {
        if (const QString known = termFrom(orcid::contributorSequences(), part); !known.isEmpty())
            sequence = known;
        else if (const QString named = termFrom(rolesOf(section), part); !named.isEmpty())
            role = named;
    }
    return contributor(match.captured(1), match.captured(2), sequence, role);
}

} // namespace

QJsonObject contributor(const QString &name, const QString &orcid, const QString &sequence, const QString &role)
{
    QJsonObject one;
    const QUrl url(orcid.trimmed());
    const QString id = url.host().isEmpty() ? orcid.trimmed() : url.path().section(u'/', -1);
    if (OrcidId::parse(id)) {
        one[u"contributor-orcid"] = QJsonObject { { u"uri"_s, url.host().isEmpty() ? u"https://orcid.org/"_s + id : orcid.trimmed() }, { u"path"_s, id },
            { u"host"_s, url.host().isEmpty() ? u"orcid.org"_s : url.host() } };
    }
    if (!name.isEmpty())
        one[u"credit-name"] = QJsonObject { { u"value"_s, name } };
    QJsonObject attributes;
    if (!sequence.isEmpty())
        attributes[u"contributor-sequence"] = sequence;
    if (!role.isEmpty())
        attributes[u"contributor-role"] = role;
    if (!attributes.isEmpty())
        one[u"contributor-attributes"] = attributes;
    return one;
}

std::optional<QString> contributorsText(const QString &section, const QJsonArray &contributors)
{
    QStringList parts;
    for (const QJsonValue &one : contributors)
        parts += textOfOne(section, one.toObject());
    const QString text = parts.join(u"; "_s);
    const QJsonObject before { { u"c"_s, contributors } }, after { { u"c"_s, contributorsFrom(section, text) } };
    return record::forPost(before) == record::forPost(after) ? std::optional(text) : std::nullopt;
}

QJsonArray contributorsFrom(const QString &section, const QString &text)
{
    QJsonArray all;
    for (const QString &part : cellParts(text)) {
        if (const QJsonObject one = fromText(section, part); !one.isEmpty())
            all += one;
    }
    return all;
}

} // namespace baton::formats

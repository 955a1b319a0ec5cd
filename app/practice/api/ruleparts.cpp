#include "app/base/orcidid.h"
#include "app/practice/api/rules.h"

#include <QtCore/QDate>
#include <QtCore/QJsonArray>
#include <QtCore/QRegularExpression>

namespace baton::practice::rules {

using namespace Qt::StringLiterals;

QString wrappedValue(const QJsonObject &holder, const QString &key)
{
    return holder.value(key).toObject().value(QStringLiteral("value")).toString();
}

Refusal title(const QJsonObject &title)
{
    if (wrappedValue(title, QStringLiteral("title")).trimmed().isEmpty())
        return ApiError(9022);
    const QJsonObject translated = title.value(QStringLiteral("translated-title")).toObject();
    const QString text = translated.value(QStringLiteral("value")).toString();
    const QString language = translated.value(QStringLiteral("language-code")).toString();
    if (text.trimmed().isEmpty() && !language.isEmpty())
        return ApiError(9020, QStringLiteral("Please specify a translated title or remove the language code"));
    if (!text.isEmpty() && !orcid::hasValue(orcid::languages(), language))
        return ApiError(9037, {}, { QStringLiteral("language code"), orcid::values(orcid::languages()).join(u", ") });
    return std::nullopt;
}

namespace {

ApiError badId(const QString &why)
{
    return ApiError(9023, u"Invalid external-id  "_s + why);
}

/// funded-by names what paid for a work, so only ids that can name a grant fit.
Refusal fundedBy(const QString &type, const QString &relationship)
{
    static const QStringList fitting { QStringLiteral("grant_number"), QStringLiteral("proposal-id"), QStringLiteral("doi"),
        QStringLiteral("uri") };
    if (relationship == u"funded-by" && !fitting.contains(type))
        return ApiError(9020, QStringLiteral("External ID %1 not supported for relationship funded_by").arg(type));
    return std::nullopt;
}

} // namespace

Refusal externalId(const QJsonObject &id)
{
    const QString type = id.value(QStringLiteral("external-id-type")).toString();
    const QString relationship = id.value(QStringLiteral("external-id-relationship")).toString();
    if (type.trimmed().isEmpty())
        return badId(QStringLiteral("The external-id-type is required"));
    if (orcid::findExternalIdType(type) == nullptr)
        return badId(QStringLiteral("'%1' is not a known external-id-type").arg(type));
    if (id.value(QStringLiteral("external-id-value")).toString().trimmed().isEmpty())
        return badId(QStringLiteral("The external-id-value is required"));
    if (relationship.isEmpty())
        return badId(QStringLiteral("The external-id-relationship is required"));
    return fundedBy(type, relationship);
}

Refusal externalIds(const QJsonArray &ids, bool optional, SelfRule selfRule)
{
    if (ids.isEmpty())
        return optional ? Refusal() : ApiError(9023);
    bool self = false, versionOf = false;
    for (const QJsonValue &entry : ids) {
        if (Refusal refusal = externalId(entry.toObject()))
            return refusal;
        const QString relationship = entry.toObject().value(QStringLiteral("external-id-relationship")).toString();
        self = self || relationship == u"self";
        versionOf = versionOf || relationship == u"version-of";
    }
    const bool needed = selfRule == SelfRule::Needed || (selfRule == SelfRule::BesideVersionOf && versionOf);
    if (needed && !self)
        return badId(QStringLiteral("At least one identifier with 'self' relationship is required"));
    return std::nullopt;
}

QString dateText(const QJsonObject &content, const QString &key)
{
    const QJsonObject date = content.value(key).toObject();
    if (date.isEmpty())
        return {};
    const auto part = [&date](const QString &name, const QString &missing) {
        const QString value = wrappedValue(date, name);
        return value.isEmpty() ? missing : value;
    };
    return part(QStringLiteral("year"), QStringLiteral("0000")) + u'-' + part(QStringLiteral("month"), QStringLiteral("00"))
        + u'-' + part(QStringLiteral("day"), QStringLiteral("00"));
}

Refusal date(const QJsonObject &content, const QString &key)
{
    static const QRegularExpression four(QStringLiteral("^\\d{4}$")), two(QStringLiteral("^\\d{2}$"));
    const QJsonObject date = content.value(key).toObject();
    if (date.isEmpty())
        return std::nullopt;
    const QString year = wrappedValue(date, QStringLiteral("year")), month = wrappedValue(date, QStringLiteral("month")),
                  day = wrappedValue(date, QStringLiteral("day"));
    QStringList shown { year };
    if (!month.isEmpty())
        shown << month;
    if (!day.isEmpty())
        shown << day;
    const bool shape = four.match(year).hasMatch() && (month.isEmpty() || two.match(month).hasMatch())
        && (day.isEmpty() || (two.match(day).hasMatch() && !month.isEmpty()));
    const bool real
        = shape && QDate::isValid(year.toInt(), month.isEmpty() ? 1 : month.toInt(), day.isEmpty() ? 1 : day.toInt());
    if (!real)
        return ApiError(9049, {}, { shown.join(u'-') });
    return std::nullopt;
}

Refusal disambiguated(const QJsonObject &organization, bool required)
{
    static const QHash<QString, QRegularExpression> forms {
        { QStringLiteral("ROR"), QRegularExpression(QStringLiteral("^https://ror\\.org/0[a-z0-9]{6}\\d{2}$")) },
        { QStringLiteral("GRID"), QRegularExpression(QStringLiteral("^grid\\.\\d+\\.[0-9a-f]+$")) },
        { QStringLiteral("RINGGOLD"), QRegularExpression(QStringLiteral("^\\d+$")) },
        { QStringLiteral("FUNDREF"), QRegularExpression(QStringLiteral("^https?://(dx\\.)?doi\\.org/10\\.13039/\\d+$")) },
        { QStringLiteral("LEI"), QRegularExpression(QStringLiteral("^[0-9A-Z]{18}\\d{2}$")) },
    };
    const QJsonObject block = organization.value(QStringLiteral("disambiguated-organization")).toObject();
    if (block.isEmpty())
        return required ? Refusal(ApiError(9045)) : std::nullopt;
    const QString id = block.value(QStringLiteral("disambiguated-organization-identifier")).toString();
    const auto form = forms.constFind(block.value(QStringLiteral("disambiguation-source")).toString());
    if (form == forms.cend() || !form->match(id).hasMatch())
        return ApiError(9045);
    return std::nullopt;
}

namespace {

Refusal contributorOrcid(const QJsonObject &person, const QString &issuer)
{
    if (!person.contains(QStringLiteral("contributor-orcid")))
        return std::nullopt;
    static const QRegularExpression official(QStringLiteral(R"(^https://([a-z]+\.)*orcid\.org/((\d{4}-){3}\d{3}[\dX])$)"));
    const QJsonObject id = person.value(QStringLiteral("contributor-orcid")).toObject();
    const QString uri = id.value(QStringLiteral("uri")).toString(), path = id.value(QStringLiteral("path")).toString();
    const QRegularExpressionMatch match = official.match(uri);
    const QString inUri = match.hasMatch() ? match.captured(2)
        : uri.startsWith(issuer + u'/')    ? uri.mid(issuer.size() + 1)
                                           : QString();
    const bool uriFits = uri.isEmpty() || (!inUri.isEmpty() && OrcidId::parse(inUri) && (path.isEmpty() || path == inUri));
    const bool pathFits = path.isEmpty() || OrcidId::parse(path);
    if ((uri.isEmpty() && path.isEmpty()) || !uriFits || !pathFits)
        return ApiError(9020, QStringLiteral("Invalid contributor-orcid, an https uri that ends in a valid iD is expected"));
    return std::nullopt;
}

Refusal contributor(const QJsonObject &person, const QList<orcid::Term> &roles, const QString &issuer)
{
    if (Refusal refusal = contributorOrcid(person, issuer))
        return refusal;
    for (const QString &key : { QStringLiteral("credit-name"), QStringLiteral("contributor-email") }) {
        if (person.contains(key) && wrappedValue(person, key).trimmed().isEmpty())
            return ApiError(9020, key + u" must not be empty"_s);
    }
    const QString role = person.value(QStringLiteral("contributor-attributes"))
                             .toObject()
                             .value(QStringLiteral("contributor-role"))
                             .toString();
    if (!role.isEmpty() && !orcid::isRole(roles, role))
        return ApiError(9058, {}, { role });
    return std::nullopt;
}

} // namespace

Refusal contributors(const QJsonObject &content, const QList<orcid::Term> &roles, const QString &issuer)
{
    const QJsonArray list
        = content.value(QStringLiteral("contributors")).toObject().value(QStringLiteral("contributor")).toArray();
    for (const QJsonValue &entry : list) {
        if (Refusal refusal = contributor(entry.toObject(), roles, issuer))
            return refusal;
    }
    return std::nullopt;
}

} // namespace baton::practice::rules

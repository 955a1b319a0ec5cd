#include "app/orcid/ruleparts.h"

#include "app/base/orcidid.h"
#include "app/orcid/organizationids.h"

#include <QtCore/QDate>
#include <QtCore/QRegularExpression>

namespace baton::orcid::rules {

using namespace Qt::StringLiterals;

void Findings::unknownValue(Rule rule, const QString &path, const QString &what, const QList<Term> &allowed)
{
    add(rule, path, 9037, {}, { what, values(allowed).join(u", ") });
}

QString joined(const QString &path, const QString &key)
{
    return path.isEmpty() ? key : path + u'/' + key;
}

QString wrappedValue(const QJsonObject &holder, const QString &key)
{
    return holder.value(key).toObject().value(QStringLiteral("value")).toString();
}

QJsonArray idsIn(const QJsonObject &holder, const QString &key)
{
    return holder.value(key).toObject().value(QStringLiteral("external-id")).toArray();
}

void title(Findings &found, const QJsonObject &title, const QString &path)
{
    if (wrappedValue(title, QStringLiteral("title")).trimmed().isEmpty())
        found.add(Rule::Title, joined(path, QStringLiteral("title")), 9022);
    const QJsonObject translated = title.value(QStringLiteral("translated-title")).toObject();
    const QString text = translated.value(QStringLiteral("value")).toString();
    const QString language = translated.value(QStringLiteral("language-code")).toString();
    const QString at = joined(path, QStringLiteral("translated-title"));
    if (text.trimmed().isEmpty() && !language.isEmpty())
        found.add(Rule::TranslatedTitle, at + u"/value"_s, 9020,
            QStringLiteral("Please specify a translated title or remove the language code"));
    if (!text.isEmpty() && !hasValue(languages(), language))
        found.unknownValue(Rule::TitleLanguage, at + u"/language-code"_s, QStringLiteral("language code"), languages());
}

namespace {

void badId(Findings &found, Rule rule, const QString &path, const QString &why)
{
    found.add(rule, path, 9023, u"Invalid external-id  "_s + why);
}

/// funded-by names what paid for a work, so only ids that can name a grant fit.
bool mayFund(const QString &type)
{
    static const QStringList fitting { QStringLiteral("grant_number"), QStringLiteral("proposal-id"), QStringLiteral("doi"),
        QStringLiteral("uri") };
    return fitting.contains(type);
}

} // namespace

void externalId(Findings &found, const QJsonObject &id, const QString &path)
{
    const QString type = id.value(QStringLiteral("external-id-type")).toString();
    const QString relationship = id.value(QStringLiteral("external-id-relationship")).toString();
    const QString atType = joined(path, QStringLiteral("external-id-type"));
    const QString atRelationship = joined(path, QStringLiteral("external-id-relationship"));
    if (type.trimmed().isEmpty())
        badId(found, Rule::IdentifierType, atType, QStringLiteral("The external-id-type is required"));
    else if (findExternalIdType(type) == nullptr)
        badId(found, Rule::KnownIdentifierType, atType, QStringLiteral("'%1' is not a known external-id-type").arg(type));
    if (id.value(QStringLiteral("external-id-value")).toString().trimmed().isEmpty())
        badId(found, Rule::IdentifierValue, joined(path, QStringLiteral("external-id-value")),
            QStringLiteral("The external-id-value is required"));
    if (relationship.isEmpty())
        badId(found, Rule::Relationship, atRelationship, QStringLiteral("The external-id-relationship is required"));
    if (relationship == u"funded-by" && !mayFund(type))
        found.add(Rule::FundedBy, atRelationship, 9020,
            QStringLiteral("External ID %1 not supported for relationship funded_by").arg(type));
}

void externalIds(Findings &found, const QJsonArray &ids, const QString &path, bool optional, SelfRule selfRule)
{
    if (ids.isEmpty() && !optional)
        found.add(Rule::Identifiers, path, 9023);
    bool self = false, versionOf = false;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const QJsonObject id = ids.at(i).toObject();
        externalId(found, id, path + u"/external-id[%1]"_s.arg(i));
        const QString relationship = id.value(QStringLiteral("external-id-relationship")).toString();
        self = self || relationship == u"self";
        versionOf = versionOf || relationship == u"version-of";
    }
    const bool needed = selfRule == SelfRule::Needed || (selfRule == SelfRule::BesideVersionOf && versionOf);
    if (needed && !self && !ids.isEmpty())
        badId(found, Rule::SelfIdentifier, path, QStringLiteral("At least one identifier with 'self' relationship is required"));
}

void date(Findings &found, const QJsonObject &holder, const QString &key, const QString &path)
{
    static const QRegularExpression four(QStringLiteral("^\\d{4}$")), two(QStringLiteral("^\\d{2}$"));
    const QJsonObject date = holder.value(key).toObject();
    if (date.isEmpty())
        return;
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
        found.add(Rule::RealDate, joined(path, key), 9049, {}, { shown.join(u'-') });
}

void startAndEnd(Findings &found, const QJsonObject &holder, const QString &path)
{
    date(found, holder, QStringLiteral("start-date"), path);
    date(found, holder, QStringLiteral("end-date"), path);
}

void endNeedsStart(Findings &found, const QJsonObject &holder, const QString &path)
{
    if (holder.contains(QStringLiteral("end-date")) && !holder.contains(QStringLiteral("start-date")))
        found.add(Rule::StartDate, joined(path, QStringLiteral("start-date")), 9050);
}

bool endsBeforeStart(const QJsonObject &holder)
{
    const QJsonObject start = holder.value(QStringLiteral("start-date")).toObject();
    const QJsonObject end = holder.value(QStringLiteral("end-date")).toObject();
    for (const QString &part : { QStringLiteral("year"), QStringLiteral("month"), QStringLiteral("day") }) {
        const int from = wrappedValue(start, part).toInt(), to = wrappedValue(end, part).toInt();
        if (from == 0 || to == 0)
            return false;
        if (from != to)
            return to < from;
    }
    return false;
}

void disambiguated(Findings &found, const QJsonObject &organization, const QString &path, bool required)
{
    const QString key = QStringLiteral("disambiguated-organization");
    const QJsonObject block = organization.value(key).toObject();
    const QString at = joined(path, key) + u"/disambiguated-organization-identifier"_s;
    if (block.isEmpty()) {
        if (required)
            found.add(Rule::OrganizationId, at, 9045);
        return;
    }
    const QString id = block.value(QStringLiteral("disambiguated-organization-identifier")).toString();
    if (id.trimmed().isEmpty())
        found.add(Rule::OrganizationId, at, 9045);
    else if (!fitsSource(block.value(QStringLiteral("disambiguation-source")).toString(), id))
        found.add(Rule::OrganizationIdForm, at, 9045);
}

namespace {

bool isPersonId(const QJsonObject &id, const QString &issuer)
{
    static const QRegularExpression official(QStringLiteral(R"(^https://([a-z]+\.)*orcid\.org/((\d{4}-){3}\d{3}[\dX])$)"));
    const QString uri = id.value(QStringLiteral("uri")).toString(), path = id.value(QStringLiteral("path")).toString();
    const QRegularExpressionMatch match = official.match(uri);
    static const QRegularExpression nearby(QStringLiteral(R"(^http://(127\.0\.0\.1|localhost)(:\d+)?/((\d{4}-){3}\d{3}[\dX])$)"));
    QString inUri = match.captured(2);
    if (inUri.isEmpty() && issuer.isEmpty())
        inUri = nearby.match(uri).captured(3);
    else if (inUri.isEmpty() && uri.startsWith(issuer + u'/'))
        inUri = uri.mid(issuer.size() + 1);
    const bool uriFits = uri.isEmpty() || (!inUri.isEmpty() && OrcidId::parse(inUri) && (path.isEmpty() || path == inUri));
    const bool pathFits = path.isEmpty() || OrcidId::parse(path);
    return (!uri.isEmpty() || !path.isEmpty()) && uriFits && pathFits;
}

void contributor(Findings &found, const QJsonObject &person, const QString &path, const QList<Term> &roles, const QString &issuer)
{
    const QString idKey = QStringLiteral("contributor-orcid");
    if (person.contains(idKey) && !isPersonId(person.value(idKey).toObject(), issuer))
        found.add(Rule::ContributorId, joined(path, idKey), 9020,
            QStringLiteral("Invalid contributor-orcid, an https uri that ends in a valid iD is expected"));
    for (const QString &key : { QStringLiteral("credit-name"), QStringLiteral("contributor-email") }) {
        if (person.contains(key) && wrappedValue(person, key).trimmed().isEmpty())
            found.add(Rule::ContributorName, joined(path, key), 9020, key + u" must not be empty"_s);
    }
    const QString attributes = QStringLiteral("contributor-attributes"), roleKey = QStringLiteral("contributor-role");
    const QString role = person.value(attributes).toObject().value(roleKey).toString();
    if (!role.isEmpty() && !isRole(roles, role))
        found.add(Rule::ContributorRole, joined(path, attributes) + u'/' + roleKey, 9058, {}, { role });
}

} // namespace

void contributors(Findings &found, const QJsonObject &content, const QList<Term> &roles, const QString &issuer)
{
    const QJsonArray list
        = content.value(QStringLiteral("contributors")).toObject().value(QStringLiteral("contributor")).toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        contributor(found, list.at(i).toObject(), u"contributors/contributor[%1]"_s.arg(i), roles, issuer);
}

} // namespace baton::orcid::rules

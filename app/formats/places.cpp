#include "app/formats/places.h"

#include "app/orcid/enumerations.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

using namespace Qt::StringLiterals;

namespace baton::formats {

using orcid::Field;
using orcid::Kind;
using Form = Place::Form;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

/// Walks a section's field table down to the places.
class PlaceWalk {
public:
    QList<Place> found;

    void fields(const QList<Field> &all, const QStringList &path, const QString &before, const QString &label)
    {
        for (const Field &field : all) {
            if (field.shape != orcid::Shape::Server && field.kind != Kind::Number && field.key != u"visibility")
                one(field, path, before, label);
        }
    }

private:
    void one(const Field &field, const QStringList &path, const QString &before, const QString &label)
    {
        const QStringList here = path + QStringList { field.key };
        const QString id = before.isEmpty() ? field.key : before + u'-' + field.key;
        const QString name = label.isEmpty() ? field.label : label + u", "_s + field.label.toLower();
        switch (field.kind) {
        case Kind::Title:
            return title(field, here, id, name);
        case Kind::Organization:
            return organization(here, id, name);
        case Kind::Amount:
        case Kind::Citation:
            return parts(field, here);
        case Kind::Object:
            return fields(field.fields, here, id, field.label);
        case Kind::ExternalIds:
        case Kind::ExternalId:
            return; // by type and relationship
        case Kind::Contributors:
            return add(id, name, Form::Contributors, here + QStringList { u"contributor"_s });
        case Kind::Organizations:
            return add(id, name, Form::Tree, here);
        case Kind::List:
            return add(id, name, Form::Tree, here);
        case Kind::Date:
            return add(id, name, Form::Date, here);
        default:
            return simple(field, id, name, here);
        }
    }

    void simple(const Field &field, const QString &id, const QString &name, const QStringList &path)
    {
        const Form form = !field.values.isEmpty() ? Form::Term : field.kind == Kind::Url ? Form::Link : field.kind == Kind::Decimal ? Form::Decimal : Form::Text;
        add(id, name, form, path, field);
    }

    void title(const Field &field, const QStringList &path, const QString &id, const QString &name)
    {
        const QString before = id == u"title" ? QString() : id + u'-';
        for (const Field &part : field.fields) {
            const QStringList here = path + QStringList { part.key };
            const QString partName = id == u"title" ? part.label : name + u", "_s + part.label.toLower();
            if (part.key == u"title") {
                add(id, name, Form::Text, here, part);
            } else if (part.kind == Kind::TranslatedTitle) {
                add(before + part.key, partName, Form::Text, here + QStringList { u"value"_s }, *part.find(u"value"_s));
                add(before + part.key + u"-language"_s, Words::tr("%1, language").arg(partName), Form::Term, here + QStringList { u"language-code"_s },
                    *part.find(u"language-code"_s));
            } else {
                add(before + part.key, partName, Form::Text, here, part);
            }
        }
    }

    void organization(const QStringList &path, const QString &id, const QString &name)
    {
        add(id, name, Form::Text, path + QStringList { u"name"_s });
        const QList<Field> all = orcid::organizationFields();
        for (const Field &part : orcid::findField(all, u"address"_s)->fields)
            simple(part, id + u'-' + part.key, name + u", "_s + part.label.toLower(), path + QStringList { u"address"_s, part.key });
        organizationId(path, id, name, {});
        for (const orcid::Term &source : orcid::organizationSources())
            organizationId(path, id, name, source.value);
    }

    void organizationId(const QStringList &path, const QString &id, const QString &name, const QString &source)
    {
        add(id + (source.isEmpty() ? u"-id"_s : u"-id:"_s + source.toLower()),
            source.isEmpty() ? Words::tr("%1, id").arg(name) : u"%1, %2"_s.arg(name, orcid::labelOf(orcid::organizationSources(), source)), Form::OrganizationId,
            path + QStringList { u"disambiguated-organization"_s });
        found.last().type = source;
    }

    /// Amount and currency, citation and its format: named without what holds them.
    void parts(const Field &field, const QStringList &path)
    {
        for (const Field &part : field.fields) {
            const bool whole = part.key == u"value" || part.key == u"citation-value";
            simple(part, whole ? field.key : part.key == u"currency-code" ? u"currency"_s : part.key, part.label, path + QStringList { part.key });
        }
    }

    void add(const QString &id, const QString &label, Form form, const QStringList &path, const Field &field = {})
    {
        Place place;
        place.target = { id, label };
        place.form = form;
        place.path = path;
        place.wrapped = field.shape == orcid::Shape::Wrapped;
        place.values = field.values;
        found += place;
    }
};

QHash<QString, QList<Place>> allPlaces()
{
    QHash<QString, QList<Place>> all;
    for (const orcid::Section &section : orcid::allSections()) {
        PlaceWalk walk;
        walk.fields(section.fields, {}, {}, {});
        all.insert(section.key, walk.found);
    }
    return all;
}

Place identifiers(const QString &section, const QStringList &parts, const QString &id)
{
    Place place;
    place.type = parts.value(1);
    place.relationship = parts.value(2);
    place.path = identifiersPath(section);
    place.form = Form::Identifiers;
    const QString by = place.relationship.isEmpty() ? Words::tr("by type of work") : orcid::labelOf(orcid::relationships(), place.relationship);
    place.target = { id, u"%1, %2"_s.arg(place.type, by) };
    const bool isLink = parts.front() == u"subject-id-url";
    if (isLink || parts.front() == u"subject-id") {
        place.form = isLink ? Place::Form::Link : Place::Form::Identifier;
        place.wrapped = isLink;
        place.path = { u"subject-external-identifier"_s };
        place.target.label = Words::tr("Reviewed: %1").arg(place.target.label);
        if (isLink) {
            place.path += u"external-id-url"_s;
            place.target.label = Words::tr("%1, link").arg(place.target.label);
        }
    } else if (parts.front() == u"external-id-url") {
        place.form = Form::IdentifierLinks;
        place.target.label = Words::tr("%1, link").arg(place.target.label);
    }
    return place;
}

} // namespace

const QList<Place> &placesOf(const QString &section)
{
    static const QHash<QString, QList<Place>> all = allPlaces();
    static const QList<Place> none;
    const auto found = all.constFind(section);
    return found == all.cend() ? none : *found;
}

std::optional<Place> findPlace(const QString &section, const QString &id)
{
    for (const Place &place : placesOf(section)) {
        if (place.target.id == id)
            return place;
    }
    const QStringList parts = id.split(u':');
    const bool isRelated = parts.size() == 2 || orcid::hasValue(orcid::relationships(), parts.value(2));
    const bool isSubject = parts.front() == u"subject-id" || parts.front() == u"subject-id-url";
    const bool isList = parts.front() == u"external-id" || parts.front() == u"external-id-url";
    if (parts.size() >= 2 && parts.size() <= 3 && isRelated && orcid::findExternalIdType(parts.at(1)) != nullptr
        && ((isList && !identifiersPath(section).isEmpty()) || (isSubject && section == u"peer-reviews")))
        return identifiers(section, parts, id);
    if (parts.size() == 2 && parts.front() == u"type") {
        std::optional<Place> type = findPlace(section, u"type"_s);
        if (!type || !orcid::hasValue(type->values, parts.at(1)))
            return std::nullopt;
        type->target = { id, orcid::labelOf(type->values, parts.at(1)) };
        type->type = parts.at(1);
        return type;
    }
    if (parts.size() == 2 && parts.front() == u"contributors") {
        std::optional<Place> all = findPlace(section, u"contributors"_s);
        const QList<orcid::Term> &roles = section == u"fundings" ? orcid::fundingRoles() : orcid::workRoles();
        if (!all || !orcid::hasValue(roles, parts.at(1)))
            return std::nullopt;
        all->target = { id, u"%1, %2"_s.arg(all->target.label, orcid::labelOf(roles, parts.at(1)).toLower()) };
        all->type = parts.at(1);
        return all;
    }
    return std::nullopt;
}

QString identifierPlace(const QString &type, const QString &relationship)
{
    return u"external-id:"_s + type + (relationship.isEmpty() ? QString() : u':' + relationship);
}

QString usualRelationship(const QString &section, const QString &type, const QString &workType)
{
    static const QStringList parts { u"book-chapter"_s, u"conference-paper"_s, u"conference-abstract"_s, u"conference-poster"_s, u"dictionary-entry"_s,
        u"encyclopedia-entry"_s };
    static const QStringList wholes { u"journal-issue"_s };
    if (section != u"works")
        return u"self"_s;
    const bool isPart = (type == u"issn" && !wholes.contains(workType)) || (type == u"isbn" && parts.contains(workType));
    return isPart ? u"part-of"_s : u"self"_s;
}

QStringList identifiersPath(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    if (known == nullptr || !known->isActivity())
        return {};
    if (known->family == orcid::Section::Family::PeerReviews)
        return { u"review-identifiers"_s, u"external-id"_s };
    if (known->family == orcid::Section::Family::ResearchResources)
        return { u"proposal"_s, u"external-ids"_s, u"external-id"_s };
    return { u"external-ids"_s, u"external-id"_s };
}

QJsonObject withValue(QJsonObject object, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return object;
    object[path.front()] = path.size() == 1 ? value : QJsonValue(withValue(object.value(path.front()).toObject(), path.sliced(1), value));
    return object;
}

} // namespace baton::formats

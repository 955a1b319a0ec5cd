#include "app/base/orcidid.h"
#include "app/formats/entry.h"
#include "app/formats/formatreaders.h"
#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

/// Finds items in whatever the registry answers: an item, lists of them, a section, a bulk answer, a whole record.
class OrcidWalk {
public:
    explicit OrcidWalk(const QString &section) : m_usual(section) { }

    QList<Row> rows;
    bool tooMany = false;

    void value(const QJsonValue &json)
    {
        if (json.isArray()) {
            for (const QJsonValue &one : json.toArray())
                value(one);
            return;
        }
        if (!json.isObject())
            return add(unusableRow(m_usual, {}, {}, Words::tr("This is no item of a record.")));
        object(json.toObject());
    }

private:
    void object(const QJsonObject &json)
    {
        if (json.contains(u"bulk"_s) || json.contains(u"items"_s))
            return value(json.contains(u"bulk"_s) ? json.value(u"bulk"_s) : json.value(u"items"_s));
        if (json.contains(u"activities-summary"_s) || json.contains(u"person"_s)) {
            parts(json.value(u"activities-summary"_s).toObject());
            parts(json.value(u"person"_s).toObject());
            return;
        }
        if (json.contains(u"error"_s) && json.size() == 1)
            return add(unusableRow(m_usual, {}, {}, Words::tr("The registry answered with an error in place of this item.")));
        if (wrapped(json) || list(json) || parts(json))
            return;
        item(json, sectionOf(json), true);
    }

    /// {"work": {…}} as in a bulk answer.
    bool wrapped(const QJsonObject &json)
    {
        if (json.size() != 1 || !json.begin().value().isObject())
            return false;
        for (const orcid::Section &section : orcid::allSections()) {
            if (section.singular == json.begin().key()) {
                item(json.begin().value().toObject(), section.key, true);
                return true;
            }
        }
        return false;
    }

    /// The answer for one section: {"group": …, "path": "/0000-…/works"}.
    bool list(const QJsonObject &json)
    {
        for (const orcid::Section &section : orcid::allSections()) {
            const QString path = json.value(u"path"_s).toString().section(u'/', -1);
            const bool isThis = section.isActivity() ? path == section.listPath : json.value(section.listKey).isArray() && !json.contains(u"put-code"_s);
            if (isThis && (json.contains(section.listKey) || !section.isActivity())) {
                summaries(section, json);
                return true;
            }
        }
        return false;
    }

    /// {"works": {…}, "employments": {…}}: activities or person.
    bool parts(const QJsonObject &json)
    {
        bool any = false;
        for (const orcid::Section &section : orcid::allSections()) {
            const QJsonValue part = json.value(section.key);
            if (!part.isObject() || part.toObject().contains(u"external-id"_s))
                continue;
            any = true;
            summaries(section, part.toObject());
        }
        return any;
    }

    void summaries(const orcid::Section &section, const QJsonObject &list)
    {
        const record::SectionContent content = record::sectionFromJson(section.key, list);
        for (const record::Item &one : content.items)
            item(one.json, section.key, !section.isActivity());
        for (qsizetype i = 0; i < content.leftOut.size(); ++i)
            add(unusableRow(section.key, {}, content.leftOut.at(i), Words::tr("This is no item of a record.")));
    }

    QString sectionOf(const QJsonObject &json) const
    {
        const QString path = json.value(u"path"_s).toString().section(u'/', -2, -2);
        if (const orcid::Section *named = path.isEmpty() ? nullptr : orcid::findSection(path))
            return named->key;
        const auto has = [&json](const QString &key) { return json.contains(key); };
        if (has(u"review-identifiers"_s) || has(u"reviewer-role"_s))
            return u"peer-reviews"_s;
        if (has(u"proposal"_s))
            return u"research-resources"_s;
        if (has(u"organization-defined-type"_s) || has(u"amount"_s) || (has(u"organization"_s) && has(u"title"_s)))
            return u"fundings"_s;
        if (has(u"title"_s))
            return u"works"_s;
        if (has(u"external-id-value"_s))
            return u"external-identifiers"_s;
        if (has(u"url-name"_s))
            return u"researcher-urls"_s;
        if (has(u"country"_s))
            return u"addresses"_s;
        // Seven sections have the same shape, two more another: only where it was asked for can tell.
        const orcid::Section *usual = orcid::findSection(m_usual);
        if (usual && has(u"organization"_s) && usual->family == orcid::Section::Family::Affiliations)
            return m_usual;
        if (usual && has(u"content"_s) && (m_usual == u"keywords" || m_usual == u"other-names"))
            return m_usual;
        return {};
    }

    void item(QJsonObject json, const QString &key, bool full)
    {
        const orcid::Section *section = orcid::findSection(key);
        if (section == nullptr || !section->writable)
            return add(unusableRow(m_usual, {}, {}, section ? Words::tr("Items of this section can’t be written.") : Words::tr("It can’t be told which section this item is of.")));
        full = full && !isSummary(*section, json);
        if (!full) {
            for (const orcid::SummaryKey &renamed : section->summary) {
                if (renamed.key != renamed.from && json.contains(renamed.key))
                    json[renamed.from] = json.take(renamed.key);
            }
        }
        Row row;
        const record::Item read = record::itemFromJson(key, json, full);
        row.section = key;
        row.putCode = read.putCode;
        const QString owner = json.value(u"path"_s).toString().section(u'/', 1, 1);
        row.orcid = OrcidId::parse(owner) ? owner : QString();
        row.content = record::forPost(json);
        for (auto it = row.content.begin(); it != row.content.end();) {
            if (section->field(it.key()) != nullptr) {
                ++it;
                continue;
            }
            row.notes += Words::tr("“%1” is no field of this section; left out.").arg(oneLine(it.key(), 60));
            it = row.content.erase(it);
        }
        if (!full && section->family != orcid::Section::Family::Affiliations && section->isActivity())
            row.notes += Words::tr("A summary: it lacks fields that the full item may have.");
        finishRow(row, row.content);
        if (row.content.isEmpty())
            row.unusable = Words::tr("This is no item of a record.");
        add(row);
    }

    /// Display order comes in summaries as a text; the full work has none.
    static bool isSummary(const orcid::Section &section, const QJsonObject &json)
    {
        return section.isActivity() && json.value(u"display-index"_s).isString() && section.field(u"display-index"_s) == nullptr;
    }

    void add(const Row &row)
    {
        if (rows.size() >= maxRows)
            tooMany = true;
        else
            rows += row;
    }

    QString m_usual;
};

} // namespace

Result<ReadFile> readOrcid(const QJsonDocument &document, const QString &section)
{
    OrcidWalk walk(section);
    walk.value(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    if (walk.tooMany)
        return tooMany();
    ReadFile file;
    file.format = Format::OrcidJson;
    file.mapping.section = section;
    file.rows = walk.rows;
    return file;
}

} // namespace baton::formats

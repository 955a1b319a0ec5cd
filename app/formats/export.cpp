#include "app/formats/export.h"

#include "app/formats/exportparts.h"
#include "app/orcid/sections.h"
#include "app/record/personaldetails.h"
#include "app/record/shownfields.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::formats {

bool canHold(Format format, const QString &section)
{
    switch (format) {
    case Format::Csv:
    case Format::OrcidJson:
        return orcid::findSection(section) != nullptr || section == record::personalDetails();
    case Format::BibTeX:
    case Format::CslJson:
        return section == u"works";
    case Format::Ris:
        return false; // read only
    }
    Q_UNREACHABLE();
}

namespace {

bool isPersonalDetails(const QList<record::Item> &items)
{
    return !items.isEmpty() && items.first().section == record::personalDetails();
}

/// Names and biography have no fields in common with an item: what each part says, line by line.
QByteArray personalDetailsCsv(const QList<record::Item> &items)
{
    QList<QStringList> rows;
    for (const record::Item &item : items) {
        for (const record::ShownField &field : record::shownFields(item.section, item.json)) {
            if (!field.path.startsWith("source/"_L1))
                rows += QStringList { record::partOfPersonalDetails(item), field.path, field.words };
        }
    }
    return csv({ u"part"_s, u"field"_s, u"value"_s }, rows);
}

} // namespace

QByteArray write(const QList<record::Item> &items, Format format)
{
    const bool holdsAll = std::all_of(items.begin(), items.end(), [format](const record::Item &item) { return canHold(format, item.section); });
    if (!holdsAll)
        return {};
    switch (format) {
    case Format::Csv:
        return isPersonalDetails(items) ? personalDetailsCsv(items) : writeCsv(items);
    case Format::OrcidJson:
        return writeOrcid(items);
    case Format::BibTeX:
        return writeBibtex(items);
    case Format::CslJson:
        return writeCsl(items);
    case Format::Ris:
        break;
    }
    return {};
}

/// As the registry's bulk answers: what each item is stands beside it.
QByteArray writeOrcid(const QList<record::Item> &items)
{
    QJsonArray all;
    for (const record::Item &item : items) {
        if (const orcid::Section *section = orcid::findSection(item.section))
            all += QJsonObject { { section->singular, item.json } };
        else if (item.section == record::personalDetails())
            all += QJsonObject { { record::partOfPersonalDetails(item), item.json } };
    }
    return QJsonDocument(QJsonObject { { u"bulk"_s, all } }).toJson();
}

} // namespace baton::formats

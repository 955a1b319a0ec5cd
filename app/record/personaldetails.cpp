#include "app/record/personaldetails.h"

#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Record)
};

enum { NamePart = 1, BiographyPart };

QString nameIn(const QJsonObject &name)
{
    const QString credit = textAt(name, { u"credit-name"_s });
    return credit.isEmpty() ? u"%1 %2"_s.arg(textAt(name, { u"given-names"_s }), textAt(name, { u"family-name"_s })).trimmed() : credit;
}

} // namespace

QString personalDetails()
{
    return u"personal-details"_s;
}

QString partOfPersonalDetails(const Item &item)
{
    return item.putCode == qint64(BiographyPart) ? u"biography"_s : u"name"_s;
}

SectionContent personalDetailsFromJson(const QJsonObject &json, const QString &orcid)
{
    SectionContent content;
    content.section = personalDetails();
    const QJsonObject name = json.value(u"name"_s).toObject(), biography = json.value(u"biography"_s).toObject();
    const auto add = [&](int part, const QJsonObject &object, const QString &title, const QString &subtitle) {
        Item item = itemFromJson(content.section, object, true);
        item.putCode = part;
        item.title = title;
        item.subtitle = subtitle;
        // Neither names another: who has the record wrote both.
        if (item.source.orcid.isEmpty() && item.source.clientId.isEmpty()) {
            item.source.orcid = orcid;
            item.source.name = nameIn(name);
        }
        item.searchText = (title + u'\n' + subtitle + u'\n' + textAt(object, { u"content"_s })).toLower();
        content.items += item;
    };
    if (!name.isEmpty())
        add(NamePart, name, nameIn(name), Words::tr("Name"));
    if (!biography.isEmpty())
        add(BiographyPart, biography, Words::tr("Biography"), textAt(biography, { u"content"_s }).left(200));
    return content;
}

} // namespace baton::record

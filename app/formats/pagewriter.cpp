#include "app/base/weblink.h"
#include "app/formats/export.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/personaldetails.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString linkTo(const QUrl &url, const QString &text)
{
    return url.isEmpty() ? escaped(text) : u"<a href=\""_s + escaped(QString::fromLatin1(url.toEncoded())) + u"\"_s>"_s + escaped(text) + u"</a>"_s;
}

QString peopleOf(const QJsonObject &json)
{
    constexpr qsizetype most = 20;
    QStringList names;
    const QJsonArray all = record::arrayOf(record::valueAt(json, { u"contributors"_s, u"contributor"_s }));
    for (const QJsonValue &one : all) {
        if (const QString name = record::textAt(one.toObject(), { u"credit-name"_s }); !name.isEmpty())
            names += name;
    }
    const qsizetype more = names.size() - most;
    if (more > 0)
        names = names.first(most);
    return more > 0 ? Words::tr("%1 and %n more", nullptr, int(more)).arg(names.join(u", "_s)) : names.join(u", "_s);
}

QString identifiersOf(const record::Item &item)
{
    QStringList all;
    for (const record::ExternalId &id : record::externalIdsOf(item.section, item.json)) {
        const QUrl link = id.url.isEmpty() ? orcid::resolveUrl(id.type, id.value) : webLink(id.url);
        all += escaped(id.type) + u' ' + linkTo(link, id.value);
    }
    return all.join(u", "_s);
}

QString itemText(const record::Item &item)
{
    QStringList lines { u"<b>"_s + escaped(item.title) + u"</b>"_s };
    if (const orcid::Section *section = orcid::findSection(item.section); section && section->family == orcid::Section::Family::Works)
        lines += escaped(peopleOf(item.json));
    lines += escaped(item.subtitle);
    if (item.section != u"external-identifiers")
        lines += identifiersOf(item);
    if (item.section == record::personalDetails() && record::partOfPersonalDetails(item) == "biography"_L1)
        lines[1] = escaped(record::textAt(item.json, { u"content"_s })); // whole, where the list has its beginning
    QStringList about;
    if (const QString source = item.source.sentence(); !source.isEmpty())
        about += Words::tr("Source: %1").arg(source);
    if (!item.visibility.isEmpty())
        about += Words::tr("Visible to: %1").arg(record::visibilityWord(item.visibility));
    if (!about.isEmpty())
        lines += u"<span style=\"color:#5A6472; font-size:8pt\">"_s + escaped(about.join(u" · "_s)) + u"</span>"_s;
    lines.removeAll(QString());
    return u"<p style=\"margin-top:0; margin-bottom:8px\">"_s + lines.join(u"<br>"_s) + u"</p>\n"_s;
}

QString sectionText(const QString &section, const QString &title, const QList<record::Item> &items)
{
    QString text;
    int count = 0;
    for (const record::Item &item : items) {
        if (item.section == section) {
            text += itemText(item);
            ++count;
        }
    }
    const bool headed = count > 0 && !title.isEmpty();
    return headed ? u"<h2>"_s + escaped(title) + u" ("_s + QString::number(count) + u")</h2>\n"_s + text : text;
}

} // namespace

QString page(const QString &heading, const QString &note, const QList<record::Item> &items)
{
    QString html = u"<html><head><meta charset=\"utf-8\"><title>"_s + escaped(heading) + u"</title></head><body>\n<h1>"_s + escaped(heading) + u"</h1>\n"_s;
    if (!note.isEmpty())
        html += u"<p>"_s + escaped(note) + u"</p>\n"_s;
    html += sectionText(record::personalDetails(), {}, items);
    for (const orcid::Section &section : orcid::allSections())
        html += sectionText(section.key, section.title, items);
    return html + u"</body></html>\n"_s;
}

} // namespace baton::formats

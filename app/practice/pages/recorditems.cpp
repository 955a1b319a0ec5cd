#include "app/practice/pages/recorditems.h"

#include "app/practice/pages/markup.h"

#include <QtCore/QJsonArray>
#include <QtCore/QLocale>
#include <QtCore/QUrl>

namespace baton::practice {

using namespace markup;
using recorditems::text;

namespace {


constexpr int shownFirst = 5, reviewsFirst = 3; ///< of a section, of a review group

QJsonArray list(const QJsonObject &object, std::initializer_list<QStringView> path)
{
    QJsonValue value = object;
    for (QStringView key : path)
        value = value.toObject().value(key);
    return value.toArray();
}

/// "14 Sep 2026", "Sep 2026", "2026", or empty.
QString when(const QJsonObject &date)
{
    const int year = text(date, { u"year" }).toInt(), month = text(date, { u"month" }).toInt(), day = text(date, { u"day" }).toInt();
    if (year == 0)
        return {};
    QString words = QString::number(year);
    if (month >= 1 && month <= 12)
        words.prepend(QLocale::c().monthName(month, QLocale::ShortFormat) + QLatin1Char(' '));
    return month > 0 && day > 0 ? QString::number(day) + QLatin1Char(' ') + words : words;
}

QString span(const QJsonObject &item)
{
    const QString from = text(item.value(u"start-date").toObject(), { u"year" }), to = text(item.value(u"end-date").toObject(), { u"year" });
    if (from.isEmpty())
        return to.isEmpty() ? QString() : tr("until %1").arg(to);
    if (from == to)
        return from;
    return to.isEmpty() ? tr("%1 to present").arg(from) : tr("%1 to %2").arg(from, to);
}

/// "journal-article" as "Journal article".
QString words(QString name)
{
    name.replace(QLatin1Char('-'), QLatin1Char(' '));
    return name.isEmpty() ? name : name.at(0).toUpper() + name.mid(1);
}

QString joined(const QStringList &parts)
{
    QStringList filled;
    for (const QString &part : parts) {
        if (!part.isEmpty())
            filled << part;
    }
    return filled.join(QStringLiteral(" · "));
}

/// "Northbridge University via Open Grants Platform", with the tick of a validated item (orcid.md 4.8).
QString source(const QJsonObject &item, int versions)
{
    const QJsonObject from = item.value(u"source").toObject();
    const QString origin = text(from, { u"assertion-origin-name" }), name = text(from, { u"source-name" });
    const bool byResearcher = from.value(u"source-orcid").isObject() || from.value(u"assertion-origin-orcid").isObject();
    const bool validated = from.value(u"assertion-origin-client-id").isObject() || !byResearcher;
    QString html = validated ? icon(QStringLiteral("okcircle"), QStringLiteral("ok")) : icon(QStringLiteral("person"));
    html += origin.isEmpty() || origin == name
        ? QStringLiteral("<bdi>%1</bdi>").arg(esc(name))
        : QStringLiteral("<span>%1 <i>%2</i> %3</span>").arg(esc(origin), esc(tr("via")), esc(name));
    if (!validated)
        html += QStringLiteral("<span class=\"caption\">· %1</span>").arg(esc(tr("self-asserted")));
    if (versions > 1)
        html += QStringLiteral("<span class=\"caption\">· %1</span>").arg(esc(tr("%1 versions grouped").arg(versions)));
    return QStringLiteral("<p class=\"source\">%1</p>").arg(html);
}

QString externalIds(const QJsonObject &item)
{
    QStringList shown;
    for (const QJsonValue &value : list(item, { u"external-ids", u"external-id" })) {
        const QJsonObject id = value.toObject();
        const QString type = id.value(u"external-id-type").toString();
        shown << esc(type.size() <= 5 ? type.toUpper() : words(QString(type).replace(QLatin1Char('_'), QLatin1Char('-')))) + QLatin1Char(' ')
                + link(text(id, { u"external-id-url" }), id.value(u"external-id-value").toString());
    }
    return shown.join(QStringLiteral(" · "));
}

QString itemHtml(const QString &title, const QString &line, const QJsonObject &ids, const QJsonObject &item, int versions)
{
    const QString known = externalIds(ids);
    const QString facts = line.isEmpty() || known.isEmpty() ? esc(line) + known : esc(line) + QStringLiteral("<br>") + known;
    return QStringLiteral("<li class=\"item\"><b><bdi>%1</bdi></b>%2%3</li>")
        .arg(esc(title), facts.isEmpty() ? QString() : QStringLiteral("<p>%1</p>").arg(facts), source(item, versions));
}

QString names(const QJsonArray &organizations)
{
    QStringList list;
    for (const QJsonValue &organization : organizations)
        list << organization[u"name"].toString();
    return list.join(QStringLiteral(", "));
}

QString activity(const QString &kind, const QJsonObject &item, int versions, const RecordExtras &extras)
{
    const QString organisation = text(item, { u"organization", u"name" });
    if (kind == u"work-summary") {
        const QString journal = text(item, { u"journal-title" }), date = when(item.value(u"publication-date").toObject());
        const QString where = journal.isEmpty() || date.isEmpty() ? journal + date : journal + QStringLiteral(", ") + date;
        return itemHtml(text(item, { u"title", u"title" }), joined({ where, words(item.value(u"type").toString()) }), item, item, versions);
    }
    if (kind == u"funding-summary") {
        const QString amount = extras.amounts.value(item.value(u"put-code").toInteger());
        return itemHtml(text(item, { u"title", u"title" }), joined({ span(item), words(item.value(u"type").toString()), organisation, amount }), item, item, versions);
    }
    if (kind == u"research-resource-summary") {
        const QJsonObject proposal = item.value(u"proposal").toObject();
        return itemHtml(text(proposal, { u"title", u"title" }), joined({ span(proposal), names(list(proposal, { u"hosts", u"organization" })) }), proposal, item, versions);
    }
    const QString department = item.value(u"department-name").toString(), role = item.value(u"role-title").toString();
    const QString what = role.isEmpty() || department.isEmpty() ? role + department : role + QStringLiteral(", ") + department;
    // A distinction has a day, not a time.
    const QString since = kind == u"distinction-summary" && item.value(u"end-date").isNull() ? text(item, { u"start-date", u"year" }) : span(item);
    return itemHtml(organisation, joined({ since, what }), item, item, versions);
}

/// The summaries of one group: activities keep them directly, affiliations one level deeper.
QJsonArray summariesOf(const QJsonObject &group, const QString &kind)
{
    if (group.contains(kind))
        return group.value(kind).toArray();
    QJsonArray found;
    for (const QJsonValue &value : group.value(u"summaries").toArray())
        found.append(value.toObject().value(kind));
    return found;
}

/// One journal or body with the reviews done for it; a review that several wrote stands once, with their number.
QString reviewGroup(const QJsonObject &group, const RecordExtras &extras, bool all, int *reviews)
{
    const QString id = text(list(group, { u"external-ids", u"external-id" }).at(0).toObject(), { u"external-id-value" });
    QString rows;
    int count = 0;
    for (const QJsonValue &value : group.value(u"peer-review-group").toArray()) {
        const QJsonArray versions = value.toObject().value(u"peer-review-summary").toArray();
        const QJsonObject item = versions.first().toObject();
        if (item.isEmpty())
            continue;
        if (++count > reviewsFirst && !all)
            continue;
        const QString line = joined({ when(item.value(u"completion-date").toObject()), words(item.value(u"review-type").toString()),
                                      words(item.value(u"reviewer-role").toString()), text(item, { u"convening-organization", u"name" }) });
        const QString ids = externalIds(item);
        rows += QStringLiteral("<li><p>%1%2</p>%3</li>").arg(esc(line), ids.isEmpty() ? QString() : QStringLiteral("<br>") + ids, source(item, int(versions.size())));
    }
    *reviews += count;
    if (count == 0)
        return {};
    return QStringLiteral("<li class=\"item\"><b><bdi>%1</bdi></b> <span class=\"caption\">%2 · %3</span><ul class=\"inner\">%4</ul></li>")
        .arg(esc(extras.groupNames.value(id, id)), esc(count == 1 ? tr("1 review") : tr("%1 reviews").arg(count)), esc(id), rows);
}

struct Section {
    const char *key, *kind, *title;
};
constexpr Section sectionList[] = {
    { "employments", "employment-summary", QT_TRANSLATE_NOOP("PracticePages", "Employment") },
    { "educations", "education-summary", QT_TRANSLATE_NOOP("PracticePages", "Education") },
    { "qualifications", "qualification-summary", QT_TRANSLATE_NOOP("PracticePages", "Qualifications") },
    { "invited-positions", "invited-position-summary", QT_TRANSLATE_NOOP("PracticePages", "Invited positions") },
    { "distinctions", "distinction-summary", QT_TRANSLATE_NOOP("PracticePages", "Distinctions") },
    { "memberships", "membership-summary", QT_TRANSLATE_NOOP("PracticePages", "Memberships") },
    { "services", "service-summary", QT_TRANSLATE_NOOP("PracticePages", "Service") },
    { "fundings", "funding-summary", QT_TRANSLATE_NOOP("PracticePages", "Funding") },
    { "research-resources", "research-resource-summary", QT_TRANSLATE_NOOP("PracticePages", "Research resources") },
    { "works", "work-summary", QT_TRANSLATE_NOOP("PracticePages", "Works") },
    { "peer-reviews", "peer-review-summary", QT_TRANSLATE_NOOP("PracticePages", "Peer reviews") },
};

QString sectionHtml(const Section &section, const QJsonObject &activities, const RecordExtras &extras, const QString &orcid, bool all)
{
    const QString key = QString::fromLatin1(section.key), kind = QString::fromLatin1(section.kind), title = tr(section.title);
    const QJsonObject container = activities.value(key).toObject();
    const QJsonArray groups = container.value(container.contains(u"affiliation-group") ? u"affiliation-group" : u"group").toArray();
    QString items;
    int count = 0, reviews = 0;
    for (const QJsonValue &value : groups) {
        QString html;
        if (kind == u"peer-review-summary") {
            html = reviewGroup(value.toObject(), extras, all, &reviews);
        } else if (const QJsonArray versions = summariesOf(value.toObject(), kind); !versions.isEmpty()) {
            html = activity(kind, versions.first().toObject(), int(versions.size()), extras);
        }
        if (html.isEmpty())
            continue;
        if (all || count < shownFirst)
            items += html;
        ++count;
    }
    if (count == 0)
        return {};
    const int number = std::max(count, reviews);
    const QString shown = number > shownFirst ? tr("%1 shown to everyone").arg(number) : QString::number(number);
    QString more;
    if (!all && number > shownFirst) {
        more = QStringLiteral("<p><a class=\"button\" href=\"/%1?all=%2#%2\" aria-label=\"%3\">%4</a></p>")
                   .arg(esc(orcid), key, esc(tr("Show all %1").arg(title.toLower())), esc(tr("Show all %1").arg(number)));
    }
    return QStringLiteral("<section id=\"%1\"><h2>%2 <small>%3</small></h2><ul class=\"card\">%4</ul>%5</section>")
        .arg(key, esc(title), esc(shown), items, more);
}

QString countryName(const QString &code)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? code : QLocale::territoryToString(territory);
}

} // namespace

QString recorditems::text(const QJsonObject &object, std::initializer_list<QStringView> path)
{
    QJsonValue value = object;
    for (QStringView key : path)
        value = value.toObject().value(key);
    return value.isObject() ? value.toObject().value(u"value").toString() : value.toString();
}

QString recorditems::block(const QString &title, const QStringList &htmlParts, const QString &separator)
{
    if (htmlParts.isEmpty())
        return {};
    return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(esc(title), htmlParts.join(separator));
}

QString recorditems::sections(const QJsonObject &activities, const RecordExtras &extras, const QString &orcid, const QString &all)
{
    QString html;
    for (const Section &section : sectionList)
        html += sectionHtml(section, activities, extras, orcid, all == QLatin1String(section.key));
    return html;
}

QString recorditems::aside(const QJsonObject &person)
{
    const QString comma = QStringLiteral(", "), line = QStringLiteral("<br>");
    QStringList alias, countries, keywords, sites, ids, emails;
    for (const QJsonValue &value : list(person, { u"other-names", u"other-name" }))
        alias << esc(value.toObject().value(u"content").toString());
    for (const QJsonValue &value : list(person, { u"addresses", u"address" }))
        countries << esc(countryName(text(value.toObject(), { u"country" })));
    for (const QJsonValue &value : list(person, { u"keywords", u"keyword" }))
        keywords << esc(value.toObject().value(u"content").toString());
    for (const QJsonValue &value : list(person, { u"researcher-urls", u"researcher-url" })) {
        const QJsonObject site = value.toObject();
        const QString name = site.value(u"url-name").toString(), address = text(site, { u"url" });
        sites << link(address, name.isEmpty() ? address : name);
    }
    for (const QJsonValue &value : list(person, { u"external-identifiers", u"external-identifier" })) {
        const QJsonObject id = value.toObject();
        ids << esc(id.value(u"external-id-type").toString()) + QStringLiteral(": ")
                + link(text(id, { u"external-id-url" }), id.value(u"external-id-value").toString());
    }
    for (const QJsonValue &value : list(person, { u"emails", u"email" }))
        emails << esc(value.toObject().value(u"email").toString());
    return block(tr("Also known as"), alias, comma) + block(tr("Country"), countries, comma) + block(tr("Keywords"), keywords, comma)
        + block(tr("Websites"), sites, line) + block(tr("Other iDs"), ids, line)
        + block(tr("E-mail"), emails, line);
}

} // namespace baton::practice

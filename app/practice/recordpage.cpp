#include "app/practice/markup.h"
#include "app/practice/pages.h"

#include <QtCore/QJsonArray>
#include <QtCore/QLocale>
#include <QtCore/QUrl>

namespace baton::practice {

using namespace markup;

namespace {

constexpr int shownFirst = 5;

/// obj["a"]["b"]… as text; "{"value":…}" wrappers are looked through.
QString text(const QJsonObject &object, std::initializer_list<QStringView> path)
{
    QJsonValue value = object;
    for (QStringView key : path)
        value = value.toObject().value(key);
    return value.isObject() ? value.toObject().value(u"value").toString() : value.toString();
}

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

QString itemHtml(const QString &title, const QString &line, const QJsonObject &item, int versions)
{
    const QString ids = externalIds(item);
    return QStringLiteral("<li class=\"item\"><b><bdi>%1</bdi></b><p>%2%3</p>%4</li>")
        .arg(esc(title), esc(line), ids.isEmpty() ? QString() : QStringLiteral("<br>") + ids, source(item, versions));
}

QString activity(const QString &kind, const QJsonObject &item, int versions)
{
    const QString organisation = text(item, { u"organization", u"name" });
    if (kind == u"work-summary") {
        const QString journal = text(item, { u"journal-title" }), date = when(item.value(u"publication-date").toObject());
        const QString where = journal.isEmpty() || date.isEmpty() ? journal + date : journal + QStringLiteral(", ") + date;
        return itemHtml(text(item, { u"title", u"title" }), joined({ where, words(item.value(u"type").toString()) }), item, versions);
    }
    if (kind == u"funding-summary")
        return itemHtml(text(item, { u"title", u"title" }), joined({ span(item), words(item.value(u"type").toString()), organisation }), item, versions);
    if (kind == u"peer-review-summary") {
        return itemHtml(text(item, { u"convening-organization", u"name" }),
                        joined({ when(item.value(u"completion-date").toObject()), words(item.value(u"review-type").toString()) }), item, versions);
    }
    if (kind == u"research-resource-summary") {
        const QJsonObject proposal = item.value(u"proposal").toObject();
        return itemHtml(text(proposal, { u"title", u"title" }), span(proposal), item, versions);
    }
    const QString department = item.value(u"department-name").toString(), role = item.value(u"role-title").toString();
    const QString what = role.isEmpty() || department.isEmpty() ? role + department : role + QStringLiteral(", ") + department;
    return itemHtml(organisation, joined({ span(item), what }), item, versions);
}

/// The summaries of one group: activities keep them directly, affiliations one level deeper, peer reviews two.
QJsonArray summariesOf(const QJsonObject &group, const QString &kind)
{
    if (group.contains(kind))
        return group.value(kind).toArray();
    QJsonArray found;
    for (const QJsonValue &value : group.value(u"summaries").toArray())
        found.append(value.toObject().value(kind));
    for (const QJsonValue &value : group.value(u"peer-review-group").toArray()) {
        for (const QJsonValue &inner : value.toObject().value(kind).toArray())
            found.append(inner);
    }
    return found;
}

struct Section {
    const char *key, *kind, *title;
};
constexpr Section sections[] = {
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

QString sectionHtml(const Section &section, const QJsonObject &activities, const QString &orcid, bool all)
{
    const QString key = QString::fromLatin1(section.key), kind = QString::fromLatin1(section.kind), title = tr(section.title);
    const QJsonObject container = activities.value(key).toObject();
    const QJsonArray groups = container.value(container.contains(u"affiliation-group") ? u"affiliation-group" : u"group").toArray();
    QString items;
    int count = 0;
    for (const QJsonValue &value : groups) {
        const QJsonArray versions = summariesOf(value.toObject(), kind);
        if (versions.isEmpty())
            continue;
        if (all || count < shownFirst)
            items += activity(kind, versions.first().toObject(), int(versions.size()));
        ++count;
    }
    if (count == 0)
        return {};
    QString more;
    if (!all && count > shownFirst) {
        more = QStringLiteral("<p><a class=\"button\" href=\"/%1?all=%2#%2\" aria-label=\"%3\">%4</a></p>")
                   .arg(esc(orcid), key, esc(tr("Show all %1").arg(title.toLower())), esc(tr("Show all %1").arg(count)));
    }
    return QStringLiteral("<section id=\"%1\"><h2>%2 <small>%3</small></h2><ul class=\"card\">%4</ul>%5</section>")
        .arg(key, esc(title), esc(tr("%1 shown to everyone").arg(count)), items, more);
}

QString sideBlock(const QString &title, const QStringList &htmlParts, const QString &separator)
{
    if (htmlParts.isEmpty())
        return {};
    return QStringLiteral("<h3>%1</h3><p>%2</p>").arg(esc(title), htmlParts.join(separator));
}

QString countryName(const QString &code)
{
    const QLocale::Territory territory = QLocale::codeToTerritory(code);
    return territory == QLocale::AnyTerritory ? code : QLocale::territoryToString(territory);
}

QString side(const QJsonObject &person)
{
    const QString comma = QStringLiteral(", "), line = QStringLiteral("<br>");
    QStringList names, countries, keywords, sites, ids;
    for (const QJsonValue &value : list(person, { u"other-names", u"other-name" }))
        names << esc(value.toObject().value(u"content").toString());
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
    return sideBlock(tr("Also known as"), names, comma) + sideBlock(tr("Country"), countries, comma) + sideBlock(tr("Keywords"), keywords, comma)
        + sideBlock(tr("Websites"), sites, line) + sideBlock(tr("Other iDs"), ids, line);
}

} // namespace

HttpResponse Pages::record(const Session &session, const Person &person, const QJsonObject &record, const QString &allOf) const
{
    const QJsonObject about = record.value(u"person").toObject();
    const QString name = person.tokenName().isEmpty() ? tr("Name not public") : person.tokenName();
    const QString biography = text(about, { u"biography", u"content" });
    QString main;
    if (!biography.isEmpty())
        main += QStringLiteral("<section><h2>%1</h2><p dir=\"auto\">%2</p></section>").arg(esc(tr("Biography")), esc(biography));
    for (const Section &section : sections)
        main += sectionHtml(section, record.value(u"activities-summary").toObject(), person.orcid, allOf == QLatin1String(section.key));
    if (main.isEmpty())
        main = QStringLiteral("<p class=\"lead\">%1</p>").arg(esc(tr("Nothing on this record is shown to everyone.")));
    QString aside = side(about);
    const qint64 changed = qint64(record.value(u"history").toObject().value(u"last-modified-date").toObject().value(u"value").toDouble());
    if (changed > 0)
        aside += sideBlock(tr("Last changed"), { esc(day(changed)) }, {});
    Frame frame;
    frame.title = name;
    frame.current = QLatin1Char('/') + person.orcid;
    const QString uri = m_issuer + QLatin1Char('/') + person.orcid;
    frame.body = QStringLiteral("<h1 dir=\"auto\">%1</h1><div class=\"row\"><a class=\"mono\" href=\"/%2\">%3</a><span class=\"gap\"></span>"
                                "<a href=\"/%2/record.json\">%4</a></div><div class=\"cols\"><aside>%5</aside><div>%6</div></div>")
                     .arg(esc(name), esc(person.orcid), esc(uri), esc(tr("Read as JSON")), aside, main);
    return page(200, session, frame);
}

} // namespace baton::practice

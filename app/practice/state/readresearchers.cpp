#include "app/base/orcidid.h"
#include "app/orcid/shape.h"
#include "app/practice/api/generated.h"
#include "app/practice/state/clients.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

namespace baton::practice::state {

namespace {

constexpr qint64 mostPutCode = 999'999'999'999;

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

const QStringList &visibilities()
{
    static const QStringList names { QStringLiteral("public"), QStringLiteral("limited"), QStringLiteral("private") };
    return names;
}

constexpr std::pair<Researcher::State, const char *> states[] = { { Researcher::State::Claimed, "active" }, { Researcher::State::Unclaimed, "unclaimed" },
    { Researcher::State::Locked, "locked" }, { Researcher::State::Deactivated, "deactivated" }, { Researcher::State::Deprecated, "deprecated" } };

QString orcidIn(const Node &node, const char *key)
{
    const QString orcid = node.text(key);
    if (node.has(key) && !OrcidId::parse(orcid))
        node.refuse(key, tr("is not an ORCID iD with the right check digit"));
    return orcid;
}

QString clientIn(const Node &node, const char *key)
{
    const QString id = node.text(key);
    if (node.has(key) && !isClientId(id))
        node.refuse(key, tr("must be APP- and 16 digits or capital letters"));
    return id;
}

} // namespace

QString stateName(Researcher::State state)
{
    for (const auto &[known, name] : states) {
        if (known == state)
            return QLatin1String(name);
    }
    return {};
}

Sources readSources(const Node &node)
{
    Sources sources;
    node.eachMember("sources", [&sources](const QString &key, const Node &entry) {
        SourceTuple source;
        if (!entry.isObjectOf({ "client", "name", "researcher", "origin-client", "origin-researcher", "origin-name" }))
            return;
        source.clientId = clientIn(entry, "client");
        source.orcid = orcidIn(entry, "researcher");
        source.name = entry.text("name");
        source.originClientId = clientIn(entry, "origin-client");
        source.originOrcid = orcidIn(entry, "origin-researcher");
        source.originName = entry.text("origin-name");
        if (source.clientId.isEmpty() == source.orcid.isEmpty())
            entry.refuse(tr("must name a client or a researcher, and not both"));
        sources.insert(key, source);
    });
    return sources;
}

Sources readSources(const QJsonObject &json, Problem *problem)
{
    return readSources(Node(QJsonObject { { QStringLiteral("sources"), json } }, problem));
}

void ResearcherReader::claim(const Node &node, qint64 putCode)
{
    if (putCode == 0)
        return;
    if (m_putCodes.contains(putCode))
        node.refuse(tr("the put-code %1 is there twice").arg(putCode));
    m_putCodes.insert(putCode);
}

Researcher ResearcherReader::read(const Node &node)
{
    static const QRegularExpression locale(QStringLiteral("\\A[A-Za-z]{2,3}([_-][A-Za-z]{2,4})?\\z"));
    Researcher researcher;
    if (!node.isObjectOf({ "orcid", "given", "family", "credit", "name-visibility", "biography", "biography-visibility", "default-visibility",
                           "locale", "note", "story", "state", "primary", "created", "changed", "sections", "generated-works",
                           "takes-notifications", "webhooks", "notifications" }))
        return researcher;
    node.needText("orcid");
    researcher.orcid = orcidIn(node, "orcid");
    if (m_orcids.contains(researcher.orcid))
        node.refuse("orcid", tr("this iD is there twice"));
    m_orcids.insert(researcher.orcid);
    researcher.given = node.text("given", {}, 150);
    researcher.family = node.text("family", {}, 150);
    researcher.credit = node.text("credit", {}, 150);
    if (researcher.displayName().isEmpty())
        node.refuse("given", tr("a name is needed: given, family or credit"));
    researcher.nameVisibility = node.oneOf("name-visibility", visibilities(), researcher.nameVisibility);
    researcher.biography = node.text("biography", {}, 5000);
    researcher.biographyVisibility = node.oneOf("biography-visibility", visibilities(), researcher.biographyVisibility);
    researcher.defaultVisibility = node.oneOf("default-visibility", visibilities(), researcher.defaultVisibility);
    researcher.locale = node.text("locale", researcher.locale);
    if (!locale.match(researcher.locale).hasMatch())
        node.refuse("locale", tr("must be a language such as en or zh_CN"));
    researcher.note = node.text("note");
    researcher.story = node.text("story", researcher.note);
    QStringList names;
    for (const auto &[state, name] : states)
        names << QLatin1String(name);
    researcher.state = states[names.indexOf(node.oneOf("state", names, names.first()))].first;
    researcher.primaryOrcid = orcidIn(node, "primary");
    if ((researcher.state == Researcher::State::Deprecated) != node.has("primary"))
        node.refuse("primary", tr("a deprecated record, and no other, names the iD that took its place"));
    researcher.created = node.moment("created", m_now);
    readInbox(node, researcher);
    const Node sections = node.child("sections");
    node.eachMember("sections", [](const QString &key, const Node &list) {
        const orcid::Section *section = orcid::findSection(key);
        if (section == nullptr || section->key != key)
            list.refuse(tr("is not a section of a record"));
    });
    // In the order of the record, so that put-codes do not depend on the alphabet.
    for (const orcid::Section &section : orcid::allSections())
        readItems(sections, section, researcher);
    if (const qint64 works = node.number("generated-works", 0, 0, mostGenerated); works > 0 && !node.failed()) {
        generate(researcher, int(works), generatedPutCodes);
        for (const RecordItem &item : std::as_const(m_generated)) {
            claim(node.child("generated-works"), item.putCode);
            researcher.items[QStringLiteral("works")] << item;
        }
    }
    researcher.modified = researcher.created;
    for (const QList<RecordItem> &items : std::as_const(researcher.items)) {
        for (const RecordItem &item : items)
            researcher.modified = std::max(researcher.modified, item.modified);
    }
    researcher.modified = node.moment("changed", researcher.modified);
    return researcher;
}

void ResearcherReader::readItems(const Node &sections, const orcid::Section &section, Researcher &researcher)
{
    const QByteArray key = section.key.toLatin1();
    if (sections.failed() || !sections.has(key.constData()))
        return;
    sections.each(key.constData(), [&](const Node &node) {
        if (section.key == u"works" && node.has("generated"))
            readGenerated(node, researcher);
        else
            researcher.items[section.key] << readItem(node, section, researcher);
    });
}

/// {"source","visibility","put-code","created","changed","display-index","item":{…}}
RecordItem ResearcherReader::readItem(const Node &node, const orcid::Section &section, const Researcher &researcher)
{
    RecordItem item;
    const bool emails = section.family == orcid::Section::Family::Emails;
    const bool known = emails
        ? node.isObjectOf({ "source", "visibility", "put-code", "created", "changed", "display-index", "unchecked", "item", "verified", "primary" })
        : node.isObjectOf({ "source", "visibility", "put-code", "created", "changed", "display-index", "unchecked", "item" });
    if (!known)
        return item;
    const QString source = node.text("source");
    if (node.has("source") && !m_sources.contains(source))
        node.refuse("source", tr("%1 is none of the sources or clients").arg(source.left(60)));
    item.source = m_sources.value(source, SourceTuple::researcher(researcher.orcid));
    item.putCode = node.number("put-code", 0, 1, mostPutCode);
    claim(node, item.putCode);
    item.visibility = node.oneOf("visibility", visibilities(), researcher.defaultVisibility);
    item.created = node.moment("created", researcher.created);
    item.modified = node.moment("changed", item.created);
    item.displayIndex = int(node.number("display-index", 0, 0, 1'000'000));
    if (!node.has("item"))
        node.refuse("item", tr("is missing"));
    // What came in with other works of one request was not held to the whole schema (orcid.md 6.4).
    const auto strictness = node.flag("unchecked", false) ? orcid::Strictness::Reading : orcid::Strictness::Schema;
    const auto content = orcid::canonical(section.fields, node.object("item"), strictness);
    if (node.failed())
        return item;
    if (!content) {
        node.refuse("item", content.error().text());
        return item;
    }
    item.content = *content;
    for (const char *name : { "verified", "primary" }) {
        if (emails)
            item.content.insert(QLatin1String(name), node.flag(name, false));
    }
    return item;
}

void ResearcherReader::generate(Researcher &researcher, int works, qint64 first)
{
    const QString asked = researcher.orcid + u'/' + QString::number(works) + u'/' + QString::number(first);
    if (m_generatedFor != asked)
        m_generated = generatedWorks(researcher, works, first);
    m_generatedFor = asked;
    researcher.generated = { works, first };
}

/// {"generated":{"works":1200,"first-put-code":200001,"from":1,"to":1200}}: works that are still as they were made.
void ResearcherReader::readGenerated(const Node &node, Researcher &researcher)
{
    const Node run = node.child("generated");
    if (!node.isObjectOf({ "generated" }) || !run.isObjectOf({ "works", "first-put-code", "from", "to" }))
        return;
    const qint64 works = run.number("works", 1, 1, mostGenerated), first = run.number("first-put-code", generatedPutCodes, 1, mostPutCode);
    const qint64 from = run.number("from", 1, 1, works), to = run.number("to", works, from, works);
    const Researcher::Generated before = researcher.generated;
    if (before.works != 0 && (before.works != works || before.firstPutCode != first))
        run.refuse(tr("all generated works of a researcher are of one making"));
    if (run.failed())
        return;
    generate(researcher, int(works), first);
    for (qint64 i = from - 1; i < to && !run.failed(); ++i) {
        claim(run, m_generated.at(i).putCode);
        researcher.items[QStringLiteral("works")] << m_generated.at(i);
    }
}

ReviewGroupRecord ResearcherReader::readGroup(const Node &node)
{
    ReviewGroupRecord group;
    if (!node.isObjectOf({ "put-code", "group-id", "name", "description", "type", "client", "changed" }))
        return group;
    group.putCode = node.number("put-code", 0, 1, mostPutCode);
    claim(node, group.putCode);
    group.groupId = node.needText("group-id");
    if (m_groupIds.contains(group.groupId))
        node.refuse("group-id", tr("is there twice"));
    m_groupIds.insert(group.groupId);
    group.name = node.text("name", group.groupId);
    group.description = node.text("description");
    group.type = node.text("type", QStringLiteral("journal"));
    group.clientId = clientIn(node, "client");
    group.modified = node.moment("changed", m_now);
    return group;
}

} // namespace baton::practice::state

#include "app/base/orcidid.h"
#include "app/base/strictjson.h"
#include "app/orcid/shape.h"
#include "app/practice/api/records.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

// A static library's resources are not registered by themselves; the macro must stand outside of namespaces.
static void registerResearchers()
{
    Q_INIT_RESOURCE(practice);
}

namespace baton::practice {

using namespace Qt::StringLiterals;

namespace {

const QString kFolder = QStringLiteral(":/practice/researchers/");
// Far from the put-codes that are handed out one by one.
constexpr qint64 kGeneratedPutCodes = 200001, kExtraPutCodes = 300001;

Failure broken(const QString &where, const QString &why)
{
    return fail(QStringLiteral("practice.researchers"),
        QCoreApplication::translate("Records", "The practice researchers that come with Baton cannot be read: %1: %2")
            .arg(where, why),
        QCoreApplication::translate("Records", "Install Baton again."));
}

Result<QJsonObject> readFile(const QString &name)
{
    QFile file(kFolder + name);
    if (!file.open(QIODevice::ReadOnly))
        return broken(name, file.errorString());
    Result<QJsonObject> json = parseJsonObject(file.readAll());
    if (!json)
        return broken(name, json.error().what);
    return json;
}

qint64 moment(const QJsonValue &value, qint64 fallback)
{
    const QDateTime when = QDateTime::fromString(value.toString(), Qt::ISODate);
    return when.isValid() ? when.toMSecsSinceEpoch() : fallback;
}

SourceTuple sourceFrom(const QJsonObject &json, const QString &orcid)
{
    SourceTuple source;
    source.clientId = json.value(QStringLiteral("client")).toString();
    source.name = json.value(QStringLiteral("name")).toString();
    source.originClientId = json.value(QStringLiteral("origin-client")).toString();
    source.originName = json.value(QStringLiteral("origin-name")).toString();
    if (source.clientId.isEmpty())
        source.orcid = orcid;
    return source;
}

Researcher::State stateFrom(const QString &name)
{
    static const QHash<QString, Researcher::State> states {
        { QStringLiteral("unclaimed"), Researcher::State::Unclaimed },
        { QStringLiteral("locked"), Researcher::State::Locked },
        { QStringLiteral("deactivated"), Researcher::State::Deactivated },
        { QStringLiteral("deprecated"), Researcher::State::Deprecated },
    };
    return states.value(name, Researcher::State::Claimed);
}

/// Deterministic and the same on every platform; statistics do not matter here.
class Dice {
public:
    explicit Dice(quint32 seed)
        : m_state(seed)
    {
    }
    int roll(int sides)
    {
        m_state = m_state * 1664525u + 1013904223u;
        return static_cast<int>((m_state >> 8) % static_cast<quint32>(sides));
    }
    template <typename T, size_t N>
    const T &pick(const T (&list)[N])
    {
        return list[roll(static_cast<int>(N))];
    }

private:
    quint32 m_state;
};

QJsonObject wrap(const QString &text)
{
    return { { QStringLiteral("value"), text } };
}

QJsonObject generatedWork(Dice &dice, int number)
{
    static constexpr const char *what[]
        = { "Microfinance", "River transport", "Market gardens", "Road building", "School meals", "Mobile payments",
              "Grain storage", "Fishing rights", "Solar lamps", "Water kiosks", "Textile trade", "Bus lines" };
    static constexpr const char *how[] = { "a panel study of", "prices and", "a history of", "household survey of", "risk and",
        "networks behind", "women leading", "the limits of", "measuring", "the politics of" };
    static constexpr const char *where[] = { "Lake Chad", "the Niger delta", "Kano", "Ibadan", "the Volta basin",
        "Lagos lagoon", "the Sahel", "Cross River", "Accra", "Lomé" };
    static constexpr const char *journals[] = { "Journal of Market Towns", "Delta Economics", "Field Notes in Development",
        "Annals of Small Credit", "West Coast Papers" };
    static constexpr const char *types[] = { "journal-article", "journal-article", "journal-article", "book-chapter", "report",
        "working-paper", "data-set", "conference-paper" };
    const QString title
        = QStringLiteral("%1: %2 %3, part %4")
              .arg(QString::fromUtf8(dice.pick(what)), QString::fromUtf8(dice.pick(how)), QString::fromUtf8(dice.pick(where)))
              .arg(number);
    const QString year = QString::number(1996 + dice.roll(31)),
                  month = QStringLiteral("%1").arg(1 + dice.roll(12), 2, 10, QChar(u'0'));
    const QString doi = QStringLiteral("10.5555/practice.%1.%2").arg(year).arg(number, 5, 10, QChar(u'0'));
    const QJsonObject id { { QStringLiteral("external-id-type"), QStringLiteral("doi") },
        { QStringLiteral("external-id-value"), doi }, { QStringLiteral("external-id-url"), wrap(u"https://doi.org/"_s + doi) },
        { QStringLiteral("external-id-relationship"), QStringLiteral("self") } };
    return { { QStringLiteral("title"), QJsonObject { { QStringLiteral("title"), wrap(title) } } },
        { QStringLiteral("journal-title"), wrap(QString::fromLatin1(dice.pick(journals))) },
        { QStringLiteral("type"), QString::fromLatin1(dice.pick(types)) },
        { QStringLiteral("publication-date"),
            QJsonObject { { QStringLiteral("year"), wrap(year) }, { QStringLiteral("month"), wrap(month) } } },
        { QStringLiteral("external-ids"), QJsonObject { { QStringLiteral("external-id"), QJsonArray { id } } } } };
}

} // namespace

Result<void> Records::loadBuiltIn()
{
    registerResearchers();
    const Result<QJsonObject> index = readFile(QStringLiteral("index.json"));
    if (!index)
        return fail(index.error());
    const QJsonObject sources = index->value(QStringLiteral("sources")).toObject();
    const QJsonObject groups = index->value(QStringLiteral("groups")).toObject();
    for (auto it = groups.begin(); it != groups.end(); ++it)
        addGroup({ 0, it.key(), it.value().toString(), {}, QStringLiteral("journal"), {}, 0 });
    const QJsonArray names = index->value(QStringLiteral("researchers")).toArray();
    for (const QJsonValue &name : names) {
        const Result<QJsonObject> json = readFile(name.toString());
        if (!json)
            return fail(json.error());
        if (Result<void> loaded = loadResearcher(*json, sources); !loaded)
            return loaded;
    }
    m_nextPutCode = std::max<qint64>(m_nextPutCode, index->value(QStringLiteral("next-put-code")).toInteger());
    return {};
}

Result<void> Records::loadResearcher(const QJsonObject &json, const QJsonObject &sources)
{
    const auto text
        = [&json](const char *key, const QString &fallback = {}) { return json.value(QLatin1String(key)).toString(fallback); };
    Researcher researcher;
    researcher.orcid = text("orcid");
    if (!OrcidId::parse(researcher.orcid) || m_researchers.contains(researcher.orcid))
        return broken(researcher.orcid, QStringLiteral("iD"));
    researcher.given = text("given");
    researcher.family = text("family");
    researcher.credit = text("credit");
    researcher.nameVisibility = text("name-visibility", researcher.nameVisibility);
    researcher.biography = text("biography");
    researcher.biographyVisibility = text("biography-visibility", researcher.biographyVisibility);
    researcher.defaultVisibility = text("default-visibility", researcher.defaultVisibility);
    researcher.locale = text("locale", researcher.locale);
    researcher.note = text("note");
    researcher.story = text("story", researcher.note);
    researcher.state = stateFrom(text("state"));
    researcher.primaryOrcid = text("primary");
    researcher.created = researcher.modified = moment(json.value(QStringLiteral("created")), nowMs());
    const QJsonObject sections = json.value(QStringLiteral("sections")).toObject();
    // In the order of the record, so that put-codes do not depend on the alphabet.
    for (const orcid::Section &section : orcid::allSections()) {
        const QJsonArray items = sections.value(section.key).toArray();
        for (const QJsonValue &item : items) {
            if (Result<void> loaded = loadItem(researcher, section.key, item.toObject(), sources); !loaded)
                return loaded;
        }
    }
    generateWorks(researcher, json.value(QStringLiteral("generated-works")).toInt(), kGeneratedPutCodes);
    m_order << researcher.orcid;
    m_researchers.insert(researcher.orcid, researcher);
    return {};
}

/// {"source":"key of sources","visibility","put-code","created","changed","item":{…}}
Result<void> Records::loadItem(Researcher &researcher, const QString &key, const QJsonObject &json, const QJsonObject &sources)
{
    const orcid::Section *section = orcid::findSection(key);
    const auto content = orcid::canonical(section->fields, json.value(QStringLiteral("item")).toObject());
    if (!content)
        return broken(researcher.orcid + u'/' + key, content.error().text());
    RecordItem item;
    item.content = *content;
    item.putCode = json.value(QStringLiteral("put-code")).toInteger();
    item.visibility = json.value(QStringLiteral("visibility")).toString(researcher.defaultVisibility);
    item.source = sourceFrom(sources.value(json.value(QStringLiteral("source")).toString()).toObject(), researcher.orcid);
    item.created = moment(json.value(QStringLiteral("created")), researcher.created);
    item.modified = moment(json.value(QStringLiteral("changed")), item.created);
    item.displayIndex = json.value(QStringLiteral("display-index")).toInt();
    if (section->family == orcid::Section::Family::Emails) {
        for (const auto &flag : { QStringLiteral("verified"), QStringLiteral("primary") })
            item.content.insert(flag, json.value(flag).toBool());
    }
    if (item.putCode != 0 && m_putCodes.contains(item.putCode))
        return broken(researcher.orcid + u'/' + key, QStringLiteral("put-code %1").arg(item.putCode));
    const QString group = item.content.value(QStringLiteral("review-group-id")).toString();
    if (!group.isEmpty())
        addGroup({ 0, group, group, {}, QStringLiteral("journal"), {}, 0 });
    store(researcher, *section, std::move(item));
    return {};
}

void Records::generateWorks(Researcher &researcher, int count, qint64 firstPutCode)
{
    const orcid::Section &section = *orcid::findSection(QStringLiteral("works"));
    const SourceTuple sources[] = { SourceTuple::researcher(researcher.orcid),
        { {}, QStringLiteral("APP-RM03C8T5VQ2J7YXE"), {}, {}, QStringLiteral("Registry Metadata Service"), {} },
        { {}, QStringLiteral("APP-RM03C8T5VQ2J7YXE"), {}, {}, QStringLiteral("Registry Metadata Service"), {} },
        { {}, QStringLiteral("APP-HR61PD3VY7C2K8SN"), {}, {}, QStringLiteral("Halden Research Institute"), {} } };
    static constexpr const char *visibilities[] = { "public", "public", "public", "public", "limited", "private" };
    Dice dice(static_cast<quint32>(count) + 17);
    const qint64 start = researcher.created;
    researcher.items[section.key].reserve(researcher.items.value(section.key).size() + count);
    for (int i = 0; i < count; ++i) {
        RecordItem item;
        item.putCode = firstPutCode + i;
        item.content = generatedWork(dice, i + 1);
        item.source = dice.pick(sources);
        item.visibility = QString::fromLatin1(dice.pick(visibilities));
        item.created = item.modified = start + qint64(i) * 60000;
        store(researcher, section, std::move(item));
    }
}

QString Records::addGenerated(int works)
{
    Researcher researcher;
    const QString digits = QStringLiteral("0000-0000-9100-001");
    researcher.orcid = digits + OrcidId::checkCharacter(digits);
    if (m_researchers.contains(researcher.orcid))
        return researcher.orcid;
    researcher.given = QStringLiteral("Maximilian");
    researcher.family = QStringLiteral("Quant");
    researcher.note = QCoreApplication::translate("Records", "%1 works, generated").arg(works);
    researcher.story = researcher.note;
    researcher.created = researcher.modified = QDateTime(QDate(2015, 1, 5), QTime(8, 0), Qt::UTC).toMSecsSinceEpoch();
    generateWorks(researcher, works, kExtraPutCodes);
    m_order << researcher.orcid;
    m_researchers.insert(researcher.orcid, researcher);
    return researcher.orcid;
}

} // namespace baton::practice

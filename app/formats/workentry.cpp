#include "app/formats/workentry.h"

#include "app/base/weblink.h"
#include "app/formats/entry.h"
#include "app/formats/worktypes.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

constexpr qsizetype maxText = 200'000;
constexpr qsizetype maxFieldNames = 500; ///< of a file; more is no bibliography

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

QString wholeEntry()
{
    return u"whole entry"_s;
}

class WorkReading {
public:
    WorkReading(const QList<WorkEntry> &entries, const FieldKnowledge &knowledge, const std::optional<Mapping> &asked) : m_knowledge(knowledge)
    {
        m_mapping.section = u"works"_s;
        findMapping(entries);
        if (asked) {
            for (FieldUse &use : m_mapping.uses) {
                const auto wanted = std::find_if(asked->uses.begin(), asked->uses.end(), [&use](const FieldUse &other) { return other.from == use.from; });
                if (wanted != asked->uses.end())
                    use.to = wanted->to;
            }
        }
        for (const FieldUse &use : std::as_const(m_mapping.uses)) {
            for (const QString &part : use.from.split(u", "_s))
                m_to.insert(part, use.to);
            m_to.insert(use.from, use.to);
        }
    }

    const Mapping &mapping() const { return m_mapping; }
    Row row(const WorkEntry &entry) const;

private:
    void findMapping(const QList<WorkEntry> &entries);
    QString dateFields(const QStringList &present) const;
    const Place *place(const QString &id) const;
    void putField(Draft &draft, const EntryField &field) const;
    void putPeople(Draft &draft, const EntryField &field, const QString &to) const;
    void putLink(Draft &draft, const EntryField &field, const Place &place) const;
    void putDate(Draft &draft, const WorkEntry &entry) const;
    bool isDatePart(const QString &name) const { return m_knowledge.year.contains(name) || m_knowledge.month.contains(name) || m_knowledge.day.contains(name); }

    const FieldKnowledge &m_knowledge;
    Mapping m_mapping;
    QHash<QString, QString> m_to;
    mutable QHash<QString, std::optional<Place>> m_places;
    mutable QHash<QString, QString> m_types;
};

QString WorkReading::dateFields(const QStringList &present) const
{
    QStringList found;
    for (const QStringList *names : { &m_knowledge.year, &m_knowledge.month, &m_knowledge.day }) {
        for (const QString &name : *names) {
            if (present.contains(name))
                found += name;
        }
    }
    return found.join(u", "_s);
}

void WorkReading::findMapping(const QList<WorkEntry> &entries)
{
    QStringList types, names;
    QHash<QString, bool> seenTypes, seenNames;
    bool lossy = false;
    for (const WorkEntry &entry : entries) {
        if (!entry.broken.isEmpty())
            continue;
        if (!seenTypes.contains(entry.type) && types.size() < maxFieldNames) {
            seenTypes.insert(entry.type, true);
            types += entry.type;
        }
        for (const EntryField &field : entry.fields) {
            lossy = lossy || m_knowledge.onlyInCitation.contains(field.name);
            if (!seenNames.contains(field.name) && names.size() < maxFieldNames) {
                seenNames.insert(field.name, true);
                names += field.name;
            }
        }
    }
    for (const QString &type : types)
        m_mapping.uses += { m_knowledge.typePrefix + type, u"type:"_s + workTypeFrom(m_knowledge.format, type) };
    bool dated = false;
    for (const QString &name : names) {
        if (!isDatePart(name)) {
            m_mapping.uses += { name, m_knowledge.targetOf(name) };
        } else if (!dated) {
            dated = true;
            m_mapping.uses += { dateFields(names), u"publication-date"_s };
        }
    }
    if (!m_knowledge.citationType.isEmpty())
        m_mapping.uses += { wholeEntry(), lossy ? u"citation"_s : QString() };
}

const Place *WorkReading::place(const QString &id) const
{
    auto known = m_places.find(id);
    if (known == m_places.end())
        known = m_places.insert(id, findPlace(u"works"_s, id));
    return *known ? &**known : nullptr;
}

void WorkReading::putPeople(Draft &draft, const EntryField &field, const QString &to) const
{
    if (!to.startsWith(u"contributors")) {
        QStringList names;
        for (const Person &person : field.people)
            names += person.name;
        if (const Place *at = place(to))
            draft.put(*at, field.name, names.join(u"; "_s));
        return;
    }
    const QString role = to.contains(u':') ? to.section(u':', 1) : u"author"_s;
    bool first = role == u"author";
    for (const Person &person : field.people) {
        draft.addContributor(person.name, role, person.orcid, first ? u"first"_s : u"additional"_s);
        first = false;
    }
}

/// A link to doi.org is a DOI, too.
void WorkReading::putLink(Draft &draft, const EntryField &field, const Place &place) const
{
    const QString link = field.text.section(u' ', 0, 0);
    if (webLink(link).isEmpty())
        return draft.note(Words::tr("%1: “%2” is no web address; left out.").arg(field.name, oneLine(field.text, 60)));
    draft.put(place, field.name, link);
    const QString host = QUrl(link).host();
    if (host == u"doi.org" || host == u"dx.doi.org" || host == u"www.doi.org") {
        const QString value = link.size() > maxIdentifier ? QString() : tidyIdentifier(u"doi"_s, QUrl::fromPercentEncoding(link.toUtf8()));
        if (hasForm(u"doi"_s, value))
            draft.addIdentifier(u"doi"_s, value, u"self"_s);
    }
}

void WorkReading::putField(Draft &draft, const EntryField &field) const
{
    const QString to = m_to.value(field.name);
    if (to.isEmpty() || isDatePart(field.name))
        return;
    if (!field.people.isEmpty())
        return putPeople(draft, field, to);
    const Place *at = place(to);
    if (at == nullptr)
        return;
    if (field.text.size() > maxText)
        return draft.note(Words::tr("%1: longer than %n character(s); left out.", nullptr, int(maxText)).arg(field.name));
    if (at->form == Place::Form::Link)
        return putLink(draft, field, *at);
    draft.put(*at, field.name, field.text);
}

void WorkReading::putDate(Draft &draft, const WorkEntry &entry) const
{
    const auto first = [&entry](const QStringList &names) {
        for (const QString &name : names) {
            const EntryField *field = entry.find(name);
            if (field && !field->text.trimmed().isEmpty())
                return field;
        }
        return static_cast<const EntryField *>(nullptr);
    };
    const EntryField *year = first(m_knowledge.year), *month = first(m_knowledge.month), *day = first(m_knowledge.day);
    if (year == nullptr)
        return;
    const QString to = m_to.value(year->name);
    const Place *at = place(to);
    if (at == nullptr)
        return;
    if (at->form != Place::Form::Date)
        return draft.put(*at, year->name, year->text);
    // "March 9" says the day, too.
    QString monthText = month ? month->text : QString(), dayText = day ? day->text : QString();
    if (const QStringList parts = monthText.split(u' ', Qt::SkipEmptyParts); parts.size() == 2 && dayText.isEmpty()) {
        const bool dayFirst = parts.front().front().isDigit();
        monthText = parts.at(dayFirst ? 1 : 0);
        dayText = parts.at(dayFirst ? 0 : 1);
    }
    draft.putDate(*at, year->name, year->text, monthText, dayText);
}

/// Something has to tell the work from others: where nothing else does, its link.
void identifyByLink(Row &row, Draft &draft)
{
    const QList<record::ExternalId> ids = record::externalIdsOf(row.section, draft.content());
    const bool hasSelf = std::any_of(ids.begin(), ids.end(), [](const record::ExternalId &id) { return id.relationship == u"self"; });
    const QString link = record::textAt(draft.content(), { u"url"_s });
    if (!hasSelf && !link.isEmpty())
        draft.addIdentifier(u"uri"_s, link, u"self"_s);
}

Row WorkReading::row(const WorkEntry &entry) const
{
    const EntryField *title = entry.find(u"title"_s) ? entry.find(u"title"_s) : entry.find(u"TI"_s);
    if (!entry.broken.isEmpty())
        return unusableRow(u"works"_s, entry.key, title ? title->text : entry.key, entry.broken);
    if (entry.fields.isEmpty())
        return unusableRow(u"works"_s, entry.key, entry.key, Words::tr("The entry is empty."));
    Draft draft(u"works"_s);
    const QString mapped = m_to.value(m_knowledge.typePrefix + entry.type);
    const QString usual = workTypeFrom(m_knowledge.format, entry.type);
    // A label is more exact than the usual type, yet not than what somebody chose.
    if (!mapped.isEmpty())
        draft.setType(mapped == u"type:"_s + usual ? workTypeFrom(m_knowledge.format, entry.type, entry.label) : mapped.section(u':', 1));
    for (const EntryField &field : entry.fields)
        putField(draft, field);
    putDate(draft, entry);
    if (const QString to = m_to.value(wholeEntry()); !to.isEmpty() && entry.source.size() <= maxText) {
        if (const Place *at = place(to))
            draft.put(*at, wholeEntry(), entry.source);
        if (const Place *format = place(u"citation-type"_s); format && to == u"citation")
            draft.put(*format, wholeEntry(), m_knowledge.citationType);
    }
    Row row;
    row.section = u"works"_s;
    row.key = entry.key;
    row.notes = entry.notes;
    identifyByLink(row, draft);
    finishRow(row, draft);
    return row;
}

} // namespace

const EntryField *WorkEntry::find(const QString &name) const
{
    const auto found = std::find_if(fields.begin(), fields.end(), [&name](const EntryField &field) { return field.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

ReadFile rowsFromWorks(const QList<WorkEntry> &entries, const FieldKnowledge &knowledge, const std::optional<Mapping> &mapping)
{
    const WorkReading reading(entries, knowledge, mapping);
    ReadFile file;
    file.format = knowledge.format;
    file.mapping = reading.mapping();
    file.rows.reserve(entries.size());
    for (const WorkEntry &entry : entries)
        file.rows += reading.row(entry);
    return file;
}

} // namespace baton::formats

#include "app/base/orcidid.h"
#include "app/formats/csvtable.h"
#include "app/formats/entry.h"
#include "app/formats/formatreaders.h"
#include "app/formats/headings.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

constexpr int maxColumns = 1000;
constexpr qsizetype maxCell = 200'000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

/// Columns whose parts make one date: "year, month".
struct DateColumns {
    QString of;
    QHash<QString, qsizetype> column; ///< by "year", "month", "day"
};

class CsvReading {
public:
    CsvReading(const QStringList &headings, const QString &section);

    void findMapping(const QList<CsvRecord> &records, const std::optional<Mapping> &asked);
    Row row(const CsvRecord &record) const;
    const Mapping &mapping() const { return m_mapping; }

private:
    QString guess(qsizetype column) const;
    QString ownDate(const QString &section) const;
    QList<DateColumns> dateColumns() const;
    qsizetype columnFor(const QString &to) const;
    QStringList cellsFor(const CsvRecord &record, const QString &from) const;
    void use(Draft &draft, const FieldUse &use, const CsvRecord &record) const;
    void useDate(Draft &draft, const Place &place, const FieldUse &use, const CsvRecord &record) const;
    QString sectionOf(const CsvRecord &record, QString &problem) const;
    QString titleOf(const CsvRecord &record) const;
    qsizetype indexOf(const QString &heading) const { return m_index.value(heading, -1); }

    QStringList m_typed;    ///< headings as they stand
    QStringList m_headings; ///< each once: a second "author" is "author (2)"
    QHash<QString, qsizetype> m_index;
    Mapping m_mapping;
    QStringList m_sections; ///< that occur in the file
};

QString cellOf(const CsvRecord &record, qsizetype column)
{
    if (column < 0 || column >= record.cells.size())
        return {};
    // Blanks around are a matter of typing; tabs and line ends are somebody's text.
    const QString text = fromSafeCell(record.cells.at(column));
    const auto isBlank = [](QChar c) { return c == u' ' || c == QChar::Nbsp; };
    qsizetype from = 0, to = text.size();
    while (from < to && isBlank(text.at(from)))
        ++from;
    while (to > from && isBlank(text.at(to - 1)))
        --to;
    return text.mid(from, to - from);
}

CsvReading::CsvReading(const QStringList &headings, const QString &section) : m_typed(headings)
{
    m_mapping.section = section;
    QHash<QString, int> seen;
    for (qsizetype i = 0; i < headings.size(); ++i) {
        const QString wish = headings.at(i).isEmpty() ? Words::tr("Column %1").arg(i + 1) : headings.at(i);
        QString name = wish;
        while (m_index.contains(name))
            name = u"%1 (%2)"_s.arg(wish).arg(std::max(2, ++seen[wish]));
        m_index.insert(name, i);
        m_headings += name;
    }
}

QString CsvReading::guess(qsizetype column) const
{
    const QString &heading = m_typed.at(column);
    for (const QString &section : m_sections) {
        if (const QString id = placeOfHeading(heading, section); !id.isEmpty())
            return id;
    }
    return placeOfHeading(heading, {});
}

QString CsvReading::ownDate(const QString &section) const
{
    for (const QString &id : { u"publication-date"_s, u"review-completion-date"_s, u"start-date"_s }) {
        if (findPlace(section, id))
            return id;
    }
    return {};
}

QList<DateColumns> CsvReading::dateColumns() const
{
    QList<DateColumns> all;
    for (qsizetype i = 0; i < m_headings.size(); ++i) {
        const DatePartHeading heading = datePartOfHeading(m_headings.at(i));
        const QString of = heading.of.isEmpty() ? ownDate(m_sections.value(0)) : heading.of;
        if (heading.part.isEmpty() || of.isEmpty())
            continue;
        auto known = std::find_if(all.begin(), all.end(), [&of](const DateColumns &date) { return date.of == of; });
        if (known == all.end())
            known = all.insert(all.end(), { of, {} });
        if (!known->column.contains(heading.part))
            known->column.insert(heading.part, i);
    }
    all.removeIf([](const DateColumns &date) { return !date.column.contains(u"year"_s); });
    return all;
}

void CsvReading::findMapping(const QList<CsvRecord> &records, const std::optional<Mapping> &asked)
{
    if (!m_mapping.section.isEmpty())
        m_sections += m_mapping.section;
    for (qsizetype i = 0; i < m_headings.size(); ++i) {
        if (placeOfHeading(m_headings.at(i), {}) != u"section")
            continue;
        for (qsizetype r = 0; r < records.size() && m_sections.size() < 20; ++r) {
            const orcid::Section *known = orcid::findSection(cellOf(records.at(r), i).trimmed().toLower());
            if (known && !m_sections.contains(known->key))
                m_sections += known->key;
        }
    }
    const QList<DateColumns> dates = dateColumns();
    QStringList taken;
    for (qsizetype i = 0; i < m_headings.size(); ++i) {
        const auto date = std::find_if(dates.begin(), dates.end(), [i](const DateColumns &d) { return d.column.values().contains(i); });
        if (date != dates.end() && date->column.size() > 1) {
            if (date->column.value(u"year"_s) != i)
                continue;
            QStringList from;
            for (const QString &part : { u"year"_s, u"month"_s, u"day"_s }) {
                if (date->column.contains(part))
                    from += m_headings.at(date->column.value(part));
            }
            m_mapping.uses += { from.join(u", "_s), date->of };
            continue;
        }
        QString to = date != dates.end() ? date->of : guess(i);
        // Two columns for one place: the first has it, unless several make sense there.
        if (taken.contains(to) && !to.startsWith(u"external-id:") && !to.startsWith(u"contributors"))
            to.clear();
        taken += to;
        m_mapping.uses += { m_headings.at(i), to };
    }
    if (!asked)
        return;
    for (FieldUse &use : m_mapping.uses) {
        const auto wanted = std::find_if(asked->uses.begin(), asked->uses.end(), [&use](const FieldUse &other) { return other.from == use.from; });
        if (wanted != asked->uses.end())
            use.to = wanted->to;
    }
}

qsizetype CsvReading::columnFor(const QString &to) const
{
    for (const FieldUse &use : m_mapping.uses) {
        if (use.to == to)
            return indexOf(use.from);
    }
    return -1;
}

QStringList CsvReading::cellsFor(const CsvRecord &record, const QString &from) const
{
    if (const qsizetype column = indexOf(from); column >= 0)
        return { cellOf(record, column) };
    QStringList cells;
    for (const QString &part : from.split(u", "_s))
        cells += cellOf(record, indexOf(part));
    return cells;
}

QString CsvReading::sectionOf(const CsvRecord &record, QString &problem) const
{
    const QString cell = cellOf(record, columnFor(u"section"_s)).trimmed();
    if (cell.isEmpty()) {
        if (m_mapping.section.isEmpty())
            problem = Words::tr("The row doesn’t say which section it is for.");
        return m_mapping.section;
    }
    for (const orcid::Section &section : orcid::allSections()) {
        for (const QString &name : { section.key, section.singular, section.title, section.itemTitle }) {
            if (name.compare(cell, Qt::CaseInsensitive) == 0)
                return section.key;
        }
    }
    problem = Words::tr("“%1” is no section of a record.").arg(oneLine(cell, 60));
    return {};
}

/// Of a row that becomes no item, for whoever looks for it: the first of its cells that names something.
QString CsvReading::titleOf(const CsvRecord &record) const
{
    static const QStringList naming { u"title"_s, u"proposal-title"_s, u"subject-name"_s, u"url-name"_s, u"content"_s, u"organization"_s, u"role-title"_s };
    for (const QString &place : naming) {
        if (const QString title = cellOf(record, columnFor(place)); !title.isEmpty())
            return oneLine(title);
    }
    return {};
}

void CsvReading::useDate(Draft &draft, const Place &place, const FieldUse &use, const CsvRecord &record) const
{
    const QStringList cells = cellsFor(record, use.from);
    if (cells.size() == 1)
        return draft.put(place, use.from, cells.front());
    QHash<QString, QString> parts;
    const QStringList names = use.from.split(u", "_s);
    for (qsizetype i = 0; i < names.size(); ++i)
        parts.insert(datePartOfHeading(names.at(i)).part, cells.at(i));
    draft.putDate(place, use.from, parts.value(u"year"_s), parts.value(u"month"_s), parts.value(u"day"_s));
}

void CsvReading::use(Draft &draft, const FieldUse &use, const CsvRecord &record) const
{
    const QString text = cellsFor(record, use.from).join(u' ').trimmed();
    if (text.isEmpty() || use.to.isEmpty() || use.to == u"orcid" || use.to == u"section" || use.to == u"put-code")
        return;
    std::optional<Place> place = findPlace(draft.section(), use.to);
    // In a file of several sections a heading means what it means in the row's own.
    if (!place && m_sections.size() > 1)
        place = findPlace(draft.section(), placeOfHeading(use.from, draft.section()));
    if (!place)
        return draft.note(Words::tr("%1: has no place in this section; left out.").arg(oneLine(use.from, 60)));
    const QString name = oneLine(use.from, 60);
    if (place->form == Place::Form::Date)
        return useDate(draft, *place, use, record);
    if (text.size() > maxCell)
        return draft.note(Words::tr("%1: longer than %n character(s); left out.", nullptr, int(maxCell)).arg(name));
    draft.put(*place, name, cellsFor(record, use.from).join(u' '));
}

Row CsvReading::row(const CsvRecord &record) const
{
    QString problem;
    const QString section = sectionOf(record, problem);
    const orcid::Section *known = orcid::findSection(section);
    if (problem.isEmpty() && (known == nullptr || !known->writable))
        problem = Words::tr("Items of this section can’t be written.");
    if (record.unclosed)
        problem = Words::tr("Line %1: a quotation mark opens and never closes.").arg(record.line);
    Draft draft(section);
    for (const bool links : { false, true }) { // links belong to identifiers that are there
        for (const FieldUse &field : m_mapping.uses) {
            if (field.to.contains(u"id-url:") == links)
                use(draft, field, record);
        }
    }
    if (record.cells.size() > m_headings.size())
        draft.note(Words::tr("Line %1 has more cells than the headings; those are left out.").arg(record.line));
    Row row;
    const QString orcid = cellOf(record, columnFor(u"orcid"_s)).trimmed();
    static const QRegularExpression host(u"^https?://[^/]+/"_s);
    row.orcid = QString(orcid).remove(host);
    if (!orcid.isEmpty() && !OrcidId::parse(row.orcid)) {
        problem = Words::tr("“%1” is no ORCID iD.").arg(oneLine(orcid, 60));
        row.orcid.clear();
    }
    const QString putCode = cellOf(record, columnFor(u"put-code"_s)).trimmed();
    bool isNumber = false;
    row.putCode = putCode.toLongLong(&isNumber);
    if (!putCode.isEmpty() && (!isNumber || row.putCode <= 0)) {
        problem = Words::tr("“%1” is no put-code.").arg(oneLine(putCode, 60));
        row.putCode = 0;
    }
    finishRow(row, draft);
    if (problem.isEmpty() && row.content.isEmpty())
        problem = Words::tr("None of the row’s cells has a place in an item.");
    if (!problem.isEmpty()) {
        if (row.content.isEmpty()) {
            if (const QString title = titleOf(record); !title.isEmpty())
                row.title = title;
        }
        row.unusable = problem;
        row.content = {};
    }
    return row;
}

} // namespace

Result<ReadFile> readCsv(const QString &text, const QString &section, const std::optional<Mapping> &mapping)
{
    CsvTable table = parseCsv(text, maxRows + 1);
    if (table.tooMany)
        return tooMany();
    if (table.records.isEmpty())
        return fail(u"formats.empty"_s, Words::tr("The file has no rows."), Words::tr("Its first line has to name the columns, each further line is an item."));
    QStringList headings;
    for (const QString &cell : table.records.takeFirst().cells)
        headings += oneLine(fromSafeCell(cell), 100);
    if (headings.size() > maxColumns)
        return fail(u"formats.broken"_s, Words::tr("The file’s first line has %n column(s), more than are read.", nullptr, int(headings.size())));
    if (table.records.isEmpty())
        return fail(u"formats.empty"_s, Words::tr("The file has headings and no rows."), Words::tr("Add a line for each item."));
    ReadFile file;
    file.format = Format::Csv;
    CsvReading reading(headings, mapping && !mapping->section.isEmpty() ? mapping->section : section);
    reading.findMapping(table.records, mapping);
    file.mapping = reading.mapping();
    file.rows.reserve(table.records.size());
    for (CsvRecord &record : table.records) {
        file.rows += reading.row(record);
        record.cells.clear();
    }
    return file;
}

} // namespace baton::formats

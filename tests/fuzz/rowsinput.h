#pragma once

#include "app/formats/export.h"
#include "app/formats/reader.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "tests/fuzz/input.h"

#include <QtCore/QSet>

#include <cstdio>

namespace baton::fuzz {

/// Reads a file and holds the reader to its words: keys unique, a row either usable or not and why, the mapping as applied
/// reads the same again; what was read can be written, and what was written can be read.
inline int readRows(QByteArrayView view, const QString &fileName, const QString &section)
{
    const auto need = [](bool holds, int line = __builtin_LINE()) {
        if (holds)
            return;
        std::fprintf(stderr, "line %d does not hold\n", line);
        std::abort();
    };
    const QByteArray bytes = view.toByteArray();
    const auto file = formats::read(bytes, fileName, section);
    if (!file) {
        need(!file.error().what.isEmpty() && file.error().code.startsWith(QStringLiteral("formats.")));
        return 0;
    }
    need(!file->rows.isEmpty());
    QSet<QString> keys;
    QList<record::Item> items;
    for (const formats::Row &row : file->rows) {
        need(!row.key.isEmpty() && !keys.contains(row.key) && row.number == keys.size() + 1);
        keys.insert(row.key);
        need(row.unusable.isEmpty() != row.content.isEmpty());
        need(!row.title.contains(u'\n') && row.title.size() <= 200);
        if (row.unusable.isEmpty())
            items += record::itemFromJson(row.section, row.content, true);
    }
    const auto again = formats::read(bytes, fileName, section, file->mapping);
    need(again && again->mapping == file->mapping && again->rows.size() == file->rows.size());
    for (qsizetype i = 0; i < again->rows.size(); ++i)
        need(again->rows.at(i).content == file->rows.at(i).content);
    using formats::Format;
    for (const auto &[format, name] : { std::pair { Format::Csv, "a.csv" }, { Format::BibTeX, "a.bib" }, { Format::CslJson, "a.json" }, { Format::OrcidJson, "a.json" } }) {
        const QByteArray written = formats::write(items, format);
        if (items.isEmpty() || written.isEmpty())
            continue;
        const auto back = formats::read(written, QString::fromLatin1(name), section);
        need(back && back->format == format && back->rows.size() == items.size());
    }
    formats::page(QStringLiteral("Items"), {}, items);
    return 0;
}

} // namespace baton::fuzz

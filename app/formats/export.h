#pragma once

#include "app/formats/row.h"
#include "app/record/item.h"

namespace baton::formats {

/// Items as a file, UTF-8. BibTeX and CSL-JSON hold works; of another section they give empty bytes, see canHold().
/// Reading the file again with formats::read() gives the same content as far as the format can hold it. CSV cells are safe
/// against formula injection (S53), ORCID JSON is what the registry sent. Names and biography, which no client writes, are written
/// by themselves and not read.
QByteArray write(const QList<record::Item> &items, Format format);
bool canHold(Format format, const QString &section);

/// A CSV (RFC 4180) of plain cells, safe against formula injection (S53): for verdicts and results.
QByteArray csv(const QStringList &headings, const QList<QStringList> &rows);

/// A page for printing, as HTML that QTextDocument takes: heading, then the items by section with sources and identifiers.
QString page(const QString &heading, const QString &note, const QList<record::Item> &items);

} // namespace baton::formats

#pragma once

#include "app/base/result.h"
#include "app/formats/row.h"

#include <optional>

namespace baton::formats {

/// Rows of a file, and how its fields were read.
struct ReadFile {
    Format format = Format::BibTeX;
    QList<Row> rows;
    Mapping mapping;      ///< as applied: the one asked for, else the usual one of the format, or guessed from the headings of a CSV
    QStringList notes;    ///< about the whole file: "Read as Windows-1252", "2 comments left out"
};

inline constexpr qsizetype maxFileBytes = 64 * 1024 * 1024;
inline constexpr int maxRows = 100'000;

/// By content first, then by the name's ending; nothing when it is none of them.
std::optional<Format> formatOf(const QByteArray &bytes, const QString &fileName);

/// Reads works from BibTeX, RIS and CSL-JSON, items of any section from ORCID JSON and CSV (RFC 4180; separator and encoding are
/// found out). `section`: of a CSV without a column for it. Pure and thread-safe: call it off the GUI thread for large files.
/// Errors: formats.unknown, formats.too_large, formats.too_many, formats.empty, formats.broken (details: line). One bad entry is
/// an unusable row, never an error of the whole file.
Result<ReadFile> read(const QByteArray &bytes, const QString &fileName, const QString &section, const std::optional<Mapping> &mapping = {});

/// What fields of this file may become, in the order of the form; for CSV also iD, section and put-code. ORCID JSON has none:
/// its items are taken as they are.
QList<Target> targets(const QString &section, Format format);
/// The same for one field: the kinds of entries ("@article", "TY JOUR", "type article-journal") become types of works,
/// "type:journal-article", and nothing else.
QList<Target> targetsFor(const QString &from, const QString &section, Format format);
/// Recognises a kind of file again: digest of format and section, of a CSV also the headings. (The fields of the other formats
/// are the format's own; one more of them makes no other kind of file.)
QString fingerprint(const Mapping &mapping, Format format);

} // namespace baton::formats

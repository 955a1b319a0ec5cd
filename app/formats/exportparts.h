#pragma once

#include "app/formats/export.h"

// The writers behind write(); for export.cpp only.
namespace baton::formats {

QByteArray writeCsv(const QList<record::Item> &items);
QByteArray writeBibtex(const QList<record::Item> &works);
QByteArray writeCsl(const QList<record::Item> &works);
QByteArray writeOrcid(const QList<record::Item> &items);

/// What BibTeX and CSL-JSON hold of a work, by the names of their fields.
struct WorkParts {
    QString key;          ///< unique in the file: "example2024tidal"
    QString type, title, subtitle, journal, description, url, language;
    int year = 0, month = 0, day = 0;
    QStringList authors, editors;
    QStringList authorOrcids; ///< beside `authors`, may be empty
    QString doi, isbn, issn, pmid, pmc, arxiv;
};
QList<WorkParts> partsOf(const QList<record::Item> &works);

} // namespace baton::formats

#pragma once

#include "app/formats/reader.h"

#include <QtCore/QJsonDocument>

// What read() calls, one reader per format; rows come with numbers and unique keys from there.
namespace baton::formats {

Result<ReadFile> readCsv(const QString &text, const QString &section, const std::optional<Mapping> &mapping);
Result<ReadFile> readBibtex(const QString &text, const std::optional<Mapping> &mapping);
Result<ReadFile> readRis(const QString &text, const std::optional<Mapping> &mapping);
Result<ReadFile> readCsl(const QJsonDocument &document, const std::optional<Mapping> &mapping);
/// Items as they are: there is nothing to map.
Result<ReadFile> readOrcid(const QJsonDocument &document, const QString &section);

Failure tooMany();

} // namespace baton::formats

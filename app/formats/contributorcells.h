#pragma once

#include <QtCore/QJsonArray>

#include <optional>

namespace baton::formats {

/// Contributors as the text of a cell: "Ada Example <0000-0002-1825-0097> [first, author]; 王小明". Nothing when that
/// would lose something.
std::optional<QString> contributorsText(const QString &section, const QJsonArray &contributors);
QJsonArray contributorsFrom(const QString &section, const QString &text);
/// One contributor; empty parts are left out. `orcid` as iD or address.
QJsonObject contributor(const QString &name, const QString &orcid, const QString &sequence, const QString &role);

} // namespace baton::formats

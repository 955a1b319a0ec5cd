#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>

#include <optional>

namespace baton::practice {

/// The fields of a multipart/form-data body (RFC 7578) by name: what a browser sends for a form with a file. At most eight
/// parts, each name once; file names are not looked at. Nothing when the type is another or anything is malformed.
std::optional<QHash<QByteArray, QByteArray>> parseMultipart(const QByteArray &contentType, const QByteArray &body);

} // namespace baton::practice

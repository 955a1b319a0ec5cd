#pragma once

#include "app/orcid/documents.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

#include <tl/expected.hpp>

namespace baton::practice {

/// Reads XML as the document's description says into the JSON object ORCID makes of it (orcid.md 7.11). Order, namespaces
/// and number of elements and attributes must fit; values are checked by orcid::canonical afterwards.
/// Refuses document types, entities of its own, tags over 8 KiB and anything that is not well formed. The error is a
/// sentence with the line; ORCID answers it with 400 / 9001.
tl::expected<QJsonObject, QString> readXml(const QByteArray &text, const orcid::Field &document);

} // namespace baton::practice

#pragma once

#include "app/orcid/sections.h"

namespace baton::orcid {

/// A whole answer or request of the Member API: a Field of Shape::Object whose key is the name of the XML root and whose
/// namespace is set; its fields describe the JSON object (orcid.md 6, 7).
///
/// Known roots: of every section its item ("work"), summary ("work-summary") and list ("works", "addresses"), further
/// "activities-summary", "person", "personal-details", "name", "biography", "record", "record-summary", "bulk", "search",
/// "expanded-search", "client", "group-id-record", "group-id-records", "notification", "notifications", "error".
const Field *findDocument(const QString &root);
/// The same for a root that is known to exist.
const Field &document(const QString &root);
QStringList documentRoots();

const Field &itemDocument(const Section &section);
const Field &summaryDocument(const Section &section);
const Field &listDocument(const Section &section);

} // namespace baton::orcid

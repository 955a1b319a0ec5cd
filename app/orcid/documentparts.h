#pragma once

#include "app/orcid/fields.h"

// Documents that are no part of a record; for documents*.cpp only.
namespace baton::orcid::documents {

Field error();
QList<Field> besideRecords();

} // namespace baton::orcid::documents

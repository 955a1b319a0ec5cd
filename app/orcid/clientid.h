#pragma once

#include <QtCore/QStringView>

namespace baton::orcid {

/// Whether a client ID has the form ORCID gives: "APP-" and 16 of 0-9 and A-Z. The practice registry keeps to it.
bool isClientId(QStringView id);

} // namespace baton::orcid

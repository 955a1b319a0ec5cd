#pragma once

#include "app/practice/accounts.h"
#include "app/practice/api/records.h"

namespace baton::practice {

/// What a reader may see (orcid.md 6.7).
enum class Sight {
    Visible,
    NeedsScope, ///< 403 / 9038: public or limited, and the token has not the scope
    Private     ///< 403 / 9013: private, and the caller is not the source client
};

/// readScope: of the section, "/orcid-works/read-limited".
Sight sightOf(const QString &visibility, const Caller &caller, const QString &readScope);
/// A client reads what it wrote itself, whatever the origin and the visibility.
Sight sightOf(const RecordItem &item, const Caller &caller, const orcid::Section &section);

/// The items a list shows, in stored order.
QList<const RecordItem *> visibleItems(const Researcher &researcher, const orcid::Section &section, const Caller &caller);

/// The tuple that the caller's writes get (orcid.md 4.8).
SourceTuple sourceOf(const Caller &caller, const Researcher &researcher);

} // namespace baton::practice

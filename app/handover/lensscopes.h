#pragma once

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace baton::handover {

/// One line of the power lens: what a scope lets a second client do (orcid.md 5, 6.2, 6.3).
struct LensScope {
    QString id, icon, title, details;
    QString name;        ///< the scope that gives it
    QStringList within;  ///< ids of wider powers that say the same and more
    bool offered = false; ///< offered at sign-in today
    QStringList also;    ///< other scopes with this very power

    /// Which of the granted scopes gives it, itself or by implication; empty if none does.
    QString givenBy(const QStringList &granted) const;
};

/// In the order of the page: reading, adding and changing activities, then the person.
const QList<LensScope> &lensScopes();

} // namespace baton::handover

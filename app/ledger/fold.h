#pragma once

#include "app/ledger/ledger.h"

#include <QtCore/QHash>
#include <QtCore/QSet>

namespace baton::ledger {

/// Turns events, one by one, into the rows of the ledger. A package that was made and opened on this computer has two rows,
/// one for each side, and what happens counts for both.
class Fold {
public:
    void add(const Event &event);
    const QList<HandOver> &rows() const { return m_rows; } ///< in order of their first event
    std::optional<HandOver> find(const QString &packageId, const QString &orcid, HandOver::Direction direction) const;
    QList<HandOver> ofPackage(const QString &packageId, HandOver::Direction direction) const;

private:
    void begin(const Event &event, HandOver::Direction direction);
    static void apply(HandOver &row, const Event &event);
    static void learn(HandOver &row, const Event &event);
    void tellOthers(const Event &event, const QStringList &tokenIds);

    QList<HandOver> m_rows;
    QHash<QString, QList<qsizetype>> m_byPackage;   ///< package to rows
    QHash<QString, QList<qsizetype>> m_byToken;     ///< id_token to rows: one may go in several packages
    QSet<QString> m_judged;                         ///< id_tokens the registry ever said something of
    QHash<QString, QList<Event>> m_packageEvents;   ///< those without an iD, for rows that come later
};

} // namespace baton::ledger

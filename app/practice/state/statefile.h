#pragma once

#include "app/base/result.h"
#include "app/practice/accounts.h"
#include "app/practice/api/records.h"
#include "app/practice/faults.h"

namespace baton::practice::state {

/// What a state file holds (docs/practice.md), apart from the registry that lives with it.
struct Content {
    explicit Content(const Clock &clock) : accounts(clock), records(clock) { }

    Accounts accounts;
    Records records;
    QList<FaultRequest> faults; ///< that are on; not yet compared with the board
    qint64 aheadMs = 0; ///< the registry's clock before this computer's
};

/// The largest file that is read: more than 10,000 works of full length need.
inline constexpr qsizetype mostBytes = 64 * 1024 * 1024;

/// The file, indented, in a fixed order: the same content gives the same bytes.
QByteArray write(const Accounts &accounts, const Records &records, const FaultBoard &board, qint64 aheadMs);

/// Reads a saved file, or one written by hand with no more than clients and researchers. `usualClients` are those of a file
/// that names none; `knownSecrets` are for clients without one. Errors: practice.state (says where and why).
Result<std::unique_ptr<Content>> read(const QByteArray &bytes, const Clock &clock, const QList<Client> &usualClients,
                                      const QHash<QString, Secret> &knownSecrets);

/// practice.state with those words; they name the place.
Failure refusal(const QString &why);

} // namespace baton::practice::state

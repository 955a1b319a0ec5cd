#pragma once

#include <QtCore/QString>

#include <functional>
#include <optional>

namespace baton::practice {

/// What the accounts side knows about a researcher.
struct Person {
    enum class State { Active, Locked, Deactivated, Deprecated, Unclaimed };

    QString orcid;
    QString displayName;   ///< for the registry's own pages: always filled
    QString note;          ///< "14 works, estuary ecologist"
    QString credit;        ///< public credit name, else empty
    QString given, family; ///< public names, else empty
    State state = State::Active;

    /// The "name" of token answers (orcid.md 2.4): credit name, else given and family, empty when not public.
    QString tokenName() const
    {
        return credit.isEmpty() ? (given + QLatin1Char(' ') + family).trimmed() : credit;
    }
};

/// Why somebody cannot sign in or be shown, in a sentence; empty for an active record.
QString stateSentence(Person::State state);

/// Finds a researcher by bare iD.
using People = std::function<std::optional<Person>(const QString &orcid)>;

} // namespace baton::practice

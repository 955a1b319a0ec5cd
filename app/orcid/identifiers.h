#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

#include <optional>

namespace baton::orcid {

/// The normal form by which ORCID decides that two identifiers are the same (orcid.md 10.3).
/// Nothing when the value has not the form of its type; comparison then falls back to the typed value.
std::optional<QString> normalise(const QString &type, const QString &value);
/// What comparison uses: the normal form, else the typed value.
QString comparable(const QString &type, const QString &value);
/// The words ORCID sends with code 8001 when there is no normal form.
QString normaliseErrorText(const QString &type, const QString &value);

/// Result of a check-digit test. ORCID itself does not refuse a wrong digit; a person should be told.
struct CheckDigit {
    bool applies = false; ///< the type has check digits and the value the length for it
    bool fits = true;
    QString suggestion;   ///< the value with the digit that fits, in the usual writing; empty if it fits
};
/// issn, isbn (10 and 13), ismn by their standards.
CheckDigit checkDigit(const QString &type, const QString &value);

/// Where the identifier leads, by the type's prefix; the uri itself for "uri"; empty when nothing is known or it
/// could not be opened (S52).
QUrl resolveUrl(const QString &type, const QString &value);

} // namespace baton::orcid

#pragma once

#include <QtCore/QHashFunctions>
#include <QtCore/QMetaType>
#include <QtCore/QString>

#include <optional>

namespace baton {

/// A bare iD with a correct check digit, e.g. 0000-0002-1825-0097 (ISO 7064 mod 11-2; orcid.md 10.13).
class OrcidId {
public:
    OrcidId() = default; ///< null
    /// Bare form only, hyphens required; nothing if the form or the check digit is wrong.
    static std::optional<OrcidId> parse(QStringView text);
    /// The check character for the first fifteen digits (hyphens ignored); null QChar if there are not fifteen.
    static QChar checkCharacter(QStringView fifteenDigits);

    bool isNull() const { return m_text.isEmpty(); }
    const QString &toString() const { return m_text; }

    friend bool operator==(const OrcidId &, const OrcidId &) = default;
    friend bool operator<(const OrcidId &a, const OrcidId &b) { return a.m_text < b.m_text; }
    friend size_t qHash(const OrcidId &id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

} // namespace baton

Q_DECLARE_METATYPE(baton::OrcidId)

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>

namespace baton::practice {

/// A media type of the Member API (orcid.md 6.1).
struct MediaType {
    enum class Format { Json, Xml };

    QByteArray name;      ///< "application/vnd.orcid+json"
    Format format = Format::Json;
    bool pretty = false;  ///< application/json is compact, the vendor types are indented

    /// For Content-Type.
    QByteArray contentType() const { return name + ";charset=UTF-8"; }
};

/// The types served, best first when the caller has no preference.
const QList<MediaType> &servedTypes();
/// The answer's type for an Accept header; empty or absent = anything. Nothing = 406.
std::optional<MediaType> negotiate(const QByteArray &accept);
/// The body's type from Content-Type; nothing = 415.
std::optional<MediaType> bodyType(const QByteArray &contentType);

} // namespace baton::practice

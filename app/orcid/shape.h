#pragma once

#include "app/orcid/fields.h"

#include <QtCore/QJsonObject>

#include <tl/expected.hpp>

namespace baton::orcid {

/// Why JSON is not an item of its section; ORCID answers 400 / 9047.
struct ShapeProblem {
    enum class Kind { Unknown, WrongType, NotInList, Blank, TooLong, BadForm, Missing, Count };
    QString path;  ///< "external-ids/external-id[1]/external-id-type"
    QString words; ///< "Unrecognized field", "must not be longer than 1000 characters", …
    Kind kind = Kind::WrongType;
    int excess = 0; ///< TooLong: characters too many
    int limit = 0;  ///< TooLong: characters taken
    QString text() const { return path.isEmpty() ? words : path + QStringLiteral(": ") + words; }
};

enum class Strictness {
    Reading, ///< what the JSON reader refuses: unknown keys, wrong types, values outside a strict list
    Schema   ///< and what the published schema refuses: lengths, blanks, required fields, ranges
};

/// The item in ORCID's own shape: bare strings wrapped, single objects in arrays, what the registry writes itself left
/// out, nulls left out (orcid.md 7.1, 8.1, 8.2).
tl::expected<QJsonObject, ShapeProblem> canonical(
    const QList<Field> &fields, const QJsonObject &content, Strictness strictness = Strictness::Schema);

/// Everything that keeps `content` from being an item of its section, in the order met. `readable`: what could be read
/// of it, over-long or ill-formed texts included, for the section rules.
struct ShapeProblems {
    QList<ShapeProblem> list;
    QJsonObject readable;
};
ShapeProblems shapeProblems(const QList<Field> &fields, const QJsonObject &content);

} // namespace baton::orcid

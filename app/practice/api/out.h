#pragma once

#include "app/orcid/documents.h"
#include "app/practice/api/mediatype.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <memory>

namespace baton::practice {

/// An answer being written, member by member in ORCID's order. Whoever walks over the records says what is there;
/// whether JSON or XML comes of it is the implementation's.
class Out {
public:
    virtual ~Out() = default;

    virtual Out &beginObject() = 0;
    virtual Out &endObject() = 0;
    virtual Out &beginArray() = 0;
    virtual Out &endArray() = 0;
    virtual Out &key(QStringView name) = 0;

    virtual Out &text(QStringView value) = 0;
    virtual Out &number(qint64 value) = 0;
    virtual Out &boolean(bool value) = 0;
    virtual Out &null() = 0;

    /// Text, or null when empty.
    Out &textOrNull(const QString &value) { return value.isEmpty() ? null() : text(value); }
    /// {"value":"…"}, null when empty.
    Out &wrapped(const QString &value);
    /// {"value":123}, null when 0.
    Out &timestamp(qint64 epochMs);
    /// Any value as it is; members of objects come sorted.
    Out &value(const QJsonValue &value);
    /// An object with these fields, each written, null where the content has none.
    Out &fields(const QList<orcid::Field> &fields, const QJsonObject &content);

    /// The value of one field: null where there is none, [] for a list, as ORCID writes them.
    Out &member(const orcid::Field &field, const QJsonValue &value);

    virtual QByteArray take() = 0;
};

/// What writes that document in that media type.
std::unique_ptr<Out> makeOut(const MediaType &media, const orcid::Field &document);

} // namespace baton::practice

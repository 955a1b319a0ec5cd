#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonValue>
#include <QtCore/QString>
#include <QtCore/QVarLengthArray>

namespace baton::practice {

/// Writes JSON member by member, in the order called: ORCID's order of keys matters to people who read it, and
/// QJsonObject sorts. Compact, or indented by two blanks with " : " as the registry's vendor types are.
class JsonOut {
public:
    explicit JsonOut(bool pretty = false) : m_pretty(pretty) { }

    JsonOut &beginObject();
    JsonOut &endObject();
    JsonOut &beginArray();
    JsonOut &endArray();
    JsonOut &key(QStringView name);

    JsonOut &text(QStringView value);
    JsonOut &number(qint64 value);
    JsonOut &boolean(bool value);
    JsonOut &null();
    /// Text, or null when empty.
    JsonOut &textOrNull(const QString &value) { return value.isEmpty() ? null() : text(value); }
    /// {"value":"…"}, null when empty.
    JsonOut &wrapped(const QString &value);
    /// {"value":123}, null when 0.
    JsonOut &timestamp(qint64 epochMs);
    /// Any value as it is; members of objects come sorted.
    JsonOut &value(const QJsonValue &value);

    QByteArray take();

private:
    struct Level {
        bool array = false;
        bool empty = true;
    };
    void separate();
    void newLine();
    void escaped(QStringView text);

    QByteArray m_out;
    QVarLengthArray<Level, 24> m_levels;
    bool m_pretty = false;
    bool m_afterKey = false;
    qsizetype m_indent = 0; ///< open objects: arrays do not indent
};

} // namespace baton::practice

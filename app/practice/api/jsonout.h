#pragma once

#include "app/practice/api/out.h"

#include <QtCore/QVarLengthArray>

namespace baton::practice {

/// Writes JSON member by member, in the order called: ORCID's order of keys matters to people who read it, and
/// QJsonObject sorts. Compact, or indented by two blanks with " : " as the registry's vendor types are.
class JsonOut final : public Out {
public:
    explicit JsonOut(bool pretty = false) : m_pretty(pretty) { }

    JsonOut &beginObject() override;
    JsonOut &endObject() override;
    JsonOut &beginArray() override;
    JsonOut &endArray() override;
    JsonOut &key(QStringView name) override;

    JsonOut &text(QStringView value) override;
    JsonOut &number(qint64 value) override;
    JsonOut &boolean(bool value) override;
    JsonOut &null() override;

    QByteArray take() override;

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

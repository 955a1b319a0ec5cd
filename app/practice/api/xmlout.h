#pragma once

#include "app/practice/api/out.h"

#include <QtCore/QVarLengthArray>

namespace baton::practice {

/// Writes XML as the document's description says (orcid.md 7.11): which members are attributes, which the text, in which
/// namespace. Null members are left out. All namespaces of the document are declared at the root, with ORCID's prefixes.
///
/// Attributes come late in ORCID's order of members (a list's path is its last), so they are put into the tag when they
/// come; QXmlStreamWriter would need the whole document in memory first.
class XmlOut final : public Out {
public:
    explicit XmlOut(const orcid::Field &document, bool pretty = false);

    Out &beginObject() override;
    Out &endObject() override;
    Out &beginArray() override;
    Out &endArray() override;
    Out &key(QStringView name) override;

    Out &text(QStringView value) override;
    Out &number(qint64 value) override;
    Out &boolean(bool value) override;
    Out &null() override;

    QByteArray take() override;
    /// Members the description does not know: they are missing from the document.
    const QStringList &unknown() const { return m_unknown; }

private:
    struct Level {
        const orcid::Field *field = nullptr; ///< null: inside of something unknown
        bool array = false;
        bool element = false;   ///< opened an element
        bool wrapped = false;   ///< {"value":…} of a field without fields: its value is the element's text
        QByteArray name, prefix;
        qsizetype attributesAt = 0; ///< where a further attribute goes
        bool open = false;      ///< the tag still lacks its ">"
        bool children = false;  ///< holds elements: the end tag goes on a line of its own
    };
    /// The level of the innermost element.
    Level &owner();
    const orcid::Field *next() const;
    void openElement(Level &level, const QByteArray &key, const QString &prefix);
    void closeElement(Level &level);
    void newLine();
    void scalar(const QByteArray &escapedForText, const QByteArray &escapedForAttribute);
    void setAttribute(const QByteArray &name, const QByteArray &value);
    void addContent(const QByteArray &escaped);

    const orcid::Field &m_document;
    QByteArray m_out;
    QVarLengthArray<Level, 32> m_levels;
    const orcid::Field *m_key = nullptr; ///< of the member whose value comes next
    bool m_valueOfWrapped = false;
    QStringList m_unknown;
    qsizetype m_depth = 0; ///< open elements
    bool m_pretty = false;
};

} // namespace baton::practice

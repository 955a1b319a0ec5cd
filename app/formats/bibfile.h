#pragma once

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>

namespace baton::formats {

/// One entry of a BibTeX file: names in lower case, values with macros expanded and pieces joined, TeX as it stands.
struct BibEntry {
    QString type;            ///< "article"
    QString key;
    QList<std::pair<QString, QString>> fields; ///< in the order of the file
    QString source;          ///< the entry as in the file
    int line = 0;
    QStringList notes;       ///< macros nobody defined
    QString broken;          ///< why it can't be used; fields hold what came before

    QString field(const QString &name) const;
    bool has(const QString &name) const;
};

struct BibFile {
    QList<BibEntry> entries;
    int comments = 0;  ///< @comment and @preamble
    bool tooMany = false;
};

/// Reads a file by BibTeX's rules: text outside entries is no matter, @string macros, # between pieces, {…} or (…). A broken
/// entry ends where the next line begins with @; the time is in proportion to the text, whatever it is.
BibFile parseBib(const QString &text, int limit);

/// Pieces of a text at `word` standing alone outside braces: "A and {B and C}" by "and".
QStringList splitOutsideBraces(const QString &text, const QString &word);

/// A person's name by BibTeX's rules ("First von Last", "von Last, First", "von Last, Jr, First"), words as they stand.
struct BibName {
    QString first, von, last, junior;
};
BibName parseBibName(const QString &name);
/// Whether the family name can be told: one given name, further ones as initials. "Sofia Maria Hernandez Garcia" has two family
/// names, and no reader could know.
bool tellsFamily(const BibName &name);

} // namespace baton::formats

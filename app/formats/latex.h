#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

namespace baton::formats {

/// TeX of a BibTeX value as text: accents, special letters, dashes, quotation marks, braces gone, white space collapsed.
/// Commands it does not know are left out, their argument kept, and named in `unknown`.
QString fromLatex(const QString &tex, QStringList *unknown = nullptr);
/// Text fit for a value in braces: what is special to TeX escaped, other letters as they are (UTF-8).
QString toLatex(const QString &text);
/// The same for addresses and identifiers, of which nothing but braces and % is special.
QString plainFromLatex(const QString &tex);

} // namespace baton::formats

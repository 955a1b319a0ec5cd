#include "app/formats/bibfile.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

/// Words between white space and ties outside braces.
QStringList wordsOf(const QString &text)
{
    QStringList words;
    QString word;
    int depth = 0;
    for (const QChar c : text) {
        depth += c == u'{' ? 1 : c == u'}' && depth > 0 ? -1 : 0;
        if (depth == 0 && (c.isSpace() || c == u'~')) {
            if (!word.isEmpty())
                words += word;
            word.clear();
        } else {
            word += c;
        }
    }
    if (!word.isEmpty())
        words += word;
    return words;
}

/// A word belongs to "von" when its first letter outside braces is a small one; {\…} counts by what it shows.
bool isLower(const QString &word)
{
    int depth = 0;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar c = word.at(i);
        if (c == u'{' && depth == 0 && i + 1 < word.size() && word.at(i + 1) == u'\\') {
            // The letter after an accent; a command by itself ({\ss}, {\AA}) counts by its own letter.
            i += 2;
            qsizetype letter = i;
            while (letter < word.size() && !word.at(letter).isLetter())
                ++letter;
            return letter < word.size() && word.at(letter).isLower();
        }
        depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
        if (depth == 0 && c.isLetter())
            return c.isLower();
    }
    return false;
}

QStringList splitAtCommas(const QString &name)
{
    QStringList parts { QString() };
    int depth = 0;
    for (const QChar c : name) {
        depth += c == u'{' ? 1 : c == u'}' && depth > 0 ? -1 : 0;
        if (depth == 0 && c == u',')
            parts += QString();
        else
            parts.last() += c;
    }
    return parts;
}

QString joined(const QStringList &words, qsizetype from, qsizetype to)
{
    return to > from ? words.mid(from, to - from).join(u' ') : QString();
}

/// "First von Last"
BibName plainName(const QStringList &words)
{
    BibName name;
    const qsizetype size = words.size();
    if (size == 0)
        return name;
    qsizetype begin = 0;
    while (begin < size - 1 && !isLower(words.at(begin)))
        ++begin;
    if (begin >= size - 1) {
        name.first = joined(words, 0, size - 1);
        name.last = words.last();
        return name;
    }
    qsizetype end = size - 2;
    while (end > begin && !isLower(words.at(end)))
        --end;
    name.first = joined(words, 0, begin);
    name.von = joined(words, begin, end + 1);
    name.last = joined(words, end + 1, size);
    return name;
}

} // namespace

QStringList splitOutsideBraces(const QString &text, const QString &word)
{
    QStringList parts;
    QStringList current;
    for (const QString &one : wordsOf(text)) {
        if (one.compare(word, Qt::CaseInsensitive) == 0) {
            parts += current.join(u' ');
            current.clear();
        } else {
            current += one;
        }
    }
    parts += current.join(u' ');
    parts.removeAll(QString());
    return parts;
}

BibName parseBibName(const QString &text)
{
    const QStringList parts = splitAtCommas(text);
    if (parts.size() == 1)
        return plainName(wordsOf(text));
    BibName name;
    const QStringList family = wordsOf(parts.at(0));
    qsizetype von = 0;
    while (von < family.size() - 1 && isLower(family.at(von)))
        ++von;
    // All small words up to the last of them: "van der Brug Van Last, First".
    for (qsizetype i = von; i < family.size() - 1; ++i) {
        if (von > 0 && isLower(family.at(i)))
            von = i + 1;
    }
    name.von = joined(family, 0, von);
    name.last = joined(family, von, family.size());
    if (parts.size() > 2)
        name.junior = parts.at(1).simplified();
    const QStringList given = parts.mid(parts.size() > 2 ? 2 : 1);
    name.first = wordsOf(given.join(u' ')).join(u' ');
    return name;
}

bool tellsFamily(const BibName &name)
{
    const QStringList given = name.first.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(given.begin() + qMin<qsizetype>(1, given.size()), given.end(), [](const QString &one) { return one.endsWith(u'.') || one.size() == 1; });
}

} // namespace baton::formats

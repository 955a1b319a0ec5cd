#include "app/record/changewords.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDate>
#include <QtCore/QLocale>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ChangeWords)
};

/// A date as dateWords() says it, with as many parts as it names.
struct SpokenDate {
    QDate date;
    int parts = 0;
};

std::optional<SpokenDate> dateIn(const QString &words)
{
    static const QString forms[] { u"yyyy"_s, u"MMMM yyyy"_s, u"d MMMM yyyy"_s };
    for (int i = 0; i < 3; ++i) {
        if (const QDate date = QLocale::c().toDate(words, forms[i]); date.isValid())
            return SpokenDate { date, i + 1 };
    }
    return {};
}

QString away(bool later, const QString &one, const QString &many, int count)
{
    const QString span = count == 1 ? one : many.arg(count);
    return (later ? Words::tr("%1 later") : Words::tr("%1 earlier")).arg(span);
}

QString dateChange(const SpokenDate &from, const SpokenDate &to)
{
    if (from.parts != to.parts)
        return to.parts > from.parts ? Words::tr("More exact") : Words::tr("Less exact");
    const bool later = to.date > from.date;
    const int months = std::abs((to.date.year() - from.date.year()) * 12 + to.date.month() - from.date.month());
    const int days = int(std::abs(from.date.daysTo(to.date)));
    if (from.date.day() == to.date.day() && months > 0 && months % 12 == 0)
        return away(later, Words::tr("A year"), Words::tr("%1 years"), months / 12);
    if (from.date.day() == to.date.day() && months > 0)
        return away(later, Words::tr("A month"), Words::tr("%1 months"), months);
    if (days % 7 == 0 && days <= 28)
        return away(later, Words::tr("A week"), Words::tr("%1 weeks"), days / 7);
    return away(later, Words::tr("A day"), Words::tr("%1 days"), days);
}

/// What one text has between the beginning and the end it shares with the other.
struct Middle {
    QString before, after;
};

Middle middleOf(const QString &a, const QString &b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0, tail = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    return { a.mid(head, a.size() - head - tail), b.mid(head, b.size() - head - tail) };
}

bool all(const QString &text, bool (QChar::*is)() const)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [is](QChar c) { return (c.*is)(); });
}

enum class Direction { More, Fewer, Changed };

QString pieces(const QString &part, qsizetype count, Direction direction)
{
    const auto say = [&](const QString &one, const QString &many) {
        const QString span = count == 1 ? one : many.arg(count);
        return direction == Direction::More ? Words::tr("%1 more").arg(span)
            : direction == Direction::Fewer ? Words::tr("%1 fewer").arg(span)
                                            : Words::tr("%1 changed").arg(span);
    };
    if (all(part, &QChar::isLetter))
        return say(Words::tr("One letter"), Words::tr("%1 letters"));
    if (all(part, &QChar::isDigit))
        return say(Words::tr("One digit"), Words::tr("%1 digits"));
    return say(Words::tr("One character"), Words::tr("%1 characters"));
}

qsizetype wordCount(const QString &text)
{
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    return std::count_if(words.begin(), words.end(),
        [](const QString &word) { return std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); }); });
}

QString insertedOrTaken(const QString &part, Direction direction)
{
    if (part.simplified().isEmpty())
        return Words::tr("Spaces only");
    if (part.contains(u' ')) {
        const qsizetype words = wordCount(part);
        const QString span = words == 1 ? Words::tr("One word") : Words::tr("%1 words").arg(words);
        return (direction == Direction::More ? Words::tr("%1 more") : Words::tr("%1 fewer")).arg(span);
    }
    return pieces(part, part.size(), direction);
}

constexpr qsizetype few = 4; ///< more letters than that are another word

QString textChange(const QString &before, const QString &after)
{
    const QString a = before.toCaseFolded(), b = after.toCaseFolded();
    if (a == b)
        return Words::tr("Capitals only");
    if (QString(a).remove(u' ') == QString(b).remove(u' '))
        return Words::tr("Spaces only");
    const Middle folded = middleOf(a, b);
    QString words;
    if (folded.before.isEmpty())
        words = insertedOrTaken(folded.after, Direction::More);
    else if (folded.after.isEmpty())
        words = insertedOrTaken(folded.before, Direction::Fewer);
    else if (folded.before.size() == folded.after.size() && folded.before.size() <= few)
        words = pieces(folded.before + folded.after, folded.before.size(), Direction::Changed);
    else if (wordCount(before) == wordCount(after) && wordCount(folded.before) == 1 && wordCount(folded.after) == 1)
        return wordCount(before) > 1 ? Words::tr("One word changed") : Words::tr("Another value");
    else
        return Words::tr("Reworded");
    // The shared parts may still differ in their capitals.
    const Middle exact = middleOf(before, after);
    const bool capitals = exact.before.size() != folded.before.size() || exact.after.size() != folded.after.size();
    return capitals ? Words::tr("%1, capitals").arg(words) : words;
}

} // namespace

QString changeInWords(const FieldChange &change)
{
    if (change.before.isEmpty() && change.after.isEmpty())
        return {};
    if (change.before.isEmpty())
        return Words::tr("Filled in");
    if (change.after.isEmpty())
        return Words::tr("Taken away");
    const auto from = dateIn(change.before), to = dateIn(change.after);
    return from && to ? dateChange(*from, *to) : textChange(change.before, change.after);
}

} // namespace baton::record

#include "app/handover/passphrase.h"

#include "app/base/random.h"
#include "app/handover/words.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtCore/QtEndian>

#include <cmath>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

constexpr int suggestedWords = 7;
constexpr int minCharacters = 15; // S27
constexpr int fewWords = 4, fewCharacters = 11; // fewer are told to be easy to guess
constexpr double bitsPerWord = 12.925; // log2(7776)

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Passphrase)
};

// Unbiased: a draw from the incomplete last round of 2^32 / 7776 is thrown away.
quint32 randomBelow(quint32 bound)
{
    const quint32 limit = quint32(0x1'0000'0000ull / bound * bound - 1);
    for (;;) {
        QByteArray bytes = randomBytes(4);
        const quint32 draw = qFromBigEndian<quint32>(bytes.constData());
        wipe(bytes);
        if (draw <= limit)
            return draw % bound;
    }
}

// How many words of the list it consists of, 0 if of anything else.
int listWords(const QString &typed)
{
    static const QRegularExpression separators(u"[-\\s]+"_s);
    const QStringList parts = typed.split(separators, Qt::SkipEmptyParts);
    QSet<QString> different;
    for (const QString &part : parts) {
        if (!isWord(part.toLower()))
            return 0;
        different.insert(part.toLower());
    }
    return int(different.size());
}

const QStringList &wellKnown()
{
    static const QStringList words { u"password"_s, u"passphrase"_s, u"passwort"_s, u"kennwort"_s, u"letmein"_s, u"welcome"_s, u"admin"_s, u"secret"_s, u"iloveyou"_s,
        u"baton"_s, u"orcid"_s, u"qwertyuiop"_s, u"qwertzuiop"_s, u"asdfghjkl"_s, u"zxcvbnm"_s, u"azerty"_s, u"qwerty"_s, u"qwertz"_s, u"asdf"_s };
    return words;
}

// From `at` on the same character, or each one above or below the one before it.
qsizetype rowLength(const QString &text, qsizetype at)
{
    if (at + 1 >= text.size())
        return 1;
    const int step = text.at(at + 1).unicode() - text.at(at).unicode();
    if (step < -1 || step > 1)
        return 1;
    qsizetype end = at + 1;
    while (end < text.size() && text.at(end).unicode() - text.at(end - 1).unicode() == step)
        ++end;
    return end - at;
}

// What stood there before already.
qsizetype repeatLength(const QString &text, qsizetype at)
{
    const QStringView before = QStringView(text).first(at);
    qsizetype length = 0;
    while (at + length < text.size() && before.contains(QStringView(text).sliced(at, length + 1)))
        ++length;
    return length;
}

// How many characters are left to be guessed where rows, repetitions and well-known words count as one each.
int unexpected(const QString &typed)
{
    QString text;
    for (const QChar c : typed.toLower()) {
        if (c.isLetterOrNumber())
            text += c;
    }
    int count = int(typed.size() > text.size());
    for (qsizetype at = 0; at < text.size(); ++count) {
        qsizetype length = qMax(rowLength(text, at), repeatLength(text, at));
        for (const QString &word : wellKnown()) {
            if (QStringView(text).sliced(at).startsWith(word))
                length = qMax(length, word.size());
        }
        at += length < 3 ? 1 : length;
    }
    return count;
}

PassphraseStrength guessable(const QString &words)
{
    return { 1, true, true, words };
}

} // namespace

Secret suggestPassphrase()
{
    const QStringList &words = wordList();
    QByteArray text;
    for (int i = 0; i < suggestedWords; ++i) {
        if (i)
            text += '-';
        text += words.at(randomBelow(quint32(words.size()))).toLatin1();
    }
    return Secret::take(text);
}

PassphraseStrength judgePassphrase(const QString &typed)
{
    const QString text = typed.normalized(QString::NormalizationForm_C);
    const auto codePoints = text.toUcs4();
    const int length = int(codePoints.size());
    if (length == 0)
        return {};
    if (length < minCharacters)
        return { 1, false, false, Words::tr("Too short: 15 characters or more") };
    const int words = listWords(text);
    const int bits = int(words * bitsPerWord);
    if (words >= suggestedWords)
        return { words > suggestedWords ? 5 : 4, true, false, Words::tr("Strong: %1 words, about %2 bits").arg(words).arg(bits) };
    if (words > 0 && words < fewWords)
        return guessable(Words::tr("Easy to guess: hardly any different words. Take seven"));
    if (words > 0)
        return { 2, true, true, Words::tr("Acceptable: %1 words, about %2 bits. Seven are harder to guess").arg(words).arg(bits) };
    const qsizetype different = QSet<uint>(codePoints.begin(), codePoints.end()).size();
    if (different < 6)
        return { 1, false, false, Words::tr("Too easy to guess: only %1 different characters").arg(different) };
    if (unexpected(text) < fewCharacters)
        return guessable(Words::tr("Easy to guess: repeated or well-known parts. A suggested one is harder"));
    return { length >= 20 && different >= 10 ? 3 : 2, true, true, Words::tr("Long enough: %1 characters. A suggested one is harder to guess").arg(length) };
}

} // namespace baton::handover

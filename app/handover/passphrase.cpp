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
        return { 0, false, {} };
    if (length < minCharacters)
        return { 1, false, Words::tr("Too short: 15 characters or more") };
    const int words = listWords(text);
    const int bits = int(words * bitsPerWord);
    if (words >= suggestedWords)
        return { words > suggestedWords ? 5 : 4, true, Words::tr("Strong: %1 words, about %2 bits").arg(words).arg(bits) };
    if (words > 0)
        return { 2, true, Words::tr("Acceptable: %1 words, about %2 bits. Seven are harder to guess").arg(words).arg(bits) };
    const qsizetype different = QSet<uint>(codePoints.begin(), codePoints.end()).size();
    if (different < 6)
        return { 1, false, Words::tr("Too easy to guess: only %1 different characters").arg(different) };
    return { length >= 20 && different >= 10 ? 3 : 2, true, Words::tr("Long enough: %1 characters. A suggested one is harder to guess").arg(length) };
}

} // namespace baton::handover

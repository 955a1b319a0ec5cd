#include "app/handover/words.h"

#include <QtCore/QFile>
#include <QtCore/QtEndian>

#include <algorithm>

// Outside the namespace, as Qt asks; a static library's resources come in only this way.
static void initWords()
{
    Q_INIT_RESOURCE(words);
}

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

QStringList readWords()
{
    initWords();
    QFile file(u":/words/words.txt"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromLatin1(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

const QStringList &wordList()
{
    static const QStringList words = readWords();
    return words;
}

bool isWord(const QString &word)
{
    return std::binary_search(wordList().begin(), wordList().end(), word);
}

QStringList thumbprintWords(const QByteArray &thumbprint)
{
    constexpr int count = 5;
    const QStringList &words = wordList();
    if (thumbprint.size() < 8 || words.isEmpty())
        return {};
    quint64 bits = qFromBigEndian<quint64>(thumbprint.constData());
    QStringList out;
    for (int i = 0; i < count; ++i) {
        out.prepend(words.at(qsizetype(bits % quint64(words.size()))));
        bits /= quint64(words.size());
    }
    return out;
}

} // namespace baton::handover

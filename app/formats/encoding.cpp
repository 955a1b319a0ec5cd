#include "app/formats/encoding.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::formats {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Formats)
};

/// What Windows-1252 has at 0x80…0x9F, where Latin-1 has control characters; 0 where it has nothing.
constexpr char16_t kWindows[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
    0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

QString fromWindows(const QByteArray &bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = kWindows[c.unicode() - 0x80] != 0 ? QChar(kWindows[c.unicode() - 0x80]) : QChar(QChar::ReplacementCharacter);
    }
    return text;
}

/// UTF-16 of a European text has a zero in every second byte.
std::optional<QStringConverter::Encoding> utf16ByZeros(const QByteArray &bytes)
{
    const qsizetype size = std::min<qsizetype>(bytes.size(), 4096) & ~qsizetype(1);
    qsizetype even = 0, odd = 0;
    for (qsizetype i = 0; i < size; i += 2) {
        even += bytes.at(i) == 0;
        odd += bytes.at(i + 1) == 0;
    }
    const qsizetype many = size * 3 / 8; // three of four characters
    if (size >= 4 && odd > many && even == 0)
        return QStringConverter::Utf16LE;
    if (size >= 4 && even > many && odd == 0)
        return QStringConverter::Utf16BE;
    return std::nullopt;
}

std::optional<QString> whole(const QByteArray &bytes, QStringConverter::Encoding encoding)
{
    QStringDecoder decoder(encoding);
    QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

bool isBinary(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r' && c != u'\f' && c != u'\x1A'; });
}

} // namespace

Decoded decode(const QByteArray &bytes)
{
    Decoded out;
    std::optional<QStringConverter::Encoding> wide = utf16ByZeros(bytes);
    if (bytes.startsWith("\xFF\xFE"))
        wide = QStringConverter::Utf16LE;
    else if (bytes.startsWith("\xFE\xFF"))
        wide = QStringConverter::Utf16BE;
    if (wide) {
        QStringDecoder decoder(*wide);
        out.text = decoder(bytes);
        out.note = Words::tr("Read as UTF-16.");
    } else if (const std::optional<QString> text = whole(bytes, QStringConverter::Utf8)) {
        out.text = *text;
    } else {
        out.text = fromWindows(bytes.startsWith("\xEF\xBB\xBF") ? bytes.sliced(3) : bytes);
        out.note = Words::tr("Read as Windows-1252, since it isn’t UTF-8.");
    }
    if (out.text.startsWith(QChar::ByteOrderMark))
        out.text.remove(0, 1);
    out.binary = isBinary(out.text);
    out.text.replace(u"\r\n"_s, u"\n"_s);
    out.text.replace(u'\r', u'\n');
    return out;
}

} // namespace baton::formats

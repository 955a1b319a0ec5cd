#include "tests/journeys/support/canary.h"

#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QStringEncoder>

namespace baton::test {

namespace {

// What of the base64 text depends on the secret alone when it stands `offset` bytes into whatever was encoded.
QByteArray base64At(const QByteArray &secret, int offset, QByteArray::Base64Options options)
{
    const QByteArray text = (QByteArray(offset, '\0') + secret).toBase64(options | QByteArray::OmitTrailingEquals);
    const int first = (offset * 8 + 5) / 6;
    const int last = int(offset + secret.size()) * 8 / 6;
    return text.mid(first, last - first);
}

QByteArray percent(const QByteArray &secret, bool upper)
{
    const QByteArray hex = upper ? secret.toHex().toUpper() : secret.toHex();
    QByteArray text;
    for (qsizetype i = 0; i < hex.size(); i += 2)
        text += '%' + hex.mid(i, 2);
    return text;
}

QByteArray utf16(const QByteArray &secret, QStringConverter::Encoding encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder(QString::fromUtf8(secret));
}

} // namespace

QByteArrayList disguises(const Secret &secret)
{
    const QByteArray raw = secret.reveal();
    QByteArrayList forms { raw, raw.toHex(), raw.toHex().toUpper(), raw.toPercentEncoding(), percent(raw, true), percent(raw, false),
        utf16(raw, QStringConverter::Utf16LE), utf16(raw, QStringConverter::Utf16BE) };
    for (int offset = 0; offset < 3; ++offset)
        forms << base64At(raw, offset, QByteArray::Base64Encoding) << base64At(raw, offset, QByteArray::Base64UrlEncoding);
    return forms;
}

const QStringList &disguiseNames()
{
    static const QStringList names { QStringLiteral("UTF-8"), QStringLiteral("hex"), QStringLiteral("HEX"), QStringLiteral("form"), QStringLiteral("%HEX"),
        QStringLiteral("%hex"), QStringLiteral("UTF-16LE"), QStringLiteral("UTF-16BE"), QStringLiteral("base64 at 0"), QStringLiteral("base64url at 0"),
        QStringLiteral("base64 at 1"), QStringLiteral("base64url at 1"), QStringLiteral("base64 at 2"), QStringLiteral("base64url at 2") };
    return names;
}

QStringList sightings(const QByteArray &bytes, const QList<Canary> &canaries, const QString &where)
{
    QStringList found;
    for (const Canary &canary : canaries) {
        const QByteArrayList forms = disguises(canary.value);
        for (qsizetype i = 0; i < forms.size(); ++i) {
            if (bytes.contains(forms.at(i))) {
                found << QStringLiteral("%1 as %2 in %3").arg(canary.name, disguiseNames().at(i), where);
                break;
            }
        }
    }
    return found;
}

QStringList sightingsUnder(const QString &folder, const QList<Canary> &canaries)
{
    QStringList found;
    QDirIterator each(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        found += sightings(path.toUtf8(), canaries, path + QStringLiteral(" (its name)"));
        QFile file(path);
        if (each.fileInfo().isFile() && file.open(QIODevice::ReadOnly))
            found += sightings(file.readAll(), canaries, path);
    }
    return found;
}

} // namespace baton::test

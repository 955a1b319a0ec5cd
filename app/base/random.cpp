#include "app/base/random.h"

#include "app/base/base64url.h"

#include <QtCore/QRandomGenerator>
#include <QtCore/QUuid>

namespace baton {

QByteArray randomBytes(qsizetype count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    auto *system = QRandomGenerator::system();
    for (qsizetype i = 0; i < count; i += 4) {
        const quint32 word = system->generate();
        for (qsizetype k = i; k < qMin(i + 4, count); ++k)
            bytes[k] = char(word >> (8 * (k - i)));
    }
    return bytes;
}

QByteArray randomToken(qsizetype byteCount)
{
    return toBase64Url(randomBytes(byteCount));
}

QString randomUuid()
{
    QByteArray bytes = randomBytes(16);
    bytes[6] = char((bytes[6] & 0x0F) | 0x40);
    bytes[8] = char((bytes[8] & 0x3F) | 0x80);
    return QUuid::fromRfc4122(bytes).toString(QUuid::WithoutBraces);
}

} // namespace baton

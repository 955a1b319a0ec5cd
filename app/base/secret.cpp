#include "app/base/secret.h"

#include <openssl/crypto.h>

#include <vector>

namespace baton {

struct Secret::Buffer {
    explicit Buffer(QByteArrayView view) : bytes(view.begin(), view.end()) { }
    ~Buffer() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
    Q_DISABLE_COPY_MOVE(Buffer)
    std::vector<char> bytes;
};

Secret::Secret(QByteArrayView bytes) : m_buffer(bytes.isEmpty() ? nullptr : std::make_shared<const Buffer>(bytes)) { }

Secret Secret::take(QByteArray &bytes)
{
    Secret secret { QByteArrayView(bytes) };
    wipe(bytes);
    return secret;
}

Secret Secret::fromString(const QString &text)
{
    QByteArray utf8 = text.toUtf8();
    return take(utf8);
}

bool Secret::isEmpty() const
{
    return !m_buffer;
}

qsizetype Secret::size() const
{
    return m_buffer ? qsizetype(m_buffer->bytes.size()) : 0;
}

QByteArrayView Secret::view() const
{
    return m_buffer ? QByteArrayView(m_buffer->bytes.data(), qsizetype(m_buffer->bytes.size())) : QByteArrayView();
}

QByteArray Secret::reveal() const
{
    return view().toByteArray();
}

QString Secret::revealString() const
{
    return QString::fromUtf8(view());
}

QString Secret::tail() const
{
    return size() >= 16 ? QString::fromLatin1(view().last(4)) : QString();
}

bool operator==(const Secret &a, const Secret &b)
{
    return constantTimeEqual(a.view(), b.view());
}

QDebug operator<<(QDebug debug, const Secret &)
{
    QDebugStateSaver saver(debug);
    debug.noquote().nospace() << "***";
    return debug;
}

void wipe(QByteArray &bytes)
{
    if (bytes.isDetached())
        OPENSSL_cleanse(bytes.data(), size_t(bytes.size()));
    bytes.clear();
}

bool constantTimeEqual(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && (a.isEmpty() || CRYPTO_memcmp(a.data(), b.data(), size_t(a.size())) == 0);
}

} // namespace baton

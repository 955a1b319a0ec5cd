#include "app/http/requestbody.h"

namespace baton::http {

QByteArray encodeForm(const QList<FormField> &form)
{
    QByteArray out;
    for (const FormField &field : form) {
        QByteArray value = field.secret.isEmpty() ? field.text.toUtf8() : field.secret.reveal();
        QByteArray encoded = value.toPercentEncoding();
        if (!out.isEmpty())
            out += '&';
        out += field.name.toUtf8().toPercentEncoding() + '=' + encoded;
        wipe(encoded);
        wipe(value);
    }
    return out;
}

OnceBody::OnceBody(const QByteArray &bytes, QObject *parent) : QIODevice(parent), m_bytes(bytes)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

OnceBody::~OnceBody()
{
    wipe(m_bytes);
}

bool OnceBody::seek(qint64 pos)
{
    return !m_bytes.isEmpty() && pos == m_read && QIODevice::seek(pos);
}

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = qMin(maxSize, m_bytes.size() - m_read);
    if (count <= 0)
        return -1;
    std::copy_n(m_bytes.constData() + m_read, count, data);
    m_read += count;
    return count;
}

} // namespace baton::http

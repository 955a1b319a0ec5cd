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

OnceBody::OnceBody(const QByteArray &bytes, QObject *parent) : QBuffer(parent)
{
    setData(bytes);
    open(QIODevice::ReadOnly);
}

bool OnceBody::seek(qint64 pos)
{
    if (m_started && pos < this->pos())
        return false;
    return QBuffer::seek(pos);
}

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = QBuffer::readData(data, maxSize);
    m_started = m_started || count > 0;
    return count;
}

} // namespace baton::http

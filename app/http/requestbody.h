#pragma once

#include "app/http/httpclient.h"

#include <QtCore/QIODevice>

namespace baton::http {

/// application/x-www-form-urlencoded, each field encoded exactly once (S8).
QByteArray encodeForm(const QList<FormField> &form);

/// A request body that can be read once. Qt (6.4.2 at least) sends a request again by itself when the connection breaks
/// before the answer, a POST too; a body that refuses to rewind ends that (S12, S44). Not a QBuffer, whose bytes Qt would
/// take past these functions.
class OnceBody : public QIODevice {
    Q_OBJECT
public:
    OnceBody(const QByteArray &bytes, QObject *parent);
    ~OnceBody() override;
    bool seek(qint64 pos) override;
    qint64 size() const override { return m_bytes.size(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_read = 0;
};

} // namespace baton::http

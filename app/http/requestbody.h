#pragma once

#include "app/http/httpclient.h"

#include <QtCore/QBuffer>

namespace baton::http {

/// application/x-www-form-urlencoded, each field encoded exactly once (S8).
QByteArray encodeForm(const QList<FormField> &form);

/// A request body that can be read once. Qt sends a request again by itself when a connection breaks before the answer,
/// a POST too; a body that refuses to rewind ends that (S12, S44).
class OnceBody : public QBuffer {
    Q_OBJECT
public:
    OnceBody(const QByteArray &bytes, QObject *parent);
    bool seek(qint64 pos) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    bool m_started = false;
};

} // namespace baton::http

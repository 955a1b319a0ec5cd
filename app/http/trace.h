#pragma once

#include "app/http/exchange.h"

#include <QtCore/QObject>

namespace baton::http {

/// Every exchange since start or the last clear, oldest first; bodies over 256 KiB are cut (and say so).
class Trace : public QObject {
    Q_OBJECT
public:
    /// What is kept of one body.
    static constexpr qsizetype keptBytes = 256 * 1024;

    explicit Trace(QObject *parent = nullptr);

    const QList<Exchange> &exchanges() const { return m_exchanges; }
    const Exchange *find(qint64 id) const;
    /// Null when empty.
    const Exchange *last() const;
    void clear();
    /// The exchanges stay as they are shown; what was taken out of them can be shown no more.
    void forgetSecrets();

    /// For HttpClient: stores and gives the id.
    qint64 add(Exchange exchange);
    void update(const Exchange &exchange);

    /// A command for a POSIX shell; secrets as "$NAME" variables to be set by the reader (S53), or in the text when asked.
    static QString toCurl(const Exchange &exchange, bool revealSecrets = false);
    /// HAR 1.2 of everything; secrets stay hidden unless asked.
    QByteArray toHar(bool revealSecrets = false) const;

Q_SIGNALS:
    void added(qint64 id);
    void changed(qint64 id);
    void cleared();

private:
    QList<Exchange> m_exchanges;
    qint64 m_nextId = 1;
};

} // namespace baton::http

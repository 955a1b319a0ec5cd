#include "app/http/exchange.h"

namespace baton::http {

QString Exchange::reveal(QString text) const
{
    for (const Hidden &entry : hidden) {
        if (!entry.value.isEmpty()) // else it was forgotten
            text.replace(entry.placeholder, entry.value.revealString());
    }
    return text;
}

QString Exchange::urlText() const
{
    QString text = url.toString(QUrl::FullyEncoded);
    for (const Hidden &entry : hidden) {
        QUrl carrier;
        carrier.setQuery(entry.placeholder);
        text.replace(carrier.query(QUrl::FullyEncoded), entry.placeholder);
        text.replace(QString::fromLatin1(QUrl::toPercentEncoding(entry.placeholder)), entry.placeholder);
    }
    return text;
}

} // namespace baton::http

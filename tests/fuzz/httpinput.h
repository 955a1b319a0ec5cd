#pragma once

#include "app/practice/server/headgate.h"
#include "app/practice/server/http.h"
#include "tests/fuzz/input.h"

#include <QtCore/QUrl>

namespace baton::fuzz {

/// Head and body: the bytes before and after the first empty line. Lines end in LF here, so that mutations hit less often.
inline std::pair<QByteArray, QByteArray> headAndBody(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf("\n\n");
    return end < 0 ? std::pair(bytes.toByteArray(), QByteArray()) : std::pair(bytes.first(end).toByteArray(), bytes.sliced(end + 2).toByteArray());
}

/// The request as the server makes it of a head that passed the gate.
inline practice::HttpRequest requestOf(const QByteArray &head, const QByteArray &body)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> words = lines.first().split(' ');
    const QUrl url = QUrl::fromEncoded("http://127.0.0.1" + words.value(1));
    practice::HttpRequest request;
    request.method = words.first() == "HEAD" ? QByteArray("GET") : words.first();
    const auto path = practice::decodeComponent(url.path(QUrl::FullyEncoded).toLatin1(), false);
    request.path = path ? path->toUtf8() : QByteArray("/%");
    request.query = QUrlQuery(url.query(QUrl::FullyEncoded));
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.append({ line.left(colon).toLower(), line.mid(colon + 1).trimmed() });
    }
    request.body = body;
    return request;
}

} // namespace baton::fuzz

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QUrlQuery>

#include <optional>
#include <utility>

namespace baton::practice {

using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

/// A request as the handlers see it: complete, bounded, free of any transport. Handlers are pure and synchronous.
struct HttpRequest {
    QByteArray method;  ///< "GET", "POST", … upper case; HEAD arrives as GET
    QByteArray path;    ///< percent-decoded, without query, starts with '/'
    QUrlQuery query;    ///< as sent; read values with parameter()
    HeaderList headers; ///< names in lower case
    QByteArray body;    ///< at most 1 MiB

    /// First header of that (lower-case) name; null when absent.
    QByteArray header(QByteArrayView name) const;
    /// Decoded value of a query parameter; null QString when absent ("+" is a blank, as forms write it).
    QString parameter(const QString &name) const;
    /// The token of "Authorization: Bearer …"; empty when there is none.
    QByteArray bearer() const;
};

struct HttpResponse {
    int status = 200;
    HeaderList headers; ///< Content-Type included; Content-Length is the server's
    QByteArray body;

    static HttpResponse text(int status, const QByteArray &body, const QByteArray &contentType);
    /// Compact JSON, members in QJsonObject's (alphabetical) order. For a fixed order build the body by hand.
    static HttpResponse json(int status, const QJsonObject &object);
    /// OAuth error shape (orcid.md 2.10), members in ORCID's order, Cache-Control: no-store.
    static HttpResponse oauthError(int status, const QString &error, const QString &description);
    HttpResponse &with(const QByteArray &name, const QByteArray &value);
    /// First header of that name, compared without case; null when absent.
    QByteArray header(QByteArrayView name) const;
};

/// Decodes application/x-www-form-urlencoded: pairs in order, "+" is a blank; nothing for malformed UTF-8 or escapes.
std::optional<QList<std::pair<QString, QString>>> parseForm(QByteArrayView body);
/// Percent-decodes strictly; nothing for a broken escape, a NUL or malformed UTF-8.
std::optional<QString> decodeComponent(QByteArrayView text, bool plusIsBlank);
/// Text as a JSON string literal, quotes included: for answers whose member order is fixed.
QByteArray jsonString(const QString &text);

} // namespace baton::practice

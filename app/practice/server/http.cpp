#include "app/practice/server/http.h"

#include "app/base/percent.h"

#include <QtCore/QJsonArray>
#include <QtCore/QStringDecoder>

namespace baton::practice {

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

QString HttpRequest::parameter(const QString &name) const
{
    if (!query.hasQueryItem(name))
        return {};
    QString raw = query.queryItemValue(name, QUrl::FullyEncoded);
    const auto decoded = decodeComponent(raw.toUtf8(), true);
    return decoded && !decoded->isNull() ? *decoded : QStringLiteral("");
}

QByteArray HttpRequest::bearer() const
{
    const QByteArray value = header("authorization").trimmed();
    if (value.size() < 7 || value.left(7).toLower() != "bearer ")
        return {};
    return value.mid(7).trimmed();
}

HttpResponse HttpResponse::text(int status, const QByteArray &body, const QByteArray &contentType)
{
    return { status, { { "Content-Type", contentType } }, body };
}

HttpResponse HttpResponse::json(int status, const QJsonObject &object)
{
    return text(status, QJsonDocument(object).toJson(QJsonDocument::Compact), "application/json;charset=UTF-8");
}

HttpResponse HttpResponse::oauthError(int status, const QString &error, const QString &description)
{
    HttpResponse response = text(status, "{\"error\":" + jsonString(error) + ",\"error_description\":" + jsonString(description) + '}',
                                 "application/json;charset=UTF-8");
    return response.with("Cache-Control", "no-store").with("Pragma", "no-cache");
}

HttpResponse &HttpResponse::with(const QByteArray &name, const QByteArray &value)
{
    headers.append({ name, value });
    return *this;
}

QByteArray HttpResponse::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name.toByteArray(), Qt::CaseInsensitive) == 0)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

std::optional<QString> decodeComponent(QByteArrayView text, bool plusIsBlank)
{
    const auto bytes = percentDecoded(text, plusIsBlank);
    if (!bytes || bytes->contains('\0'))
        return std::nullopt;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(*bytes);
    if (decoder.hasError())
        return std::nullopt;
    return decoded;
}

std::optional<QList<std::pair<QString, QString>>> parseForm(QByteArrayView body)
{
    QList<std::pair<QString, QString>> pairs;
    const QByteArray all = body.toByteArray();
    for (const QByteArray &part : all.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto name = decodeComponent(equals < 0 ? part : part.left(equals), true);
        const auto value = decodeComponent(equals < 0 ? QByteArray() : part.mid(equals + 1), true);
        if (!name || !value)
            return std::nullopt;
        pairs.append({ *name, *value });
    }
    return pairs;
}

QByteArray jsonString(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
    return array.mid(1, array.size() - 2);
}

} // namespace baton::practice

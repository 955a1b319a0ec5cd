#include "app/record/wire.h"

#include "app/orcid/sections.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::record {

QString recordPath(const exchange::DelegatedSession &session, const QString &rest)
{
    return session.delegation().orcid + u'/' + rest;
}

QString listPath(const exchange::DelegatedSession &session, const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return recordPath(session, known ? known->listPath : section);
}

QString addPath(const exchange::DelegatedSession &session, const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return recordPath(session, known ? known->itemPath : section);
}

QString itemPath(const exchange::DelegatedSession &session, const QString &section, qint64 putCode)
{
    return addPath(session, section) + u'/' + QString::number(putCode);
}

QFuture<Result<http::Response>> get(exchange::DelegatedSession &session, const QString &path)
{
    http::Request request;
    request.maxBytes = maxAnswerBytes;
    return session.send(std::move(request), path);
}

QFuture<Result<http::Response>> sendJson(exchange::DelegatedSession &session, const QByteArray &method, const QString &path,
    const QJsonObject &content)
{
    http::Request request;
    request.method = method;
    request.body = QJsonDocument(content).toJson(QJsonDocument::Compact);
    request.contentType = "application/json";
    return session.send(std::move(request), path);
}

QFuture<Result<http::Response>> sendDelete(exchange::DelegatedSession &session, const QString &path)
{
    http::Request request;
    request.method = "DELETE";
    return session.send(std::move(request), path);
}

} // namespace baton::record

#pragma once

#include "app/exchange/delegatedsession.h"

#include <QtCore/QJsonObject>

#include <chrono>

namespace baton::record {

/// A record at its limit of 10,000 works lists in 10 to 15 MB (measured on the practice registry), more than S40 allows
/// any other answer.
inline constexpr qsizetype maxAnswerBytes = 32 * 1024 * 1024;

/// Paths below the API base for the record that the session is about (orcid.md 6.2, 6.3).
QString recordPath(const exchange::DelegatedSession &session, const QString &rest);
QString listPath(const exchange::DelegatedSession &session, const QString &section);
QString itemPath(const exchange::DelegatedSession &session, const QString &section, qint64 putCode);
/// Where a new item is posted to.
QString addPath(const exchange::DelegatedSession &session, const QString &section);

/// Whose record, for whom and by whom: a write that is tried again must not go to another one.
QString partiesOf(const exchange::DelegatedSession &session);
Error partiesChanged();

/// How often reading asks again, beyond what HttpClient does by itself, when the registry is too busy or doesn't answer. It
/// waits twice as long each time (at most 8 s), or as long as the registry says.
struct Patience {
    int attempts = 1;
    std::chrono::milliseconds firstWait { 500 };
};
QFuture<Result<http::Response>> get(exchange::DelegatedSession &session, const QString &path, const Patience &patience = {},
    const http::Request &request = {});
/// POST and PUT; content goes as it is.
QFuture<Result<http::Response>> sendJson(exchange::DelegatedSession &session, const QByteArray &method, const QString &path,
    const QJsonObject &content);
/// Half of it up to all of it, so that many clients don't come back together.
std::chrono::milliseconds jittered(std::chrono::milliseconds wait);
QFuture<Result<http::Response>> sendDelete(exchange::DelegatedSession &session, const QString &path);

} // namespace baton::record

#pragma once

#include "app/base/result.h"

#include <QtCore/QStringList>
#include <QtCore/QUrl>

namespace baton::http {

/// May a request go to this address (S38, S39)? https, or http to 127.0.0.1 or [::1]; host and port on the list, where an
/// entry without a port means the scheme's own; no user name in the address. Errors: http.insecure, http.host_refused.
Result<void> mayGo(const QUrl &url, const QStringList &allowedHosts);

/// application/json and everything ending in +json; the parameters do not matter.
bool isJsonType(const QString &mediaType);
/// "application/json; charset=utf-8" -> "application/json", lower case.
QString mediaTypeOf(const QByteArray &contentType);

} // namespace baton::http

#pragma once

#include "app/handover/partners.h"
#include "app/http/httpclient.h"

namespace baton::handover {

/// A JWKS address as typed: https, or http on loopback; no user-info, no fragment (S39, S52). Errors: card.address.
Result<QUrl> readKeyAddress(const QString &typed);
/// The partner's key from their JWK Set, name and client id still empty; `preferred` as in readCard. Goes to that host only,
/// follows no redirect elsewhere (S38), takes at most 256 KiB and 64 keys (S18). Errors: card.address, http.*, card.*.
QFuture<Result<Partner>> fetchKey(http::HttpClient &http, const QUrl &address, const QString &environmentId, QObject *context, const QByteArray &preferred = {});

} // namespace baton::handover

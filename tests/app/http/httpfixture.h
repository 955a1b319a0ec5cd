#pragma once

#include "app/http/httpclient.h"
#include "tests/support/fakeserver.h"

#include <QtTest/QTest>

namespace baton::test {

/// A client that talks to one fake server, with short limits.
struct HttpFixture {
    FakeServer server;
    http::Trace trace;
    http::HttpClient client { trace };

    HttpFixture()
    {
        http::Limits limits;
        limits.backoffMs = 4;
        client.setLimits(limits);
    }

    http::Request get(const QString &path = QStringLiteral("/v3.0/x"))
    {
        http::Request request;
        request.url = server.url(path);
        request.allowedHosts = { server.host() };
        return request;
    }

    http::Request post(const QList<http::FormField> &form, const QString &path = QStringLiteral("/oauth/token"))
    {
        http::Request request = get(path);
        request.method = "POST";
        request.form = form;
        return request;
    }

    Result<http::Response> wait(const QFuture<Result<http::Response>> &future)
    {
        std::optional<Result<http::Response>> result;
        QObject context;
        whenDone(future, &context, [&](const Result<http::Response> &done) { result = done; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 20'000); }();
        return result ? *result : Result<http::Response>(fail(QStringLiteral("test.no_result"), QStringLiteral("no result")));
    }

    Result<http::Response> send(const http::Request &request) { return wait(client.send(request)); }
    QString codeOf(const http::Request &request)
    {
        const auto result = send(request);
        return result ? QStringLiteral("status %1").arg(result->status) : result.error().code;
    }
};

} // namespace baton::test

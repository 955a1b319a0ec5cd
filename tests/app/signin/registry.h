#pragma once

#include "app/signin/callbacklistener.h"
#include "app/signin/signinflow.h"
#include "tests/app/signin/rawclient.h"
#include "tests/support/fakeserver.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrlQuery>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

namespace baton::test {

/// A scripted registry, and one sign-in at it. Variations change one answer before prepare().
class Registry {
public:
    Registry()
    {
        environment = orcid::Environment::practice(issuer(), QUrl(issuer() + QStringLiteral("/v3.0")));
        client.environmentId = environment.id;
        client.name = QStringLiteral("Northbridge University");
        client.clientId = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
        client.secret = Secret("top+secret&%2B");
        client.redirectUris = { QStringLiteral("http://127.0.0.1:%1/callback").arg(freePort()) };
        scopes = QStringList { QStringLiteral("openid"), QStringLiteral("/read-limited") };
        discovery = { { QStringLiteral("issuer"), issuer() }, { QStringLiteral("authorization_endpoint"), issuer() + QStringLiteral("/oauth/authorize") },
            { QStringLiteral("token_endpoint"), issuer() + QStringLiteral("/oauth/token") },
            { QStringLiteral("token_endpoint_auth_methods_supported"), QJsonArray { QStringLiteral("client_secret_post") } } };
        server.handler = [this](const Received &request) { return answer(request); };
    }

    static quint16 freePort()
    {
        QTcpServer probe;
        probe.listen(QHostAddress(QHostAddress::LocalHost), 0);
        return probe.serverPort();
    }

    QString issuer() const { return QStringLiteral("http://%1").arg(server.host()); }

    /// Makes the flow; the caller prepares and starts it.
    signin::SignInFlow &flow()
    {
        if (!m_flow) {
            signin::SignInRequest request { environment, client, client.redirectUris.first(), scopes, prompt, timeout };
            m_flow = std::make_unique<signin::SignInFlow>(http, clock, request);
            m_finished = std::make_unique<QSignalSpy>(m_flow.get(), &signin::SignInFlow::finished);
            strays = std::make_unique<QSignalSpy>(m_flow.get(), &signin::SignInFlow::strayCallback);
        }
        return *m_flow;
    }
    bool prepare()
    {
        flow().prepare();
        return QTest::qWaitFor([this] { return flow().stage() != signin::SignInFlow::Stage::Preparing; }, 3000)
            && flow().stage() == signin::SignInFlow::Stage::Ready;
    }
    bool start()
    {
        if (!prepare())
            return false;
        flow().start();
        return flow().stage() == signin::SignInFlow::Stage::WaitingForResearcher;
    }

    QString parameter(const QString &name) { return QUrlQuery(flow().link()).queryItemValue(name, QUrl::FullyDecoded); }
    QUrl redirectUri() { return QUrl(parameter(QStringLiteral("redirect_uri"))); }
    QByteArray state() { return parameter(QStringLiteral("state")).toLatin1(); }
    /// What the browser asks the listener for.
    QByteArray target(const QByteArray &query) { return redirectUri().path().toLatin1() + '?' + query; }
    /// Sends the browser back with the right state.
    QByteArray comeBack(const QByteArray &query) { return RawClient::fetch(quint16(redirectUri().port()), target(query + "&state=" + state())); }

    /// The one result; nothing if it does not come.
    std::optional<Result<signin::Tokens>> result(int timeoutMs = 5000)
    {
        if (!QTest::qWaitFor([this] { return m_finished->size() > 0; }, timeoutMs) || m_finished->size() != 1)
            return std::nullopt;
        return m_finished->first().first().value<Result<signin::Tokens>>();
    }
    QString errorCode(int timeoutMs = 5000)
    {
        const auto end = result(timeoutMs);
        return !end ? QStringLiteral("no single result") : *end ? QStringLiteral("tokens") : end->error().code;
    }
    int endings() const { return int(m_finished->size()); }

    QList<Received> tokenRequests() const
    {
        QList<Received> found;
        for (const Received &request : server.requests()) {
            if (request.path() == "/oauth/token")
                found << request;
        }
        return found;
    }

    static QByteArray tokens()
    {
        return R"({"access_token":"7d1b0c52-5b3e-4f0e-9a55-0d2f6c1e8f10","token_type":"bearer",)"
               R"("refresh_token":"c6c7a9e1-3f44-4a61-8d3b-7c2f0e5b9a01","expires_in":631138518,)"
               R"("scope":"/read-limited openid","name":"Ada Example","orcid":"0000-0002-1825-0097","id_token":"eyJh.eyJi.c2ln"})";
    }

    FakeServer server;
    http::Trace trace;
    http::HttpClient http { trace };
    ManualClock clock;
    orcid::Environment environment;
    clients::ClientProfile client;
    QStringList scopes;
    QString prompt;
    std::chrono::seconds timeout { 300 };
    QJsonObject discovery;
    std::optional<Reply> discoveryReply;
    Reply tokenReply = Reply::json(tokens());
    std::unique_ptr<QSignalSpy> strays;

private:
    Reply answer(const Received &request)
    {
        if (request.path() == "/.well-known/openid-configuration")
            return discoveryReply.value_or(Reply::json(QJsonDocument(discovery).toJson()));
        if (request.path() == "/oauth/token" || request.path() == "/elsewhere")
            return tokenReply;
        return Reply::empty(404);
    }

    std::unique_ptr<signin::SignInFlow> m_flow;
    std::unique_ptr<QSignalSpy> m_finished;
};

} // namespace baton::test

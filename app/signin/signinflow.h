#pragma once

#include "app/base/clock.h"
#include "app/http/httpclient.h"
#include "app/signin/tokens.h"

#include <QtCore/QObject>

#include <chrono>
#include <memory>

namespace baton::signin {

struct CallbackLimits;

struct SignInRequest {
    orcid::Environment environment;
    clients::ClientProfile client;
    QString redirectUri;      ///< one of the client's; a non-loopback one means: paste the address you landed on
    QStringList scopes;       ///< must contain openid
    QString prompt;           ///< "", "login", "confirm", "none"
    std::chrono::seconds timeout { 300 };
};

/// One sign-in, from a prepared link to tokens. Single use; ends in exactly one finished().
///
///   prepare() ── discovery ──> prepared(link)      the link can be shown and copied, nothing is open yet
///   start()   ── listener bound on the redirect URI's port, link handed to the opener
///   browser ──> registry ──> GET /callback?code&state ──> validated (S6–S8) ──> code sent once (S12) ──> Tokens
///
/// A wrong state, a stray connection or a wrong path never ends the attempt; it is counted and told by strayCallback().
class SignInFlow : public QObject {
    Q_OBJECT
public:
    enum class Stage { New, Preparing, Ready, WaitingForResearcher, ExchangingCode, Finished };
    Q_ENUM(Stage)

    SignInFlow(http::HttpClient &http, const Clock &clock, SignInRequest request, QObject *parent = nullptr);
    ~SignInFlow() override;

    const SignInRequest &request() const;
    Stage stage() const;
    QUrl link() const;          ///< empty before Ready
    bool isLoopback() const;    ///< false: pasteAddress() is the only way back
    std::chrono::seconds waited() const; ///< since start()

    void prepare();
    /// Binds the listener (loopback) and waits. The caller opens the browser on started().
    void start();
    /// The whole address the browser landed on, through the same validator (S11). Errors: signin.paste_…, signin.state_mismatch;
    /// the flow goes on.
    Result<void> pasteAddress(const QString &address);
    void cancel();
    /// Time and size limits of the listener (S9), for tests; before prepare().
    void setCallbackLimits(const CallbackLimits &limits);

Q_SIGNALS:
    void prepared(const QUrl &link);
    void started();             ///< listener bound (or waiting for a pasted address): open the browser now
    void stageChanged(baton::signin::SignInFlow::Stage stage);
    void codeReceived();
    void strayCallback(const QString &why);
    /// Error codes: signin.scopes (no openid), signin.redirect_uri, signin.discovery, signin.port_busy, signin.port,
    /// signin.denied, signin.refused (other OAuth error), signin.issuer_mismatch, signin.timeout, signin.cancelled,
    /// signin.token_refused (token endpoint 4xx/5xx, details = OAuth body), signin.token_unreachable,
    /// signin.token_incomplete (no id_token…).
    void finished(const baton::Result<baton::signin::Tokens> &result);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::signin

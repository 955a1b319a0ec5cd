#pragma once

#include "app/clients/clientstore.h"
#include "app/exchange/exchanger.h"
#include "app/signin/browser.h"
#include "app/signin/signinflow.h"
#include "ui/common/page.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>

#include <functional>

class QPushButton;
class QShortcut;

namespace baton::ui {

class ClientCombo;
class LinkView;
class ProgressPanel;
class RedirectRow;
class ScopeList;

/// Sign in: choices and the exact link on the left, where the attempt stands on the right. A link is prepared as soon
/// as the page is seen, and anew whenever a choice changes.
class SignInPage : public Page {
    Q_OBJECT
public:
    SignInPage(http::HttpClient &http, const Clock &clock, clients::ClientStore &clients, QWidget *parent = nullptr);

    /// Opens a link in a browser; the default obeys the browser choice. Replaced by whoever drives the page without one.
    using Opener = std::function<Result<void>(const QUrl &)>;
    void setOpener(Opener opener);
    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    bool isWaiting() const;
    QUrl link() const;
    QString clientName() const; ///< the client chosen
    QStringList scopes() const; ///< chosen

    /// Where the practice registry stands. While it does not run there is no link to make; `problem` says why it could not start.
    enum class Registry { Running, Starting, Stopped };
    void setRegistry(Registry registry, const Error &problem = {});

public Q_SLOTS:
    void setBrowserChoice(const baton::signin::BrowserChoice &choice);
    void setTimeout(std::chrono::seconds timeout);
    void setPrompt(const QString &prompt);
    /// As if pressed: prepares first when that has not been done.
    void openBrowser();
    void cancel();
    void useExistingToken();

Q_SIGNALS:
    void linkPrepared(const QUrl &link);
    void browserOpened();
    void codeReceived();
    void signedIn(const baton::signin::Tokens &tokens);
    /// A sign-in that was begun ended without tokens; that no link could be made beforehand is told on the page alone.
    void failed(const baton::Error &error);
    void startRegistryRequested();
    void stageChanged(baton::signin::SignInFlow::Stage stage);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildChoices();
    void reloadClients();
    void clientPicked();
    void choiceChanged();
    void prepare();
    void discard();
    void linkReady(const QUrl &link);
    void flowStarted();
    void flowStage(signin::SignInFlow::Stage stage);
    void flowFinished(const Result<signin::Tokens> &result);
    void openLink();
    void setChoicesLocked(bool locked);
    bool registryIsMissing() const;
    void adoptTokens(const signin::Tokens &tokens);
    clients::ClientProfile client() const;

    http::HttpClient &m_http;
    const Clock &m_clock;
    clients::ClientStore &m_clients;
    exchange::Exchanger m_exchanger;
    signin::BrowserChoice m_browser;
    std::chrono::seconds m_timeout { 300 };
    QString m_prompt;
    Opener m_opener;
    QPointer<signin::SignInFlow> m_flow;
    QTimer m_prepareSoon, m_second;
    QString m_inLink; ///< client and redirect URI the link was made for
    Secret m_secret;
    orcid::Environment m_madeFor;
    bool m_startWhenReady = false;
    bool m_begun = false; ///< somebody pressed the button for this attempt
    Registry m_registry = Registry::Running;
    bool m_stale = true; ///< choices changed since the link was made
    ClientCombo *m_client;
    ScopeList *m_scopes;
    RedirectRow *m_redirect;
    LinkView *m_link;
    ProgressPanel *m_panel;
    QPushButton *m_existing, *m_manage;
    QShortcut *m_escape;
};

} // namespace baton::ui

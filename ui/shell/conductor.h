#pragma once

#include "app/claims/claims.h"
#include "app/desk/desk.h"
#include "app/desk/narrator.h"
#include "app/signin/tokens.h"

#include <QtCore/QObject>

#include <optional>

namespace baton::ui {

class BatchWiring;
class Environments;
class HandOverPage;
class IdentityTokenPage;
class InboxPage;
class LedgerDesk;
class MainWindow;
class OverviewPage;
class PeoplePage;
class PreferencesPage;
class RecordPage;
class RegistryPage;
class Settings;
class SignInPage;
class TrafficPage;

/// Makes the pages and passes the plain structs of one step to the next; also tells the story. The demonstration's
/// steps arrive here by the same slots as the pages' own.
class Conductor : public QObject {
    Q_OBJECT
public:
    Conductor(desk::Desk &desk, Environments &environments, Settings &settings, MainWindow &window, QObject *parent = nullptr);

    OverviewPage *overview() const { return m_overview; }
    SignInPage *signIn() const { return m_signIn; }
    InboxPage *inbox() const { return m_inbox; }
    RecordPage *record() const { return m_record; }
    BatchWiring *batch() const { return m_batch; }
    desk::Narrator &narrator() { return m_narrator; }

    void takeTokens(const signin::Tokens &tokens, bool goThere);
    void takePackage(const handover::Sealed &package, const QList<handover::HandOverEntry> &entries, const QString &path);
    void takeDelegation(const exchange::Delegation &delegation, const exchange::DelegatedToken &token, bool goThere);
    void showExchange(qint64 traceId);
    void renew();
    /// The vault was closed or replaced: nothing of what was under way may stay in memory or in sight.
    void dropEverything();
    PreferencesPage *preferences() const { return m_preferences; }
    /// 0: any free port.
    void startPractice(quint16 port);
    void startPracticeAgain();

Q_SIGNALS:
    /// Another environment, or the practice registry at another address: what is under way ends.
    void leavingEnvironment();

private:
    void makePages();
    void connectGiving();
    void connectReceiving();
    void connectRecord();
    void connectAround();
    void environmentChanged(const orcid::Environment &environment);
    void applySettings();
    void pruneJournal();
    void showRegistryState();
    void tellSignIn();
    void dropSignIns();
    Error explained(Error error) const;
    void openLink(const QUrl &link);

    desk::Desk &m_desk;
    Environments &m_environments;
    Settings &m_settings;
    MainWindow &m_window;
    desk::Narrator m_narrator;
    OverviewPage *m_overview = nullptr;
    SignInPage *m_signIn = nullptr;
    IdentityTokenPage *m_identity = nullptr;
    HandOverPage *m_handOver = nullptr;
    InboxPage *m_inbox = nullptr;
    RecordPage *m_record = nullptr;
    TrafficPage *m_traffic = nullptr;
    LedgerDesk *m_ledger = nullptr;
    BatchWiring *m_batch = nullptr;
    RegistryPage *m_registry = nullptr;
    PeoplePage *m_people = nullptr;
    PreferencesPage *m_preferences = nullptr;
    signin::Tokens m_tokens;
    bool m_startFailed = false; ///< the overview says why the practice registry could not start
    std::optional<quint16> m_practicePort;  ///< where the registry ran last
    std::optional<quint16> m_portAfterStop; ///< the registry moves: it starts there once it has stopped here
};

} // namespace baton::ui

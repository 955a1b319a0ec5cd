#pragma once

#include "app/claims/claims.h"
#include "app/demo/robotresearcher.h"
#include "app/desk/desk.h"
#include "app/signin/signinflow.h"

#include <QtCore/QJsonArray>
#include <QtCore/QObject>
#include <QtCore/QTimer>

namespace baton::demo {

/// Plays a whole delegation on the practice registry with real parts: sign-in, package, exchange, a new work, read back.
/// Each step reports by the same plain structs as the pages do. Single use; ends in exactly one finished().
class Demonstration : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString originalClientId = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
        QString secondClientId = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
        QString orcid = QStringLiteral("0000-0002-9227-8514");
        int pauseMs = 0; ///< between steps
    };

    /// One of the ten steps, as checked: goes into transcript.json.
    struct Verified {
        int step = 0;
        QString request; ///< "POST /oauth/token"
        int status = 0;  ///< 0 where no HTTP answer belongs to the step
        QString verified;
        bool passed = false;
    };

    Demonstration(desk::Desk &desk, const Options &options, QObject *parent = nullptr);

    void start();
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    /// While paused: one step more.
    void next();
    void cancel();
    const QList<Verified> &transcript() const { return m_transcript; }
    QJsonArray transcriptJson() const;

Q_SIGNALS:
    void browserOpened(const QString &originalClient, const QStringList &scopes);
    void codeReceived();
    void signedIn(const baton::signin::Tokens &tokens);
    void handedOver(const baton::handover::Sealed &sealed, const baton::handover::HandOverEntry &entry);
    void delivered(const baton::handover::Delivery &delivery);
    void exchanging(const QString &originalClient, const QString &secondClient);
    void exchanged(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void writing(const QString &what);
    void written(const baton::record::Item &item, qint64 traceId, const QString &what);
    void stepVerified(int step);
    /// Paused, and a step is ready: next() runs it.
    void ready();
    void finished(const baton::Result<void> &result);

private:
    using StepFunction = void (Demonstration::*)();
    void proceed(StepFunction then);
    void runPending();
    void report(int step, qint64 traceId, const QString &verified, bool passed);
    void report(int step, const QString &request, int status, const QString &verified, bool passed);
    bool expect(bool condition, const QString &what);
    void end(const Result<void> &result);

    void openSignInPage();
    void letResearcherConsent();
    void takeTokens(const Result<signin::Tokens> &result);
    void checkIdToken();
    void handOver();
    void receive();
    void exchangeIdToken();
    void addWork();
    void readBack();

    desk::Desk &m_desk;
    Options m_options;
    RobotResearcher m_robot;
    QTimer m_pause;
    StepFunction m_pending = nullptr;
    bool m_paused = false, m_ended = false;
    signin::SignInFlow *m_flow = nullptr;
    clients::ClientProfile m_original, m_second;
    signin::Tokens m_tokens;
    handover::Sealed m_sealed;
    handover::Delivery m_delivery;
    record::Item m_item;
    QString m_doi;
    QList<Verified> m_transcript;
};

} // namespace baton::demo

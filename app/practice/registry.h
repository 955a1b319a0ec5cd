#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"
#include "app/practice/faults.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace baton::practice {

class RegistryCore;

struct Options {
    quint16 port = 9760;   ///< 0 = any free one
    QString issuer;        ///< public address when behind a TLS proxy; else http://127.0.0.1:<port>
    QString api;           ///< public API base; else <issuer>/v3.0
    int records = 0;       ///< works of an extra researcher with that many (--records N), 0 = none
    QString stateDir;      ///< where the signing key and client secrets made at first start are kept (0600); empty = memory only
    bool keepSecrets = true; ///< false: the key only; secrets are new at each start, for a program that hands them on itself
    QList<FaultRequest> faults; ///< on from the start (--fault)
    int ratePerSecond = 24;  ///< ORCID's (orcid.md 1), with a burst of 40; 0 = no limit (--rate off)
    QByteArray state;        ///< a saved state to begin with (--state FILE); empty = the built-in researchers and clients
    bool jsonLog = false;    ///< one JSON object per request on standard error
    bool textLog = false;    ///< one line of words per request there instead
    std::optional<quint32> faultSeed; ///< decides about shares of requests; else by chance
};

struct ClientInfo {
    QString id, name, note;
    Secret secret;         ///< every client has one, the public one too, as at ORCID
    QStringList redirectUris;
    bool exchangeGrant = false, member = true;
    bool inDemonstration = false; ///< one of the two that the demonstration is played with
    QString state;         ///< "active", "locked", "deactivated"
    QString kind;          ///< "public", "member", "premium": a member with webhooks (orcid.md 5)
};

struct ResearcherInfo {
    QString orcid, name, note; ///< note: "14 works, every section filled"
    QString state;             ///< "active", "unclaimed", "locked", "deactivated", "deprecated"
    QString visibility;        ///< what new items get: "public", "limited", "private"
    bool biography = false;    ///< there is one
};

struct Info {
    QString issuer, api;
    Secret controlKey;     ///< for the control API (docs/practice.md); new at each start
    QList<ClientInfo> clients;
    QList<ResearcherInfo> researchers;
    /// The JSON line of `baton practice` (README, command line), compact, without line end. It shows the practice secrets on purpose.
    QByteArray jsonLine() const;
};

/// The practice registry: an independent counterpart of ORCID on 127.0.0.1, in a thread of its own.
class Registry : public QObject {
    Q_OBJECT
public:
    explicit Registry(QObject *parent = nullptr);
    ~Registry() override;

    /// Asynchronous: ends in started() or failed() (practice.port_busy names the port and what to do).
    void start(const Options &options);
    void stop();
    bool isRunning() const;
    bool isStarting() const; ///< ends in started() or failed()
    const Info &info() const; ///< valid while running
    qint64 requestCount() const;
    /// Something was given since the beginning: a token, and so perhaps an item. It goes when the registry stops.
    bool hasPermissions() const;
    /// Moves the registry's own clock; this computer's stays as it is.
    void advanceClock(std::chrono::seconds by);
    void resetClock();
    std::chrono::milliseconds clockOffset() const; ///< 0 = real time

    // The fault board and the registry's state. Each returns once it is done; nothing happens unless running.
    FaultBoard faultBoard() const;
    /// Errors: practice.fault, practice.fault_setting. Settings that are not named stay.
    Result<void> setFault(const QString &name, bool on, const FaultValues &values = {});
    void allFaultsOff();
    /// Everything as at the first start: records, permissions, clients, clock, faults.
    void reset();
    /// Clients, researchers with their records, permissions, clock and faults as one readable JSON file (docs/practice.md). It
    /// holds practice secrets and tokens on purpose; real ones never enter it.
    QByteArray saveState() const;
    /// Errors: practice.state (says where and why); nothing is changed then.
    Result<void> loadState(const QByteArray &state);
    /// A researcher without items, or a member client. Errors: practice.researcher (name, iD), practice.client.
    Result<ResearcherInfo> addResearcher(const QString &given, const QString &family, const QString &defaultVisibility);
    Result<ClientInfo> addClient(const QString &name, const QStringList &redirectUris, bool exchangeGrant);
    /// Runs the change in the registry's thread and returns once it is made; does nothing unless running.
    /// For the registry's controls: grants, allow-lists, locked clients and records.
    void configure(const std::function<void(RegistryCore &)> &change);

Q_SIGNALS:
    void started();
    void failed(const baton::Error &error);
    void stopped();
    /// A fault was switched, here, in the browser or through the control API; or one that acts once has acted.
    void faultsChanged();
    /// Everything was replaced: reset, or a state loaded, here, in the browser or through the control API. Permissions and tokens
    /// given before are gone. infoChanged() follows.
    void replaced();
    /// Researchers, clients or the clock changed; info() is new.
    void infoChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::practice

#pragma once

#include "app/base/result.h"
#include "app/base/secret.h"

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QUrl>

#include <chrono>
#include <functional>
#include <memory>

namespace baton::practice {

class RegistryCore;

struct Options {
    quint16 port = 9760;   ///< 0 = any free one
    QString issuer;        ///< public address when behind a TLS proxy; else http://127.0.0.1:<port>
    QString api;           ///< public API base; else <issuer>/v3.0
    int records = 0;       ///< works of an extra researcher with that many (--records N), 0 = none
    QString stateDir;      ///< where the signing key and client secrets made at first start are kept (0600); empty = memory only
    bool keepSecrets = true; ///< false: the key only; secrets are new at each start, for a program that hands them on itself
};

struct ClientInfo {
    QString id, name, note;
    Secret secret;         ///< every client has one, the public one too, as at ORCID
    QStringList redirectUris;
    bool exchangeGrant = false, member = true;
    bool inDemonstration = false; ///< one of the two that the demonstration is played with
};

struct ResearcherInfo {
    QString orcid, name, note; ///< note: "14 works, every section filled"
};

struct Info {
    QString issuer, api;
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
    const Info &info() const; ///< valid while running
    qint64 requestCount() const;
    /// Moves the registry's own clock; this computer's stays as it is.
    void advanceClock(std::chrono::seconds by);
    /// Runs the change in the registry's thread and returns once it is made; does nothing unless running.
    /// For the registry's controls: grants, allow-lists, locked clients and records.
    void configure(const std::function<void(RegistryCore &)> &change);

Q_SIGNALS:
    void started();
    void failed(const baton::Error &error);
    void stopped();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::practice

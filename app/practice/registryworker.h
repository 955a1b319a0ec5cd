#pragma once

#include "app/practice/server/front.h"
#include "app/practice/practiceclock.h"
#include "app/practice/registrycore.h"
#include "app/practice/server/server.h"

#include <QtCore/QMutex>

#include <atomic>

namespace baton::practice {

/// Lives in the registry's thread and holds what runs there.
class RegistryWorker : public QObject {
    Q_OBJECT
public:
    void start(const Options &options);
    void stop();
    RegistryCore *core() { return m_core.get(); }
    qint64 requestCount() const { return m_requests.load(); } ///< from any thread
    PracticeClock &clock() { return m_clock; } ///< read it from any thread, move it here
    FaultBoard board() const; ///< from any thread
    Info info() const;        ///< in this thread, or while it waits
    /// In this thread, after every move of the clock.
    void clockMoved();
    /// In this thread, after researchers or clients changed: tells the new info and the board's new choices.
    void peopleChanged();

Q_SIGNALS:
    void ready(const baton::practice::Info &info);
    void failed(const baton::Error &error);
    void faultsChanged();
    void replaced();
    void infoChanged(const baton::practice::Info &info);

private:
    Result<Info> open(const Options &options);
    void keepBoard();
    GateRules gateRules(const QString &here) const;
    ControlApi control();
    QJsonObject counts() const;

    PracticeClock m_clock;
    std::atomic<qint64> m_requests = 0;
    Secret m_controlKey;
    RequestLog m_log;
    mutable QMutex m_boardLock;
    FaultBoard m_board; ///< a copy for other threads
    QTimer m_sweep { this };                 ///< a child, so that it moves to the thread too
    std::unique_ptr<RegistryCore> m_core;
    std::unique_ptr<Front> m_front;
    std::unique_ptr<Server> m_server; ///< goes before what it calls
};

} // namespace baton::practice

Q_DECLARE_METATYPE(baton::practice::Info)

#pragma once

#include "app/practice/practiceclock.h"
#include "app/practice/registrycore.h"
#include "app/practice/server.h"

#include <atomic>

namespace baton::practice {

/// Lives in the registry's thread and holds what runs there.
class RegistryWorker : public QObject {
    Q_OBJECT
public:
    void start(const Options &options);
    void stop();
    RegistryCore *core() { return m_core.get(); }
    qint64 requestCount() const { return m_requests.load(); }
    PracticeClock &clock() { return m_clock; }

Q_SIGNALS:
    void ready(const baton::practice::Info &info);
    void failed(const baton::Error &error);

private:
    Result<Info> open(const Options &options);

    PracticeClock m_clock;
    std::atomic<qint64> m_requests = 0;
    std::unique_ptr<RegistryCore> m_core;
    std::unique_ptr<Server> m_server; ///< goes before the core it calls
};

} // namespace baton::practice

Q_DECLARE_METATYPE(baton::practice::Info)

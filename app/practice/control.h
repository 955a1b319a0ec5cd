#pragma once

#include "app/base/secret.h"
#include "app/practice/board/faultengine.h"
#include "app/practice/practiceclock.h"
#include "app/practice/server/requestlog.h"

namespace baton::practice {

/// What the control API does besides the faults; each in the registry's thread.
struct ControlActions {
    std::function<void()> clockMoved;
    std::function<QJsonObject()> counts;
    std::function<Result<void>()> reset;
    std::function<QByteArray()> save;
    std::function<Result<void>(const QByteArray &state)> load;
};

/// JSON under <issuer>/practice/control for whoever holds the key that was printed at the start (docs/practice.md).
class ControlApi {
public:
    ControlApi(Secret key, PracticeClock &clock, RequestLog &log, ControlActions actions);

    static bool isFor(const QByteArray &path);
    HttpResponse handle(const HttpRequest &request, FaultEngine &faults) const;

private:
    struct Call {
        const HttpRequest &request;
        FaultEngine &faults;
        QByteArray method, what, name; ///< "PUT", "faults", "slow"
    };
    struct Route {
        const char *what;
        QByteArrayList methods;
        HttpResponse (ControlApi::*handler)(const Call &) const;
    };
    static const QList<Route> &routes();

    HttpResponse state(const Call &call) const;
    HttpResponse faults(const Call &call) const;
    HttpResponse oneFault(const Call &call) const;
    HttpResponse seed(const Call &call) const;
    HttpResponse clock(const Call &call) const;
    HttpResponse log(const Call &call) const;
    HttpResponse reset(const Call &call) const;
    HttpResponse save(const Call &call) const;
    HttpResponse load(const Call &call) const;
    QJsonObject clockJson() const;

    Secret m_key;
    PracticeClock &m_clock;
    RequestLog &m_log;
    ControlActions m_actions;
};

} // namespace baton::practice

#include "app/practice/registry.h"

#include "app/practice/board/catalogue.h"
#include "app/practice/orderedjson.h"
#include "app/practice/practiceclients.h"
#include "app/practice/registryworker.h"

#include <QtCore/QThread>

namespace baton::practice {

QByteArray Info::jsonLine() const
{
    QByteArrayList clientList, researcherList;
    for (const ClientInfo &client : clients) {
        QByteArrayList uris;
        for (const QString &uri : client.redirectUris)
            uris << jsonString(uri);
        OrderedJson json;
        json.text("id", client.id).textOrNull("secret", client.secret.revealString()).text("name", client.name).text("state", client.state);
        json.raw("redirect_uris", '[' + uris.join(',') + ']');
        json.text("kind", client.kind).raw("delegation", client.exchangeGrant ? "true" : "false");
        clientList << json.compact();
    }
    for (const ResearcherInfo &researcher : researchers) {
        OrderedJson json;
        json.text("orcid", researcher.orcid).text("name", researcher.name).text("state", researcher.state);
        json.text("visibility", researcher.visibility).raw("biography", researcher.biography ? "true" : "false");
        researcherList << json.compact();
    }
    OrderedJson line;
    line.text("issuer", issuer).text("api", api).raw("clients", '[' + clientList.join(',') + ']');
    line.raw("researchers", '[' + researcherList.join(',') + ']');
    const OrderedJson control = OrderedJson().text("url", issuer + QStringLiteral("/practice/control")).text("key", controlKey.revealString());
    line.raw("control", control.compact());
    return line.compact();
}

struct Registry::Private {
    QThread thread;
    RegistryWorker *worker = nullptr; ///< lives in the thread
    Info info;
    bool running = false;

    /// Runs the work in the registry's thread and waits for it; only while running.
    template <typename Work>
    void inThread(const Work &work)
    {
        if (running)
            QMetaObject::invokeMethod(worker, [this, &work] { work(*worker); }, Qt::BlockingQueuedConnection);
    }

    /// The same for what changes researchers, clients or the clock: info is new when it returns.
    template <typename Work>
    void change(const Work &work)
    {
        inThread([this, &work](RegistryWorker &of) {
            work(of);
            info = of.info();
        });
    }

    /// Ends the thread; everything that lives in it goes with it.
    void end()
    {
        if (worker) {
            QMetaObject::invokeMethod(worker, &RegistryWorker::stop, Qt::BlockingQueuedConnection);
            worker->deleteLater();
            worker = nullptr;
        }
        thread.quit();
        thread.wait();
        running = false;
        info.controlKey = {};
        for (ClientInfo &client : info.clients)
            client.secret = {};
    }
};

Registry::Registry(QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    qRegisterMetaType<Info>();
    qRegisterMetaType<Error>();
    d->thread.setObjectName(QStringLiteral("practice registry"));
}

Registry::~Registry()
{
    d->end();
}

void Registry::start(const Options &options)
{
    d->end();
    d->worker = new RegistryWorker;
    d->worker->moveToThread(&d->thread);
    RegistryWorker *started = d->worker;
    // Signals of a worker that was replaced meanwhile are stale.
    connect(started, &RegistryWorker::ready, this, [this, started](const Info &info) {
        if (d->worker != started)
            return;
        d->info = info;
        d->running = true;
        Q_EMIT this->started();
    });
    connect(started, &RegistryWorker::failed, this, [this, started](const Error &error) {
        if (d->worker != started)
            return;
        d->end();
        Q_EMIT failed(error);
    });
    connect(started, &RegistryWorker::faultsChanged, this, [this, started] {
        if (d->worker == started && d->running)
            Q_EMIT faultsChanged();
    });
    connect(started, &RegistryWorker::replaced, this, [this, started] {
        if (d->worker == started && d->running)
            Q_EMIT replaced();
    });
    connect(started, &RegistryWorker::infoChanged, this, [this, started](const Info &info) {
        if (d->worker != started || !d->running)
            return;
        d->info = info;
        Q_EMIT infoChanged();
    });
    d->thread.start();
    QMetaObject::invokeMethod(started, [started, options] { started->start(options); }, Qt::QueuedConnection);
}

void Registry::stop()
{
    const bool was = d->worker != nullptr;
    d->end();
    if (was)
        Q_EMIT stopped();
}

bool Registry::isStarting() const
{
    return d->worker && !d->running;
}

bool Registry::isRunning() const
{
    return d->running;
}

const Info &Registry::info() const
{
    return d->info;
}

qint64 Registry::requestCount() const
{
    return d->worker ? d->worker->requestCount() : 0;
}

bool Registry::hasPermissions() const
{
    bool any = false;
    d->inThread([&any](RegistryWorker &worker) { any = !worker.core()->accounts().tokens().empty(); });
    return any;
}

void Registry::advanceClock(std::chrono::seconds by)
{
    d->change([by](RegistryWorker &worker) {
        worker.clock().advance(by);
        worker.clockMoved();
    });
}

void Registry::resetClock()
{
    d->change([](RegistryWorker &worker) {
        worker.clock().setOffset({});
        worker.clockMoved();
    });
}

std::chrono::milliseconds Registry::clockOffset() const
{
    return d->running ? d->worker->clock().offset() : std::chrono::milliseconds(0);
}

FaultBoard Registry::faultBoard() const
{
    if (d->running)
        return d->worker->board();
    FaultPeople people;
    for (const Client &client : practiceClients())
        people.clients.append({ client.id, client.name });
    return { faultCatalogue(people) };
}

Result<void> Registry::setFault(const QString &name, bool on, const FaultValues &values)
{
    Result<void> done;
    d->inThread([&](RegistryWorker &worker) { done = worker.core()->faults().set(name, on, values); });
    return done;
}

void Registry::allFaultsOff()
{
    d->inThread([](RegistryWorker &worker) { worker.core()->faults().allOff(); });
}

void Registry::reset()
{
    d->change([](RegistryWorker &worker) { worker.core()->reset(); });
}

QByteArray Registry::saveState() const
{
    QByteArray state;
    d->inThread([&state](RegistryWorker &worker) { state = worker.core()->saveState(); });
    return state;
}

Result<void> Registry::loadState(const QByteArray &state)
{
    Result<void> done;
    d->change([&](RegistryWorker &worker) { done = worker.core()->loadState(state); });
    return done;
}

Result<ResearcherInfo> Registry::addResearcher(const QString &given, const QString &family, const QString &defaultVisibility)
{
    Result<ResearcherInfo> added;
    d->change([&](RegistryWorker &worker) { added = worker.core()->addResearcher(given, family, defaultVisibility); });
    return added;
}

Result<ClientInfo> Registry::addClient(const QString &name, const QStringList &redirectUris, bool exchangeGrant)
{
    Result<ClientInfo> added;
    d->change([&](RegistryWorker &worker) { added = worker.core()->addClient(name, redirectUris, exchangeGrant); });
    return added;
}

void Registry::configure(const std::function<void(RegistryCore &)> &change)
{
    d->inThread([&change](RegistryWorker &worker) { change(*worker.core()); });
}

} // namespace baton::practice

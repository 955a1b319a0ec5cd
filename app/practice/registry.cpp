#include "app/practice/registry.h"

#include "app/practice/orderedjson.h"
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
        clientList << json.compact();
    }
    for (const ResearcherInfo &researcher : researchers)
        researcherList << OrderedJson().text("orcid", researcher.orcid).text("name", researcher.name).text("state", researcher.state).compact();
    OrderedJson line;
    line.text("issuer", issuer).text("api", api).raw("clients", '[' + clientList.join(',') + ']');
    line.raw("researchers", '[' + researcherList.join(',') + ']');
    return line.compact();
}

struct Registry::Private {
    QThread thread;
    RegistryWorker *worker = nullptr; ///< lives in the thread
    Info info;
    bool running = false;

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

void Registry::advanceClock(std::chrono::seconds by)
{
    if (d->worker)
        d->worker->clock().advance(by);
}

void Registry::configure(const std::function<void(RegistryCore &)> &change)
{
    if (!d->running)
        return;
    RegistryWorker *worker = d->worker;
    QMetaObject::invokeMethod(worker, [worker, &change] { change(*worker->core()); }, Qt::BlockingQueuedConnection);
}

} // namespace baton::practice

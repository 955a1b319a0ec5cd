#pragma once

#include <QtCore/QFuture>
#include <QtCore/QFutureWatcher>
#include <QtCore/QPointer>
#include <QtCore/QPromise>

#include <utility>

namespace baton {

/// Calls fn(result) in the context's thread once the future is finished; never after the context died,
/// and never for a cancelled future. QFuture::then(context) aborts debug builds of Qt 6.4.2 in that case.
template <typename T, typename Function>
void whenDone(const QFuture<T> &future, QObject *context, Function fn)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, fn = std::move(fn)]() mutable {
        watcher->deleteLater();
        if (watcher->isCanceled() && watcher->future().resultCount() == 0)
            return;
        fn(watcher->result());
    });
    watcher->setFuture(future);
}

/// A future that is finished already.
template <typename T>
QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// One-shot answer to be given later; copyable, so that lambdas can hold it. Gives its value at most once.
template <typename T>
class Answer {
public:
    Answer() : m_promise(std::make_shared<QPromise<T>>()) { m_promise->start(); }
    QFuture<T> future() const { return m_promise->future(); }
    bool isGiven() const { return *m_given; }
    void give(T value) const
    {
        if (std::exchange(*m_given, true))
            return;
        m_promise->addResult(std::move(value));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<T>> m_promise;
    std::shared_ptr<bool> m_given = std::make_shared<bool>(false);
};

} // namespace baton

#include "app/batch/batches.h"

#include "app/base/whendone.h"
#include "app/batch/source.h"
#include "app/batch/words.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace baton::batch {

Batches::Batches(const Services &services, QObject *parent) : QObject(parent), m_services(services)
{
    connect(&services.vault, &vault::Vault::stateChanged, this, [this](vault::Vault::State state) {
        if (state != vault::Vault::State::Open) {
            ++m_wish;
            m_runner.reset();
            Q_EMIT opened();
        }
        Q_EMIT listChanged();
    });
}

Batches::~Batches()
{
    blockSignals(true); // whoever listens may be gone already
    close();
}

void Batches::close()
{
    ++m_wish;
    if (m_runner)
        m_runner->close();
}

void Batches::setEnvironment(const orcid::Environment &environment)
{
    if (environment == m_environment)
        return;
    close();
    m_entered = m_wish;
    m_runner.reset();
    m_environment = environment;
    Q_EMIT opened();
    Q_EMIT listChanged();
}

QList<Head> Batches::list() const
{
    QList<Head> heads = Archive(m_services.vault).heads(m_environment.id);
    for (Head &head : heads) {
        if (m_runner && head.id == m_runner->batch().id)
            head = headOf(m_runner->batch()); // what is kept of one that runs is for the time after
    }
    return heads;
}

std::optional<Head> Batches::interrupted() const
{
    for (const Head &head : list()) {
        if (head.closed && head.state == Batch::State::Paused)
            return head;
    }
    return std::nullopt;
}

Failure Batches::busy() const
{
    return fail(u"batch.busy"_s, Words::tr("“%1” is being carried out.").arg(m_runner->batch().name), Words::tr("Pause it first, or wait until it is finished."));
}

std::optional<Failure> Batches::outdated(int wish) const
{
    if (wish == m_wish)
        return std::nullopt;
    if (wish < m_entered)
        return fail(u"batch.environment"_s, Words::tr("Another environment was chosen while the file was read. Nothing was kept."));
    return fail(u"batch.superseded"_s, Words::tr("Something else was asked for while this was read. Nothing was kept of it."));
}

QFuture<Result<void>> Batches::add(const QByteArray &bytes, const QString &fileName, const QString &clientId)
{
    if (isBusy())
        return readyFuture<Result<void>>(busy());
    const Answer<Result<void>> answer;
    ++m_wish;
    read({ bytes, fileName, clientId, {} }, answer);
    return answer.future();
}

void Batches::read(const File &file, const Answer<Result<void>> &answer)
{
    whenDone(QtConcurrent::run([file] { return batchFrom(file.bytes, file.name, file.mapping); }), this,
        [this, file, answer, wish = m_wish](const Result<Batch> &batch) {
            if (const auto why = outdated(wish))
                return answer.give(*why);
            if (!batch)
                return answer.give(fail(batch.error()));
            // What the columns of such a file become may have been chosen before, on somebody's Import page.
            const auto chosen = imports::KeptCodes(m_services.vault).mapping(batch->fingerprint);
            if (chosen && !file.mapping) {
                File again = file;
                again.mapping = chosen;
                return read(again, answer);
            }
            keep(*batch, file.clientId, answer);
        });
}

void Batches::keep(Batch batch, const QString &clientId, const Answer<Result<void>> &answer)
{
    batch.id = Archive::newId();
    batch.environmentId = m_environment.id;
    batch.createdAt = m_services.clock.now();
    batch.clientId = clientId;
    const Delegations delegations = delegationsIn(m_services, m_environment.id);
    assignDelegations(batch, delegations);
    if (const QString purpose = commonPurpose(batch, delegations); !purpose.isEmpty())
        batch.name = purpose;
    const auto later = Archive(m_services.vault).sealLater(batch);
    if (!later)
        return answer.give(fail(later.error()));
    whenDone(QtConcurrent::run(*later), this, [this, batch, answer, wish = m_wish](const Result<Archive::Parts> &parts) mutable {
        if (const auto why = outdated(wish))
            return answer.give(*why);
        if (isBusy())
            return answer.give(busy());
        const Result<void> kept = parts ? Archive(m_services.vault).put(*parts) : fail(parts.error());
        if (!kept)
            return answer.give(kept);
        came(batch, wish, answer);
        Q_EMIT listChanged();
    });
}

void Batches::came(Batch &batch, int wish, const Answer<Result<void>> &answer)
{
    if (const auto why = outdated(wish))
        return answer.give(*why);
    if (isBusy())
        return answer.give(busy());
    take(std::move(batch));
    answer.give({});
}

void Batches::take(Batch batch)
{
    m_runner = std::make_unique<Runner>(m_services, m_environment, std::move(batch));
    connect(m_runner.get(), &Runner::busyChanged, this, [this] { Q_EMIT busyChanged(isBusy()); });
    connect(m_runner.get(), &Runner::stateChanged, this, &Batches::listChanged);
    connect(m_runner.get(), &Runner::withdrew, this, &Batches::withdrew);
    connect(m_runner.get(), &Runner::tokenCame, this, &Batches::tokenCame);
    connect(m_runner.get(), &Runner::written, this, &Batches::written);
    Q_EMIT opened();
}

QFuture<Result<void>> Batches::open(const QString &id)
{
    if (m_runner && m_runner->batch().id == id) {
        ++m_wish;
        return readyFuture<Result<void>>({});
    }
    if (isBusy())
        return readyFuture<Result<void>>(busy());
    ++m_wish;
    const auto later = Archive(m_services.vault).loadLater(id);
    if (!later)
        return readyFuture<Result<void>>(fail(later.error()));
    m_opening = id;
    const Answer<Result<void>> answer;
    whenDone(QtConcurrent::run(*later), this, [this, answer, wish = m_wish](const Result<Batch> &batch) {
        if (wish == m_wish)
            m_opening.clear();
        if (!batch)
            return answer.give(outdated(wish).value_or(fail(batch.error())));
        Batch read = *batch;
        came(read, wish, answer);
    });
    return answer.future();
}

void Batches::leave()
{
    if (isBusy())
        return;
    ++m_wish;
    if (!m_runner)
        return;
    m_runner.reset();
    Q_EMIT opened();
}

Result<void> Batches::forget(const QString &id)
{
    const bool current = m_runner && m_runner->batch().id == id;
    if (current && isBusy())
        return busy();
    if (const auto removed = Archive(m_services.vault).remove(id); !removed)
        return removed;
    if (current || id == m_opening)
        leave();
    Q_EMIT listChanged();
    return {};
}

} // namespace baton::batch

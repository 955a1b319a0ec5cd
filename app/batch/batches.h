#pragma once

#include "app/batch/runner.h"

#include <QtCore/QFuture>

#include <memory>

namespace baton::batch {

/// The batches of one environment, and the one that is open. Many are kept; one is carried out at a time.
class Batches : public QObject {
    Q_OBJECT
public:
    explicit Batches(const Services &services, QObject *parent = nullptr);
    ~Batches() override;

    /// Leaves the former one: what runs there pauses.
    void setEnvironment(const orcid::Environment &environment);
    const orcid::Environment &environment() const { return m_environment; }

    QList<Head> list() const; ///< newest first
    // Whatever is asked for last counts: what was still being read for an earlier wish is dropped, with batch.superseded.
    /// Reads a CSV, keeps it as a batch and opens it. `clientId`: acts for those whose package names no client of ours.
    /// Errors: those of batchFrom(), vault.*, batch.busy, batch.environment (another one was chosen meanwhile).
    QFuture<Result<void>> add(const QByteArray &bytes, const QString &fileName, const QString &clientId);
    /// Errors: vault.*, batch.unknown, batch.damaged, batch.busy.
    QFuture<Result<void>> open(const QString &id);
    /// Forgets it, not what it wrote. Errors: vault.*, batch.busy.
    Result<void> forget(const QString &id);
    void leave(); ///< nothing is open any more; does nothing while it is carried out
    Runner *current() const { return m_runner.get(); }
    bool isBusy() const { return m_runner && m_runner->isBusy(); }
    /// The newest that was interrupted by the end of Baton.
    std::optional<Head> interrupted() const;
    /// Pauses what runs, on the disk too.
    void close();
    const Services &services() const { return m_services; }

Q_SIGNALS:
    void opened();       ///< another one is current, or none
    void listChanged();
    void busyChanged(bool busy);
    void withdrew(const QString &deliveryId, const baton::Error &error);
    void tokenCame(const baton::exchange::Delegation &delegation, const baton::exchange::DelegatedToken &token);
    void written(const baton::exchange::Delegation &delegation, baton::batch::Wrote what, const baton::record::Item &item);

private:
    struct File {
        QByteArray bytes;
        QString name, clientId;
        std::optional<formats::Mapping> mapping;
    };
    void read(const File &file, const Answer<Result<void>> &answer);
    void take(Batch batch);
    void keep(Batch batch, const QString &clientId, const Answer<Result<void>> &answer);
    void came(Batch &batch, int wish, const Answer<Result<void>> &answer);
    /// Why what was asked for then does not count any more.
    std::optional<Failure> outdated(int wish) const;
    Failure busy() const;

    Services m_services;
    orcid::Environment m_environment;
    std::unique_ptr<Runner> m_runner;
    int m_wish = 0;      ///< counts what was asked for
    int m_entered = 0;   ///< the wish with which this environment began
    QString m_opening;   ///< id of the one that is being read
};

} // namespace baton::batch

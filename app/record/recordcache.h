#pragma once

#include "app/record/journal.h"
#include "app/record/overview.h"
#include "app/record/recordclient.h"

#include <QtCore/QThreadPool>

namespace baton::record {

/// What was last read of a record, sealed on disk under the vault's key, so that opening it again is instant. It holds the
/// registry's own lists and what our writes changed since. Nothing is kept without a vault on disk. It goes when the permission
/// turns out to be withdrawn, with the vault, and after 30 days.
class RecordCache : public QObject {
    Q_OBJECT
public:
    RecordCache(vault::Vault &vault, RecordClient &client, exchange::DelegatedSession &session, QObject *parent = nullptr);

    /// True if anything can be kept at all: there is a vault on disk and it is open.
    bool isUsable() const;
    /// What is known of the whole record.
    struct About {
        QString name;
        QDateTime lastModified;  ///< of the record, as the registry said it; compared, never shown
        Overview overview;
    };
    /// Of the record the session is about; nothing when it was never kept.
    std::optional<About> about() const;
    /// Forgets the lists that this overview speaks against.
    void setAbout(const About &about);
    /// Asks the registry whether what is kept still holds: the record's date first, a small answer; only when that moved, or is
    /// not told, all sections at a glance. Lists that changed are forgotten: what has() finds afterwards is as the registry has it.
    QFuture<Result<Overview>> check();

    /// A section as it was read, lean, with the time of that; nothing when it is not kept. Parsed off the GUI thread; first items early.
    QFuture<std::optional<SectionContent>> read(const QString &section, const std::function<void(const QList<Item> &)> &early = {});
    bool has(const QString &section) const;
    void forget(const QString &section);
    void forgetRecord();

    static constexpr int keptDays = 30;

private:
    QString folder() const;
    QString scopes() const;
    struct Kept {
        QString scopes;                       ///< with which it was read
        About about;
        QHash<QString, SectionState> lists; ///< as each kept list says of itself
    };
    Kept &kept() const;
    void save();
    void keep(const SectionContent &content, const QByteArray &json);
    void noteWrite(const QString &section, qint64 putCode, const QJsonObject &json);
    void begin();

    vault::Vault &m_vault;
    RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    mutable std::optional<Kept> m_kept; ///< of m_keptFolder
    mutable QString m_keptFolder;
    QThreadPool m_pool; ///< one thread: what was written last is on disk last
};

} // namespace baton::record

#pragma once

#include "app/record/recordcache.h"
#include "app/record/recordclient.h"

namespace baton::record {

/// Reads every section, several at a time, with progress and a way to stop; what was read until then stays. What `cache` holds
/// is there at once, and only what the registry says it changed is read again, as browsing does. Single use.
class WholeReading : public QObject {
    Q_OBJECT
public:
    explicit WholeReading(RecordClient &client, RecordCache *cache = nullptr, QObject *parent = nullptr);

    enum class Age { Any, Fresh }; ///< Fresh: read all of it, whatever is kept
    void start(Age age = Age::Any);
    void cancel();
    bool isRunning() const { return m_running; }
    bool isReadingLists() const { return m_underWay > 0; } ///< what takes its time
    int done() const { return m_done; } ///< sections that are as the registry has them, or could not be read
    int total() const { return m_total; }
    /// What is known so far, in the order of the sections.
    QList<SectionContent> contents() const;
    /// The oldest of it was as it is then.
    QDateTime readAt() const;
    /// True once contents() is something else than at keptRead().
    bool hasChanged() const { return m_changed; }
    /// The registry could not be asked: contents() is what was kept.
    const std::optional<Error> &offline() const { return m_offline; }
    /// Sections that could not be read, with the reason.
    const QList<std::pair<QString, Error>> &failures() const { return m_failures; }

    static constexpr int atOnce = 4;

Q_SIGNALS:
    void keptRead(); ///< once, if there is anything kept: contents() may be shown
    void progressed();
    void finished();

private:
    void readKept(QStringList sections);
    void checked(const Result<Overview> &overview);
    void readLeft();
    void next();
    void arrived(const QString &section, const Result<SectionContent> &content);
    void finish();

    RecordClient &m_client;
    RecordCache *m_cache;
    QStringList m_left;
    QHash<QString, SectionContent> m_contents;
    QList<std::pair<QString, Error>> m_failures;
    std::optional<Error> m_offline;
    int m_total = 0, m_done = 0, m_underWay = 0;
    bool m_running = false, m_changed = false;
};

} // namespace baton::record

#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/record/recordcache.h"

#include <QtCore/QObject>

namespace baton::ui {

class ItemModel;
class SectionModel;

/// Reads the section in sight into the list of items, and how many items the others have. What is kept is there at once, honest
/// about its age, and is read again only if the registry says that it changed; anything else comes in while it arrives. Whatever
/// is asked for last counts: what was still being read is dropped.
class SectionReading : public QObject {
    Q_OBJECT
public:
    struct Parts {
        record::RecordClient &client;
        exchange::DelegatedSession &session;
        record::RecordCache *cache; ///< may be null: nothing is kept then
        ItemModel &items;
        SectionModel &sections;
        std::function<qint64()> chosen; ///< put-code of the item that is chosen now, 0 if none
    };
    SectionReading(const Parts &parts, QObject *parent);

    enum class State { None, Read, Refreshing, Offline, Partly }; ///< of what the list holds
    State state() const { return m_state; }
    QDateTime readAt() const { return m_readAt; } ///< UTC; invalid before the first
    bool isReading() const { return m_loading; }
    bool isPartly() const { return m_partly; }    ///< what is shown comes from the list being read, and is not all yet
    bool mayCancel() const;

    enum class Age { Any, Fresh }; ///< Any: what is kept will do until the registry says that it changed
    void read(const QString &section, qint64 select, Age age);
    void cancel();

    /// Another record: nothing of the former one counts. What is kept of this one's sections is counted at once.
    void begin(const QString &researcher);
    void end();
    /// Asks what changed since it was kept; counts all sections.
    void ask();
    /// The answer to ask() counts no more.
    void forgetAnswer() { m_askedAt = {}; }
    void readCounts();
    void setResearcher(const QString &name) { m_researcher = name; }

Q_SIGNALS:
    void began();                                ///< a list is asked for
    void progressed(qsizetype arrived, int of);  ///< `of` less than that: not known
    void ended();
    void stateChanged();
    void rowsChanged();                          ///< came, or went before others come
    void moreCame();                             ///< of a list that is shown while it arrives
    void came(const baton::record::SectionContent &content, qint64 select);
    void failed(const baton::Error &error);
    void cancelled();                            ///< what had arrived stays
    void counted();

private:
    void readKept(qint64 select);
    void readFresh(qint64 select);
    void arriving(const QList<record::Item> &items, bool anew);
    void arrived(const Result<record::SectionContent> &content, qint64 select);
    void answered(const record::Overview &overview);
    void unanswered(const Error &error);
    void judgeKept();
    void keepAbout(const record::Overview &overview);
    void setState(State state);

    Parts m_parts;
    QString m_section, m_researcher;
    int m_turn = 0;                     ///< counts what was asked for; only the last is shown
    State m_state = State::None;
    bool m_loading = false, m_partly = false;
    std::shared_ptr<http::Stop> m_stop; ///< of the list being read
    qsizetype m_arrived = 0;            ///< items of it so far
    bool m_asking = false;
    QDateTime m_readAt, m_askedAt;
};

} // namespace baton::ui

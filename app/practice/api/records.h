#pragma once

#include "app/base/clock.h"
#include "app/base/result.h"
#include "app/orcid/sections.h"

#include <QtCore/QHash>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QSet>

#include <functional>

namespace baton::practice {

/// Who wrote an item (orcid.md 4.8). Compared as a whole, by paths only.
struct SourceTuple {
    QString orcid, clientId, originOrcid, originClientId; ///< bare iD or client id, empty = null
    QString name, originName;                             ///< as shown when it was written

    bool sameAs(const SourceTuple &other) const
    {
        return orcid == other.orcid && clientId == other.clientId && originOrcid == other.originOrcid
            && originClientId == other.originClientId;
    }
    static SourceTuple researcher(const QString &orcid) { return { orcid, {}, {}, {}, {}, {} }; }
};

/// An item as stored. `content` is canonical (orcid/shape.h) without put-code and visibility, external ids completed
/// with their normal form.
struct RecordItem {
    qint64 putCode = 0;
    SourceTuple source;
    QString visibility;         ///< "public", "limited", "private"
    qint64 created = 0, modified = 0; ///< epoch milliseconds
    int displayIndex = 0;       ///< higher = shown first
    QJsonObject content;

    // Worked out once when stored, so that lists and duplicate checks of 10,000 works stay quick.
    QStringList duplicateKeys;  ///< "self|type|value": two items of one source must not share one (orcid.md 8.3)
    QStringList groupKeys;      ///< "type|value" of self and version-of ids (orcid.md 7.3)
    QString dateKey;            ///< "2026-09-14", "2026-00-00"; sorts

    bool isPublic() const { return visibility == u"public"; }
};

/// A peer review group: the journal or body that reviews belong to (orcid.md 7.6).
struct ReviewGroupRecord {
    qint64 putCode = 0;
    QString groupId;     ///< "issn:2765-0014"
    QString name, description, type;
    QString clientId;    ///< who added it, empty = the registry
    qint64 modified = 0;
};

/// An address to be called when the record changes (orcid.md 6.5).
struct Webhook {
    QString uri;
    QString clientId;      ///< who registered it, and alone may take it back
};

/// A permission notification in a researcher's inbox (orcid.md 7.10). Times are epoch milliseconds, 0 = not yet.
struct Notification {
    qint64 putCode = 0;
    SourceTuple source;
    QJsonObject content;   ///< canonical, without put-code
    qint64 created = 0, read = 0, archived = 0;
};

struct Researcher {
    enum class State { Claimed, Unclaimed, Locked, Deactivated, Deprecated };

    QString orcid;
    QString given, family, credit;
    QString nameVisibility = QStringLiteral("public");
    QString biography;                    ///< empty = none
    QString biographyVisibility = QStringLiteral("public");
    QString defaultVisibility = QStringLiteral("public"); ///< what new items get
    QString locale = QStringLiteral("en");
    QString note;                         ///< "14 works, every section filled", for the registry's administrator
    QString story;                        ///< "14 works, estuary ecologist", where a person chooses who to be
    State state = State::Claimed;
    QString primaryOrcid;                 ///< of a deprecated record
    qint64 created = 0, modified = 0;
    QHash<QString, QList<RecordItem>> items; ///< by section key
    struct Generated {
        int works = 0; ///< 0 = none
        qint64 firstPutCode = 0;
    };
    Generated generated;                  ///< works that were made up by the number, as far as they are still there
    QList<Webhook> webhooks;
    QList<Notification> notifications;       ///< oldest first
    bool takesNotifications = true;          ///< false: 409 / 9032

    const QList<RecordItem> &section(const QString &key) const;
    /// For the registry's own pages: always filled.
    QString displayName() const;
    /// What clients may know: credit name, else given and family, empty unless public (orcid.md 2.4).
    QString publicName() const;
};

/// The registry's records. Lives in the registry's thread.
class Records {
public:
    explicit Records(const Clock &clock) : m_clock(clock) { }
    /// A copy that goes by another clock; cheap, for the data is shared until changed.
    Records(const Records &other, const Clock &clock);
    Records(const Records &) = delete;
    Records &operator=(const Records &) = delete;

    /// The made-up researchers that come with Baton. Errors: practice.researchers (a file is broken; a fault of ours).
    Result<void> loadBuiltIn();
    /// One researcher from JSON of resources/practice.
    Result<void> loadResearcher(const QJsonObject &json, const QJsonObject &sources);
    /// One more researcher with that many works (`baton practice --records N`); returns the iD.
    QString addGenerated(int works);
    void clear();
    /// Stores what was read: put-codes that are 0 are made, the others must be unique. Without groups of its own in the
    /// file (`makeGroups`) each peer review brings its group.
    void fill(QList<Researcher> researchers, QList<ReviewGroupRecord> groups, bool makeGroups, qint64 nextPutCode = 0);
    void add(Researcher researcher) { fill({ std::move(researcher) }, {}, true); }
    /// Everything of the other, which may go by another clock; who listens stays.
    void take(Records &other);
    qint64 nextPutCode() const { return m_nextPutCode; }

    QList<const Researcher *> all() const;
    const Researcher *find(const QString &orcid) const;
    /// For the registry's own controls: states, names, visibilities. Null when unknown.
    Researcher *edit(const QString &orcid);
    const RecordItem *findItem(const QString &orcid, const QString &section, qint64 putCode) const;

    /// Stores a new item: put-code, times, display-index 1 and the worked-out keys are filled here.
    const RecordItem *add(const QString &orcid, const orcid::Section &section, RecordItem item);
    /// Replaces content; created, source, visibility and put-code stay.
    const RecordItem *replace(const QString &orcid, const orcid::Section &section, qint64 putCode, QJsonObject content);
    bool remove(const QString &orcid, const QString &section, qint64 putCode);
    /// Put-code of an item of the same source with one of these keys; 0 = none. `except` is left out. With versionsToo a
    /// self id also meets a version-of one, as in bulk (orcid.md 8.3).
    qint64 duplicateOf(const QString &orcid, const orcid::Section &section, const RecordItem &item, qint64 except = 0,
        bool versionsToo = false) const;

    /// Peer review groups, oldest first.
    const QList<ReviewGroupRecord> &groups() const { return m_groups; }
    const ReviewGroupRecord *findGroup(const QString &groupId) const;
    const ReviewGroupRecord *findGroup(qint64 putCode) const;
    /// Fills put-code and time. A group of the same id stays as it is.
    const ReviewGroupRecord *addGroup(ReviewGroupRecord group);
    bool replaceGroup(const ReviewGroupRecord &group); ///< by put-code
    bool removeGroup(qint64 putCode);
    bool isInUse(const ReviewGroupRecord &group) const; ///< some record has a review of it

    /// Fills put-code and created. Nothing when the record is unknown.
    const Notification *addNotification(const QString &orcid, Notification notification);

    QStringList webhooksOf(const QString &orcid) const;

    /// Told after each change of an item, not while researchers are loaded.
    using Observer = std::function<void(const QString &orcid)>;
    void setObserver(Observer observer) { m_observer = std::move(observer); }

    qint64 nowMs() const { return m_clock.now().toMSecsSinceEpoch(); }

private:
    /// Put-codes by the worked-out keys of one section of one record, so that a new item meets only those it shares one with.
    struct KeyIndex {
        QMultiHash<QString, qint64> duplicates, groups;
        void add(const RecordItem &item);
        void remove(const RecordItem &item);
    };
    KeyIndex &indexOf(const QString &orcid, const QString &section) { return m_keys[orcid + u'/' + section]; }
    void store(Researcher &researcher, const orcid::Section &section, RecordItem item);
    qint64 takePutCode();
    void changed(Researcher &researcher);

    const Clock &m_clock;
    QHash<QString, Researcher> m_researchers;
    QStringList m_order;
    QHash<QString, KeyIndex> m_keys; ///< by "orcid/section"
    QSet<qint64> m_putCodes;
    qint64 m_nextPutCode = 1301;
    QList<ReviewGroupRecord> m_groups;
    Observer m_observer;
};

/// Fills the worked-out keys and completes the external ids with their normal forms.
void complete(const orcid::Section &section, RecordItem &item);
/// The external ids by which a section knows its items; empty array when there are none.
QJsonArray itemIds(const orcid::Section &section, const QJsonObject &content);

} // namespace baton::practice

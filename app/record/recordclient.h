#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/orcid/sections.h"
#include "app/record/item.h"
#include "app/record/overview.h"
#include "app/record/wire.h"

#include <QtCore/QObject>

#include <chrono>
#include <functional>

namespace baton::record {

/// One result for each of many, in their order.
using BulkResults = QList<Result<Item>>;

/// What may be done with an item or in a section, worked out before the click (orcid.md 4.9, 5, 6.2, 6.3).
struct Permission {
    bool allowed = false;
    QString reason; ///< why not, or why it is
};

struct PersonCard {
    QString name, orcid, biography;
    QJsonObject json;
};

/// Reads and changes one record as "second client on behalf of original client".
/// Error codes of a refusal carry ORCID's: "orcid.9021" with details = the error body; before the API: record.token
/// (401 that renewing did not cure), record.forbidden; plus http.* and exchange.*. Each says what to do next.
class RecordClient : public QObject {
    Q_OBJECT
public:
    explicit RecordClient(exchange::DelegatedSession &session, QObject *parent = nullptr);

    /// After a write more patience is due: nobody may be left not knowing.
    enum class Reading { Plain, Back };
    QFuture<Result<PersonCard>> readPerson();
    /// For lists that take a while.
    struct Watching {
        /// What is known already, lean, in the order of the list; `anew`: what was told before of this list counts no more. Only the
        /// result is certain: an answer that breaks off later is an error.
        std::function<void(const QList<Item> &items, bool anew)> items;
        std::shared_ptr<http::Stop> stop; ///< ends reading with http.cancelled
        bool lean = false;                ///< items of a list that is only looked at, see withJson()
    };
    /// Any section of orcid::allSections(), and personalDetails(); 10,000 works are parsed off the GUI thread while they arrive.
    QFuture<Result<SectionContent>> readSection(const QString &section, Reading how = Reading::Plain);
    QFuture<Result<SectionContent>> readSection(const QString &section, Reading how, const Watching &watching);
    /// Number of items per section and when they changed last, from GET /activities and /person.
    QFuture<Result<Overview>> readOverview();
    /// When the record changed last, from GET /summary: a small answer, whatever the record's size (orcid.md 6.5). Not every
    /// token may read it; nothing then.
    QFuture<Result<QDateTime>> readLastModified();
    /// `stop` ends reading with http.cancelled.
    QFuture<Result<Item>> readItem(const QString &section, qint64 putCode, Reading how = Reading::Plain, const std::shared_ptr<http::Stop> &stop = {});
    /// Up to 100 works in full by one request (orcid.md 6.4); those the registry has no answer for are left out.
    QFuture<Result<QList<Item>>> readWorks(const QList<qint64> &putCodes, Reading how = Reading::Plain);

    /// POST, then read back; the Item is what the registry stored. If the answer is lost, reads back and matches by
    /// external id and source before anything is said (S44).
    QFuture<Result<Item>> add(const QString &section, const QJsonObject &content);
    /// Many works by bulk POST, each refused or stored for itself; see BulkAddition.
    QFuture<BulkResults> addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop = {});
    QFuture<Result<Item>> update(const QString &section, qint64 putCode, const QJsonObject &content);
    QFuture<Result<void>> remove(const QString &section, qint64 putCode);

    Permission mayAdd(const QString &section) const;
    Permission mayChange(const Item &item) const;
    /// Other iDs are added with one scope and deleted with another; a withdrawn permission leaves deleting.
    Permission mayDelete(const Item &item) const;
    bool deletesOnly() const;
    /// Called with each answer; a refused token tells what it is still good for.
    void learnFrom(const http::Response &response);
    /// Whose record, as a bare iD.
    QString orcid() const { return m_session.delegation().orcid; }
    /// The tuple that our writes get.
    Source ourSource() const;
    /// Pause before a POST is repeated for the first time; doubles each time (S44).
    void setFirstWait(std::chrono::milliseconds wait);

Q_SIGNALS:
    /// A section's list as the registry sent it.
    void listRead(const baton::record::SectionContent &content, const QByteArray &json);
    void added(const baton::record::Item &item, qint64 traceId);
    void updated(const baton::record::Item &item, qint64 traceId);
    void removed(const QString &section, qint64 putCode, qint64 traceId);
    void permissionsChanged();
    /// The registry is too busy or gave no answer; the same is tried again after that.
    void waiting(std::chrono::milliseconds wait);

private:
    QFuture<Result<SectionContent>> readPersonalDetails(const Watching &watching);
    /// One write under way, sent again only after reading back showed that it did not arrive.
    struct Attempt {
        int number = 1;
        std::chrono::milliseconds wait;
        QDateTime seen; ///< when the item had last changed before it
        QString parties; ///< whose record, for whom and by whom: no other is asked or written to
    };
    bool isElsewhere(const Attempt &attempt) const;
    /// False when it was tried often enough.
    bool again(const Attempt &attempt, std::chrono::milliseconds atLeast, const std::function<void(const Attempt &)> &send);
    Patience patience(Reading how) const;
    void put(const QString &section, qint64 putCode, const QJsonObject &content, const Attempt &attempt, const Answer<Result<Item>> &answer);
    void sendRemoval(const QString &section, qint64 putCode, const Attempt &attempt, const Answer<Result<void>> &answer);
    void readBack(const QString &section, qint64 putCode, const QJsonObject &content, const http::Response &response, const Attempt &attempt, const Answer<Result<Item>> &answer);
    void confirmPut(const QString &section, qint64 putCode, const QJsonObject &content, const Error &reason, const Attempt &attempt, const Answer<Result<Item>> &answer);
    void confirmRemoval(const QString &section, qint64 putCode, const Error &reason, const Attempt &attempt, const Answer<Result<void>> &answer);
    Permission scopesAllow(const QStringList &wanted) const;
    Permission sectionAllows(const QString &section, QStringList orcid::Section::*scopes) const;
    Permission itemAllows(const Item &item, QStringList orcid::Section::*scopes) const;
    Permission onlyDeletes() const;
    void setOnlyDeletes(bool only);
    void shut(const QString &reason);
    QString notOurs(const Source &source) const;

    exchange::DelegatedSession &m_session;
    std::chrono::milliseconds m_firstWait { 500 };
    bool m_onlyDeletes = false;
    QString m_shut; ///< why the whole record refuses, empty if it does not
};

} // namespace baton::record

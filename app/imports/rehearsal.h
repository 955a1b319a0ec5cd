#pragma once

#include "app/formats/row.h"
#include "app/record/recordclient.h"

#include <QtCore/QHash>

#include <functional>
#include <optional>

namespace baton::imports {

/// What sending a row would do, worked out before the first request.
struct Verdict {
    enum class Kind {
        New,       ///< POST
        NewBeside, ///< POST; another source has it already (putCode), the registry will group them
        Update,    ///< PUT to putCode; `fields` differ
        Same,      ///< putCode holds all of it: nothing to send
        Refused    ///< would be refused, or cannot be sent; `words` says why, `code` what ORCID would answer
    };
    Kind kind = Kind::New;
    qint64 putCode = 0;
    QStringList fields;  ///< labels of the fields that differ
    int code = 0;        ///< ORCID's: 9021, 9023, …; 0 = none
    QString words;       ///< "no such identifier on the record"
    QJsonObject before;  ///< Update: the item as stored, in full
    bool alone = false;  ///< New: by a POST of its own, since a bulk would take it for a duplicate (orcid.md 8.3)

    bool sends() const { return kind != Kind::Same && kind != Kind::Refused; }
    /// "New", "New beside 1604", "Same as put-code 1733", "Would be refused: 9023", "Can’t be sent".
    QString headline() const;
};

using Items = QHash<QString, QList<record::Item>>; ///< per section key
using Codes = QHash<QString, qint64>;              ///< row key to put-code

/// What decides about a client's writes, copied, so that rows can be judged in another thread.
struct Terms {
    record::Source ours;
    QString orcid;       ///< whose record; rows that name somebody else do not go there
    QHash<QString, record::Permission> mayAdd, mayChange; ///< per section; of our own items
    static Terms of(const record::RecordClient &client, const QStringList &sections);
};

/// Called with the number of rows judged; false stops, and the verdicts so far come back.
using Judged = std::function<bool(int rows)>;

/// Judges rows against one record: record::problems(), permissions, duplicates inside the file and on the record, put-codes the
/// file or an earlier import named (`kept`: row key to put-code). `onRecord`: items per section, in full where they are ours.
QList<Verdict> rehearse(const QList<formats::Row> &rows, const Items &onRecord, const record::RecordClient &client, const Codes &kept);
QList<Verdict> rehearse(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept, const Judged &judged = {});

/// Put-codes per section of those items of ours that rows will be compared with and whose summary does not say everything.
QHash<QString, QList<qint64>> neededInFull(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept);

/// Sections of the rows, in the order of the file.
QStringList sectionsOf(const QList<formats::Row> &rows);

} // namespace baton::imports

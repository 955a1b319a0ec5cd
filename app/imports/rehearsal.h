#pragma once

#include "app/formats/row.h"
#include "app/record/recordclient.h"

#include <QtCore/QHash>

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

    bool sends() const { return kind != Kind::Same && kind != Kind::Refused; }
};

/// Judges rows against one record: record::problems(), permissions, duplicates inside the file and on the record, put-codes the
/// file or an earlier import named (`kept`: row key to put-code). `onRecord`: items per section, in full where they are ours.
QList<Verdict> rehearse(const QList<formats::Row> &rows, const QHash<QString, QList<record::Item>> &onRecord, const record::RecordClient &client,
    const QHash<QString, qint64> &kept);

} // namespace baton::imports

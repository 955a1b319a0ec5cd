#pragma once

#include "app/record/difference.h"
#include "app/record/item.h"

namespace baton::record {

/// One field as it was sent and as the registry stored it.
struct OutcomeRow {
    enum class Verdict {
        Same,
        Changed,  ///< the registry stored something else
        Added,    ///< the registry put it there
        Missing,  ///< sent, and not there when read back
        Ours,     ///< source: the tuple of our writes
        NotOurs,
        Kept,     ///< a date that stayed
        New       ///< a date set by this write
    };
    QString field;
    QString sent;       ///< empty = not sent
    QString stored;
    Verdict verdict = Verdict::Same;
    bool technical = false; ///< identifiers, for the fixed font
};

struct Outcome {
    QList<OutcomeRow> rows; ///< what was changed, then what the registry did by itself
    int others = 0;         ///< further fields, sent unchanged and stored so
    QString summary;        ///< "The registry stored what you sent and added the doi’s normal form, by which it finds duplicates."
    bool asSent = true;     ///< nothing sent was stored otherwise or left out
};

/// `before`: as stored before, empty for a new item; `sent`: the body; `stored`: as read back.
Outcome outcomeOf(const QString &section, const QJsonObject &before, const QJsonObject &sent, const QJsonObject &stored, const Source &us,
    const QDateTime &now = QDateTime::currentDateTime());

} // namespace baton::record

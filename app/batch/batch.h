#pragma once

#include "app/formats/row.h"
#include "app/imports/rehearsal.h"

#include <QtCore/QDateTime>

namespace baton::batch {

/// One item of the file and what became of it.
struct Row {
    enum class State {
        Unread,   ///< not compared with the record yet
        ToDo,
        Sending,  ///< noted; if Baton ends here, it is read back before anything else
        Written,
        ReadBack, ///< written, its answer was lost: found by reading back
        There,    ///< all of it was on the record already
        Refused,
        Stopped   ///< hers cannot be written any more, or the batch was stopped
    };

    formats::Row item;
    QStringList cells;       ///< the line of the file as it was, under Batch::headings
    int person = -1;         ///< index in Batch::people; -1: the line names nobody
    imports::Verdict::Kind verdict = imports::Verdict::Kind::New;
    State state = State::Unread;
    qint64 putCode = 0;      ///< to be updated, or as written; 0 = none yet
    int code = 0;            ///< ORCID's, of a refusal; 0 = none
    QString words;           ///< what would be or was done, or why not
    QString entry;           ///< the journal's id of its write; empty before
    QDateTime at;            ///< UTC, of the last change of state

    bool isOver() const { return state >= State::Written; }
    bool isWritten() const { return state == State::Written || state == State::ReadBack; }
    static QString nameOf(State state); ///< "to_do", "written", …: as stored
};

/// A researcher of the file, and the delegation under which her rows are written.
struct Person {
    enum class State {
        NoDelegation, ///< no usable id_token in the inbox
        Waiting,      ///< for her turn
        Working,
        Delayed,      ///< the registry asked for patience; again at `until`
        Finished,
        Stopped       ///< her permission is gone, or her record is closed
    };

    QString orcid, name;        ///< bare iD; name may be empty
    QString deliveryId;         ///< in the inbox
    QString clientId;           ///< acts for her: the second client
    QString originalClientId, originalName;
    State state = State::Waiting;
    QString words;              ///< of Stopped and NoDelegation: what was seen
    QString how;                ///< of Stopped: "when her token was renewed"
    bool withdrawn = false;     ///< of Stopped: the researcher withdrew the permission
    QDateTime since;            ///< UTC, of Stopped
    QDateTime until;            ///< UTC, of Delayed
    qint64 traceId = 0;         ///< of Stopped: the exchange that showed it, in this run
    QList<int> rows;            ///< indexes in Batch::rows, in order of the file

    QString shown() const { return name.isEmpty() ? orcid : name; }
};

struct Counts {
    int all = 0, written = 0, there = 0, refused = 0, stopped = 0, toDo = 0; ///< toDo: everything that is not over
    int adds = 0, updates = 0; ///< of those to do
    int over() const { return all - toDo; }
    int finished() const { return written + there + refused; }
};

/// Items for the records of many researchers, with everything that is known of each.
struct Batch {
    enum class State {
        Rehearsing, ///< rows are compared with the records; nothing is written
        Ready,      ///< every row has its verdict
        Running,
        Paused,     ///< see `reason`
        Stopped,    ///< for good, by whoever is at the window
        Finished
    };

    QString id;             ///< sorts by time
    QString name, fileName;
    QString environmentId;
    State state = State::Rehearsing;
    QString reason;         ///< why it is paused; empty when asked for
    bool closed = false;    ///< paused because Baton was closed
    QDateTime createdAt, startedAt, finishedAt; ///< UTC
    QString fingerprint;    ///< of the kind of file, see formats::fingerprint()
    QString section;        ///< of lines that name none
    QString clientId;       ///< acts for those whose package names no client of ours
    QStringList headings;   ///< of the file's columns
    QList<Person> people;   ///< in order of their first row
    QList<Row> rows;        ///< in order of the file

    Counts counts() const;
    Counts counts(const Person &person) const;
    bool isOver() const { return state == State::Stopped || state == State::Finished; }
    QStringList sections() const; ///< keys, in order of the record
    int columnOf(const QString &place) const; ///< for "orcid", "section" or "put-code"; −1: none
    static QString nameOf(State state);
};

/// What the list of batches shows.
struct Head {
    QString id, name, fileName;
    Batch::State state = Batch::State::Paused;
    bool closed = false;
    QDateTime createdAt, finishedAt;
    int people = 0;
    Counts counts;
};
Head headOf(const Batch &batch);

} // namespace baton::batch

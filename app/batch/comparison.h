#pragma once

#include "app/base/whendone.h"
#include "app/batch/archive.h"
#include "app/batch/pace.h"
#include "app/imports/gathering.h"

#include <QtCore/QObject>

namespace baton::batch {

/// Compares one researcher's rows with her record: reads what a rehearsal needs of it, within the batch's rate, and judges every
/// row. Nothing is written. Single use; deleting it ends it.
class Comparison : public QObject {
    Q_OBJECT
public:
    struct Parts {
        record::RecordClient &client;
        exchange::DelegatedSession &session;
        Archive &archive;
        Pace &pace;
        const Batch &batch;
    };
    /// `kept`: put-codes of earlier imports of such a file.
    Comparison(const Parts &parts, int person, const imports::Codes &kept);

    struct Judged {
        QList<imports::Verdict> verdicts; ///< in the order of her rows
        Archive::Parts before;            ///< of those to be updated, encrypted
    };
    /// Errors: those of reading, vault.*.
    QFuture<Result<Judged>> run();

private:
    void judge(const imports::Items &onRecord);

    Parts m_parts;
    QList<int> m_numbers;       ///< her rows in the batch
    QList<formats::Row> m_rows; ///< the same as they came
    imports::Codes m_kept;
    Answer<Result<Judged>> m_answer;
};

} // namespace baton::batch

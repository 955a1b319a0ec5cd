#pragma once

#include "app/base/whendone.h"
#include "app/batch/archive.h"
#include "app/batch/pace.h"
#include "app/imports/rehearsal.h"
#include "app/record/fullitems.h"

#include <QtCore/QObject>

namespace baton::batch {

/// Compares one researcher's rows with her record: reads the sections they belong to, then in full what they would change, and
/// judges every row. Nothing is written. Single use; deleting it ends it.
class Comparison : public QObject {
    Q_OBJECT
public:
    struct Parts {
        record::RecordClient &client;
        record::FullItems &full;
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
    void readNextSection();
    void findCandidates();
    void readCandidates();
    void judge();

    Parts m_parts;
    QList<int> m_numbers;                   ///< her rows in the batch
    QList<formats::Row> m_rows;             ///< the same as they came
    imports::Codes m_kept;
    QStringList m_sections;                 ///< still to be read
    imports::Items m_onRecord;
    QHash<QString, QList<qint64>> m_needed; ///< still to be read in full, by section
    Answer<Result<Judged>> m_answer;
};

} // namespace baton::batch

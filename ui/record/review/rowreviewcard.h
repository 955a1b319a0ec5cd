#pragma once

#include "app/record/journal.h"
#include "ui/record/review/changesview.h"

#include <optional>

namespace baton::ui {

class CurrentStack;
class JsonDiffView;
class SentTable;

/// One of many writes, for looking at: a row of an import or of a batch, a change that is taken back.
struct RowReview {
    QString section, title;
    QString headline, words;       ///< the verdict or what became of it: "Same as put-code 1733", "2 fields differ: update"
    QString icon;
    Tone tone = Tone::Neutral;
    QJsonObject before, after;     ///< as the registry has it (empty: a new item), and as it would be (empty: deleted); both empty: nothing is sent
    QStringList notes;             ///< what the file's reader had to say
    QString request;               ///< "PUT /v3.0/0000-0002-9227-8514/work/1733"; empty = nothing is sent
    std::optional<record::JournalEntry> entry; ///< what was written, once it was
    record::Source us;             ///< whose writes `entry` is one of
    qint64 traceId = 0;            ///< the exchange that carried it; 0 = none in this run
};

/// Beside a table of rows: what the current one would do, field by field or as JSON; after sending, what was sent beside what
/// the registry stored.
class RowReviewCard : public Card {
    Q_OBJECT
public:
    explicit RowReviewCard(QWidget *parent = nullptr);

    void show(const RowReview &row);
    /// No row is current; says so.
    void clear();

Q_SIGNALS:
    void showExchange(qint64 traceId);

private:
    enum Face { Nothing, Planned, Written };
    QWidget *makeHead();
    QWidget *makeWritten();
    QWidget *makeFoot();
    void showWritten(const RowReview &row);

    QLabel *m_title = nullptr, *m_nothing = nullptr, *m_headline = nullptr, *m_words = nullptr, *m_outcome = nullptr, *m_request = nullptr;
    IconLabel *m_icon = nullptr;
    ChangesView *m_changes;
    CurrentStack *m_faces, *m_sentFaces = nullptr;
    Segments *m_sentModes = nullptr;
    SentTable *m_sentTable = nullptr;
    JsonDiffView *m_sentJson = nullptr;
    QWidget *m_foot = nullptr;
    QPushButton *m_exchange = nullptr;
    qint64 m_traceId = 0;
};

} // namespace baton::ui

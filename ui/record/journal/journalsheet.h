#pragma once

#include "app/record/undo.h"
#include "ui/common/widgets.h"

class QStackedWidget;

namespace baton::ui {

class ConflictPanel;
class EntryList;
class NoteBox;
class ReviewPanel;

/// Every change sent from here, and beside it what one of them did. Undoing is a write like any other: reviewed, noted,
/// read back.
class JournalSheet : public QWidget {
    Q_OBJECT
public:
    explicit JournalSheet(const record::Writer &writer, const record::Undo &undo, QWidget *parent = nullptr);

    /// `apiPath`: "/v3.0/0000-0002-9227-8514", for the request line of a review.
    void open(const QString &apiPath);
    /// An item was changed meanwhile: theirs beside mine.
    void showConflict(const record::Draft &mine, const QJsonObject &theirs);
    QList<QPushButton *> headButtons() const { return { m_undoSession, m_backToStart }; }

Q_SIGNALS:
    void undoManyRequested(const QString &session); ///< empty: since where you began
    void undoRequested(const QString &entryId); ///< to be reviewed
    void keepTheirs(const QString &draftId);
    void keepAsDraft();
    void reviewMerged(const baton::record::Draft &merged); ///< before = theirs now, content = what was chosen

private:
    void refresh();
    void choose(const QString &entryId);

    const record::Writer &m_writer;
    const record::Undo &m_undo;
    QString m_apiPath, m_entry;
    QPushButton *m_undoSession, *m_backToStart;
    EntryList *m_list;
    QStackedWidget *m_right;
    QLabel *m_words, *m_note;
    NoteBox *m_refusal;
    ReviewPanel *m_review;
    ConflictPanel *m_conflict;
};

} // namespace baton::ui

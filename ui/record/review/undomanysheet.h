#pragma once

#include "ui/record/review/reviewsheet.h"
#include "ui/record/review/rowreviewcard.h"

class QProgressBar;
class QStandardItemModel;
class QTableView;

namespace baton::ui {

/// Taking back many changes on a page of its own: each act that would be sent, newest first, beside it what it does field by
/// field; then what became of each.
class UndoManySheet : public QWidget {
    Q_OBJECT
public:
    explicit UndoManySheet(const ReviewSheet::Parts &parts, QWidget *parent = nullptr);

    /// `session` empty: everything since the delegation's first entry.
    void open(const QString &session);
    bool isRunning() const { return m_running; }
    bool isDone() const { return m_done; }
    void send(); ///< as the button does, when it may
    void sendNow();

Q_SIGNALS:
    void headline(const QString &title, const QString &purpose);
    void sendRequested();
    void back();
    void written();
    void showExchange(qint64 traceId);

private:
    struct Act {
        record::JournalEntry entry;
        record::Undo::Plan plan;
    };
    QWidget *makeActs();
    QWidget *makeFoot();
    void showActs();
    void showFates();
    void showAct();
    RowReview reviewOf(const Act &act) const;
    std::optional<record::JournalEntry> undoing(const QString &entryId) const;
    void finished(const record::Undo::Summary &summary);

    ReviewSheet::Parts m_parts;
    QList<Act> m_acts;
    QString m_session;
    bool m_running = false, m_done = false;
    Banner *m_banner;
    QStandardItemModel *m_model;
    QTableView *m_table = nullptr;
    RowReviewCard *m_review;
    QLabel *m_count = nullptr, *m_notes = nullptr;
    QWidget *m_progressRow = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_progressWords = nullptr;
    QPushButton *m_send = nullptr, *m_back = nullptr;
};

} // namespace baton::ui

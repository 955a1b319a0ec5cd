#pragma once

#include "app/record/writer.h"
#include "ui/common/widgets.h"

class QProgressBar;
class QVBoxLayout;

namespace baton::ui {

/// Taking back many changes on a page of its own: each act that would be sent, newest first, and then what became of it.
class UndoManySheet : public QWidget {
    Q_OBJECT
public:
    explicit UndoManySheet(record::Writer &writer, QWidget *parent = nullptr);

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

private:
    struct Act {
        record::JournalEntry entry;
        record::Writer::UndoPlan plan;
    };
    void showActs();
    void addAct(const Act &act);
    void finished(const record::Writer::UndoSummary &summary);

    record::Writer &m_writer;
    QList<Act> m_acts;
    QString m_session;
    bool m_running = false, m_done = false;
    Banner *m_banner;
    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    QLabel *m_count, *m_notes;
    QWidget *m_progressRow;
    QProgressBar *m_progress;
    QLabel *m_progressWords;
    QPushButton *m_send, *m_back;
};

} // namespace baton::ui

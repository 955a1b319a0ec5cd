#pragma once

#include "app/imports/sender.h"
#include "ui/common/currentstack.h"
#include "ui/common/fields.h"
#include "ui/record/imports/importrun.h"

class QProgressBar;
class QStackedWidget;

namespace baton::ui {

class ImportFoot;
class ImportSteps;
class MappingCard;
class RowReviewCard;
class VerdictModel;

/// Works or other items out of a file: what each field becomes, a rehearsal with a verdict for every row before the first
/// request, then sending with what became of each.
class ImportSheet : public QWidget {
    Q_OBJECT
public:
    ImportSheet(record::RecordClient &client, exchange::DelegatedSession &session, record::Writer &writer, QWidget *parent = nullptr);

    /// `section`: of a CSV that names none.
    void open(const QString &section);
    void openFile(const QString &path);
    void chooseFile();
    bool isSending() const { return m_sender != nullptr; }
    /// "works", or "items" of several sections.
    QString things() const;
    /// Under the page's title: a rehearsal, being sent, sent, stopped.
    QString purpose() const;
    /// What the rows that are ticked would be, for a question: "31 new works and 4 changes".
    QString question() const;
    void send();
    /// Each row with what it would do, or did, beside the table; sending begins there.
    void setReviewing(bool reviewing);
    bool isReviewing() const { return m_reviewing; }
    QString title() const; ///< "Import works", "Review 35 works"

Q_SIGNALS:
    void sendRequested();   ///< send() goes ahead
    void purposeChanged();
    void showExchange(qint64 traceId);
    void failed(const baton::Error &error);
    void told(const QString &words);
    void written();         ///< the record is another one now
    void journalRequested();
    void backRequested();

private:
    enum Face { NoFile, Rows };
    QWidget *makeNoFile();
    QWidget *makeRows();
    QWidget *makeFilter();
    void connectRun();
    void showBusy(const QString &words, int done, int of);
    void showFile();
    void showVerdicts();
    void showCounts();
    void showRow();
    void showStep();
    void showReason();
    void setTouchable(bool on);
    void outcome(const imports::Outcome &outcome);
    void finished(const Error &stopped);
    void saveVerdicts();
    void reset();

    record::RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    record::Writer &m_writer;
    ImportRun *m_run;
    VerdictModel *m_model;
    imports::Sender *m_sender = nullptr;
    ImportSteps *m_steps;
    CurrentStack *m_faces;
    QPushButton *m_choose = nullptr;
    QWidget *m_busyRow;
    QLabel *m_busyWords;
    QProgressBar *m_busyBar;
    MappingCard *m_mapping = nullptr;
    class Segments *m_filter = nullptr;
    SearchField *m_search = nullptr;
    class VerdictTable *m_table = nullptr;
    class QLabel *m_nothing = nullptr;
    QStackedWidget *m_middle = nullptr;
    ImportFoot *m_foot = nullptr;
    class QToolButton *m_look = nullptr;
    RowReviewCard *m_review = nullptr;
    imports::Codes m_toKeep;
    QString m_section = QStringLiteral("works"), m_ticksOf, m_ticksFile;
    bool m_sent = false, m_stopped = false, m_reviewing = false;
};

} // namespace baton::ui

#pragma once

#include "app/imports/sender.h"
#include "ui/record/imports/verdictmodel.h"

class QProgressBar;
class QStackedWidget;

namespace baton::ui {

/// Below the rehearsal: what would be sent; while it is sent how far it is; then what became of it.
class ImportFoot : public QFrame {
    Q_OBJECT
public:
    explicit ImportFoot(QWidget *parent = nullptr);
    /// Before every row was looked at, or on the review, whose button sends.
    void setReviewing(bool reviewing);
    void showCounts(const VerdictCounts &counts, const imports::Sender::Requests &requests, const QString &things);
    /// Why nothing can be sent now; empty when it can.
    void setReason(const QString &reason);
    void showProgress(int done, int of);
    void showWaiting(std::chrono::milliseconds wait);
    void showResults(const QHash<int, imports::Outcome> &outcomes, const Error &stopped);

    QPushButton *const send;

Q_SIGNALS:
    void exportRequested();
    void rehearsalRequested(); ///< away from the review
    void cancelRequested();
    void againRequested();
    void journalRequested();
    void backRequested();

private:
    void showFace(int face);
    void showButton();
    QWidget *makePlan();
    QWidget *makeProgress();
    QWidget *makeResults();

    QStackedWidget *m_stack;
    QLabel *m_strong, *m_rest, *m_reason, *m_progressWords, *m_results, *m_stopped;
    QProgressBar *m_progress;
    QPushButton *m_again, *m_save = nullptr, *m_rehearsal = nullptr;
    QString m_things;
    int m_toSend = 0;
    bool m_reviewing = false;
};

} // namespace baton::ui

#pragma once

#include "app/base/clock.h"
#include "app/desk/recall.h"
#include "ui/common/subpage.h"

class QPushButton;

namespace baton::ui {

class ListBox;
class RecallStep;

/// What the page shows of a recall: taken from it after each change.
struct RecallView {
    ledger::HandOver handOver;
    qint64 entry = 0; ///< number of the hand-over's first entry
    QList<desk::Recall::Step> steps;
    desk::Recall::Outcome outcome = desk::Recall::Outcome::Open;
    QString outcomeWords;
    QStringList cannotUndo;
};

/// Walks through what can truly be ended, step by step, and shows whether it ended.
class RecallPage : public SubPage {
    Q_OBJECT
public:
    explicit RecallPage(const Clock &clock, QWidget *parent = nullptr);
    void show(const RecallView &view);
    using QWidget::show;
    void triggerPrimary() override;

Q_SIGNALS:
    void revokeTokens();
    void copyText();
    void saveNotice();
    void prove();
    void printProof();

private:
    QWidget *buildSteps();
    QWidget *buildLimits();
    void showOutcome(const RecallView &view);
    void showLimits(const QStringList &limits);

    const Clock &m_clock;
    Banner *m_outcome;
    qint64 m_trace = 0;
    QList<RecallStep *> m_steps;
    ListBox *m_limits;
    QPushButton *m_print, *m_done;
};

} // namespace baton::ui

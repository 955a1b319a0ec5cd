#pragma once

#include "app/batch/batches.h"
#include "ui/common/subpage.h"
#include "ui/common/widgets.h"

class QStackedWidget;

namespace baton::ui {

class BatchBoard;
class BatchStart;

/// Items for many researchers, in place of the Record page; it needs nobody's record to be open.
class BatchPage : public SubPage {
    Q_OBJECT
public:
    explicit BatchPage(batch::Batches &batches, QWidget *parent = nullptr);

    void setEnvironment(const orcid::Environment &environment) override;
    void triggerPrimary() override;
    void openFile(const QString &path);
    void openBatch(const QString &id);
    void focusMain(); ///< the people of a batch, without one the choice of a file
    BatchStart *start() const { return m_start; }

private:
    void makeActions();
    void take();
    void refresh();
    void refreshButtons();
    void waitFor(const QFuture<Result<void>> &reading, const std::function<void()> &then);
    void chooseFile();
    void saveExample();
    void exportResult();
    void startWriting();
    void writeNow();
    void stop();
    void forget(const QString &id, const QString &name);

    batch::Batches &m_batches;
    QPointer<batch::Runner> m_runner;
    QStackedWidget *m_stack;
    BatchStart *m_start;
    BatchBoard *m_board;
    QPushButton *m_all, *m_export, *m_stop, *m_again, *m_main;
    int m_reading = 0;       ///< wishes under way
    bool m_saidReal = false; ///< asked once before the first write to a real registry
};

} // namespace baton::ui

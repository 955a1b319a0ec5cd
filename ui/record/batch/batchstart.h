#pragma once

#include "app/batch/batches.h"
#include "ui/common/widgets.h"

namespace baton::ui {

class ListBox;

/// Before a batch is open: which columns the CSV has, the button to choose it, and the batches there were.
class BatchStart : public QWidget {
    Q_OBJECT
public:
    BatchStart(batch::Batches &batches, QWidget *parent = nullptr);
    void refresh();
    void setReading(bool reading);
    QString clientId() const; ///< acts for those whose package names no client of ours

Q_SIGNALS:
    void fileWanted();
    void exampleWanted();
    void openRequested(const QString &batchId);
    void forgetRequested(const QString &batchId, const QString &name);

private:
    QWidget *makeChoice();
    void addRow(const batch::Head &head);

    batch::Batches &m_batches;
    QPushButton *m_choose = nullptr;
    Spinner *m_spinner = nullptr;
    QLabel *m_delegations = nullptr;
    QComboBox *m_client = nullptr;
    QWidget *m_clientRow = nullptr;
    Card *m_earlier;
    ListBox *m_list;
};

} // namespace baton::ui

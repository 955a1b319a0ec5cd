#pragma once

#include <QtWidgets/QTableView>

class QCheckBox;

namespace baton::ui {

class ManyModel;

/// "Researchers in package": the table with a real check box in each row, and one above them for all that are shown.
class ManyTable : public QTableView {
    Q_OBJECT
public:
    explicit ManyTable(ManyModel *model, QWidget *parent = nullptr);
    QString currentId() const; ///< of the delivery in the current row; empty when there is none

Q_SIGNALS:
    void currentMoved();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void makeBoxes();
    void showChosen();
    void placeHeaderBox();
    void fit();

    ManyModel *m_many;
    QCheckBox *m_all;
    QList<QCheckBox *> m_boxes; ///< one per row
    QString m_id;
};

} // namespace baton::ui

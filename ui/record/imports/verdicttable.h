#pragma once

#include "ui/common/table.h"

#include <QtCore/QPointer>

class QCheckBox;

namespace baton::ui {

class VerdictModel;

/// Icon and headline, and below them why.
class VerdictDelegate : public CellDelegate {
    Q_OBJECT
public:
    using CellDelegate::CellDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// "Rehearsal": the rows of a file with a real check box in each that is in sight, and one above them for all that are shown.
class VerdictTable : public QTableView {
    Q_OBJECT
public:
    explicit VerdictTable(VerdictModel *model, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeBoxes();
    QCheckBox *makeBox(int row);
    void showTicks();
    void placeHeaderBox();
    void fit();

    VerdictModel *m_verdicts;
    QCheckBox *m_all;
    QHash<int, QPointer<QCheckBox>> m_boxes; ///< of the rows in sight
};

} // namespace baton::ui

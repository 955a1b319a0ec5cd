#pragma once

#include "app/record/outcome.h"
#include "ui/common/widgets.h"

class QVBoxLayout;

namespace baton::ui {

/// What was sent beside what the registry stored, field by field.
class SentTable : public QWidget {
    Q_OBJECT
public:
    explicit SentTable(QWidget *parent = nullptr);
    void show(const record::Outcome &outcome);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isNarrow() const;
    void fill();
    void addHead();
    void addRow(const record::OutcomeRow &row);
    void addNarrow(const record::OutcomeRow &row, RoleWidget *item, QWidget *stored, Chip *chip);
    QWidget *sourceCell(const QString &sentence, QWidget *parent) const;

    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    record::Outcome m_outcome;
    bool m_narrow = false; ///< as it was filled
};

} // namespace baton::ui

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

private:
    void addHead();
    void addRow(const record::OutcomeRow &row);
    QWidget *sourceCell(const QString &sentence, QWidget *parent) const;

    RoleWidget *m_list;
    QVBoxLayout *m_rows;
};

} // namespace baton::ui

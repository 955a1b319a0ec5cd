#pragma once

#include "app/practice/registry.h"
#include "ui/common/widgets.h"

class QVBoxLayout;

namespace baton::ui {

class FaultRow;

/// The fault board of the running practice registry: groups of switches, how many are on, and one button for none.
class FaultBoardCard : public Card {
    Q_OBJECT
public:
    explicit FaultBoardCard(practice::Registry &registry, QWidget *parent = nullptr);
    /// As the registry has it now; disabled while it is stopped.
    void refresh();

Q_SIGNALS:
    void failed(const baton::Error &error);

private:
    void build(const practice::FaultBoard &board);
    QWidget *groupHead(const QString &group);

    practice::Registry &m_registry;
    Chip *m_on;
    QPushButton *m_allOff;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    QLabel *m_stopped;
    QHash<QString, QLabel *> m_counts; ///< by group
    QHash<QString, FaultRow *> m_byName;
};

} // namespace baton::ui

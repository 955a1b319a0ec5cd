#pragma once

#include "app/practice/registry.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

namespace baton::ui {

/// The registry's own clock: what it shows, and moving it.
class ClockCard : public Card {
    Q_OBJECT
public:
    explicit ClockCard(practice::Registry &registry, QWidget *parent = nullptr);
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void move(std::chrono::seconds by);
    QPushButton *mover(const QString &text, const QString &name, std::chrono::seconds by);

    practice::Registry &m_registry;
    Chip *m_real;
    QLabel *m_time;
    QList<QWidget *> m_controls;
    QTimer m_tick;
};

} // namespace baton::ui

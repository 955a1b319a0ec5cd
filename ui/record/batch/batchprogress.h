#pragma once

#include "app/batch/runner.h"
#include "ui/common/widgets.h"

namespace baton::ui {

class PartsBar;

/// How far a batch is: what happens now, how many rows came to what, and the bar of it.
class BatchProgress : public Card {
    Q_OBJECT
public:
    explicit BatchProgress(QWidget *parent = nullptr);
    void show(const batch::Runner &runner);

private:
    Spinner *m_spinner;
    IconLabel *m_stateIcon;
    QLabel *m_headline, *m_words;
    QList<QLabel *> m_counts;
    QList<QWidget *> m_countBoxes;
    PartsBar *m_bar;
};

} // namespace baton::ui

#pragma once

#include "app/http/trace.h"
#include "app/relay/story.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// Below the diagram: the selected step in words, and the way to its HTTP exchange.
class StepPanel : public Card {
    Q_OBJECT
public:
    StepPanel(const relay::Story &story, const http::Trace &trace, QWidget *parent = nullptr);
    void showStep(int step); ///< 0 = none selected

Q_SIGNALS:
    void showExchange(qint64 traceId);

private:
    void showEmpty();
    void showTrace(const relay::Step &step);

    const relay::Story &m_story;
    const http::Trace &m_trace;
    StepDot *m_dot = nullptr;
    QLabel *m_title, *m_words, *m_request, *m_when;
    Chip *m_status;
    QPushButton *m_exchange;
    QHBoxLayout *m_row;
    int m_step = 0;
};

} // namespace baton::ui

#pragma once

#include "app/http/trace.h"
#include "app/relay/story.h"
#include "ui/common/widgets.h"

class QTabWidget;

namespace baton::ui {

class CodeView;
class TimingBar;

/// One exchange in four tabs. Secrets are only in the text when `reveal` is on.
class ExchangeDetail : public Card {
    Q_OBJECT
public:
    ExchangeDetail(const http::Trace &trace, const relay::Story *story, QWidget *parent = nullptr);
    void showExchange(qint64 id); ///< 0 = none
    qint64 current() const { return m_id; }
    void setReveal(bool reveal);
    void copyAsCurl();

Q_SIGNALS:
    void showStep(int step);

private:
    QWidget *buildOverview();
    void addTab(QWidget *page, const QString &text, const QString &accessibleName);
    void refresh();
    void refreshStep();
    void refreshStatus(const http::Exchange &exchange);

    const http::Trace &m_trace;
    const relay::Story *m_story;
    qint64 m_id = 0;
    int m_step = 0;
    bool m_reveal = false;
    QTabWidget *m_tabs;
    QPushButton *m_stepLink, *m_curl;
    CodeView *m_summary, *m_body, *m_request, *m_response, *m_timing;
    TimingBar *m_bar;
    Chip *m_status;
    QLabel *m_type;
};

} // namespace baton::ui

#include "ui/traffic/exchangedetail.h"

#include "app/base/text.h"
#include "ui/common/rule.h"
#include "ui/common/codeview.h"
#include "ui/common/secretcopying.h"
#include "ui/traffic/exchangetext.h"
#include "ui/traffic/timingbar.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

ExchangeDetail::ExchangeDetail(const http::Trace &trace, const relay::Story *story, QWidget *parent)
    : Card(parent), m_trace(trace), m_story(story)
{
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_request = new CodeView(tr("Request details"), false);
    m_response = new CodeView(tr("Response details"), false);
    m_timing = new CodeView(tr("Timing details"), false);
    QWidget *overview = buildOverview();
    for (CodeView *view : { m_summary, m_body, m_request, m_response })
        copyLikeSecret(view, [this] { return m_reveal; });
    addTab(overview, tr("Overview"), tr("Request overview"));
    addTab(m_request, tr("Request"), tr("Request"));
    addTab(m_response, tr("Response"), tr("Response"));
    addTab(m_timing, tr("Timing"), tr("Timing"));
    m_stepLink = makeButton({}, {}, tr("Show step in Overview"), "link");
    m_curl = makeButton(tr("Copy as curl"), u"copy"_s, tr("Copy as curl"), "small");
    auto *corner = new QWidget;
    auto *row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 3, 10, 3);
    row->setSpacing(10);
    row->addWidget(m_stepLink);
    row->addWidget(m_curl);
    m_tabs->setCornerWidget(corner);
    addFlush(m_tabs);
    connect(m_curl, &QPushButton::clicked, this, &ExchangeDetail::copyAsCurl);
    connect(m_stepLink, &QPushButton::clicked, this, [this] {
        if (m_step > 0)
            Q_EMIT showStep(m_step);
    });
    if (story)
        connect(story, &relay::Story::changed, this, &ExchangeDetail::refreshStep);
    refresh();
}

void ExchangeDetail::addTab(QWidget *page, const QString &text, const QString &accessibleName)
{
    const int index = m_tabs->addTab(page, text);
    m_tabs->tabBar()->setAccessibleTabName(index, accessibleName);
}

QWidget *ExchangeDetail::buildOverview()
{
    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(14, 8, 14, 10);
    left->setSpacing(4);
    m_summary = new CodeView(tr("Request details"), false);
    m_bar = new TimingBar;
    left->addWidget(makeLabel(tr("Request"), "strong"));
    left->addWidget(m_summary, 1);
    left->addWidget(m_bar);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(14, 8, 14, 10);
    right->setSpacing(4);
    auto *heading = new QHBoxLayout;
    heading->setSpacing(8);
    m_status = new Chip;
    m_type = makeLabel({}, "caption");
    heading->addWidget(makeLabel(tr("Response"), "strong"));
    heading->addWidget(m_status);
    heading->addWidget(m_type);
    heading->addStretch();
    m_body = new CodeView(tr("Response body"), true);
    right->addLayout(heading);
    right->addWidget(m_body, 1);
    row->addLayout(left, 1);
    row->addWidget(new Rule(nullptr, Qt::Vertical));
    row->addLayout(right, 1);
    return page;
}

void ExchangeDetail::showExchange(qint64 id)
{
    m_id = id;
    refresh();
}

void ExchangeDetail::setReveal(bool reveal)
{
    m_reveal = reveal;
    refresh();
}

void ExchangeDetail::copyAsCurl()
{
    const http::Exchange *exchange = m_trace.find(m_id);
    if (!exchange)
        return;
    const QString command = http::Trace::toCurl(*exchange, m_reveal);
    if (m_reveal)
        copySecret(command);
    else
        copyText(command);
}

void ExchangeDetail::refresh()
{
    const http::Exchange *exchange = m_trace.find(m_id);
    m_curl->setEnabled(exchange);
    m_status->setVisible(exchange);
    m_type->setVisible(exchange);
    m_bar->setVisible(exchange);
    refreshStep();
    if (!exchange) {
        m_summary->setCode(tr("Select a request above."));
        for (CodeView *view : { m_body, m_request, m_response, m_timing })
            view->setCode({});
        return;
    }
    m_summary->setCode(requestSummary(*exchange, m_reveal));
    m_body->setCode(responseBody(*exchange, m_reveal));
    m_request->setCode(requestText(*exchange, m_reveal));
    m_response->setCode(responseText(*exchange, m_reveal));
    m_timing->setCode(timingText(*exchange));
    m_bar->setExchange(*exchange);
    m_type->setText(plain(exchange->responseType));
    refreshStatus(*exchange);
}

void ExchangeDetail::refreshStatus(const http::Exchange &exchange)
{
    if (exchange.state == http::Exchange::State::Running)
        m_status->set(tr("Sending…"), Tone::Accent, u"spinner"_s);
    else if (exchange.status == 0)
        m_status->set(exchange.state == http::Exchange::State::Cancelled ? tr("Cancelled") : tr("No answer"),
            exchange.failed() ? Tone::Err : Tone::Neutral, exchange.failed() ? u"xcircle"_s : u"minus"_s);
    else
        m_status->set((QString::number(exchange.status) + u' ' + plain(exchange.reason)).trimmed(), exchange.failed() ? Tone::Err : Tone::Ok,
            exchange.failed() ? u"xcircle"_s : u"okcircle"_s);
}

void ExchangeDetail::refreshStep()
{
    m_step = 0;
    if (m_story && m_id > 0) {
        for (const relay::Step &step : m_story->steps()) {
            if (step.traceId == m_id) {
                m_step = step.number;
                break;
            }
        }
    }
    m_stepLink->setVisible(m_step > 0);
    setButtonText(m_stepLink, tr("Step %1 in Overview").arg(m_step));
    m_stepLink->setAccessibleDescription(tr("Step %1").arg(m_step));
}

} // namespace baton::ui

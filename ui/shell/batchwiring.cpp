#include "ui/shell/batchwiring.h"

#include "ui/common/navbutton.h"
#include "ui/common/widgets.h"
#include "ui/record/batch/batchpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

BatchWiring::BatchWiring(desk::Desk &desk, Environments &environments, RecordPage &record, MainWindow &window, QObject *parent)
    : QObject(parent), m_desk(desk), m_record(record), m_window(window), m_page(new BatchPage(desk.batches, &record)), m_offer(new Banner(&record))
{
    m_page->hide();
    record.body()->insertWidget(0, m_offer);
    m_offer->hide();
    connect(m_offer, &Banner::actionTriggered, this, [this] {
        show();
        m_page->openBatch(m_offered);
    });
    const auto enter = [this](const orcid::Environment &environment) {
        m_desk.batches.setEnvironment(environment);
        m_page->setEnvironment(environment);
    };
    enter(environments.current());
    connect(&environments, &Environments::changed, this, enter);
    connect(&record, &RecordPage::batchRequested, this, &BatchWiring::show);
    connect(&desk.batches, &batch::Batches::busyChanged, this, &BatchWiring::mark);
    connect(&desk.session, &exchange::DelegatedSession::began, this, &BatchWiring::mark); // the conductor's tick came first
    connect(&desk.batches, &batch::Batches::listChanged, this, &BatchWiring::offer);
    connect(&desk.batches, &batch::Batches::opened, this, &BatchWiring::offer);
    connect(&desk.batches, &batch::Batches::tokenCame, &desk.delegations, &desk::Delegations::keep); // the Inbox shows them as they are
    connect(&desk.batches, &batch::Batches::withdrew, this, [this](const QString &delivery, const Error &error) {
        m_desk.delegations.keepProbe(delivery, desk::probeFrom(error, m_desk.clock.now()));
    });
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_desk.batches.close(); });
    offer();
}

void BatchWiring::show()
{
    Q_EMIT m_record.subPageRequested(m_page);
    m_page->focusMain();
}

void BatchWiring::mark()
{
    const bool busy = m_desk.batches.isBusy();
    if (!busy && !m_wasBusy)
        return;
    m_wasBusy = busy;
    m_window.rail()->item(PageId::Record)->setMark(busy ? NavButton::Mark::Busy : m_desk.session.isActive() ? NavButton::Mark::Done : NavButton::Mark::None);
}

void BatchWiring::offer()
{
    if (!m_offer)
        return;
    const auto interrupted = m_desk.batches.interrupted();
    const bool open = interrupted && m_desk.batches.current() && m_desk.batches.current()->batch().id == interrupted->id;
    m_offer->setVisible(interrupted && !open);
    if (!interrupted || m_offered == interrupted->id)
        return;
    m_offered = interrupted->id;
    m_offer->set(Tone::Warn, tr("“%1” paused when Baton was closed.").arg(interrupted->name),
        tr("%1 of its %2 rows are to do. What was on its way is read back first.").arg(interrupted->counts.toDo).arg(interrupted->counts.all), tr("Open batch"));
}

} // namespace baton::ui

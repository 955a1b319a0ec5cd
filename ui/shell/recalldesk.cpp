#include "ui/shell/recalldesk.h"

#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/printing.h"
#include "ui/common/widgets.h"
#include "ui/ledger/ledgerpage.h"
#include "ui/ledger/recallpage.h"
#include "ui/shell/environments.h"

namespace baton::ui {

RecallDesk::RecallDesk(desk::Desk &desk, Environments &environments, LedgerPage *ledger, QObject *parent)
    : QObject(parent), m_desk(desk), m_environments(environments), m_ledger(ledger), m_page(new RecallPage(desk.clock, ledger))
{
    m_page->hide();
    connectPage();
    connect(ledger, &LedgerPage::recallRequested, this, &RecallDesk::open);
    connect(&environments, &Environments::changed, this, [this](const orcid::Environment &environment) {
        Q_EMIT m_page->closed();
        m_recall.reset();
        m_page->hideBanner();
        m_page->setEnvironment(environment);
    });
}

void RecallDesk::connectPage()
{
    connect(m_page, &RecallPage::revokeTokens, this, [this] { m_recall->revokeTokens(); });
    connect(m_page, &RecallPage::copyText, this, [this] {
        copyText(m_recall->textForResearcher());
        m_recall->textTaken();
    });
    connect(m_page, &RecallPage::saveNotice, this, &RecallDesk::saveNotice);
    connect(m_page, &RecallPage::prove, this, [this] { m_recall->prove(); });
    connect(m_page, &RecallPage::printProof, this, [this] {
        offerPage(m_page, tr("Proof of the recall"), m_recall->proofPage(m_environments.current().name), tr("Recall proof"));
    });
}

void RecallDesk::open(const ledger::HandOver &handOver)
{
    const bool same = m_recall && m_recall->handOver().packageId == handOver.packageId && m_recall->handOver().orcid == handOver.orcid;
    if (!same) {
        m_recall = std::make_unique<desk::Recall>(m_desk.recallParts(), m_environments.current(), handOver);
        connect(m_recall.get(), &desk::Recall::changed, this, &RecallDesk::show);
    }
    m_page->hideBanner();
    show();
    Q_EMIT m_ledger->subPageRequested(m_page);
}

void RecallDesk::show()
{
    RecallView view;
    view.handOver = m_recall->handOver();
    view.entry = view.handOver.events.isEmpty() ? 0 : view.handOver.events.first().number;
    view.steps = m_recall->steps();
    view.outcome = m_recall->outcome();
    view.outcomeWords = m_recall->outcomeWords();
    view.cannotUndo = m_recall->cannotUndo();
    m_page->show(view);
}

void RecallDesk::saveNotice()
{
    m_page->hideBanner();
    const auto notice = m_recall->notice();
    if (!notice)
        return m_page->showError(notice.error());
    chooseSaveFile(m_page, tr("Save notice"), handover::receiptFileName(*notice), tr("Recall notices (*.baton-notice)"),
        [this, text = notice->compact, recall = m_recall.get()](const QString &path) {
            if (const auto written = writeFile(path, text); !written)
                return m_page->showError(written.error());
            if (m_recall.get() == recall)
                m_recall->noticeSaved();
        });
}

} // namespace baton::ui

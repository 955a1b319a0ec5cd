#include "ui/shell/ledgerwiring.h"

#include "app/base/text.h"
#include "ui/inbox/inboxpage.h"
#include "ui/shell/mainwindow.h"

#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace baton::ui {

LedgerWiring::LedgerWiring(desk::Desk &desk, InboxPage &inbox, MainWindow &window, QObject *parent)
    : QObject(parent), m_desk(desk), m_inbox(inbox), m_window(window)
{
    connect(&desk.bookkeeper, &desk::Bookkeeper::cameAlive, this, &LedgerWiring::warn);
    connect(&desk, &desk::Desk::notNoted, this, [this](const Error &error) { m_window.page(m_window.currentPage())->showError(error); });
    connect(&inbox, &InboxPage::receiptBrought, this, &LedgerWiring::import);
    connect(&inbox, &InboxPage::receiptGiven, this, [this](const QString &packageId) {
        if (const auto noted = m_desk.bookkeeper.receiptSaved(m_made.take(packageId)); !noted)
            m_inbox.showError(noted.error());
    });
    inbox.setReceiptMaker([this](const QString &packageId) -> Result<InboxPage::ReceiptFile> {
        const auto receipt = m_desk.bookkeeper.receiptFor(m_inbox.environment().id, packageId);
        if (!receipt)
            return fail(receipt.error());
        m_made.insert(packageId, *receipt);
        return InboxPage::ReceiptFile { receipt->compact, handover::receiptFileName(*receipt) };
    });
    connect(&desk.ledger, &ledger::Ledger::changed, this, &LedgerWiring::bringProbes);
    // Everything was forgotten: the environment changes, and its pages know after this turn.
    connect(&desk.delegations, &desk::Delegations::changed, this, [this](const QString &id) {
        if (id.isEmpty())
            QTimer::singleShot(0, this, &LedgerWiring::bringProbes);
    });
}

// What a probe of an earlier run said is better than nothing, and a recall tells of its tries here; the newer of both counts.
void LedgerWiring::bringProbes()
{
    if (m_desk.ledger.isLoading())
        return; // it tells when it is there
    for (const ledger::HandOver &row : m_desk.ledger.handOvers(m_inbox.environment().id)) {
        if (row.direction != ledger::HandOver::Direction::Received || !(row.lastProbe || row.registryForgot))
            continue;
        exchange::Probe probe = row.lastProbe.value_or(exchange::Probe());
        probe.nextTry = {}; // nobody waits for that any more
        if (row.registryForgot) {
            probe.state = exchange::Probe::State::Revoked;
            probe.words = tr("the practice registry began anew since");
            probe.at = m_desk.clock.now();
            const auto known = m_desk.delegations.probeOf(row.tokenId);
            if (known && known->words == probe.words)
                continue;
        }
        m_desk.delegations.keepProbe(row.tokenId, probe);
    }
}

void LedgerWiring::warn(const QList<ledger::HandOver> &alive)
{
    QStringList partners;
    for (const ledger::HandOver &row : alive)
        partners << (row.partner.isEmpty() ? tr("whoever has the passphrase") : plain(row.partner));
    partners.removeDuplicates();
    if (partners.isEmpty())
        return;
    const QString name = alive.first().researcher.isEmpty() ? alive.first().orcid : nameInSentence(alive.first().researcher);
    m_window.page(PageId::IdentityToken)
        ->showWarning(tr("A recalled hand-over works again."),
            tr("%1 signed in again, and with that the id_token that was recalled from %2 can be exchanged anew. Open the Ledger to recall it again.")
                .arg(name, partners.join(u", "_s)));
}

void LedgerWiring::import(const QByteArray &text)
{
    whenDone(m_desk.bookkeeper.import(text, m_inbox.environment()), this, [this](const Result<desk::Bookkeeper::Imported> &result) {
        if (result)
            imported(*result);
        else
            m_window.page(m_window.currentPage())->showError(result.error());
    });
}

QString LedgerWiring::partnerOf(const handover::Receipt &receipt) const
{
    const auto partner = m_desk.partners.find(receipt.environmentId, receipt.issuerClientId);
    return partner ? plain(partner->name) : receipt.issuerClientId;
}

void LedgerWiring::imported(const desk::Bookkeeper::Imported &imported)
{
    const QString from = partnerOf(imported.receipt);
    Page *page = m_window.page(m_window.currentPage());
    if (imported.receipt.type == handover::Receipt::Type::Receipt) {
        page->showNotice(imported.news > 0 ? tr("The receipt from %1 is in the ledger now: %n new entries.", nullptr, imported.news).arg(from)
                                           : tr("This receipt from %1 was imported before; nothing was changed.").arg(from));
        return;
    }
    if (imported.wiped.isEmpty())
        page->showNotice(tr("This recall notice from %1 was imported before, or none of its id_tokens is here any more; nothing was changed.").arg(from));
    else
        page->showWarning(tr("%1 recalled what was handed over.").arg(from),
            tr("The id_tokens of %n researchers were wiped here. Save the receipt for %1, so that they know.", nullptr, int(imported.wiped.size())).arg(from));
}

} // namespace baton::ui

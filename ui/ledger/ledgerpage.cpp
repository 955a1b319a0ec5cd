#include "ui/ledger/ledgerpage.h"

#include "app/base/text.h"
#include "app/handover/receipt.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/files.h"
#include "ui/ledger/handoverdetails.h"
#include "ui/ledger/ledgertable.h"

#include <QtGui/QHideEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

using ledger::HandOver;

namespace {

enum Sheet { EmptySheet, FilledSheet };

} // namespace

LedgerPage::LedgerPage(const Clock &clock, QWidget *parent)
    : Page(tr("Ledger"), tr("Every hand-over made or received on this computer. The tokens themselves aren’t in it."), parent)
    , m_clock(clock)
    , m_model(new LedgerModel(clock, this))
    , m_filter(new LedgerFilter(m_model, this))
{
    m_import = makeButton(tr("Import receipt…"), u"receipt"_s, tr("Import receipt"));
    m_export = makeButton(tr("Export…"), u"export"_s, tr("Export ledger"));
    actions()->addWidget(m_import);
    actions()->addWidget(m_export);
    body()->setSpacing(12);
    buildTop();
    connect(m_import, &QPushButton::clicked, this, &LedgerPage::importReceipt);
    QMenu *menu = exportMenu();
    connect(m_export, &QPushButton::clicked, this, [this, menu] { menu->popup(m_export->mapToGlobal(QPoint(0, m_export->height()))); });
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setWords(text);
        showCounts();
        selectFirst();
    });
    connect(m_kinds, &Segments::selected, this, [this](int kind) {
        m_filter->setKind(kind);
        showCounts();
        selectFirst();
    });
    connect(m_table, &LedgerTable::currentMoved, this, &LedgerPage::showCurrent);
    connect(m_broken, &Banner::actionTriggered, this, &LedgerPage::showWrongEntry);
    connect(m_details, &HandOverDetails::currentChanged, this, &LedgerPage::refreshMeans);
    connect(m_details, &HandOverDetails::probe, this, &LedgerPage::probe);
    connect(m_details, &HandOverDetails::recall, this, &LedgerPage::recall);
    connect(m_details, &HandOverDetails::showExchange, this, &Page::showExchange);
    connect(m_details, &HandOverDetails::linkActivated, this, &Page::linkActivated);
    connect(m_details, &HandOverDetails::showInRecord, this, [this] {
        if (const HandOver *one = m_details->current())
            Q_EMIT showInRecord(*one);
    });
    setEntries({}, {});
}

void LedgerPage::buildTop()
{
    m_broken = new Banner;
    m_broken->hide();
    body()->addWidget(m_broken);
    auto *filled = new QWidget;
    auto *column = new QVBoxLayout(filled);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(buildTools());
    column->addWidget(buildList(), 1);
    auto *empty = new Card;
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeText(tr("Nothing has been handed over or received on this computer yet."), "body"), 1);
    auto *there = makeButton(tr("Go to Hand over"), u"handover"_s, tr("Go to Hand over"));
    row->addWidget(there);
    empty->body()->addLayout(row);
    empty->body()->addStretch(1);
    connect(there, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::HandOver); });
    m_stack = new QStackedWidget;
    m_stack->addWidget(empty);
    m_stack->addWidget(filled);
    body()->addWidget(m_stack, 1);
}

QWidget *LedgerPage::buildTools()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_search = new SearchField(tr("Search ledger"));
    m_search->setPlaceholderText(tr("Search ledger"));
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(240);
    m_kinds = new Segments;
    m_kinds->add(LedgerFilter::All, tr("All"), {}, tr("All hand-overs"));
    m_kinds->add(LedgerFilter::Made, tr("Made"), {}, tr("Made"));
    m_kinds->add(LedgerFilter::Received, tr("Received"), {}, tr("Received"));
    m_kinds->add(LedgerFilter::StillUsable, tr("Still usable"), {}, tr("Still usable"));
    m_kinds->setChecked(LedgerFilter::All);
    m_chainChip = new Chip;
    m_chainChip->setAccessibleName(tr("Ledger chain"));
    row->addWidget(m_search, 1);
    row->addWidget(m_kinds);
    row->addStretch(1);
    row->addWidget(m_chainChip);
    return tools;
}

QWidget *LedgerPage::buildList()
{
    auto *card = new Card;
    auto *split = new QSplitter(Qt::Horizontal, card);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    m_lists = new QStackedWidget;
    m_table = new LedgerTable(m_filter);
    m_none = makeText({}, "text2");
    m_none->setAlignment(Qt::AlignCenter);
    m_none->setMargin(24);
    m_lists->addWidget(m_table);
    m_lists->addWidget(m_none);
    m_details = new HandOverDetails(m_clock);
    split->addWidget(m_lists);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    const auto fit = [split, this] {
        const int side = qMin(Theme::of().iconSize(316), 380);
        m_details->setMinimumWidth(qMin(side, Theme::of().iconSize(200)));
        m_details->setWantedWidth(side);
        split->setSizes({ 3000, side });
    };
    connect(&Theme::of(), &Theme::changed, split, fit);
    fit();
    card->addFlush(split);
    return card;
}

QMenu *LedgerPage::exportMenu()
{
    auto *menu = new QMenu(m_export);
    menu->addAction(tr("Hand-overs in this list as CSV…"), this, [this] {
        chooseSaveFile(this, tr("Export ledger"), safeFileName(tr("baton-ledger"), u".csv"_s), tr("Comma-separated values (*.csv)"),
            [this](const QString &path) { Q_EMIT exportCsv(path, shown()); });
    });
    menu->addAction(tr("The whole chain as JSON…"), this, [this] {
        chooseSaveFile(this, tr("Export ledger"), safeFileName(tr("baton-ledger"), u".json"_s), tr("JSON (*.json)"),
            [this](const QString &path) { Q_EMIT exportChain(path); });
    });
    return menu;
}

void LedgerPage::setKnows(Knows knows)
{
    m_knows = std::move(knows);
    refreshMeans();
}

void LedgerPage::setEntries(const QList<HandOver> &newestFirst, const ledger::Ledger::Chain &chain, const std::optional<ledger::Event> &wrong)
{
    const HandOver *before = m_details->current();
    const std::optional<HandOver> stay = before ? std::optional(*before) : std::nullopt;
    m_chain = chain;
    m_model->set(newestFirst);
    showChain();
    if (wrong) {
        m_broken->set(Tone::Err, tr("Entry %1 does not follow the one before.").arg(wrong->number),
            tr("%1 It says: %2, %3, %4.").arg(plain(chain.words), ledger::Event::name(wrong->kind), shortTime(wrong->at), wrong->orcid.isEmpty() ? wrong->packageId : wrong->orcid),
            m_model->rowOfEntry(wrong->number) >= 0 ? tr("Show entry %1").arg(wrong->number) : QString());
    }
    m_stack->setCurrentIndex(newestFirst.isEmpty() && chain.unbroken ? EmptySheet : FilledSheet);
    m_export->setEnabled(!newestFirst.isEmpty() || !chain.unbroken);
    showCounts();
    if (!stay || !select(stay->packageId, stay->direction))
        selectFirst();
}

void LedgerPage::showChain()
{
    if (m_chain.unbroken)
        m_chainChip->set(tr("Chain unbroken"), Tone::Ok, u"link"_s);
    else
        m_chainChip->set(tr("Chain broken at entry %1").arg(m_chain.firstWrong), Tone::Err, u"xcircle"_s);
    m_chainChip->setAccessibleDescription(m_chain.unbroken
            ? tr("Chain unbroken, %n entries, the last %1", nullptr, int(m_chain.length)).arg(shortHash(m_chain.head))
            : tr("Chain broken at entry %1. %2").arg(m_chain.firstWrong).arg(plain(m_chain.words)));
    m_chainChip->setToolTip(m_chainChip->accessibleDescription().toHtmlEscaped());
    if (!m_chain.unbroken)
        m_broken->set(Tone::Err, m_chainChip->text() + u'.', plain(m_chain.words));
    m_broken->setVisible(!m_chain.unbroken);
}

void LedgerPage::showCounts()
{
    const auto name = [this](int kind, const QString &words) {
        m_kinds->setText(kind, u"%1 %2"_s.arg(words).arg(m_filter->count(kind)));
        m_kinds->button(kind)->setAccessibleDescription(tr("%n hand-overs", nullptr, m_filter->count(kind)));
    };
    name(LedgerFilter::All, tr("All"));
    name(LedgerFilter::Made, tr("Made"));
    name(LedgerFilter::Received, tr("Received"));
    name(LedgerFilter::StillUsable, tr("Still usable"));
    const bool none = m_filter->rowCount() == 0;
    const QString words = m_search->text().trimmed();
    m_none->setText(words.isEmpty() ? tr("No hand-over is of this kind.") : tr("No hand-over matches “%1”.").arg(words));
    m_lists->setCurrentIndex(none ? 1 : 0);
}

void LedgerPage::selectFirst()
{
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_table->setCurrentIndex(m_filter->index(0, LedgerModel::WhoColumn));
    showCurrent();
}

bool LedgerPage::select(const QString &packageId, HandOver::Direction direction)
{
    const int row = m_model->rowOf(packageId, direction);
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_model->index(row, LedgerModel::WhoColumn));
    if (!index.isValid())
        return false;
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    showCurrent();
    return true;
}

void LedgerPage::showCurrent()
{
    const LedgerRow *row = m_filter->row(m_table->currentIndex());
    if (!row)
        return m_details->showNothing(tr("Select a hand-over to see what happened to it."));
    m_details->showRow(*row, m_chain.unbroken ? 0 : m_chain.firstWrong);
    refreshMeans();
}

void LedgerPage::refreshMeans()
{
    const HandOver *one = m_details->current();
    if (!one)
        return;
    const auto named = [this](const QString &clientId) {
        const QString name = m_knows.clientName ? m_knows.clientName(clientId) : QString();
        return plain(name.isEmpty() ? clientId : name);
    };
    const bool made = one->direction == HandOver::Direction::Made;
    HandOverDetails::Means means;
    if (m_knows.cannotProbe)
        means.cannotProbe = m_knows.cannotProbe(*one);
    if (m_knows.cannotRecall)
        means.cannotRecall = m_knows.cannotRecall(*one);
    means.iri = one->orcid.isEmpty() ? QString() : environment().orcidUri(one->orcid);
    // Made: ours is the original client. Received: the partner's is; ours is whoever exchanges.
    means.original = made ? named(one->clientId) : partnerName(*one);
    means.second = made ? partnerName(*one) : m_knows.secondName ? plain(m_knows.secondName(*one)) : QString();
    means.probing = !m_probing.isEmpty() && one->tokenId == m_probing;
    means.probeTrace = m_traces.value(one->tokenId);
    m_details->showMeans(means);
}

// The first wrong entry is shown whatever was searched for.
void LedgerPage::showWrongEntry()
{
    const int row = m_model->rowOfEntry(m_chain.firstWrong);
    if (row < 0)
        return;
    m_search->clear();
    m_kinds->setChecked(LedgerFilter::All);
    const HandOver &one = m_model->row(row).first();
    select(one.packageId, one.direction);
    m_table->setFocus();
}

void LedgerPage::setProbing(const QString &tokenId, qint64 traceId)
{
    if (traceId > 0 && !m_probing.isEmpty())
        m_traces.insert(m_probing, traceId);
    m_probing = tokenId;
    m_model->setProbing(tokenId);
    refreshMeans();
}

void LedgerPage::showImported(const QString &words)
{
    showNotice(words);
}

// What was said of a file is about the moment it was chosen.
void LedgerPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous())
        hideBanner();
}

void LedgerPage::probe()
{
    const HandOver *one = m_details->current();
    if (one && m_probing.isEmpty() && (!m_knows.cannotProbe || m_knows.cannotProbe(*one).isEmpty()))
        Q_EMIT probeRequested(*one);
}

void LedgerPage::recall()
{
    if (const HandOver *one = m_details->current())
        Q_EMIT recallRequested(*one);
}

void LedgerPage::importReceipt()
{
    hideBanner();
    chooseFile(this, tr("Import receipt"), tr("Receipts and notices (*.baton-receipt *.baton-notice);;All files (*)"), [this](const QString &path) {
        const auto text = readFile(path, handover::maxReceiptBytes);
        if (!text)
            return showError(text.error());
        Q_EMIT receiptChosen(*text);
    });
}

QList<HandOver> LedgerPage::shown() const
{
    QList<HandOver> out;
    for (int i = 0; i < m_filter->rowCount(); ++i)
        out << m_filter->row(m_filter->index(i, 0))->handOvers;
    return out;
}

} // namespace baton::ui

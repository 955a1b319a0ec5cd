#include "ui/traffic/trafficpage.h"

#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/meter.h"
#include "ui/common/table.h"
#include "ui/traffic/exchangedetail.h"
#include "ui/traffic/trafficmodel.h"

#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QSaveFile>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

TrafficPage::TrafficPage(http::Trace &trace, const relay::Story *story, QWidget *parent)
    : Page(tr("Traffic"), tr("Every request Baton made. Tokens and secrets are hidden unless you show them."), parent), m_trace(trace)
{
    m_clear = makeButton(tr("Clear"), u"trash"_s, tr("Clear traffic"), "flat");
    m_export = makeButton(tr("Export HAR…"), u"export"_s, tr("Export HAR"));
    actions()->addWidget(m_clear);
    actions()->addWidget(m_export);
    m_model = new TrafficModel(trace, this);
    m_filter = new TrafficFilter(this);
    m_filter->setSourceModel(m_model);
    m_detail = new ExchangeDetail(trace, story);
    body()->setSpacing(12);
    body()->addWidget(buildFilter());
    m_splitter = new QSplitter(Qt::Vertical);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(7);
    m_splitter->addWidget(buildList());
    m_splitter->addWidget(m_detail);
    m_splitter->setSizes({ 250, 306 });
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 1);
    body()->addWidget(m_splitter, 1);

    connect(m_clear, &QPushButton::clicked, &trace, &http::Trace::clear);
    connect(m_export, &QPushButton::clicked, this, &TrafficPage::exportHar);
    connect(m_detail, &ExchangeDetail::showStep, this, [this](int step) {
        Q_EMIT showStep(step);
        Q_EMIT navigate(PageId::Overview);
    });
    connect(&trace, &http::Trace::added, this, &TrafficPage::refreshCounts);
    connect(&trace, &http::Trace::cleared, this, [this] {
        m_clearedAt = QDateTime::currentDateTime();
        m_detail->showExchange(0);
        refreshCounts();
    });
    connect(&trace, &http::Trace::changed, this, [this](qint64 id) {
        refreshCounts();
        if (id == m_detail->current())
            m_detail->showExchange(id);
    });
    refreshCounts();
}

QWidget *TrafficPage::buildFilter()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_search = new SearchField(tr("Filter requests"));
    m_search->setPlaceholderText(tr("Filter by path, status or client"));
    m_search->setFixedWidth(264);
    m_kinds = new Segments;
    m_kinds->add(TrafficFilter::All, tr("All"), {}, tr("All requests"));
    m_kinds->add(TrafficFilter::Giving, tr("Giving"), {}, tr("Giving"));
    m_kinds->add(TrafficFilter::Receiving, tr("Receiving"), {}, tr("Receiving"));
    m_kinds->add(TrafficFilter::Failed, tr("Failed"), u"xcircle"_s, tr("Failed"));
    m_kinds->setChecked(TrafficFilter::All);
    m_hide = new Switch(tr("Hide secrets"));
    m_hide->setChecked(true);
    row->addWidget(m_search);
    row->addWidget(m_kinds);
    row->addStretch();
    row->addWidget(m_hide);
    row->addWidget(makeLabel(tr("Hide secrets")));
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        refreshCounts();
    });
    connect(m_kinds, &Segments::selected, this, [this](int kind) {
        m_filter->setKind(kind);
        refreshCounts();
    });
    connect(m_hide, &QCheckBox::toggled, this, &TrafficPage::setHideSecrets);
    return box;
}

QWidget *TrafficPage::buildList()
{
    auto *card = new Card;
    m_table = makeTable(tr("Requests"), m_filter);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setMinimumSectionSize(30);
    header->setSectionResizeMode(TrafficModel::Path, QHeaderView::Stretch);
    m_table->setMinimumHeight(110);
    m_empty = makeText({}, "text2");
    m_empty->setAlignment(Qt::AlignCenter);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    card->addFlush(m_stack);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TrafficPage::selectionChanged);
    connect(&Theme::of(), &Theme::changed, this, &TrafficPage::fitColumns);
    m_table->viewport()->installEventFilter(this);
    QScrollBar *bar = m_table->verticalScrollBar();
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this, [this, bar] { m_atEnd = bar->value() >= bar->maximum(); });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_atEnd)
            m_table->scrollToBottom();
    }, Qt::QueuedConnection);
    return card;
}

// As wide as the text size asks for; in a narrow window the path keeps its room and the others give.
void TrafficPage::fitColumns()
{
    const Theme &theme = Theme::of();
    const bool narrow = width() < theme.iconSize(860);
    m_table->setColumnWidth(TrafficModel::Mark, theme.iconSize(36));
    m_table->setColumnWidth(TrafficModel::Method, theme.iconSize(narrow ? 58 : 72));
    m_table->setColumnWidth(TrafficModel::Status, theme.iconSize(narrow ? 104 : 132));
    m_table->setColumnWidth(TrafficModel::Client, theme.iconSize(narrow ? 118 : 164));
    m_table->setColumnWidth(TrafficModel::Time, theme.iconSize(narrow ? 66 : 76));
    m_table->setColumnWidth(TrafficModel::Size, theme.iconSize(narrow ? 66 : 76));
    m_table->setColumnWidth(TrafficModel::At, theme.iconSize(narrow ? 72 : 82));
    // Where the path would be left too little, size and time of day give way: the details below tell them.
    m_table->setColumnHidden(TrafficModel::Size, false);
    m_table->setColumnHidden(TrafficModel::At, false);
    int path = m_table->viewport()->width();
    for (int column = 0; column < m_filter->columnCount(); ++column)
        path -= column == TrafficModel::Path ? 0 : m_table->columnWidth(column);
    for (const int column : { int(TrafficModel::Size), int(TrafficModel::At) }) {
        if (path >= theme.iconSize(150))
            break;
        path += m_table->columnWidth(column);
        m_table->setColumnHidden(column, true);
    }
}

// The table has its width later than the page.
bool TrafficPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    return Page::eventFilter(watched, event);
}

void TrafficPage::refreshCounts()
{
    const int failed = m_model->failedCount();
    m_kinds->setText(TrafficFilter::Failed, failed > 0 ? tr("Failed %1").arg(failed) : tr("Failed"));
    m_kinds->button(TrafficFilter::Failed)->setAccessibleDescription(tr("%n requests", nullptr, failed));
    const bool any = m_model->rowCount() > 0;
    m_clear->setEnabled(any);
    m_export->setEnabled(any);
    m_empty->setText(any ? tr("No request matches the filter.")
            : m_clearedAt.isValid()
            ? tr("Cleared at %1. What Baton asks from now on appears here.").arg(m_clearedAt.toString(u"HH:mm"_s))
            : tr("Baton has not asked anybody anything yet. Sign in, and the requests appear here."));
    m_stack->setCurrentIndex(m_filter->rowCount() > 0 ? 0 : 1);
}

// The last request is what one came to look at.
void TrafficPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    const int rows = m_filter->rowCount();
    if (rows > 0 && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_filter->index(rows - 1, 0));
        m_table->scrollToBottom();
    }
}

void TrafficPage::selectionChanged()
{
    const QModelIndex current = m_table->currentIndex();
    m_detail->showExchange(current.isValid() ? current.data(TrafficModel::IdRole).toLongLong() : 0);
}

qint64 TrafficPage::selected() const
{
    return m_detail->current();
}

void TrafficPage::select(qint64 traceId)
{
    const int row = m_model->rowOf(traceId);
    if (row < 0) {
        showNotice(tr("This request is not in the list any more: the traffic has been cleared since."));
        focusList();
        return;
    }
    hideBanner();
    QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    if (!index.isValid()) {
        // Asked for by name, it is shown whatever the filter says.
        m_search->clear();
        m_kinds->setChecked(TrafficFilter::All);
        m_filter->setKind(TrafficFilter::All);
        index = m_filter->mapFromSource(m_model->index(row, 0));
        refreshCounts();
    }
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    focusList();
}

// Never "Clear", where a careless key would empty the list.
void TrafficPage::focusList()
{
    if (m_stack->currentWidget() == m_table)
        m_table->setFocus();
    else
        m_search->setFocus();
}

void TrafficPage::setHideSecrets(bool hide)
{
    m_hide->setChecked(hide);
    m_detail->setReveal(!hide);
    if (hide)
        hideBanner();
    else
        showNotice(tr("Secrets are shown, also in copies and in the HAR file, until you hide them or close the window."));
}

void TrafficPage::copyAsCurl()
{
    m_detail->copyAsCurl();
}

void TrafficPage::focusSearch()
{
    m_search->setFocus();
    m_search->selectAll();
}

QByteArray TrafficPage::splitterState() const
{
    return m_splitter->saveState();
}

void TrafficPage::restoreSplitter(const QByteArray &state)
{
    m_splitter->restoreState(state);
}

void TrafficPage::exportHar()
{
    chooseSaveFile(this, tr("Export HAR"), u"baton.har"_s, tr("HTTP archives (*.har)"), [this](const QString &path) { exportHarTo(path); });
}

void TrafficPage::exportHarTo(const QString &path)
{
    const QByteArray har = m_trace.toHar(!m_hide->isChecked());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(har) != har.size() || !file.commit()) {
        Error error;
        error.code = u"traffic.export"_s;
        error.what = tr("The traffic could not be written to %1: %2.").arg(QDir::toNativeSeparators(path), file.errorString());
        error.next = tr("Choose another folder, or make room and try again.");
        showError(error);
        return;
    }
    showNotice(tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
}

} // namespace baton::ui

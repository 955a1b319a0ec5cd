#include "ui/record/provenance/provenancesheet.h"

#include "app/orcid/sections.h"
#include "ui/common/daytime.h"
#include "ui/common/fields.h"
#include "ui/common/flowscroll.h"
#include "ui/common/table.h"
#include "ui/record/provenance/asserterpaint.h"
#include "ui/record/provenance/assertedmodel.h"
#include "ui/record/provenance/sectionbars.h"
#include "ui/record/sideground.h"

#include <QtGui/QAccessible>
#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QTableView>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QFrame *line(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("kind", u"line"_s);
    return frame;
}

} // namespace

ProvenanceSheet::ProvenanceSheet(record::RecordClient &client, record::RecordCache *cache, QWidget *parent)
    : QWidget(parent), m_client(client), m_cache(cache), m_model(new AssertedModel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeTools());
    column->addWidget(m_progressRow);
    auto *card = new Card(this);
    auto *inside = new QWidget(card);
    auto *row = new QHBoxLayout(inside);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(makeSide());
    row->addWidget(makeItems(), 1);
    card->addFlush(inside);
    column->addWidget(card, 1);
    connect(&m_client, &record::RecordClient::permissionsChanged, this, [this] {
        if (isVisible() && !m_reading)
            start(record::WholeReading::Age::Any);
    });
}

QWidget *ProvenanceSheet::makeTools()
{
    auto *tools = new QWidget(this);
    m_toolRow = new QHBoxLayout(tools);
    m_toolRow->setContentsMargins(0, 0, 0, 0);
    m_toolRow->setSpacing(8);
    m_search = new SearchField(tr("Search all sections"), tools);
    m_search->setPlaceholderText(tr("Search all sections"));
    m_search->setMinimumWidth(150);
    m_search->setMaximumWidth(276);
    m_onlyMine = new QCheckBox(tr("Only what I may change"), tools);
    m_onlyMine->setAccessibleName(tr("Only what I may change"));
    m_when = makeLabel({}, "caption", tools);
    m_refresh = makeIconButton(u"refresh"_s, tr("Refresh record"), tools);
    m_refresh->setToolTip(tr("Refresh record (F5)"));
    m_toolRow->addWidget(m_search, 2);
    m_toolRow->addWidget(m_onlyMine);
    m_toolRow->addStretch(1);
    m_toolRow->addWidget(m_when);
    m_toolRow->addWidget(m_refresh);

    m_progressRow = new QWidget(this);
    auto *progress = new QHBoxLayout(m_progressRow);
    progress->setContentsMargins(0, 0, 0, 0);
    m_progressWords = makeLabel({}, "body", m_progressRow);
    m_progress = new QProgressBar(m_progressRow);
    m_progress->setAccessibleName(tr("Reading progress"));
    m_progress->setTextVisible(false);
    QPushButton *stop = makeButton(tr("Cancel"), {}, tr("Cancel reading"), "", m_progressRow);
    progress->addWidget(m_progressWords);
    progress->addWidget(m_progress, 1);
    progress->addWidget(stop);
    m_progressRow->hide();
    connect(stop, &QPushButton::clicked, this, [this] {
        if (m_reading)
            m_reading->cancel();
    });
    connect(m_refresh, &QToolButton::clicked, this, &ProvenanceSheet::refresh);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setWords(text);
        showFiltered();
    });
    connect(m_onlyMine, &QCheckBox::toggled, this, [this](bool on) {
        m_filter.onlyChangeable = on;
        showFiltered();
    });
    return tools;
}

void ProvenanceSheet::addTool(QWidget *tool)
{
    m_toolRow->addWidget(tool);
}

QWidget *ProvenanceSheet::makeSide()
{
    auto *side = new SideGround(this);
    const auto fit = [side] { side->setFixedWidth(qMin(Theme::of().iconSize(276), 344)); };
    fit();
    connect(&Theme::of(), &Theme::changed, side, fit);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 5, 8, 5);
    head->addWidget(makeLabel(tr("Asserted by"), "strong", side), 1);
    QPushButton *all = makeButton(tr("All"), {}, tr("Show all asserters"), "link", side);
    head->addWidget(all);
    column->addLayout(head);
    column->addWidget(line(side));
    m_asserters = new RoleWidget(QAccessible::List, tr("Asserted by"), side);
    m_asserterRows = new QVBoxLayout(m_asserters);
    m_asserterRows->setContentsMargins(0, 0, 0, 0);
    m_asserterRows->setSpacing(0);
    auto *scroll = new FlowScroll(m_asserters, side);
    scroll->viewport()->setAutoFillBackground(false);
    m_asserters->setAutoFillBackground(false);
    column->addWidget(scroll, 1);
    column->addWidget(line(side));
    m_sum = makeText({}, "caption", side);
    m_sum->setMargin(12);
    column->addWidget(m_sum);
    connect(all, &QPushButton::clicked, this, [this] {
        for (QCheckBox *box : std::as_const(m_boxes))
            box->setChecked(true);
    });
    return side;
}

QWidget *ProvenanceSheet::makeItems()
{
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_bars = new SectionBars(right);
    column->addWidget(m_bars);
    column->addWidget(line(right));
    m_table = new QTableView(right);
    setUpTable(m_table, tr("Asserted items"), m_model);
    m_table->setItemDelegate(new AssertedDelegate(m_model, m_table));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setWordWrap(false);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(AssertedModel::ItemColumn, QHeaderView::Stretch);
    header->setSectionResizeMode(AssertedModel::AsserterColumn, QHeaderView::Fixed);
    header->setSectionResizeMode(AssertedModel::MayColumn, QHeaderView::Fixed);
    const auto fit = [this] {
        // In a narrow window what it is matters more than the whole name of who asserted it.
        m_table->setColumnWidth(AssertedModel::AsserterColumn, qBound(100, m_table->viewport()->width() * 2 / 5, qMin(Theme::of().iconSize(220), 280)));
        m_table->setColumnWidth(AssertedModel::MayColumn, Theme::of().iconSize(40));
        m_table->verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
    };
    fit();
    connect(&Theme::of(), &Theme::changed, m_table, fit);
    connect(header, &QHeaderView::sectionResized, m_table, [fit](int section) {
        if (section == AssertedModel::ItemColumn)
            fit();
    });
    m_nothing = makeText({}, "text2", right);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(24);
    column->addWidget(m_table, 1);
    column->addWidget(m_nothing, 1);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) { openRow(index.row()); });
    for (const int keyCode : { Qt::Key_Return, Qt::Key_Enter }) {
        auto *open = new QShortcut(QKeySequence(keyCode), m_table);
        open->setContext(Qt::WidgetShortcut);
        connect(open, &QShortcut::activated, this, [this] { openRow(m_table->currentIndex().row()); });
    }
    return right;
}

void ProvenanceSheet::openRow(int row)
{
    if (const record::AssertedItem *one = m_model->item(row))
        Q_EMIT itemChosen(one->item.section, one->item.putCode);
}

void ProvenanceSheet::open(const QString &researcher)
{
    m_researcher = researcher;
    start(record::WholeReading::Age::Any);
    m_search->setFocus();
}

void ProvenanceSheet::close()
{
    delete m_reading;
    m_progressRow->hide();
    m_provenance = {};
    m_filter = {};
    m_search->clear();
    m_onlyMine->setChecked(false);
    m_when->clear();
    showAll();
}

void ProvenanceSheet::refresh()
{
    start(record::WholeReading::Age::Fresh);
}

// What is shown stays until there is something newer.
void ProvenanceSheet::start(record::WholeReading::Age age)
{
    using record::WholeReading;
    delete m_reading;
    m_reading = new WholeReading(m_client, m_cache, this);
    connect(m_reading, &WholeReading::keptRead, this, &ProvenanceSheet::showRead);
    connect(m_reading, &WholeReading::progressed, this, &ProvenanceSheet::showProgress);
    connect(m_reading, &WholeReading::finished, this, &ProvenanceSheet::read);
    m_reading->start(age);
    showProgress();
    showNothing();
}

void ProvenanceSheet::showProgress()
{
    m_progressRow->setVisible(m_reading->isReadingLists());
    m_progress->setRange(0, m_reading->total());
    m_progress->setValue(m_reading->done());
    m_progressWords->setText(tr("Reading: %1 of %2 sections").arg(m_reading->done()).arg(m_reading->total()));
}

void ProvenanceSheet::read()
{
    m_progressRow->hide();
    if (m_reading->hasChanged() || m_provenance.items().isEmpty())
        showRead();
    else
        showAge();
    showFailures();
    m_reading->deleteLater();
    m_reading = nullptr;
    showNothing();
}

void ProvenanceSheet::showRead()
{
    const record::Judgement judgement { [this](const record::Item &item) { return m_client.mayChange(item); },
        [this](const record::Item &item) { return m_client.mayDelete(item); } };
    const QList<record::Source> hidden = hiddenSources();
    m_provenance = record::Provenance(m_reading->contents(), m_client.ourSource(), m_researcher, judgement);
    hide(hidden);
    showAll();
    showAge();
}

// Hidden asserters are known by their place, which may be another one after reading.
QList<record::Source> ProvenanceSheet::hiddenSources() const
{
    QList<record::Source> sources;
    for (const int index : m_filter.hidden)
        sources += m_provenance.asserters().at(index).source;
    return sources;
}

void ProvenanceSheet::hide(const QList<record::Source> &sources)
{
    m_filter.hidden.clear();
    for (int i = 0; i < m_provenance.asserters().size(); ++i) {
        const record::Source &source = m_provenance.asserters().at(i).source;
        if (std::any_of(sources.begin(), sources.end(), [&source](const record::Source &one) { return one.sameTuple(source); }))
            m_filter.hidden.insert(i);
    }
}

void ProvenanceSheet::showAge()
{
    if (!m_reading->readAt().isValid())
        return;
    const auto count = m_provenance.items().size();
    const QString at = readAtWords(m_reading->readAt());
    QString words = m_reading->offline() ? tr("%1 items, offline: as of %2").arg(count).arg(at) : tr("%1 items, read %2").arg(count).arg(at);
    if (m_reading->isRunning())
        words = tr("%1 · refreshing…").arg(words);
    else if (!m_reading->offline() && m_reading->done() < m_reading->total())
        words = tr("%1, stopped after %2 of %3 sections").arg(words).arg(m_reading->done()).arg(m_reading->total());
    m_when->setText(words);
}

void ProvenanceSheet::showFailures()
{
    const auto &failures = m_reading->failures();
    if (failures.isEmpty())
        return;
    QStringList missing;
    for (const auto &[key, error] : failures) {
        const orcid::Section *section = orcid::findSection(key);
        missing += section ? section->title : key;
    }
    Error error = failures.first().second;
    error.what = tr("Not read: %1. %2").arg(missing.join(u", "_s), error.what);
    Q_EMIT failed(error);
}

void ProvenanceSheet::showAll()
{
    const record::AssertedItem *chosen = m_model->item(m_table->currentIndex().row());
    const QString section = chosen ? chosen->item.section : QString();
    const qint64 putCode = chosen ? chosen->item.putCode : 0;
    showAsserters();
    m_model->set(m_provenance, m_filter);
    const int mine = m_provenance.changeable();
    m_sum->setText(tr("You may change %1 of %2 items. Only those with the capsule; the registry compares both halves.").arg(mine).arg(m_provenance.items().size()));
    m_sum->setVisible(!m_provenance.items().isEmpty());
    showFiltered();
    int row = 0;
    for (int i = 0; putCode && i < m_model->rowCount(); ++i) {
        if (m_model->item(i)->item.putCode == putCode && m_model->item(i)->item.section == section)
            row = i;
    }
    m_table->setCurrentIndex(m_model->index(row, 0));
}

void ProvenanceSheet::showAsserters()
{
    while (QLayoutItem *entry = m_asserterRows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    m_boxes.clear();
    for (int i = 0; i < m_provenance.asserters().size(); ++i)
        addAsserter(i);
    m_asserterRows->addStretch(1);
}

void ProvenanceSheet::addAsserter(int index)
{
    const record::Asserter &asserter = m_provenance.asserters().at(index);
    auto *item = new RoleWidget(QAccessible::ListItem, asserter.name, m_asserters);
    item->setAccessibleDescription(asserter.count == 1 ? tr("1 item, %1").arg(asserter.note) : tr("%1 items, %2").arg(asserter.count).arg(asserter.note));
    auto *row = new QHBoxLayout(item);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(9);
    auto *box = new QCheckBox(item);
    box->setChecked(!m_filter.hidden.contains(index));
    box->setAccessibleName(tr("Show %1").arg(asserter.name));
    box->setAccessibleDescription(item->accessibleDescription());
    row->addWidget(box);
    row->addWidget(new AsserterSwatch(asserter, item));
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(makeText(asserter.name, asserter.kind == record::Asserter::Kind::Us ? "strong" : "body", item));
    words->addWidget(makeText(asserter.note, "caption", item));
    row->addLayout(words, 1);
    row->addWidget(makeLabel(QString::number(asserter.count), "caption", item));
    m_asserterRows->addWidget(item);
    m_asserterRows->addWidget(line(m_asserters));
    m_boxes += box;
    connect(box, &QCheckBox::toggled, this, [this, index](bool on) {
        if (on)
            m_filter.hidden.remove(index);
        else
            m_filter.hidden.insert(index);
        showFiltered();
    });
}

void ProvenanceSheet::showFiltered()
{
    m_model->setFilter(m_filter);
    m_bars->show(m_provenance.bars(m_filter), m_provenance.asserters());
    showNothing();
}

void ProvenanceSheet::showNothing()
{
    const bool any = m_model->rowCount() > 0;
    m_table->setVisible(any);
    m_nothing->setVisible(!any);
    m_nothing->setText(m_reading ? tr("Reading the record…") : m_provenance.items().isEmpty() ? tr("Nothing here that you may see.") : tr("Nothing matches the search and the boxes."));
}

QList<record::Item> ProvenanceSheet::seenItems() const
{
    return m_model->items();
}

bool ProvenanceSheet::isFiltering() const
{
    return m_model->rowCount() < m_provenance.items().size();
}

} // namespace baton::ui

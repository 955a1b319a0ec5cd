#include "ui/record/batch/batchboard.h"

#include "app/base/text.h"
#include "ui/common/fields.h"
#include "ui/common/strip.h"
#include "ui/record/batch/batchbanner.h"
#include "ui/record/batch/batchprogress.h"
#include "ui/record/batch/batchwords.h"
#include "ui/record/batch/peoplelist.h"
#include "ui/record/batch/rowreviews.h"
#include "ui/record/batch/rowstable.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QSplitter>

using namespace Qt::StringLiterals;

namespace baton::ui {

using batch::Batch;
using batch::Person;

BatchBoard::BatchBoard(const batch::Services &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_review(new RowReviewCard(this))
    , m_progress(new BatchProgress(this))
    , m_banner(new BatchBanner(this))
    , m_people(new PeopleModel(this))
    , m_rows(new BatchRows(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_progress);
    column->addWidget(m_banner);
    m_banner->hide();
    m_split->setChildrenCollapsible(false);
    m_split->setHandleWidth(14);
    m_peopleCard = makePeople();
    m_split->addWidget(m_peopleCard);
    m_split->addWidget(makeRows());
    m_split->addWidget(m_review);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setStretchFactor(2, 1);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_runner && !m_runner->batch().reason.isEmpty())
            Q_EMIT showExchange(m_runner->pauseTrace());
        else
            showStopped();
    });
    connect(&Theme::of(), &Theme::changed, this, &BatchBoard::arrange);
    connect(m_review, &RowReviewCard::showExchange, this, &BatchBoard::showExchange);
    connect(&services.journal, &record::Journal::changed, this, [this] { // taken back, or read back later
        if (!m_reviewing || (m_runner && m_runner->isBusy()))
            return;
        m_stale = true;
        later();
    });
    arrange();
    column->addWidget(m_split, 1);

    m_later.setSingleShot(true);
    m_later.setInterval(100);
    connect(&m_later, &QTimer::timeout, this, &BatchBoard::refresh);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_runner && m_runner->isBusy())
            later();
    });
    m_second.start();
}

namespace {

/// A card's header with room at the right.
QHBoxLayout *addHeaderRow(Card *card)
{
    QFrame *header = makeStrip("header", card);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(13, 4, 13, 4);
    row->setSpacing(8);
    header->setMinimumHeight(Theme::of().height(36));
    card->addFlush(header, 0);
    return row;
}

} // namespace

QWidget *BatchBoard::makePeople()
{
    auto *card = new Card(this);
    QHBoxLayout *header = addHeaderRow(card);
    m_peopleTitle = makeLabel({}, "strong", card);
    m_peopleCaption = new ElidedLabel({}, "caption", card);
    header->addWidget(m_peopleTitle);
    header->addStretch(1);
    header->addWidget(m_peopleCaption);
    m_list = new PeopleList(m_people, card);
    card->addFlush(m_list);
    connect(m_list, &PeopleList::moved, this, [this](int row) {
        if (!m_choosing)
            m_follows = false;
        m_rows->setPerson(m_people->personAt(row));
        showPerson();
    });
    return card;
}

QWidget *BatchBoard::makeRows()
{
    auto *card = new Card(this);
    QHBoxLayout *header = addHeaderRow(card);
    m_person = new ElidedLabel({}, "strong", card);
    m_filters = new Segments(card);
    m_filters->add(BatchRows::All, tr("All"), {}, tr("All rows"))->setChecked(true);
    m_filters->add(BatchRows::Refused, tr("Refused"), {}, tr("Refused rows"));
    m_filters->add(BatchRows::ToDo, tr("To do"), {}, tr("Rows to do"));
    m_reviewRows = makeButton(tr("Review"), u"review"_s, tr("Review rows"), "small", card);
    m_reviewRows->setCheckable(true);
    header->addWidget(m_person, 1);
    header->addWidget(m_filters);
    header->addWidget(m_reviewRows);
    m_table = new RowsTable(m_rows, card);
    card->addFlush(m_table);
    auto *foot = new QWidget(card);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_foot = makeText({}, "caption", foot);
    row->addWidget(new IconLabel(u"info"_s, &Colors::text3, 16, foot), 0, Qt::AlignTop);
    row->addWidget(m_foot, 1);
    card->addFlush(foot, 0);
    connect(m_filters, &Segments::selected, this, [this](int filter) { m_rows->setFilter(BatchRows::Filter(filter)); });
    connect(m_reviewRows, &QPushButton::toggled, this, &BatchBoard::setReviewing);
    openRows();
    return card;
}

namespace {

/// Grows with the text size, within reason.
int scaled(int size)
{
    return qMin(Theme::of().iconSize(size), size * 6 / 5);
}

} // namespace

// ── review ──────────────────────────────────────────────────────────────────────────────────────────────────────────

void BatchBoard::openRows()
{
    const auto open = [this] {
        m_follows = false;
        setReviewing(true);
    };
    connect(m_table, &QTableView::doubleClicked, this, open);
    for (const int keyCode : { Qt::Key_Return, Qt::Key_Enter }) {
        auto *shortcut = new QShortcut(QKeySequence(keyCode), m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, open);
    }
    connect(m_table, &QTableView::pressed, this, [this] { m_follows = false; });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &, const QModelIndex &before) {
        if (!m_choosing && before.isValid()) // else the table took the first row because it got the keyboard
            m_follows = false;
        showReview();
    });
    connect(m_rows, &BatchRows::modelReset, this, &BatchBoard::rowsCame);
}

void BatchBoard::setReviewing(bool on)
{
    m_reviewRows->setChecked(on);
    if (on == m_reviewing)
        return;
    m_reviewing = on;
    arrange();
    if (!on)
        return;
    if (!m_table->currentIndex().isValid())
        chooseRow(0);
    m_table->scrollTo(m_table->currentIndex());
    showReview();
}

void BatchBoard::arrange()
{
    m_wide = isWide();
    m_narrow = isNarrow();
    const bool people = m_wide || !m_reviewing;
    if (!people && m_list->hasFocus())
        m_table->setFocus();
    m_peopleCard->setVisible(people);
    m_review->setVisible(m_reviewing);
    if (!m_reviewing) {
        const int left = scaled(m_narrow ? 300 : 348);
        return m_split->setSizes({ left, qMax(left, width() - left - m_split->handleWidth()), 0 });
    }
    const int left = people ? scaled(300) : 0;
    const int rest = qMax(0, width() - left - (people ? 2 : 1) * m_split->handleWidth());
    m_split->setSizes({ left, rest * 48 / 100, rest * 52 / 100 });
}

// Other rows are listed: the one that was looked at stays when it is among them.
void BatchBoard::rowsCame()
{
    if (!m_reviewing)
        return;
    chooseRow(qMax(0, m_rows->rowOf(m_row)));
    showReview();
}

void BatchBoard::chooseRow(int row)
{
    const bool before = std::exchange(m_choosing, true);
    m_table->setCurrentIndex(m_rows->index(row, 0));
    m_choosing = before;
}

void BatchBoard::showReview()
{
    if (!m_reviewing || !m_runner)
        return;
    m_stale = false;
    const QModelIndex current = m_table->currentIndex();
    m_row = current.isValid() ? m_rows->indexAt(current.row()) : -1;
    m_row >= 0 ? m_review->show(reviewOf(m_services, *m_runner, m_row)) : m_review->clear();
}

// Esc leaves the review before it leaves the page.
bool BatchBoard::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && m_reviewing && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Cancel))
        event->accept();
    return QWidget::event(event);
}

void BatchBoard::keyPressEvent(QKeyEvent *event)
{
    if (!m_reviewing || !event->matches(QKeySequence::Cancel))
        return QWidget::keyPressEvent(event);
    setReviewing(false);
    m_table->setFocus();
}

void BatchBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_reviewing ? isWide() != m_wide : isNarrow() != m_narrow)
        arrange();
}

bool BatchBoard::isNarrow() const
{
    return width() < scaled(860);
}

bool BatchBoard::isWide() const
{
    return width() >= scaled(1180);
}

// ── which batch ─────────────────────────────────────────────────────────────────────────────────────────────────────

void BatchBoard::setRunner(batch::Runner *runner)
{
    if (m_runner)
        m_runner->disconnect(this);
    m_runner = runner;
    m_follows = true;
    m_changed.clear();
    m_row = -1;
    setReviewing(false);
    m_people->setRunner(runner);
    m_rows->setRunner(runner);
    m_filters->setChecked(BatchRows::All);
    if (!runner)
        return;
    connect(runner, &batch::Runner::rowChanged, this, [this](int row) {
        m_changed.insert(row);
        later();
    });
    connect(runner, &batch::Runner::personChanged, this, &BatchBoard::later);
    connect(runner, &batch::Runner::stateChanged, this, [this] { // the same rows are worded otherwise
        m_stale = true;
        m_table->viewport()->update();
        refresh();
    });
    connect(runner, &batch::Runner::busyChanged, this, &BatchBoard::refresh);
    connect(runner, &batch::Runner::arrivedChanged, this, &BatchBoard::refresh);
    choose(0);
    refresh();
}

void BatchBoard::focusList()
{
    m_list->isVisible() ? m_list->setFocus() : m_table->setFocus();
}

void BatchBoard::later()
{
    if (!m_later.isActive())
        m_later.start();
}

void BatchBoard::refresh()
{
    if (!m_runner)
        return;
    m_people->refresh();
    m_stale = m_stale || m_changed.contains(m_row);
    m_rows->refresh(std::exchange(m_changed, {}));
    m_progress->show(*m_runner);
    m_banner->tell(*m_runner);
    follow();
    if (m_stale)
        showReview();
    showPerson();
    showFoot();
}

void BatchBoard::showStopped()
{
    m_follows = false;
    if (!m_runner || m_runner->failedPerson() < 0)
        return;
    choose(m_people->rowOf(m_runner->failedPerson()));
    m_filters->setChecked(BatchRows::All);
    m_table->setFocus();
}

void BatchBoard::choose(int row)
{
    m_choosing = true;
    m_list->setCurrentIndex(m_people->index(row));
    m_choosing = false;
}

// While rows are written, the one being sent is in sight, until somebody looks elsewhere.
void BatchBoard::follow()
{
    const int row = m_runner->rowInSight();
    if (!m_follows || !m_runner->isBusy() || row < 0)
        return;
    const int person = m_runner->batch().rows.at(row).person;
    const Person &shown = m_runner->batch().people.value(m_rows->person());
    // Hers stay until they are over: with several at once the list would jump.
    if (person != m_rows->person() && shown.state != Person::State::Working)
        choose(m_people->rowOf(person));
    int sent = row;
    for (const int hers : m_runner->batch().people.value(m_rows->person()).rows) {
        if (m_runner->batch().rows.at(hers).state == batch::Row::State::Sending)
            sent = hers;
    }
    if (const int at = m_rows->rowOf(sent); at >= 0) // not if it is somebody else's
        chooseRow(at);
}

void BatchBoard::showPerson()
{
    if (!m_runner)
        return;
    const auto people = m_runner->batch().people.size();
    const QString who = people == 1 ? tr("1 researcher") : tr("%1 researchers").arg(people);
    const int nobodys = m_people->rowsOfNobody();
    m_peopleTitle->setText(nobodys == 0 ? who : nobodys == 1 ? tr("%1, 1 row without").arg(who) : tr("%1, %2 rows without").arg(who, number(nobodys)));
    m_peopleCaption->setText(m_people->summary());
    const int person = m_rows->person();
    m_person->setText(person >= 0 ? plain(m_runner->batch().people.at(person).shown()) : tr("Without a researcher"));
    m_filters->setText(BatchRows::All, tr("All %1").arg(m_rows->count(BatchRows::All)));
    m_filters->setText(BatchRows::Refused, tr("Refused %1").arg(m_rows->count(BatchRows::Refused)));
    m_filters->setText(BatchRows::ToDo, tr("To do %1").arg(m_rows->count(BatchRows::ToDo)));
}

void BatchBoard::showFoot()
{
    const Batch &batch = m_runner->batch();
    const QString row = numberOf(batch, m_runner->nextRow());
    switch (batch.state) {
    case Batch::State::Rehearsing:
    case Batch::State::Ready:
        return m_foot->setText(tr("Compared under each researcher’s own delegated token; nothing is written yet."));
    case Batch::State::Running:
    case Batch::State::Paused:
        return m_foot->setText(row.isEmpty() ? tr("Journalled before sending: a restart goes on where it ended and writes nothing twice.")
                                             : tr("Journalled before sending: a restart goes on at row %1 and writes nothing twice.").arg(row));
    case Batch::State::Stopped:
    case Batch::State::Finished:
        return m_foot->setText(tr("The result can be read again: rows with a put-code update what is there."));
    }
}

} // namespace baton::ui

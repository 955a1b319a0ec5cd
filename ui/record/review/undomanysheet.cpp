#include "ui/record/review/undomanysheet.h"

#include "app/base/text.h"
#include "app/base/whendone.h"
#include "app/record/exchangeof.h"
#include "app/record/precheck.h"
#include "ui/common/columns.h"
#include "ui/common/strip.h"
#include "ui/common/table.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QProgressBar>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;

namespace {

enum Column { ActColumn, FateColumn, ColumnCount };

struct Fate {
    QString words, icon;
    Tone tone;
};

Fate fateOf(const JournalEntry &entry, bool done)
{
    if (entry.state == JournalEntry::State::Undone)
        return { UndoManySheet::tr("Undone"), u"check"_s, Tone::Ok };
    return done ? Fate { UndoManySheet::tr("Stays"), u"warn"_s, Tone::Warn } : Fate { UndoManySheet::tr("To undo"), u"undo"_s, Tone::Neutral };
}

QStandardItem *cellOf(const QString &text)
{
    auto *item = new QStandardItem(plain(text));
    item->setEditable(false);
    return item;
}

void showFate(QStandardItem *cell, const Fate &fate)
{
    cell->setText(fate.words);
    cell->setData(fate.icon, cell::Icon);
    cell->setData(QVariant::fromValue(fate.tone), cell::IconTone);
}

} // namespace

UndoManySheet::UndoManySheet(const ReviewSheet::Parts &parts, QWidget *parent)
    : QWidget(parent), m_parts(parts), m_banner(new Banner(this)), m_model(new QStandardItemModel(0, ColumnCount, this)), m_review(new RowReviewCard(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_banner);
    auto *columns = new Columns(14, this);
    columns->add(makeActs(), 1);
    m_review->setMinimumHeight(260);
    columns->add(m_review, 1);
    column->addWidget(columns, 1);
    connect(m_review, &RowReviewCard::showExchange, this, &UndoManySheet::showExchange);
    connect(&m_parts.undo, &record::Undo::progress, this, [this](int done, int of) {
        if (!m_running)
            return;
        m_progress->setRange(0, of);
        m_progress->setValue(done);
        m_progressWords->setText(tr("Taking back: %1 of %2").arg(done).arg(of));
        showFates();
    });
}

QWidget *UndoManySheet::makeActs()
{
    auto *card = new Card(this);
    card->addHeader(tr("Newest first"));
    m_model->setHorizontalHeaderLabels({ tr("Act"), tr("State") });
    m_table = makeTable(tr("Changes to undo"), m_model, card);
    m_table->setObjectName(m_table->accessibleName());
    m_table->setMinimumHeight(160);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(ActColumn, QHeaderView::Stretch);
    const auto fit = [this] {
        m_table->verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
        m_table->setColumnWidth(FateColumn, Theme::of().iconSize(110));
    };
    connect(&Theme::of(), &Theme::changed, m_table, fit);
    fit();
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &UndoManySheet::showAct);
    card->addFlush(m_table);
    card->addFlush(makeFoot(), 0);
    return card;
}

QWidget *UndoManySheet::makeFoot()
{
    QFrame *foot = makeStrip("foot", this);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(6);
    m_count = makeText({}, "strong", foot);
    m_notes = makeText({}, "caption", foot);
    column->addWidget(m_count);
    column->addWidget(m_notes);
    m_progressRow = new QWidget(foot);
    auto *progress = new QHBoxLayout(m_progressRow);
    progress->setContentsMargins(0, 0, 0, 0);
    m_progressWords = makeLabel({}, "body", m_progressRow);
    m_progress = new QProgressBar(m_progressRow);
    m_progress->setAccessibleName(tr("Undo progress"));
    m_progress->setTextVisible(false);
    QPushButton *stop = makeButton(tr("Cancel"), {}, tr("Stop undoing"), "", m_progressRow);
    progress->addWidget(m_progressWords);
    progress->addWidget(m_progress, 1);
    progress->addWidget(stop);
    column->addWidget(m_progressRow);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    m_back = makeButton(tr("Back to items"), u"record"_s, tr("Back to items"), "", foot);
    m_send = makeButton({}, u"undo"_s, tr("Send changes"), "primary", foot);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(m_send, &QPushButton::clicked, this, &UndoManySheet::sendRequested);
    connect(m_back, &QPushButton::clicked, this, &UndoManySheet::back);
    connect(stop, &QPushButton::clicked, this, [this] { m_parts.undo.stop(); });
    return foot;
}

void UndoManySheet::open(const QString &session)
{
    m_session = session;
    m_done = false;
    m_acts.clear();
    bool adds = false;
    for (const JournalEntry &entry : m_parts.undo.standing(session)) {
        m_acts += Act { entry, m_parts.undo.planInTurn(entry) };
        adds = adds || m_acts.last().plan.act == JournalEntry::Act::Add;
    }
    QStringList notes { tr("What somebody changed since stays as it is and is told. Each is noted in the journal, sent and read back.") };
    if (adds)
        notes += tr("Items that were deleted are added again under new put-codes.");
    const qsizetype count = m_acts.size();
    m_count->setText(count == 1 ? tr("1 change is taken back") : tr("%1 changes are taken back").arg(count));
    m_notes->setText(notes.join(u' '));
    setButtonText(m_send, count == 1 ? tr("Undo 1 change") : tr("Undo %1 changes").arg(count));
    m_send->setEnabled(count > 0);
    m_send->show();
    m_count->show();
    m_notes->show();
    m_banner->hide();
    m_progressRow->hide();
    showActs();
    Q_EMIT headline(session.isEmpty() ? tr("Back to where you began?") : tr("Undo this session?"), {});
    m_send->setFocus();
}

void UndoManySheet::showActs()
{
    m_model->removeRows(0, m_model->rowCount());
    for (const Act &act : std::as_const(m_acts)) {
        QStandardItem *what = cellOf(act.plan.words);
        what->setData(reviewOf(act).request, cell::Second);
        what->setData(true, cell::SecondMono);
        what->setToolTip(plain(act.plan.words).toHtmlEscaped());
        m_model->appendRow({ what, cellOf({}) });
    }
    showFates();
    if (!m_acts.isEmpty())
        m_table->selectRow(0);
    showAct();
}

void UndoManySheet::showFates()
{
    for (qsizetype row = 0; row < m_acts.size(); ++row) {
        const auto now = m_parts.writer.journal().find(m_acts.at(row).entry.id);
        showFate(m_model->item(int(row), FateColumn), fateOf(now ? *now : m_acts.at(row).entry, m_done));
    }
}

void UndoManySheet::showAct()
{
    const int row = m_table->currentIndex().row();
    if (row >= 0 && row < m_acts.size())
        m_review->show(reviewOf(m_acts.at(row)));
    else
        m_review->clear();
}

/// The newest act that took it back, or tried to.
std::optional<JournalEntry> UndoManySheet::undoing(const QString &entryId) const
{
    const record::Place place = m_parts.writer.place();
    for (const JournalEntry &entry : m_parts.writer.journal().entries(place.environmentId, place.orcid)) {
        if (entry.id <= entryId)
            break;
        if (entry.undoes == entryId)
            return entry;
    }
    return std::nullopt;
}

RowReview UndoManySheet::reviewOf(const Act &act) const
{
    const auto now = m_parts.writer.journal().find(act.entry.id);
    const Fate fate = fateOf(now ? *now : act.entry, m_done);
    record::Proposal proposal = record::Proposal::ofUndo(act.entry, act.plan);
    RowReview review;
    review.section = act.entry.section;
    review.headline = act.plan.words;
    review.words = act.plan.note;
    review.icon = fate.icon;
    review.tone = fate.tone;
    review.before = proposal.before;
    review.after = proposal.content;
    review.request = proposal.request(m_parts.session);
    review.us = m_parts.client.ourSource();
    if (m_done || m_running)
        review.entry = undoing(act.entry.id);
    if (review.entry)
        review.traceId = record::exchangeOf(m_parts.session.trace(), *review.entry);
    return review;
}

void UndoManySheet::send()
{
    if (m_send->isVisible() && m_send->isEnabled())
        Q_EMIT sendRequested();
}

void UndoManySheet::sendNow()
{
    if (m_running || m_done || m_acts.isEmpty())
        return;
    QStringList ids;
    for (const Act &act : std::as_const(m_acts))
        ids += act.entry.id;
    m_running = true;
    m_send->hide();
    m_back->setEnabled(false);
    m_progressRow->show();
    Q_EMIT headline(tr("Undoing…"), {});
    whenDone(m_parts.undo.takeBackAll(ids), this, [this](const record::Undo::Summary &summary) { finished(summary); });
}

void UndoManySheet::finished(const record::Undo::Summary &summary)
{
    m_running = false;
    m_done = true;
    m_progressRow->hide();
    m_count->hide();
    m_notes->hide();
    m_back->setEnabled(true);
    const qsizetype all = m_acts.size();
    const bool whole = summary.undone == all;
    QStringList why;
    for (const Error &error : summary.failures)
        why += error.what;
    m_banner->set(whole ? Tone::Ok : Tone::Warn, whole ? (all == 1 ? tr("1 change is taken back and read back.") : tr("All %1 changes are taken back and read back.").arg(all))
                                                       : tr("%1 of %2 changes are taken back.").arg(summary.undone).arg(all),
        why.join(u' '));
    m_banner->show();
    showFates();
    showAct();
    m_back->setFocus();
    Q_EMIT headline(m_session.isEmpty() ? tr("Back to where you began") : tr("Session undone"), {});
    Q_EMIT written();
}

} // namespace baton::ui

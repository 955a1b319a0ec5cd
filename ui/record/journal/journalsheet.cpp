#include "ui/record/journal/journalsheet.h"

#include "ui/common/flowscroll.h"
#include "ui/common/notebox.h"
#include "ui/record/journal/conflictpanel.h"
#include "ui/record/journal/entrylist.h"
#include "ui/record/journal/entryreview.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;

namespace {

enum Right { ReviewSide, ConflictSide };

} // namespace

JournalSheet::JournalSheet(const record::Writer &writer, const record::Undo &undo, QWidget *parent)
    : QWidget(parent)
    , m_writer(writer)
    , m_undo(undo)
    , m_undoSession(makeButton(tr("Undo this session…"), u"undo"_s, tr("Undo this session"), "", this))
    , m_backToStart(makeButton(tr("Back to where I began…"), u"history"_s, tr("Back to where I began"), "", this))
    , m_list(new EntryList)
    , m_right(new QStackedWidget(this))
    , m_words(makeText({}, "strong", this))
    , m_note(makeText({}, "text2", this))
    , m_refusal(new NoteBox(this))
    , m_review(new ReviewPanel(this))
    , m_conflict(new ConflictPanel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(makeText(tr("Every change sent from here, kept encrypted. Undo sends a new change."), "text2", this), 1);
    head->addWidget(m_undoSession);
    head->addWidget(m_backToStart);
    column->addLayout(head);

    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(14);
    auto *card = new Card(split);
    auto *scroll = new FlowScroll(m_list, card);
    card->addFlush(scroll);
    auto *side = new QWidget(m_right);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addWidget(m_words);
    sideColumn->addWidget(m_note);
    sideColumn->addWidget(m_refusal);
    sideColumn->addWidget(m_review, 1);
    m_right->addWidget(side);
    m_right->addWidget(m_conflict);
    split->addWidget(card);
    split->addWidget(m_right);
    split->setSizes({ 420, 520 });
    column->addWidget(split, 1);

    connect(m_list, &EntryList::chosen, this, &JournalSheet::choose);
    connect(m_list, &EntryList::undoRequested, this, &JournalSheet::undoRequested);
    connect(&m_writer.journal(), &record::Journal::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(m_undoSession, &QPushButton::clicked, this, [this] { Q_EMIT undoManyRequested(m_writer.currentSession()); });
    connect(m_backToStart, &QPushButton::clicked, this, [this] { Q_EMIT undoManyRequested({}); });
    connect(m_conflict, &ConflictPanel::keepTheirs, this, &JournalSheet::keepTheirs);
    connect(m_conflict, &ConflictPanel::keepAsDraft, this, &JournalSheet::keepAsDraft);
    connect(m_conflict, &ConflictPanel::reviewMerged, this, &JournalSheet::reviewMerged);
}

void JournalSheet::open(const QString &apiPath)
{
    m_apiPath = apiPath;
    m_entry.clear();
    m_right->setCurrentIndex(ReviewSide);
    refresh();
    const auto entries = m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid);
    m_right->setVisible(!entries.isEmpty());
    if (!entries.isEmpty())
        choose(entries.first().id);
}

void JournalSheet::refresh()
{
    m_list->show(m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid), m_undo, m_writer.currentSession());
    m_undoSession->setEnabled(!m_undo.standing(m_writer.currentSession()).isEmpty());
    m_backToStart->setEnabled(!m_undo.standing().isEmpty());
}

void JournalSheet::choose(const QString &entryId)
{
    const auto entry = m_writer.journal().find(entryId);
    if (!entry)
        return;
    m_entry = entryId;
    m_list->select(entryId);
    m_words->setText(entryTitle(*entry));
    m_note->setText(entryState(*entry));
    m_note->show();
    const bool isRefused = entry->state == record::JournalEntry::State::Refused && !entry->reason.isEmpty();
    m_refusal->set(Tone::Err, u"xcircle"_s, {}, entry->reason);
    m_refusal->setVisible(isRefused);
    m_right->show();
    m_right->setCurrentIndex(ReviewSide);
    m_review->show(reviewOfEntry(*entry));
}

void JournalSheet::showConflict(const record::Draft &mine, const QJsonObject &theirs)
{
    m_conflict->show(mine, theirs);
    m_right->show();
    m_right->setCurrentIndex(ConflictSide);
}

} // namespace baton::ui

#include "ui/record/journal/journalsheet.h"

#include "app/base/whendone.h"
#include "ui/common/dialogs.h"
#include "ui/record/journal/conflictpanel.h"
#include "ui/record/journal/entrylist.h"
#include "ui/record/journal/entryreview.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using record::JournalEntry;

namespace {

enum Right { ReviewSide, ConflictSide };

} // namespace

JournalSheet::JournalSheet(record::Writer &writer, QWidget *parent)
    : QWidget(parent)
    , m_writer(writer)
    , m_undoSession(makeButton(tr("Undo this session…"), u"undo"_s, tr("Undo this session"), "", this))
    , m_backToStart(makeButton(tr("Back to where I began…"), u"history"_s, tr("Back to where I began"), "", this))
    , m_list(new EntryList)
    , m_right(new QStackedWidget(this))
    , m_words(makeText({}, "strong", this))
    , m_note(makeText({}, "text2", this))
    , m_review(new ReviewPanel(this))
    , m_conflict(new ConflictPanel(this))
    , m_progressRow(new QWidget(this))
    , m_progress(new QProgressBar(m_progressRow))
    , m_progressWords(makeLabel({}, "body", m_progressRow))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *head = new QHBoxLayout;
    head->addWidget(makeText(tr("Every change sent from here, kept encrypted. Undo sends a new change."), "text2", this), 1);
    head->addWidget(m_undoSession);
    head->addWidget(m_backToStart);
    column->addLayout(head);

    auto *progress = new QHBoxLayout(m_progressRow);
    progress->setContentsMargins(0, 0, 0, 0);
    QPushButton *stop = makeButton(tr("Cancel"), {}, tr("Stop undoing"), "", m_progressRow);
    m_progress->setAccessibleName(tr("Undo progress"));
    m_progress->setTextVisible(false);
    progress->addWidget(m_progressWords);
    progress->addWidget(m_progress, 1);
    progress->addWidget(stop);
    m_progressRow->hide();
    column->addWidget(m_progressRow);

    auto *split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(14);
    auto *card = new Card(split);
    auto *scroll = new QScrollArea(card);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_list);
    card->addFlush(scroll);
    auto *side = new QWidget(m_right);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addWidget(m_words);
    sideColumn->addWidget(m_note);
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
        if (isVisible() && !m_running)
            refresh();
    });
    connect(m_undoSession, &QPushButton::clicked, this, [this] { undoMany(m_writer.currentSession(), tr("Undo this session?"), tr("Undo this session")); });
    connect(m_backToStart, &QPushButton::clicked, this, [this] { undoMany({}, tr("Back to where you began?"), tr("Take everything back")); });
    connect(stop, &QPushButton::clicked, this, [this] { m_writer.stopUndoing(); });
    connect(&m_writer, &record::Writer::undoProgress, this, [this](int done, int of) {
        m_progress->setRange(0, of);
        m_progress->setValue(done);
        m_progressWords->setText(tr("Taking back: %1 of %2").arg(done).arg(of));
    });
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
    m_list->show(m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid), m_writer);
    m_undoSession->setEnabled(!m_running && !m_writer.standing(m_writer.currentSession()).isEmpty());
    m_backToStart->setEnabled(!m_running && !m_writer.standing().isEmpty());
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

void JournalSheet::undoMany(const QString &session, const QString &title, const QString &action)
{
    QStringList ids;
    bool deletes = false;
    for (const JournalEntry &entry : m_writer.standing(session)) {
        ids << entry.id;
        deletes = deletes || entry.act == JournalEntry::Act::Delete;
    }
    QString words = ids.size() == 1 ? tr("1 change is taken back.") : tr("%1 changes are taken back, the newest first.").arg(ids.size());
    words += u' ' + tr("What somebody changed since stays as it is and is told.");
    if (deletes)
        words += u' ' + tr("Items that were deleted are added again under new put-codes.");
    askFirst(this, title, words, action, action, [this, ids] { run(ids); });
}

void JournalSheet::run(const QStringList &ids)
{
    setRunning(true);
    whenDone(m_writer.undoAll(ids), this, [this, total = int(ids.size())](const record::Writer::UndoSummary &summary) {
        setRunning(false);
        Q_EMIT told(summary.undone == total ? tr("All %1 changes are taken back and read back.").arg(total)
                                            : tr("%1 of %2 changes are taken back.").arg(summary.undone).arg(total));
        if (!summary.failures.isEmpty())
            Q_EMIT failed(summary.failures.first());
        Q_EMIT written();
    });
}

void JournalSheet::setRunning(bool running)
{
    m_running = running;
    m_progressRow->setVisible(running);
    m_list->setEnabled(!running);
    refresh();
}

} // namespace baton::ui

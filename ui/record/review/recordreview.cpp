// The record page's reviews: each write on a page of its own before it leaves, and beside what came of it afterwards.

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "ui/record/draftkeeper.h"
#include "ui/record/draftsbanner.h"
#include "ui/record/editpage.h"
#include "ui/record/itemmodel.h"
#include "ui/record/recordpage.h"
#include "ui/record/recordtools.h"
#include "ui/record/review/deleteonlysheet.h"
#include "ui/record/review/reviewsheet.h"
#include "ui/record/review/undomanysheet.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using Act = record::JournalEntry::Act;

namespace {

enum Sheet { EmptySheet, BrowseSheet, EditSheet };

} // namespace

void RecordPage::makeReview()
{
    m_review = new ReviewSheet({ m_client, m_session, m_writer, m_undo }, this);
    m_stack->addWidget(m_review);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_review);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &RecordPage::goBack);
    connect(m_edit, &EditPage::reviewRequested, this, &RecordPage::reviewEdit);
    connect(m_heading, &RecordHeading::backToEditor, this, [this] {
        if (isReviewing() && m_review->isEditable())
            goBack();
    });
    connect(m_review, &ReviewSheet::headline, this, &RecordPage::showReviewHeading);
    connect(m_review, &ReviewSheet::sendRequested, this, [this] {
        const bool adds = m_review->proposal().act == Act::Add, deletes = m_review->proposal().act == Act::Delete;
        askIfReal((deletes   ? tr("Delete this item from the real record of %1?")
                      : adds ? tr("Add this item to the real record of %1?")
                             : tr("Send these changes to the real record of %1?"))
                      .arg(m_researcher),
            [this] {
                hideBanner();
                m_review->sendNow();
            });
    });
    connect(m_review, &ReviewSheet::goOnEditing, this, &RecordPage::backToEditor);
    connect(m_review, &ReviewSheet::keepAsDraft, this, &RecordPage::keepAsDraft);
    connect(m_review, &ReviewSheet::backToItems, this, &RecordPage::leaveReview);
    connect(m_review, &ReviewSheet::undoRequested, this, &RecordPage::reviewUndo);
    connect(m_review, &ReviewSheet::showExchange, this, &Page::showExchange);
    connect(m_review, &ReviewSheet::written, this, &RecordPage::reviewWritten);
    connect(m_review, &ReviewSheet::failed, this, &RecordPage::reviewFailed);
    connect(m_review, &ReviewSheet::lookRequested, this, &RecordPage::lookForUnsettled);
    connect(m_review, &ReviewSheet::compareRequested, this, &RecordPage::showConflict);
    connect(m_review, &ReviewSheet::existingRequested, this,
        [this](qint64 putCode) { openExisting(m_review->proposal().section, putCode, m_review->proposal().content); });
}

bool RecordPage::isReviewing() const
{
    return m_review && m_stack->currentWidget() == m_review;
}

void RecordPage::setKeepJournalDays(int days)
{
    m_review->setKeepDays(days);
}

record::Proposal RecordPage::proposalOf(const QJsonObject &content) const
{
    record::Proposal proposal;
    proposal.act = m_editing ? Act::Change : Act::Add;
    proposal.section = m_edit->section();
    proposal.putCode = m_editing;
    proposal.before = m_edit->before();
    proposal.content = content;
    proposal.title = record::itemFromJson(proposal.section, content, true).title;
    return proposal;
}

void RecordPage::showReviewHeading(const QString &title, const QString &purpose, bool sent)
{
    const record::Proposal &proposal = m_review->proposal();
    const qint64 putCode = sent && proposal.act != Act::Delete ? m_review->storedPutCode() : proposal.putCode;
    const QString place = putCode ? tr("put-code %1").arg(putCode) : tr("new");
    m_heading->showReview(title, purpose, sectionTitle(proposal.section), place, m_review->isEditable() && !sent,
        proposal.act == Act::Delete ? tr("You act as") : sent ? tr("Shown as") : tr("Will be shown as"));
    m_heading->nameSecond(tr("Back to the editor"));
    if (sent)
        m_heading->setPlace(place);
    m_heading->setLeavable(m_review->state() != ReviewSheet::State::Sending);
}

void RecordPage::reviewEdit(const QJsonObject &content)
{
    hideBanner();
    m_stack->setCurrentWidget(m_review);
    m_review->open(proposalOf(content), true);
}

void RecordPage::reviewDeletion(const record::Item &item)
{
    record::Proposal proposal;
    proposal.act = Act::Delete;
    proposal.section = item.section;
    proposal.putCode = item.putCode;
    proposal.before = item.json;
    proposal.title = item.title;
    proposal.note = tr("It leaves the record of %1 at once. Adding it again gives a new put-code.").arg(m_researcher);
    hideBanner();
    m_stack->setCurrentWidget(m_review);
    m_review->open(proposal, false);
}

void RecordPage::reviewUndo(const QString &entryId)
{
    const auto entry = m_writer.journal().find(entryId);
    if (!entry || !m_session.isActive() || isEditing())
        return;
    const record::Undo::Plan plan = m_undo.plan(*entry);
    if (!plan.possible)
        return showWarning(tr("This can’t be taken back."), plan.words);
    hideBanner();
    m_draftsBanner->hold(true);
    m_stack->setCurrentWidget(m_review);
    m_review->open(record::Proposal::ofUndo(*entry, plan), false);
}

// The editor lies behind the review as it was left.
void RecordPage::backToEditor()
{
    const std::optional<Error> refusal = m_review->refusal();
    m_review->close();
    showEditorHeading();
    m_stack->setCurrentIndex(EditSheet);
    if (refusal)
        m_edit->showRefusal(*refusal);
}

void RecordPage::makeUndoMany()
{
    m_undoMany = new UndoManySheet({ m_client, m_session, m_writer, m_undo }, this);
    m_stack->addWidget(m_undoMany);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_undoMany);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &RecordPage::goBack);
    connect(m_undoMany, &UndoManySheet::back, this, &RecordPage::goBack);
    connect(m_undoMany, &UndoManySheet::showExchange, this, &Page::showExchange);
    connect(m_undoMany, &UndoManySheet::headline, this, [this](const QString &title, const QString &purpose) {
        m_heading->showReview(title, purpose, m_researcher, tr("Journal"), false, tr("You act as"));
        m_heading->setLeavable(!m_undoMany->isRunning());
    });
    connect(m_undoMany, &UndoManySheet::sendRequested, this, [this] {
        askIfReal(tr("Send these changes to the real record of %1?").arg(m_researcher), [this] { m_undoMany->sendNow(); });
    });
    connect(m_undoMany, &UndoManySheet::written, this, [this] {
        m_reading->readCounts();
        readSection(m_section);
    });
}

void RecordPage::reviewUndoMany(const QString &session)
{
    hideBanner();
    m_stack->setCurrentWidget(m_undoMany);
    m_undoMany->open(session);
}

void RecordPage::makeDeleteOnly()
{
    m_deleteOnly = new DeleteOnlySheet(this);
    m_stack->addWidget(m_deleteOnly);
    connect(m_deleteOnly, &DeleteOnlySheet::deletionRequested, this, &RecordPage::reviewDeletion);
    connect(&m_client, &record::RecordClient::permissionsChanged, this, [this] {
        const bool browsing = m_stack->currentIndex() == BrowseSheet;
        if (m_client.deletesOnly() && browsing)
            showDeleteOnly();
        else if (!m_client.deletesOnly() && m_stack->currentWidget() == m_deleteOnly) {
            leaveEditing();
            refresh();
        }
    });
}

// Nothing can be read. What was read before stays in sight; otherwise the journal knows what was written from here.
void RecordPage::showDeleteOnly()
{
    if (!m_client.deletesOnly() || !m_session.isActive())
        return;
    if (m_items->rowCount() > 0)
        return showWarning(tr("The researcher withdrew the permission."), tr("The token still deletes what was added with it, nothing more."));
    const record::Place place = m_writer.place();
    m_deleteOnly->show(record::knownItems(m_writer.journal().entries(place.environmentId, place.orcid), place));
    hideBanner();
    m_tokenBanner->hide();
    m_heading->showRecord(m_researcher, environment().orcidUri(m_session.delegation().orcid));
    m_stack->setCurrentWidget(m_deleteOnly);
}

void RecordPage::leaveReview()
{
    const record::Proposal proposal = m_review->proposal();
    const bool elsewhere = proposal.section != m_section;
    hideBanner();
    leaveEditing();
    showDeleteOnly();
    if (elsewhere && !m_client.deletesOnly())
        showItem(proposal.section, proposal.putCode);
}

void RecordPage::reviewWritten()
{
    const record::Proposal &proposal = m_review->proposal();
    if (m_review->isEditable())
        m_keeper->discard();
    if (m_client.deletesOnly())
        return;
    const bool removed = proposal.act == Act::Delete;
    if (takeOver(proposal.section, removed ? proposal.putCode : m_review->storedPutCode(), removed))
        return;
    m_reading->readCounts();
    if (proposal.section != m_section)
        return;
    readSection(m_section, removed ? 0 : m_review->storedPutCode());
}

// What was reviewed beside the form goes back to the form; what was reviewed here stays here.
void RecordPage::reviewFailed(const Error &error)
{
    const QJsonObject content = m_review->proposal().content;
    const bool direct = m_review->wasDirect();
    m_unsettled = m_review->entryId();
    if (direct)
        backToEditor();
    else
        m_review->showRefusal(error);
    if (m_review->proposal().undoes.isEmpty() && m_review->proposal().act != Act::Delete && helpWith(error, content))
        return;
    if (direct && m_editing == 0 && error.code == u"record.unknown" && !m_unsettled.isEmpty()) {
        holdUntilLooked(error);
    } else if (direct) {
        m_edit->showRefusal(error);
        showFailure(error);
    } else {
        showTokenBanner();
    }
}

// It might be on the record twice otherwise.
void RecordPage::holdUntilLooked(const Error &error)
{
    m_unsettledWhy = error;
    m_edit->hold(tr("Look first whether it is on the record."));
    showProblem(error, tr("Look on the record"), [this] { lookForUnsettled(); });
}

void RecordPage::lookForUnsettled()
{
    if (isReviewing())
        m_review->setLooking(true);
    else
        showNotice(tr("Looking on the record…"));
    whenDone(m_writer.recover(), this, [this, id = m_unsettled](int) {
        if (id == m_unsettled && m_session.isActive() && isEditing())
            lookedFor(m_writer.journal().find(id));
    });
}

void RecordPage::lookedFor(const std::optional<record::JournalEntry> &entry)
{
    using Known = record::JournalEntry::State;
    const bool reviewing = isReviewing();
    if (reviewing)
        m_review->setLooking(false);
    if (entry && entry->state == Known::Confirmed) {
        m_keeper->discard();
        leaveEditing();
        m_reading->readCounts();
        showItem(entry->section, entry->putCode);
        return showNotice(tr("It is on the record, with put-code %1. Nothing was sent again.").arg(entry->putCode));
    }
    const bool notThere = entry && entry->state == Known::Refused;
    if (reviewing)
        return notThere ? m_review->showNotThere() : void();
    if (!notThere)
        return holdUntilLooked(m_unsettledWhy);
    m_edit->hold({});
    showNotice(tr("It is not on the record: what was sent never arrived. You can send it again."));
}

} // namespace baton::ui

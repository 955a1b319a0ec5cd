// The record page's journal, and what it offers when a write meets something unexpected: changed meanwhile, there already, gone.

#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "ui/record/draftkeeper.h"
#include "ui/record/editpage.h"
#include "ui/record/journal/journalsheet.h"
#include "ui/record/recordpage.h"
#include "ui/record/recordtools.h"
#include "ui/record/review/reviewsheet.h"
#include "ui/record/review/undomanysheet.h"
#include "ui/record/sectionmodel.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Sheet { EmptySheet, BrowseSheet, EditSheet };

} // namespace

void RecordPage::makeJournal()
{
    m_journal = new JournalSheet(m_writer, m_undo, this);
    m_stack->addWidget(m_journal);
    auto *undo = new QShortcut(QKeySequence::Undo, m_journal);
    undo->setContext(Qt::WidgetWithChildrenShortcut);
    connect(undo, &QShortcut::activated, this, &RecordPage::undoLast);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_journal);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &RecordPage::goBack);
    connect(m_sectionList, &SectionList::toolChosen, this, [this](const QString &key) {
        if (key == u"@journal")
            showJournal();
        else if (key == u"@batch")
            Q_EMIT batchRequested();
    });
    connect(m_journal, &JournalSheet::undoManyRequested, this, &RecordPage::reviewUndoMany);
    connect(m_journal, &JournalSheet::keepTheirs, this, [this](const QString &draft) {
        (void)m_drafts.remove(draft);
        leaveEditing();
        readSection(m_section);
        showNotice(tr("Theirs stays as it is. What you typed is thrown away; nothing of it was sent."));
    });
    connect(m_journal, &JournalSheet::keepAsDraft, this, [this] {
        leaveEditing();
        readSection(m_section);
    });
    connect(m_journal, &JournalSheet::undoRequested, this, &RecordPage::reviewUndo);
    connect(m_journal, &JournalSheet::reviewMerged, this, [this](const record::Draft &draft) {
        openDraft(draft);
        if (m_edit->canSend())
            reviewEdit(m_edit->content());
    });
}

void RecordPage::showJournal()
{
    if (!m_session.isActive() || isEditing())
        return;
    m_heading->showTool(m_researcher, tr("Journal"));
    m_journal->open(environment().apiBase.path() + u'/' + m_session.delegation().orcid);
    m_stack->setCurrentWidget(m_journal);
}

void RecordPage::undoLast()
{
    if (!m_session.isActive() || isEditing())
        return;
    const QList<record::JournalEntry> standing = m_undo.standing();
    if (!standing.isEmpty())
        return reviewUndo(standing.first().id);
    showJournal();
    showNotice(tr("There is nothing to take back."));
}

void RecordPage::goBack()
{
    if (m_undoMany->isRunning())
        return;
    if (isReviewing()) {
        if (m_review->state() == ReviewSheet::State::Sending)
            return;
        return isEditing() ? backToEditor() : leaveReview();
    }
    if (isEditing())
        return cancelEditing();
    hideBanner();
    leaveEditing();
}

// Told in full where something better than an error can be offered; what was typed is a draft in any case.
bool RecordPage::helpWith(const Error &error, const QJsonObject &content)
{
    const bool adding = m_editing == 0;
    const qint64 existing = error.details[u"put-code"_s].toInteger();
    if (!adding && error.code == u"record.changed" && error.details.contains(u"theirs"_s)) {
        showConflict(error.details[u"theirs"_s].toObject());
        return true;
    }
    if (adding && existing > 0 && (error.code == u"orcid.9021" || error.code == u"record.already_there")) {
        offerExisting(existing, content);
        return true;
    }
    if (!adding && error.httpStatus == 404) {
        offerAgain(content);
        return true;
    }
    return false;
}

void RecordPage::showConflict(const QJsonObject &theirs)
{
    const auto draft = m_drafts.find(m_keeper->keep());
    if (!draft)
        return showWarning(tr("The item was changed in the registry since you opened it. Nothing was sent."), tr("Open it again to see theirs."));
    leaveEditing();
    showJournal();
    m_journal->showConflict(*draft, theirs);
}

void RecordPage::offerExisting(qint64 putCode, const QJsonObject &content)
{
    const QString section = m_edit->section();
    ask(tr("The record has this item already, with put-code %1. Update the existing one?").arg(putCode),
        tr("The registry added nothing. The existing item opens with your fields laid over it; you see the difference before anything is sent."),
        tr("Update the existing one"), [this, section, putCode, content] { openExisting(section, putCode, content); });
}

void RecordPage::openExisting(const QString &section, qint64 putCode, const QJsonObject &content)
{
    whenDone(m_client.readItem(section, putCode), this, [this, section, content](const Result<record::Item> &item) {
        if (!isEditing())
            return;
        if (!item)
            return showFailure(item.error());
        if (const record::Permission may = m_client.mayChange(*item); !may.allowed)
            return showWarning(tr("Put-code %1 can’t be updated from here.").arg(item->putCode), may.reason);
        QJsonObject merged = item->json;
        const QJsonObject typed = record::forPost(content);
        for (auto field = typed.begin(); field != typed.end(); ++field)
            merged.insert(field.key(), field.value());
        m_keeper->discard();
        m_review->close();
        openEditor(section, item->json, item->putCode);
        m_edit->restore(merged);
        if (m_edit->canSend())
            reviewEdit(m_edit->content());
    });
}

// The list heals by being read again; what was typed can become a new item.
void RecordPage::offerAgain(const QJsonObject &content)
{
    const QString section = m_edit->section();
    const qint64 gone = m_editing;
    m_reading->readCounts();
    readSection(m_section);
    ask(tr("Put-code %1 is no longer on the record. Add it again from what you typed?").arg(gone),
        tr("Somebody deleted it since you opened it. Added again it gets a new put-code; you see everything before it is sent."), tr("Add again"),
        [this, section, content] {
            if (!isEditing())
                return;
            m_keeper->discard();
            m_review->close();
            openEditor(section, {}, 0);
            m_edit->restore(record::forPost(content));
        });
}

} // namespace baton::ui

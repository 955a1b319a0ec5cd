// The record page's changes: adding, editing, deleting. Nothing is sent without a click that says so.

#include "ui/record/recordpage.h"

#include "app/orcid/sections.h"
#include "app/record/wire.h"
#include "ui/record/draftkeeper.h"
#include "ui/record/draftsbanner.h"
#include "ui/record/editform.h"
#include "ui/record/editpage.h"
#include "ui/record/itemmodel.h"
#include "ui/record/itemtable.h"
#include "ui/record/recordtools.h"
#include "ui/record/review/reviewsheet.h"
#include "ui/record/review/undomanysheet.h"
#include "ui/record/sectionmodel.h"

#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Sheet { EmptySheet, BrowseSheet, EditSheet };

QString itemTitle(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known ? known->itemTitle : section;
}

} // namespace

bool RecordPage::isEditing() const
{
    return m_stack->currentIndex() == EditSheet
        || (isReviewing() && m_review->isEditable() && m_review->state() != ReviewSheet::State::Sent);
}

void RecordPage::triggerPrimary()
{
    if (m_stack->currentWidget() == m_undoMany)
        m_undoMany->isDone() ? goBack() : m_undoMany->send();
    else if (isReviewing() && m_review->state() == ReviewSheet::State::Sent)
        leaveReview();
    else if (isReviewing())
        m_review->send();
    else if (isEditing())
        m_edit->send();
    else
        addItem();
}

void RecordPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    m_draftsBanner->setHome(environment);
}

void RecordPage::addItem()
{
    if (m_stack->currentIndex() == BrowseSheet && m_tools->add->isVisible() && m_tools->add->isEnabled())
        openEditor(m_section, {}, 0);
}

void RecordPage::editItem()
{
    const record::Item *item = current();
    if (m_stack->currentIndex() == BrowseSheet && item && m_tools->edit->isEnabled())
        startEditing(*item);
}

// The list has only the summary; the form needs everything.
void RecordPage::startEditing(const record::Item &item)
{
    readWhole(item, [this](const Result<record::Item> &full) {
        if (full)
            openEditor(full->section, full->json, full->putCode);
        else
            showFailure(full.error());
    });
}

// Then: unless it was cancelled, or one has gone elsewhere meanwhile.
void RecordPage::readWhole(const record::Item &item, const std::function<void(const Result<record::Item> &)> &then)
{
    hideBanner();
    if (m_itemStop)
        m_itemStop->now();
    m_itemStop = std::make_shared<http::Stop>();
    setBusy(tr("Reading the item…"), true);
    whenDone(m_client.readItem(item.section, item.putCode, record::RecordClient::Reading::Plain, m_itemStop), this,
        [this, then, stop = m_itemStop, section = m_section](const Result<record::Item> &full) {
            if (stop != m_itemStop)
                return;
            m_itemStop.reset();
            setBusy({});
            if (m_stack->currentIndex() == BrowseSheet && section == m_section && (full || full.error().code != u"http.cancelled"))
                then(full);
        });
}

void RecordPage::openEditor(const QString &section, const QJsonObject &item, qint64 putCode)
{
    hideBanner();
    m_editing = putCode;
    const QString path = putCode ? record::itemPath(m_session, section, putCode) : record::addPath(m_session, section);
    const QString request = (putCode ? u"PUT "_s : u"POST "_s) + environment().apiBase.path() + u'/' + path;
    m_stack->setCurrentIndex(EditSheet);
    m_edit->open(section, item, request);
    showEditorHeading();
    m_draftsBanner->hold(true);
    m_keeper->setResearcher(m_researcher);
    m_keeper->start(m_writer.place(), putCode);
}

void RecordPage::send(const QJsonObject &content)
{
    askIfReal(m_editing ? tr("Send these changes to the real record of %1?").arg(m_researcher)
                        : tr("Add this item to the real record of %1?").arg(m_researcher),
        [this, content] { sendNow(content); });
}

void RecordPage::sendNow(const QJsonObject &content)
{
    hideBanner();
    m_stack->setCurrentWidget(m_review);
    m_review->openToSend(proposalOf(content));
    m_review->sendNow();
}

void RecordPage::showEditorHeading()
{
    const QString section = m_edit->section();
    m_heading->showEditor(m_editing ? tr("Edit %1").arg(itemTitle(section)) : tr("Add %1").arg(itemTitle(section)), sectionTitle(section),
        m_editing ? tr("put-code %1").arg(m_editing) : tr("new"));
}

void RecordPage::leaveEditing()
{
    const bool returns = isVisible() && m_stack->currentIndex() > BrowseSheet;
    m_editing = 0;
    if (m_sectionList->current() != m_section) {
        const QSignalBlocker blocker(m_sectionList);
        m_sectionList->choose(m_section);
    }
    m_draftsBanner->hold(false);
    m_stack->setCurrentIndex(BrowseSheet);
    if (returns)
        (m_middle->currentWidget() == m_table ? static_cast<QWidget *>(m_table) : m_sectionList)->setFocus();
    m_review->close(); // now: a button that hides with the focus would pass it on to wherever, and the page would scroll there
    m_heading->showRecord(m_researcher, environment().orcidUri(m_session.delegation().orcid));
}

// Another delegation, another environment or the end of Baton must not cost what was typed.
void RecordPage::putDraftAway()
{
    if (isEditing())
        m_interrupted = m_keeper->keep();
}

void RecordPage::bringDraftBack()
{
    const auto draft = m_drafts.find(m_interrupted);
    if (!draft || !draft->place.sameRecord(m_writer.place()))
        return;
    m_interrupted.clear();
    openDraft(*draft);
    showNotice(tr("What you typed here before is back. Nothing of it was sent."));
}

void RecordPage::openDraft(const record::Draft &draft)
{
    if (!m_session.isActive() || isEditing())
        return;
    openEditor(draft.section, draft.before, draft.putCode);
    m_keeper->start(m_writer.place(), draft.putCode, draft.id);
    m_edit->restore(draft.content);
}

// What a crash, or a registry without an answer, left open is found out before anything else is written.
void RecordPage::recover()
{
    whenDone(m_writer.recover(), this, [this](int settled) {
        if (settled == 0 || isEditing() || !m_session.isActive())
            return;
        showNotice(settled == 1 ? tr("1 change of an earlier session was read back. The journal says what became of it.")
                                : tr("%1 changes of an earlier session were read back. The journal says what became of them.").arg(settled));
    });
}

void RecordPage::cancelEditing()
{
    if (!isEditing() || isReviewing())
        return;
    const auto leave = [this] {
        hideBanner();
        m_keeper->discard();
        leaveEditing();
    };
    if (m_edit->changeCount() == 0)
        return leave();
    ask(m_edit->changeCount() == 1 ? tr("Discard 1 change?") : tr("Discard %1 changes?").arg(m_edit->changeCount()),
        tr("Nothing of it was sent to the registry. Discarding throws what you typed away, its draft too; a draft that is kept waits on this page until you send or discard it."), tr("Discard changes"), leave,
        { tr("Keep as draft"), [this] { keepAsDraft(); } });
}

void RecordPage::keepAsDraft()
{
    if (!isEditing())
        return;
    hideBanner();
    m_keeper->keep();
    leaveEditing();
}

void RecordPage::deleteItem()
{
    const record::Item *chosen = current();
    if (m_stack->currentIndex() != BrowseSheet || !chosen || !m_tools->remove->isEnabled())
        return;
    // The list has only the summary; what goes is shown in full, and can be added again from it.
    readWhole(*chosen, [this, item = *chosen](const Result<record::Item> &full) {
        if (full)
            reviewDeletion(*full);
        else if (m_client.deletesOnly())
            reviewDeletion(record::withJson(item));
        else
            showFailure(full.error());
    });
}

void RecordPage::askIfReal(const QString &what, const std::function<void()> &then)
{
    if (environment().kind != orcid::Environment::Kind::Production)
        return then();
    ask(what, tr("This is ORCID’s production registry. Everybody who may see the item sees the change at once."), tr("Send"), then);
}

void RecordPage::ask(const QString &question, const QString &explanation, const QString &yes, const std::function<void()> &then, const OtherWay &other)
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("Baton"));
    box->setIcon(QMessageBox::NoIcon);
    box->setTextFormat(Qt::PlainText);
    box->setText(question);
    // QMessageBox shows only its main text as plain; the rest is ours, with names escaped.
    box->setInformativeText(explanation.toHtmlEscaped());
    QPushButton *accept = box->addButton(QString(yes).replace(u'&', u"&&"_s), QMessageBox::AcceptRole);
    box->setDefaultButton(box->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(accept, &QPushButton::clicked, this, then);
    if (!other.words.isEmpty())
        connect(box->addButton(other.words, QMessageBox::ActionRole), &QPushButton::clicked, this, other.then);
    box->open();
}

} // namespace baton::ui

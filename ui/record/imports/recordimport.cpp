// The record page's import: where it opens, what it asks, where it leads.

#include "ui/record/imports/filedrop.h"
#include "ui/record/imports/importsheet.h"
#include "ui/record/recordpage.h"
#include "ui/record/recordtools.h"
#include "ui/record/sectionmodel.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

void RecordPage::makeImport()
{
    m_import = new ImportSheet(m_client, m_session, m_writer, this);
    m_stack->addWidget(m_import);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_import);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, [this] {
        if (m_import->isReviewing() && !m_import->isSending())
            m_import->setReviewing(false);
        else
            goBack();
    });
    connect(m_heading, &RecordHeading::backToEditor, this, [this] {
        if (m_stack->currentWidget() == m_import)
            m_import->setReviewing(false);
    });
    connect(m_import, &ImportSheet::showExchange, this, &Page::showExchange);
    connect(m_sectionList, &SectionList::toolChosen, this, [this](const QString &key) {
        if (key == u"@import")
            showImport();
    });
    connect(new FileDrop(this), &FileDrop::dropped, this, [this](const QString &path) {
        showImport();
        if (m_stack->currentWidget() == m_import)
            m_import->openFile(path);
    });
    connect(m_import, &ImportSheet::failed, this, &RecordPage::showFailure);
    connect(m_import, &ImportSheet::told, this, &Page::showNotice);
    connect(m_import, &ImportSheet::backRequested, this, &RecordPage::goBack);
    connect(m_import, &ImportSheet::journalRequested, this, &RecordPage::showJournal);
    connect(m_import, &ImportSheet::purposeChanged, this, [this] {
        if (m_stack->currentWidget() != m_import)
            return;
        if (!m_import->isSending())
            hideBanner();
        showImportHeading();
    });
    connect(m_import, &ImportSheet::written, this, [this] {
        m_reading->readCounts();
        readSection(m_section);
    });
    connect(m_import, &ImportSheet::sendRequested, this, [this] {
        askIfReal(tr("Send %1 to the real record of %2?").arg(m_import->question(), m_researcher), [this] {
            hideBanner();
            m_import->send();
        });
    });
}

void RecordPage::showImportHeading()
{
    if (m_import->isReviewing())
        return m_heading->showReview(m_import->title(), m_import->purpose(), sectionTitle(m_section), tr("Import"), true, tr("Will be shown as"));
    m_heading->showEditor(m_import->title(), sectionTitle(m_section), tr("Import"));
    setPurpose(m_import->purpose());
}

void RecordPage::showImport()
{
    if (!m_session.isActive() || isEditing())
        return;
    hideBanner();
    m_import->open(m_section);
    m_stack->setCurrentWidget(m_import);
    showImportHeading();
}

} // namespace baton::ui

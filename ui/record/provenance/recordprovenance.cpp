// The record page's view of who asserted what.

#include "app/record/fullitems.h"
#include "ui/record/exporting.h"
#include "ui/record/provenance/provenancesheet.h"
#include "ui/record/recordpage.h"
#include "ui/record/recordtools.h"
#include "ui/record/sectionmodel.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

void RecordPage::makeProvenance()
{
    m_provenance = new ProvenanceSheet(m_client, m_cache, this);
    m_stack->addWidget(m_provenance);
    auto *leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_provenance);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &RecordPage::goBack);
    connect(m_sectionList, &SectionList::toolChosen, this, [this](const QString &key) {
        if (key == u"@provenance")
            showProvenance();
    });
    connect(m_provenance, &ProvenanceSheet::failed, this, &RecordPage::showFailure);
    connect(m_provenance, &ProvenanceSheet::itemChosen, this, [this](const QString &section, qint64 putCode) {
        hideBanner();
        leaveEditing();
        showItem(section, putCode);
    });
    makeProvenanceExport();
    connect(&m_session, &exchange::DelegatedSession::began, m_provenance, &ProvenanceSheet::close);
    connect(&m_session, &exchange::DelegatedSession::finished, m_provenance, &ProvenanceSheet::close);
}

// What is seen, with search and boxes applied.
void RecordPage::makeProvenanceExport()
{
    auto *full = new record::FullItems(m_client, m_session, this);
    const auto seen = [this] {
        ExportSource::Seen all;
        all.items = m_provenance->seenItems();
        all.heading = m_researcher;
        all.fileName = m_session.delegation().orcid;
        if (m_provenance->isFiltering())
            all.note = tr("%1 of %n item(s), as the list was filtered.", nullptr, m_provenance->totalItems()).arg(all.items.size());
        return all;
    };
    auto *exporting = new Exporting({ seen, [full](const QList<record::Item> &summaries) { return full->read(summaries); } }, this);
    m_provenance->addTool(exporting->button());
    connect(exporting, &Exporting::done, this, &Page::showNotice);
    connect(exporting, &Exporting::failed, this, &Page::showError);
}

void RecordPage::showProvenance()
{
    if (!m_session.isActive() || isEditing())
        return;
    hideBanner();
    m_heading->showTool(m_researcher, tr("Provenance"));
    setTitle(tr("Who asserted what"));
    m_stack->setCurrentWidget(m_provenance);
    m_provenance->open(m_researcher);
}

} // namespace baton::ui

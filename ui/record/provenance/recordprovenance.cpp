// The record page's view of who asserted what.

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
    m_provenance = new ProvenanceSheet(m_client, this);
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
    connect(&m_session, &exchange::DelegatedSession::began, m_provenance, &ProvenanceSheet::close);
    connect(&m_session, &exchange::DelegatedSession::finished, m_provenance, &ProvenanceSheet::close);
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

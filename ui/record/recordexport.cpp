// Export of what the record page's list shows.

#include "app/record/fullitems.h"
#include "ui/record/exporting.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"
#include "ui/record/recordpage.h"
#include "ui/record/recordtools.h"
#include "ui/record/sectionmodel.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace baton::ui {

using namespace Qt::StringLiterals;

void RecordPage::makeExport()
{
    record::FullItems *full = m_full;
    const auto seen = [this] {
        ExportSource::Seen all;
        for (int row = 0; row < m_filter->rowCount(); ++row) {
            if (const record::Item *item = m_filter->item(m_filter->index(row, 0)))
                all.items += *item;
        }
        const QString section = sectionTitle(m_section);
        all.heading = m_researcher.isEmpty() ? section : tr("%1: %2").arg(m_researcher, section);
        all.fileName = m_session.delegation().orcid + u' ' + section;
        if (m_filter->isFiltering())
            all.note = tr("%1 of %n item(s), as the list was filtered.", nullptr, m_items->rowCount()).arg(all.items.size());
        return all;
    };
    auto *exporting = new Exporting({ seen, [full](const QList<record::Item> &summaries) { return full->read(summaries); } }, this);
    m_tools->addTool(exporting->button());
    connect(exporting, &Exporting::done, this, &Page::showNotice);
    connect(exporting, &Exporting::failed, this, &Page::showError);
}

} // namespace baton::ui

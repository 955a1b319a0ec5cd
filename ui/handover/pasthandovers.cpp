#include "ui/handover/pasthandovers.h"

#include "ui/common/fields.h"
#include "ui/common/table.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

PastHandOvers::PastHandOvers(ledger::Ledger &ledger, const Clock &clock, QWidget *parent) : Card(parent)
{
    QHBoxLayout *header = addHeader(tr("Past hand-overs"), tr("Kept on this computer, without the tokens"));
    m_search = new SearchField(tr("Search hand-overs"));
    m_search->setPlaceholderText(tr("Search"));
    m_search->setProperty("kind", u"small"_s);
    m_search->setFixedWidth(170);
    header->addWidget(m_search);

    m_model = new PastModel(ledger, clock, this);
    m_filter = new QSortFilterProxyModel(this);
    m_filter->setSourceModel(m_model);
    m_filter->setFilterKeyColumn(-1);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table = makeTable(tr("Past hand-overs"), m_filter);
    m_table->setMinimumHeight(92);
    // It takes what is left: its own wish must not make the page scroll.
    m_table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    const int widths[] { 128, 0, 186, 170, 146 };
    for (int column = 0; column < PastModel::ColumnCount; ++column) {
        if (widths[column] > 0)
            m_table->setColumnWidth(column, widths[column]);
    }
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(PastModel::Researcher, QHeaderView::Stretch);
    m_empty = makeText({}, "text2");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMinimumHeight(60);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    addFlush(m_stack);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text.trimmed());
        refresh();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &PastHandOvers::refresh);
    refresh();
}

void PastHandOvers::setEnvironment(const QString &environmentId)
{
    m_model->setEnvironment(environmentId);
}

void PastHandOvers::refresh()
{
    const bool none = m_model->rowCount() == 0;
    m_search->setEnabled(!none);
    m_empty->setText(none ? tr("Nothing has been handed over from this computer yet.")
                          : tr("No hand-over matches “%1”.").arg(m_search->text().trimmed()));
    m_stack->setCurrentIndex(m_filter->rowCount() == 0 ? 1 : 0);
}

} // namespace baton::ui

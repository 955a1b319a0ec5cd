#include "ui/record/forms.h"

#include "app/record/jsonvalues.h"

namespace baton::ui {

using namespace Qt::StringLiterals;

PersonItemForm::PersonItemForm(const orcid::Section &section, QWidget *parent) : EditForm(parent)
{
    int row = 0;
    for (const orcid::Field &described : section.fields) {
        // ORCID takes only "self" for a person's own identifiers.
        if (described.shape == orcid::Shape::Server || described.key == "visibility"_L1 || described.key == "external-id-relationship"_L1)
            continue;
        Entry entry { described, nullptr, nullptr };
        if (described.values.isEmpty())
            entry.line = line(described.label);
        else
            entry.combo = combo(described.label, described.values, tr("Choose…"));
        QWidget *editor = entry.line ? static_cast<QWidget *>(entry.line) : entry.combo->parentWidget();
        grid()->addWidget(field(described.key, described.label, {}, editor), row++, 0);
        m_entries += entry;
    }
    grid()->addWidget(visibilityField(), row++, 0);
    grid()->setRowStretch(row, 1);
}

void PersonItemForm::fill(const QJsonObject &item)
{
    for (const Entry &entry : m_entries) {
        const QString value = record::textAt(item, { entry.field.key });
        if (entry.line)
            entry.line->setText(value);
        else
            choose(entry.combo, value, value);
    }
}

void PersonItemForm::write(QJsonObject &item) const
{
    for (const Entry &entry : m_entries) {
        const QString value = entry.line ? entry.line->text().trimmed() : entry.combo->currentData().toString();
        item[entry.field.key] = entry.field.shape == orcid::Shape::Wrapped ? wrapped(value) : bare(value);
        if (entry.field.key == "external-id-type"_L1)
            item[u"external-id-relationship"_s] = u"self"_s;
    }
}

} // namespace baton::ui

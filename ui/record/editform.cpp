#include "ui/record/editform.h"

#include "app/orcid/sections.h"
#include "app/record/jsonvalues.h"
#include "ui/record/forms.h"
#include "ui/record/identifierrows.h"
#include "ui/record/itemmodel.h"

#include <QtGui/QAction>

namespace baton::ui {

using namespace Qt::StringLiterals;

EditForm *EditForm::make(const QString &section, QWidget *parent)
{
    const orcid::Section *known = orcid::findSection(section);
    if (!known || !known->writable)
        return nullptr;
    switch (known->family) {
    case orcid::Section::Family::Works:
        return new WorkForm(parent);
    case orcid::Section::Family::Affiliations:
        return new AffiliationForm(parent);
    case orcid::Section::Family::PersonItems:
        return new PersonItemForm(*known, parent);
    default:
        return nullptr;
    }
}

bool EditForm::existsFor(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->writable
        && (known->family == orcid::Section::Family::Works || known->family == orcid::Section::Family::Affiliations
            || known->family == orcid::Section::Family::PersonItems);
}

EditForm::EditForm(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(11);
    connect(this, &EditForm::left, this, &EditForm::edited);
}

void EditForm::load(const QJsonObject &item)
{
    m_loading = true;
    m_item = item;
    fill(item);
    if (m_visibility) {
        const QString visibility = record::textAt(item, { u"visibility"_s });
        m_visibility->setText(visibility.isEmpty() ? tr("Researcher’s default") : record::visibilityWord(visibility));
        m_visibility->setCursorPosition(0);
        // Text and the two marks beside it.
        m_visibility->setMinimumWidth(m_visibility->fontMetrics().horizontalAdvance(m_visibility->text()) + 70);
        m_visibilityMark->setIcon(Theme::of().icon(visibilityIcon(visibility), &Colors::text2));
    }
    for (FormField *one : std::as_const(m_fields))
        one->setLeft(!item.isEmpty());
    m_loading = false;
    Q_EMIT edited();
}

QJsonObject EditForm::content() const
{
    QJsonObject item = m_item;
    write(item);
    return item;
}

void EditForm::showProblems(const QList<record::FieldProblem> &problems)
{
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        const record::FieldProblem *shown = nullptr;
        for (const record::FieldProblem &problem : problems) {
            const bool fits = problem.field == it.key() || problem.field.startsWith(it.key() + u'/');
            if (fits && (!shown || (problem.blocking && !shown->blocking)))
                shown = &problem;
        }
        it.value()->showProblem(shown);
    }
    if (m_identifiers)
        m_identifiers->showProblems(problems);
}

void EditForm::focusFirst()
{
    if (QWidget *first = nextInFocusChain())
        first->setFocus();
}

QString EditForm::nameOf(const QString &key) const
{
    if (m_identifiers && key.startsWith("external-ids/"_L1))
        return m_identifiers->typeAt(key.section(u'/', 1, 1).toInt());
    for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it) {
        if (key == it.key() || key.startsWith(it.key() + u'/'))
            return it.value()->label();
    }
    return tr("External identifiers");
}

FormField *EditForm::field(const QString &key, const QString &label, const QString &caption, QWidget *editor)
{
    auto *made = new FormField(label, caption, editor, this);
    m_fields[key] = made;
    // Later: the focus also leaves while the page is being taken down.
    connect(made, &FormField::left, this, &EditForm::left, Qt::QueuedConnection);
    return made;
}

QLineEdit *EditForm::line(const QString &accessibleName)
{
    QLineEdit *made = makeLine(accessibleName, this);
    connect(made, &QLineEdit::textChanged, this, [this] {
        if (!m_loading)
            Q_EMIT edited();
    });
    return made;
}

QComboBox *EditForm::combo(const QString &accessibleName, const QList<orcid::Term> &terms, const QString &emptyText)
{
    auto *holder = new QWidget(this);
    QComboBox *made = makeCombo(accessibleName, holder);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(made);
    made->addItem(emptyText, QString());
    for (const orcid::Term &term : terms)
        made->addItem(term.label, term.value);
    made->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    made->setMinimumContentsLength(1);
    connect(made, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_loading)
            Q_EMIT edited();
    });
    return made;
}

QWidget *EditForm::visibilityField()
{
    m_visibility = makeLine(tr("Visibility"), this);
    m_visibility->setReadOnly(true);
    m_visibilityMark = m_visibility->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_visibility->addAction(Theme::of().icon(u"lock"_s, &Colors::text3), QLineEdit::TrailingPosition);
    m_visibility->setAccessibleDescription(tr("Set by the researcher"));
    return new FormField(tr("Who can see it"), tr("set by the researcher"), m_visibility, this);
}

QJsonValue EditForm::wrapped(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(QJsonObject { { u"value"_s, text } });
}

QJsonValue EditForm::bare(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

void EditForm::choose(QComboBox *combo, const QString &value, const QString &text)
{
    if (combo->findData(value) < 0)
        combo->addItem(text, value);
    combo->setCurrentIndex(combo->findData(value));
}

} // namespace baton::ui

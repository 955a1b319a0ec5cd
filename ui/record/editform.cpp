#include "ui/record/editform.h"

#include "app/record/jsonvalues.h"
#include "ui/record/itemmodel.h"

#include <QtGui/QAction>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

orcid::Field whole(const orcid::Section &section)
{
    orcid::Field item;
    item.label = section.itemTitle;
    item.shape = orcid::Shape::Object;
    item.fields = section.fields;
    return item;
}

} // namespace

EditForm *EditForm::make(const QString &section, QWidget *parent)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->writable ? new EditForm(*known, parent) : nullptr;
}

bool EditForm::existsFor(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->writable;
}

EditForm::EditForm(const orcid::Section &section, QWidget *parent)
    : QWidget(parent), m_layout(FormLayout::of(section)), m_root(new ObjectNode(whole(section), m_layout, {}, {}, this))
{
    m_layout.place(new QGridLayout(this), m_root->placed(), makeVisibility());
    connect(this, &EditForm::left, this, &EditForm::edited);
    connect(m_root, &FormNode::left, this, &EditForm::left);
    connect(m_root, &FormNode::edited, this, [this] {
        if (!m_loading)
            Q_EMIT edited();
    });
}

void EditForm::load(const QJsonObject &item)
{
    m_loading = true;
    m_root->set(item);
    const QString visibility = record::textAt(item, { u"visibility"_s });
    m_visibility->setText(visibility.isEmpty() ? tr("Researcher’s default") : record::visibilityWord(visibility));
    m_visibility->setCursorPosition(0);
    // Text and the two marks beside it.
    m_visibility->setMinimumWidth(m_visibility->fontMetrics().horizontalAdvance(m_visibility->text()) + 70);
    m_visibilityMark->setIcon(Theme::of().icon(visibilityIcon(visibility), &Colors::text2));
    m_root->setLeft(!item.isEmpty());
    m_loading = false;
    Q_EMIT edited();
}

QJsonObject EditForm::content() const
{
    QJsonObject item = m_root->value().toObject();
    if (m_layout.fixed.contains(u"external-id-relationship"_s) && !record::isNothing(item.value(u"external-id-value"_s)))
        item[u"external-id-relationship"_s] = u"self"_s;
    return item;
}

void EditForm::showProblems(const QList<record::FieldProblem> &problems)
{
    m_root->showProblems(problems);
}

void EditForm::focusFirst()
{
    // The first in the chain is what stands around the editor.
    for (QWidget *one = nextInFocusChain(); one && one != this; one = one->nextInFocusChain()) {
        if (isAncestorOf(one) && (one->focusPolicy() & Qt::TabFocus) && one->isEnabled() && one->isVisibleTo(this))
            return one->setFocus();
    }
}

QString EditForm::nameOf(const QString &field) const
{
    return m_root->nameOf(field);
}

QWidget *EditForm::makeVisibility()
{
    m_visibility = makeLine(tr("Visibility"));
    m_visibility->setReadOnly(true);
    m_visibilityMark = m_visibility->addAction(QIcon(), QLineEdit::LeadingPosition);
    m_visibility->addAction(Theme::of().icon(u"lock"_s, &Colors::text3), QLineEdit::TrailingPosition);
    m_visibility->setAccessibleDescription(tr("Set by the researcher"));
    return new FormField(tr("Who can see it"), tr("set by the researcher"), m_visibility);
}

} // namespace baton::ui

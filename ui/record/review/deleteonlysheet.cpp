#include "ui/record/review/deleteonlysheet.h"

#include "app/orcid/sections.h"
#include "ui/common/flowscroll.h"

#include <QtGui/QAccessible>
#include <QtGui/QRegularExpressionValidator>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString itemTitle(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known ? known->itemTitle : section;
}

} // namespace

DeleteOnlySheet::DeleteOnlySheet(QWidget *parent)
    : QWidget(parent)
    , m_words(makeText({}, "text2", this))
    , m_list(new RoleWidget(QAccessible::List, tr("Items known here")))
    , m_rows(new QVBoxLayout(m_list))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *banner = new Banner(this);
    banner->set(Tone::Warn, tr("The researcher withdrew the permission."),
        tr("The token reads nothing any more. It still deletes what was added with it, one item at a time, each reviewed first."));
    column->addWidget(banner);
    auto *card = new Card(this);
    card->addHeader(tr("Delete what was added from here"));
    card->body()->addWidget(m_words);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
    auto *scroll = new FlowScroll(m_list, card);
    card->body()->addWidget(scroll, 1);
    auto *byHand = new QHBoxLayout;
    byHand->setSpacing(8);
    m_section = makeCombo(tr("Section of the item"), card);
    for (const orcid::Section &section : orcid::allSections()) {
        if (!section.deleteScopes.isEmpty())
            m_section->addItem(section.title, section.key);
    }
    m_code = new QLineEdit(card);
    m_code->setAccessibleName(tr("Put-code"));
    m_code->setPlaceholderText(tr("Put-code"));
    m_code->setMaximumWidth(Theme::of().iconSize(140));
    m_code->setValidator(new QRegularExpressionValidator(QRegularExpression(u"[1-9][0-9]{0,17}"_s), m_code));
    m_byCode = makeButton(tr("Delete by put-code…"), u"trash"_s, tr("Delete by put-code"), "", card);
    m_byCode->setEnabled(false);
    byHand->addWidget(makeLabel(tr("Anything else:"), "text2", card));
    byHand->addWidget(m_section);
    byHand->addWidget(m_code);
    byHand->addWidget(m_byCode);
    byHand->addStretch(1);
    card->body()->addLayout(byHand);
    column->addWidget(card, 1);
    connect(m_code, &QLineEdit::textChanged, this, [this] { m_byCode->setEnabled(m_code->hasAcceptableInput()); });
    connect(m_code, &QLineEdit::returnPressed, this, &DeleteOnlySheet::requestByCode);
    connect(m_byCode, &QPushButton::clicked, this, &DeleteOnlySheet::requestByCode);
}

void DeleteOnlySheet::show(const QList<record::Item> &items)
{
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    m_words->setText(items.isEmpty() ? tr("Nothing is known here: the journal has no item of this record that still stands.")
            : items.size() == 1      ? tr("1 item is known from the journal.")
                                     : tr("%1 items are known from the journal.").arg(items.size()));
    for (const record::Item &item : items)
        addRow(item);
    m_rows->addStretch(1);
}

void DeleteOnlySheet::addRow(const record::Item &item)
{
    auto *row = new RoleWidget(QAccessible::ListItem, item.title, m_list);
    row->setAccessibleDescription(tr("%1, put-code %2").arg(itemTitle(item.section)).arg(item.putCode));
    auto *beside = new QHBoxLayout(row);
    beside->setContentsMargins(0, 0, 6, 0);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(makeText(item.title, "body", row));
    words->addWidget(makeLabel(row->accessibleDescription(), "caption", row));
    beside->addLayout(words, 1);
    QPushButton *away = makeButton(tr("Delete…"), u"trash"_s, tr("Delete %1").arg(item.title), "small", row);
    beside->addWidget(away, 0, Qt::AlignVCenter);
    connect(away, &QPushButton::clicked, this, [this, item] { Q_EMIT deletionRequested(item); });
    m_rows->addWidget(row);
}

void DeleteOnlySheet::requestByCode()
{
    if (!m_code->hasAcceptableInput())
        return;
    record::Item item;
    item.section = m_section->currentData().toString();
    item.putCode = m_code->text().toLongLong();
    item.title = tr("put-code %1").arg(item.putCode);
    Q_EMIT deletionRequested(item);
}

} // namespace baton::ui

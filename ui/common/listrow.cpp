#include "ui/common/listrow.h"

#include "app/base/text.h"
#include "ui/common/columns.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

ListRow::ListRow(QWidget *parent) : QFrame(parent), m_row(new QHBoxLayout(this)), m_top(new QHBoxLayout), m_words(new QVBoxLayout)
{
    setProperty("kind", u"row"_s);
    m_row->setContentsMargins(14, 8, 14, 8);
    m_row->setSpacing(10);
    m_words->setSpacing(2);
    m_top->setSpacing(8);
    m_words->addLayout(m_top);
    m_row->addLayout(m_words, 1);
}

int ListRow::accessibleRole() const
{
    return QAccessible::ListItem;
}

void ListRow::setIcon(const QString &icon, QColor Colors::*token)
{
    setLead(new IconLabel(icon, token, 16));
}

void ListRow::setLead(QWidget *widget)
{
    m_row->insertWidget(0, widget, 0, Qt::AlignTop);
}

QLabel *ListRow::setTitle(const QString &text, const char *role)
{
    QLabel *title = makeText(plain(text), role);
    m_top->insertWidget(0, title, 1);
    return title;
}

QLabel *ListRow::addText(const QString &text, const char *role)
{
    QLabel *label = makeText(plain(text, true), role);
    m_words->addWidget(label);
    return label;
}

void ListRow::addPair(const QString &text, const QString &mono)
{
    auto *pair = new Columns(10);
    pair->add(makeText(plain(text), "text2"), 1);
    pair->add(makeLabel(plain(mono), "mono"), 0);
    connect(pair, &Columns::stackedChanged, pair, [pair](bool stacked) { pair->layout()->setSpacing(stacked ? 1 : 10); });
    m_words->addWidget(pair);
}

void ListRow::addWidget(QWidget *widget)
{
    m_words->addWidget(widget, 0, Qt::AlignLeft);
}

void ListRow::addTrailing(QWidget *widget)
{
    m_top->addWidget(widget, 0, Qt::AlignTop);
}

void ListRow::setWarn(bool warn)
{
    restyle(this, "tone", warn ? u"warn"_s : QString());
}

void ListRow::setLast(bool last)
{
    restyle(this, "kind", last ? u"last row"_s : u"row"_s);
}

ListBox::ListBox(const QString &accessibleName, QWidget *parent) : RoleWidget(QAccessible::List, accessibleName, parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
}

void ListBox::clear()
{
    for (ListRow *row : std::as_const(m_rows)) {
        // What had the keyboard may be the very button that changed the list: it goes once its call is over.
        m_column->removeWidget(row);
        row->hide();
        row->setParent(nullptr);
        row->deleteLater();
    }
    m_rows.clear();
}

ListRow *ListBox::addRow()
{
    auto *row = new ListRow(this);
    m_column->addWidget(row);
    m_rows << row;
    return row;
}

void ListBox::finish()
{
    for (ListRow *row : std::as_const(m_rows))
        row->setLast(row == m_rows.last());
}

} // namespace baton::ui

#include "ui/common/subpage.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

SubPage::SubPage(const QString &back, const QString &backName, const QString &title, const QString &purpose, QWidget *parent)
    : Page(title, purpose, parent), m_place(makeLabel({}, "text2"))
{
    auto *crumb = new QHBoxLayout;
    crumb->setSpacing(4);
    QPushButton *way = makeButton(back, {}, backName, "link");
    crumb->addWidget(way);
    crumb->addWidget(new IconLabel(u"right"_s, &Colors::text3, 12));
    crumb->addWidget(m_place);
    crumb->addStretch(1);
    heading()->insertLayout(0, crumb);
    auto *escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(way, &QPushButton::clicked, this, &SubPage::closed);
    connect(escape, &QShortcut::activated, this, &SubPage::closed);
}

void SubPage::setPlace(const QString &place)
{
    m_place->setText(plain(place));
}

} // namespace baton::ui

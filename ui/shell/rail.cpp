#include "ui/shell/rail.h"

#include "ui/common/navbutton.h"
#include "ui/common/rule.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/environmentcombo.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

namespace baton::ui {

Rail::Rail(QWidget *parent)
    : QWidget(parent)
    , m_environments(new EnvironmentCombo(this))
    , m_menu(new QMenu(this))
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("rail"));
    auto *mark = new QLabel(this);
    mark->setPixmap(QIcon(QStringLiteral(":/baton/icons/baton-app.svg")).pixmap(26, 26));
    auto *name = makeLabel(tr("Baton"), "name", this);
    auto *menuButton = makeIconButton(QStringLiteral("menu"), tr("Main menu"), this);
    menuButton->setObjectName(QStringLiteral("mainMenuButton"));
    menuButton->setMenu(m_menu);
    menuButton->setPopupMode(QToolButton::InstantPopup);

    auto *brand = new QHBoxLayout;
    brand->setContentsMargins(4, 0, 2, 0);
    brand->setSpacing(9);
    brand->addWidget(mark);
    brand->addWidget(name, 1);
    brand->addWidget(menuButton);

    // Names the switcher for screen readers: a combo's own accessible name is ignored in Qt 6.4.
    auto *comboName = makeLabel(tr("Environment"), "caption", this);
    comboName->setAccessibleName(tr("Environment"));
    comboName->setBuddy(m_environments);
    comboName->hide();

    auto *list = new RoleWidget(QAccessible::List, tr("Main navigation"), this);
    auto *pages = new QVBoxLayout(list);
    pages->setContentsMargins(0, 0, 0, 0);
    pages->setSpacing(0);
    m_group->setExclusive(true);
    addItem(pages, PageId::Overview, tr("Overview"), QStringLiteral("overview"));
    addGroup(pages, tr("GIVE"));
    addItem(pages, PageId::SignIn, tr("Sign in"), QStringLiteral("signin"));
    addItem(pages, PageId::IdentityToken, tr("Identity token"), QStringLiteral("idtoken"));
    addItem(pages, PageId::HandOver, tr("Hand over"), QStringLiteral("handover"));
    addGroup(pages, tr("RECEIVE"));
    addItem(pages, PageId::Inbox, tr("Inbox"), QStringLiteral("inbox"));
    addItem(pages, PageId::Record, tr("Record"), QStringLiteral("record"));
    addGroup(pages, tr("INSPECT"));
    addItem(pages, PageId::Traffic, tr("Traffic"), QStringLiteral("traffic"));
    addItem(pages, PageId::Ledger, tr("Ledger"), QStringLiteral("ledger"));
    pages->addStretch(1);
    pages->addWidget(new Rule(list));
    pages->addSpacing(8);
    addItem(pages, PageId::Registry, tr("Registry"), QStringLiteral("registry"));
    addItem(pages, PageId::People, tr("Clients & partners"), QStringLiteral("clients"), tr("Clients and partners"));
    addItem(pages, PageId::Preferences, tr("Preferences"), QStringLiteral("prefs"));

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(10, 12, 10, 10);
    outer->setSpacing(0);
    outer->addLayout(brand);
    outer->addSpacing(10);
    outer->addWidget(m_environments);
    outer->addSpacing(6);
    outer->addWidget(list, 1);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    setMinimumWidth(212);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            Q_EMIT chosen(PageId(id));
    });
}

void Rail::addGroup(QVBoxLayout *layout, const QString &title)
{
    auto *label = makeLabel(title, "group", this);
    label->setContentsMargins(10, 12, 10, 4);
    layout->addWidget(label);
}

void Rail::addItem(QVBoxLayout *layout, PageId page, const QString &text, const QString &icon, const QString &accessibleName)
{
    auto *button = new NavButton(text, icon, accessibleName.isEmpty() ? text : accessibleName, this);
    m_group->addButton(button, int(page));
    m_items.insert(page, button);
    m_order << page;
    layout->addWidget(button);
}

void Rail::setCurrent(PageId page)
{
    NavButton *button = item(page);
    if (!button)
        return;
    // The keyboard goes along if it was on the page's item.
    QAbstractButton *before = m_group->checkedButton();
    const bool along = before && before != button && window()->focusWidget() == before;
    button->setChecked(true);
    if (along)
        button->setFocus(Qt::OtherFocusReason);
}

// The keyboard starts at the current page, not at the switcher above it.
void Rail::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (QAbstractButton *current = m_group->checkedButton())
        current->setFocus(Qt::OtherFocusReason);
}

void Rail::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of().colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.rail);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colors.border);
}

} // namespace baton::ui

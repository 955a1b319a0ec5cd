#pragma once

#include "ui/common/page.h"

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

class QButtonGroup;
class QMenu;
class QToolButton;
class QVBoxLayout;

namespace baton::ui {

class EnvironmentCombo;
class NavButton;

/// The left side: mark, main menu, environment, pages.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    EnvironmentCombo *environments() const { return m_environments; }
    QMenu *menu() const { return m_menu; }
    void setCurrent(PageId page);
    NavButton *item(PageId page) const { return m_items.value(page); }
    QList<PageId> order() const { return m_order; }

Q_SIGNALS:
    void chosen(baton::ui::PageId page);

protected:
    void paintEvent(QPaintEvent *) override;
    void showEvent(QShowEvent *event) override;

private:
    void addGroup(QVBoxLayout *layout, const QString &title);
    void addItem(QVBoxLayout *layout, PageId page, const QString &text, const QString &icon, const QString &accessibleName = {});

    EnvironmentCombo *m_environments;
    QMenu *m_menu;
    QButtonGroup *m_group;
    QHash<PageId, NavButton *> m_items;
    QList<PageId> m_order;
};

} // namespace baton::ui

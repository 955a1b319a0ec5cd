#pragma once

#include "app/desk/desk.h"
#include "ui/common/page.h"

#include <QtCore/QHash>
#include <QtWidgets/QMainWindow>

class QFrame;
class QLabel;
class QStackedWidget;

namespace baton::ui {

class Environments;
class FirstRun;
class Rail;
class StatusBar;
class SubPage;

/// The frame: rail, pages, status bar, keys. It only switches pages; what happens between them is the conductor's.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(desk::Desk &desk, Environments &environments, QWidget *parent = nullptr);
    ~MainWindow() override;

    void addPage(PageId id, Page *page);
    Page *page(PageId id) const { return m_pages.value(id); }
    /// The page or, while one is open, the page in its place.
    Page *shownPage(PageId id) const;
    PageId currentPage() const { return m_current; }
    void showPage(PageId id);
    /// Welcome page without the rail; showWork() brings the rail.
    void showFirstRun();
    void showWork();
    bool isFirstRun() const;
    /// What is chosen, in the rail and the title.
    void showEnvironment();

    Rail *rail() const { return m_rail; }
    StatusBar *status() const { return m_status; }
    FirstRun *firstRun() const { return m_firstRun; }

Q_SIGNALS:
    void packageDropped(const QString &path);
    void packageTextDropped(const QByteArray &text);
    void openPackageRequested();
    void renewRequested();
    void unlockRequested();
    void refreshRequested();
    void helpRequested();
    void textSizeStep(int step); ///< +1, -1, 0 = 100 %

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void keepFocusOnPage(QWidget *old, QWidget *now);
    void openSubPage(PageId owner, SubPage *page);
    void closeSubPage(PageId owner);
    QWidget *frameFor(Page *page);
    void makeLockedStrip();
    void makeMenu();
    void makeKeys();

    desk::Desk &m_desk;
    Environments &m_environments;
    QStackedWidget *m_level; ///< welcome or work
    FirstRun *m_firstRun;
    Rail *m_rail;
    QLabel *m_production;
    QFrame *m_lockedStrip;
    QStackedWidget *m_stack;
    StatusBar *m_status;
    QHash<PageId, Page *> m_pages;
    QHash<PageId, QWidget *> m_frames;
    QHash<Page *, QWidget *> m_subFrames; ///< made once, kept
    QHash<PageId, SubPage *> m_open;      ///< shown in place of their owner
    PageId m_current = PageId::Overview;
};

} // namespace baton::ui

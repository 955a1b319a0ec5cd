#include "ui/shell/mainwindow.h"

#include "ui/common/navbutton.h"
#include "ui/common/notebox.h"
#include "ui/common/readingorder.h"
#include "ui/common/subpage.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/environmentcombo.h"
#include "ui/shell/environments.h"
#include "ui/shell/firstrun.h"
#include "ui/shell/rail.h"
#include "ui/shell/statusbar.h"

#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QScreen>
#include <QtGui/QShortcut>
#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

MainWindow::MainWindow(desk::Desk &desk, Environments &environments, QWidget *parent)
    : QMainWindow(parent)
    , m_desk(desk)
    , m_environments(environments)
    , m_level(new QStackedWidget(this))
    , m_firstRun(new FirstRun(this))
    , m_rail(new Rail(this))
    , m_production(makeLabel(tr("Real records. What is written here changes a person’s public record."), "strong", this))
    , m_lockedStrip(new QFrame(this))
    , m_stack(new QStackedWidget(this))
    , m_status(new StatusBar(desk.session, desk.trace, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(980, 640);
    resize(QSize(1180, 730).boundedTo(screen()->availableSize()));
    m_production->setObjectName(QStringLiteral("productionStrip"));
    m_production->setProperty("tone", "warn");
    m_production->setContentsMargins(24, 6, 24, 6);
    makeLockedStrip();

    auto *work = new QWidget(this);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_production);
    right->addWidget(m_lockedStrip);
    right->addWidget(m_stack, 1);
    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(right, 1);
    auto *column = new QVBoxLayout(work);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
    m_level->addWidget(m_firstRun);
    m_level->addWidget(work);
    setCentralWidget(m_level);

    connect(qApp, &QApplication::focusChanged, this, &MainWindow::keepFocusOnPage);
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    connect(&m_environments, &Environments::changed, this, &MainWindow::showEnvironment);
    connect(&m_environments, &Environments::offered, this, &MainWindow::showEnvironment);
    connect(m_status, &StatusBar::renewRequested, this, &MainWindow::renewRequested);
    makeMenu();
    makeKeys();
    showEnvironment();
    showWork();
}

// What is focused goes with the window, and says so to a window that is none any more.
MainWindow::~MainWindow()
{
    disconnect(qApp, nullptr, this, nullptr);
}

void MainWindow::addPage(PageId id, Page *page)
{
    m_pages.insert(id, page);
    m_frames.insert(id, frameFor(page));
    page->setEnvironment(m_environments.current());
    connect(page, &Page::navigate, this, &MainWindow::showPage);
    connect(page, &Page::subPageRequested, this, [this, id](SubPage *sub) { openSubPage(id, sub); });
}

QWidget *MainWindow::frameFor(Page *page)
{
    auto *scroll = new QScrollArea(m_stack);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // else it takes the keyboard without a name
    scroll->setWidget(page);
    m_stack->addWidget(scroll);
    return scroll;
}

void MainWindow::openSubPage(PageId owner, SubPage *sub)
{
    if (!m_subFrames.contains(sub)) {
        m_subFrames.insert(sub, frameFor(sub));
        connect(sub, &SubPage::closed, this, [this, owner] { closeSubPage(owner); });
        connect(sub, &Page::navigate, this, &MainWindow::showPage);
        connect(sub, &Page::showExchange, page(owner), &Page::showExchange);
        connect(sub, &Page::linkActivated, page(owner), &Page::linkActivated);
    }
    m_open.insert(owner, sub);
    showPage(owner);
}

void MainWindow::closeSubPage(PageId owner)
{
    if (m_open.remove(owner) && m_current == owner)
        showPage(owner);
}

Page *MainWindow::shownPage(PageId id) const
{
    Page *open = m_open.value(id);
    return open ? open : page(id);
}

void MainWindow::showPage(PageId id)
{
    QWidget *frame = m_open.contains(id) ? m_subFrames.value(shownPage(id)) : m_frames.value(id);
    if (!frame)
        return;
    m_current = id;
    const QWidget *left = m_stack->currentWidget();
    const bool hadFocus = left && focusWidget() && left->isAncestorOf(focusWidget());
    m_stack->setCurrentWidget(frame);
    m_rail->setCurrent(id);
    // Else it falls to the first control there is, the environment, which an arrow key would change.
    if (hadFocus && !(focusWidget() && frame->isAncestorOf(focusWidget())))
        m_rail->item(id)->setFocus(Qt::OtherFocusReason);
}

// A button that cannot be pressed any more hands the keyboard to whatever comes next, after a page's last control the
// environment. It stays on the page: with the button once it can be pressed again, else with the next after it there.
void MainWindow::keepFocusOnPage(QWidget *old, QWidget *now)
{
    const QPointer<QWidget> frame = m_stack->currentWidget();
    const auto on = [](QWidget *page, QWidget *widget) { return page && widget && page->isAncestorOf(widget); };
    if (!on(frame, old) || on(frame, now) || (now && now->window() != this) || (old->isEnabled() && old->isVisible()))
        return;
    // Not before the page has settled, and has moved the keyboard itself where it knows better.
    QTimer::singleShot(0, this, [this, frame, on, old = QPointer<QWidget>(old), now = QPointer<QWidget>(now)] {
        if (!frame || m_stack->currentWidget() != frame || QApplication::focusWidget() != now || !old)
            return;
        const auto takesKeys = [](const QWidget *one) { return one->isVisible() && one->isEnabled() && (one->focusPolicy() & Qt::TabFocus); };
        QWidget *next = old;
        while (!(on(frame, next) && takesKeys(next))) {
            next = next->nextInFocusChain();
            if (next == old)
                return m_rail->item(m_current)->setFocus(Qt::OtherFocusReason);
        }
        next->setFocus(Qt::OtherFocusReason);
    });
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return focusInReadingOrder(m_level, next) || QMainWindow::focusNextPrevChild(next);
}

void MainWindow::showFirstRun()
{
    m_level->setCurrentIndex(0);
    setWindowTitle(tr("Baton"));
}

void MainWindow::showWork()
{
    m_level->setCurrentIndex(1);
    showEnvironment();
}

bool MainWindow::isFirstRun() const
{
    return m_level->currentIndex() == 0;
}

void MainWindow::showEnvironment()
{
    const orcid::Environment &current = m_environments.current();
    m_rail->environments()->setEnvironments(m_environments.all(), current.id);
    m_production->setVisible(current.kind == orcid::Environment::Kind::Production);
    if (!isFirstRun())
        setWindowTitle(tr("%1 — Baton").arg(current.name));
}

// While the vault is locked every page is empty, and would seem to say that nothing was ever there.
void MainWindow::makeLockedStrip()
{
    m_lockedStrip->setObjectName(QStringLiteral("lockedStrip"));
    auto *row = new QVBoxLayout(m_lockedStrip);
    row->setContentsMargins(24, 12, 24, 0);
    auto *note = new NoteBox(m_lockedStrip);
    note->set(Tone::Warn, QStringLiteral("lock"), tr("The vault is locked."),
        tr("What was signed in, received, handed over and written is not lost, and not shown until it is unlocked."), tr("Unlock…"), tr("Unlock"));
    row->addWidget(note);
    connect(note, &NoteBox::actionTriggered, this, &MainWindow::unlockRequested);
    m_lockedStrip->hide();
    connect(&m_desk.vault, &vault::Vault::stateChanged, this, [this](vault::Vault::State state) {
        using State = vault::Vault::State;
        m_lockedStrip->setVisible(state != State::Open && state != State::AskingKeychain);
    });
}

void MainWindow::makeMenu()
{
    QMenu *menu = m_rail->menu();
    menu->addAction(tr("Open package…"), QKeySequence::Open, this, &MainWindow::openPackageRequested);
    menu->addAction(tr("Renew delegated token"), QKeySequence(tr("Ctrl+R")), this, &MainWindow::renewRequested);
    menu->addSeparator();
    QMenu *view = menu->addMenu(tr("View"));
    view->addAction(tr("Larger text"), QKeySequence::ZoomIn, this, [this] { Q_EMIT textSizeStep(1); });
    view->addAction(tr("Smaller text"), QKeySequence::ZoomOut, this, [this] { Q_EMIT textSizeStep(-1); });
    view->addAction(tr("Normal text size"), QKeySequence(tr("Ctrl+0")), this, [this] { Q_EMIT textSizeStep(0); });
    menu->addAction(tr("Help"), QKeySequence::HelpContents, this, &MainWindow::helpRequested);
    menu->addSeparator();
    menu->addAction(tr("Quit"), QKeySequence::Quit, this, &QWidget::close);
    // A menu's shortcuts count only while it is part of the window's actions.
    addActions(menu->actions());
    addActions(view->actions());
}

void MainWindow::makeKeys()
{
    const auto key = [this](const QKeySequence &sequence, auto action) {
        auto *shortcut = new QShortcut(sequence, this);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    const QList<PageId> order = m_rail->order();
    for (int i = 0; i < qMin<int>(9, int(order.size())); ++i)
        key(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)), [this, id = order[i]] {
            if (!isFirstRun())
                showPage(id);
        });
    key(QKeySequence(tr("Alt+E")), [this] {
        m_rail->environments()->setFocus();
        m_rail->environments()->showPopup();
    });
    for (const auto enter : { Qt::Key_Return, Qt::Key_Enter }) {
        key(QKeySequence(Qt::CTRL | enter), [this] {
            if (Page *current = shownPage(m_current); current && !isFirstRun())
                current->triggerPrimary();
        });
    }
    key(QKeySequence::Find, [this] {
        if (Page *current = shownPage(m_current)) {
            for (QLineEdit *field : current->findChildren<QLineEdit *>()) {
                const QString name = field->accessibleName();
                if (field->isVisible() && (name.startsWith(tr("Search")) || name.startsWith(tr("Filter"))))
                    return field->setFocus(Qt::ShortcutFocusReason);
            }
        }
    });
    key(QKeySequence::Refresh, [this] { Q_EMIT refreshRequested(); });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *mime = event->mimeData();
    if (mime->hasUrls() || mime->hasText())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QMimeData *mime = event->mimeData();
    if (mime->hasUrls()) {
        for (const QUrl &url : mime->urls()) {
            if (url.isLocalFile())
                Q_EMIT packageDropped(url.toLocalFile());
        }
    } else if (mime->hasText()) {
        Q_EMIT packageTextDropped(mime->text().toUtf8());
    }
    event->acceptProposedAction();
}

} // namespace baton::ui

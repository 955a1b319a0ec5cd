#include "ui/common/codeview.h"
#include "ui/common/columns.h"
#include "ui/common/daytime.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/files.h"
#include "ui/common/flowscroll.h"
#include "ui/common/focusring.h"
#include "ui/common/meter.h"
#include "ui/common/navbutton.h"
#include "ui/common/page.h"
#include "ui/common/readingorder.h"
#include "ui/common/secretcopying.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtCore/QMimeData>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtGui/QContextMenuEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollBar>

using namespace baton::ui;
using namespace Qt::StringLiterals;

namespace {

QAccessibleInterface *seen(QWidget *widget)
{
    return QAccessible::queryAccessibleInterface(widget);
}

QString nameOf(QWidget *widget)
{
    return seen(widget)->text(QAccessible::Name);
}

QString descriptionOf(QWidget *widget)
{
    return seen(widget)->text(QAccessible::Description);
}

} // namespace

class TestWidgets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }

    void buttonsAreNamed()
    {
        QWidget window;
        auto *button = makeButton(u"Clients & partners…"_s, u"clients"_s, u"Clients and partners"_s, "", &window);
        QCOMPARE(button->text(), u"Clients && partners…"_s);
        QCOMPARE(nameOf(button), u"Clients and partners"_s);
        QCOMPARE(seen(button)->role(), QAccessible::Button);
        auto *copy = makeIconButton(u"copy"_s, u"Copy ORCID iD"_s, &window);
        QCOMPARE(nameOf(copy), u"Copy ORCID iD"_s);
        QVERIFY(copy->focusPolicy() & Qt::TabFocus);
    }

    void combosAreNamedByTheirLabel()
    {
        QWidget window;
        QComboBox *combo = makeCombo(u"Open links with"_s, &window);
        combo->addItem(u"A command of mine"_s);
        // On Unix a combo's own name is its text; readers take the label's.
        const auto labels = seen(combo)->relations(QAccessible::Label);
        QCOMPARE(labels.size(), 1);
        QCOMPARE(labels.first().first->text(QAccessible::Name), u"Open links with"_s);
        QVERIFY(!comboLabel(combo)->isVisibleTo(&window));
        QVERIFY(makeCombo(u"Client"_s, &window, true));
    }

    void rolesAreInTheTree_data()
    {
        QTest::addColumn<int>("role");
        for (const auto role : { QAccessible::List, QAccessible::ListItem, QAccessible::Grouping, QAccessible::AlertMessage })
            QTest::newRow(qPrintable(QString::number(role))) << int(role);
    }

    void rolesAreInTheTree()
    {
        QFETCH(int, role);
        QWidget window;
        RoleWidget widget(role, u"Partners"_s, &window);
        QCOMPARE(int(seen(&widget)->role()), role);
        QCOMPARE(nameOf(&widget), u"Partners"_s);
        // Children stay reachable below it.
        makeButton(u"Add"_s, {}, u"Add partner"_s, "", &widget);
        QCOMPARE(seen(&widget)->childCount(), 1);
    }

    void segmentsAreRadioButtons()
    {
        QWidget window;
        Segments segments(&window);
        segments.setAccessibleName(u"Theme"_s);
        segments.add(1, u"Light"_s, u"sun"_s, u"Theme light"_s);
        QAbstractButton *dark = segments.add(2, u"Dark"_s, u"moon"_s, u"Theme dark"_s);
        segments.setChecked(1);
        QCOMPARE(seen(&segments)->role(), QAccessible::Grouping);
        QCOMPARE(seen(dark)->role(), QAccessible::RadioButton);
        QCOMPARE(nameOf(dark), u"Theme dark"_s);
        QVERIFY(!seen(dark)->state().checked);

        QSignalSpy selected(&segments, &Segments::selected);
        QAccessibleActionInterface *actions = seen(dark)->actionInterface();
        QVERIFY(actions);
        QVERIFY(actions->actionNames().contains(QAccessibleActionInterface::toggleAction()) || actions->actionNames().contains(QAccessibleActionInterface::pressAction()));
        actions->doAction(actions->actionNames().contains(QAccessibleActionInterface::toggleAction()) ? QAccessibleActionInterface::toggleAction() : QAccessibleActionInterface::pressAction());
        QCOMPARE(segments.checkedId(), 2);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(selected.first().first().toInt(), 2);
        QVERIFY(seen(dark)->state().checked);
    }

    void segmentsFollowTheArrowKeys()
    {
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *segments = new Segments(&window);
        layout->addWidget(segments);
        for (int i = 0; i < 3; ++i)
            segments->add(i, QString::number(i), {}, u"Choice %1"_s.arg(i));
        segments->setChecked(0);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        segments->button(0)->setFocus();
        QTest::keyClick(segments->button(0), Qt::Key_Right);
        QCOMPARE(segments->checkedId(), 1);
    }

    void navButtonTellsItsState()
    {
        QWidget window;
        NavButton button(u"Inbox"_s, u"inbox"_s, u"Inbox"_s, &window);
        button.setCount(3);
        button.setMark(NavButton::Mark::Done);
        QCOMPARE(nameOf(&button), u"Inbox"_s);
        QVERIFY(descriptionOf(&button).contains(u'3'));
        QVERIFY(descriptionOf(&button).contains("done"_L1));
        QSignalSpy toggled(&button, &QAbstractButton::toggled);
        QTest::keyClick(&button, Qt::Key_Space);
        QCOMPARE(toggled.size(), 1);
        QVERIFY(button.isChecked());
    }

    void meterHasAValue()
    {
        QWidget window;
        Meter meter(u"Passphrase strength"_s, &window);
        meter.set(3, 4, Tone::Ok, u"strong"_s);
        QAccessibleValueInterface *value = seen(&meter)->valueInterface();
        QVERIFY(value);
        QCOMPARE(value->currentValue().toInt(), 3);
        QCOMPARE(value->maximumValue().toInt(), 4);
        QCOMPARE(descriptionOf(&meter), u"strong"_s);
        meter.set(99, 4, Tone::Ok, {});
        QCOMPARE(meter.value(), 4);
    }

    void switchIsACheckBox()
    {
        QWidget window;
        Switch fault(u"Fault slow answers"_s, &window);
        QCOMPARE(seen(&fault)->role(), QAccessible::CheckBox);
        fault.resize(fault.sizeHint());
        QTest::mouseClick(&fault, Qt::LeftButton);
        QVERIFY(fault.isChecked());
    }

    void chipsAndCapsulesAreRead()
    {
        QWidget window;
        Chip chip(&window);
        chip.set(u"Came back"_s, Tone::Ok, u"okcircle"_s);
        QCOMPARE(nameOf(&chip), u"Came back"_s);
        chip.set(u"Refused"_s, Tone::Err);
        QCOMPARE(nameOf(&chip), u"Refused"_s);
        Chip named(&window);
        named.setAccessibleName(u"Client secret"_s);
        named.set(u"Missing"_s, Tone::Warn);
        QCOMPARE(nameOf(&named), u"Client secret"_s);
        QCOMPARE(descriptionOf(&named), u"Missing"_s);
        Capsule capsule(&window);
        capsule.set(u"Northbridge University"_s, u"Open Grants Platform"_s);
        QCOMPARE(nameOf(&capsule), u"Northbridge University via Open Grants Platform"_s);
    }

    void capsuleStacksWhenNarrow()
    {
        Capsule capsule;
        capsule.set(u"Northbridge University"_s, u"Open Grants Platform"_s);
        const QSize wide = capsule.sizeHint();
        QCOMPARE(capsule.heightForWidth(wide.width()), wide.height());
        QCOMPARE(capsule.heightForWidth(wide.width() - 1), 2 * wide.height());
        capsule.set(u"Northbridge University"_s, {});
        QCOMPARE(capsule.heightForWidth(40), wide.height());

        // In a real layout the second line gets its room.
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *inside = new Capsule(&window);
        inside->set(u"Northbridge University"_s, u"Open Grants Platform"_s);
        column->addWidget(inside);
        column->addStretch(1);
        window.resize(wide.width() / 2 + 60, 200);
        window.show();
        QTRY_VERIFY(inside->height() >= 2 * wide.height());
    }

    void columnsStackWhenNarrow()
    {
        QWidget window;
        auto *outer = new QVBoxLayout(&window);
        auto *columns = new Columns(10, &window);
        for (int i = 0; i < 2; ++i) {
            auto *column = new QWidget(columns);
            column->setMinimumSize(200, 20);
            columns->add(column);
        }
        outer->addWidget(columns);
        window.resize(600, 200);
        window.show();
        QVERIFY(!columns->isStacked());
        window.resize(360, 200);
        QTRY_VERIFY(columns->isStacked());
        QCOMPARE(columns->width(), 360 - outer->contentsMargins().left() - outer->contentsMargins().right());
        window.resize(600, 200);
        QTRY_VERIFY(!columns->isStacked());
    }

    // Wrapped texts would like more lines than they need where there is room; that is no reason to scroll past the last of them.
    void aScrollAreaEndsWhereItsTextsDo()
    {
        QWidget window;
        auto *content = new QWidget;
        auto *rows = new QVBoxLayout(content);
        QList<QLabel *> texts;
        for (int i = 0; i < 12; ++i) {
            texts << makeText(u"Some requests get a proxy’s page, before or after the change is stored, and a client waits and looks first."_s, "caption", content);
            rows->addWidget(texts.last());
        }
        rows->addStretch(1);
        auto *scroll = new FlowScroll(content);
        auto *outer = new QVBoxLayout(&window);
        outer->addWidget(scroll);
        window.resize(900, 200);
        window.show();
        const auto isFlush = [&] { // what is below the last text is the margin
            const int end = texts.last()->geometry().bottom() + 1 + rows->contentsMargins().bottom() + rows->spacing();
            return content->height() <= qMax(end, scroll->viewport()->height());
        };
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QTRY_VERIFY2(isFlush(), qPrintable(QString::number(content->height())));
        window.resize(300, 200);
        QTRY_VERIFY(content->height() > 500);
        QTRY_VERIFY(isFlush());
        window.resize(1400, 600);
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        for (QLabel *text : std::as_const(texts)) // a list that is filled anew
            text->setText(u"Short."_s);
        window.resize(900, 120);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QTRY_VERIFY(isFlush());
    }

    void S51_everythingIsPlainText()
    {
        const QString hostile = u"<b>bold</b> a < b \u202Eevil"_s;
        QCOMPARE(makeLabel(hostile)->textFormat(), Qt::PlainText);
        Page page(u"Title"_s, u"Purpose"_s);
        page.showError({ u"x"_s, hostile, hostile, 0, 0, {} });
        page.setTitle(hostile);
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        QVERIFY(labels.size() >= 4);
        for (const QLabel *label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)));
        }
        Chip chip;
        chip.set(hostile, Tone::Ok);
        QVERIFY(!chip.text().contains(QChar(0x202E)));
        ElidedLabel elided(hostile);
        QVERIFY(!elided.toolTip().contains("<b>"_L1));
        CodeView code(u"Response body"_s);
        code.setCode(u"{\"a\":1}\u0007\u202E"_s);
        QCOMPARE(code.toPlainText(), u"{\"a\":1}"_s);
        QVERIFY(code.isReadOnly());
        QVERIFY(code.tabChangesFocus());
    }

    void S50_secretIsClearedIfStillThere()
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        copySecret(u"s3cret"_s, 50);
        QCOMPARE(clipboard->text(), u"s3cret"_s);
        QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        QTRY_VERIFY(clipboard->text().isEmpty());

        copySecret(u"s3cret"_s, 50);
        copyText(u"something else"_s);
        QTRY_VERIFY(!qApp->findChild<QTimer *>(u"clipboard secret"_s));
        QCOMPARE(clipboard->text(), u"something else"_s);
        QVERIFY(!clipboard->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
    }

    void S50_whatIsMarkedInASecretFieldLeavesItAsASecret()
    {
        QClipboard *clipboard = QGuiApplication::clipboard();
        QLineEdit field(u"amber-violin"_s);
        QPlainTextEdit text(u"e30.e30.c2ln"_s);
        copyLikeSecret(&field);
        copyLikeSecret(&text);
        field.show();
        text.show();
        field.selectAll();
        QTest::keySequence(&field, QKeySequence::Copy);
        QCOMPARE(clipboard->text(), u"amber-violin"_s);
        QCOMPARE(clipboard->mimeData()->data(u"x-kde-passwordManagerHint"_s), QByteArray("secret"));
        text.selectAll();
        QTest::keySequence(&text, QKeySequence::Copy);
        QCOMPARE(clipboard->text(), u"e30.e30.c2ln"_s);
        QVERIFY(clipboard->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        for (QWidget *widget : { static_cast<QWidget *>(&field), text.viewport() }) {
            clipboard->clear();
            QContextMenuEvent asked(QContextMenuEvent::Mouse, QPoint(3, 3), widget->mapToGlobal(QPoint(3, 3)));
            QCoreApplication::sendEvent(widget, &asked);
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            QVERIFY(menu);
            const auto copy = std::find_if(menu->actions().cbegin(), menu->actions().cend(), [](const QAction *action) { return action->text() == "Copy"_L1; });
            QVERIFY(copy != menu->actions().cend() && (*copy)->isEnabled());
            (*copy)->trigger();
            menu->close();
            QCOMPARE(clipboard->text(), widget == &field ? field.text() : text.toPlainText());
            QVERIFY(clipboard->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
        }
        // A press on marked text would begin to drag it.
        QTest::mousePress(text.viewport(), Qt::LeftButton, {}, QPoint(10, 8));
        QVERIFY(!text.textCursor().hasSelection());
        QTest::mouseRelease(text.viewport(), Qt::LeftButton, {}, QPoint(10, 8));
        field.setEchoMode(QLineEdit::Password);
        field.selectAll();
        QTest::keySequence(&field, QKeySequence::Copy);
        QCOMPARE(clipboard->text(), u"e30.e30.c2ln"_s);
        field.setEchoMode(QLineEdit::Normal);
        field.selectAll();
        QTest::keySequence(&field, QKeySequence::Cut);
        QCOMPARE(clipboard->text(), u"amber-violin"_s);
        QVERIFY(field.text().isEmpty());
        clipboard->clear();
    }

    void copyFieldCopiesWhatWasSet()
    {
        CopyField field(u"ORCID iD"_s, u"Copy ORCID iD"_s);
        const QString uri = u"https://sandbox.orcid.org/0000-0001-2345-6789"_s;
        field.setText(uri);
        // The only break is after the last slash, and it is not copied.
        QCOMPARE(field.label()->text().count(QChar(0x200B)), 1);
        QVERIFY(field.label()->text().contains(u"org/\u200B0000"_s));
        QCOMPARE(nameOf(field.label()), u"ORCID iD"_s);
        QCOMPARE(descriptionOf(field.label()), uri);
        field.copyButton()->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), uri);
    }

    void searchFieldEmptiesOnEscape()
    {
        SearchField field(u"Search partners"_s);
        QCOMPARE(nameOf(&field), u"Search partners"_s);
        QVERIFY(descriptionOf(&field) != u"Search partners"_s);
        field.setText(u"north"_s);
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
    }

    void bannerIsAnAlert()
    {
        Page page(u"Registry"_s, u"Purpose"_s);
        QSignalSpy shown(&page, &Page::showExchange);
        page.showError({ u"http.unreachable"_s, u"The registry did not answer."_s, u"Start it."_s, 7, 0, {} });
        auto *banner = page.findChild<Banner *>();
        QVERIFY(banner->isVisibleTo(&page));
        QCOMPARE(seen(banner)->role(), QAccessible::AlertMessage);
        QCOMPARE(nameOf(banner), u"The registry did not answer."_s);
        QCOMPARE(descriptionOf(banner), u"Start it."_s);
        QCOMPARE(nameOf(banner->actionButton()), u"Show HTTP exchange"_s);
        banner->actionButton()->click();
        QCOMPARE(shown.size(), 1);
        QCOMPARE(shown.first().first().toLongLong(), 7);
        page.showNotice(u"Saved."_s);
        QVERIFY(!banner->actionButton()->isVisibleTo(&page));
        page.hideBanner();
        QVERIFY(!banner->isVisibleTo(&page));
    }

    void focusShowsARing()
    {
        QWidget window;
        auto *column = new QVBoxLayout(&window);
        auto *first = makeButton(u"First"_s, {}, {}, "", &window);
        auto *second = makeButton(u"Second"_s, {}, {}, "", &window);
        auto *edit = new QLineEdit(&window);
        for (QWidget *widget : { static_cast<QWidget *>(first), static_cast<QWidget *>(second), static_cast<QWidget *>(edit) })
            column->addWidget(widget);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        first->setFocus(Qt::TabFocusReason);
        auto *ring = window.findChild<FocusRing *>();
        QVERIFY(ring);
        QCOMPARE(ring->widget(), first);
        QTRY_VERIFY(ring->isVisible());
        QVERIFY(ring->geometry().contains(first->geometry()));
        QTest::keyClick(first, Qt::Key_Tab);
        QCOMPARE(ring->widget(), second);
        edit->setFocus(Qt::MouseFocusReason);
        QCOMPARE(ring->widget(), edit);
        first->setFocus(Qt::MouseFocusReason);
        QVERIFY(!ring->widget());
        // Not in the accessibility tree.
        QCOMPARE(seen(&window)->childCount(), 3);
    }

    void sevenDaysAreSevenDaysLeft()
    {
        const QDateTime now(QDate(2026, 11, 26), QTime(8, 0), Qt::UTC);
        const auto left = [&](qint64 seconds) { return timeLeft(now.addSecs(seconds), now); };
        constexpr qint64 day = 86'400, hour = 3600;
        QVERIFY(left(7 * day).startsWith(u"7 "_s));
        QVERIFY(left(7 * day - 40).startsWith(u"7 "_s)); // sealed a moment ago
        QVERIFY(left(6 * day + hour).startsWith(u"6 "_s));
        QVERIFY(left(2 * day - 40).startsWith(u"2 day"_s));
        QVERIFY(left(30 * hour).startsWith(u"30 hour"_s));
        QVERIFY(left(3 * hour - 30).startsWith(u"3 hour"_s));
        QVERIFY(left(-5).startsWith(u"0 "_s));
    }

    void tabFollowsTheReadingOrder()
    {
        FlowDialog dialog;
        const auto field = [&dialog](const char *name, QWidget *parent) {
            auto *one = new QLineEdit(parent ? parent : &dialog);
            one->setObjectName(QString::fromLatin1(name));
            return one;
        };
        // Made in another order than they are read in.
        auto *foot = field("foot", nullptr), *hidden = field("hidden", nullptr), *off = field("off", nullptr);
        auto *grid = new QGridLayout;
        grid->addWidget(field("3 right", nullptr), 1, 1);
        grid->addWidget(field("2 left", nullptr), 1, 0);
        grid->addWidget(field("1 top", nullptr), 0, 0, 1, 2);
        auto *inside = new QWidget;
        auto *scrolled = new QVBoxLayout(inside);
        scrolled->addWidget(field("5 last of the list", inside));
        scrolled->insertWidget(0, field("4 first of the list", inside));
        auto *column = new QVBoxLayout(&dialog);
        column->addLayout(grid);
        column->addWidget(new FlowScroll(inside, &dialog));
        column->addWidget(hidden);
        column->addWidget(off);
        column->addWidget(foot);
        hidden->hide();
        off->setEnabled(false);
        dialog.show();
        dialog.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        const QStringList expected { u"1 top"_s, u"2 left"_s, u"3 right"_s, u"4 first of the list"_s, u"5 last of the list"_s, u"foot"_s };
        foot->setFocus(Qt::TabFocusReason);
        QStringList forward, back;
        for (int i = 0; i < expected.size(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            forward << QApplication::focusWidget()->objectName();
        }
        for (int i = 0; i < expected.size(); ++i) {
            back.prepend(QApplication::focusWidget()->objectName());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
        }
        QCOMPARE(forward, expected);
        QCOMPARE(back, expected);
    }

    void questionsRunNothingUnlessTold()
    {
        QWidget window;
        window.show();
        int ran = 0;
        FormDialog *dialog = askFirst(&window, u"Remove?"_s, u"It is gone."_s, u"Remove client"_s, u"Remove this client"_s, [&] { ++ran; });
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!window.findChild<FormDialog *>());
        QCOMPARE(ran, 0);
        dialog = askFirst(&window, u"Remove?"_s, u"It is gone."_s, u"Remove client"_s, u"Remove this client"_s, [&] { ++ran; });
        dialog->acceptButton()->click();
        QCOMPARE(ran, 1);
        QTRY_VERIFY(!window.findChild<FormDialog *>());
    }

    void fileNamesAreSafe()
    {
        QCOMPARE(safeFileName(u"../../etc/passwd"_s, u".baton"_s), u"etc-passwd.baton"_s);
        QCOMPARE(safeFileName(u"Ré<x>\u202E"_s, u".baton"_s), u"Ré-x-.baton"_s);
        QCOMPARE(safeFileName({}, u".baton"_s), u"baton.baton"_s);
        QTemporaryDir dir;
        const QString path = dir.filePath(u"card"_s);
        QVERIFY(writeFile(path, "bytes", true));
        QCOMPARE(QFile(path).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(*readFile(path, 100), QByteArray("bytes"));
        QCOMPARE(readFile(path, 3).error().code, u"file.too_large"_s);
        QCOMPARE(readFile(dir.path(), 3).error().code, u"file.not_regular"_s);
        QCOMPARE(readFile(dir.filePath(u"none"_s), 3).error().code, u"file.read"_s);
        QCOMPARE(writeFile(dir.filePath(u"no/such/folder"_s), {}).error().code, u"file.write"_s);
    }

    void largeTextFits()
    {
        Theme::of().setTextSize(150);
        QWidget window;
        auto *button = makeButton(u"Check again"_s, u"refresh"_s, {}, "", &window);
        window.show();
        const QFontMetrics metrics(QApplication::font());
        QVERIFY(button->sizeHint().height() >= metrics.height() + 8);
        QVERIFY(button->sizeHint().width() >= metrics.horizontalAdvance(u"Check again"_s) + button->iconSize().width());
        Chip chip(&window);
        chip.set(u"Came back"_s, Tone::Ok, u"okcircle"_s);
        QVERIFY(chip.sizeHint().height() >= QFontMetrics(Theme::of().font("caption")).height());
        Theme::of().setTextSize(100);
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"

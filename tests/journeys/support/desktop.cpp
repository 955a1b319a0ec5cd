#include "tests/journeys/support/desktop.h"

#include <QtCore/QDir>
#include <QtGui/QAccessible>
#include <QtWidgets/QPlainTextEdit>

namespace baton::test {

Desktop::Desktop(bool keychain) : m_keychain(keychain) { }

Desktop::~Desktop() = default;

bool Desktop::start()
{
    ui::Workbench::Options options;
    options.profileDir = m_profile.path();
    options.practicePort = 0;
    m_bench = std::make_unique<ui::Workbench>(options);
    m_bench->start(m_keychain ? ui::Workbench::VaultWay::Ask : ui::Workbench::VaultWay::Session);
    window().resize(1180, 730);
    window().show();
    if (!QTest::qWaitForWindowExposed(&window()))
        return false;
    return QTest::qWaitFor([this] { return desk().registry.isRunning() && desk().vault.isOpen(); }, 20'000);
}

QString Desktop::nameOf(QWidget *widget)
{
    const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(widget);
    if (!accessible)
        return widget->accessibleName();
    // A combo's own name is its current text; what it is called comes from its label.
    for (const auto &[label, relation] : accessible->relations(QAccessible::Label)) {
        Q_UNUSED(relation)
        if (const QString name = label->text(QAccessible::Name); !name.isEmpty())
            return name;
    }
    return accessible->text(QAccessible::Name);
}

bool Desktop::click(const QString &name, int timeoutMs)
{
    QAbstractButton *button = nullptr;
    const bool there = QTest::qWaitFor([&] {
        button = nullptr;
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (top->isVisible() && !button)
                button = find<QAbstractButton>(name, top);
        }
        return button && button->isEnabled();
    }, timeoutMs);
    if (!there) {
        qWarning("no enabled button “%s”%s", qPrintable(name), button ? " (it is disabled)" : "");
        return false;
    }
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

bool Desktop::type(const QString &name, const QString &text)
{
    QLineEdit *field = nullptr;
    if (!QTest::qWaitFor([&] { return (field = find<QLineEdit>(name)) && field->isEnabled(); }, 10'000))
        return false;
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Tab);
    return field->text() == text;
}

bool Desktop::choose(const QString &combo, const QString &entry)
{
    QComboBox *box = nullptr;
    if (!QTest::qWaitFor([&] { return (box = find<QComboBox>(combo)) != nullptr; }, 10'000))
        return false;
    for (int i = 0; i < box->count(); ++i) {
        if (box->itemText(i).startsWith(entry)) {
            box->setCurrentIndex(i);
            return true;
        }
    }
    return false;
}

bool Desktop::sees(const QString &words, int timeoutMs)
{
    const auto visible = [&] {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (!top->isVisible())
                continue;
            for (QWidget *widget : top->findChildren<QWidget *>()) {
                if (!widget->isVisible())
                    continue;
                if (const auto *label = qobject_cast<QLabel *>(widget); label && label->text().contains(words))
                    return true;
                if (const auto *text = qobject_cast<QPlainTextEdit *>(widget); text && text->toPlainText().contains(words))
                    return true;
                if (widget->accessibleName().contains(words) || widget->accessibleDescription().contains(words))
                    return true;
            }
        }
        return false;
    };
    return QTest::qWaitFor(visible, timeoutMs);
}

bool Desktop::shows(ui::PageId page, int timeoutMs)
{
    return QTest::qWaitFor([&] { return window().currentPage() == page; }, timeoutMs);
}

QString Desktop::picture(const QString &name)
{
    const QString dir = QCoreApplication::applicationDirPath() + QStringLiteral("/../journeys");
    QDir().mkpath(dir);
    const QString path = dir + u'/' + name + QStringLiteral(".png");
    QTest::qWait(0); // what was just made gets its place first
    window().grab().save(path);
    return path;
}

} // namespace baton::test

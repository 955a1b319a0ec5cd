#pragma once

#include "ui/shell/workbench.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

namespace baton::test {

/// The whole program in this process: a real window on a throw-away profile, practice registry on a free port.
/// Widgets are found by the accessible names a screen reader would use.
class Desktop {
public:
    /// keychain: use the Secret Service of this session instead of "this session only".
    explicit Desktop(bool keychain = false);
    ~Desktop();

    bool start(); ///< registry up, vault open, window shown
    ui::Workbench &bench() { return *m_bench; }
    ui::MainWindow &window() { return m_bench->window(); }
    desk::Desk &desk() { return m_bench->desk(); }

    template <typename Widget>
    Widget *find(const QString &name, QWidget *in = nullptr)
    {
        for (Widget *widget : (in ? in : &window())->template findChildren<Widget *>()) {
            if (nameOf(widget) == name && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    /// Waits for a visible, enabled button of that name and clicks it with the mouse.
    bool click(const QString &name, int timeoutMs = 15'000);
    bool type(const QString &name, const QString &text);
    bool choose(const QString &combo, const QString &entry); ///< entry: text starts with this
    /// Waits until some visible label contains the words.
    bool sees(const QString &words, int timeoutMs = 15'000);
    bool shows(ui::PageId page, int timeoutMs = 15'000);
    QString picture(const QString &name); ///< grabs the window into the build tree, for looking at

    static QString nameOf(QWidget *widget);

private:
    QTemporaryDir m_profile;
    bool m_keychain;
    std::unique_ptr<ui::Workbench> m_bench;
};

} // namespace baton::test

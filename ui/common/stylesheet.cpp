#include "ui/common/stylesheet.h"

#include "ui/common/theme.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

// `@name` is a colour of Colors, `@h30` a height of the design without its two border pixels, `@font-role` a font.
constexpr auto Sheet = R"(
QFrame[kind="card"] { background: @surface; border: 1px solid @border; border-radius: 8px; }
QFrame[kind="card"][tone="accent"] { border: 2px solid @accent; }
QFrame[kind="card"][tone="err"] { border-color: @err; }
QFrame[kind="header"] { background: transparent; border: 0; border-bottom: 1px solid @border; min-height: @h40; }
QFrame[kind="group"] { background: @sunken; border: 0; border-bottom: 1px solid @border; min-height: @h30; }
QFrame[kind~="row"] { background: transparent; border: 0; border-bottom: 1px solid @border; }
QFrame[kind~="row"][kind~="last"] { border-bottom: 0; }
QFrame[kind~="row"][tone="warn"] { background: @warnSoft; }
QFrame[kind="foot"] { background: transparent; border: 0; border-top: 1px solid @border; }
QFrame[kind="sunken"] { background: @sunken; border: 1px solid @border; border-radius: 8px; }
QFrame[kind="line"] { background: @border; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="banner"] { background: @sunken; border: 1px solid @border; border-radius: 8px; }
QFrame[kind="banner"][tone="ok"] { background: @okSoft; border-color: @okLine; }
QFrame[kind="banner"][tone="warn"] { background: @warnSoft; border-color: @warnLine; }
QFrame[kind="banner"][tone="err"] { background: @errSoft; border-color: @errLine; }
QFrame[kind="banner"][tone="accent"] { background: @accentSoft; border-color: @accentSoft; }

QLabel { color: @text; }
QLabel:disabled { color: @text3; }
QLabel[role="text2"] { color: @text2; }
QLabel[role="caption"] { color: @text3; @font-caption }
QLabel[role="strong"] { @font-strong }
QLabel[role="name"] { @font-name }
QLabel[role="title"] { @font-title }
QLabel[role="welcome"] { @font-welcome }
QLabel[role="mono"] { @font-mono }
QLabel[role="group"] { color: @text3; @font-group }
QLabel[role="link"] { color: @accent; }
QLabel[role="error"] { color: @err; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="err"] { color: @err; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="second"] { color: @second; }

QPushButton { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 0 12px; min-height: @h30; }
QPushButton:hover { background: @sunken; }
QPushButton:pressed, QPushButton:checked { background: @muted; }
QPushButton:disabled { background: @muted; color: @text3; border-color: @border; }
QPushButton[kind~="small"] { min-height: @h26; padding: 0 9px; }
QPushButton[kind~="main"], QPushButton[kind~="tall"] { min-height: @h36; padding: 0 16px; }
QPushButton[kind~="primary"], QPushButton[kind~="main"] { background: @fill; color: @onFill; border-color: @fill; font-weight: 600; }
QPushButton[kind~="primary"]:hover, QPushButton[kind~="main"]:hover { background: @fillHover; border-color: @fillHover; }
QPushButton[kind~="primary"]:pressed, QPushButton[kind~="main"]:pressed { background: @fillPressed; border-color: @fillPressed; }
QPushButton[kind~="primary"]:disabled, QPushButton[kind~="main"]:disabled { background: @muted; color: @text3; border-color: @border; }
QPushButton[kind~="danger"] { color: @err; border-color: @err; }
QPushButton[kind~="danger"]:disabled { color: @text3; border-color: @border; }
QPushButton[kind~="flat"] { background: transparent; border-color: transparent; }
QPushButton[kind~="flat"]:hover { background: @muted; border-color: @muted; }
QPushButton[kind~="flat"]:checked { background: @accentSoft; color: @accentInk; border-color: @accent; }
QPushButton[kind~="flat"]:disabled { background: transparent; border-color: transparent; }
QPushButton[kind~="link"] { background: transparent; border: 0; color: @accent; padding: 0 1px; min-height: @h22; text-align: left; }
QPushButton[kind~="link"]:hover { text-decoration: underline; }
QPushButton[kind~="link"]:disabled { color: @text3; background: transparent; }
QPushButton[kind~="mono"] { color: @text2; @font-mono }
QPushButton::menu-indicator { image: none; width: 0; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; color: @text; padding: 3px; }
QToolButton:hover { background: @muted; }
QToolButton:pressed, QToolButton:checked { background: @accentSoft; color: @accentInk; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QAbstractSpinBox { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 0 7px; min-height: @h30; selection-background-color: @fill; selection-color: @onFill; }
QLineEdit:read-only { background: @sunken; border-color: @border; }
QLineEdit:disabled, QAbstractSpinBox:disabled { background: @muted; color: @text3; border-color: @border; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] { border: 2px solid @err; padding: 0 6px; min-height: @h28; }
QLineEdit[kind~="small"] { min-height: @h26; }
QLineEdit[kind~="mono"] { @font-mono }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }
QComboBox QAbstractItemView, QAbstractItemView[kind="choices"] { background: @surface; color: @text; border: 1px solid @control; outline: 0; selection-background-color: @accentSoft; selection-color: @accentInk; }
QComboBox QAbstractItemView::item, QAbstractItemView[kind="choices"]::item { min-height: @h28; padding: 0 8px; }

QPlainTextEdit, QTextEdit { background: @surface; color: @text; border: 1px solid @control; border-radius: 6px; padding: 4px 6px; selection-background-color: @fill; selection-color: @onFill; }
QPlainTextEdit:read-only, QTextEdit:read-only { background: @sunken; border-color: @border; }
QPlainTextEdit[kind~="bare"] { border: 0; border-radius: 0; background: @surface; }
QPlainTextEdit[kind~="flush"] { padding: 0; }
QPlainTextEdit[kind~="code"] { @font-mono }
QTextEdit[kind="paper"] { background: #FFFFFF; color: #1A212B; border-color: @border; }

QScrollArea { background: transparent; border: 0; }
QScrollArea > #qt_scrollarea_viewport { background: transparent; }
QScrollArea > #qt_scrollarea_viewport > QWidget { background: transparent; }
QAbstractItemView { background: @surface; color: @text; border: 0; outline: 0; selection-background-color: @accentSoft; selection-color: @accentInk; gridline-color: @border; alternate-background-color: @sunken; }
QAbstractItemView[kind="card"] { border: 1px solid @border; border-radius: 8px; }
QTableView::item { border: 0; border-bottom: 1px solid @border; padding: 0 10px; }
QTableView::item:selected { background: @accentSoft; color: @accentInk; }
QHeaderView { background: @sunken; border: 0; }
QHeaderView::section { background: @sunken; color: @text2; border: 0; border-bottom: 1px solid @border; padding: 0 10px; min-height: @h28; @font-head }
QTableCornerButton::section { background: @sunken; border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid @border; background: @surface; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @text2; border: 0; border-bottom: 2px solid transparent; padding: 0 12px; min-height: @h32; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: 600; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @handle; border: 0; border-radius: 3px; margin: 2px; min-height: 30px; }
QScrollBar::handle:horizontal { background: @handle; border: 0; border-radius: 3px; margin: 2px; min-width: 30px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: @surface; color: @text; border: 1px solid @control; padding: 4px; }
QMenu::item { background: transparent; padding: 6px 24px 6px 10px; border-radius: 4px; min-height: 18px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @accentSoft; color: @accentInk; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @border; margin: 4px 6px; }
QToolTip { background: @surface; color: @text; border: 1px solid @control; padding: 4px 6px; }
QProgressBar { background: @muted; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QStatusBar { background: @rail; color: @text2; border-top: 1px solid @border; }
QStatusBar::item { border: 0; }
)";

const QHash<QString, QColor Colors::*> &tokens()
{
    static const QHash<QString, QColor Colors::*> map {
        { u"window"_s, &Colors::window }, { u"rail"_s, &Colors::rail }, { u"surface"_s, &Colors::surface },
        { u"sunken"_s, &Colors::sunken }, { u"muted"_s, &Colors::muted }, { u"border"_s, &Colors::border },
        { u"control"_s, &Colors::control }, { u"text"_s, &Colors::text }, { u"text2"_s, &Colors::text2 },
        { u"text3"_s, &Colors::text3 }, { u"accent"_s, &Colors::accent }, { u"fill"_s, &Colors::fill },
        { u"onFill"_s, &Colors::onFill }, { u"accentSoft"_s, &Colors::accentSoft }, { u"accentInk"_s, &Colors::accentInk },
        { u"second"_s, &Colors::second }, { u"ok"_s, &Colors::ok }, { u"okSoft"_s, &Colors::okSoft },
        { u"okLine"_s, &Colors::okLine }, { u"warn"_s, &Colors::warn }, { u"warnSoft"_s, &Colors::warnSoft },
        { u"warnLine"_s, &Colors::warnLine }, { u"err"_s, &Colors::err }, { u"errSoft"_s, &Colors::errSoft },
        { u"errLine"_s, &Colors::errLine },
    };
    return map;
}

QString fontRule(const Theme &theme, const QString &role)
{
    const QByteArray name = role == "head"_L1 || role == "group"_L1 ? QByteArray("caption") : role.toLatin1();
    const QFont font = theme.font(name.constData());
    QString rule = u"font-size: %1pt;"_s.arg(font.pointSizeF(), 0, 'f', 2);
    if (role == "head"_L1 || role == "group"_L1 || font.weight() >= QFont::DemiBold)
        rule += u" font-weight: 600;"_s;
    if (role == "mono"_L1)
        rule += u" font-family: \"%1\";"_s.arg(font.family());
    return rule;
}

QColor mixed(const QColor &a, const QColor &b)
{
    return QColor((a.red() + b.red()) / 2, (a.green() + b.green()) / 2, (a.blue() + b.blue()) / 2);
}

QString valueOf(const Theme &theme, const QString &name)
{
    if (const auto token = tokens().value(name))
        return (theme.colors().*token).name();
    // Hover and press go darker in both themes: the white words on the fill must not lose contrast.
    if (name == "fillHover"_L1)
        return theme.colors().fill.darker(110).name();
    if (name == "fillPressed"_L1)
        return theme.colors().fill.darker(125).name();
    // Between separator and edge: seen, yet quieter than any control.
    if (name == "handle"_L1)
        return mixed(theme.colors().border, theme.colors().control).name();
    if (name.startsWith("font-"_L1))
        return fontRule(theme, name.mid(5));
    return u"%1px"_s.arg(theme.height(name.mid(1).toInt()) - 2);
}

} // namespace

QString styleSheetFor(const Theme &theme)
{
    static const QRegularExpression mark(u"@([A-Za-z][A-Za-z0-9-]*)"_s);
    const QString sheet = QString::fromLatin1(Sheet);
    QString out;
    out.reserve(sheet.size() + 2000);
    qsizetype from = 0;
    for (auto it = mark.globalMatch(sheet); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += QStringView(sheet).mid(from, match.capturedStart() - from);
        out += valueOf(theme, match.captured(1));
        from = match.capturedEnd();
    }
    out += QStringView(sheet).mid(from);
    return out;
}

} // namespace baton::ui

#pragma once

#include "ui/common/theme.h"

#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QWidget>

namespace baton::test {

/// The theme of a page's test, still; BATON_DARK and BATON_TEXT (percent) change how it looks.
inline void setUpLook()
{
    auto *theme = new ui::Theme(qApp);
    theme->setStill(true);
    theme->setMode(qEnvironmentVariableIsEmpty("BATON_DARK") ? ui::Theme::Mode::Light : ui::Theme::Mode::Dark);
    if (const int percent = qEnvironmentVariableIntValue("BATON_TEXT"))
        theme->setTextSize(percent);
}

/// BATON_PAGE ("768x560") changes how large a page is looked at; 768 is what a window of 980 leaves.
inline QSize pageSize(const QSize &otherwise)
{
    const QStringList size = qEnvironmentVariable("BATON_PAGE").split(QLatin1Char('x'));
    return size.size() == 2 ? QSize(size[0].toInt(), size[1].toInt()) : otherwise;
}

/// Into the folder that BATON_PICTURES names; nothing without it.
inline void picture(QWidget &widget, const QString &name)
{
    const QString dir = qEnvironmentVariable("BATON_PICTURES");
    if (dir.isEmpty())
        return;
    QTest::qWait(80); // layouts come to rest
    widget.grab().save(dir + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace baton::test

#include "ui/common/system.h"

#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#endif

namespace baton::ui {

bool systemIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
}

bool systemIsStill()
{
#if defined(Q_OS_WIN)
    BOOL animated = TRUE;
    return SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, &animated, 0) && !animated;
#elif defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    const auto read = [](const char *file, const char *key) -> QVariant {
        const QString path = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, QString::fromLatin1(file));
        return path.isEmpty() ? QVariant() : QSettings(path, QSettings::IniFormat).value(QString::fromLatin1(key));
    };
    const QVariant kde = read("kdeglobals", "KDE/AnimationDurationFactor");
    if (kde.isValid())
        return qFuzzyIsNull(kde.toDouble());
    const QVariant gtk = read("gtk-4.0/settings.ini", "Settings/gtk-enable-animations");
    return gtk.isValid() && !gtk.toBool();
#else
    return false;
#endif
}

} // namespace baton::ui

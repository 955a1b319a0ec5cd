#include "ui/common/iconengine.h"
#include "ui/common/stylesheet.h"
#include "ui/common/theme.h"

#include <QtCore/QDirIterator>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

#include <cmath>

using namespace baton::ui;
using namespace Qt::StringLiterals;

namespace {

/// WCAG 2.2 relative luminance and contrast.
double luminance(const QColor &color)
{
    const auto part = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

struct Pair {
    const char *what;
    QColor Colors::*ink;
    QColor Colors::*ground;
};

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textHasContrast_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textHasContrast()
    {
        QFETCH(bool, dark);
        const Colors c = dark ? darkColors() : lightColors();
        const Pair pairs[] = {
            { "text on surface", &Colors::text, &Colors::surface },
            { "text on window", &Colors::text, &Colors::window },
            { "text on rail", &Colors::text, &Colors::rail },
            { "text on muted", &Colors::text, &Colors::muted },
            { "text2 on surface", &Colors::text2, &Colors::surface },
            { "text2 on window", &Colors::text2, &Colors::window },
            { "text2 on rail", &Colors::text2, &Colors::rail },
            { "text2 on muted", &Colors::text2, &Colors::muted },
            { "text3 on surface", &Colors::text3, &Colors::surface },
            { "text3 on window", &Colors::text3, &Colors::window },
            { "text3 on sunken", &Colors::text3, &Colors::sunken },
            { "text3 on muted", &Colors::text3, &Colors::muted },
            { "text3 on selection", &Colors::text3, &Colors::accentSoft },
            { "accent on surface", &Colors::accent, &Colors::surface },
            { "accent on window", &Colors::accent, &Colors::window },
            { "words on the fill", &Colors::onFill, &Colors::fill },
            { "selection ink", &Colors::accentInk, &Colors::accentSoft },
            { "second", &Colors::second, &Colors::surface },
            { "second on soft", &Colors::second, &Colors::secondSoft },
            { "ok", &Colors::ok, &Colors::surface },
            { "ok on soft", &Colors::ok, &Colors::okSoft },
            { "warn", &Colors::warn, &Colors::surface },
            { "warn on soft", &Colors::warn, &Colors::warnSoft },
            { "err", &Colors::err, &Colors::surface },
            { "err on soft", &Colors::err, &Colors::errSoft },
            { "text on ok", &Colors::text, &Colors::okSoft },
            { "text on warn", &Colors::text, &Colors::warnSoft },
            { "text on err", &Colors::text, &Colors::errSoft },
            { "JSON key", &Colors::jsonKey, &Colors::sunken },
            { "JSON string", &Colors::jsonString, &Colors::sunken },
            { "JSON number", &Colors::jsonNumber, &Colors::sunken },
        };
        for (const Pair &pair : pairs) {
            const double ratio = contrast(c.*pair.ink, c.*pair.ground);
            QVERIFY2(ratio >= 4.5, qPrintable(u"%1: %2"_s.arg(QLatin1StringView(pair.what)).arg(ratio)));
        }
        // Hovered and pressed primary buttons keep white words.
        QVERIFY(contrast(c.onFill, c.fill.darker(110)) >= 4.5);
        QVERIFY(contrast(c.onFill, c.fill.darker(125)) >= 4.5);
    }

    void controlsHaveContrast_data() { textHasContrast_data(); }

    void controlsHaveContrast()
    {
        QFETCH(bool, dark);
        const Colors c = dark ? darkColors() : lightColors();
        const Pair pairs[] = {
            { "edge on surface", &Colors::control, &Colors::surface },
            { "edge on window", &Colors::control, &Colors::window },
            { "edge on sunken", &Colors::control, &Colors::sunken },
            { "focus on surface", &Colors::accent, &Colors::surface },
            { "focus on window", &Colors::accent, &Colors::window },
            { "focus on rail", &Colors::accent, &Colors::rail },
            { "tick on its box", &Colors::onFill, &Colors::fill },
            { "switch knob", &Colors::control, &Colors::surface },
        };
        for (const Pair &pair : pairs) {
            const double ratio = contrast(c.*pair.ink, c.*pair.ground);
            QVERIFY2(ratio >= 3, qPrintable(u"%1: %2"_s.arg(QLatin1StringView(pair.what)).arg(ratio)));
        }
    }

    void everyIconDrawsInItsColour()
    {
        int seen = 0;
        for (QDirIterator it(u":/baton/icons"_s, { u"*.svg"_s }); it.hasNext();) {
            const QString name = QFileInfo(it.next()).completeBaseName();
            const QPixmap pixmap = Theme::of().icon(name, QColor(Qt::red)).pixmap(QSize(32, 32));
            QVERIFY2(!pixmap.isNull(), qPrintable(name));
            const QImage image = pixmap.toImage();
            bool inked = false;
            for (int y = 0; y < image.height() && !inked; ++y)
                for (int x = 0; x < image.width() && !inked; ++x)
                    inked = qAlpha(image.pixel(x, y)) > 64;
            QVERIFY2(inked, qPrintable(name));
            ++seen;
        }
        QVERIFY(seen > 80);
        QVERIFY(iconSvg(u"lock"_s, QColor(0x12, 0x34, 0x56), 1.5).contains("#123456"));
        QVERIFY(!iconSvg(u"lock"_s, Qt::black, 1.5).contains("currentColor"));
        QVERIFY(iconSvg(u"no such icon"_s, Qt::black, 1.5).isEmpty());
    }

    void dotsOfIconsAreDrawn()
    {
        // QSvgRenderer leaves out lines without length, whatever their ends; the dots have a hundredth of one.
        for (QDirIterator it(u":/baton/icons"_s, { u"*.svg"_s }); it.hasNext();) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray svg = file.readAll();
            QVERIFY2(!svg.contains("v0M") && !svg.contains("v0\"") && !svg.contains("h0M") && !svg.contains("h0\""), qPrintable(file.fileName()));
        }
    }

    void iconsFollowTheTheme()
    {
        Theme &theme = Theme::of();
        theme.setMode(Theme::Mode::Light);
        const QIcon icon = theme.icon(u"stop"_s);
        const QImage light = icon.pixmap(QSize(32, 32)).toImage();
        theme.setMode(Theme::Mode::Dark);
        QVERIFY(theme.isDark());
        QVERIFY(icon.pixmap(QSize(32, 32)).toImage() != light);
        theme.setMode(Theme::Mode::Light);
        QCOMPARE(icon.pixmap(QSize(32, 32)).toImage(), light);
    }

    void textSizeGrowsFontsAndHeights()
    {
        Theme &theme = Theme::of();
        theme.setTextSize(100);
        const qreal points = QApplication::font().pointSizeF();
        const int button = theme.height(30);
        theme.setTextSize(150);
        QVERIFY(qAbs(QApplication::font().pointSizeF() - 1.5 * points) < 0.05);
        QVERIFY(theme.height(30) > button);
        QVERIFY(theme.iconSize(16) > 16);
        QCOMPARE(theme.font("title").pointSizeF(), points * 1.5 * 1.55);
        theme.setTextSize(400);
        QCOMPARE(theme.textSize(), 150);
        theme.setTextSize(100);
        QVERIFY(qAbs(QApplication::font().pointSizeF() - points) < 0.05);
    }

    void styleSheetHasNoHoles()
    {
        const QString sheet = styleSheetFor(Theme::of());
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains("-2px"_L1));
        QVERIFY(!sheet.contains("#000000"_L1));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"

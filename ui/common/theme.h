#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QIcon>

class QPainter;
class QStyle;

namespace baton::ui {

class FocusRing;

/// The colour tokens of the design, one set light, one dark.
struct Colors {
    QColor window, rail, surface, sunken, muted, border, control, text, text2, text3, accent, fill, onFill, accentSoft,
        accentInk, second, secondSoft, ok, okSoft, okLine, warn, warnSoft, warnLine, err, errSoft, errLine,
        jsonKey, jsonString, jsonNumber;
};

Colors lightColors();
Colors darkColors();

/// Fusion style, palette and style sheet from the tokens; follows the system, or what was chosen.
/// One per application, made in main; widgets reach it by Theme::of().
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    explicit Theme(QObject *parent = nullptr);
    /// The application's theme (a child of qApp).
    static Theme &of();

    void setMode(Mode mode);
    Mode mode() const;
    bool isDark() const;
    void setTextSize(int percent); ///< 100, 115, 130, 150
    int textSize() const;
    void setStill(bool still);     ///< reduced motion
    bool isStill() const;

    const Colors &colors() const;
    /// Role: "caption" 0.88, "body", "strong" (semibold), "name" 1.15, "title" 1.55, "welcome" 2, "mono" (fixed, 0.88).
    QFont font(const char *role) const;
    /// One of resources/icons by name, drawn in the given colour (default: text colour; follows theme changes).
    QIcon icon(const QString &name) const;
    QIcon icon(const QString &name, const QColor &color) const;
    /// In a token's colour, whatever that is when it is painted: icon(u"lock"_s, &Colors::ok).
    QIcon icon(const QString &name, QColor Colors::*token) const;
    void paintIcon(QPainter *painter, const QString &name, const QRectF &rect, const QColor &color) const;

    /// A height or icon size of the design (button 30, small 26, table row 34 …), grown with the font; never smaller.
    int height(int designPixels) const;
    int iconSize(int designPixels = 16) const;

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void apply();
    void captureSystem();

    Mode m_mode = Mode::System;
    int m_textSize = 100;
    bool m_still = false;
    bool m_dark = false;
    bool m_systemDark = false;
    bool m_applying = false;
    QPointer<QStyle> m_style;
    QPointer<FocusRing> m_ring; ///< dies with the window it sits in, then made anew
    Colors m_colors;
    QFont m_baseFont; ///< the platform's, before our text size
    QFont m_fixedFont;
};

} // namespace baton::ui

#pragma once

#include <QtCore/QObject>
#include <QtGui/QColor>
#include <QtGui/QFont>
#include <QtGui/QIcon>

namespace baton::ui {

/// The colour tokens of the design, one set light, one dark.
struct Colors {
    QColor window, rail, surface, sunken, muted, border, control, text, text2, text3, accent, fill, onFill, accentSoft,
        accentInk, second, secondSoft, ok, okSoft, okLine, warn, warnSoft, warnLine, err, errSoft, errLine,
        jsonKey, jsonString, jsonNumber;
};

/// Fusion style, palette and style sheet from the tokens; follows the system, or what the user chose.
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
    void paintIcon(QPainter *painter, const QString &name, const QRectF &rect, const QColor &color) const;

Q_SIGNALS:
    void changed();

private:
    void apply();

    Mode m_mode = Mode::System;
    int m_textSize = 100;
    bool m_still = false;
    bool m_dark = false;
    Colors m_colors;
    qreal m_basePointSize = 0;
};

} // namespace baton::ui

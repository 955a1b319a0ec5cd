#include "ui/common/theme.h"

#include "ui/common/focusring.h"
#include "ui/common/iconengine.h"
#include "ui/common/rolewidget.h"
#include "ui/common/style.h"
#include "ui/common/stylesheet.h"
#include "ui/common/system.h"

#include <QtGui/QFontDatabase>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>
#include <QtWidgets/QApplication>

// Resources of a static library register only when named, and only from outside any namespace.
static void initBatonIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

/// Line height of the 13-pixel font the design was drawn with.
constexpr qreal DesignLine = 17;

/// The application's theme, kept at hand: painting asks for it all the time.
QPointer<Theme> &current()
{
    static QPointer<Theme> theme;
    return theme;
}

QPalette paletteFor(const Colors &c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.window);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.surface);
    p.setColor(QPalette::AlternateBase, c.sunken);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.text3);
    p.setColor(QPalette::Button, c.surface);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.err);
    p.setColor(QPalette::Light, c.surface);
    p.setColor(QPalette::Midlight, c.sunken);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.control);
    p.setColor(QPalette::Shadow, c.border);
    p.setColor(QPalette::Highlight, c.fill);
    p.setColor(QPalette::HighlightedText, c.onFill);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.second);
    p.setColor(QPalette::ToolTipBase, c.surface);
    p.setColor(QPalette::ToolTipText, c.text);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        p.setColor(QPalette::Disabled, role, c.text3);
    p.setColor(QPalette::Disabled, QPalette::Base, c.muted);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.control);
    return p;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    initBatonIcons();
    installAccessibleRoles();
    captureSystem();
    m_still = systemIsStill();
    m_baseFont = QApplication::font();
    if (m_baseFont.pointSizeF() <= 0)
        m_baseFont.setPointSizeF(QFontInfo(m_baseFont).pointSizeF());
    m_fixedFont = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    setObjectName(u"theme"_s);
    current() = this; // before the style, whose metrics ask for it
    apply();
    qApp->installEventFilter(this);
}

Theme &Theme::of()
{
    QPointer<Theme> &theme = current();
    if (!theme)
        theme = new Theme(qApp);
    return *theme;
}

void Theme::captureSystem()
{
    m_systemDark = systemIsDark();
    m_dark = m_mode == Mode::System ? m_systemDark : m_mode == Mode::Dark;
}

void Theme::apply()
{
    const QScopedValueRollback guard(m_applying, true);
    m_dark = m_mode == Mode::System ? m_systemDark : m_mode == Mode::Dark;
    m_colors = m_dark ? darkColors() : lightColors();
    if (!qobject_cast<Style *>(m_style)) {
        m_style = new Style;
        QApplication::setStyle(m_style);
    }
    QApplication::setPalette(paletteFor(m_colors));
    QApplication::setFont(font("body"));
    qApp->setStyleSheet(styleSheetFor(*this));
    Q_EMIT changed();
}

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

Theme::Mode Theme::mode() const
{
    return m_mode;
}

bool Theme::isDark() const
{
    return m_dark;
}

void Theme::setTextSize(int percent)
{
    percent = qBound(100, percent, 150);
    if (percent == m_textSize)
        return;
    m_textSize = percent;
    apply();
}

int Theme::textSize() const
{
    return m_textSize;
}

void Theme::setStill(bool still)
{
    if (still == m_still)
        return;
    m_still = still;
    Q_EMIT changed();
}

bool Theme::isStill() const
{
    return m_still;
}

const Colors &Theme::colors() const
{
    return m_colors;
}

QFont Theme::font(const char *role) const
{
    const QByteArrayView name(role);
    const bool mono = name == "mono";
    QFont font = mono ? m_fixedFont : m_baseFont;
    qreal factor = 1;
    if (mono || name == "caption")
        factor = 0.88;
    else if (name == "name")
        factor = 1.15;
    else if (name == "title")
        factor = 1.55;
    else if (name == "welcome")
        factor = 2;
    if (name == "strong" || name == "name" || name == "title" || name == "welcome")
        font.setWeight(QFont::DemiBold);
    font.setPointSizeF(m_baseFont.pointSizeF() * factor * m_textSize / 100);
    return font;
}

QIcon Theme::icon(const QString &name) const
{
    return QIcon(new IconEngine(name, {}, &Colors::text));
}

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    return QIcon(new IconEngine(name, color, &Colors::text));
}

QIcon Theme::icon(const QString &name, QColor Colors::*token) const
{
    return QIcon(new IconEngine(name, {}, token));
}

void Theme::paintIcon(QPainter *painter, const QString &name, const QRectF &rect, const QColor &color) const
{
    // 1.5 pixels wide whatever the icon's size, growing with the text.
    const qreal side = qMin(rect.width(), rect.height());
    const qreal pixels = 1.5 * iconSize(20) / 20 * (side < 16 ? 0.9 : 1);
    const QByteArray svg = iconSvg(name, color, qBound(1.2, pixels * 20 / qMax<qreal>(side, 1), 3.0));
    if (svg.isEmpty())
        return;
    QSvgRenderer renderer(svg);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, rect);
    painter->restore();
}

int Theme::height(int designPixels) const
{
    const qreal line = QFontMetricsF(font("body")).height();
    return qMax(designPixels, qRound(designPixels + line - DesignLine));
}

int Theme::iconSize(int designPixels) const
{
    const qreal line = QFontMetricsF(font("body")).height();
    return qMax(designPixels, qRound(designPixels * line / DesignLine));
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        if (watched->isWidgetType()) {
            auto *widget = static_cast<QWidget *>(watched);
            if (!m_ring)
                m_ring = new FocusRing;
            m_ring->setWidget(FocusRing::targetFor(widget, static_cast<QFocusEvent *>(event)->reason()));
        }
        break;
    case QEvent::FocusOut:
        if (m_ring && m_ring->widget() == watched)
            m_ring->setWidget(nullptr);
        break;
    case QEvent::ThemeChange:
        // The platform's own palette shows only while ours is out of the way.
        if (!m_applying && watched == qApp && m_mode == Mode::System) {
            const QScopedValueRollback guard(m_applying, true);
            QApplication::setPalette(QPalette());
            m_systemDark = systemIsDark();
            apply();
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace baton::ui

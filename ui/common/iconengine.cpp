#include "ui/common/iconengine.h"

#include <QtCore/QFile>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>

namespace baton::ui {

QByteArray iconSvg(const QString &name, const QColor &color, qreal stroke)
{
    QFile file(QStringLiteral(":/baton/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    return svg.replace("stroke-width=\"1.5\" stroke-linecap", "stroke-width=\"" + QByteArray::number(stroke, 'f', 2) + "\" stroke-linecap");
}

IconEngine::IconEngine(QString name, QColor color, QColor Colors::*token)
    : m_name(std::move(name))
    , m_color(std::move(color))
    , m_token(token)
{
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    draw(painter, rect, color(mode));
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    const QColor ink = color(mode);
    const QString key = QStringLiteral("baton-icon %1 %2 %3x%4 %5")
                            .arg(m_name, ink.name(), QString::number(size.width()), QString::number(size.height()), QString::number(scale));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    // size is in device pixels already; the caller sets the ratio.
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setLayoutDirection(QGuiApplication::layoutDirection());
    draw(&painter, QRectF({ 0, 0 }, QSizeF(size)), ink);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void IconEngine::draw(QPainter *painter, const QRectF &box, const QColor &ink) const
{
    const qreal side = qMin(box.width(), box.height());
    const bool mirrored = painter->layoutDirection() == Qt::RightToLeft;
    const QRectF square(mirrored ? box.right() - side : box.left(), box.top() + (box.height() - side) / 2, side, side);
    Theme::of().paintIcon(painter, m_name, square, ink);
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(m_name, m_color, m_token);
}

QString IconEngine::key() const
{
    return QStringLiteral("baton");
}

bool IconEngine::isNull()
{
    return m_name.isEmpty();
}

QColor IconEngine::color(QIcon::Mode mode) const
{
    const Colors &colors = Theme::of().colors();
    if (mode == QIcon::Disabled)
        return colors.text3;
    return m_color.isValid() ? m_color : colors.*m_token;
}

} // namespace baton::ui

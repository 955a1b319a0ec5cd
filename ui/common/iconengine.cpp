#include "ui/common/iconengine.h"

#include <QtCore/QFile>
#include <QtGui/QPainter>
#include <QtGui/QPixmapCache>

namespace baton::ui {

QByteArray iconSvg(const QString &name, const QColor &color)
{
    QFile file(QStringLiteral(":/baton/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().replace("currentColor", color.name(QColor::HexRgb).toLatin1());
}

IconEngine::IconEngine(QString name, QColor color, QColor Colors::*token)
    : m_name(std::move(name))
    , m_color(std::move(color))
    , m_token(token)
{
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    Theme::of().paintIcon(painter, m_name, rect, color(mode));
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
    Theme::of().paintIcon(&painter, m_name, QRectF(QPointF(), QSizeF(size)), ink);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
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

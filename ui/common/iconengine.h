#pragma once

#include "ui/common/theme.h"

#include <QtGui/QIconEngine>

namespace baton::ui {

/// The SVG of an icon in that colour, its stroke as wide as given in units of its 20×20 grid; empty if there is none.
QByteArray iconSvg(const QString &name, const QColor &color, qreal stroke);

/// Draws resources/icons at the device's ratio, in a fixed colour or in a token looked up at painting time.
/// In a box wider than tall the icon stands at the beginning: the rest is the gap before a button's text.
class IconEngine : public QIconEngine {
public:
    IconEngine(QString name, QColor color, QColor Colors::*token);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override;
    bool isNull() override;

private:
    QColor color(QIcon::Mode mode) const;
    void draw(QPainter *painter, const QRectF &box, const QColor &ink) const;

    QString m_name;
    QColor m_color;
    QColor Colors::*m_token;
};

} // namespace baton::ui

#pragma once

#include "ui/common/theme.h"

#include <QtGui/QIconEngine>

namespace baton::ui {

/// The SVG of an icon with currentColor replaced; empty when there is no such icon.
QByteArray iconSvg(const QString &name, const QColor &color);

/// Draws resources/icons at the device's ratio, in a fixed colour or in a token looked up at painting time.
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

    QString m_name;
    QColor m_color;
    QColor Colors::*m_token;
};

} // namespace baton::ui

#include "ui/claims/tokenparts.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>

namespace baton::ui {

QColor tokenPartColor(int part)
{
    const Colors &c = Theme::of().colors();
    return part == 0 ? c.warn : part == 1 ? c.accent : c.second;
}

Qt::PenStyle tokenPartLine(int part)
{
    return part == 0 ? Qt::DotLine : part == 1 ? Qt::SolidLine : Qt::DashLine;
}

TokenParts::TokenParts(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void TokenParts::setBeginnings(const QStringList &beginnings)
{
    m_beginnings = beginnings;
    update();
}

QSize TokenParts::sizeHint() const
{
    return { 200, QFontMetrics(Theme::of().font("body")).height() + 8 };
}

void TokenParts::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto underlined = [&](qreal x, const QString &text, int part, const QFont &font) {
        const QFontMetricsF metrics(font);
        const qreal base = (height() + metrics.ascent() - metrics.descent()) / 2;
        painter.setFont(font);
        painter.setPen(tokenPartColor(part));
        painter.drawText(QPointF(x, base), text);
        const qreal width = metrics.horizontalAdvance(text);
        painter.setPen(QPen(tokenPartColor(part), 1, tokenPartLine(part)));
        painter.drawLine(QPointF(x, base + 4.5), QPointF(x + width, base + 4.5));
        return x + width;
    };

    const QStringList legend { tr("header"), tr("payload"), tr("signature") };
    const QFont caption = Theme::of().font("caption"), mono = Theme::of().font("mono");
    qreal legendWidth = 0;
    for (const QString &word : legend)
        legendWidth += QFontMetricsF(caption).horizontalAdvance(word) + 12;
    qreal x = width() - legendWidth;
    for (int part = 0; part < legend.size(); ++part)
        x = underlined(x, legend.at(part), part, caption) + 12;

    const QFontMetricsF metrics(mono);
    const qreal room = width() - legendWidth - 24;
    const int characters = m_beginnings.isEmpty() ? 0 : int(room / metrics.averageCharWidth() / m_beginnings.size()) - 2;
    x = 0;
    for (int part = 0; part < m_beginnings.size() && characters > 2; ++part) {
        const QString text = m_beginnings.at(part).left(characters) + u'…';
        x = underlined(x, text, part, mono);
        if (part + 1 < m_beginnings.size()) {
            painter.setPen(Theme::of().colors().text3);
            painter.drawText(QPointF(x, (height() + metrics.ascent() - metrics.descent()) / 2), QStringLiteral("."));
            x += metrics.horizontalAdvance(u'.');
        }
    }
}

} // namespace baton::ui

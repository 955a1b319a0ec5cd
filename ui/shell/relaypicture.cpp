#include "ui/shell/relaypicture.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace baton::ui {

namespace {

struct Station {
    QString icon, name, words;
    QColor color;
};

void paintArrow(QPainter &painter, QPointF from, QPointF to, const QColor &color)
{
    painter.setPen(QPen(color, 1.6));
    painter.drawLine(from, to - QPointF(8, 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF { to, to + QPointF(-9, -4.5), to + QPointF(-9, 4.5) });
}

void paintBaton(QPainter &painter, QPointF centre, const Colors &colors)
{
    painter.save();
    painter.translate(centre);
    painter.rotate(-20);
    const QRectF whole(-46, -11, 92, 22);
    QPainterPath path;
    path.addRoundedRect(whole, 11, 11);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.secondSoft);
    painter.drawPath(path);
    painter.setClipPath(path);
    painter.fillRect(QRectF(-46, -11, 46, 22), colors.fill);
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.second, 1.6));
    painter.drawPath(path);
    painter.restore();
}

} // namespace

RelayPicture::RelayPicture(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("The researcher allows in the browser, the original client gets an id_token, hands it over encrypted, the second "
                         "client exchanges it, the record shows both names."));
}

QSize RelayPicture::sizeHint() const
{
    return { 820, 110 + 2 * fontMetrics().height() };
}

void RelayPicture::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &colors = theme.colors();
    const QList<Station> stations {
        { QStringLiteral("person"), tr("Researcher"), tr("allows, in the browser"), colors.text2 },
        { QStringLiteral("building"), tr("Original client"), tr("gets an id_token"), colors.accent },
        { QStringLiteral("building"), tr("Second client"), tr("exchanges it"), colors.second },
        { QStringLiteral("record"), tr("Record"), tr("shows both names"), colors.text2 },
    };
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = 30;
    const double y = radius + 16;
    const double step = width() / 4.0;
    const auto x = [step](qsizetype i) { return step * (double(i) + 0.5); };
    const QColor arrows[] = { colors.text2, colors.accent, colors.second };
    for (int i = 0; i < 3; ++i)
        paintArrow(painter, { x(i) + radius + 8, y }, { x(i + 1) - radius - 8, y }, arrows[i]);
    paintBaton(painter, { (x(1) + x(2)) / 2, y }, colors);
    painter.setFont(theme.font("strong"));
    painter.setPen(colors.text);
    const QFontMetrics strong(theme.font("strong"));
    QFont label = theme.font("caption");
    label.setWeight(QFont::DemiBold);
    painter.setFont(label);
    painter.drawText(QRectF(x(1), y + 26, x(2) - x(1), strong.height()), Qt::AlignHCenter | Qt::AlignTop, tr("id_token, encrypted"));
    for (qsizetype i = 0; i < stations.size(); ++i) {
        const Station &one = stations[i];
        painter.setPen(QPen(one.color, 1.6));
        painter.setBrush(colors.surface);
        painter.drawEllipse(QPointF(x(i), y), radius, radius);
        theme.paintIcon(&painter, one.icon, QRectF(x(i) - 12, y - 12, 24, 24), one.color);
        painter.setFont(theme.font("strong"));
        painter.setPen(colors.text);
        const QRectF name(x(i) - step / 2, y + radius + 12, step, strong.height());
        painter.drawText(name, Qt::AlignHCenter, one.name);
        painter.setFont(theme.font("caption"));
        painter.setPen(colors.text2);
        painter.drawText(name.translated(0, strong.height() + 1), Qt::AlignHCenter, one.words);
    }
}

} // namespace baton::ui

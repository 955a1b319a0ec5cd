#include "ui/inbox/dropzone.h"

#include "ui/common/theme.h"

#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace baton::ui {

DropZone::DropZone(QWidget *parent) : QAbstractButton(parent)
{
    setAccessibleName(tr("Drop package here"));
    setAccessibleDescription(tr("Opens the file dialog when pressed"));
    setObjectName(accessibleName());
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, &QWidget::updateGeometry);
}

QSize DropZone::sizeHint() const
{
    return { 232, 54 + QFontMetrics(Theme::of().font("body")).height() + 14 };
}

bool DropZone::accepts(const QMimeData *data)
{
    if (data->hasUrls())
        return data->urls().size() == 1 && data->urls().first().isLocalFile();
    return data->hasText();
}

void DropZone::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_hovered || underMouse() ? c.accent : c.control, 1);
    pen.setDashPattern({ 3, 3 });
    painter.setPen(pen);
    painter.setBrush(m_hovered ? c.accentSoft : c.sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    theme.paintIcon(&painter, u"package"_s, QRectF(width() / 2.0 - 12, 18, 24, 24), m_hovered ? c.accentInk : c.text2);
    painter.setFont(theme.font("body"));
    painter.setPen(m_hovered ? c.accentInk : c.text2);
    painter.drawText(QRect(0, 44, width(), height() - 50), Qt::AlignCenter, tr("Drop a .baton file here"));
}

void DropZone::dragEnterEvent(QDragEnterEvent *event)
{
    if (!accepts(event->mimeData()))
        return;
    event->acceptProposedAction();
    m_hovered = true;
    update();
}

void DropZone::dragLeaveEvent(QDragLeaveEvent *)
{
    m_hovered = false;
    update();
}

void DropZone::dropEvent(QDropEvent *event)
{
    m_hovered = false;
    update();
    event->acceptProposedAction();
    if (event->mimeData()->hasUrls())
        Q_EMIT fileDropped(event->mimeData()->urls().first().toLocalFile());
    else
        Q_EMIT textDropped(event->mimeData()->text().toUtf8());
}

} // namespace baton::ui

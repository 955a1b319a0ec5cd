#include "ui/common/notebox.h"

#include "ui/common/table.h"
#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

NoteBox::NoteBox(QWidget *parent) : QWidget(parent)
{
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(36, 10, 12, 10);
    m_column->setSpacing(4);
    m_strong = makeText({}, "strong");
    m_text = makeText({}, "text2");
    m_action = makeButton({}, {}, {}, "link");
    m_action->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_column->addWidget(m_strong);
    m_column->addWidget(m_text);
    m_column->addWidget(m_action);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &NoteBox::actionTriggered);
}

void NoteBox::set(Tone tone, const QString &icon, const QString &strong, const QString &text, const QString &action, const QString &actionName)
{
    m_tone = tone;
    m_icon = icon;
    m_strong->setText(strong);
    m_strong->setVisible(!strong.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setButtonText(m_action, action);
    m_action->setAccessibleName(actionName.isEmpty() ? action : actionName);
    m_action->setVisible(!action.isEmpty());
    update();
}

QString NoteBox::strongText() const
{
    return m_strong->text();
}

QString NoteBox::text() const
{
    return m_text->text();
}

void NoteBox::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor line = c.border, ground = toneSoft(m_tone);
    if (m_tone == Tone::Neutral)
        ground = c.sunken;
    else if (m_tone == Tone::Ok)
        line = c.okLine;
    else if (m_tone == Tone::Warn)
        line = c.warnLine;
    else if (m_tone == Tone::Err)
        line = c.errLine;
    painter.setPen(line);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    Theme::of().paintIcon(&painter, m_icon, QRectF(12, 12, 16, 16), toneColor(m_tone));
}

} // namespace baton::ui

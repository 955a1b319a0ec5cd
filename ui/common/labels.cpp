#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QStyle>

namespace baton::ui {

using namespace Qt::StringLiterals;

QLabel *makeLabel(const QString &text, const char *role, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    // At the window's side, whichever way the words run.
    label->setAlignment(Qt::AlignVCenter | Qt::AlignAbsolute | (label->isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft));
    label->setProperty("role", QString::fromLatin1(role));
    return label;
}

QLabel *makeText(const QString &text, const char *role, QWidget *parent)
{
    QLabel *label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

void restyle(QWidget *widget, const char *property, const QString &value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setTone(QLabel *label, Tone tone)
{
    restyle(label, "tone", toneName(tone));
}

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Accent: return u"accent"_s;
    case Tone::Second: return u"second"_s;
    case Tone::Ok: return u"ok"_s;
    case Tone::Warn: return u"warn"_s;
    case Tone::Err: return u"err"_s;
    case Tone::Neutral: break;
    }
    return {};
}

QColor Colors::*toneToken(Tone tone)
{
    switch (tone) {
    case Tone::Accent: return &Colors::accentInk;
    case Tone::Second: return &Colors::second;
    case Tone::Ok: return &Colors::ok;
    case Tone::Warn: return &Colors::warn;
    case Tone::Err: return &Colors::err;
    case Tone::Neutral: break;
    }
    return &Colors::text2;
}

QColor toneColor(Tone tone)
{
    return Theme::of().colors().*toneToken(tone);
}

QColor toneSoft(Tone tone)
{
    const Colors &c = Theme::of().colors();
    switch (tone) {
    case Tone::Accent: return c.accentSoft;
    case Tone::Second: return c.secondSoft;
    case Tone::Ok: return c.okSoft;
    case Tone::Warn: return c.warnSoft;
    case Tone::Err: return c.errSoft;
    case Tone::Neutral: break;
    }
    return c.muted;
}

IconLabel::IconLabel(const QString &icon, QColor Colors::*token, int size, QWidget *parent)
    : QWidget(parent), m_icon(icon), m_token(token), m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

void IconLabel::set(const QString &icon, QColor Colors::*token)
{
    m_icon = icon;
    m_token = token;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int side = Theme::of().iconSize(m_size);
    return { side, side };
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRectF box({ 0, 0 }, QSizeF(sizeHint()));
    box.moveCenter(QRectF(rect()).center());
    Theme::of().paintIcon(&painter, m_icon, box, Theme::of().colors().*m_token);
}

} // namespace baton::ui

#include "ui/common/style.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFocusFrame>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QToolButton>

namespace baton::ui {

using namespace Qt::StringLiterals;

Style::Style() : QProxyStyle(QStyleFactory::create(u"Fusion"_s)) { }

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        drawCheckBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        drawRadio(option, painter);
        return;
    case PE_FrameFocusRect:
        // Controls get FocusRing; only the current item of a view is marked here.
        if (qobject_cast<const QAbstractItemView *>(widget)) {
            painter->save();
            painter->setPen(QPen(Theme::of().colors().accent, 1));
            painter->setBrush(Qt::NoBrush);
            painter->drawRect(QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5));
            painter->restore();
        }
        return;
    case PE_IndicatorBranch:
        if (option->state & State_Children) {
            const int size = qMin(Theme::of().iconSize(14), qMin(option->rect.width(), option->rect.height()));
            QRectF box(0, 0, size, size);
            box.moveCenter(QRectF(option->rect).center());
            const bool mirrored = option->direction == Qt::RightToLeft;
            Theme::of().paintIcon(painter, option->state & State_Open ? u"down"_s : mirrored ? u"left"_s : u"right"_s, box,
                                  Theme::of().colors().text2);
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawCheckBox(const QStyleOption *option, QPainter *painter) const
{
    const Colors &c = Theme::of().colors();
    const bool enabled = option->state & State_Enabled;
    const bool on = option->state & (State_On | State_NoChange);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const QColor ground = on && enabled ? c.fill : enabled ? c.surface : c.muted;
    painter->setPen(QPen(on && enabled ? c.fill : c.control, 1));
    painter->setBrush(option->state & State_Sunken && !on ? c.muted : ground);
    painter->drawRoundedRect(box, 4, 4);
    painter->restore();
    if (on) {
        const QRectF glyph = QRectF(option->rect).adjusted(1.5, 1.5, -1.5, -1.5);
        Theme::of().paintIcon(painter, option->state & State_NoChange ? u"minus"_s : u"check"_s, glyph, enabled ? c.onFill : c.text2);
    }
}

void Style::drawRadio(const QStyleOption *option, QPainter *painter) const
{
    const Colors &c = Theme::of().colors();
    const bool enabled = option->state & State_Enabled;
    const bool on = option->state & State_On;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRectF box(option->rect);
    const qreal side = qMin(box.width(), box.height());
    box = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side);
    const QColor mark = enabled ? c.fill : c.text3;
    if (on) {
        const qreal thick = side * 0.31;
        painter->setPen(QPen(mark, thick));
        painter->setBrush(c.onFill);
        painter->drawEllipse(box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2));
    } else {
        painter->setPen(QPen(c.control, 1));
        painter->setBrush(enabled ? (option->state & State_Sunken ? c.muted : c.surface) : c.muted);
        painter->drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter->restore();
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_Splitter)
        return drawSplitter(option, painter);
    const auto *combo = element == CE_ComboBoxLabel ? qstyleoption_cast<const QStyleOptionComboBox *>(option) : nullptr;
    if (!combo)
        return QProxyStyle::drawControl(element, option, painter, widget);
    // Qt cuts what is too long in the middle of a letter.
    QStyleOptionComboBox elided(*combo);
    const int icon = combo->currentIcon.isNull() ? 0 : combo->iconSize.width() + 4;
    const int room = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget).width() - icon - 2;
    elided.currentText = combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room);
    QProxyStyle::drawControl(element, &elided, painter, widget);
}

// A line where two parts touch; in a gap between two cards a short grip instead.
void Style::drawSplitter(const QStyleOption *option, QPainter *painter) const
{
    const Colors &c = Theme::of().colors();
    const bool held = option->state & (State_MouseOver | State_Sunken);
    const QRect box = option->rect;
    const bool upright = option->state & State_Horizontal; // the handle between left and right
    const int thick = upright ? box.width() : box.height();
    if (thick <= 2)
        return painter->fillRect(box, held ? c.control : c.border);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(held ? c.accent : c.control);
    QRectF grip(0, 0, upright ? 3 : 32, upright ? 32 : 3);
    grip.moveCenter(QRectF(box).center());
    painter->drawRoundedRect(grip, 1.5, 1.5);
    painter->restore();
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawCombo(combo, painter, widget);
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void Style::drawCombo(const QStyleOptionComboBox *option, QPainter *painter, const QWidget *widget) const
{
    const Colors &c = Theme::of().colors();
    const bool enabled = option->state & State_Enabled;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool wrong = widget && widget->property("invalid").toString() == "true"_L1; // as of line edits in the style sheet
    painter->setPen(wrong ? QPen(c.err, 2) : QPen(enabled ? c.control : c.border, 1));
    painter->setBrush(!enabled ? c.muted : option->state & State_Sunken ? c.sunken : c.surface);
    painter->drawRoundedRect(wrong ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box, 6, 6);
    painter->restore();
    const QRect arrow = proxy()->subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    const int size = Theme::of().iconSize(14);
    QRectF glyph(0, 0, size, size);
    glyph.moveCenter(QRectF(arrow).center());
    Theme::of().paintIcon(painter, u"down"_s, glyph, enabled ? c.text : c.text3);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    QRect rect = QProxyStyle::subControlRect(control, option, part, widget);
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        rect = visualRect(option->direction, option->rect, visualRect(option->direction, option->rect, rect).adjusted(6, 0, 0, 0));
    return rect;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
        return Theme::of().iconSize(16);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin: {
        const auto *frame = qobject_cast<const QFocusFrame *>(widget);
        const QWidget *target = frame ? frame->widget() : nullptr;
        const bool outside = qobject_cast<const QPushButton *>(target) || qobject_cast<const QToolButton *>(target)
            || qobject_cast<const QComboBox *>(target);
        const bool isBare = target && target->property("kind").toString().contains(u"link"_s); // its words reach to its edges
        return isBare ? 5 : outside ? 3 : 0;
    }
    case PM_ScrollBarExtent:
        return 10;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_ComboBox_Popup:
        return 0;
    case SH_EtchDisabledText:
        return 0;
    case SH_Widget_Animation_Duration:
        return Theme::of().isStill() ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_ComboBox || type == CT_SpinBox) {
        const bool small = widget && widget->property("kind").toString() == "small"_L1;
        result.setHeight(Theme::of().height(small ? 26 : 30));
    }
    if (type == CT_ComboBox)
        result.rwidth() += 14;
    return result;
}

} // namespace baton::ui

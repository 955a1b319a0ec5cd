#include "ui/record/provenance/asserterpaint.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

namespace baton::ui {

namespace {

using Kind = record::Asserter::Kind;
enum class Pattern { Solid, Rising, Falling, Dots, Upright, Level, Grid, Empty };

struct Look {
    QColor ground, ink, edge;
    Pattern pattern;
};

Look lookOf(const record::Asserter &asserter)
{
    const Colors &c = Theme::of().colors();
    switch (asserter.kind) {
    case Kind::Us: return { c.second, c.accent, c.second, Pattern::Solid };
    case Kind::OriginalAlone: return { c.accentSoft, c.accent, c.accent, Pattern::Rising };
    case Kind::SecondAlone: return { c.secondSoft, c.second, c.second, Pattern::Falling };
    case Kind::SecondForOthers: return { c.secondSoft, c.second, c.second, Pattern::Level };
    case Kind::Researcher: return { c.surface, c.surface, c.text3, Pattern::Empty };
    case Kind::Nobody: return { c.muted, c.muted, c.text3, Pattern::Empty };
    case Kind::Other: break;
    }
    static constexpr Pattern others[] { Pattern::Solid, Pattern::Dots, Pattern::Upright, Pattern::Grid, Pattern::Level, Pattern::Rising };
    const Pattern pattern = others[asserter.number % 6];
    return pattern == Pattern::Solid ? Look { c.text3, c.text3, c.text3, pattern } : Look { c.muted, c.text2, c.text3, pattern };
}

void paintLines(QPainter *painter, const QRectF &rect, Pattern pattern)
{
    constexpr double step = 5.5;
    const double reach = rect.height();
    if (pattern == Pattern::Rising || pattern == Pattern::Falling) {
        for (double x = rect.left() - reach; x < rect.right() + reach; x += step) {
            const QPointF low(x, rect.bottom()), high(x + reach, rect.top());
            painter->drawLine(pattern == Pattern::Rising ? low : QPointF(x, rect.top()), pattern == Pattern::Rising ? high : QPointF(x + reach, rect.bottom()));
        }
    }
    if (pattern == Pattern::Upright || pattern == Pattern::Grid) {
        for (double x = rect.left() + 2; x < rect.right(); x += 4)
            painter->drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()));
    }
    if (pattern == Pattern::Level || pattern == Pattern::Grid) {
        for (double y = rect.top() + 2; y < rect.bottom(); y += 4)
            painter->drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y));
    }
}

void paintDots(QPainter *painter, const QRectF &rect)
{
    painter->setPen(Qt::NoPen);
    bool odd = false;
    for (double y = rect.top() + 2; y < rect.bottom() + 2; y += 4, odd = !odd) {
        for (double x = rect.left() + (odd ? 6 : 2); x < rect.right() + 2; x += 8)
            painter->drawEllipse(QPointF(x, y), 1.3, 1.3);
    }
}

} // namespace

void paintAsserter(QPainter *painter, const QRectF &rect, const record::Asserter &asserter)
{
    const Look look = lookOf(asserter);
    const QRectF box = rect.adjusted(0.5, 0.5, -0.5, -0.5);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(box, 2, 2);
    painter->fillPath(shape, look.ground);
    painter->setClipPath(shape, Qt::IntersectClip);
    if (asserter.kind == Kind::Us) {
        painter->fillRect(QRectF(rect.left(), rect.top(), rect.width() / 2, rect.height()), look.ink);
    } else {
        painter->setPen(QPen(look.ink, look.pattern == Pattern::Rising || look.pattern == Pattern::Falling ? 1.6 : 1));
        painter->setBrush(look.ink);
        if (look.pattern == Pattern::Dots)
            paintDots(painter, rect);
        else
            paintLines(painter, rect, look.pattern);
    }
    painter->restore();
    if (asserter.kind == Kind::Us)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(look.edge);
    painter->setBrush(Qt::NoBrush);
    painter->drawPath(shape);
    painter->restore();
}

AsserterSwatch::AsserterSwatch(const record::Asserter &asserter, QWidget *parent) : QWidget(parent), m_asserter(asserter)
{
    const auto fit = [this] { setFixedSize(Theme::of().iconSize(20), Theme::of().iconSize(16)); };
    fit();
    connect(&Theme::of(), &Theme::changed, this, fit);
}

void AsserterSwatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAsserter(&painter, QRectF(rect()), m_asserter);
}

} // namespace baton::ui

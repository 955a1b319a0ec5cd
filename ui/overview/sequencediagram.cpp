#include "ui/overview/sequencediagram.h"

#include "ui/common/theme.h"
#include "ui/overview/steparrow.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

using namespace Qt::StringLiterals;

namespace baton::ui {

SequenceDiagram::SequenceDiagram(const relay::Story &story, QWidget *parent)
    : RoleWidget(QAccessible::Grouping, tr("Sequence diagram"), parent), m_story(story)
{
    for (int number = 1; number <= DiagramLayout::stepCount; ++number) {
        auto *step = new StepArrow(number, this);
        m_steps << step;
        connect(step, &StepArrow::chosen, this, [this](int n) { select(n); });
        connect(step, &StepArrow::opened, this, [this](int n) {
            select(n);
            Q_EMIT opened(n);
        });
        connect(step, &StepArrow::moveRequested, this, [this](int from, int by) {
            select(qBound(1, from + by, DiagramLayout::stepCount), true);
        });
    }
    m_steps.first()->setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&story, &relay::Story::changed, this, &SequenceDiagram::refresh);
    connect(&Theme::of(), &Theme::changed, this, [this] {
        updateGeometry();
        relayout();
    });
    refresh(0);
}

QString SequenceDiagram::partyName(const relay::Story &story, relay::Party party)
{
    switch (party) {
    case relay::Party::Researcher:
        return tr("Researcher");
    case relay::Party::OriginalClient:
        return story.originalClient().isEmpty() ? tr("Original client") : story.originalClient();
    case relay::Party::Registry:
        return tr("Registry");
    case relay::Party::SecondClient:
        return story.secondClient().isEmpty() ? tr("Second client") : story.secondClient();
    }
    return {};
}

void SequenceDiagram::refresh(int step)
{
    for (const relay::Step &s : m_story.steps()) {
        // A failure also changes what comes after it.
        if (step == 0 || s.number >= step)
            m_steps.at(s.number - 1)->setStep(s, partyName(m_story, s.from), partyName(m_story, s.to));
    }
    update();
}

void SequenceDiagram::select(int step, bool focus)
{
    if (step < 0 || step > DiagramLayout::stepCount)
        return;
    const bool different = step != m_selected;
    m_selected = step;
    for (StepArrow *arrow : std::as_const(m_steps))
        arrow->setSelected(arrow->number() == step);
    if (step == 0)
        m_steps.first()->setFocusPolicy(Qt::StrongFocus);
    else if (focus)
        m_steps.at(step - 1)->setFocus(Qt::OtherFocusReason);
    if (different)
        Q_EMIT selectionChanged(step);
}

void SequenceDiagram::setRegistryName(const QString &name)
{
    m_registryName = name;
    update();
}

QSize SequenceDiagram::sizeHint() const
{
    const QFont body = Theme::of().font("body");
    return { DiagramLayout::minimumWidth(body) + 120, DiagramLayout::minimumHeight(body) };
}

QSize SequenceDiagram::minimumSizeHint() const
{
    const QFont body = Theme::of().font("body");
    return { DiagramLayout::minimumWidth(body), DiagramLayout::minimumHeight(body) };
}

void SequenceDiagram::resizeEvent(QResizeEvent *)
{
    relayout();
}

void SequenceDiagram::relayout()
{
    m_layout = DiagramLayout::of(size(), Theme::of().font("body"));
    for (StepArrow *step : std::as_const(m_steps))
        step->setLayoutOf(m_layout);
    update();
}

void SequenceDiagram::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath card;
    card.addRoundedRect(frame, 8, 8);
    painter.fillPath(card, c.surface);
    painter.setClipPath(card);
    paintPhases(painter);
    paintHeads(painter);
    painter.setClipping(false);
    painter.setPen(QPen(c.border, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(card);
}

void SequenceDiagram::paintPhases(QPainter &painter) const
{
    struct Phase {
        QString name, icon;
        int first, last;
    };
    const QList<Phase> phases { { tr("Give"), u"signin"_s, 1, 5 }, { tr("Hand over"), u"handover"_s, 6, 6 },
        { tr("Receive"), u"inbox"_s, 7, 10 } };
    const Colors &c = Theme::of().colors();
    const QFont font = Theme::of().font("strong");
    const QFontMetrics metrics(font);
    for (int i = 0; i < phases.size(); ++i) {
        const qreal top = i == 0 ? m_layout.header : m_layout.rowTop(phases[i].first) - 2;
        const qreal bottom = i + 1 < phases.size() ? m_layout.rowTop(phases[i + 1].first) - 2 : height();
        if (i % 2 == 0)
            painter.fillRect(QRectF(0, top, width(), bottom - top), c.sunken);
        painter.setPen(c.border);
        painter.drawLine(QPointF(0, top), QPointF(width(), top));
        const qreal middle = top + 12 + metrics.height() / 2.0;
        Theme::of().paintIcon(&painter, phases[i].icon, QRectF(14, middle - 8, 16, 16), c.text2);
        painter.setFont(font);
        painter.setPen(c.text2);
        painter.drawText(QRectF(36, middle - metrics.height() / 2.0, m_layout.gutter - 30, metrics.height()),
            Qt::AlignVCenter | Qt::AlignLeft, phases[i].name);
    }
}

void SequenceDiagram::paintHeads(QPainter &painter) const
{
    const Colors &c = Theme::of().colors();
    painter.save();
    painter.setOpacity(0.55);
    painter.setPen(QPen(c.control, 1));
    for (int i = 0; i < DiagramLayout::laneCount; ++i) {
        const qreal x = m_layout.lane(relay::Party(i));
        painter.drawLine(QPointF(x, m_layout.header), QPointF(x, height()));
    }
    painter.restore();

    struct Head {
        relay::Party party;
        QString icon, below;
        QColor line, ink;
    };
    const QList<Head> heads { { relay::Party::Researcher, u"person"_s, tr("in the browser"), c.border, c.text2 },
        { relay::Party::OriginalClient, u"building"_s, tr("Original client"), c.accent, c.accent },
        { relay::Party::Registry, u"registry"_s, m_registryName, c.border, c.text2 },
        { relay::Party::SecondClient, u"building"_s, tr("Second client"), c.second, c.second } };
    const QFont strong = Theme::of().font("strong"), caption = Theme::of().font("caption");
    const QFontMetricsF strongMetrics(strong), captionMetrics(caption);
    const qreal lane = m_layout.laneWidth();
    for (const Head &head : heads) {
        const qreal left = m_layout.lane(head.party) - lane / 2 + 3;
        const QRectF box(left, 8, lane - 6, m_layout.header - 14);
        painter.setPen(QPen(head.line, 1));
        painter.setBrush(c.surface);
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        const qreal middle = box.center().y();
        const QRectF upper(left + 9, middle - strongMetrics.height() + 1, box.width() - 16, strongMetrics.height());
        painter.setFont(strong);
        painter.setPen(c.text);
        painter.drawText(upper, Qt::AlignVCenter | Qt::AlignLeft,
            strongMetrics.elidedText(partyName(m_story, head.party), Qt::ElideRight, upper.width()));
        const QRectF lower(left + 27, middle + 1, box.width() - 34, captionMetrics.height());
        Theme::of().paintIcon(&painter, head.icon, QRectF(left + 9, lower.center().y() - 6.5, 13, 13), head.ink);
        painter.setFont(caption);
        painter.setPen(c.text3);
        painter.drawText(lower, Qt::AlignVCenter | Qt::AlignLeft, captionMetrics.elidedText(head.below, Qt::ElideRight, lower.width()));
    }
    painter.setFont(strong);
    painter.setPen(c.text2);
    painter.drawText(QRectF(m_layout.resultsLeft(), 0, m_layout.results, m_layout.header), Qt::AlignVCenter | Qt::AlignLeft,
        tr("What happened"));
}

} // namespace baton::ui

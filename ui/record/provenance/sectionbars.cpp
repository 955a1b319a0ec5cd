#include "ui/record/provenance/sectionbars.h"

#include "ui/record/provenance/asserterpaint.h"

#include <QtGui/QAccessible>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QToolTip>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int margin = 14, gap = 2, least = 10;

int nameWidth()
{
    return Theme::of().iconSize(114);
}

int countWidth()
{
    return QFontMetrics(Theme::of().font("caption")).horizontalAdvance(u"10,000"_s) + 4;
}

} // namespace

SectionBars::SectionBars(QWidget *parent) : RoleWidget(QAccessible::Grouping, tr("Sections by asserter"), parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QString SectionBars::inWords(const record::SectionBar &bar) const
{
    QStringList parts;
    for (int i = 0; i < bar.counts.size() && i < m_asserters.size(); ++i) {
        if (bar.counts.at(i) > 0)
            parts += tr("%1 %2").arg(bar.counts.at(i)).arg(m_asserters.at(i).name);
    }
    return tr("%1: %2").arg(bar.title, parts.isEmpty() ? tr("none") : parts.join(u", "_s));
}

void SectionBars::show(const QList<record::SectionBar> &bars, const QList<record::Asserter> &asserters)
{
    m_bars = bars;
    m_asserters = asserters;
    QStringList words;
    for (const record::SectionBar &bar : m_bars)
        words += inWords(bar);
    setAccessibleDescription(words.join(u"; "_s));
    updateGeometry();
    update();
}

int SectionBars::rowHeight() const
{
    return qMax(Theme::of().iconSize(25), QFontMetrics(Theme::of().font("body")).height() + 4);
}

QSize SectionBars::sizeHint() const
{
    return { 420, int(m_bars.size()) * rowHeight() + 18 };
}

QSize SectionBars::minimumSizeHint() const
{
    return { nameWidth() + countWidth() + 2 * margin + 120, sizeHint().height() };
}

void SectionBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = Theme::of();
    int most = 1;
    for (const record::SectionBar &bar : std::as_const(m_bars))
        most = qMax(most, bar.total);
    int top = 9;
    for (const record::SectionBar &bar : std::as_const(m_bars)) {
        const QRect row(margin, top, width() - 2 * margin, rowHeight());
        const QRect track = row.adjusted(nameWidth(), 0, -countWidth() - 8, 0);
        painter.setFont(theme.font("body"));
        painter.setPen(theme.colors().text);
        painter.drawText(row, int(Qt::AlignLeft | Qt::AlignVCenter), painter.fontMetrics().elidedText(bar.title, Qt::ElideRight, nameWidth() - 8));
        painter.setFont(theme.font("caption"));
        painter.setPen(theme.colors().text3);
        painter.drawText(row, int(Qt::AlignRight | Qt::AlignVCenter), QString::number(bar.total));
        paintBar(&painter, track, bar, double(track.width()) / most);
        top += rowHeight();
    }
}

// In proportion, and never so narrow that a pattern can't be told; what that takes comes from the widest.
void SectionBars::paintBar(QPainter *painter, const QRect &track, const record::SectionBar &bar, double perItem) const
{
    QList<std::pair<int, double>> parts;
    double used = 0;
    for (int i = 0; i < bar.counts.size() && i < m_asserters.size(); ++i) {
        if (bar.counts.at(i) == 0)
            continue;
        parts += { i, qMax(double(least), bar.counts.at(i) * perItem - gap) };
        used += parts.last().second + gap;
    }
    if (used > track.width() && !parts.isEmpty()) {
        auto widest = std::max_element(parts.begin(), parts.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
        widest->second = qMax(double(least), widest->second - (used - track.width()));
    }
    const double height = Theme::of().iconSize(13);
    double x = track.left();
    for (const auto &[asserter, width] : std::as_const(parts)) {
        paintAsserter(painter, QRectF(x, track.center().y() - height / 2 + 1, width, height), m_asserters.at(asserter));
        x += width + gap;
    }
}

bool SectionBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int row = (help->pos().y() - 9) / qMax(1, rowHeight());
        if (row >= 0 && row < m_bars.size())
            QToolTip::showText(help->globalPos(), inWords(m_bars.at(row)).toHtmlEscaped(), this);
        else
            QToolTip::hideText();
        return true;
    }
    return RoleWidget::event(event);
}

} // namespace baton::ui

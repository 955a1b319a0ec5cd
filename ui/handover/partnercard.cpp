#include "ui/handover/partnercard.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"

#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int left = 40, top = 10;

QStringList thumbprintLines(const QByteArray &thumbprint)
{
    const QStringList groups = groupedHex(thumbprint).split(u' ', Qt::SkipEmptyParts);
    if (groups.size() <= 8)
        return { groups.join(u' ') };
    return { groups.mid(0, 4).join(u' ') + u" …"_s, groups.mid(groups.size() - 4).join(u' ') };
}

struct Look {
    Tone tone;
    QString icon;
};

Look lookOf(handover::Partner::Trust trust)
{
    using Trust = handover::Partner::Trust;
    switch (trust) {
    case Trust::Confirmed: return { Tone::Ok, u"shield"_s };
    case Trust::KeyChanged: return { Tone::Err, u"shieldoff"_s };
    case Trust::Blocked: return { Tone::Err, u"stop"_s };
    case Trust::Unconfirmed: break;
    }
    return { Tone::Warn, u"shield"_s };
}

} // namespace

PartnerCard::PartnerCard(const handover::Partner &partner, QWidget *parent) : QRadioButton(parent), m_partner(partner)
{
    setAccessibleName(tr("Partner %1").arg(plain(partner.name)));
    setAccessibleDescription(tr("Client %1. Fingerprint %2. %3").arg(plain(partner.clientId), groupedHex(partner.thumbprint()), trustWords(partner)));
    setObjectName(accessibleName());
    setToolTip(trustWords(partner).toHtmlEscaped());
    const auto trust = partner.trust;
    setEnabled(trust != handover::Partner::Trust::KeyChanged && trust != handover::Partner::Trust::Blocked && !partner.key.isNull());
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, &QWidget::updateGeometry);
}

QString PartnerCard::trustWords(const handover::Partner &partner, bool day)
{
    using Trust = handover::Partner::Trust;
    switch (partner.trust) {
    case Trust::Confirmed: {
        const QString when = day && partner.confirmedAt.isValid() ? QLocale::c().toString(partner.confirmedAt.toLocalTime().date(), u"d MMM yyyy"_s) : QString();
        const QString how = plain(partner.confirmedHow);
        if (how.isEmpty())
            return when.isEmpty() ? tr("Confirmed") : tr("Confirmed %1").arg(when);
        return when.isEmpty() ? tr("Confirmed %1").arg(how) : tr("Confirmed %1, %2").arg(how, when);
    }
    case Trust::KeyChanged: return tr("Key changed: stopped");
    case Trust::Blocked: return tr("Blocked");
    case Trust::Unconfirmed: break;
    }
    return tr("Not confirmed yet");
}

QSize PartnerCard::sizeHint() const
{
    const Theme &theme = Theme::of();
    const int mono = QFontMetrics(theme.font("mono")).height();
    const int height = 2 * top + QFontMetrics(theme.font("strong")).height() + 3 * mono + 6 + QFontMetrics(theme.font("caption")).height() + 10;
    return { left + QFontMetrics(theme.font("mono")).horizontalAdvance(u"4F2A 91C7 0BD3 88E6 …"_s) + 60, height };
}

QSize PartnerCard::minimumSizeHint() const
{
    return { left + QFontMetrics(Theme::of().font("mono")).horizontalAdvance(u"4F2A 91C7 0BD3 88E6 …"_s) + 14, sizeHint().height() };
}

void PartnerCard::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(QPen(isChecked() ? c.accent : underMouse() && isEnabled() ? c.control : c.border, isChecked() ? 2 : 1));
    painter.setBrush(isEnabled() ? c.surface : c.muted);
    painter.drawRoundedRect(frame, 8, 8);

    const QRectF dot(13, top + 1.5, 15, 15);
    painter.setPen(QPen(isChecked() ? c.fill : isEnabled() ? c.control : c.border, 1.3));
    painter.setBrush(isChecked() ? c.fill : isEnabled() ? c.surface : c.muted);
    painter.drawEllipse(dot);
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(c.onFill);
        painter.drawEllipse(dot.center(), 3, 3);
    }

    int y = top;
    const int room = width() - left - 10;
    const auto line = [&](const char *role, const QString &text, const QColor &ink, bool elide) {
        const QFont font = theme.font(role);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(QRect(left, y, room + 8, metrics.height()), Qt::AlignVCenter | Qt::AlignLeft,
            elide ? metrics.elidedText(text, Qt::ElideRight, room) : text);
        y += metrics.height();
    };
    line("strong", plain(m_partner.name), isEnabled() ? c.text : c.text3, true);
    line("mono", plain(m_partner.clientId), c.text2, false);
    y += 6;
    const QStringList thumbprint = thumbprintLines(m_partner.thumbprint());
    for (const QString &part : thumbprint)
        line("mono", part, c.text2, false);
    paintTrust(painter, QRect(left, y + 4, room, height() - y - 4 - top));
}

void PartnerCard::paintTrust(QPainter &painter, const QRect &box) const
{
    const QFont font = Theme::of().font("caption");
    const QFontMetrics metrics(font);
    const Look look = lookOf(m_partner.trust);
    // Where the day does not fit, it is in the tool tip.
    const int room = box.width() - 34;
    QString words = trustWords(m_partner);
    if (metrics.horizontalAdvance(words) > room)
        words = metrics.elidedText(trustWords(m_partner, false), Qt::ElideRight, room);
    const QRectF chip(box.left(), box.top(), metrics.horizontalAdvance(words) + 33, metrics.height() + 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneSoft(look.tone));
    painter.drawRoundedRect(chip, 4, 4);
    Theme::of().paintIcon(&painter, look.icon, QRectF(chip.left() + 7, chip.center().y() - 6.5, 13, 13), toneColor(look.tone));
    painter.setFont(font);
    painter.setPen(toneColor(look.tone));
    painter.drawText(chip.adjusted(25, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
}

} // namespace baton::ui

#include "ui/people/partnerrow.h"

#include "app/base/text.h"
#include "ui/common/theme.h"
#include "ui/people/thumbprint.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

namespace {

struct Look {
    QString icon;
    QColor Colors::*token;
    Tone tone;
    QString words;
};

Look lookOf(const Partner &partner)
{
    switch (partner.trust) {
    case Partner::Trust::Confirmed:
        return { u"shield"_s, &Colors::ok, Tone::Ok,
                 partner.confirmedHow.isEmpty() ? PartnerRow::tr("Confirmed") : PartnerRow::tr("Confirmed %1").arg(plain(partner.confirmedHow.section(u", "_s, 0, 0))) };
    case Partner::Trust::KeyChanged:
        return { u"stop"_s, &Colors::err, Tone::Err, PartnerRow::tr("Key changed") };
    case Partner::Trust::Blocked:
        return { u"xcircle"_s, &Colors::err, Tone::Err, PartnerRow::tr("Blocked") };
    case Partner::Trust::Unconfirmed:
        break;
    }
    return { u"shieldoff"_s, &Colors::warn, Tone::Warn, PartnerRow::tr("Not confirmed yet") };
}

} // namespace

PartnerRow::PartnerRow(const Partner &partner, const QString &namesakeId, QWidget *parent)
    : RoleWidget(QAccessible::ListItem, tr("Partner %1").arg(plain(partner.name)), parent)
    , m_clientId(partner.clientId)
    , m_trust(partner.trust)
{
    const Look look = lookOf(partner);
    setObjectName(accessibleName());
    setAccessibleDescription(u"%1, %2"_s.arg(look.words, groupedHex(partner.thumbprint())));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 11, 14, 11);
    row->setSpacing(11);
    row->addWidget(new IconLabel(look.icon, look.token, 18, this), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    row->addLayout(words, 1);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(makeText(plain(partner.name), "strong", this), 1);
    addTrust(head, partner);
    words->addLayout(head);
    words->addWidget(makeLabel(plain(partner.clientId), "mono", this));

    if (partner.trust == Partner::Trust::KeyChanged) {
        const QString arrived = partner.otherAt.isValid() ? tr("Another key arrived %1 under this name.").arg(shortTime(partner.otherAt)) : tr("Another key arrived under this name.");
        words->addWidget(makeText(tr("%1 Nothing is sealed to it or accepted from it until you decide.").arg(arrived), "body", this));
    } else {
        if (partner.trust == Partner::Trust::Confirmed && partner.confirmedAt.isValid()) {
            const QString rest = partner.confirmedHow.section(u", "_s, 1);
            words->addWidget(makeText(rest.isEmpty() ? shortTime(partner.confirmedAt) : u"%1, %2"_s.arg(shortTime(partner.confirmedAt), plain(rest)), "caption", this));
        }
        if (partner.trust == Partner::Trust::Unconfirmed && partner.importedAt.isValid())
            words->addWidget(makeText(tr("Imported %1, %2").arg(shortTime(partner.importedAt), plain(partner.importedHow)), "caption", this));
        if (!partner.keyAddress.isEmpty())
            words->addLayout(addressLine(partner));
    }
    if (!namesakeId.isEmpty()) {
        const QString mark = tr("You know this name with another key, as client %1. Whether this is them too is not known.").arg(plain(namesakeId));
        auto *line = new QHBoxLayout;
        line->setSpacing(6);
        line->addWidget(new IconLabel(u"warn"_s, &Colors::warn, 14, this), 0, Qt::AlignTop);
        QLabel *text = makeText(mark, "caption", this);
        setTone(text, Tone::Warn);
        line->addWidget(text, 1);
        words->addLayout(line);
        setAccessibleDescription(u"%1, %2"_s.arg(accessibleDescription(), mark));
    }
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    auto *thumbprint = makeText(thumbprintLines(partner.thumbprint()), "mono", this);
    if (partner.trust == Partner::Trust::Confirmed)
        foot->addWidget(thumbprint, 1);
    else
        words->addWidget(thumbprint);
    thumbprint->setVisible(partner.trust != Partner::Trust::KeyChanged);
    if (partner.trust == Partner::Trust::KeyChanged) {
        words->setSpacing(4);
        auto *look2 = makeButton(tr("Look at both keys…"), u"compare"_s, tr("Look at both keys of %1").arg(plain(partner.name)), "small", this);
        connect(look2, &QPushButton::clicked, this, &PartnerRow::lookAtKeys);
        foot->addWidget(look2);
    } else if (partner.trust == Partner::Trust::Unconfirmed || partner.trust == Partner::Trust::Blocked) {
        auto *compare = makeButton(partner.trust == Partner::Trust::Blocked ? tr("Compare again…") : tr("Compare words…"), u"phone"_s, tr("Compare words with %1").arg(plain(partner.name)), "small", this);
        connect(compare, &QPushButton::clicked, this, &PartnerRow::compareWords);
        foot->addWidget(compare);
    }
    if (partner.trust != Partner::Trust::Confirmed)
        foot->addStretch(1);
    if (partner.trust == Partner::Trust::Confirmed || partner.trust == Partner::Trust::Unconfirmed) {
        auto *recipes = makeIconButton(u"note"_s, tr("Recipes for %1").arg(plain(partner.name)), this);
        recipes->setToolTip(tr("Works without Baton: how to open a package and exchange"));
        connect(recipes, &QToolButton::clicked, this, &PartnerRow::recipesWanted);
        foot->addWidget(recipes, 0, Qt::AlignBottom);
    }
    auto *remove = makeIconButton(u"trash"_s, tr("Remove %1").arg(plain(partner.name)), this);
    connect(remove, &QToolButton::clicked, this, &PartnerRow::removePartner);
    foot->addWidget(remove, 0, Qt::AlignBottom);
    words->addLayout(foot);
}

void PartnerRow::takeKeyboard()
{
    for (QAbstractButton *one : findChildren<QAbstractButton *>()) {
        if (one->isVisible() && one->isEnabled())
            return one->setFocus(Qt::OtherFocusReason);
    }
}

void PartnerRow::addTrust(QHBoxLayout *head, const Partner &partner)
{
    const Look look = lookOf(partner);
    auto *chip = new Chip(this);
    chip->set(look.words, look.tone, look.icon);
    chip->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    head->addWidget(chip, 0, Qt::AlignTop);
}

QHBoxLayout *PartnerRow::addressLine(const Partner &partner)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(new IconLabel(u"globe"_s, &Colors::text3, 14, this));
    line->addWidget(makeText(partner.keyAddress.toString(QUrl::FullyEncoded), "mono", this), 1);
    auto *again = makeIconButton(u"refresh"_s, tr("Look again at the keys of %1").arg(plain(partner.name)), this);
    connect(again, &QToolButton::clicked, this, &PartnerRow::lookAgain);
    line->addWidget(again);
    return line;
}

void PartnerRow::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    if (m_trust == Partner::Trust::KeyChanged) {
        painter.fillRect(rect(), c.errSoft);
        painter.fillRect(QRect(layoutDirection() == Qt::RightToLeft ? width() - 3 : 0, 0, 3, height()), c.err);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
}

} // namespace baton::ui

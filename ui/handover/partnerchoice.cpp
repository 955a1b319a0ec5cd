#include "ui/handover/partnerchoice.h"

#include "ui/common/widgets.h"
#include "ui/handover/partnercard.h"

#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QGridLayout>

#include <algorithm>

namespace baton::ui {

PartnerChoice::PartnerChoice(handover::Partners &partners, QWidget *parent)
    : QWidget(parent), m_partners(partners), m_group(new QButtonGroup(this)), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    m_empty = makeText(tr("No partner yet. Add one by the card they send you, or protect the package with a passphrase."), "text2");
    m_grid->addWidget(m_empty, 0, 0, 1, 2);
    connect(&partners, &handover::Partners::changed, this, &PartnerChoice::rebuild);
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool on) {
        if (!on)
            return;
        m_clientId = static_cast<PartnerCard *>(button)->partner().clientId;
        Q_EMIT changed();
    });
}

void PartnerChoice::showPartners(const QString &environmentId, const QString &without)
{
    m_environmentId = environmentId;
    m_without = without;
    rebuild();
}

std::optional<handover::Partner> PartnerChoice::chosen() const
{
    for (const PartnerCard *card : m_cards) {
        if (card->isChecked() && card->isEnabled())
            return card->partner();
    }
    return {};
}

void PartnerChoice::rebuild()
{
    qDeleteAll(m_cards);
    m_cards.clear();
    QList<handover::Partner> partners = m_partners.partners(m_environmentId);
    partners.removeIf([this](const handover::Partner &p) { return p.clientId == m_without; });
    for (const handover::Partner &partner : std::as_const(partners)) {
        auto *card = new PartnerCard(partner, this);
        m_group->addButton(card);
        m_cards << card;
    }
    place();
    m_empty->setVisible(m_cards.isEmpty());
    // The one chosen before, else the first that may be used at once.
    const auto first = [this](auto &&fits) {
        const auto it = std::find_if(m_cards.cbegin(), m_cards.cend(), fits);
        return it == m_cards.cend() ? nullptr : *it;
    };
    PartnerCard *card = first([this](PartnerCard *c) { return c->isEnabled() && c->partner().clientId == m_clientId; });
    if (!card)
        card = first([](PartnerCard *c) { return c->isEnabled() && c->partner().trust == handover::Partner::Trust::Confirmed; });
    if (card)
        card->setChecked(true);
    Q_EMIT changed();
}

void PartnerChoice::place()
{
    for (int column = 0; column < qMax(m_columns, m_grid->columnCount()); ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    for (int i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards.at(i), i / m_columns, i % m_columns);
}

void PartnerChoice::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (m_cards.isEmpty())
        return;
    const int room = m_cards.first()->sizeHint().width() + m_grid->horizontalSpacing();
    const int columns = qMax(2, qMin(int(m_cards.size()), (width() + m_grid->horizontalSpacing()) / room));
    if (columns != std::exchange(m_columns, columns))
        place();
}

} // namespace baton::ui

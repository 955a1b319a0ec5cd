#include "ui/handover/partnerchoice.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"
#include "ui/handover/partnercard.h"

#include <QtCore/QTimer>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace baton::ui {

namespace {

constexpr int rowsInSight = 2;

} // namespace

PartnerChoice::PartnerChoice(handover::Partners &partners, QWidget *parent)
    : QWidget(parent), m_partners(partners), m_group(new QButtonGroup(this)), m_scroll(new QScrollArea(this)), m_inside(new QWidget),
      m_grid(new QGridLayout(m_inside))
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_scroll);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus); // else it takes the keyboard without a name
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(m_inside);
    m_inside->setAutoFillBackground(false); // the page shows between the cards
    m_scroll->viewport()->setAutoFillBackground(false);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(12);
    m_grid->setColumnStretch(0, 1);
    m_grid->setColumnStretch(1, 1);
    m_empty = makeText(tr("No partner yet. Add one by the card they send you, or protect the package with a passphrase."), "text2");
    outer->addWidget(m_empty);
    connect(&partners, &handover::Partners::changed, this, &PartnerChoice::rebuild);
    connect(&Theme::of(), &Theme::changed, this, [this] { QTimer::singleShot(0, this, &PartnerChoice::fit); });
    connect(m_group, &QButtonGroup::buttonToggled, this, [this](QAbstractButton *button, bool on) {
        if (!on)
            return;
        m_clientId = static_cast<PartnerCard *>(button)->partner().clientId;
        m_name = static_cast<PartnerCard *>(button)->partner().name;
        m_scroll->ensureWidgetVisible(button, 0, 0); // an arrow key may have gone to one out of sight
        Q_EMIT changed();
    });
}

void PartnerChoice::showPartners(const QString &environmentId, const QString &without)
{
    // Elsewhere other partners are there; nobody was chosen among them yet.
    if (std::exchange(m_environmentId, environmentId) != environmentId)
        m_clientId.clear();
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

PartnerCard *PartnerChoice::cardOf(const QString &clientId) const
{
    const auto it = std::find_if(m_cards.cbegin(), m_cards.cend(), [&clientId](const PartnerCard *one) { return one->partner().clientId == clientId; });
    return it == m_cards.cend() ? nullptr : *it;
}

QString PartnerChoice::lost() const
{
    if (m_clientId.isEmpty() || m_clientId == m_without || chosen()) // nobody hands over to itself
        return {};
    const PartnerCard *card = cardOf(m_clientId);
    if (!card)
        return tr("%1 is not among the partners any more. Choose another one.").arg(plain(m_name));
    return lostByChangedKey() ? tr("The key of %1 changed, so nothing is sealed to it. Look at both keys, or choose another partner.").arg(plain(m_name))
                              : tr("%1 is blocked. Choose another partner.").arg(plain(m_name));
}

bool PartnerChoice::lostByChangedKey() const
{
    const PartnerCard *card = m_clientId.isEmpty() || chosen() ? nullptr : cardOf(m_clientId);
    return card && card->partner().trust == handover::Partner::Trust::KeyChanged;
}

void PartnerChoice::rebuild()
{
    qDeleteAll(m_cards);
    m_cards.clear();
    QList<handover::Partner> partners = m_partners.partners(m_environmentId);
    partners.removeIf([this](const handover::Partner &p) { return p.clientId == m_without; });
    const auto usable = [](const handover::Partner &partner) { return partner.trust == handover::Partner::Trust::Confirmed ? 0 : partner.trust == handover::Partner::Trust::Unconfirmed ? 1 : 2; };
    std::stable_sort(partners.begin(), partners.end(), [&usable](const handover::Partner &a, const handover::Partner &b) { return usable(a) < usable(b); });
    for (const handover::Partner &partner : std::as_const(partners)) {
        auto *card = new PartnerCard(partner, m_inside);
        m_group->addButton(card);
        m_cards << card;
    }
    place();
    m_empty->setVisible(m_cards.isEmpty());
    // The one chosen before. Only while nobody was chosen yet, the first that may be used at once: a recipient is never changed unasked.
    const auto first = std::find_if(m_cards.cbegin(), m_cards.cend(),
        [](const PartnerCard *one) { return one->isEnabled() && one->partner().trust == handover::Partner::Trust::Confirmed; });
    PartnerCard *card = m_clientId.isEmpty() ? (first == m_cards.cend() ? nullptr : *first) : cardOf(m_clientId);
    if (card && card->isEnabled())
        card->setChecked(true);
    Q_EMIT changed();
}

void PartnerChoice::place()
{
    for (int column = 0; column < qMax(m_columns, m_grid->columnCount()); ++column)
        m_grid->setColumnStretch(column, column < m_columns ? 1 : 0);
    for (int i = 0; i < m_cards.size(); ++i)
        m_grid->addWidget(m_cards.at(i), i / m_columns, i % m_columns);
    fit();
}

void PartnerChoice::fit()
{
    m_scroll->setVisible(!m_cards.isEmpty());
    if (m_cards.isEmpty())
        return;
    const int gap = m_grid->verticalSpacing(), card = m_cards.first()->sizeHint().height();
    const int rows = (int(m_cards.size()) + m_columns - 1) / m_columns;
    const bool scrolls = rows > rowsInSight;
    m_inside->setMinimumHeight(rows * card + (rows - 1) * gap); // else they are pressed together before they are shown
    // The next row looks in, so that one sees that there is more.
    m_scroll->setFixedHeight(scrolls ? rowsInSight * (card + gap) + card / 4 : rows * card + (rows - 1) * gap);
    m_grid->setContentsMargins(0, 0, scrolls ? 6 : 0, 0);
    m_scroll->setMinimumWidth(2 * m_cards.first()->minimumSizeHint().width() + m_grid->horizontalSpacing() + (scrolls ? 6 + m_scroll->verticalScrollBar()->sizeHint().width() : 0));
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

#include "ui/people/partnerlist.h"

#include "app/base/text.h"
#include "ui/common/flowscroll.h"
#include "ui/common/widgets.h"
#include "ui/people/partnerrow.h"
#include "ui/people/thumbprint.h"

#include <QtCore/QTimer>
#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

#include <algorithm>

namespace baton::ui {

using namespace Qt::StringLiterals;
using handover::Partner;

PartnerList::PartnerList(QWidget *parent) : QWidget(parent)
{
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_list = new RoleWidget(QAccessible::List, tr("Partners"));
    m_list->setObjectName(tr("Partners"));
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_scroll = new FlowScroll(m_list, this);
    outer->addWidget(m_scroll);
}

void PartnerList::setPartners(const QList<Partner> &partners, const QString &whenEmpty)
{
    m_partners = partners;
    m_whenEmpty = whenEmpty;
    const auto urgency = [](Partner::Trust trust) {
        switch (trust) {
        case Partner::Trust::KeyChanged: return 0;
        case Partner::Trust::Unconfirmed: return 1;
        case Partner::Trust::Confirmed: return 2;
        case Partner::Trust::Blocked: break;
        }
        return 3;
    };
    std::stable_sort(m_partners.begin(), m_partners.end(), [&](const Partner &a, const Partner &b) {
        const int ua = urgency(a.trust), ub = urgency(b.trust);
        return ua != ub ? ua < ub : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    rebuild();
}

void PartnerList::setFilter(const QString &filter)
{
    m_filter = filter.trimmed();
    rebuild();
}

// It may have gone to another place in the list: those that need a decision come first.
void PartnerList::show(const Partner &partner)
{
    for (int i = 0; i < m_rows->count(); ++i) {
        auto *row = qobject_cast<PartnerRow *>(m_rows->itemAt(i)->widget());
        if (!row || row->clientId() != partner.clientId)
            continue;
        // Rows made anew are shown and placed in the next turn.
        QTimer::singleShot(0, row, [this, row] {
            m_scroll->ensureWidgetVisible(row, 0, 0);
            row->takeKeyboard();
        });
        return;
    }
}

QSize PartnerList::minimumSizeHint() const
{
    // Rows scroll down only; what a row needs in width has to be there.
    return { m_list->minimumSizeHint().width() + 16, 260 };
}

void PartnerList::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
    int shown = 0;
    for (const Partner &partner : std::as_const(m_partners)) {
        const QString all = partner.name + u' ' + partner.clientId + u' ' + groupedHex(partner.thumbprint());
        if (!m_filter.isEmpty() && !all.contains(m_filter, Qt::CaseInsensitive))
            continue;
        m_rows->addWidget(makeRow(partner));
        ++shown;
    }
    if (!shown) {
        auto *empty = makeText(m_filter.isEmpty() ? m_whenEmpty : tr("No partner matches “%1”.").arg(plain(m_filter)), "text2", m_list);
        empty->setContentsMargins(14, 14, 14, 14);
        m_rows->addWidget(empty);
    }
    m_rows->addStretch(1);
    updateGeometry();
}

QWidget *PartnerList::makeRow(const Partner &partner)
{
    // Once somebody compared the words it is a partner in its own right.
    const auto namesake = partner.trust == Partner::Trust::Unconfirmed ? handover::namesakeOf(partner, m_partners) : std::nullopt;
    auto *row = new PartnerRow(partner, namesake ? namesake->clientId : QString(), m_list);
    connect(row, &PartnerRow::compareWords, this, [this, partner] { Q_EMIT compareWords(partner); });
    connect(row, &PartnerRow::lookAtKeys, this, [this, partner] { Q_EMIT lookAtKeys(partner); });
    connect(row, &PartnerRow::lookAgain, this, [this, partner] { Q_EMIT lookAgain(partner); });
    connect(row, &PartnerRow::recipesWanted, this, [this, partner] { Q_EMIT recipesWanted(partner); });
    connect(row, &PartnerRow::removePartner, this, [this, partner] { Q_EMIT removePartner(partner); });
    return row;
}

} // namespace baton::ui

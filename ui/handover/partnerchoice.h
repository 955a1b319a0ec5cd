#pragma once

#include "app/handover/partners.h"

#include <QtWidgets/QWidget>

#include <optional>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QScrollArea;

namespace baton::ui {

class PartnerCard;

/// The partners of an environment as cards, at least two in a row, those that may be used first. Of many, two rows are in sight
/// and the rest is scrolled to, so that what is shared and the warning stay in sight below.
class PartnerChoice : public QWidget {
    Q_OBJECT
public:
    explicit PartnerChoice(handover::Partners &partners, QWidget *parent = nullptr);
    /// without: our own client that gives; nobody hands over to itself.
    void showPartners(const QString &environmentId, const QString &without);
    std::optional<handover::Partner> chosen() const;
    /// Who was chosen and can't be any more: the key changed, they were blocked or removed. Nobody else is taken in their place.
    QString lost() const;
    bool lostByChangedKey() const;
    bool isEmpty() const { return m_cards.isEmpty(); }

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    PartnerCard *cardOf(const QString &clientId) const;
    void place();
    void fit();

    handover::Partners &m_partners;
    QString m_environmentId, m_without, m_clientId, m_name; ///< m_clientId and m_name: of the one chosen last
    QList<PartnerCard *> m_cards;
    QButtonGroup *m_group;
    QScrollArea *m_scroll;
    QWidget *m_inside;
    QGridLayout *m_grid;
    QLabel *m_empty;
    int m_columns = 2;
};

} // namespace baton::ui

#pragma once

#include "app/handover/partners.h"

#include <QtWidgets/QWidget>

#include <optional>

class QButtonGroup;
class QGridLayout;
class QLabel;

namespace baton::ui {

class PartnerCard;

/// The partners of an environment as cards, at least two in a row.
class PartnerChoice : public QWidget {
    Q_OBJECT
public:
    explicit PartnerChoice(handover::Partners &partners, QWidget *parent = nullptr);
    /// without: our own client that gives; nobody hands over to itself.
    void showPartners(const QString &environmentId, const QString &without);
    std::optional<handover::Partner> chosen() const;
    bool isEmpty() const { return m_cards.isEmpty(); }

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void place();

    handover::Partners &m_partners;
    QString m_environmentId, m_without, m_clientId;
    QList<PartnerCard *> m_cards;
    QButtonGroup *m_group;
    QGridLayout *m_grid;
    QLabel *m_empty;
    int m_columns = 2;
};

} // namespace baton::ui

#pragma once

#include "app/handover/partners.h"

#include <QtWidgets/QRadioButton>

namespace baton::ui {

/// A partner to choose: a real radio button that paints name, client ID, thumbprint and how far it is confirmed.
class PartnerCard : public QRadioButton {
    Q_OBJECT
public:
    explicit PartnerCard(const handover::Partner &partner, QWidget *parent = nullptr);
    const handover::Partner &partner() const { return m_partner; }
    static QString trustWords(const handover::Partner &partner, bool day = true);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    bool hitButton(const QPoint &pos) const override { return rect().contains(pos); }

private:
    void paintTrust(QPainter &painter, const QRect &box) const;

    handover::Partner m_partner;
};

} // namespace baton::ui

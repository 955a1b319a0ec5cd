#pragma once

#include "app/handover/partners.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// One partner: name, trust, client ID, thumbprint, and the one thing to do about it.
class PartnerRow : public RoleWidget {
    Q_OBJECT
public:
    PartnerRow(const handover::Partner &partner, const QString &namesakeId, QWidget *parent);
    const QString &clientId() const { return m_clientId; }
    void takeKeyboard(); ///< to its first button

Q_SIGNALS:
    void compareWords();
    void lookAtKeys();
    void lookAgain();
    void recipesWanted();
    void removePartner();

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QHBoxLayout *addressLine(const handover::Partner &partner);
    void addTrust(QHBoxLayout *head, const handover::Partner &partner);

    QString m_clientId;
    handover::Partner::Trust m_trust;
};

} // namespace baton::ui

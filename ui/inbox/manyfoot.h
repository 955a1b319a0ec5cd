#pragma once

#include "app/clients/clientprofile.h"
#include "app/handover/inbox.h"

#include <QtWidgets/QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;

namespace baton::ui {

class ClientCombo;

/// As which client and for which scopes the chosen researchers' id_tokens are exchanged.
class ManyFoot : public QWidget {
    Q_OBJECT
public:
    explicit ManyFoot(QWidget *parent = nullptr);
    /// clients: ours that receive. `another`: a package that was not shown before.
    void setPackage(const QList<handover::Delivery> &deliveries, const QList<clients::ClientProfile> &clients, bool another);
    void setChosen(int count);
    QString clientId() const;
    QString clientName() const;
    QStringList scopes() const; ///< empty = all the researcher allowed
    QString problem() const;    ///< why nothing can be exchanged; empty when it can
    QString whyNotProbe() const;

Q_SIGNALS:
    void exchangeRequested();
    void manageClients();
    void changed();

private:
    void refresh();

    QList<clients::ClientProfile> m_clients;
    QString m_sender;
    QString m_stopped; ///< why nothing of this sender may be used now (S30)
    bool m_unconfirmed = false;
    int m_chosen = 0;
    ClientCombo *m_client;
    QComboBox *m_scopes;
    QCheckBox *m_sure;
    QLabel *m_reason;
    QPushButton *m_exchange, *m_manage;
};

} // namespace baton::ui

#pragma once

#include "app/clients/clientprofile.h"
#include "app/handover/inbox.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QRadioButton>

class QCheckBox;

namespace baton::ui {

class ClientCombo;
class NoteBox;

/// What a package can be exchanged for: as which client, with which scopes, and what the result is shown as.
class ExchangePanel : public QWidget {
    Q_OBJECT
public:
    explicit ExchangePanel(QWidget *parent = nullptr);

    /// clients: ours that receive.
    void setDelivery(const handover::Delivery &delivery, const QList<clients::ClientProfile> &clients);
    QString clientId() const;
    QStringList scopes() const; ///< empty = all the researcher allowed
    /// Why Exchange is disabled; empty when it is not.
    QString problem() const;
    /// Why nothing may be asked with the id_token, whatever the scopes; empty when it may (S30, S35).
    QString whyNotProbe() const;
    /// In words, why an exchange would give nothing; empty when it may give something. A probe may still be made.
    void setGivesNothing(const QString &words);
    /// An exchange gives a token that only deletes: the button says so.
    void setDeleteOnly(bool on);
    void setBusy(bool busy);
    void showProblem(const Error &error);
    void clearProblem();

Q_SIGNALS:
    void changed(); ///< what was chosen, or whether it may be exchanged
    void exchangeRequested();
    void manageClients();
    void showExchange(qint64 traceId);

private:
    void buildScopes(QVBoxLayout *column);
    void buildFoot(QVBoxLayout *column);
    void rebuildScopes(const QStringList &scopes);
    void refresh();
    void showWhatComes();
    QString clientName() const;

    handover::Delivery m_delivery; ///< without the id_token
    bool m_hasToken = false;
    QString m_givesNothing;
    bool m_deleteOnly = false;
    QList<clients::ClientProfile> m_clients;
    bool m_busy = false;
    qint64 m_traceId = 0;
    ClientCombo *m_client;
    QRadioButton *m_all, *m_only;
    QVBoxLayout *m_scopeColumn;
    QList<QCheckBox *> m_boxes;
    QCheckBox *m_sure;
    NoteBox *m_problem, *m_preview;
    Capsule *m_capsule;
    QLabel *m_reason;
    QPushButton *m_exchange, *m_manage;
    Spinner *m_spinner;
};

} // namespace baton::ui

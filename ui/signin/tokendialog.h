#pragma once

#include "app/clients/clientprofile.h"
#include "app/exchange/exchanger.h"
#include "app/signin/tokens.h"
#include "ui/common/flowdialog.h"
#include "ui/common/widgets.h"

class QLineEdit;

namespace baton::ui {

class ClientCombo;
class NoteBox;

/// An id_token without a browser: the original client exchanges an access token it already has (orcid.md 4.1).
class TokenDialog : public FlowDialog {
    Q_OBJECT
public:
    TokenDialog(exchange::Exchanger &exchanger, const Clock &clock, const orcid::Environment &environment,
        const QList<clients::ClientProfile> &clients, const QString &current, QWidget *parent = nullptr);

Q_SIGNALS:
    void received(const baton::signin::Tokens &tokens);
    void failed(const baton::Error &error);
    void showExchange(qint64 traceId);

private:
    void submit();
    void settle(const clients::ClientProfile &client, const Result<exchange::Exchanger::IdToken> &answer);
    void setBusy(bool busy);

    exchange::Exchanger &m_exchanger;
    const Clock &m_clock;
    orcid::Environment m_environment;
    QList<clients::ClientProfile> m_clients;
    ClientCombo *m_client;
    QLineEdit *m_token;
    NoteBox *m_problem;
    Spinner *m_spinner;
    QPushButton *m_get;
    qint64 m_traceId = 0;
};

} // namespace baton::ui

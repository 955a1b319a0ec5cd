#include "ui/signin/tokendialog.h"

#include "ui/common/clientcombo.h"
#include "ui/common/notebox.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

TokenDialog::TokenDialog(exchange::Exchanger &exchanger, const Clock &clock, const orcid::Environment &environment,
    const QList<clients::ClientProfile> &clients, const QString &current, QWidget *parent)
    : FlowDialog(parent), m_exchanger(exchanger), m_clock(clock), m_environment(environment), m_clients(clients)
{
    setWindowTitle(tr("Use an existing access token"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(520);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(10);
    column->addWidget(makeText(tr("Use an existing access token"), "name"));
    column->addWidget(makeText(
        tr("If your client still has an access token of the researcher, %1 makes a new id_token from it. No browser is needed; "
           "no nonce ties it to this moment.")
            .arg(environment.name),
        "text2"));
    m_client = new ClientCombo(tr("Client"), &Colors::accent, false, this);
    QList<ClientCombo::Entry> entries;
    for (const clients::ClientProfile &client : clients)
        entries << ClientCombo::Entry { client.name, client.clientId };
    m_client->setEntries(entries);
    m_client->select(current);
    column->addWidget(m_client->namingLabel());
    column->addWidget(m_client);
    QLabel *label = makeLabel(tr("Access token"), "strong");
    m_token = new QLineEdit;
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setAccessibleName(tr("Access token"));
    m_token->setMaxLength(4096);
    label->setBuddy(m_token);
    column->addWidget(label);
    column->addWidget(m_token);
    column->addWidget(makeText(tr("Baton uses it once and does not keep it."), "caption"));
    m_problem = new NoteBox;
    m_problem->hide();
    column->addWidget(m_problem);
    column->addStretch();
    auto *row = new QHBoxLayout;
    m_spinner = new Spinner;
    m_spinner->hide();
    auto *cancel = makeButton(tr("Cancel"), {}, tr("Cancel"));
    m_get = makeButton(tr("Get id_token"), u"idtoken"_s, tr("Get id_token"), "primary");
    m_get->setDefault(true);
    m_get->setEnabled(false);
    row->addStretch();
    row->addWidget(m_spinner);
    row->addWidget(cancel);
    row->addWidget(m_get);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_get, &QPushButton::clicked, this, &TokenDialog::submit);
    connect(m_token, &QLineEdit::textChanged, this, [this] { m_get->setEnabled(!m_token->text().trimmed().isEmpty()); });
    connect(m_problem, &NoteBox::actionTriggered, this, [this] {
        Q_EMIT showExchange(m_traceId);
        reject();
    });
    m_token->setFocus();
}

void TokenDialog::setBusy(bool busy)
{
    m_spinner->setVisible(busy);
    m_client->setEnabled(!busy);
    m_token->setEnabled(!busy);
    m_get->setEnabled(!busy && !m_token->text().trimmed().isEmpty());
}

void TokenDialog::submit()
{
    const Secret token = Secret::fromString(m_token->text().trimmed());
    if (token.isEmpty() || !m_get->isEnabled())
        return;
    const auto client = std::find_if(m_clients.cbegin(), m_clients.cend(),
        [this](const clients::ClientProfile &c) { return c.clientId == m_client->clientId(); });
    if (client == m_clients.cend())
        return;
    m_problem->hide();
    setBusy(true);
    whenDone(m_exchanger.idTokenFrom(m_environment, *client, token), this,
        [this, profile = *client](const Result<exchange::Exchanger::IdToken> &answer) { settle(profile, answer); });
}

void TokenDialog::settle(const clients::ClientProfile &client, const Result<exchange::Exchanger::IdToken> &answer)
{
    setBusy(false);
    if (!answer) {
        const Error &error = answer.error();
        m_traceId = error.traceId;
        m_problem->set(Tone::Err, u"xcircle"_s, error.what, error.next, error.traceId > 0 ? tr("Show HTTP exchange") : QString());
        m_problem->show();
        m_token->selectAll();
        m_token->setFocus();
        Q_EMIT failed(error);
        return;
    }
    signin::Tokens tokens;
    tokens.environment = m_environment;
    tokens.client = client;
    tokens.idToken = answer->idToken;
    tokens.receivedAt = m_clock.now();
    tokens.tokenTraceId = answer->traceId;
    m_token->clear();
    Q_EMIT received(tokens);
    accept();
}

} // namespace baton::ui

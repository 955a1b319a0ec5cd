#include "ui/people/clientdialogs.h"

#include "app/base/text.h"
#include "ui/common/widgets.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

template <typename Field>
Field *addField(FormDialog *dialog, const QString &label, const QString &hint = {})
{
    auto *caption = makeLabel(label, "strong", dialog);
    auto *field = new Field(dialog);
    field->setAccessibleName(label);
    field->setObjectName(label);
    caption->setBuddy(field);
    auto *block = new QVBoxLayout;
    block->setSpacing(4);
    block->addWidget(caption);
    block->addWidget(field);
    if (!hint.isEmpty()) {
        block->addWidget(makeText(hint, "caption", dialog));
        field->setAccessibleDescription(hint);
    }
    dialog->body()->addLayout(block);
    return field;
}

QLineEdit *addSecret(FormDialog *dialog)
{
    auto *field = addField<QLineEdit>(dialog, FormDialog::tr("Client secret"), FormDialog::tr("It goes into the vault and is never shown again."));
    field->setEchoMode(QLineEdit::Password);
    return field;
}

// The line edit's own copy cannot be wiped; emptying it is the best there is.
Secret takeSecret(QLineEdit *field)
{
    QByteArray bytes = field->text().trimmed().toUtf8();
    field->clear();
    return Secret::take(bytes);
}

} // namespace

AddClientDialog::AddClientDialog(clients::ClientStore &store, const orcid::Environment &environment, QWidget *parent)
    : FormDialog(tr("Add a client in %1").arg(environment.name), tr("Copy these from the registry’s developer tools, or from the e-mail that came with the credentials."),
                 tr("Add client"), tr("Add this client"), "primary", parent)
    , m_store(store)
    , m_environmentId(environment.id)
    , m_name(addField<QLineEdit>(this, tr("Name"), tr("As researchers see it on the consent page")))
    , m_id(addField<QLineEdit>(this, tr("Client ID")))
    , m_secret(addSecret(this))
    , m_redirects(addField<QPlainTextEdit>(this, tr("Redirect URIs"), tr("One per line, exactly as registered")))
    , m_gives(new QCheckBox(tr("Gives: offered in Sign in"), this))
    , m_receives(new QCheckBox(tr("Receives: offered in Exchange as"), this))
{
    m_id->setProperty("kind", u"mono"_s);
    m_id->setPlaceholderText(u"APP-"_s);
    m_redirects->setProperty("kind", u"code"_s);
    m_redirects->setTabChangesFocus(true);
    m_redirects->setFixedHeight(QFontMetrics(m_redirects->font()).height() * 3 + 16);
    m_redirects->setPlainText(u"http://127.0.0.1:9761/callback"_s);
    m_gives->setChecked(true);
    m_receives->setChecked(true);
    body()->addWidget(m_gives);
    body()->addWidget(m_receives);
    connect(this, &FormDialog::submitted, this, &AddClientDialog::save);
    m_name->setFocus();
}

void AddClientDialog::save()
{
    clients::ClientProfile profile;
    profile.environmentId = m_environmentId;
    profile.name = plain(m_name->text()).simplified();
    profile.clientId = m_id->text().trimmed();
    const QString secret = m_secret->text();
    profile.secret = takeSecret(m_secret);
    profile.redirectUris = m_redirects->toPlainText().split(QRegularExpression(u"\\s+"_s), Qt::SkipEmptyParts);
    profile.gives = m_gives->isChecked();
    profile.receives = m_receives->isChecked();
    if (const auto known = m_store.find(m_environmentId, profile.clientId); !known.isNull()) {
        m_secret->setText(secret);
        showProblem({ u"client.known"_s, tr("This client is there already, as “%1”.").arg(plain(known.name)), tr("Use Replace secret to change its secret."), 0, 0, {} });
        return;
    }
    if (const auto saved = m_store.save(profile); !saved) {
        m_secret->setText(secret);
        showProblem(saved.error());
        return;
    }
    accept();
    Q_EMIT added(profile.clientId);
}

ReplaceSecretDialog::ReplaceSecretDialog(clients::ClientStore &store, const clients::ClientProfile &client, QWidget *parent)
    : FormDialog(tr("Replace the secret of %1").arg(plain(client.name)), tr("The one kept now is overwritten."), tr("Replace secret"),
                 tr("Replace this secret"), "primary", parent)
    , m_store(store)
    , m_environmentId(client.environmentId)
    , m_clientId(client.clientId)
    , m_secret(addSecret(this))
{
    acceptButton()->setEnabled(false);
    connect(m_secret, &QLineEdit::textChanged, this, [this](const QString &text) { acceptButton()->setEnabled(!text.trimmed().isEmpty()); });
    connect(this, &FormDialog::submitted, this, &ReplaceSecretDialog::save);
    m_secret->setFocus();
}

void ReplaceSecretDialog::save()
{
    clients::ClientProfile profile = m_store.find(m_environmentId, m_clientId);
    profile.secret = takeSecret(m_secret);
    if (const auto saved = m_store.save(profile); !saved) {
        showProblem(saved.error());
        return;
    }
    accept();
}

} // namespace baton::ui

#include "ui/people/clientdetails.h"

#include "app/base/text.h"
#include "app/handover/words.h"
#include "ui/common/fields.h"
#include "ui/common/keyvalues.h"
#include "ui/common/notebox.h"
#include "ui/common/rule.h"
#include "ui/common/widgets.h"
#include "ui/people/thumbprint.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using clients::ClientProfile;

namespace {

void emptyLayout(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

QHBoxLayout *line(std::initializer_list<QWidget *> widgets)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    return row;
}

} // namespace

ClientDetails::ClientDetails(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 14);
    column->setSpacing(10);

    auto *facts = new KeyValues(this, 96);
    m_id = new CopyField(tr("Client ID"), tr("Copy client ID"), this);
    facts->add(tr("Client ID"), m_id);
    m_environment = facts->addText(tr("Environment"), {});
    m_secret = new Chip(this);
    m_replace = makeButton(tr("Replace…"), {}, tr("Replace client secret"), "link", this);
    auto *secret = line({ m_secret });
    secret->addStretch(1);
    secret->addWidget(m_replace);
    facts->add(tr("Client secret"), secret);
    m_delegation = new Chip(this);
    auto *delegation = line({ m_delegation });
    delegation->addStretch(1);
    facts->add(tr("Delegation"), delegation);
    m_redirects = new QVBoxLayout;
    m_redirects->setSpacing(4);
    facts->add(tr("Redirect URIs"), m_redirects);
    column->addLayout(facts);

    m_registered = new NoteBox(this);
    m_registered->set(Tone::Neutral, u"info"_s, tr("Registered at ORCID?"),
                      tr("Baton can’t look it up; a first sign-in shows it. Scheme, host and port must be the same to the letter, the path may go on."),
                      tr("How to register"));
    column->addWidget(m_registered);
    column->addWidget(new Rule(this));

    auto *key = new KeyValues(this, 96);
    auto *ours = new QVBoxLayout;
    ours->setSpacing(2);
    m_words = makeText({}, "strong", this);
    m_words->setAccessibleName(tr("Key in words"));
    m_thumbprint = makeText({}, "mono", this);
    m_thumbprint->setAccessibleName(tr("Key thumbprint"));
    m_made = makeText({}, "caption", this);
    ours->addWidget(m_words);
    ours->addWidget(m_thumbprint);
    m_newKey = makeButton(tr("New key…"), {}, tr("New key"), "link", this);
    auto *made = new QHBoxLayout;
    made->setSpacing(8);
    made->addWidget(m_made, 1);
    made->addWidget(m_newKey);
    ours->addLayout(made);
    key->add(tr("Our key"), ours);
    key->addText(tr("Our card"), tr("Name, client ID, environment, public key; signed"), "caption");
    column->addLayout(key);
    column->addStretch(1);

    m_tried = new Chip(this);
    m_tried->hide();
    m_result = makeText({}, "caption", this);
    m_result->hide();
    column->addWidget(m_result);
    m_try = makeButton(tr("Try ID and secret"), u"pulse"_s, {}, "small", this);
    m_remove = makeButton(tr("Remove client…"), u"trash"_s, tr("Remove client"), "small flat", this);
    auto *foot = line({ m_try, m_tried });
    foot->addStretch(1);
    foot->addWidget(m_remove);
    column->addLayout(foot);

    connect(m_replace, &QPushButton::clicked, this, &ClientDetails::replaceSecret);
    connect(m_newKey, &QPushButton::clicked, this, &ClientDetails::newKey);
    connect(m_try, &QPushButton::clicked, this, &ClientDetails::trySecret);
    connect(m_remove, &QPushButton::clicked, this, &ClientDetails::removeClient);
    connect(m_registered, &NoteBox::actionTriggered, this, &ClientDetails::howToRegister);
}

void ClientDetails::setClient(const ClientProfile &client, const orcid::Environment &environment, vault::Vault::Protection protection)
{
    const QString shown = client.environmentId + u'/' + client.clientId;
    if (shown != std::exchange(m_shown, shown)) {
        m_tried->hide();
        m_result->hide();
    }
    m_id->setText(client.clientId);
    m_environment->setText(u"%1 · %2"_s.arg(environment.name, environment.issuer));
    const bool atOrcid = environment.kind == orcid::Environment::Kind::Sandbox || environment.kind == orcid::Environment::Kind::Production;
    m_registered->setVisible(atOrcid);
    m_try->setEnabled(!client.secret.isEmpty());
    m_try->setToolTip(client.secret.isEmpty() ? tr("There is no secret to try.") : QString());
    showSecret(client, protection);
    showDelegation(client);
    showRedirects(client);
}

void ClientDetails::showSecret(const ClientProfile &client, vault::Vault::Protection protection)
{
    using Protection = vault::Vault::Protection;
    m_secret->setAccessibleName(tr("Client secret"));
    if (client.secret.isEmpty())
        m_secret->set(client.environmentId == "practice"_L1 ? tr("Public client, has none") : tr("Missing"),
                      client.environmentId == "practice"_L1 ? Tone::Neutral : Tone::Warn, u"unlock"_s);
    else if (client.environmentId == "practice"_L1 && !client.note.isEmpty())
        m_secret->set(tr("Told by the practice registry"), Tone::Ok, u"registry"_s);
    else if (protection == Protection::Keychain)
        m_secret->set(tr("In the vault, key in the keychain"), Tone::Ok, u"lock"_s);
    else if (protection == Protection::Passphrase)
        m_secret->set(tr("In the vault, under a passphrase"), Tone::Ok, u"lock"_s);
    else
        m_secret->set(tr("This session only"), Tone::Warn, u"clock"_s);
}

void ClientDetails::showDelegation(const ClientProfile &client)
{
    m_delegation->setAccessibleName(tr("Delegation"));
    switch (client.delegation) {
    case ClientProfile::Delegation::Enabled:
        m_delegation->set(tr("Enabled"), Tone::Ok, u"okcircle"_s);
        break;
    case ClientProfile::Delegation::NotEnabled:
        m_delegation->set(tr("Not enabled"), Tone::Err, u"xcircle"_s);
        break;
    case ClientProfile::Delegation::NotTried:
        m_delegation->set(tr("Not tried"), Tone::Neutral, u"pending"_s);
        break;
    }
}

void ClientDetails::showRedirects(const ClientProfile &client)
{
    emptyLayout(m_redirects);
    int number = 0;
    for (const QString &uri : client.redirectUris) {
        ++number;
        auto *row = new QWidget(this);
        auto *layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(8);
        auto *field = new CopyField(tr("Redirect URI %1").arg(number), tr("Copy redirect URI %1").arg(number), row);
        field->setText(uri);
        layout->addWidget(field, 1);
        if (number == 1) {
            // The state belongs to the one sign-in uses unless another is picked.
            auto *chip = new Chip(row);
            chip->setAccessibleName(tr("Redirect URI state"));
            if (client.redirect == ClientProfile::RedirectState::CameBack)
                chip->set(tr("Came back"), Tone::Ok, u"okcircle"_s);
            else if (client.redirect == ClientProfile::RedirectState::Refused)
                chip->set(tr("Refused"), Tone::Err, u"xcircle"_s);
            else
                chip->set(tr("Not tried"), Tone::Neutral, u"pending"_s);
            chip->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
            layout->addWidget(chip);
        }
        m_redirects->addWidget(row);
    }
    if (!number)
        m_redirects->addWidget(makeText(tr("None: this client only receives."), "caption", this));
}

void ClientDetails::setKey(const std::optional<handover::KeyRing::OwnKey> &key)
{
    m_words->setVisible(key.has_value());
    m_thumbprint->setVisible(key.has_value());
    m_newKey->setVisible(key.has_value());
    if (!key) {
        m_made->setText(tr("The key is in the vault, which is closed."));
        return;
    }
    const QByteArray thumbprint = key->key.thumbprint();
    const QString words = handover::thumbprintWords(thumbprint).join(u" · "_s);
    m_words->setText(words);
    m_words->setAccessibleDescription(words);
    m_thumbprint->setText(thumbprintLines(thumbprint));
    m_thumbprint->setAccessibleDescription(groupedHex(thumbprint));
    m_made->setText(tr("Made %1, private part in the vault").arg(shortTime(key->madeAt)));
}

void ClientDetails::setTrying(bool trying)
{
    m_try->setEnabled(!trying);
    if (!trying)
        return;
    m_result->hide();
    m_tried->set(tr("Asking the registry…"), Tone::Neutral, u"clock"_s);
    m_tried->show();
}

void ClientDetails::setTried(bool accepted, const QString &words)
{
    setTrying(false);
    m_tried->set(accepted ? tr("Accepted") : tr("Not accepted"), accepted ? Tone::Ok : Tone::Err, accepted ? u"okcircle"_s : u"xcircle"_s);
    m_tried->show();
    m_result->setText(plain(words));
    m_result->setVisible(!words.isEmpty());
}

} // namespace baton::ui

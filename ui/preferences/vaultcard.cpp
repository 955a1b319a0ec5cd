#include "ui/preferences/vaultcard.h"

#include "ui/common/daytime.h"
#include "ui/common/rule.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

QHBoxLayout *row(const QString &title, QLabel *caption, std::initializer_list<QPushButton *> buttons)
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(makeText(title));
    words->addWidget(caption);
    auto *layout = new QHBoxLayout;
    layout->setSpacing(8);
    layout->addLayout(words, 1);
    for (QPushButton *button : buttons)
        layout->addWidget(button, 0, Qt::AlignVCenter);
    return layout;
}

} // namespace

VaultCard::VaultCard(Settings &settings, vault::Vault &vault, QWidget *parent) : Card(parent), m_settings(settings), m_vault(vault)
{
    QHBoxLayout *head = addHeader(tr("Vault"));
    head->insertWidget(0, new IconLabel(u"vault"_s, &Colors::text, 16, this));
    m_protection = new Chip(this);
    m_protection->setAccessibleName(tr("Vault protection"));
    head->addWidget(m_protection);
    m_words = makeText({}, "text2", this);
    body()->addWidget(m_words);

    m_passphrase = makeButton(tr("Use a passphrase instead…"), u"key"_s, tr("Use vault passphrase"), "", this);
    m_keychain = makeButton(tr("Keep key in keychain…"), u"key"_s, tr("Keep key in keychain"), "", this);
    m_lock = makeButton(tr("Lock now"), u"lock"_s, tr("Lock now"), "", this);
    m_unlock = makeButton(tr("Unlock…"), u"unlock"_s, tr("Unlock vault"), "", this);
    auto *keeping = new QHBoxLayout;
    keeping->setSpacing(8);
    for (QPushButton *button : { m_passphrase, m_keychain, m_lock, m_unlock })
        keeping->addWidget(button);
    keeping->addStretch(1);
    body()->addLayout(keeping);

    m_backUp = makeButton(tr("Back up…"), u"save"_s, tr("Back up"), "", this);
    auto *restore = makeButton(tr("Restore…"), u"import"_s, tr("Restore backup"), "", this);
    auto *forget = makeButton(tr("Forget…"), u"trash"_s, tr("Forget everything"), "danger", this);
    m_lastBackup = makeText({}, "caption", this);
    body()->addWidget(new Rule(this));
    body()->addLayout(row(tr("Back up and move"), m_lastBackup, { m_backUp, restore }));
    body()->addWidget(new Rule(this));
    body()->addLayout(row(tr("Forget everything on this computer"),
        makeText(tr("Partners keep what they have; nothing at the registry ends."), "caption", this), { forget }));

    connect(m_passphrase, &QPushButton::clicked, this, &VaultCard::passphraseRequested);
    connect(m_keychain, &QPushButton::clicked, this, &VaultCard::keychainRequested);
    connect(m_lock, &QPushButton::clicked, &m_vault, &vault::Vault::lock);
    connect(m_unlock, &QPushButton::clicked, this, &VaultCard::unlockRequested);
    connect(m_backUp, &QPushButton::clicked, this, &VaultCard::backUpRequested);
    connect(restore, &QPushButton::clicked, this, &VaultCard::restoreRequested);
    connect(forget, &QPushButton::clicked, this, &VaultCard::forgetRequested);
    connect(&m_vault, &vault::Vault::stateChanged, this, &VaultCard::refresh);
    connect(&m_vault, &vault::Vault::protectionChanged, this, &VaultCard::refresh);
    connect(&m_settings, &Settings::changed, this, &VaultCard::refresh);
    refresh();
}

void VaultCard::refresh()
{
    using Protection = vault::Vault::Protection;
    const bool open = m_vault.isOpen();
    const Protection protection = open ? m_vault.protection() : Protection::None;
    m_lock->setVisible(open && protection != Protection::Session);
    m_unlock->setVisible(!open);
    m_passphrase->setVisible(open);
    setButtonText(m_passphrase, protection == Protection::Passphrase ? tr("Another passphrase…")
            : protection == Protection::Session                      ? tr("Keep it, with a passphrase…")
                                                                     : tr("Use a passphrase instead…"));
    m_keychain->setVisible(protection == Protection::Passphrase);
    m_backUp->setEnabled(open && protection != Protection::Session);
    const QDateTime last = m_settings.lastBackup();
    m_lastBackup->setText(last.isValid() ? tr("Last backup %1").arg(dayAndTime(last, QDateTime::currentDateTimeUtc())) : tr("No backup yet"));
    if (!open) {
        m_protection->set(tr("Closed"), Tone::Warn, u"lock"_s);
        m_words->setText(tr("Clients, keys and partners are out of reach until the vault is opened."));
    } else if (protection == Protection::Keychain) {
        m_protection->set(tr("Key in the system keychain"), Tone::Ok, u"lock"_s);
        m_words->setText(tr("Client secrets, keys, packages and drafts are on this computer, encrypted. The key that opens them is in the keychain."));
    } else if (protection == Protection::Passphrase) {
        m_protection->set(tr("Key under a passphrase"), Tone::Ok, u"lock"_s);
        m_words->setText(tr("Client secrets, keys, packages and drafts are on this computer, encrypted. Your passphrase opens them; nobody can restore it."));
    } else {
        m_protection->set(tr("This session only"), Tone::Warn, u"clock"_s);
        m_words->setText(tr("Everything is in memory and gone when Baton closes."));
    }
}

} // namespace baton::ui

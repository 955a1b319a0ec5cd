#include "ui/vault/vaultdialog.h"

#include "app/base/text.h"
#include "ui/common/currentstack.h"
#include "ui/common/passphrasefields.h"
#include "ui/common/widgets.h"
#include "ui/vault/vaultcare.h"
#include "ui/vault/vaultpages.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QRadioButton>

using namespace Qt::StringLiterals;

namespace baton::ui {

using vault::Vault;

VaultDialog::VaultDialog(Vault &vault, QWidget *parent)
    : FlowDialog(parent)
    , m_vault(vault)
    , m_pages(new CurrentStack(this))
{
    m_found = makeFound();
    m_missing = makeMissing();
    m_waiting = makeWaiting();
    m_locked = makePassphrase();
    setWindowTitle(tr("Baton"));
    setObjectName(u"vaultDialog"_s);
    setWindowModality(Qt::WindowModal);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);
    for (VaultPage *page : { m_found, m_missing, m_waiting, m_locked })
        m_pages->addWidget(page);
    m_seconds.setInterval(1000);
    connect(&m_seconds, &QTimer::timeout, this, [this] {
        m_waitingWords->setText(tr("Waiting for the keychain, %1 so far. Nothing is lost. Everything without secrets already works.")
                                    .arg(duration(m_since.elapsed() / 1000)));
    });
    connect(&vault, &Vault::stateChanged, this, &VaultDialog::follow);
    setMinimumWidth(560);
}

VaultPage *VaultDialog::makeFound()
{
    auto *page = new VaultPage(u"lock"_s, tr("Baton keeps secrets in your keychain"), this);
    page->addPoint(u"okcircle"_s, &Colors::ok, tr("Client secrets, keys, received id_tokens and drafts stay encrypted on this computer."));
    page->addPoint(u"okcircle"_s, &Colors::ok, tr("Delegated access tokens are only in memory and are gone when Baton closes."));
    page->addPoint(u"info"_s, &Colors::text3, tr("Who can unlock your session can open the keychain too. A passphrase of Baton’s own is the stricter way."));
    page->content()->addStretch(1);
    auto *instead = makeButton(tr("Use a passphrase instead…"), {}, tr("Use a passphrase instead"), "link", page);
    auto *go = makeButton(tr("Continue"), {}, tr("Continue"), "primary", page);
    go->setDefault(true);
    page->setFocusProxy(go);
    connect(instead, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT passphraseWanted();
    });
    connect(go, &QPushButton::clicked, this, [this] {
        m_acknowledged = true;
        hide();
    });
    page->addFooter({ instead }, { go });
    return page;
}

VaultPage *VaultDialog::makeMissing()
{
    auto *page = new VaultPage(u"shieldoff"_s, tr("No keychain on this computer"), this);
    page->setWords(tr("Nothing is ever written unencrypted. Choose how to go on."));
    m_withPassphrase = new QRadioButton(tr("Protect the vault with a passphrase"), page);
    m_withPassphrase->setAccessibleName(tr("Vault with passphrase"));
    m_sessionOnly = new QRadioButton(tr("This session only"), page);
    m_sessionOnly->setAccessibleName(tr("This session only"));
    m_new = new PassphraseFields({ tr("Vault passphrase"), tr("Repeat vault passphrase"), {} }, page);
    m_problem = makeText({}, "error", page);
    const auto indented = [page](QWidget *widget) {
        auto *row = new QHBoxLayout;
        row->setContentsMargins(26, 0, 0, 0);
        row->addWidget(widget);
        page->content()->addLayout(row);
    };
    page->content()->addWidget(m_withPassphrase);
    indented(makeText(tr("Asked for each time Baton starts. Nobody can restore it."), "caption", page));
    indented(m_new);
    page->content()->addSpacing(8);
    page->content()->addWidget(m_sessionOnly);
    indented(makeText(tr("Nothing is kept. Secrets are typed again next time."), "caption", page));
    page->content()->addWidget(m_problem);
    page->content()->addStretch(1);
    auto *again = makeButton(tr("Look again"), {}, tr("Look again"), "link", page);
    m_continueMissing = makeButton(tr("Continue"), {}, tr("Continue"), "primary", page);
    m_withPassphrase->setChecked(true);
    connect(again, &QPushButton::clicked, &m_vault, &Vault::open);
    connect(m_continueMissing, &QPushButton::clicked, this, &VaultDialog::createWithPassphrase);
    connect(m_new, &PassphraseFields::changed, this, &VaultDialog::judge);
    connect(m_withPassphrase, &QRadioButton::toggled, this, &VaultDialog::judge);
    page->addFooter({ again, makeRestore() }, { m_continueMissing });
    judge();
    return page;
}

QPushButton *VaultDialog::makeRestore()
{
    auto *restore = makeButton(tr("Restore from a backup…"), {}, tr("Restore from backup"), "link", this);
    connect(restore, &QPushButton::clicked, this, &VaultDialog::restoreWanted);
    return restore;
}

VaultPage *VaultDialog::makeWaiting()
{
    auto *page = new VaultPage(u"lock"_s, tr("The keychain is locked"), this);
    m_waitingWords = makeText({}, "body", page);
    m_waitingReason = makeText({}, "caption", page);
    page->content()->addWidget(m_waitingWords);
    page->content()->addWidget(m_waitingReason);
    page->content()->addStretch(1);
    auto *later = makeButton(tr("Go on locked"), {}, tr("Go on locked"), "", page);
    auto *session = makeButton(tr("This session only"), {}, tr("This session only"), "link", page);
    auto *again = makeButton(tr("Ask again"), u"unlock"_s, tr("Ask keychain again"), "primary", page);
    connect(later, &QPushButton::clicked, this, &VaultDialog::goOnLocked);
    connect(again, &QPushButton::clicked, &m_vault, &Vault::open);
    connect(session, &QPushButton::clicked, this, [this] {
        if (const auto opened = m_vault.openForThisSession(); !opened)
            m_waitingReason->setText(opened.error().text());
    });
    page->addFooter({ makeRestore(), session }, { later, again });
    return page;
}

VaultPage *VaultDialog::makePassphrase()
{
    auto *page = new VaultPage(u"vault"_s, tr("Unlock Baton"), this);
    m_passphrase = new QLineEdit(page);
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setAccessibleName(tr("Vault passphrase"));
    m_wrong = makeText({}, "error", page);
    m_keepKey = new QCheckBox(tr("Keep its key in the keychain from now on"), page);
    m_keepKey->setAccessibleName(tr("Keep key in keychain"));
    page->content()->addWidget(makeLabel(tr("Passphrase"), "strong", page));
    page->content()->addWidget(m_passphrase);
    page->content()->addWidget(m_wrong);
    page->content()->addWidget(m_keepKey);
    page->content()->addStretch(1);
    auto *forgotten = makeButton(tr("Forgotten?"), {}, tr("Forgotten passphrase"), "link", page);
    auto *later = makeButton(tr("Go on locked"), {}, tr("Go on locked"), "", page);
    m_unlock = makeButton(tr("Unlock"), u"unlock"_s, tr("Unlock vault"), "primary", page);
    m_unlock->setDefault(true);
    connect(forgotten, &QPushButton::clicked, this, &VaultDialog::passphraseForgotten);
    connect(later, &QPushButton::clicked, this, &VaultDialog::goOnLocked);
    connect(m_unlock, &QPushButton::clicked, this, &VaultDialog::unlock);
    page->addFooter({ forgotten }, { later, m_unlock });
    return page;
}

void VaultDialog::judge()
{
    if (!m_continueMissing)
        return;
    const bool passphrase = m_withPassphrase->isChecked();
    m_new->setEnabled(passphrase);
    const QString problem = passphrase ? m_new->problem() : QString();
    m_continueMissing->setText(passphrase ? tr("Protect with passphrase") : tr("Continue"));
    m_continueMissing->setEnabled(problem.isEmpty());
    m_continueMissing->setAccessibleDescription(problem);
    m_problem->clear();
}

void VaultDialog::createWithPassphrase()
{
    m_acknowledged = true;
    if (!m_withPassphrase->isChecked()) {
        if (const auto opened = m_vault.openForThisSession(); !opened)
            m_problem->setText(opened.error().text());
        return;
    }
    m_continueMissing->setEnabled(false);
    whenDone(m_vault.createWithPassphrase(m_new->passphrase()), this, [this](const Result<void> &done) {
        m_continueMissing->setEnabled(true);
        if (!done)
            return m_problem->setText(done.error().text());
        m_new->clear();
    });
}

void VaultDialog::unlock()
{
    if (!m_unlock->isEnabled())
        return;
    m_unlock->setEnabled(false);
    m_wrong->clear();
    restyle(m_passphrase, "invalid", {});
    m_passphrase->setAccessibleDescription({});
    whenDone(m_vault.unlock(Secret::fromString(m_passphrase->text())), this, [this](const Result<void> &done) {
        m_unlock->setEnabled(true);
        m_passphrase->clear();
        if (!done) {
            m_wrong->setText(done.error().text());
            restyle(m_passphrase, "invalid", u"true"_s);
            m_passphrase->setAccessibleDescription(m_wrong->text());
            m_passphrase->setFocus();
        } else if (m_keepKey->isChecked()) {
            whenDone(m_vault.keepKeyInKeychain(), this, [this](const Result<void> &kept) {
                if (kept)
                    return;
                // The vault is open all the same; the passphrase goes on opening it.
                m_waiting->setTitle(tr("The passphrase stays"));
                m_waitingWords->setText(tr("The keychain did not take the key. The vault is open, and your passphrase goes on opening it."));
                m_waitingReason->setText(kept.error().text());
                ask(Waiting);
            });
        }
    });
}

void VaultDialog::ask(Question question)
{
    m_pages->setCurrentIndex(question);
    if (question == Passphrase) {
        const QString inside = VaultCare::contents(m_vault);
        m_locked->setWords(inside.isEmpty() ? tr("Your clients, partners and packages wait inside.") : tr("Waiting inside: %1.").arg(inside));
        m_passphrase->setFocus();
    } else if (question == Found) {
        m_found->setFocus();
    }
    show();
    raise();
}

void VaultDialog::showRefusal()
{
    static const QHash<QString, const char *> titles {
        { u"vault.keychain_absent"_s, QT_TR_NOOP("The keychain has gone") },
        { u"vault.key_lost"_s, QT_TR_NOOP("The keychain does not have the vault’s key") },
        { u"vault.in_use"_s, QT_TR_NOOP("Another Baton has this vault open") },
        { u"vault.damaged"_s, QT_TR_NOOP("The vault is damaged") },
        { u"vault.store"_s, QT_TR_NOOP("The vault cannot be read") },
    };
    m_waiting->setTitle(tr(titles.value(m_vault.error().code, QT_TR_NOOP("The keychain is locked"))));
    m_waiting->setWords({});
    m_waitingWords->setText(tr("Everything without secrets already works."));
    m_waitingReason->setText(m_vault.error().text());
    ask(Waiting);
}

void VaultDialog::follow()
{
    m_seconds.stop();
    switch (m_vault.state()) {
    case Vault::State::Closed:
        hide();
        break;
    case Vault::State::AskingKeychain:
        // Only a keychain that takes its time gets a dialog.
        m_since.start();
        m_waitingReason->clear();
        m_seconds.start();
        QTimer::singleShot(2500, this, [this] {
            if (m_vault.state() == Vault::State::AskingKeychain && !isVisible()) {
                m_waiting->setTitle(tr("The keychain is locked"));
                m_waiting->setWords(tr("Baton asked your system to unlock it. Look for its own window; Baton never sees that password."));
                m_waitingWords->setText(tr("Waiting for the keychain. Nothing is lost. Everything without secrets already works."));
                ask(Waiting);
            }
        });
        break;
    case Vault::State::NeedsChoice:
        ask(Missing);
        break;
    case Vault::State::NeedsPassphrase:
        ask(Passphrase);
        break;
    case Vault::State::KeychainRefused:
        showRefusal();
        break;
    case Vault::State::Open:
        if (m_vault.protection() == Vault::Protection::Keychain && m_vault.isNew() && !m_acknowledged) {
            m_found->setWords(tr("%1 answers. Baton puts one key into it and encrypts everything else with that key.").arg(m_vault.keychainName()));
            ask(Found);
        } else {
            hide();
        }
        break;
    }
}

void VaultDialog::askAgain()
{
    m_vault.open();
    follow();
}

void VaultDialog::goOnLocked()
{
    hide();
    Q_EMIT wentOnLocked();
}

// Esc means "not now": the app stays usable without secrets.
void VaultDialog::reject()
{
    m_acknowledged = true;
    goOnLocked();
}

} // namespace baton::ui

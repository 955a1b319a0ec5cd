#include "ui/shell/vaultdialog.h"

#include "app/base/text.h"
#include "app/handover/passphrase.h"
#include "ui/common/rule.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using vault::Vault;

namespace {

QLineEdit *makeSecretField(const QString &accessibleName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setEchoMode(QLineEdit::Password);
    field->setAccessibleName(accessibleName);
    return field;
}

QWidget *makeFooter(QWidget *parent, std::initializer_list<QPushButton *> left, std::initializer_list<QPushButton *> right)
{
    auto *footer = new QWidget(parent);
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(18, 10, 18, 12);
    for (QPushButton *button : left)
        row->addWidget(button);
    row->addStretch(1);
    for (QPushButton *button : right)
        row->addWidget(button);
    return footer;
}

QLabel *makeWrapped(const QString &text, const char *role, QWidget *parent)
{
    auto *label = makeLabel(text, role, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

VaultDialog::VaultDialog(Vault &vault, QWidget *parent)
    : QDialog(parent)
    , m_vault(vault)
    , m_pages(new QStackedWidget(this))
{
    setWindowTitle(tr("Baton"));
    setObjectName(QStringLiteral("vaultDialog"));
    setWindowModality(Qt::WindowModal);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);
    m_pages->addWidget(makeFound());
    m_pages->addWidget(makeMissing());
    m_pages->addWidget(makeWaiting());
    m_pages->addWidget(makePassphrase());
    m_seconds.setInterval(1000);
    connect(&m_seconds, &QTimer::timeout, this, [this] {
        m_waitingWords->setText(tr("Waiting for the keychain, %1 so far. Nothing is lost. Everything without secrets already works.")
                                    .arg(duration(m_since.elapsed() / 1000)));
    });
    connect(&vault, &Vault::stateChanged, this, &VaultDialog::follow);
    setMinimumWidth(520);
}

QWidget *VaultDialog::makeFrame(const QString &icon, const QString &title, QLabel **words, QWidget *content, QWidget *footer)
{
    auto *page = new QWidget(this);
    auto *picture = new QLabel(page);
    picture->setPixmap(Theme::of().icon(icon, Theme::of().colors().accent).pixmap(28, 28));
    auto *name = makeLabel(title, "name", page);
    *words = makeWrapped({}, "text2", page);
    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(name);
    titles->addWidget(*words);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(picture, 0, Qt::AlignTop);
    head->addLayout(titles, 1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(18, 16, 18, 12);
    inner->setSpacing(14);
    inner->addLayout(head);
    inner->addWidget(content, 1);
    auto *outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addLayout(inner, 1);
    outer->addWidget(new Rule(page));
    outer->addWidget(footer);
    return page;
}

QWidget *VaultDialog::makeFound()
{
    auto *content = new QWidget(this);
    auto *lines = new QVBoxLayout(content);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(8);
    lines->addWidget(makeWrapped(tr("Client secrets, keys, received id_tokens and drafts stay encrypted on this computer."), "body", content));
    lines->addWidget(makeWrapped(tr("Access tokens are only in memory and are gone when Baton closes."), "body", content));
    lines->addWidget(makeWrapped(tr("Who can unlock your session can open the keychain too."), "text2", content));
    lines->addStretch(1);
    auto *go = makeButton(tr("Continue"), {}, tr("Continue"), "primary", this);
    connect(go, &QPushButton::clicked, this, [this] {
        m_acknowledged = true;
        hide();
    });
    return makeFrame(QStringLiteral("lock"), tr("Baton keeps secrets in your keychain"), &m_foundWords, content, makeFooter(this, {}, { go }));
}

QWidget *VaultDialog::makeMissing()
{
    auto *content = new QWidget(this);
    m_withPassphrase = new QRadioButton(tr("Protect the vault with a passphrase"), content);
    m_withPassphrase->setAccessibleName(tr("Vault with passphrase"));
    m_sessionOnly = new QRadioButton(tr("This session only"), content);
    m_sessionOnly->setAccessibleName(tr("This session only"));
    m_new = makeSecretField(tr("Vault passphrase"), content);
    m_new->setPlaceholderText(tr("Passphrase"));
    m_repeat = makeSecretField(tr("Repeat vault passphrase"), content);
    m_repeat->setPlaceholderText(tr("Repeat"));
    auto *suggest = makeButton(tr("Suggest"), QStringLiteral("refresh"), tr("Suggest passphrase"), "", content);
    auto *show = makeIconButton(QStringLiteral("eye"), tr("Show passphrase"), content);
    show->setCheckable(true);
    m_strength = makeWrapped({}, "caption", content);

    auto *fields = new QHBoxLayout;
    fields->addWidget(m_new, 1);
    fields->addWidget(show);
    fields->addWidget(suggest);
    auto *box = new QVBoxLayout;
    box->setContentsMargins(26, 0, 0, 0);
    box->addWidget(makeWrapped(tr("Asked for each time Baton starts. Nobody can restore it."), "caption", content));
    box->addLayout(fields);
    box->addWidget(m_repeat);
    box->addWidget(m_strength);
    auto *session = new QVBoxLayout;
    session->setContentsMargins(26, 0, 0, 0);
    session->addWidget(makeWrapped(tr("Nothing is kept. Secrets are typed again next time."), "caption", content));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_withPassphrase);
    column->addLayout(box);
    column->addSpacing(8);
    column->addWidget(m_sessionOnly);
    column->addLayout(session);
    column->addStretch(1);

    auto *again = makeButton(tr("Look again"), {}, tr("Look again"), "link", this);
    m_continueMissing = makeButton(tr("Continue"), {}, tr("Continue"), "primary", this);
    m_withPassphrase->setChecked(true);
    connect(again, &QPushButton::clicked, &m_vault, &Vault::open);
    connect(m_continueMissing, &QPushButton::clicked, this, &VaultDialog::createWithPassphrase);
    connect(show, &QToolButton::toggled, this, [this](bool on) {
        for (QLineEdit *field : { m_new, m_repeat })
            field->setEchoMode(on ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(suggest, &QPushButton::clicked, this, [this, show] {
        const QString words = handover::suggestPassphrase().revealString();
        show->setChecked(true); // a passphrase nobody saw cannot be written down
        m_new->setText(words);
        m_repeat->setText(words);
    });
    for (QLineEdit *field : { m_new, m_repeat })
        connect(field, &QLineEdit::textChanged, this, &VaultDialog::judge);
    connect(m_withPassphrase, &QRadioButton::toggled, this, &VaultDialog::judge);
    QLabel *words = nullptr;
    QWidget *page = makeFrame(QStringLiteral("shieldoff"), tr("No keychain on this computer"), &words, content,
        makeFooter(this, { again }, { m_continueMissing }));
    words->setText(tr("Nothing is ever written unencrypted. Choose how to go on."));
    judge();
    return page;
}

QWidget *VaultDialog::makeWaiting()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    m_waitingWords = makeWrapped({}, "body", content);
    m_waitingReason = makeWrapped({}, "caption", content);
    column->addWidget(m_waitingWords);
    column->addWidget(m_waitingReason);
    column->addStretch(1);
    auto *later = makeButton(tr("Go on locked"), {}, tr("Go on locked"), "", this);
    auto *session = makeButton(tr("This session only"), {}, tr("This session only"), "link", this);
    auto *again = makeButton(tr("Ask again"), QStringLiteral("unlock"), tr("Ask keychain again"), "primary", this);
    connect(later, &QPushButton::clicked, this, &VaultDialog::goOnLocked);
    connect(again, &QPushButton::clicked, &m_vault, &Vault::open);
    connect(session, &QPushButton::clicked, this, [this] {
        if (const auto opened = m_vault.openForThisSession(); !opened)
            m_waitingReason->setText(opened.error().text());
    });
    QLabel *words = nullptr;
    QWidget *page = makeFrame(QStringLiteral("lock"), tr("The keychain is locked"), &words, content, makeFooter(this, { session }, { later, again }));
    words->setText(tr("Baton asked your system to unlock it. Look for its own window; Baton never sees that password."));
    return page;
}

QWidget *VaultDialog::makePassphrase()
{
    auto *content = new QWidget(this);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    m_passphrase = makeSecretField(tr("Vault passphrase"), content);
    m_wrong = makeWrapped({}, "error", content);
    column->addWidget(makeLabel(tr("Passphrase"), "strong", content));
    column->addWidget(m_passphrase);
    column->addWidget(m_wrong);
    column->addStretch(1);
    auto *later = makeButton(tr("Go on locked"), {}, tr("Go on locked"), "", this);
    m_unlock = makeButton(tr("Unlock"), QStringLiteral("unlock"), tr("Unlock vault"), "primary", this);
    m_unlock->setDefault(true);
    connect(later, &QPushButton::clicked, this, &VaultDialog::goOnLocked);
    connect(m_unlock, &QPushButton::clicked, this, &VaultDialog::unlock);
    connect(m_passphrase, &QLineEdit::returnPressed, this, &VaultDialog::unlock);
    QLabel *words = nullptr;
    QWidget *page = makeFrame(QStringLiteral("vault"), tr("Unlock Baton"), &words, content, makeFooter(this, {}, { later, m_unlock }));
    words->setText(tr("Your clients, partners and packages wait inside."));
    return page;
}

void VaultDialog::judge()
{
    if (!m_continueMissing)
        return;
    const bool passphrase = m_withPassphrase->isChecked();
    for (QWidget *part : std::initializer_list<QWidget *> { m_new, m_repeat, m_strength })
        part->setEnabled(passphrase);
    const auto strength = handover::judgePassphrase(m_new->text());
    const bool same = m_new->text() == m_repeat->text();
    QString words = m_new->text().isEmpty() ? tr("15 characters or more; seven suggested words are better.") : strength.words;
    if (!m_repeat->text().isEmpty() && !same)
        words = tr("The two passphrases differ.");
    m_strength->setText(words);
    m_continueMissing->setText(passphrase ? tr("Protect with passphrase") : tr("Continue"));
    m_continueMissing->setEnabled(!passphrase || (strength.acceptable && same));
}

void VaultDialog::createWithPassphrase()
{
    m_acknowledged = true;
    if (!m_withPassphrase->isChecked()) {
        if (const auto opened = m_vault.openForThisSession(); !opened)
            m_strength->setText(opened.error().text());
        return;
    }
    m_continueMissing->setEnabled(false);
    whenDone(m_vault.createWithPassphrase(Secret::fromString(m_new->text())), this, [this](const Result<void> &done) {
        m_new->clear();
        m_repeat->clear();
        if (!done)
            m_strength->setText(done.error().text());
    });
}

void VaultDialog::unlock()
{
    m_unlock->setEnabled(false);
    m_wrong->clear();
    whenDone(m_vault.unlock(Secret::fromString(m_passphrase->text())), this, [this](const Result<void> &done) {
        m_unlock->setEnabled(true);
        m_passphrase->clear();
        if (done)
            return;
        m_wrong->setText(done.error().text());
        m_passphrase->setFocus();
    });
}

void VaultDialog::ask(Question question)
{
    m_pages->setCurrentIndex(question);
    if (question == Passphrase)
        m_passphrase->setFocus();
    show();
    raise();
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
        m_waitingWords->setText(tr("Nothing is lost. Everything without secrets already works."));
        m_waitingReason->setText(m_vault.error().text());
        ask(Waiting);
        break;
    case Vault::State::Open:
        if (m_vault.protection() == Vault::Protection::Keychain && m_vault.isNew() && !m_acknowledged) {
            m_foundWords->setText(tr("%1 answers. Baton puts one key into it and encrypts everything else with that key.").arg(m_vault.keychainName()));
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

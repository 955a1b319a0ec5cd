#include "ui/handover/handoverpage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/widgets.h"
#include "ui/handover/packagefile.h"
#include "ui/handover/partnerchoice.h"
#include "ui/common/passphrasefields.h"
#include "ui/handover/pasthandovers.h"
#include "ui/handover/powerdialog.h"
#include "ui/handover/revokedialog.h"
#include "ui/handover/sharedcard.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int noteLength = 500;

bool isConfirmed(const handover::Partner &partner)
{
    return partner.trust == handover::Partner::Trust::Confirmed;
}

} // namespace

HandOverPage::HandOverPage(handover::KeyRing &keys, handover::Partners &partners, handover::HandOvers &handOvers, const Clock &clock,
    QWidget *parent)
    : Page(tr("Hand over"), tr("Put the id_token in an encrypted package that only your partner can open."), parent)
    , m_keys(keys)
    , m_partners(partners)
    , m_handOvers(handOvers)
    , m_clock(clock)
{
    m_spinner = new Spinner;
    m_spinner->hide();
    m_copy = makeButton(tr("Copy as text"), u"copy"_s, tr("Copy package as text"));
    m_save = makeButton(tr("Save package…"), u"save"_s, tr("Save package"), "primary");
    actions()->addWidget(m_spinner);
    actions()->addWidget(m_copy);
    actions()->addWidget(m_save);
    m_done = new Banner;
    m_done->hide();
    body()->setSpacing(12);
    body()->addWidget(m_done);
    m_empty = buildEmpty();
    m_filled = buildBody();
    body()->addWidget(m_empty);
    body()->addWidget(m_filled);
    m_past = new PastHandOvers(handOvers, clock);
    body()->addWidget(m_past, 1);

    connect(m_save, &QPushButton::clicked, this, &HandOverPage::savePackage);
    connect(m_copy, &QPushButton::clicked, this, &HandOverPage::copyAsText);
    connect(m_done, &Banner::actionTriggered, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_savedFolder)); });
    connect(&partners, &handover::Partners::changed, this, &HandOverPage::refresh);
    m_past->setEnvironment(this->environment().id);
    clear();
}

QWidget *HandOverPage::buildEmpty()
{
    auto *empty = new Card;
    auto *row = new QHBoxLayout;
    row->setSpacing(14);
    row->addWidget(makeText(tr("No one has signed in yet: there is no id_token to hand over."), "body"), 1);
    auto *signIn = makeButton(tr("Sign in"), u"signin"_s, tr("Sign in"));
    row->addWidget(signIn);
    empty->body()->addLayout(row);
    connect(signIn, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::SignIn); });
    return empty;
}

QWidget *HandOverPage::buildBody()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto *columns = new Columns(16);
    auto *choices = new QWidget;
    auto *left = new QVBoxLayout(choices);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(12);
    left->addWidget(buildProtection());
    left->addWidget(buildDetails());
    left->addStretch();
    m_shared = new SharedCard;
    columns->add(choices, 8);
    columns->add(m_shared, 5);
    column->addWidget(columns);
    column->addWidget(buildWarning());
    connect(m_shared, &SharedCard::whatItAllows, this, [this] {
        if (m_tokens && m_claims)
            (new PowerDialog(m_claims->name, m_tokens->client.name, m_tokens->grantedScopes, this))->open();
    });
    return page;
}

QWidget *HandOverPage::buildProtection()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_protect = new Segments;
    m_protect->add(WithKey, tr("Partner’s key"), u"key"_s, tr("Protect with partner’s key"));
    m_protect->add(WithPassphrase, tr("Passphrase"), u"lock"_s, tr("Protect with passphrase"));
    m_protect->setChecked(WithKey);
    m_addPartner = makeButton(tr("Add partner…"), u"plus"_s, tr("Add partner"), "flat");
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(makeLabel(tr("Protect with"), "strong"));
    row->addWidget(m_protect);
    row->addStretch();
    row->addWidget(m_addPartner);
    column->addLayout(row);
    m_choice = new PartnerChoice(m_partners);
    m_passphrase = new PassphraseFields({ tr("Passphrase"), tr("Repeat passphrase"),
        tr("Tell the partner the passphrase by another route, such as a phone call. A package without a partner’s key isn’t tied to "
           "one reader: anyone with the passphrase can open it.") });
    m_passphrase->hide();
    column->addWidget(m_choice);
    column->addWidget(m_passphrase);
    connect(m_protect, &Segments::selected, this, &HandOverPage::setProtection);
    connect(m_addPartner, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::People); });
    connect(m_choice, &PartnerChoice::changed, this, &HandOverPage::refresh);
    connect(m_passphrase, &PassphraseFields::changed, this, &HandOverPage::refresh);
    return box;
}

QWidget *HandOverPage::buildDetails()
{
    auto *box = new QWidget;
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 2);
    m_expiry = makeCombo(tr("Package expires after"), box);
    m_expiry->addItem(tr("1 day"), 1);
    m_expiry->addItem(tr("3 days"), 3);
    m_expiry->addItem(tr("7 days"), 7);
    m_expiry->addItem(tr("30 days"), 30);
    m_expiry->setCurrentIndex(2);
    m_note = new QLineEdit;
    m_note->setAccessibleName(tr("Note to the partner"));
    m_note->setMaxLength(noteLength);
    m_until = makeLabel({}, "caption");
    auto *noteHeading = new QHBoxLayout;
    noteHeading->setSpacing(4);
    noteHeading->addWidget(makeLabel(tr("Note to the partner"), "strong"));
    noteHeading->addWidget(makeLabel(tr("optional"), "caption"));
    noteHeading->addStretch();
    grid->addWidget(makeLabel(tr("Package expires after"), "strong"), 0, 0);
    grid->addLayout(noteHeading, 0, 1);
    grid->addWidget(m_expiry, 1, 0);
    grid->addWidget(m_note, 1, 1);
    grid->addWidget(m_until, 2, 0);
    grid->addWidget(makeLabel(tr("Inside the package, encrypted too"), "caption"), 2, 1);
    m_reasonIcon = new IconLabel(u"info"_s, &Colors::warn, 15);
    m_reason = makeText({}, "body");
    m_compare = makeButton(tr("Compare words"), u"phone"_s, tr("Compare words"), "small");
    auto *reason = new QHBoxLayout;
    reason->setSpacing(8);
    reason->addWidget(m_reasonIcon);
    reason->addWidget(m_reason, 1);
    reason->addWidget(m_compare);
    grid->addLayout(reason, 3, 0, 1, 2);
    connect(m_expiry, &QComboBox::currentIndexChanged, this, &HandOverPage::refresh);
    connect(m_compare, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::People); });
    return box;
}

QWidget *HandOverPage::buildWarning()
{
    auto *warning = new Banner;
    warning->set(Tone::Warn, tr("The id_token stays usable until it’s revoked."),
        tr("Expiry only closes the package. A partner who has opened it can go on renewing access, an hour at a time, until the "
           "researcher removes your client’s permission."),
        tr("How to revoke"));
    connect(warning, &Banner::actionTriggered, this, [this] {
        if (m_tokens)
            (new RevokeDialog(m_tokens->environment, m_tokens->client.name, this))->open();
    });
    return warning;
}

void HandOverPage::triggerPrimary()
{
    if (m_save->isEnabled())
        savePackage();
}

void HandOverPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    m_past->setEnvironment(environment.id);
    if (m_tokens && m_tokens->environment.id != environment.id)
        clear();
}

void HandOverPage::clear()
{
    m_tokens.reset();
    m_claims.reset();
    m_passphrase->clear();
    m_note->clear();
    m_done->hide();
    hideBanner();
    m_empty->show();
    m_filled->hide();
    refresh();
}

void HandOverPage::setSubject(const signin::Tokens &tokens, const claims::Claims &claims)
{
    m_tokens = tokens;
    m_claims = claims;
    m_done->hide();
    m_shared->setSubject(tokens, claims);
    m_choice->showPartners(tokens.environment.id, tokens.client.clientId);
    m_past->setEnvironment(tokens.environment.id);
    m_empty->hide();
    m_filled->show();
    refresh();
}

void HandOverPage::setProtection(int protection)
{
    m_protect->setChecked(protection);
    m_choice->setVisible(protection == WithKey);
    m_passphrase->setVisible(protection == WithPassphrase);
    m_addPartner->setVisible(protection == WithKey);
    refresh();
}

QDateTime HandOverPage::useBy() const
{
    return m_clock.now().addDays(m_expiry->currentData().toInt());
}

QString HandOverPage::problem() const
{
    if (!m_tokens || !m_claims)
        return tr("No one has signed in yet.");
    if (!m_claims->allPassed())
        return tr("The id_token did not pass its checks.");
    if (m_protect->checkedId() == WithPassphrase)
        return m_passphrase->problem();
    const auto partner = m_choice->chosen();
    if (!partner)
        return m_choice->isEmpty() ? tr("There is no partner yet.") : tr("Choose a partner.");
    if (!isConfirmed(*partner))
        return tr("Compare words with %1 first: the key is not confirmed to be theirs.").arg(plain(partner->name));
    return {};
}

void HandOverPage::refresh()
{
    const QString reason = problem();
    const bool ready = reason.isEmpty() && !m_busy;
    const auto partner = m_protect->checkedId() == WithKey ? m_choice->chosen() : std::nullopt;
    for (QPushButton *button : { m_save, m_copy }) {
        button->setEnabled(ready);
        button->setAccessibleDescription(m_busy ? tr("The package is being sealed") : reason);
        button->setToolTip(button->accessibleDescription().toHtmlEscaped());
    }
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_reasonIcon->setVisible(!reason.isEmpty());
    m_compare->setVisible(partner && !isConfirmed(*partner));
    if (partner) {
        m_compare->setAccessibleName(tr("Compare words with %1").arg(plain(partner->name)));
        m_compare->setObjectName(m_compare->accessibleName());
    }
    m_until->setText(tr("Opens until %1").arg(shortTime(useBy())));
    m_expiry->setAccessibleDescription(m_until->text());
}

void HandOverPage::setBusy(bool busy)
{
    m_busy = busy;
    m_spinner->setVisible(busy);
    refresh();
}

handover::Contents HandOverPage::contents() const
{
    handover::Contents contents;
    contents.environment = m_tokens->environment;
    contents.issuerClientId = m_tokens->client.clientId;
    contents.senderName = m_tokens->client.name;
    contents.idTokens = { m_tokens->idToken };
    contents.scopes = m_tokens->grantedScopes;
    contents.purpose = m_note->text().trimmed();
    contents.useBy = useBy();
    return contents;
}

// Whom and what the package is about is noted as it is sealed: while a file is being chosen, the page may move on.
handover::HandOverEntry HandOverPage::entryFor(const handover::Contents &contents) const
{
    handover::HandOverEntry entry;
    entry.environmentId = contents.environment.id;
    entry.useBy = contents.useBy;
    entry.researcher = m_claims->name.isEmpty() ? m_tokens->name : m_claims->name;
    entry.orcid = m_claims->sub.toString();
    entry.clientId = contents.issuerClientId;
    entry.scopes = contents.scopes;
    entry.purpose = contents.purpose;
    return entry;
}

void HandOverPage::seal(WhenSealed then)
{
    if (m_busy || !problem().isEmpty())
        return;
    hideBanner();
    m_done->hide();
    const auto own = m_keys.keyFor(m_tokens->environment.id, m_tokens->client.clientId);
    if (!own) {
        showError(own.error());
        Q_EMIT failed(own.error());
        return;
    }
    handover::Contents what = contents();
    m_entry = entryFor(what);
    QFuture<Result<handover::Sealed>> sealing;
    const Clock *clock = &m_clock;
    if (m_protect->checkedId() == WithPassphrase) {
        sealing = QtConcurrent::run([what, key = own->key, passphrase = m_passphrase->passphrase(), clock] {
            return handover::sealWithPassphrase(what, key, passphrase, *clock);
        });
    } else {
        const auto partner = m_choice->chosen();
        m_entry.partnerName = partner->name;
        m_entry.partnerClientId = partner->clientId;
        what.audienceClientId = partner->clientId;
        sealing = QtConcurrent::run([what, key = own->key, recipient = partner->key, clock] {
            return handover::sealToKey(what, key, recipient, *clock);
        });
    }
    setBusy(true);
    whenDone(sealing, this, [this, then = std::move(then)](const Result<handover::Sealed> &result) { settle(result, then); });
}

void HandOverPage::settle(const Result<handover::Sealed> &result, const WhenSealed &then)
{
    setBusy(false);
    if (!m_tokens)
        return; // the environment was left meanwhile; nothing has gone anywhere
    if (result) {
        then(*result);
        return;
    }
    showError(result.error());
    Q_EMIT failed(result.error());
}

void HandOverPage::savePackage()
{
    seal([this](const handover::Sealed &package) { chooseFile(package); });
}

void HandOverPage::saveTo(const QString &path)
{
    seal([this, path](const handover::Sealed &package) { write(package, path, false); });
}

void HandOverPage::copyAsText()
{
    seal([this](const handover::Sealed &package) {
        copyText(QString::fromLatin1(package.compact));
        record(package, {});
    });
}

void HandOverPage::chooseFile(const handover::Sealed &package)
{
    // The dialog asks before it lets an existing file be replaced.
    chooseSaveFile(this, tr("Save package"), package.fileName, tr("Baton packages (*.baton)"),
        [this, package](const QString &path) { write(package, path, true); });
}

void HandOverPage::write(const handover::Sealed &package, const QString &path, bool overwrite)
{
    const Result<void> written = writePackageFile(path, package.compact, overwrite);
    if (written) {
        record(package, path);
        return;
    }
    showError(written.error());
    Q_EMIT failed(written.error());
}

void HandOverPage::record(const handover::Sealed &package, const QString &path)
{
    handover::HandOverEntry entry = m_entry;
    entry.id = package.id;
    entry.when = package.sealedAt;
    entry.protection = package.protection;
    if (const auto kept = m_handOvers.add(entry); !kept)
        showError(kept.error());
    if (path.isEmpty()) {
        m_done->set(Tone::Ok, tr("Copied."), tr("The package is on the clipboard as text; paste it into a message to the partner."));
    } else {
        m_savedFolder = QFileInfo(path).absolutePath();
        m_done->set(Tone::Ok, tr("Saved."), QDir::toNativeSeparators(path), tr("Show in folder"));
    }
    m_done->show();
    m_passphrase->setRevealed(false);
    Q_EMIT sealed(package, entry, path);
}

} // namespace baton::ui

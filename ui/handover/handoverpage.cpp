#include "ui/handover/handoverpage.h"

#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/widgets.h"
#include "ui/handover/packagefile.h"
#include "ui/handover/packageform.h"
#include "ui/handover/packagehandle.h"
#include "ui/handover/pasthandovers.h"
#include "ui/handover/powerpage.h"
#include "ui/handover/powerview.h"
#include "ui/handover/revokedialog.h"
#include "ui/handover/sealing.h"
#include "ui/handover/sharedcard.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtGui/QDesktopServices>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::ui {

HandOverPage::HandOverPage(handover::KeyRing &keys, handover::Partners &partners, ledger::Ledger &ledger, const Clock &clock,
    QWidget *parent)
    : Page(tr("Hand over"), tr("Put the id_token in an encrypted package that only your partner can open."), parent)
    , m_keys(keys)
    , m_clock(clock)
    , m_form(new PackageForm(partners, clock))
{
    m_spinner = new Spinner;
    m_spinner->hide();
    m_handle = new PackageHandle;
    m_copy = makeButton(tr("Copy as text"), u"copy"_s, tr("Copy package as text"));
    m_save = makeButton(tr("Save package…"), u"save"_s, tr("Save package"), "primary");
    actions()->addWidget(m_spinner);
    m_recipes = makeButton(tr("Recipes…"), u"note"_s, tr("Recipes for this package"));
    m_recipes->setToolTip(tr("For a partner without Baton: how to open this package and exchange what is in it"));
    m_recipes->hide();
    actions()->addWidget(m_recipes);
    actions()->addWidget(m_handle);
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
    m_past = new PastHandOvers(ledger, clock);
    body()->addWidget(m_past, 1);

    connect(m_save, &QPushButton::clicked, this, &HandOverPage::savePackage);
    connect(m_recipes, &QPushButton::clicked, this, [this] { Q_EMIT recipesWanted(m_facts); });
    connect(m_copy, &QPushButton::clicked, this, &HandOverPage::copyAsText);
    connect(m_handle, &PackageHandle::taken, this, &HandOverPage::sealForDragging);
    connect(m_handle, &PackageHandle::dropped, this, [this](const handover::Sealed &package) { record(package, {}, Way::Drag); });
    connect(m_done, &Banner::actionTriggered, this, [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_savedFolder)); });
    connect(m_form, &PackageForm::changed, this, &HandOverPage::refresh);
    connect(m_form, &PackageForm::partnersWanted, this, [this] { Q_EMIT navigate(PageId::People); });
    connect(m_shared, &SharedCard::chosenChanged, this, &HandOverPage::refresh);
    connect(&partners, &handover::Partners::changed, this, &HandOverPage::refresh);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &HandOverPage::followClipboard);
    m_past->setEnvironment(this->environment().id);
    clear();
}

HandOverPage::~HandOverPage() = default;

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
    column->addWidget(buildClient());
    auto *columns = new Columns(16);
    m_shared = new SharedCard;
    columns->add(m_form, 8);
    columns->add(m_shared, 5);
    column->addWidget(columns);
    column->addWidget(buildWarning());
    m_powers = new PowerView(m_clock, this);
    connect(m_shared, &SharedCard::whatItAllows, this, &HandOverPage::showPowers);
    connect(m_powers->page(), &PowerPage::saveRequested, this, [this] {
        Q_EMIT m_powers->page()->closed();
        savePackage();
    });
    return page;
}

// Only where researchers of more than one client wait: a package comes from one original client.
QWidget *HandOverPage::buildClient()
{
    m_clientRow = new QWidget;
    auto *row = new QHBoxLayout(m_clientRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    m_client = makeCombo(tr("Original client"), m_clientRow, true);
    row->addWidget(comboLabel(m_client));
    row->addWidget(m_client);
    row->addStretch();
    connect(m_client, &QComboBox::activated, this, [this] {
        m_clientId = m_client->currentData().toString();
        showSubjects();
    });
    return m_clientRow;
}

QWidget *HandOverPage::buildWarning()
{
    auto *warning = new Banner;
    warning->set(Tone::Warn, tr("The id_token stays usable until it’s revoked."),
        tr("Expiry only closes the package. A partner who has opened it can go on renewing access, an hour at a time, until the "
           "researcher removes your client’s permission."),
        tr("How to revoke"));
    connect(warning, &Banner::actionTriggered, this, [this] {
        if (const QList<Subject> who = subjects(); !who.isEmpty())
            (new RevokeDialog(who.first().tokens.environment, who.first().tokens.client.name, this))->open();
    });
    return warning;
}

void HandOverPage::showPowers()
{
    if (chosen().isEmpty())
        return;
    m_powers->show(chosen(), m_form->partner(), problem());
    Q_EMIT subPageRequested(m_powers->page());
}

void HandOverPage::triggerPrimary()
{
    if (m_save->isEnabled())
        savePackage();
}

void HandOverPage::setOutgoingFolder(const QString &path)
{
    m_outgoing = std::make_unique<OutgoingFolder>(path);
}

void HandOverPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    m_past->setEnvironment(environment.id);
    const bool elsewhere = std::any_of(m_all.cbegin(), m_all.cend(), [&](const Subject &one) { return one.tokens.environment.id != environment.id; });
    if (elsewhere)
        clear();
}

// ── sealing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void HandOverPage::setProtection(int protection)
{
    m_form->setProtection(protection);
}

QString HandOverPage::problem() const
{
    const QList<Subject> who = chosen();
    if (m_all.isEmpty())
        return tr("No one has signed in yet.");
    if (who.isEmpty())
        return m_shared->nobodyCanBeChosen() ? tr("The permission of everybody here has ended. Have them sign in again.") : tr("Choose at least one researcher.");
    for (const Subject &one : who) {
        if (const QString ended = m_shared->whyEnded(one); !ended.isEmpty())
            return ended;
    }
    if (std::any_of(who.cbegin(), who.cend(), [](const Subject &one) { return !one.claims.allPassed(); }))
        return tr("The id_token did not pass its checks.");
    return m_form->problem();
}

void HandOverPage::refresh()
{
    const QString reason = problem();
    const bool ready = reason.isEmpty() && !m_busy;
    for (QPushButton *button : { m_save, m_copy }) {
        button->setEnabled(ready);
        button->setAccessibleDescription(m_busy ? tr("The package is being sealed") : reason);
        button->setToolTip(button->accessibleDescription().toHtmlEscaped());
    }
    // While it is held, sealing is its own doing.
    m_handle->setEnabled(ready || m_handle->isHeld());
    m_form->showReason(reason);
}

void HandOverPage::setBusy(bool busy)
{
    m_busy = busy;
    m_spinner->setVisible(busy);
    refresh();
}

handover::Contents HandOverPage::contents() const
{
    const QList<Subject> who = chosen();
    const signin::Tokens &first = who.first().tokens;
    handover::Contents contents;
    contents.environment = first.environment;
    contents.issuerClientId = first.client.clientId;
    contents.senderName = first.client.name;
    for (const Subject &one : who) {
        contents.idTokens << one.tokens.idToken;
        contents.scopesOf << one.tokens.grantedScopes;
    }
    contents.purpose = m_form->note();
    contents.receiptTo = m_form->receiptTo();
    contents.useBy = m_form->useBy();
    if (const auto partner = m_form->partner())
        contents.audienceClientId = partner->clientId;
    return contents;
}

// Whom and what the package is about is noted as it is sealed: while a file is being chosen, the page may move on.
QList<handover::HandOverEntry> HandOverPage::entriesFor(const handover::Contents &contents) const
{
    QList<handover::HandOverEntry> entries;
    const auto partner = m_form->partner();
    for (const Subject &one : chosen()) {
        handover::HandOverEntry entry;
        entry.environmentId = contents.environment.id;
        entry.useBy = contents.useBy;
        entry.researcher = one.claims.name.isEmpty() ? one.tokens.name : one.claims.name;
        entry.orcid = one.orcid();
        entry.clientId = contents.issuerClientId;
        entry.scopes = one.tokens.grantedScopes;
        entry.purpose = contents.purpose;
        entry.tokenId = handover::Inbox::idOf(one.tokens.idToken);
        if (partner) {
            entry.partnerName = partner->name;
            entry.partnerClientId = partner->clientId;
        }
        entries << entry;
    }
    return entries;
}

void HandOverPage::seal(WhenSealed then)
{
    if (m_busy || !problem().isEmpty())
        return;
    hideBanner();
    m_done->hide();
    m_recipes->hide();
    const handover::Contents what = contents();
    const auto own = m_keys.keyFor(what.environment.id, what.issuerClientId);
    if (!own)
        return report(own.error());
    m_entries = entriesFor(what);
    m_facts.environment = what.environment;
    m_facts.senderKey = own->key.publicPart();
    const auto partner = m_form->partner();
    setBusy(true);
    whenDone(sealAside(what, own->key, partner ? partner->key : jose::Jwk(), partner ? Secret() : m_form->passphrase(), m_clock), this,
        [this, then = std::move(then), generation = m_generation](const Result<handover::Sealed> &result) {
            setBusy(false);
            if (generation == m_generation) // else the environment was left meanwhile; nothing has gone anywhere
                settle(result, then);
        });
}

void HandOverPage::settle(const Result<handover::Sealed> &result, const WhenSealed &then)
{
    if (result)
        return then(*result);
    m_handle->withdraw();
    report(result.error());
}

void HandOverPage::report(const Error &error)
{
    showError(error);
    Q_EMIT failed(error);
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
        m_copied.clear();
        copySecret(QString::fromLatin1(package.compact));
        record(package, {}, Way::Text);
        m_copied = QCryptographicHash::hash(package.compact, QCryptographicHash::Sha256);
    });
}

void HandOverPage::sealForDragging()
{
    seal([this](const handover::Sealed &package) {
        if (!m_outgoing)
            m_outgoing = std::make_unique<OutgoingFolder>();
        const auto file = m_outgoing->put(package);
        if (!file) {
            m_handle->withdraw();
            return report(file.error());
        }
        m_handle->offer(package, *file);
    });
}

// ── out of the window ───────────────────────────────────────────────────────────────────────────────────────────────

void HandOverPage::chooseFile(const handover::Sealed &package)
{
    // The dialog asks before it lets an existing file be replaced.
    chooseSaveFile(this, tr("Save package"), package.fileName, tr("Baton packages (*.baton)"),
        [this, package](const QString &path) { write(package, path, true); });
}

void HandOverPage::write(const handover::Sealed &package, const QString &path, bool overwrite)
{
    if (const auto written = writePackageFile(path, package.compact, overwrite); written)
        record(package, path, Way::File);
    else
        report(written.error());
}

void HandOverPage::record(const handover::Sealed &package, const QString &path, Way way)
{
    QList<handover::HandOverEntry> entries = m_entries;
    for (handover::HandOverEntry &entry : entries) {
        entry.packageId = package.id;
        entry.id = entries.size() == 1 ? package.id : package.id + u'/' + entry.orcid;
        entry.when = package.sealedAt;
        entry.protection = package.protection;
    }
    tellDone(path, way);
    rememberForRecipes(package, path);
    m_form->hidePassphrase();
    Q_EMIT sealed(package, entries, path);
}

void HandOverPage::rememberForRecipes(const handover::Sealed &package, const QString &path)
{
    const auto envelope = handover::readEnvelope(package.compact);
    m_recipes->setVisible(envelope && !m_entries.isEmpty());
    if (!envelope || m_entries.isEmpty())
        return;
    const handover::HandOverEntry &entry = m_entries.first();
    m_facts.fileName = path.isEmpty() ? package.fileName : QFileInfo(path).fileName();
    m_facts.alg = envelope->parts.alg;
    m_facts.recipientThumbprint = envelope->recipientThumbprint;
    m_facts.originalClientId = entry.clientId;
    m_facts.secondClientId = entry.partnerClientId;
    m_facts.partnerName = entry.partnerName;
}

// What is said of the clipboard holds until it is cleared, or something else is copied.
void HandOverPage::followClipboard()
{
    if (m_copied.isEmpty())
        return;
    const QByteArray text = QGuiApplication::clipboard()->text().toLatin1();
    if (QCryptographicHash::hash(text, QCryptographicHash::Sha256) == m_copied)
        return;
    m_copied.clear();
    m_done->set(Tone::Neutral, tr("No longer on the clipboard."), tr("The package was copied as text and is gone from there. Copy it again if it has not been pasted yet."));
}

void HandOverPage::tellDone(const QString &path, Way way)
{
    m_copied.clear();
    switch (way) {
    case Way::File:
        m_savedFolder = QFileInfo(path).absolutePath();
        m_done->set(Tone::Ok, tr("Saved."), QDir::toNativeSeparators(path), tr("Show in folder"));
        break;
    case Way::Text:
        m_done->set(Tone::Ok, tr("Copied."), tr("The package is on the clipboard as text for 30 seconds; paste it into a message to the partner."));
        break;
    case Way::Drag:
        m_done->set(Tone::Ok, tr("Handed out."), tr("The sealed package went where you dropped it."));
        break;
    }
    m_done->show();
}

} // namespace baton::ui

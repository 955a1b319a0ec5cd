#include "ui/shell/workbench.h"

#include "app/vault/vaultfiles.h"
#include "ui/common/theme.h"
#include "ui/inbox/inboxpage.h"
#include "ui/preferences/preferencespage.h"
#include "ui/preferences/vaultcard.h"
#include "ui/shell/customenvironment.h"
#include "ui/shell/environmentcombo.h"
#include "ui/shell/firstrun.h"
#include "ui/shell/help.h"
#include "ui/shell/rail.h"

#include <QtCore/QDir>
#include <QtWidgets/QFileDialog>

namespace baton::ui {

namespace {

// Before settings are written: whoever makes the folder decides who may look into it.
Workbench::Options prepared(const Workbench::Options &options)
{
    if (const auto made = vault::makePrivateFolder(options.profileDir); !made)
        qWarning("profile: %s", qPrintable(made.error().text()));
    return options;
}

} // namespace

Workbench::Workbench(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(prepared(options))
    , m_settings(options.profileDir)
    , m_environments(options.profileDir)
    , m_desk(options.profileDir)
    , m_window(std::make_unique<MainWindow>(m_desk, m_environments))
    , m_conductor(new Conductor(m_desk, m_environments, m_settings, *m_window, this))
    , m_player(new DemoPlayer(m_desk, *m_conductor, *m_window, this))
    , m_vaultDialog(new VaultDialog(m_desk.vault, m_window.get()))
    , m_vaultCare(new VaultCare(m_desk.vault, m_window.get()))
{
    applyAppearance(m_settings);
    connect(&m_desk, &desk::Desk::practiceReady, this, [this] { m_environments.setPractice(m_desk.practiceEnvironment()); });
    connect(&m_desk.vault, &vault::Vault::stateChanged, this, &Workbench::openWaitingPackage);
    connect(&m_desk, &desk::Desk::practiceReady, this, &Workbench::openWaitingPackage);
    connect(&m_environments, &Environments::changed, this, &Workbench::openWaitingPackage);
    connectVault();
    connectWindow();
}

Workbench::~Workbench() = default;

void Workbench::connectVault()
{
    connect(m_vaultDialog, &VaultDialog::passphraseWanted, m_vaultCare, &VaultCare::protectWithPassphrase);
    connect(m_vaultCare, &VaultCare::passphraseDeclined, m_vaultDialog, &VaultDialog::follow);
    connect(m_vaultDialog, &VaultDialog::restoreWanted, m_vaultCare, &VaultCare::restore);
    connect(m_vaultDialog, &VaultDialog::passphraseForgotten, m_vaultCare, &VaultCare::passphraseForgotten);
    connect(m_window.get(), &MainWindow::unlockRequested, m_vaultDialog, &VaultDialog::askAgain);
    const VaultCard *card = m_conductor->preferences()->vaultCard();
    connect(card, &VaultCard::unlockRequested, m_vaultDialog, &VaultDialog::askAgain);
    connect(card, &VaultCard::passphraseRequested, m_vaultCare, &VaultCare::protectWithPassphrase);
    connect(card, &VaultCard::keychainRequested, m_vaultCare, &VaultCare::keepKeyInKeychain);
    connect(card, &VaultCard::backUpRequested, m_vaultCare, &VaultCare::backUp);
    connect(card, &VaultCard::restoreRequested, m_vaultCare, &VaultCare::restore);
    connect(card, &VaultCard::forgetRequested, m_vaultCare, &VaultCare::forgetEverything);
    connect(m_vaultCare, &VaultCare::backedUp, &m_settings, &Settings::setLastBackup);
    connect(m_vaultCare, &VaultCare::replaced, m_conductor, &Conductor::dropEverything);
    connect(m_vaultCare, &VaultCare::forgotten, this, &Workbench::startOver);
    connect(&m_desk.vault, &vault::Vault::stateChanged, this, [this](vault::Vault::State state) {
        if (state == vault::Vault::State::Closed)
            m_conductor->dropEverything();
    });
}

// As on the first day: a new vault, the first page, the preferences as they come.
void Workbench::startOver()
{
    if (QDir practice(m_desk.vault.profileDir() + QStringLiteral("/practice")); practice.remove(QStringLiteral("practice-registry.json")))
        practice.rmdir(practice.absolutePath()); // the registry that runs goes on with what it has, the next makes a new key
    m_settings.setLastBackup({});
    m_settings.restoreDefaults();
    m_window->showFirstRun();
    m_desk.vault.open();
}

void Workbench::connectWindow()
{
    MainWindow *window = m_window.get();
    FirstRun *welcome = window->firstRun();
    connect(welcome, &FirstRun::startPractising, this, &Workbench::startPractising);
    connect(welcome, &FirstRun::connectToSandbox, this, [this, window] {
        m_environments.choose(orcid::Environment::sandbox().id);
        window->showWork();
        window->showPage(PageId::People);
    });
    const auto pickPackage = [this, window] {
        const QString path = QFileDialog::getOpenFileName(window, tr("Open package"), {}, tr("Baton packages, receipts and notices (*.baton *.baton-receipt *.baton-notice);;All files (*)"));
        if (!path.isEmpty())
            openPackage(path);
    };
    connect(welcome, &FirstRun::openPackage, this, pickPackage);
    connect(window, &MainWindow::openPackageRequested, this, pickPackage);
    connect(window, &MainWindow::packageDropped, this, &Workbench::openPackage);
    connect(window, &MainWindow::packageTextDropped, this, [this, window](const QByteArray &text) {
        window->showWork();
        window->showPage(PageId::Inbox);
        m_conductor->inbox()->openText(text);
    });
    connect(window, &MainWindow::renewRequested, m_conductor, &Conductor::renew);
    connect(window, &MainWindow::helpRequested, this, [window] { showHelp(window); });
    connect(window, &MainWindow::textSizeStep, this, [this](int step) {
        static const QList<int> sizes { 100, 115, 130, 150 };
        const qsizetype at = sizes.indexOf(m_settings.textSize());
        m_settings.setTextSize(step ? sizes[qBound<qsizetype>(0, at + step, sizes.size() - 1)] : 100);
    });
    connect(window->rail()->environments(), &EnvironmentCombo::customRequested, this, [this, window] {
        auto *dialog = new CustomEnvironment(m_desk.http, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &CustomEnvironment::chosen, this, [this](const orcid::Environment &environment) {
            m_environments.setCustom(environment);
            m_environments.choose(environment.id);
        });
        dialog->open();
    });
}

void Workbench::start(VaultWay vaultWay)
{
    if (vaultWay == VaultWay::Session) {
        if (const auto opened = m_desk.vault.openForThisSession(); !opened)
            qWarning("vault: %s", qPrintable(opened.error().text()));
    } else {
        m_desk.vault.open();
    }
    if (m_options.practicePort >= 0 || m_settings.startsPractice())
        startPractice();
}

void Workbench::startPractice()
{
    m_conductor->startPractice(quint16(m_options.practicePort >= 0 ? m_options.practicePort : m_settings.practicePort()));
}

void Workbench::showWindow(bool skipWelcome)
{
    if (skipWelcome)
        m_environments.choose(orcid::Environment::practice().id);
    if (skipWelcome || m_environments.wasChosenBefore())
        m_window->showWork();
    else
        m_window->showFirstRun();
    if (const QByteArray geometry = m_settings.bytes(QStringLiteral("window/geometry")); !geometry.isEmpty())
        m_window->restoreGeometry(geometry);
    m_window->show();
    if (skipWelcome)
        m_window->showPage(PageId::SignIn);
    m_vaultDialog->follow();
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_settings.setBytes(QStringLiteral("window/geometry"), m_window->saveGeometry()); });
}

void Workbench::startPractising()
{
    m_environments.choose(orcid::Environment::practice().id);
    if (!m_desk.registry.isRunning())
        startPractice();
    m_window->showWork();
    m_window->showPage(PageId::Overview);
}

void Workbench::openPackage(const QString &path)
{
    m_window->showWork();
    m_window->showPage(PageId::Inbox);
    if (canReceive())
        return m_conductor->inbox()->openFile(path);
    m_waitingPackage = path;
    m_conductor->inbox()->showNotice(m_desk.vault.isOpen() ? tr("The package is opened as soon as the practice registry runs.")
                                                           : tr("The package is opened as soon as the vault is."));
}

// At start the keychain and the practice registry may still be answering.
bool Workbench::canReceive() const
{
    return m_desk.vault.isOpen() && (m_environments.current().kind != orcid::Environment::Kind::Practice || m_desk.registry.isRunning());
}

void Workbench::openWaitingPackage()
{
    if (!m_waitingPackage.isEmpty() && canReceive())
        m_conductor->inbox()->openFile(std::exchange(m_waitingPackage, {}));
}

} // namespace baton::ui

#include "ui/preferences/preferencespage.h"

#include "app/base/text.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/keyvalues.h"
#include "ui/common/openlink.h"
#include "ui/common/widgets.h"
#include "ui/preferences/vaultcard.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int CaptionWidth = 118;

QHBoxLayout *line(std::initializer_list<QWidget *> widgets)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    return row;
}

QCheckBox *checkBox(const QString &text, const QString &name, QWidget *parent)
{
    auto *box = new QCheckBox(text, parent);
    box->setAccessibleName(name);
    box->setObjectName(name);
    return box;
}

void pick(QComboBox *combo, const QVariant &data)
{
    const QSignalBlocker quiet(combo);
    const int index = combo->findData(data);
    if (index >= 0)
        combo->setCurrentIndex(index);
}

} // namespace

PreferencesPage::PreferencesPage(Settings &settings, vault::Vault &vault, practice::Registry &registry, QWidget *parent)
    : Page(tr("Preferences"), tr("Changes apply at once."), parent)
    , m_settings(settings)
    , m_registry(registry)
{
    auto *restore = makeButton(tr("Restore defaults…"), u"undo"_s, tr("Restore defaults"), "flat", this);
    actions()->addWidget(restore);
    m_vaultCard = new VaultCard(settings, vault, this);
    auto *columns = new Columns(14, this);
    const std::initializer_list<Card *> sides[] = { { buildAppearance(), buildBrowser(), buildTimes() }, { m_vaultCard, buildPractice(), buildKept() } };
    for (const auto &cards : sides) {
        auto *side = new QWidget(columns);
        auto *column = new QVBoxLayout(side);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(14);
        for (Card *card : cards)
            column->addWidget(card);
        column->addStretch(1);
        columns->add(side);
    }
    body()->addWidget(columns, 1);

    connect(restore, &QPushButton::clicked, this, [this] {
        askFirst(this, tr("Restore the defaults?"), tr("Text size, theme, browser, time-outs and the practice port go back to what they were at first. Clients, partners and keys stay."),
                 tr("Restore defaults"), tr("Restore all defaults"), [this] {
                     const quint16 before = m_settings.practicePort();
                     m_settings.restoreDefaults();
                     if (before != m_settings.practicePort())
                         Q_EMIT practicePortChanged(m_settings.practicePort());
                 });
    });
    connect(&m_settings, &Settings::changed, this, &PreferencesPage::showSettings);
    for (const auto signal : { &practice::Registry::started, &practice::Registry::stopped })
        connect(&m_registry, signal, this, [this] {
            m_practiceProblem = {};
            showRegistry();
        });
    connect(&m_registry, &practice::Registry::failed, this, &PreferencesPage::showPracticeProblem);
    showSettings();
    showRegistry();
}

Card *PreferencesPage::buildAppearance()
{
    auto *card = new Card(this);
    card->addHeader(tr("Appearance"))->insertWidget(0, new IconLabel(u"textsize"_s, &Colors::text, 16, card));
    auto *grid = new KeyValues(card, CaptionWidth);
    m_textSize = new Segments(card);
    m_textSize->setAccessibleName(tr("Text size"));
    for (const int size : { 100, 115, 130, 150 })
        m_textSize->add(size, tr("%1 %").arg(size), {}, tr("Text size %1 percent").arg(size));
    grid->add(tr("Text size"), line({ m_textSize }));
    m_theme = new Segments(card);
    m_theme->setAccessibleName(tr("Theme"));
    m_theme->add(int(Settings::Theme::System), tr("As the system"), {}, tr("Theme as the system"));
    m_theme->add(int(Settings::Theme::Light), tr("Light"), u"sun"_s, tr("Theme light"));
    m_theme->add(int(Settings::Theme::Dark), tr("Dark"), u"moon"_s, tr("Theme dark"));
    grid->add(tr("Theme"), line({ m_theme }));
    m_language = makeCombo(tr("Language"), card);
    m_language->addItem(tr("As the system"), QString());
    for (const QString &language : Settings::languages()) {
        const QLocale locale(language);
        m_language->addItem(language == "en"_L1 ? tr("English") : locale.nativeLanguageName(), language);
    }
    m_language->setToolTip(tr("Taken when Baton starts next."));
    grid->add(tr("Language"), line({ m_language }));
    m_still = checkBox(tr("Keep spinners still"), tr("Keep spinners still"), card);
    grid->add(tr("Motion"), m_still);
    card->body()->addLayout(grid);
    connect(m_textSize, &Segments::selected, &m_settings, &Settings::setTextSize);
    connect(m_theme, &Segments::selected, this, [this](int id) { m_settings.setTheme(Settings::Theme(id)); });
    connect(m_language, &QComboBox::activated, this, [this] { m_settings.setLanguage(m_language->currentData().toString()); });
    connect(m_still, &QCheckBox::toggled, &m_settings, &Settings::setStill);
    return card;
}

Card *PreferencesPage::buildBrowser()
{
    auto *card = new Card(this);
    card->addHeader(tr("Browser for sign-in"))->insertWidget(0, new IconLabel(u"browser"_s, &Colors::text, 16, card));
    auto *grid = new KeyValues(card, CaptionWidth);
    m_browser = makeCombo(tr("Open links with"), card);
    // A long command there must not make the page wider than the window.
    m_browser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_browser->setMinimumContentsLength(24);
    const QString variable = qEnvironmentVariable("BROWSER");
    m_browser->addItem(variable.isEmpty() ? tr("The desktop’s browser") : tr("%1, named by BROWSER").arg(plain(variable)), int(Settings::Browser::Default));
    m_browser->addItem(tr("A command of mine"), int(Settings::Browser::Command));
    grid->add(tr("Open links with"), line({ m_browser }));
    m_command = new QLineEdit(card);
    m_command->setAccessibleName(tr("Browser command"));
    m_command->setObjectName(tr("Browser command"));
    m_command->setProperty("kind", u"mono"_s);
    m_command->setPlaceholderText(u"firefox --private-window %u"_s);
    m_command->setAccessibleDescription(tr("%u is the address. Not run through a shell."));
    m_try = makeButton(tr("Try"), u"play"_s, tr("Try browser"), "", card);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_command, 1);
    row->addWidget(m_try);
    auto *block = new QVBoxLayout;
    block->setSpacing(4);
    block->addLayout(row);
    block->addWidget(makeText(tr("%u is the address. Not run through a shell."), "caption", card));
    m_browserResult = makeText({}, "caption", card);
    m_browserResult->hide();
    block->addWidget(m_browserResult);
    grid->add(tr("Command"), block);
    card->body()->addLayout(grid);
    connect(m_browser, &QComboBox::currentIndexChanged, this, [this] { m_settings.setBrowser(Settings::Browser(m_browser->currentData().toInt())); });
    connect(m_command, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_browserResult->hide();
        m_settings.setBrowserCommand(text.trimmed());
    });
    connect(m_try, &QPushButton::clicked, this, &PreferencesPage::tryBrowser);
    return card;
}

QComboBox *PreferencesPage::timeCombo(KeyValues *grid, const QString &caption, const QString &name, const QString &hint,
                                      const QList<std::pair<int, QString>> &choices)
{
    QWidget *card = grid->parentWidget() ? grid->parentWidget() : this;
    QComboBox *combo = makeCombo(name, card);
    for (const auto &[seconds, words] : choices)
        combo->addItem(words, seconds);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(combo);
    row->addWidget(makeText(hint, "caption", card), 1);
    grid->add(caption, row);
    return combo;
}

Card *PreferencesPage::buildTimes()
{
    auto *card = new Card(this);
    card->addHeader(tr("Time-outs"))->insertWidget(0, new IconLabel(u"clock"_s, &Colors::text, 16, card));
    auto *grid = new KeyValues(card, CaptionWidth);
    card->body()->addLayout(grid);
    m_signIn = timeCombo(grid, tr("Sign-in waits"), tr("Sign-in waits"), tr("at most 10"),
                         { { 60, tr("1 min") }, { 120, tr("2 min") }, { 300, tr("5 min") }, { 600, tr("10 min") } });
    m_request = timeCombo(grid, tr("A request waits"), tr("Request waits"), tr("15 s without a byte also ends it"),
                          { { 15, tr("15 s") }, { 30, tr("30 s") }, { 60, tr("60 s") }, { 120, tr("2 min") }, { 300, tr("5 min") } });
    m_hide = timeCombo(grid, tr("Hide secrets after"), tr("Hide secrets after"), tr("the clipboard is cleared then too"),
                       { { 10, tr("10 s") }, { 30, tr("30 s") }, { 60, tr("60 s") }, { 120, tr("2 min") } });
    m_keepJournal = timeCombo(grid, tr("Keep journal for"), tr("Keep journal for"), tr("older changes can’t be undone"),
                              { { 7, tr("7 days") }, { 30, tr("30 days") }, { 90, tr("90 days") }, { 365, tr("1 year") }, { 3650, tr("10 years") } });
    connect(m_keepJournal, &QComboBox::currentIndexChanged, this, [this] { m_settings.setKeepJournalDays(m_keepJournal->currentData().toInt()); });
    m_renew = checkBox(tr("Renew when a call finds it ended"), tr("Renew token by itself"), card);
    grid->add(tr("Delegated token"), m_renew);
    connect(m_signIn, &QComboBox::currentIndexChanged, this, [this] { m_settings.setSignInSeconds(m_signIn->currentData().toInt()); });
    connect(m_request, &QComboBox::currentIndexChanged, this, [this] { m_settings.setRequestSeconds(m_request->currentData().toInt()); });
    connect(m_hide, &QComboBox::currentIndexChanged, this, [this] { m_settings.setHideSecretsSeconds(m_hide->currentData().toInt()); });
    connect(m_renew, &QCheckBox::toggled, &m_settings, &Settings::setRenewsByItself);
    return card;
}

Card *PreferencesPage::buildPractice()
{
    auto *card = new Card(this);
    card->addHeader(tr("Practice registry"))->insertWidget(0, new IconLabel(u"registry"_s, &Colors::text, 16, card));
    auto *grid = new KeyValues(card, CaptionWidth);
    m_startPractice = checkBox(tr("When Baton opens on Practice"), tr("Start practice registry"), card);
    grid->add(tr("Start"), m_startPractice);
    m_port = new QSpinBox(card);
    m_port->setRange(1024, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setKeyboardTracking(false);
    m_port->setAccessibleName(tr("Practice port"));
    m_port->setObjectName(tr("Practice port"));
    m_port->setFixedWidth(96);
    m_running = new Chip(card);
    m_portHint = makeText(tr("A new port changes the practice iDs."), "caption", card);
    auto *block = new QVBoxLayout;
    block->setSpacing(4);
    block->addLayout(line({ m_port, m_running }));
    block->addWidget(m_portHint);
    grid->add(tr("Port"), block);
    m_callback = new CopyField(tr("Callback address"), tr("Copy callback address"), card);
    m_callback->setFrame(true);
    grid->add(tr("Callback"), m_callback);
    card->body()->addLayout(grid);
    connect(m_startPractice, &QCheckBox::toggled, &m_settings, &Settings::setStartsPractice);
    connect(m_port, &QSpinBox::editingFinished, this, &PreferencesPage::commitPort);
    return card;
}

Card *PreferencesPage::buildKept()
{
    auto *card = new Card(this);
    card->addHeader(tr("Kept on this computer"))->insertWidget(0, new IconLabel(u"note"_s, &Colors::text, 16, card));
    auto *grid = new KeyValues(card, CaptionWidth);
    grid->addText(tr("Traffic"), tr("Until Baton closes, without secrets"));
    grid->addText(tr("Ledger"), tr("Until you forget everything"));
    grid->addText(tr("Vault"), tr("Clients, partners, keys, permissions and packages, encrypted"));
    grid->addText(tr("Preferences"), tr("settings.ini in the profile folder, no secrets"));
    card->body()->addLayout(grid);
    return card;
}

void PreferencesPage::showSettings()
{
    const auto quietly = [](QObject *object, const auto &change) {
        const QSignalBlocker quiet(object);
        change();
    };
    m_textSize->setChecked(m_settings.textSize());
    m_theme->setChecked(int(m_settings.theme()));
    quietly(m_still, [this] { m_still->setChecked(m_settings.hasStill() ? m_settings.still() : Theme::of().isStill()); });
    quietly(m_renew, [this] { m_renew->setChecked(m_settings.renewsByItself()); });
    quietly(m_startPractice, [this] { m_startPractice->setChecked(m_settings.startsPractice()); });
    quietly(m_language, [this] { m_language->setCurrentIndex(qMax(0, m_language->findData(m_settings.language()))); });
    pick(m_browser, int(m_settings.browser()));
    pick(m_signIn, m_settings.signInSeconds());
    pick(m_request, m_settings.requestSeconds());
    pick(m_hide, m_settings.hideSecretsSeconds());
    pick(m_keepJournal, m_settings.keepJournalDays());
    if (m_command->text().trimmed() != m_settings.browserCommand())
        m_command->setText(m_settings.browserCommand());
    m_command->setEnabled(m_settings.browser() == Settings::Browser::Command);
    showPort();
}

void PreferencesPage::setTriedPort(quint16 port)
{
    m_triedPort = port;
    showPort();
}

// Where the registry is, or should be: started from a command line it may be elsewhere than the settings say.
quint16 PreferencesPage::usedPort() const
{
    if (m_registry.isRunning())
        return quint16(QUrl(m_registry.info().issuer).port(m_settings.practicePort()));
    return m_triedPort ? m_triedPort : m_settings.practicePort();
}

void PreferencesPage::showPort()
{
    const QSignalBlocker quiet(m_port);
    m_port->setValue(usedPort());
}

void PreferencesPage::showPracticeProblem(const Error &error)
{
    m_practiceProblem = error;
    showRegistry();
}

void PreferencesPage::showRegistry()
{
    m_running->setAccessibleName(tr("Registry state"));
    const bool running = m_registry.isRunning();
    const bool problem = !running && !m_practiceProblem.code.isEmpty();
    if (running)
        m_running->set(tr("Running"), Tone::Ok, u"okcircle"_s);
    else if (problem)
        m_running->set(tr("Could not start"), Tone::Err, u"xcircle"_s);
    else
        m_running->set(tr("Stopped"), Tone::Neutral, u"pause"_s);
    showPort();
    const bool elsewhere = running && usedPort() != m_settings.practicePort();
    const QString hint = problem ? m_practiceProblem.text()
        : elsewhere              ? tr("For this run only; the next starts at %1. A new port changes the practice iDs.").arg(m_settings.practicePort())
                                 : tr("A new port changes the practice iDs.");
    m_portHint->setText(plain(hint));
    setTone(m_portHint, problem ? Tone::Err : Tone::Neutral);
    m_port->setAccessibleDescription(plain(hint));
    restyle(m_port, "invalid", problem ? u"true"_s : QString());
    QString callback;
    if (running) {
        for (const practice::ClientInfo &client : m_registry.info().clients) {
            if (!client.redirectUris.isEmpty() && callback.isEmpty())
                callback = client.redirectUris.first();
        }
    }
    m_callback->setText(callback.isEmpty() ? u"http://127.0.0.1:9761/callback"_s : callback);
}

void PreferencesPage::commitPort()
{
    const auto port = quint16(m_port->value());
    if (port == usedPort())
        return;
    m_practiceProblem = {};
    m_triedPort = port;
    m_settings.setPracticePort(port);
    showRegistry();
    Q_EMIT practicePortChanged(port);
}

void PreferencesPage::tryBrowser()
{
    const auto opened = openLink(QUrl(environment().issuer), browserChoice(m_settings));
    m_browserResult->setText(opened ? tr("Started with %1").arg(environment().issuer) : plain(opened.error().text()));
    setTone(m_browserResult, opened ? Tone::Ok : Tone::Err);
    m_browserResult->show();
}

} // namespace baton::ui

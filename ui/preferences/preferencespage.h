#pragma once

#include "app/practice/registry.h"
#include "app/vault/vault.h"
#include "ui/common/page.h"
#include "ui/common/settings.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace baton::ui {

class Card;
class Chip;
class CopyField;
class KeyValues;
class Segments;
class VaultCard;

/// Preferences: everything applies at once and is kept in Settings; others listen to Settings::changed.
class PreferencesPage : public Page {
    Q_OBJECT
public:
    PreferencesPage(Settings &settings, vault::Vault &vault, practice::Registry &registry, QWidget *parent = nullptr);

    /// Its signals ask for the vault's dialogs.
    VaultCard *vaultCard() const { return m_vaultCard; }
    /// Where the practice registry is about to start; 0 = at any free port.
    void setTriedPort(quint16 port);
    /// The registry could not start: said at the port field until it runs or the port changes.
    void showPracticeProblem(const Error &error);

Q_SIGNALS:
    /// The port was changed: restart the registry on it.
    void practicePortChanged(quint16 port);

private:
    Card *buildAppearance();
    Card *buildBrowser();
    Card *buildTimes();
    Card *buildPractice();
    Card *buildKept();
    QComboBox *timeCombo(KeyValues *grid, const QString &caption, const QString &name, const QString &hint,
                         const QList<std::pair<int, QString>> &choices);
    void showSettings();
    void showRegistry();
    void showPort();
    quint16 usedPort() const;
    void tryBrowser();
    void commitPort();

    Settings &m_settings;
    practice::Registry &m_registry;
    Error m_practiceProblem;
    quint16 m_triedPort = 0;
    Segments *m_textSize, *m_theme;
    QCheckBox *m_still, *m_renew, *m_startPractice;
    QComboBox *m_language, *m_browser, *m_signIn, *m_request, *m_hide, *m_keepJournal;
    QLineEdit *m_command;
    QLabel *m_browserResult;
    QPushButton *m_try;
    VaultCard *m_vaultCard;
    Chip *m_running;
    QLabel *m_portHint;
    QSpinBox *m_port;
    CopyField *m_callback;
};

} // namespace baton::ui

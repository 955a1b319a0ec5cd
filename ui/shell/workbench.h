#pragma once

#include "app/desk/desk.h"
#include "ui/common/settings.h"
#include "ui/shell/conductor.h"
#include "ui/shell/demoplayer.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"
#include "ui/vault/vaultcare.h"
#include "ui/vault/vaultdialog.h"

namespace baton::ui {

/// One running Baton: the desk with everything it knows, and the window on it. What main, the demonstration run and the
/// journeys start.
class Workbench : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString profileDir;
        int practicePort = -1;      ///< −1: as in Preferences; 0: any free one
    };
    enum class VaultWay { Ask, Session };

    explicit Workbench(const Options &options, QObject *parent = nullptr);
    ~Workbench() override;

    void start(VaultWay vaultWay);
    /// Welcome page unless an environment was chosen before or `skipWelcome`.
    void showWindow(bool skipWelcome);
    void startPractising();
    void openPackage(const QString &path);

    desk::Desk &desk() { return m_desk; }
    MainWindow &window() { return *m_window; }
    Conductor &conductor() { return *m_conductor; }
    DemoPlayer &player() { return *m_player; }
    Environments &environments() { return m_environments; }
    Settings &settings() { return m_settings; }

private:
    void connectWindow();
    void connectVault();
    void startOver();
    void startPractice();
    bool canReceive() const;
    void openWaitingPackage();

    Options m_options;
    Settings m_settings;
    Environments m_environments;
    desk::Desk m_desk;
    std::unique_ptr<MainWindow> m_window; ///< before the desk goes
    Conductor *m_conductor;
    DemoPlayer *m_player;
    VaultDialog *m_vaultDialog;
    VaultCare *m_vaultCare;
    QString m_waitingPackage; ///< its vault or its registry is not there yet
};

} // namespace baton::ui

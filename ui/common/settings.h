#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QObject>
#include <QtCore/QString>

#include <memory>

class QSettings;

namespace baton::ui {

/// What Preferences keeps: settings.ini in the profile directory (or only memory without one). No secret is ever here.
/// Every setter stores at once and emits changed() once if the value is a new one.
class Settings : public QObject {
    Q_OBJECT
public:
    enum class Theme { System, Light, Dark };
    enum class Browser { Default, Command };

    explicit Settings(const QString &profileDir, QObject *parent = nullptr);
    ~Settings() override;

    int textSize() const;            ///< percent: 100, 115, 130, 150
    void setTextSize(int percent);
    Theme theme() const;
    void setTheme(Theme theme);
    /// As the files of translations name it ("en", "pt_BR"); empty = the system's. Taken when Baton starts.
    QString language() const;
    void setLanguage(const QString &language);
    static QStringList languages(); ///< those there is a translation for
    bool hasStill() const;           ///< false: as the system asks
    bool still() const;
    void setStill(bool still);

    Browser browser() const;
    void setBrowser(Browser browser);
    QString browserCommand() const;
    void setBrowserCommand(const QString &command);

    int signInSeconds() const;       ///< 60 … 600, default 300
    void setSignInSeconds(int seconds);
    int requestSeconds() const;      ///< 15 … 300, default 60
    void setRequestSeconds(int seconds);
    int hideSecretsSeconds() const;  ///< 10 … 120, default 30
    void setHideSecretsSeconds(int seconds);
    int keepJournalDays() const;     ///< 7 … 3650, default 90
    void setKeepJournalDays(int days);
    bool renewsByItself() const;
    void setRenewsByItself(bool on);

    bool startsPractice() const;
    void setStartsPractice(bool on);
    quint16 practicePort() const;    ///< default 9760
    void setPracticePort(quint16 port);

    QDateTime lastBackup() const;    ///< of the vault, UTC; invalid when there was none
    void setLastBackup(const QDateTime &at);

    QByteArray bytes(const QString &key) const; ///< window geometry, splitter sizes; keys "window/…"
    void setBytes(const QString &key, const QByteArray &bytes);

    void restoreDefaults();          ///< everything but the window's geometry and the last backup

Q_SIGNALS:
    void changed();

private:
    bool put(const QString &key, const QVariant &value);
    QVariant get(const QString &key, const QVariant &otherwise) const;

    std::unique_ptr<QSettings> m_file;
    QVariantMap m_memory;
};

/// Text size, theme and motion into the application's Theme, now and at every change.
void applyAppearance(Settings &settings);

} // namespace baton::ui

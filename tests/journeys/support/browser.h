#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QObject>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtCore/QUrl>
#include <QtNetwork/QNetworkAccessManager>

namespace baton::test {

/// A real Chromium, driven over WebDriver (W3C) through chromedriver. Blocking, for tests.
class Browser : public QObject {
    Q_OBJECT
public:
    Browser();
    ~Browser() override;

    /// False with problem() set when Chromium or its driver is missing or does not start.
    bool start();
    QString problem() const { return m_problem; }

    /// What to put into Baton's "Browser command": opens the address in this browser.
    QString command() const;

    QUrl url();
    QString title();
    QString bodyText();
    /// Waits until a css selector matches; the element's id, empty after the time is up.
    QString find(const QString &css, int timeoutMs = 15'000);
    bool click(const QString &css, int timeoutMs = 15'000);
    /// By accessible name: an input or button with that aria-label, label text or own text.
    bool clickNamed(const QString &accessibleName, int timeoutMs = 15'000);
    /// Waits until the page's address starts with this.
    bool waitForUrl(const QString &prefix, int timeoutMs = 15'000);
    void open(const QUrl &url);
    void clearCookies();
    QJsonValue run(const QString &script);

private:
    QJsonValue call(const QByteArray &method, const QString &path, const QJsonObject &body = {}, bool *ok = nullptr);

    QNetworkAccessManager m_network;
    QProcess m_driver;
    QTemporaryDir m_profile;
    QUrl m_base;
    QString m_session;
    QString m_problem;
};

} // namespace baton::test

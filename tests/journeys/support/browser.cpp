#include "tests/journeys/support/browser.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QTest>

namespace baton::test {

namespace {

const QString elementKey = QStringLiteral("element-6066-11e4-a52e-4f735466cecf");

QString firstExecutable(const QStringList &names)
{
    for (const QString &name : names) {
        if (const QString path = QStandardPaths::findExecutable(name); !path.isEmpty())
            return path;
    }
    return {};
}

} // namespace

Browser::Browser() = default;

Browser::~Browser()
{
    if (!m_session.isEmpty())
        call("DELETE", {});
    if (m_driver.state() != QProcess::NotRunning) {
        m_driver.terminate();
        if (!m_driver.waitForFinished(5000))
            m_driver.kill();
        m_driver.waitForFinished(2000);
    }
}

bool Browser::start()
{
    const QString driver = firstExecutable({ QStringLiteral("chromedriver"), QStringLiteral("chromium.chromedriver") });
    const QString chromium = firstExecutable({ QStringLiteral("chromium"), QStringLiteral("chromium-browser"), QStringLiteral("google-chrome") });
    if (driver.isEmpty() || chromium.isEmpty()) {
        m_problem = QStringLiteral("Chromium and chromedriver are needed (packages chromium, chromium-driver)");
        return false;
    }
    m_driver.setProcessChannelMode(QProcess::MergedChannels);
    m_driver.start(driver, { QStringLiteral("--port=0") });
    static const QRegularExpression portLine(QStringLiteral("started successfully on port (\\d+)"));
    QByteArray output;
    QElapsedTimer timer;
    timer.start();
    while (!m_base.isValid() || m_base.isEmpty()) {
        if (timer.elapsed() > 30'000 || (!m_driver.waitForReadyRead(30'000) && m_driver.state() == QProcess::NotRunning)) {
            m_problem = QStringLiteral("chromedriver did not start: ") + QString::fromUtf8(output);
            return false;
        }
        output += m_driver.readAll();
        if (const auto match = portLine.match(QString::fromUtf8(output)); match.hasMatch())
            m_base = QUrl(QStringLiteral("http://127.0.0.1:") + match.captured(1));
    }
    const QJsonArray arguments { QStringLiteral("--headless=new"), QStringLiteral("--no-sandbox"), QStringLiteral("--disable-gpu"),
        QStringLiteral("--disable-quic"), QStringLiteral("--no-first-run"), QStringLiteral("--disable-background-networking"),
        QStringLiteral("--disable-component-update"), QStringLiteral("--disable-sync"), QStringLiteral("--disable-dev-shm-usage"),
        QStringLiteral("--user-data-dir=") + m_profile.path() };
    const QJsonObject options { { QStringLiteral("binary"), chromium }, { QStringLiteral("args"), arguments } };
    const QJsonObject capabilities { { QStringLiteral("browserName"), QStringLiteral("chrome") }, { QStringLiteral("goog:chromeOptions"), options } };
    bool ok = false;
    const QJsonValue value = call("POST", QStringLiteral("/session"),
        { { QStringLiteral("capabilities"), QJsonObject { { QStringLiteral("alwaysMatch"), capabilities } } } }, &ok);
    const QString id = value[QStringLiteral("sessionId")].toString();
    if (!ok || id.isEmpty()) {
        m_problem = QStringLiteral("Chromium did not start: ") + value[QStringLiteral("message")].toString();
        return false;
    }
    m_session = QStringLiteral("/session/") + id;
    qputenv("BATON_TEST_WEBDRIVER", (m_base.toString() + m_session).toUtf8());
    return true;
}

QString Browser::command() const
{
    return QStringLiteral(BATON_SOURCE_DIR "/tests/journeys/support/open-in-browser %u");
}

QJsonValue Browser::call(const QByteArray &method, const QString &path, const QJsonObject &body, bool *ok)
{
    QNetworkRequest request(QUrl(m_base.toString() + m_session + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setTransferTimeout(60'000);
    QNetworkReply *reply = m_network.sendCustomRequest(
        request, method, method == "POST" ? QJsonDocument(body).toJson(QJsonDocument::Compact) : QByteArray());
    QEventLoop loop;
    connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    if (ok)
        *ok = reply->error() == QNetworkReply::NoError;
    return QJsonDocument::fromJson(reply->readAll()).object().value(QStringLiteral("value"));
}

QUrl Browser::url()
{
    return QUrl(call("GET", QStringLiteral("/url")).toString());
}

QString Browser::title()
{
    return call("GET", QStringLiteral("/title")).toString();
}

QString Browser::bodyText()
{
    return run(QStringLiteral("return document.body ? document.body.innerText : ''")).toString();
}

QString Browser::find(const QString &css, int timeoutMs)
{
    QString found;
    (void)QTest::qWaitFor([&] {
        const QJsonValue value = call("POST", QStringLiteral("/element"),
            { { QStringLiteral("using"), QStringLiteral("css selector") }, { QStringLiteral("value"), css } });
        found = value[elementKey].toString();
        return !found.isEmpty();
    }, timeoutMs);
    return found;
}

bool Browser::click(const QString &css, int timeoutMs)
{
    const QString element = find(css, timeoutMs);
    bool ok = false;
    if (!element.isEmpty())
        call("POST", QStringLiteral("/element/%1/click").arg(element), {}, &ok);
    return ok;
}

bool Browser::clickNamed(const QString &accessibleName, int timeoutMs)
{
    // Chromium computes the accessible name itself, as a screen reader would get it.
    bool clicked = false;
    (void)QTest::qWaitFor([&] {
        const QJsonArray all = call("POST", QStringLiteral("/elements"),
            { { QStringLiteral("using"), QStringLiteral("css selector") }, { QStringLiteral("value"), QStringLiteral("input, button, a, select") } }).toArray();
        for (const QJsonValue &one : all) {
            const QString element = one[elementKey].toString();
            if (call("GET", QStringLiteral("/element/%1/computedlabel").arg(element)).toString() != accessibleName)
                continue;
            call("POST", QStringLiteral("/element/%1/click").arg(element), {}, &clicked);
            if (!clicked) // a radio whose own box is covered by its card: press the label instead
                clicked = run(QStringLiteral("const e=[...document.querySelectorAll('input')].find(i=>(i.ariaLabel||'')===%1"
                                             "||[...i.labels||[]].some(l=>l.innerText.trim()===%1)); if(e){e.click();return true} return false")
                                  .arg(QString::fromUtf8(QJsonDocument(QJsonArray { accessibleName }).toJson(QJsonDocument::Compact)).mid(1).chopped(1)))
                              .toBool();
            return clicked;
        }
        return false;
    }, timeoutMs);
    return clicked;
}

bool Browser::waitForUrl(const QString &prefix, int timeoutMs)
{
    return QTest::qWaitFor([&] { return url().toString().startsWith(prefix); }, timeoutMs);
}

void Browser::open(const QUrl &url)
{
    call("POST", QStringLiteral("/url"), { { QStringLiteral("url"), url.toString(QUrl::FullyEncoded) } });
}

void Browser::clearCookies()
{
    call("DELETE", QStringLiteral("/cookie"));
}

QJsonValue Browser::run(const QString &script)
{
    return call("POST", QStringLiteral("/execute/sync"), { { QStringLiteral("script"), script }, { QStringLiteral("args"), QJsonArray() } });
}

} // namespace baton::test

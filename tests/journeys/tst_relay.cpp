#include "tests/journeys/support/browser.h"
#include "tests/journeys/support/desktop.h"
#include "tests/journeys/support/registryreader.h"

#include <QtCore/QFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QTableView>

using namespace baton;
using namespace baton::test;

namespace {

const QString sofia = QStringLiteral("0000-0002-9227-8514");
const QString original = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
const QString second = QStringLiteral("APP-OG55T1ZR8K3CV7QD");

} // namespace

/// The whole relay as a person does it: real window, real Chromium, real HTTP, real keychain.
class tst_Relay : public QObject {
    Q_OBJECT

private:
    Browser m_browser;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<RegistryReader> m_reader;

    void signIn(const QString &researcher, const QStringList &scopes)
    {
        Desktop &desktop = *m_desktop;
        QVERIFY(desktop.click(QStringLiteral("Sign in")));
        for (const QString &scope : { QStringLiteral("/read-limited"), QStringLiteral("/activities/update") }) {
            auto *box = desktop.find<QAbstractButton>(QStringLiteral("Scope ") + scope);
            QVERIFY2(box, qPrintable(scope));
            if (box->isChecked() != scopes.contains(scope))
                QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(10, box->height() / 2));
            QCOMPARE(box->isChecked(), scopes.contains(scope));
        }
        QVERIFY(desktop.click(QStringLiteral("Open browser to sign in")));
        QVERIFY(m_browser.clickNamed(QStringLiteral("Sign in as ") + researcher));
        QVERIFY(m_browser.clickNamed(QStringLiteral("Authorize access")));
        QVERIFY(desktop.shows(ui::PageId::IdentityToken));
        QVERIFY(desktop.sees(QStringLiteral("8 of 8 checks passed")));
    }

    QByteArray sealToKey()
    {
        Desktop &desktop = *m_desktop;
        if (!desktop.click(QStringLiteral("Hand over id_token")) || !desktop.shows(ui::PageId::HandOver))
            return {};
        if (!desktop.click(QStringLiteral("Protect with partner’s key")) || !desktop.click(QStringLiteral("Partner Open Grants Platform")))
            return {};
        return copyPackage();
    }

    QByteArray copyPackage()
    {
        QGuiApplication::clipboard()->clear();
        if (!m_desktop->click(QStringLiteral("Copy package as text")))
            return {};
        const auto copied = [] { return QGuiApplication::clipboard()->text().count(u'.') == 4; };
        return QTest::qWaitFor(copied, 30'000) ? QGuiApplication::clipboard()->text().toUtf8() : QByteArray();
    }

    void exchange()
    {
        Desktop &desktop = *m_desktop;
        QVERIFY(desktop.choose(QStringLiteral("Exchange as"), QStringLiteral("Open Grants Platform")));
        QVERIFY(desktop.click(QStringLiteral("Exchange for access token")));
        QVERIFY(desktop.shows(ui::PageId::Record));
        QVERIFY(desktop.desk().session.isActive());
    }

    // Adds a work through the form and gives its put-code.
    qint64 addWork(const QString &title, const QString &doi)
    {
        Desktop &desktop = *m_desktop;
        qint64 putCode = 0;
        QObject once;
        QObject::connect(&desktop.desk().records, &record::RecordClient::added, &once,
            [&putCode](const record::Item &item, qint64) { putCode = item.putCode; });
        if (!desktop.click(QStringLiteral("Add item")))
            return 0;
        const auto seen = qScopeGuard([&] { desktop.picture(QStringLiteral("relay-add")); });
        if (!desktop.type(QStringLiteral("Title"), title)
            || !desktop.choose(QStringLiteral("Type"), QStringLiteral("Journal article"))
            || !desktop.choose(QStringLiteral("Identifier 1 type"), QStringLiteral("doi"))
            || !desktop.type(QStringLiteral("Identifier 1 value"), doi) || !desktop.click(QStringLiteral("Send changes")))
            return 0;
        if (!QTest::qWaitFor([&putCode] { return putCode != 0; }, 15'000))
            desktop.picture(QStringLiteral("relay-add-failed"));
        return putCode;
    }

    void changeTitle(qint64 putCode, const QString &title)
    {
        Desktop &desktop = *m_desktop;
        QVERIFY(desktop.click(QStringLiteral("Back to items")));
        // The item just added is the one in the details panel.
        const auto inDetails = [&] {
            auto *details = desktop.find<QWidget>(QStringLiteral("Item details"));
            const auto labels = details ? details->findChildren<QLabel *>() : QList<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text() == QString::number(putCode); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(inDetails(), 15'000);
        bool changed = false;
        QObject once;
        QObject::connect(&desktop.desk().records, &record::RecordClient::updated, &once, [&changed] { changed = true; });
        QVERIFY(desktop.click(QStringLiteral("Edit item")));
        QVERIFY(desktop.type(QStringLiteral("Title"), title));
        QVERIFY(desktop.click(QStringLiteral("Send changes")));
        QTRY_VERIFY_WITH_TIMEOUT(changed, 15'000);
        QVERIFY(desktop.click(QStringLiteral("Back to items")));
    }

    void findAtRegistry(qint64 putCode, const QString &title)
    {
        const QJsonObject work = m_reader->get(QStringLiteral("/%1/work/%2").arg(sofia).arg(putCode));
        QCOMPARE(work[QStringLiteral("title")][QStringLiteral("title")][QStringLiteral("value")].toString(), title);
        const QJsonValue source = work[QStringLiteral("source")];
        QCOMPARE(source[QStringLiteral("source-client-id")][QStringLiteral("path")].toString(), second);
        QCOMPARE(source[QStringLiteral("assertion-origin-client-id")][QStringLiteral("path")].toString(), original);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_browser.start(), qPrintable(m_browser.problem()));
        m_desktop = std::make_unique<Desktop>(qEnvironmentVariableIsSet("BATON_TEST_KEYCHAIN"));
        QVERIFY(m_desktop->start());
        if (qEnvironmentVariableIsSet("BATON_TEST_KEYCHAIN"))
            QCOMPARE(m_desktop->desk().vault.protection(), vault::Vault::Protection::Keychain);
        m_desktop->bench().startPractising();
        m_desktop->click(QStringLiteral("Continue"), 3000); // “Baton keeps secrets in your keychain”
        m_desktop->bench().settings().setBrowserCommand(m_browser.command());
        m_desktop->bench().settings().setBrowser(ui::Settings::Browser::Command);
        m_reader = std::make_unique<RegistryReader>(m_desktop->desk().registry.info());
    }

    void init() { m_browser.clearCookies(); }

    void withTheirKey()
    {
        Desktop &desktop = *m_desktop;
        signIn(QStringLiteral("Sofia Maria Hernandez Garcia"), { QStringLiteral("/read-limited"), QStringLiteral("/activities/update") });
        QVERIFY(!m_browser.bodyText().contains(QStringLiteral("done"), Qt::CaseInsensitive));
        const QByteArray package = sealToKey();
        QVERIFY(!package.isEmpty());
        QVERIFY(desktop.click(QStringLiteral("Inbox")));
        QVERIFY(desktop.click(QStringLiteral("Paste package")));
        QVERIFY(desktop.sees(QStringLiteral("6 of 6 checks passed")));
        desktop.picture(QStringLiteral("relay-inbox"));
        exchange();
        QVERIFY(desktop.sees(QStringLiteral("Sofia Maria Hernandez Garcia")));
        const qint64 putCode = addWork(QStringLiteral("Salt and light"), QStringLiteral("10.5555/journey.1"));
        QVERIFY(putCode > 0);
        findAtRegistry(putCode, QStringLiteral("Salt and light"));
        changeTitle(putCode, QStringLiteral("Salt and light, revisited"));
        findAtRegistry(putCode, QStringLiteral("Salt and light, revisited"));
        desktop.picture(QStringLiteral("relay-record"));
        for (const relay::Step &step : desktop.desk().story.steps())
            QVERIFY2(step.state == relay::Step::State::Done, qPrintable(QString::number(step.number)));
    }

    void withAPassphrase()
    {
        Desktop &desktop = *m_desktop;
        signIn(QStringLiteral("Sofia Maria Hernandez Garcia"), { QStringLiteral("/read-limited"), QStringLiteral("/activities/update") });
        QVERIFY(desktop.click(QStringLiteral("Hand over id_token")));
        QVERIFY(desktop.click(QStringLiteral("Protect with passphrase")));
        QVERIFY(desktop.click(QStringLiteral("Suggest passphrase")));
        auto *field = desktop.find<QLineEdit>(QStringLiteral("Passphrase"));
        QVERIFY(field);
        const QString passphrase = field->text();
        QCOMPARE(passphrase.count(u'-'), 6);
        const QByteArray package = copyPackage();
        QVERIFY(!package.isEmpty());
        // By way of a file, as a partner would get it.
        QTemporaryDir post;
        QFile file(post.filePath(QStringLiteral("from-northbridge.baton")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(package);
        file.close();
        desktop.bench().openPackage(file.fileName());
        QVERIFY(desktop.type(QStringLiteral("Passphrase"), passphrase));
        QVERIFY(desktop.click(QStringLiteral("Open with passphrase")));
        QVERIFY(desktop.sees(QStringLiteral("6 of 6 checks passed"), 30'000));
        exchange();
        const qint64 putCode = addWork(QStringLiteral("Reeds in winter"), QStringLiteral("10.5555/journey.2"));
        QVERIFY(putCode > 0);
        changeTitle(putCode, QStringLiteral("Reeds in late winter"));
        findAtRegistry(putCode, QStringLiteral("Reeds in late winter"));
    }

    void afterTheResearcherRevoked()
    {
        Desktop &desktop = *m_desktop;
        signIn(QStringLiteral("Tomás Ibarra Quintana"), { QStringLiteral("/read-limited") });
        const QByteArray package = sealToKey();
        QVERIFY(!package.isEmpty());
        QVERIFY(desktop.click(QStringLiteral("Inbox")));
        QVERIFY(desktop.click(QStringLiteral("Paste package")));
        QVERIFY(desktop.sees(QStringLiteral("6 of 6 checks passed")));
        exchange();
        m_browser.open(QUrl(desktop.desk().practiceEnvironment().issuer + QStringLiteral("/trusted-parties")));
        QVERIFY(m_browser.clickNamed(QStringLiteral("Revoke access of Northbridge University")));
        QVERIFY(m_browser.clickNamed(QStringLiteral("Revoke access of Northbridge University"))); // the page asks once
        QTRY_VERIFY_WITH_TIMEOUT(m_browser.bodyText().contains(QStringLiteral("You have not allowed anybody yet")), 15'000);
        QVERIFY(desktop.click(QStringLiteral("Inbox")));
        QVERIFY(desktop.click(QStringLiteral("Exchange for access token")));
        QVERIFY(desktop.sees(QStringLiteral("withdrawn")) || desktop.sees(QStringLiteral("withdrew"), 1000));
        desktop.picture(QStringLiteral("relay-revoked"));
        const http::Exchange *last = desktop.desk().trace.last();
        QVERIFY(last);
        QCOMPARE(last->status, 401);
        QVERIFY(last->responseBody.contains(QStringLiteral("invalid_scope")));
        QCOMPARE(desktop.desk().story.step(8).state, relay::Step::State::Failed);
    }

    void nothingSecretInTraffic()
    {
        for (const http::Exchange &exchange : m_desktop->desk().trace.exchanges()) {
            const QString text = exchange.requestBody + exchange.responseBody + exchange.url.toString();
            for (const http::Hidden &hidden : exchange.hidden)
                QVERIFY(!text.contains(hidden.value.revealString()));
            QVERIFY(!text.contains(QStringLiteral("eyJ")));
        }
    }

    void cleanupTestCase() { m_desktop.reset(); }
};

QTEST_MAIN(tst_Relay)
#include "tst_relay.moc"

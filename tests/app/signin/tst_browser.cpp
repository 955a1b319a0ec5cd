#include "app/signin/browser.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace baton::signin;

namespace {

const QUrl page(QStringLiteral("https://orcid.org/oauth/authorize?scope=openid%20/read-limited&state=$(id);`id`"));

BrowserChoice command(const QString &text)
{
    return { BrowserChoice::Kind::Command, text };
}

} // namespace

class tst_Browser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_program = m_dir->filePath(QStringLiteral("my browser"));
        QFile script(m_program);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$(dirname \"$0\")/part\" && mv \"$(dirname \"$0\")/part\" \"$(dirname \"$0\")/said\"\necho noise\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void S1_commandBeforeVariableBeforeDesktop()
    {
        const QString quoted = u'"' + m_program + u'"';
        const auto own = browserCommand(command(quoted), page, QStringLiteral("sh"));
        QVERIFY(own);
        QCOMPARE(own->program, m_program);
        const auto variable = browserCommand({}, page, quoted);
        QVERIFY(variable);
        QCOMPARE(variable->program, m_program);
        const auto desktop = browserCommand({}, page, QStringLiteral("  "));
        QVERIFY(desktop);
        QVERIFY(desktop->program.isEmpty());
    }

    void addressGoesWherePercentUStands()
    {
        const QString address = QString::fromLatin1(page.toEncoded());
        const auto args = [&](const QString &rest) { return browserCommand(command(u'\'' + m_program + u'\'' + rest), page, {})->arguments; };
        QCOMPARE(args({}), QStringList { address });
        QCOMPARE(args(QStringLiteral(" --private-window %u --x")), (QStringList { QStringLiteral("--private-window"), address, QStringLiteral("--x") }));
        QCOMPARE(args(QStringLiteral("  --app=%u")), QStringList { QStringLiteral("--app=") + address });
        QCOMPARE(args(QStringLiteral(" \"a b\" 100%% ''")), (QStringList { QStringLiteral("a b"), QStringLiteral("100%"), QString(), address }));
        QCOMPARE(args(QStringLiteral(" %s")), QStringList { address });
        QCOMPARE(args(QStringLiteral(" $HOME;reboot|x")), (QStringList { QStringLiteral("$HOME;reboot|x"), address }));
    }

    void errors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("blank") << QStringLiteral("  ");
        QTest::newRow("empty quotes") << QStringLiteral("\"\" %u");
        QTest::newRow("open quote") << QStringLiteral("sh \"%u");
        QTest::newRow("no such program") << QStringLiteral("no-such-browser-anywhere %u");
    }

    void errors()
    {
        QFETCH(QString, text);
        const auto result = browserCommand(command(text), page, QStringLiteral("sh"));
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("browser.command"));
    }

    void variableMayListSeveral()
    {
        const auto result = browserCommand({}, page, QStringLiteral("no-such-browser-anywhere:sh -x %s"));
        QVERIFY(result);
        QVERIFY(result->program.endsWith(QStringLiteral("/sh")));
        QCOMPARE(browserCommand({}, page, QStringLiteral("no-such-browser-anywhere")).error().code, QStringLiteral("browser.command"));
    }

    void S52_onlyWebAddresses()
    {
        for (const char *address : { "file:///etc/passwd", "javascript:alert(1)", "--version", "https://a:b@orcid.org/", "https:///x", "" })
            QVERIFY2(!browserCommand(command(QStringLiteral("sh")), QUrl(QString::fromLatin1(address)), {}), address);
    }

    void startsItWithoutAShell()
    {
        const auto parsed = browserCommand(command(u'"' + m_program + QStringLiteral("\" --new %u")), page, {});
        QVERIFY(parsed);
        QVERIFY(startBrowser(*parsed));
        QTRY_VERIFY(QFile::exists(m_dir->filePath(QStringLiteral("said"))));
        QFile said(m_dir->filePath(QStringLiteral("said")));
        QVERIFY(said.open(QIODevice::ReadOnly));
        QCOMPARE(said.readAll(), "--new\n" + page.toEncoded() + '\n');
    }

    void startErrors()
    {
        QCOMPARE(startBrowser({}).error().code, QStringLiteral("browser.start"));
        QCOMPARE(startBrowser({ QStringLiteral("/no/such/program"), {} }).error().code, QStringLiteral("browser.start"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_program;
};

QTEST_GUILESS_MAIN(tst_Browser)
#include "tst_browser.moc"

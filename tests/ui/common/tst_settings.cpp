#include "ui/common/openlink.h"
#include "ui/common/settings.h"
#include "ui/common/theme.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton::ui;
using namespace Qt::StringLiterals;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void defaults()
    {
        Settings settings({});
        QCOMPARE(settings.textSize(), 100);
        QCOMPARE(settings.theme(), Settings::Theme::System);
        QVERIFY(!settings.hasStill());
        QCOMPARE(settings.browser(), Settings::Browser::Default);
        QCOMPARE(settings.signInSeconds(), 300);
        QCOMPARE(settings.requestSeconds(), 60);
        QCOMPARE(settings.hideSecretsSeconds(), 30);
        QVERIFY(settings.renewsByItself());
        QCOMPARE(settings.keepJournalDays(), 90);
        QVERIFY(settings.startsPractice());
        QCOMPARE(settings.practicePort(), quint16(9760));
    }

    void valuesAreKeptInTheProfile()
    {
        QTemporaryDir profile;
        {
            Settings settings(profile.path());
            settings.setTextSize(130);
            settings.setTheme(Settings::Theme::Dark);
            settings.setStill(true);
            settings.setBrowser(Settings::Browser::Command);
            settings.setBrowserCommand(u"firefox --private-window %u"_s);
            settings.setPracticePort(19760);
            settings.setBytes(u"window/geometry"_s, "geometry");
        }
        Settings settings(profile.path());
        QCOMPARE(settings.textSize(), 130);
        QCOMPARE(settings.theme(), Settings::Theme::Dark);
        QVERIFY(settings.hasStill() && settings.still());
        QCOMPARE(settings.browser(), Settings::Browser::Command);
        QCOMPARE(settings.browserCommand(), u"firefox --private-window %u"_s);
        QCOMPARE(settings.practicePort(), quint16(19760));
        settings.restoreDefaults();
        QCOMPARE(settings.textSize(), 100);
        QVERIFY(!settings.hasStill());
        QCOMPARE(settings.bytes(u"window/geometry"_s), QByteArray("geometry"));
    }

    void changedComesOncePerNewValue()
    {
        Settings settings({});
        QSignalSpy changed(&settings, &Settings::changed);
        settings.setTextSize(115);
        settings.setTextSize(115);
        QCOMPARE(changed.size(), 1);
    }

    void nonsenseInTheFileIsBounded()
    {
        QTemporaryDir profile;
        QFile file(profile.filePath(u"settings.ini"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[appearance]\ntextSize=9999\ntheme=purple\n[times]\nsignIn=-4\nrequest=x\n[practice]\nport=70000\n");
        file.close();
        Settings settings(profile.path());
        QCOMPARE(settings.textSize(), 150);
        QCOMPARE(settings.theme(), Settings::Theme::System);
        QCOMPARE(settings.signInSeconds(), 60);
        QCOMPARE(settings.requestSeconds(), 15);
        QCOMPARE(settings.practicePort(), quint16(9760));
    }

    void appearanceReachesTheTheme()
    {
        Settings settings({});
        settings.setTheme(Settings::Theme::Dark);
        applyAppearance(settings);
        QVERIFY(Theme::of().isDark());
        settings.setTextSize(150);
        QCOMPARE(Theme::of().textSize(), 150);
        settings.setStill(true);
        QVERIFY(Theme::of().isStill());
        settings.restoreDefaults();
        QCOMPARE(Theme::of().textSize(), 100);
    }

    void S52_onlyPlainWebAddressesOpen_data()
    {
        QTest::addColumn<QString>("link");
        for (const char *link : { "file:///etc/passwd", "javascript:alert(1)", "https://user@orcid.org/", "http://", "mailto:a@b.example", "" })
            QTest::newRow(link) << QString::fromLatin1(link);
    }

    void S52_onlyPlainWebAddressesOpen()
    {
        QFETCH(QString, link);
        const auto opened = openLink(QUrl(link), {});
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, u"link.refused"_s);
    }
};

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"

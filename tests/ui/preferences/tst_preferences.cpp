#include "tests/app/handover/fixture.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/preferences/preferencespage.h"
#include "ui/preferences/vaultcard.h"

#include <QtGui/QAccessible>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSpinBox>

using namespace baton;
using namespace baton::ui;
using namespace Qt::StringLiterals;

namespace {

/// As a screen reader takes it: a combo's name is its label's.
QString nameOf(QWidget *widget)
{
    QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
    const auto labels = qobject_cast<QComboBox *>(widget) ? seen->relations(QAccessible::Label) : QList<std::pair<QAccessibleInterface *, QAccessible::Relation>>();
    return labels.isEmpty() ? seen->text(QAccessible::Name) : labels.first().first->text(QAccessible::Name);
}

struct Desk {
    handover::test::OpenVault vault;
    Settings settings { {} };
    practice::Registry registry;
    std::unique_ptr<PreferencesPage> page;

    void show()
    {
        page = std::make_unique<PreferencesPage>(settings, vault.vault, registry);
        page->resize(960, 700);
        page->show();
    }

    template <typename Widget>
    Widget *named(const QString &name) const
    {
        for (Widget *widget : page->findChildren<Widget *>()) {
            if (nameOf(widget) == name)
                return widget;
        }
        return nullptr;
    }
};

} // namespace

class TestPreferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        Theme::of().setTextSize(100);
        Theme::of().setMode(Theme::Mode::Light);
    }

    void controlsAreNamed()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        for (const char *name : { "Text size 100 percent", "Text size 150 percent", "Theme as the system", "Theme light", "Theme dark" }) {
            auto *button = desk.named<QAbstractButton>(QString::fromLatin1(name));
            QVERIFY2(button, name);
            QCOMPARE(QAccessible::queryAccessibleInterface(button)->role(), QAccessible::RadioButton);
        }
        for (const char *name : { "Language", "Open links with", "Sign-in waits", "Request waits", "Hide secrets after" })
            QVERIFY2(desk.named<QComboBox>(QString::fromLatin1(name)), name);
        for (const char *name : { "Keep spinners still", "Renew token by itself", "Start practice registry" })
            QVERIFY2(desk.named<QCheckBox>(QString::fromLatin1(name)), name);
        QVERIFY(desk.named<QLineEdit>(u"Browser command"_s));
        QVERIFY(desk.named<QSpinBox>(u"Practice port"_s));
        QVERIFY(desk.named<QPushButton>(u"Try browser"_s));
        QVERIFY(desk.named<QPushButton>(u"Restore defaults"_s));
        QVERIFY(desk.named<QLabel>(u"Callback address"_s));
    }

    void changesApplyAtOnce()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        applyAppearance(desk.settings);
        desk.show();
        desk.named<QAbstractButton>(u"Text size 130 percent"_s)->click();
        QCOMPARE(Theme::of().textSize(), 130);
        desk.named<QAbstractButton>(u"Theme dark"_s)->setChecked(true);
        QVERIFY(Theme::of().isDark());
        auto *waits = desk.named<QComboBox>(u"Sign-in waits"_s);
        waits->setCurrentIndex(waits->findData(600));
        QCOMPARE(desk.settings.signInSeconds(), 600);
        desk.named<QCheckBox>(u"Renew token by itself"_s)->click();
        QVERIFY(!desk.settings.renewsByItself());
        auto *browser = desk.named<QComboBox>(u"Open links with"_s);
        auto *command = desk.named<QLineEdit>(u"Browser command"_s);
        QVERIFY(!command->isEnabled());
        browser->setCurrentIndex(1);
        QVERIFY(command->isEnabled());
        QTest::keyClicks(command, u"no-such-browser %u"_s);
        QCOMPARE(desk.settings.browserCommand(), u"no-such-browser %u"_s);
    }

    void theLanguageIsChosenAndGoesBackWithTheDefaults()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        auto *language = desk.named<QComboBox>(u"Language"_s);
        QVERIFY(language);
        QCOMPARE(language->currentData().toString(), QString()); // as the system
        QCOMPARE(language->count(), Settings::languages().size() + 1);
        language->setCurrentIndex(language->findData(u"en"_s));
        Q_EMIT language->activated(language->currentIndex());
        QCOMPARE(desk.settings.language(), u"en"_s);
        desk.settings.setLanguage(u"xx"_s); // none such
        QCOMPARE(desk.settings.language(), QString());
        QCOMPARE(language->currentIndex(), 0);
        desk.settings.setLanguage(u"en"_s);
        desk.settings.restoreDefaults();
        QCOMPARE(language->currentIndex(), 0);
    }

    void aBrowserThatIsNotThereIsSaid()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.settings.setBrowser(Settings::Browser::Command);
        desk.settings.setBrowserCommand(u"no-such-browser-anywhere %u"_s);
        desk.show();
        desk.named<QPushButton>(u"Try browser"_s)->click();
        bool said = false;
        for (const QLabel *label : desk.page->findChildren<QLabel *>())
            said = said || (label->isVisible() && label->text().contains("no-such-browser-anywhere"_L1));
        QVERIFY(said);
    }

    void settingsFromElsewhereShow()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        desk.settings.setTextSize(150);
        QVERIFY(desk.named<QAbstractButton>(u"Text size 150 percent"_s)->isChecked());
        desk.settings.restoreDefaults();
        QVERIFY(desk.named<QAbstractButton>(u"Text size 100 percent"_s)->isChecked());
    }

    void aNewPortIsToldOnce()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        QSignalSpy changed(desk.page.get(), &PreferencesPage::practicePortChanged);
        auto *port = desk.named<QSpinBox>(u"Practice port"_s);
        port->setValue(19760);
        Q_EMIT port->editingFinished();
        Q_EMIT port->editingFinished();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(desk.settings.practicePort(), quint16(19760));
    }

    void aPortInUseIsNamedAtTheField()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        QSignalSpy failed(&desk.registry, &practice::Registry::failed);
        practice::Options options;
        options.port = other.serverPort();
        desk.registry.start(options);
        QVERIFY(failed.wait());
        auto *port = desk.named<QSpinBox>(u"Practice port"_s);
        QVERIFY(port->accessibleDescription().contains(QString::number(other.serverPort())));
    }

    // A registry asked for at another port, as by --practice-port: the field says where it is, and going back to the kept port moves it.
    void thePortReallyUsedIsShown()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        auto *port = desk.named<QSpinBox>(u"Practice port"_s);
        QCOMPARE(port->value(), 9760);
        QSignalSpy started(&desk.registry, &practice::Registry::started);
        practice::Options options;
        options.port = 0;
        desk.registry.start(options);
        QVERIFY(started.wait());
        QCOMPARE(port->value(), QUrl(desk.registry.info().issuer).port());
        QVERIFY2(port->accessibleDescription().contains(u"9760"_s), qPrintable(port->accessibleDescription()));
        QSignalSpy changed(desk.page.get(), &PreferencesPage::practicePortChanged);
        Q_EMIT port->editingFinished();
        QCOMPARE(changed.size(), 0);
        port->setValue(9760);
        Q_EMIT port->editingFinished();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().value<quint16>(), quint16(9760));
    }

    void aRunningRegistryIsShown()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        QSignalSpy started(&desk.registry, &practice::Registry::started);
        practice::Options options;
        options.port = 0;
        desk.registry.start(options);
        QVERIFY(started.wait());
        auto *state = desk.named<Chip>(u"Registry state"_s);
        QVERIFY(state);
        QCOMPARE(state->text(), u"Running"_s);
        QSignalSpy stopped(&desk.registry, &practice::Registry::stopped);
        desk.registry.stop();
        QTRY_COMPARE(state->text(), u"Stopped"_s);
    }

    void theVaultIsDescribed()
    {
        Desk desk;
        desk.show();
        auto *state = desk.named<Chip>(u"Vault protection"_s);
        QCOMPARE(state->text(), u"Closed"_s);
        QVERIFY(desk.vault.open());
        QCOMPARE(state->text(), u"This session only"_s);
        // Locking a vault that lives in memory only would throw it away.
        QVERIFY(!desk.named<QPushButton>(u"Lock now"_s)->isVisible());
        QVERIFY(!desk.named<QPushButton>(u"Unlock vault"_s)->isVisible());
    }

    void aLockedVaultCanBeOpenedAgain()
    {
        Desk desk;
        QVERIFY(desk.vault.open());
        desk.show();
        desk.vault.vault.lock();
        auto *unlock = desk.named<QPushButton>(u"Unlock vault"_s);
        QVERIFY(unlock && unlock->isVisible());
        QSignalSpy asked(desk.page->vaultCard(), &VaultCard::unlockRequested);
        unlock->click();
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(TestPreferences)
#include "tst_preferences.moc"

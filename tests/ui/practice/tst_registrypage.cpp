#include "app/practice/registrycore.h"
#include "tests/support/fakeserver.h"
#include "ui/common/dialogs.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/practice/registrypage.h"

#include <QtGui/QAccessible>
#include <QtNetwork/QTcpServer>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMenu>

using namespace baton;
using namespace baton::ui;
using namespace Qt::StringLiterals;

namespace {

struct Desk {
    http::Trace trace;
    http::HttpClient http { trace };
    practice::Registry registry;
    std::unique_ptr<RegistryPage> page;

    void show(const orcid::Environment &environment = orcid::Environment::practice())
    {
        page = std::make_unique<RegistryPage>(registry, http);
        page->setEnvironment(environment);
        page->resize(960, 700);
        page->show();
    }

    void run()
    {
        practice::Options options;
        options.port = 0;
        registry.start(options);
        [this] { QTRY_VERIFY(registry.isRunning()); }();
        // The rows join a page that is shown already, so the layout shows them one turn of the event loop later.
        [this] { QTRY_VERIFY(named<QAbstractButton>(u"Fault "_s + registry.faultBoard().faults.last().title)); }();
    }

    template <typename Widget>
    Widget *named(const QString &name) const
    {
        for (Widget *widget : page->findChildren<Widget *>()) {
            if (widget->accessibleName() == name && widget->isVisibleTo(page.get()))
                return widget;
        }
        return nullptr;
    }
};

} // namespace

class TestRegistryPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::of().setMode(Theme::Mode::Light); }

    void startsAndStops()
    {
        Desk desk;
        desk.show();
        auto *start = desk.named<QPushButton>(u"Start registry"_s);
        QVERIFY(start);
        QVERIFY(!desk.named<QPushButton>(u"Open in browser"_s)->isEnabled());
        connect(desk.page.get(), &RegistryPage::startRequested, &desk.registry, [&desk] {
            practice::Options options;
            options.port = 0;
            desk.registry.start(options);
        });
        connect(desk.page.get(), &RegistryPage::stopRequested, &desk.registry, &practice::Registry::stop);
        start->click();
        QTRY_VERIFY(desk.named<QPushButton>(u"Stop registry"_s));
        QVERIFY(desk.registry.isRunning());
        QCOMPARE(desk.named<Chip>(u"Registry state"_s)->text(), u"Running"_s);
        QCOMPARE(desk.named<QLabel>(u"Registry address"_s)->accessibleDescription(), desk.registry.info().issuer);
        auto *people = desk.named<QListWidget>(u"Practice researchers"_s);
        auto *clients = desk.named<QListWidget>(u"Practice clients"_s);
        QCOMPARE(people->count(), int(desk.registry.info().researchers.size()));
        QCOMPARE(clients->count(), int(desk.registry.info().clients.size()));
        QVERIFY(people->count() > 0);
        QVERIFY(people->item(0)->data(Qt::AccessibleTextRole).toString().contains(desk.registry.info().researchers.first().orcid));

        QSignalSpy links(desk.page.get(), &RegistryPage::openLink);
        desk.named<QPushButton>(u"Open in browser"_s)->click();
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.first().first().toUrl(), QUrl(desk.registry.info().issuer));

        desk.named<QPushButton>(u"Stop registry"_s)->click();
        QTRY_VERIFY(desk.named<QPushButton>(u"Start registry"_s));
        QCOMPARE(people->count(), 0);
    }

    void aPortInUseLeadsToTheChoiceOfAnother()
    {
        Desk desk;
        desk.show();
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        practice::Options options;
        options.port = other.serverPort();
        desk.registry.start(options);
        QTRY_VERIFY(desk.named<QPushButton>(u"Choose another port"_s));
        QSignalSpy going(desk.page.get(), &Page::navigate);
        desk.named<QPushButton>(u"Choose another port"_s)->click();
        QCOMPARE(going.size(), 1);
        QCOMPARE(going.first().first().value<PageId>(), PageId::Preferences);
    }

    void faultsAreSwitchedAndSeen()
    {
        Desk desk;
        desk.show();
        QVERIFY(!desk.named<QAbstractButton>(u"All faults off"_s)->isEnabled());
        desk.run();
        const practice::FaultBoard board = desk.registry.faultBoard();
        QVERIFY(board.faults.size() > 10);
        for (const practice::Fault &fault : board.faults) {
            auto *one = desk.named<QAbstractButton>(u"Fault "_s + fault.title);
            QVERIFY2(one, qPrintable(fault.title));
            QVERIFY(!one->isChecked());
            QVERIFY(!fault.sentence.isEmpty());
            QCOMPARE(one->accessibleDescription(), fault.sentence);
            const auto combos = one->parentWidget()->findChildren<QComboBox *>();
            QCOMPARE(combos.size(), fault.settings.size());
        }
        // A switch here is on in the registry, its group counts it, and all of them go off with one button.
        const practice::Fault first = board.faults.first();
        desk.named<QAbstractButton>(u"Fault "_s + first.title)->click();
        QTRY_VERIFY(desk.registry.faultBoard().find(first.name)->on);
        QTRY_VERIFY(desk.named<Chip>(u"Faults on"_s));
        QVERIFY(desk.named<Chip>(u"Faults on"_s)->text().contains(first.title));
        // One that is switched elsewhere shows here too.
        const practice::Fault last = board.faults.last();
        QVERIFY(desk.registry.setFault(last.name, true));
        QTRY_VERIFY(desk.named<QAbstractButton>(u"Fault "_s + last.title)->isChecked());
        QVERIFY(desk.named<Chip>(u"Faults on"_s)->text().startsWith(u"2 on"_s));
        desk.named<QAbstractButton>(u"All faults off"_s)->click();
        QTRY_COMPARE(desk.registry.faultBoard().onCount(), 0);
        QTRY_VERIFY(!desk.named<QAbstractButton>(u"Fault "_s + last.title)->isChecked());
    }

    void aScreenReaderSwitchesAFaultToo()
    {
        Desk desk;
        desk.show();
        desk.run();
        const practice::Fault first = desk.registry.faultBoard().faults.first();
        auto *box = desk.named<QAbstractButton>(u"Fault "_s + first.title);
        QVERIFY(box && !box->isChecked());
        QAccessibleActionInterface *actions = QAccessible::queryAccessibleInterface(box)->actionInterface();
        QSignalSpy changed(&desk.registry, &practice::Registry::faultsChanged);
        actions->doAction(QAccessibleActionInterface::toggleAction());
        QTRY_COMPARE(desk.registry.faultBoard().onCount(), 1);
        QVERIFY(box->isChecked());
        actions->doAction(QAccessibleActionInterface::toggleAction());
        QTRY_COMPARE(desk.registry.faultBoard().onCount(), 0);
        QVERIFY(!box->isChecked());
        // What the registry shows of itself is told to nobody a second time.
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(desk.registry.setFault(first.name, true));
        QTRY_VERIFY(box->isChecked());
        QTRY_COMPARE(changed.size(), 3);
    }

    void aSettingIsAFaultsOwn()
    {
        Desk desk;
        desk.show();
        desk.run();
        const practice::FaultBoard board = desk.registry.faultBoard();
        const auto slow = std::find_if(board.faults.begin(), board.faults.end(), [](const practice::Fault &fault) { return !fault.settings.isEmpty(); });
        QVERIFY(slow != board.faults.end());
        QComboBox *combo = nullptr;
        for (QComboBox *one : desk.page->findChildren<QComboBox *>()) {
            if (one->objectName() == slow->title + u" setting"_s)
                combo = one;
        }
        QVERIFY(combo);
        const int other = combo->currentIndex() == 0 ? 1 : 0;
        combo->setCurrentIndex(other);
        Q_EMIT combo->activated(other);
        QTRY_COMPARE(desk.registry.faultBoard().find(slow->name)->setting(slow->settings.first().key), combo->itemData(other).toString());
        QVERIFY(!desk.registry.faultBoard().find(slow->name)->on); // choosing is not switching on
    }

    void theClockIsTheRegistrysOwn()
    {
        Desk desk;
        desk.show();
        QVERIFY(!desk.named<QPushButton>(u"Token hour over"_s)->isEnabled());
        desk.run();
        QCOMPARE(desk.named<Chip>(u"Registry clock against real time"_s)->text(), u"Real time"_s);
        desk.named<QPushButton>(u"Clock forward one hour"_s)->click();
        desk.named<QPushButton>(u"Token hour over"_s)->click();
        QCOMPARE(desk.registry.clockOffset(), std::chrono::milliseconds(std::chrono::seconds(3600 + 3601)));
        QCOMPARE(desk.named<Chip>(u"Registry clock against real time"_s)->text(), u"2 h ahead"_s);
        desk.named<QPushButton>(u"Clock back one hour"_s)->click();
        QVERIFY(desk.registry.clockOffset() < std::chrono::hours(2));
        desk.named<QToolButton>(u"More clock settings"_s)->menu()->actions().last()->trigger();
        QTRY_COMPARE(desk.registry.clockOffset(), std::chrono::milliseconds(0));
    }

    void clockCardAndFaultAreOne()
    {
        Desk desk;
        desk.show();
        desk.run();
        auto *fault = desk.named<QAbstractButton>(u"Fault Clock moved"_s);
        auto *how = desk.page->findChild<QComboBox *>(u"Clock moved setting"_s); // named by its label
        auto *chip = desk.named<Chip>(u"Registry clock against real time"_s);
        QVERIFY(fault && how && chip && !fault->isChecked());
        desk.named<QPushButton>(u"Token hour over"_s)->click(); // on the card
        QTRY_VERIFY(fault->isChecked());
        QCOMPARE(how->currentData().toString(), u"token-hour"_s);
        desk.named<QAbstractButton>(u"All faults off"_s)->click();
        QTRY_COMPARE(chip->text(), u"Real time"_s);
        QTRY_VERIFY(!fault->isChecked());
        how->setCurrentIndex(how->findData(u"back"_s));
        fault->click(); // on the board
        QTRY_COMPARE(chip->text(), u"1 d behind"_s);
        QCOMPARE(desk.registry.clockOffset(), std::chrono::milliseconds(std::chrono::hours(-24)));
        desk.named<QToolButton>(u"More clock settings"_s)->menu()->actions().last()->trigger();
        QTRY_VERIFY(!fault->isChecked());
        QTRY_COMPARE(chip->text(), u"Real time"_s);
    }

    void somebodyIsAdded()
    {
        Desk desk;
        desk.show();
        desk.run();
        auto *people = desk.named<QListWidget>(u"Practice researchers"_s);
        const int before = people->count();
        desk.named<QToolButton>(u"Add practice researcher"_s)->click();
        auto *dialog = desk.page->findChild<FormDialog *>();
        QVERIFY(dialog);
        dialog->acceptButton()->click();
        QVERIFY(dialog->findChild<Banner *>()->isVisible()); // a name is missing: said, and nothing lost
        dialog->findChild<QLineEdit *>(u"Given names"_s)->setText(u"Nkechi"_s);
        dialog->findChild<QLineEdit *>(u"Family name"_s)->setText(u"Adebayo"_s);
        dialog->acceptButton()->click();
        QTRY_COMPARE(people->count(), before + 1);
        QCOMPARE(people->item(before)->text(), u"Nkechi Adebayo"_s);
    }

    void resettingAsksOnce()
    {
        Desk desk;
        desk.show();
        desk.run();
        auto *people = desk.named<QListWidget>(u"Practice researchers"_s);
        const int with = people->count() + 1;
        QVERIFY(desk.registry.addResearcher(u"Nkechi"_s, u"Adebayo"_s, u"public"_s));
        QTRY_COMPARE(people->count(), with);
        desk.named<QPushButton>(u"Reset registry"_s)->click();
        auto *dialog = desk.page->findChild<FormDialog *>();
        QVERIFY(dialog);
        QCOMPARE(people->count(), with);
        dialog->acceptButton()->click();
        QTRY_COMPARE(people->count(), with - 1);
    }

    void stoppingAsksWhenSomethingWouldBeLost()
    {
        Desk desk;
        desk.show();
        desk.run();
        connect(desk.page.get(), &RegistryPage::stopRequested, &desk.registry, &practice::Registry::stop);
        QVERIFY(!desk.registry.hasPermissions());
        QVERIFY(desk.registry.addResearcher(u"Nkechi"_s, u"Adebayo"_s, u"public"_s));
        desk.named<QPushButton>(u"Stop registry"_s)->click();
        auto *dialog = desk.page->findChild<FormDialog *>();
        QVERIFY(dialog);
        dialog->cancelButton()->click();
        QVERIFY(desk.registry.isRunning());
        QTRY_VERIFY(!desk.page->findChild<FormDialog *>());
        desk.named<QPushButton>(u"Stop registry"_s)->click();
        dialog = desk.page->findChild<FormDialog *>();
        QVERIFY(dialog);
        dialog->acceptButton()->click();
        QTRY_VERIFY(!desk.registry.isRunning());
        // As it began it stops at once: startsAndStops(). A permission is worth the question too.
        desk.run();
        desk.registry.configure([](practice::RegistryCore &core) {
            practice::TokenRow row;
            row.clientId = core.accounts().clients().first().id;
            row.scopes = { u"/read-limited"_s };
            core.accounts().issue(row, 60, false);
        });
        QVERIFY(desk.registry.hasPermissions());
        QTRY_VERIFY(!desk.page->findChild<FormDialog *>());
        desk.named<QPushButton>(u"Stop registry"_s)->click();
        QVERIFY(desk.page->findChild<FormDialog *>());
        QVERIFY(desk.registry.isRunning());
    }

    void largeTextIsNotCut()
    {
        Desk desk;
        desk.show();
        desk.run();
        Theme::of().setTextSize(150);
        desk.page->resize(908, 680); // beside the rail of a window 1180 wide
        auto *state = desk.named<Chip>(u"Registry state"_s);
        QTRY_VERIFY(state->width() >= state->sizeHint().width());
        QTRY_VERIFY2(desk.page->minimumSizeHint().width() <= 908, qPrintable(QString::number(desk.page->minimumSizeHint().width())));
        Theme::of().setTextSize(100);
    }

    void theControlKeyIsHidden()
    {
        Desk desk;
        desk.show();
        desk.run();
        const QString key = desk.registry.info().controlKey.revealString();
        QVERIFY(key.size() > 20);
        for (QLabel *label : desk.page->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(key));
        QCOMPARE(desk.named<Chip>(u"Control key"_s)->text(), u"hidden, ends "_s + key.right(4));
    }

    void aProviderElsewhereIsProbed()
    {
        Desk desk;
        test::FakeServer server;
        const QString issuer = u"http://"_s + server.host();
        server.enqueue(test::Reply::json(QJsonDocument(QJsonObject { { u"issuer"_s, issuer }, { u"jwks_uri"_s, issuer + u"/oauth/jwks"_s } }).toJson()));
        desk.show();
        QSignalSpy reachable(desk.page.get(), &RegistryPage::reachabilityChanged);
        desk.page->setEnvironment(orcid::Environment::custom(issuer));
        QVERIFY(reachable.wait());
        QCOMPARE(reachable.first().first().toBool(), true);
        QCOMPARE(server.requests().first().path(), QByteArray("/.well-known/openid-configuration"));
        QCOMPARE(desk.named<Chip>(u"Registry state"_s)->text(), u"Reachable"_s);
        QCOMPARE(desk.named<QLabel>(u"Keys address"_s)->accessibleDescription(), issuer + u"/oauth/jwks"_s);
        QVERIFY(!desk.named<QPushButton>(u"Start registry"_s));
    }

    void anotherIssuerIsNotBelieved()
    {
        Desk desk;
        test::FakeServer server;
        server.enqueue(test::Reply::json(QJsonDocument(QJsonObject { { u"issuer"_s, u"https://elsewhere.example"_s } }).toJson()));
        desk.show();
        QSignalSpy reachable(desk.page.get(), &RegistryPage::reachabilityChanged);
        desk.page->setEnvironment(orcid::Environment::custom(u"http://"_s + server.host()));
        QVERIFY(reachable.wait());
        QCOMPARE(reachable.first().first().toBool(), false);
        QVERIFY(desk.page->findChild<Banner *>()->isVisible());
        QCOMPARE(desk.named<Chip>(u"Registry state"_s)->text(), u"Not reachable"_s);
        // Asking again is possible.
        server.enqueue(test::Reply::empty(503));
        desk.named<QPushButton>(u"Check reachability"_s)->click();
        QVERIFY(reachable.wait());
        QCOMPARE(reachable.last().first().toBool(), false);
    }
};

QTEST_MAIN(TestRegistryPage)
#include "tst_registrypage.moc"

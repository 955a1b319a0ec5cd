#include "tests/support/fakeserver.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/practice/registrypage.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QListWidget>

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

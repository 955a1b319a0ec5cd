#pragma once

#include "tests/app/handover/fixture.h"
#include "tests/support/fakeserver.h"
#include "ui/common/subpage.h"
#include "ui/common/widgets.h"
#include "ui/people/peoplepage.h"

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace baton::test {

inline const QString giver = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
inline const QString receiver = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
inline const QString hidden = QStringLiteral("0f3a-made-up-secret-77");

/// The page with everything below it, on a registry that answers what it is told to.
struct PeopleDesk {
    handover::test::OpenVault vault;
    FakeServer server;
    http::Trace trace;
    http::HttpClient http { trace };
    clients::ClientStore clients { vault.vault };
    handover::KeyRing keys { vault.vault };
    handover::Partners partners { vault.vault };
    orcid::Environment environment;
    std::unique_ptr<ui::PeoplePage> page;
    ui::SubPage *open = nullptr; ///< in the place of the page, as the window would show it

    PeopleDesk()
    {
        const QString issuer = QStringLiteral("http://") + server.host();
        environment = orcid::Environment::practice(issuer, QUrl(issuer + QStringLiteral("/v3.0")));
    }

    void show()
    {
        page = std::make_unique<ui::PeoplePage>(clients, keys, partners, vault.vault, http);
        page->setEnvironment(environment);
        QObject::connect(page.get(), &ui::Page::subPageRequested, page.get(), [this](ui::SubPage *sub) {
            open = sub;
        });
        for (ui::SubPage *sub : page->findChildren<ui::SubPage *>())
            QObject::connect(sub, &ui::SubPage::closed, page.get(), [this] { open = nullptr; });
        page->resize(960, 700);
        page->show();
    }

    void addClient(const QString &id, const QString &name)
    {
        clients::ClientProfile profile;
        profile.environmentId = environment.id;
        profile.clientId = id;
        profile.name = name;
        profile.secret = Secret::fromString(hidden);
        profile.redirectUris = { QStringLiteral("http://127.0.0.1:9761/callback") };
        QVERIFY(clients.save(profile));
    }

    /// The page of a desk with one client of ours.
    bool start()
    {
        if (!vault.open())
            return false;
        addClient(giver, QStringLiteral("Northbridge University"));
        show();
        return true;
    }

    QByteArray card(const QString &id, const QString &name, const jose::Jwk &key)
    {
        return *handover::makeCard(name, id, environment.id, key);
    }

    template <typename Widget = QPushButton>
    Widget *named(const QString &accessibleName) const
    {
        for (Widget *widget : page->findChildren<Widget *>()) {
            if (widget->accessibleName() == accessibleName && widget->isVisibleTo(page.get()))
                return widget;
        }
        return nullptr;
    }

    /// Rows made anew are shown by the event loop only.
    void press(const QString &accessibleName) const
    {
        QVERIFY2(QTest::qWaitFor([&] { return named(accessibleName) != nullptr; }), qPrintable(accessibleName));
        named(accessibleName)->click();
    }

    void pressTool(const QString &accessibleName) const
    {
        QVERIFY2(QTest::qWaitFor([&] { return named<QToolButton>(accessibleName) != nullptr; }), qPrintable(accessibleName));
        named<QToolButton>(accessibleName)->click();
    }

    QString bannerText() const
    {
        const auto *banner = page->findChild<ui::Banner *>();
        return banner->isVisibleTo(page.get()) ? banner->accessibleName() : QString();
    }
};

template <typename Dialog>
Dialog *opened(const PeopleDesk &desk)
{
    for (Dialog *dialog : desk.page->findChildren<Dialog *>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

inline QPushButton *buttonNamed(const QWidget *dialog, const QString &accessibleName)
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->accessibleName() == accessibleName)
            return button;
    }
    return nullptr;
}

inline QString dialogProblem(const QWidget *dialog)
{
    const auto *banner = dialog->findChild<ui::Banner *>();
    return banner->isVisible() ? banner->accessibleName() + banner->accessibleDescription() : QString();
}

inline QLabel *hostLabel(const QWidget *dialog)
{
    for (QLabel *label : dialog->findChildren<QLabel *>()) {
        if (label->accessibleName() == QLatin1String("Host asked"))
            return label;
    }
    return nullptr;
}

} // namespace baton::test

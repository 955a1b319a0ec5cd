#pragma once

#include "tests/ui/gallery/find.h"
#include "tests/ui/gallery/world.h"
#include "ui/inbox/inboxpage.h"

#include <QtCore/QJsonDocument>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QListView>
#include <QtWidgets/QTableView>

namespace baton::test {

/// The inbox page over a world in which packages are sealed, delivered, exchanged.
class InboxStage : public QObject {
protected:
    void begin()
    {
        m_world = std::make_unique<World>();
        m_page = std::make_unique<ui::InboxPage>(m_world->inbox, m_world->receiver, m_world->clients, m_world->delegations, m_world->clock);
        m_page->setEnvironment(m_world->environment);
        m_page->resize(968, 700);
        m_page->show();
    }
    void end()
    {
        m_page.reset();
        m_world.reset();
    }

    std::unique_ptr<World> m_world;
    std::unique_ptr<ui::InboxPage> m_page;

    bool says(const QString &text) const { return test::says(*m_page, text); }
    QAbstractButton *exchange() const { return button(*m_page, "Exchange for access token"); }
    QAbstractItemModel *list() const { return named<QListView>(*m_page, QStringLiteral("Received packages"))->model(); }
    bool openGood()
    {
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(m_world->idToken()).compact);
        return QTest::qWaitFor([&] { return opened.size() == 1; }, 5000);
    }
    Error refusal(const QByteArray &text)
    {
        QSignalSpy refused(m_page.get(), &ui::InboxPage::refused);
        m_page->openText(text);
        if (!QTest::qWaitFor([&] { return refused.size() == 1; }, 5000))
            return {};
        return refused.first().first().value<Error>();
    }
    QTableView *table() const { return named<QTableView>(*m_page, QStringLiteral("Researchers in package")); }
    QCheckBox *box(const char *name) const { return named<QCheckBox>(*m_page, QString::fromUtf8(name)); }
    QAbstractButton *filter(const char *name) const { return button(*m_page, name); }
    static QString orcidOf(int at) { return World::six().at(at).orcid; }
    int rowOf(const char *name) const
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (table()->model()->index(row, 1).data().toString() == QString::fromUtf8(name))
                return row;
        }
        return -1;
    }
    QString cell(const char *name, int column) const { return table()->model()->index(rowOf(name), column).data(Qt::AccessibleTextRole).toString(); }
    static Reply withdrawn()
    {
        return Reply::json(R"({"error":"invalid_scope","error_description":"There are no active tokens with valid scopes for this account"})", 401);
    }
    // The exchange goes well, and then reading is refused (orcid.md 4.6).
    void deleteOnly(int at)
    {
        m_world->exchangeBy.insert(orcidOf(at), Reply::json(QJsonDocument(QJsonObject { { QStringLiteral("access_token"), QStringLiteral("1-2-3") }, { QStringLiteral("token_type"), QStringLiteral("bearer") },
            { QStringLiteral("expires_in"), 3599 }, { QStringLiteral("issued_token_type"), QStringLiteral("urn:ietf:params:oauth:token-type:access_token") },
            { QStringLiteral("scope"), QStringLiteral("/activities/update") }, { QStringLiteral("orcid"), orcidOf(at) } }).toJson()));
        m_world->readBy.insert(orcidOf(at), Reply::json(R"({"error":"invalid_token","error_description":"Invalid access token: 1-2-3"})", 401));
    }
    bool openSix()
    {
        QSignalSpy opened(m_page.get(), &ui::InboxPage::opened);
        m_page->openText(m_world->sealToSecond(m_world->contentsOf(World::six())).compact);
        return QTest::qWaitFor([&] { return opened.size() == 6; }, 10'000);
    }
    jose::Jwk senderKey() { return m_world->keys.keyFor(m_world->environment.id, QString::fromLatin1(World::original))->key; }

    void learn(handover::Partner::Trust trust)
    {
        handover::Partner card = *m_world->partners.find(m_world->environment.id, QString::fromLatin1(World::original));
        card.trust = trust;
        if (trust != handover::Partner::Trust::Blocked)
            card.key = jose::Jwk::generateEcP256().publicPart();
        QVERIFY(m_world->partners.save(card));
    }
};

} // namespace baton::test

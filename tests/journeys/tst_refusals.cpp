#include "app/practice/registrycore.h"
#include "tests/journeys/support/recorddesk.h"
#include "tests/journeys/support/visitor.h"
#include "ui/common/widgets.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace baton;
using namespace baton::test;
using namespace Qt::StringLiterals;
using practice::Client;
using practice::RegistryCore;
using practice::Researcher;

namespace {

const QString sofia = u"0000-0002-9227-8514"_s, works = u"works"_s;
const QString everything = u"openid /read-limited /activities/update"_s;

} // namespace

/// Each reason why a change is refused: said beside a button that can't be pressed, as soon as it is known; and said in plain words
/// when the registry refuses what was still thought possible, with nothing lost and nothing changed there.
class tst_Refusals : public QObject {
    Q_OBJECT

    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<Visitor> m_visitor;
    std::unique_ptr<RecordDesk> m_record;
    qint64 m_ours = 0; ///< a work that both clients of the delegation stand behind
    int m_made = 0;
    QString m_title;   ///< typed last

    void atRegistry(const std::function<void(RegistryCore &)> &change) { m_desktop->desk().registry.configure(change); }
    void setClient(const QString &id, Client::State state)
    {
        atRegistry([&](RegistryCore &core) { core.accounts().editClient(id)->state = state; });
    }
    void setResearcher(Researcher::State state)
    {
        atRegistry([&](RegistryCore &core) { core.records().edit(sofia)->state = state; });
    }
    QMap<qint64, QJsonObject> items() { return m_visitor->items(sofia, works); }

    Entries aWork()
    {
        m_title = u"Refused %1"_s.arg(++m_made);
        return { { u"Title"_s, m_title }, chosen("Type", "journal-article"), chosen("Identifier 1 type", "doi"), { u"Identifier 1 value"_s, u"10.5555/refused.%1"_s.arg(m_made) } };
    }

    /// A form with a new work in it, as it stands a moment before it is sent.
    bool typedWork() { return m_record->add(works, aWork()); }

    /// What was typed is still there to be sent.
    bool kept()
    {
        const auto *title = m_desktop->find<QLineEdit>(u"Title"_s);
        return m_record->isEditing() && title && title->text() == m_title && title->isEnabled();
    }

    /// Sends, and waits for the words; the record has what it had.
    bool refusedWith(const QString &words, const QMap<qint64, QJsonObject> &before)
    {
        if (!m_record->send())
            return false;
        if (!QTest::qWaitFor([&] { return kept() && told().contains(words); }, 20'000)) {
            qWarning("told is “%s”, not “%s”", qPrintable(told()), qPrintable(words));
            return false;
        }
        return before.isEmpty() || items() == before;
    }

    /// What the banners in sight say.
    QString told()
    {
        QStringList words;
        for (const ui::Banner *banner : m_desktop->window().findChildren<ui::Banner *>()) {
            for (const QLabel *label : banner->isVisible() ? banner->findChildren<QLabel *>() : QList<QLabel *>())
                words << label->text();
        }
        return words.join(u' ');
    }

    /// The same form, sent again once nothing stands against it.
    bool sendsAfterAll()
    {
        QSignalSpy added(&m_desktop->desk().records, &record::RecordClient::added);
        return m_record->send() && QTest::qWaitFor([&added] { return added.size() == 1; }, 15'000) && m_record->settled()
            && items().contains(added.last().first().value<record::Item>().putCode);
    }

    bool hourOver()
    {
        m_desktop->desk().registry.advanceClock(std::chrono::minutes(61));
        return true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->start());
        m_desktop->bench().startPractising();
        m_visitor = std::make_unique<Visitor>(*m_desktop);
        m_record = std::make_unique<RecordDesk>(*m_desktop);
    }

    /// Each begins with a permission given now and a work of ours in the list.
    void init()
    {
        m_desktop->desk().session.setAutomaticRenewal(true);
        QVERIFY(m_visitor->delegate(sofia, everything));
        QSignalSpy added(&m_desktop->desk().records, &record::RecordClient::added);
        QVERIFY(typedWork());
        QVERIFY(m_record->send());
        QTRY_COMPARE_WITH_TIMEOUT(added.size(), 1, 15'000);
        m_ours = added.first().first().value<record::Item>().putCode;
        QVERIFY(m_record->settled());
    }

    void cleanup()
    {
        if (QTest::currentTestFailed()) {
            m_desktop->picture(u"refusals-failed-"_s + QString::fromUtf8(QTest::currentTestFunction()));
            if (m_record->isEditing())
                m_record->discard();
        }
        m_desktop->desk().session.end();
        m_desktop->desk().registry.reset();
    }

    void notOurSource()
    {
        qint64 theirs = 0;
        const auto before = items();
        for (auto one = before.begin(); one != before.end() && !theirs; ++one)
            theirs = one.value()[u"source"_s][u"source-client-id"_s][u"path"_s].toString() == Visitor::second ? 0 : one.key();
        QVERIFY(theirs);
        QVERIFY(m_record->chooseItem(theirs));
        QVERIFY(m_record->isRefused(u"Edit item"_s, u"Only its source can change this item"_s));
        QVERIFY(m_record->isRefused(u"Delete item"_s, u"Only its source can change this item"_s));

        // Ours when it was opened, somebody else's when it is sent.
        m_title = u"Refused, another source"_s;
        QVERIFY(m_record->editItem(m_ours, { u"Title"_s, m_title }));
        atRegistry([this](RegistryCore &core) {
            for (practice::RecordItem &item : core.records().edit(sofia)->items[works]) {
                if (item.putCode == m_ours)
                    item.source.clientId = u"APP-MF20LWQ8X5B1N4HE"_s;
            }
        });
        QVERIFY(refusedWith(u"source"_s, items()));
        QVERIFY(m_record->discard());
    }

    // The registry says which item it takes for the same; that one is updated, and none is added.
    void duplicate()
    {
        const QString doi = u"10.5555/REFUSED.%1"_s.arg(m_made); // of the work that init() added, in another spelling
        const QString former = m_title;
        const auto before = items();
        const QJsonObject ours = m_visitor->item(sofia, works, m_ours);
        m_title = u"Refused, the same again"_s;
        QVERIFY(m_record->add(works,
            { { u"Title"_s, m_title }, chosen("Type", "journal-article"), chosen("Identifier 1 type", "doi"), { u"Identifier 1 value"_s, doi } }));
        QSignalSpy added(&m_desktop->desk().records, &record::RecordClient::added), updated(&m_desktop->desk().records, &record::RecordClient::updated);
        QVERIFY(m_record->send());
        QVERIFY(m_desktop->sees(u"The record has this item already, with put-code %1."_s.arg(m_ours)));
        QCOMPARE(items(), before);

        QVERIFY(m_desktop->click(u"Update the existing one"_s));
        QVERIFY(m_desktop->sees(former)); // the review: before and after
        QVERIFY(m_desktop->sees(m_title, 1000));
        QVERIFY(m_record->send());
        QTRY_COMPARE_WITH_TIMEOUT(updated.size(), 1, 15'000);
        QVERIFY(added.isEmpty());
        QVERIFY(m_record->settled());

        const auto now = items();
        QCOMPARE(now.keys(), before.keys());
        QList<qint64> same;
        for (auto one = now.begin(); one != now.end(); ++one) {
            for (const QJsonValue &id : one.value()[u"external-ids"_s][u"external-id"_s].toArray()) {
                if (id[u"external-id-type"_s] == u"doi"_s && id[u"external-id-value"_s].toString().compare(doi, Qt::CaseInsensitive) == 0)
                    same << one.key();
            }
        }
        QCOMPARE(same, QList<qint64> { m_ours });
        const QJsonObject stored = m_visitor->item(sofia, works, m_ours);
        QCOMPARE(stored[u"title"_s][u"title"_s][u"value"_s].toString(), m_title);
        QCOMPARE(stored[u"put-code"_s].toInteger(), m_ours);
        QCOMPARE(stored[u"created-date"_s], ours[u"created-date"_s]);
        QVERIFY(stored[u"last-modified-date"_s] != ours[u"last-modified-date"_s]);
    }

    void missingScope()
    {
        QVERIFY(m_visitor->delegate(sofia, everything, { u"/read-limited"_s }));
        QVERIFY(m_record->chooseSection(works));
        QVERIFY(m_record->isRefused(u"Add item"_s, u"it lacks"_s));
        QVERIFY(m_record->chooseItem(m_ours));
        QVERIFY(m_record->isRefused(u"Edit item"_s, u"it lacks"_s));
        QVERIFY(m_record->isRefused(u"Delete item"_s, u"it lacks"_s));

        // A token thought to be wider than the registry has it.
        exchange::DelegatedToken token = m_desktop->desk().session.token();
        token.scopes << u"/activities/update"_s;
        const exchange::Delegation delegation = m_desktop->desk().session.delegation();
        m_desktop->desk().session.begin(delegation, token);
        const auto before = items();
        QVERIFY(typedWork());
        QVERIFY(refusedWith(u"scope"_s, before));
        QVERIFY(m_record->discard());
    }

    void deleteOnlyToken()
    {
        // She withdraws while the form is open; the running hour ends, and the next token is good for deleting alone.
        QVERIFY(m_record->chooseItem(m_ours));
        const auto before = items();
        QVERIFY(typedWork());
        atRegistry([](RegistryCore &core) {
            core.accounts().revokeGrant(sofia, Visitor::original, { u"openid"_s, u"/read-limited"_s, u"/activities/update"_s });
        });
        QVERIFY(hourOver());
        QVERIFY(refusedWith(u"withdrew the permission"_s, before));
        QVERIFY(m_record->discard());

        QVERIFY(m_record->chooseItem(m_ours));
        QVERIFY(m_record->isRefused(u"Add item"_s, u"The token still deletes what was added with it, nothing more."_s));
        QVERIFY(m_record->isRefused(u"Edit item"_s, u"The token still deletes what was added with it, nothing more."_s));
        QSignalSpy removed(&m_desktop->desk().records, &record::RecordClient::removed);
        QVERIFY(m_record->deleteItem(m_ours));
        QTRY_COMPARE_WITH_TIMEOUT(removed.size(), 1, 15'000);
        QVERIFY(!items().contains(m_ours));
    }

    void endedToken()
    {
        m_desktop->desk().session.setAutomaticRenewal(false);
        const auto before = items();
        QVERIFY(typedWork());
        QVERIFY(hourOver());
        QVERIFY(refusedWith(u"The delegated token has ended."_s, before));
        QVERIFY(m_record->discard());
        QVERIFY(m_record->chooseItem(m_ours));
        for (const char *button : { "Add item", "Edit item", "Delete item" })
            QVERIFY(m_record->isRefused(QString::fromLatin1(button), u"The delegated token has ended. Renew it first."_s));
        QVERIFY(m_desktop->click(u"Renew"_s));
        QVERIFY(typedWork());
        QVERIFY(sendsAfterAll());
    }

    void lockedRecord()
    {
        QVERIFY(typedWork());
        setResearcher(Researcher::State::Locked);
        QVERIFY(refusedWith(u"locked"_s, {}));
        setResearcher(Researcher::State::Claimed);
        QVERIFY(sendsAfterAll());

        setResearcher(Researcher::State::Locked);
        QVERIFY(m_desktop->click(u"Refresh record"_s));
        QVERIFY(m_record->isRefused(u"Add item"_s, u"The registry has locked this record"_s));
        setResearcher(Researcher::State::Claimed);
        QVERIFY(m_desktop->click(u"Refresh record"_s));
        QVERIFY(typedWork());
        QVERIFY(m_record->discard());
    }

    void revoked()
    {
        const auto before = items();
        QVERIFY(typedWork());
        // The original client takes everything back; nothing is left to exchange.
        atRegistry([](RegistryCore &core) {
            for (const practice::TokenRow *row : core.accounts().tokensOf(Visitor::original, sofia))
                core.accounts().disable(row->value, practice::revoke::byClient);
        });
        QVERIFY(hourOver());
        QVERIFY(refusedWith(u"has been withdrawn"_s, before));
        QVERIFY(m_record->discard());
    }

    void deactivatedClient()
    {
        const auto before = items();
        QVERIFY(typedWork());
        setClient(Visitor::second, Client::State::Deactivated);
        QVERIFY(refusedWith(u"client"_s, {}));
        QVERIFY(m_record->discard());
        QVERIFY(m_record->isRefused(u"Add item"_s, u"client"_s));
        setClient(Visitor::second, Client::State::Active);
        QCOMPARE(items(), before);
        QVERIFY(m_desktop->click(u"Refresh record"_s));
        QVERIFY(typedWork());
        QVERIFY(sendsAfterAll());
    }

    void cleanupTestCase() { m_desktop.reset(); }
};

QTEST_MAIN(tst_Refusals)
#include "tst_refusals.moc"

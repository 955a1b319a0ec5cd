#pragma once

#include "app/batch/batches.h"
#include "app/batch/result.h"
#include "app/handover/inbox.h"
#include "tests/app/practice/fixture.h"
#include "tests/support/scriptedkeychain.h"

#include <QtCore/QJsonArray>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

namespace baton::test {

/// A second client's desk with the delegations of several researchers in its inbox, at a practice registry that is really
/// asked; and what anybody reads of their records over HTTP. The desk can be dropped and made anew over the same vault.
class BatchDesk {
public:
    QTemporaryDir stateDir; ///< of the registry: it keeps its key when it is started again
    PracticeFixture registry { stateDir.path() };
    QStringList orcids;

    bool start(int people, const practice::Options &options = PracticeFixture::unlimited())
    {
        if (!registry.start(options))
            return false;
        makeParts();
        const QJsonObject reader = registry.token(openGrants, { { QStringLiteral("grant_type"), QStringLiteral("client_credentials") },
                                                                  { QStringLiteral("scope"), QStringLiteral("/read-public") } }).json();
        m_readToken = reader.value(QStringLiteral("access_token")).toString();
        for (int i = 0; i < people; ++i)
            addResearcher(QStringLiteral("Person"), QStringLiteral("Number %1").arg(i + 1));
        return !m_readToken.isEmpty() && orcids.size() == people;
    }

    /// As if Baton ended here, whatever was on its way, and was started again.
    void restart()
    {
        m_parts.reset();
        makeParts();
    }

    void addResearcher(const QString &given, const QString &family)
    {
        const auto researcher = registry.registry.addResearcher(given, family, QStringLiteral("public"));
        if (!researcher)
            return qWarning("%s", qPrintable(researcher.error().text()));
        orcids << researcher->orcid;
        deliver(researcher->orcid, given + QLatin1Char(' ') + family);
    }
    void deliver(const QString &orcid, const QString &name)
    {
        const QJsonObject signedIn = registry.signIn(northbridge, orcid, QStringLiteral("openid /read-limited /activities/update /person/update"));
        handover::Delivery delivery;
        delivery.idToken = Secret::fromString(signedIn.value(QStringLiteral("id_token")).toString());
        delivery.id = handover::Inbox::idOf(delivery.idToken);
        delivery.environmentId = QStringLiteral("practice");
        delivery.packageId = QStringLiteral("one");
        delivery.orcid = orcid;
        delivery.researcher = name;
        delivery.originalClientId = northbridge;
        delivery.audienceClientId = openGrants;
        delivery.senderName = QStringLiteral("Northbridge University");
        delivery.purpose = QStringLiteral("Spring round");
        delivery.receivedAt = QDateTime::currentDateTimeUtc();
        [&] { QVERIFY(m_parts->inbox.save(delivery)); }();
    }

    handover::Inbox &inbox() { return m_parts->inbox; }
    handover::Partners &partners() { return m_parts->partners; }
    http::Trace &trace() { return m_parts->trace; }
    record::Journal &journal() { return m_parts->journal; }
    vault::Vault &vault() { return m_parts->vault; }
    batch::Batches &batches() { return m_parts->batches; }
    batch::Runner &runner() { return *m_parts->batches.current(); }
    const batch::Batch &batch() { return runner().batch(); }

    /// Adds the file and compares it with the records.
    void rehearse(const QByteArray &csv)
    {
        const auto added = m_parts->batches.add(csv, QStringLiteral("items.csv"), openGrants);
        QTRY_VERIFY(added.isFinished());
        QVERIFY2(added.result(), added.result() ? "" : qPrintable(added.result().error().text()));
        quicken();
        runner().rehearse();
        QTRY_VERIFY_WITH_TIMEOUT(!runner().isBusy(), 60'000);
    }
    /// Opens a batch again after a restart.
    void open(const QString &id)
    {
        const auto opened = m_parts->batches.open(id);
        QTRY_VERIFY(opened.isFinished());
        QVERIFY2(opened.result(), opened.result() ? "" : qPrintable(opened.result().error().text()));
        quicken();
    }
    void quicken()
    {
        using std::chrono::milliseconds;
        if (!m_limited)
            runner().setRate(0);
        runner().setWaits({ milliseconds(20), milliseconds(200), milliseconds(2) });
    }
    void keepRate(bool on) { m_limited = on; }
    bool finish(int ms = 60'000)
    {
        return QTest::qWaitFor([this] { return !runner().isBusy(); }, ms);
    }

    /// Calls `then` once, when so many rows are over, or written.
    void whenOver(int rows, const std::function<void()> &then) { whenCounts([rows](const batch::Counts &counts) { return counts.over() >= rows; }, then); }
    void whenWritten(int rows, const std::function<void()> &then) { whenCounts([rows](const batch::Counts &counts) { return counts.written >= rows; }, then); }

    QJsonObject read(const QString &orcid, const QString &path)
    {
        return registry.get(QStringLiteral("/v3.0/%1/%2").arg(orcid, path),
            { { QStringLiteral("Authorization"), QStringLiteral("Bearer ") + m_readToken }, { QStringLiteral("Accept"), QStringLiteral("application/json") } }).json();
    }
    /// Titles with put-codes: each as often as it is there.
    QMultiMap<QString, qint64> works(const QString &orcid)
    {
        QMultiMap<QString, qint64> out;
        for (const QJsonValue &group : read(orcid, QStringLiteral("works"))[QStringLiteral("group")].toArray()) {
            for (const QJsonValue &work : group[QStringLiteral("work-summary")].toArray())
                out.insert(work[QStringLiteral("title")][QStringLiteral("title")][QStringLiteral("value")].toString(), work[QStringLiteral("put-code")].toInteger());
        }
        return out;
    }
    QStringList keywords(const QString &orcid)
    {
        QStringList out;
        for (const QJsonValue &keyword : read(orcid, QStringLiteral("keywords"))[QStringLiteral("keyword")].toArray())
            out << keyword[QStringLiteral("content")].toString();
        out.sort();
        return out;
    }

    /// One work for each researcher in turn, `each` for everybody.
    QByteArray worksCsv(int each, const QString &edition = {})
    {
        QByteArray csv = "orcid,section,title,type,doi\r\n";
        for (int i = 0; i < each; ++i) {
            for (int person = 0; person < orcids.size(); ++person)
                csv += QStringLiteral("%1,works,%2,journal-article,10.5555/batch.%3.%4\r\n").arg(orcids.at(person), title(person, i) + edition).arg(person).arg(i).toUtf8();
        }
        return csv;
    }
    static QString title(int person, int i) { return QStringLiteral("Work %1 of person %2").arg(i + 1).arg(person + 1); }
    /// What the records have too often, too seldom or with another put-code than the batch says; empty when all is well.
    QStringList differing(int each, const QString &edition = {})
    {
        QStringList out;
        QMap<QString, qint64> said;
        for (const batch::Row &row : batch().rows)
            said.insert(row.item.orcid + row.item.title, row.putCode);
        for (int person = 0; person < orcids.size(); ++person) {
            const auto there = works(orcids.at(person));
            if (there.size() != each)
                out << QStringLiteral("%1 works of person %2").arg(there.size()).arg(person + 1);
            for (int i = 0; i < each; ++i) {
                const QString name = title(person, i) + edition;
                if (there.count(name) != 1)
                    out << QStringLiteral("%1 times: %2").arg(there.count(name)).arg(name);
                else if (there.value(name) != said.value(orcids.at(person) + name))
                    out << QStringLiteral("put-code of %1: %2, not %3").arg(name).arg(there.value(name)).arg(said.value(orcids.at(person) + name));
            }
        }
        return out;
    }
    /// POSTs and PUTs that reached for a record.
    int writes()
    {
        int count = 0;
        for (const http::Exchange &exchange : trace().exchanges())
            count += (exchange.method == QLatin1String("POST") || exchange.method == QLatin1String("PUT")) && exchange.url.path().startsWith(QLatin1String("/v3.0/"));
        return count;
    }
    int exchanges()
    {
        int count = 0;
        for (const http::Exchange &exchange : trace().exchanges())
            count += exchange.url.path() == QLatin1String("/oauth/token");
        return count;
    }

private:
    void whenCounts(const std::function<bool(const batch::Counts &)> &reached, const std::function<void()> &then)
    {
        auto *once = new QObject(&runner());
        QObject::connect(&runner(), &batch::Runner::rowChanged, once, [this, reached, then, once] {
            if (!reached(batch().counts()))
                return;
            once->deleteLater();
            QObject::disconnect(&runner(), nullptr, once, nullptr);
            then();
        });
    }

    struct Parts {
        SystemClock clock;
        http::Trace trace;
        http::HttpClient http { trace };
        vault::Vault vault;
        clients::ClientStore clients { vault };
        handover::Partners partners { vault };
        handover::Inbox inbox { vault, partners };
        exchange::Exchanger exchanger { http, clock };
        record::Journal journal { vault };
        batch::Batches batches { { inbox, clients, exchanger, http, journal, vault, clock } };

        Parts(const QString &folder, const std::shared_ptr<ScriptedKeychain::Drawer> &drawer) : vault(folder, std::make_unique<ScriptedKeychain>(drawer)) { }
    };

    void makeParts()
    {
        m_parts = std::make_unique<Parts>(m_folder.filePath(QStringLiteral("profile")), m_drawer);
        http::Limits limits = m_parts->http.limits();
        limits.backoffMs = 2;
        m_parts->http.setLimits(limits);
        m_parts->vault.open();
        [this] { QTRY_VERIFY(m_parts->vault.isOpen()); }();
        clients::ClientProfile own;
        own.environmentId = QStringLiteral("practice");
        own.clientId = openGrants;
        own.name = QStringLiteral("Open Grants Platform");
        own.secret = Secret::fromString(registry.secret(openGrants));
        m_parts->clients.setPracticeClients({ own });
        m_parts->batches.setEnvironment(orcid::Environment::practice(registry.registry.info().issuer, QUrl(registry.registry.info().api)));
    }

    QTemporaryDir m_folder;
    std::shared_ptr<ScriptedKeychain::Drawer> m_drawer = std::make_shared<ScriptedKeychain::Drawer>();
    std::unique_ptr<Parts> m_parts;
    QString m_readToken;
    bool m_limited = false;
};

} // namespace baton::test

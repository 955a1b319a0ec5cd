#include "app/orcid/scopes.h"
#include "app/orcid/sections.h"

#include <QtTest/QTest>

using namespace baton::orcid;

class TestScopes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void signInScopesComeFirst()
    {
        QCOMPARE(signInScopes(),
            QStringList({ QStringLiteral("openid"), QStringLiteral("/read-limited"), QStringLiteral("/activities/update"),
                QStringLiteral("/person/update"), QStringLiteral("/authenticate") }));
        QCOMPARE(findScope(QStringLiteral("/read-limited"))->title, QStringLiteral("Read trusted information"));
        QCOMPARE(findScope(QStringLiteral("openid"))->consentTitle, QStringLiteral("Know your ORCID iD and name"));
    }

    void everyScopeHasWords()
    {
        QSet<QString> names;
        for (const Scope &scope : allScopes()) {
            QVERIFY2(!scope.title.isEmpty() && !scope.explanation.isEmpty(), qPrintable(scope.name));
            if (scope.grant == Scope::Grant::User)
                QVERIFY2(!scope.consentTitle.isEmpty() && !scope.consentText.isEmpty(), qPrintable(scope.name));
            QVERIFY2(!names.contains(scope.name), qPrintable(scope.name));
            names << scope.name;
            for (const QString &implied : scope.implies)
                QVERIFY2(findScope(implied) != nullptr, qPrintable(implied));
        }
        QVERIFY(findScope(QStringLiteral("/nonsense")) == nullptr);
    }

    void implications_data()
    {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<QString>("implied");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *scope, const char *implied, bool expected) {
            QTest::addRow("%s > %s", scope, implied) << QString::fromLatin1(scope) << QString::fromLatin1(implied) << expected;
        };
        row("openid", "/authenticate", true);
        row("openid", "/read-public", true);
        row("openid", "/read-limited", false);
        row("/read-limited", "/orcid-works/read-limited", true);
        row("/read-limited", "/affiliations/read-limited", true);
        row("/read-limited", "/orcid-bio/read-limited", true);
        row("/read-limited", "/read-public", true);
        row("/read-limited", "/email/read-private", false);
        row("/activities/update", "/orcid-works/create", true);
        row("/activities/update", "/peer-review/update", true);
        row("/activities/update", "/orcid-works/read-limited", false);
        row("/activities/update", "/orcid-bio/update", false);
        row("/activities/update", "/read-public", true);
        row("/person/update", "/orcid-bio/external-identifiers/create", true);
        row("/orcid-works/update", "/orcid-works/create", false);
        row("/orcid-works/update", "/read-public", true);
        row("/group-id-record/update", "/group-id-record/read", true);
        row("/premium-notification", "/basic-notification", true);
        row("/webhook", "/read-public", false);
        row("/orcid-profile/read-limited", "/funding/read-limited", true);
    }

    void implications()
    {
        QFETCH(QString, scope);
        QFETCH(QString, implied);
        QFETCH(bool, expected);
        QCOMPARE(expandScopes({ scope }).contains(implied), expected);
        QCOMPARE(holdsAny({ scope }, { QStringLiteral("/none-such"), implied }), expected);
    }

    void everyUserScopeReadsPublic()
    {
        for (const Scope &scope : allScopes()) {
            if (scope.grant == Scope::Grant::User)
                QVERIFY2(scope.implies.contains(QStringLiteral("/read-public")), qPrintable(scope.name));
        }
    }

    void splitting()
    {
        QCOMPARE(splitScopes(QStringLiteral(" openid  /read-limited+/activities/update\topenid ")),
            QStringList({ QStringLiteral("openid"), QStringLiteral("/read-limited"), QStringLiteral("/activities/update") }));
        QVERIFY(splitScopes(QStringLiteral("  ")).isEmpty());
        QCOMPARE(splitScopes(QStringLiteral("openid,/read-limited")).size(), 1);
    }

    void sectionsInOrder()
    {
        QStringList keys;
        for (const Section &section : allSections())
            keys << section.key;
        QCOMPARE(keys.join(u' '),
            QStringLiteral("works employments educations fundings peer-reviews research-resources qualifications distinctions "
                           "invited-positions memberships services other-names keywords researcher-urls addresses "
                           "external-identifiers emails"));
    }

    void sectionsAreConsistent()
    {
        for (const Section &section : allSections()) {
            QCOMPARE(findSection(section.key), &section);
            QCOMPARE(findSection(section.singular), &section);
            QVERIFY2(findScope(section.readScope) != nullptr, qPrintable(section.readScope));
            for (const QString &scope : section.createScopes + section.updateScopes + section.deleteScopes)
                QVERIFY2(findScope(scope) != nullptr, qPrintable(scope));
            QCOMPARE(section.writable, !section.updateScopes.isEmpty());
            QCOMPARE(section.isActivity(), !section.summary.isEmpty());
            for (const SummaryKey &key : section.summary) {
                const bool known = section.field(key.from) != nullptr || key.key == u"display-index";
                QVERIFY2(known, qPrintable(section.key + u'/' + key.key));
            }
            QVERIFY2(QFile::exists(QStringLiteral(BATON_SOURCE_DIR "/resources/icons/%1.svg").arg(section.icon)),
                qPrintable(section.icon));
            for (const Field &field : section.fields)
                QVERIFY2(!field.label.isEmpty(), qPrintable(section.key + u'/' + field.key));
        }
        QCOMPARE(findSection(QStringLiteral("address"))->key, QStringLiteral("addresses"));
        QVERIFY(findSection(QStringLiteral("nothing")) == nullptr);
    }

    void wideScopesCoverTheSections()
    {
        const QSet<QString> writes = expandScopes({ QStringLiteral("/activities/update"), QStringLiteral("/person/update") });
        const QSet<QString> reads = expandScopes({ QStringLiteral("/read-limited") });
        for (const Section &section : allSections()) {
            QVERIFY(reads.contains(section.readScope));
            for (const QString &scope : section.createScopes + section.updateScopes + section.deleteScopes)
                QVERIFY2(writes.contains(scope), qPrintable(scope));
        }
    }
};

QTEST_GUILESS_MAIN(TestScopes)
#include "tst_orcid_scopes.moc"

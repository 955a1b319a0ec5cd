#include "tests/app/practice/api/hostile.h"

using namespace apitest;

class TestRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// orcid.md 8: what each section refuses, and with which code. 0 = accepted.
    void rules_data() { hostileRows(); }

    void rules()
    {
        QFETCH(QString, section);
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        QFETCH(int, code);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const QString itemPath = orcid::findSection(section)->itemPath;
        QJsonObject item = smallest(section);
        place(item, path.split(u'/'), parsed(value));
        const Answer added = registry.post(who, itemPath, item);
        QVERIFY2(added.code() == code, added.body.constData());
        QCOMPARE(added.status, code == 0 ? 201 : 400);
        // The same holds for a change.
        const qint64 existing = registry.post(who, itemPath, smallest(section, "before")).putCode();
        item.insert(QStringLiteral("put-code"), existing);
        if (code != 0)
            QCOMPARE(registry.put(who, itemPath + u'/' + QString::number(existing), item).code(), code);
    }

    void affiliationDates()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const auto code = [&](const char *start, const char *end) {
            QJsonObject item = smallest(QStringLiteral("employments"));
            item.insert(QStringLiteral("start-date"), parsed(start));
            item.insert(QStringLiteral("end-date"), parsed(end));
            const Answer answer = registry.post(who, QStringLiteral("employment"), item);
            registry.remove(who, QStringLiteral("employment/%1").arg(answer.putCode()));
            return answer.code();
        };
        QCOMPARE(code("{'year':'2020'}", "{'year':'2019'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05'}", "{'year':'2020','month':'04'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05','day':'02'}", "{'year':'2020','month':'05','day':'01'}"), 9055);
        QCOMPARE(code("{'year':'2020','month':'05'}", "{'year':'2020'}"), 0);
        QCOMPARE(code("{'year':'2020'}", "{'year':'2020'}"), 0);
        // Fundings do not look.
        QJsonObject funding = smallest(QStringLiteral("fundings"));
        funding.insert(QStringLiteral("start-date"), parsed("{'year':'2020'}"));
        funding.insert(QStringLiteral("end-date"), parsed("{'year':'2019'}"));
        QCOMPARE(registry.post(who, QStringLiteral("funding"), funding).status, 201);
    }

    void organizationIdOrExternalId()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject item = smallest(QStringLiteral("memberships"));
        item.remove(QStringLiteral("external-ids"));
        place(item, { QStringLiteral("organization"), QStringLiteral("disambiguated-organization") }, QJsonValue());
        const Answer answer = registry.post(who, QStringLiteral("membership"), item);
        QCOMPARE(answer.code(), 9062);
        QVERIFY(answer.message().startsWith(
            u"Professional activities cannot be added without an organization id/external identifier."));
    }

    void organizationIds_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QString>("id");
        QTest::addColumn<bool>("known");
        const auto row = [](const char *source, const char *id, bool known) {
            QTest::addRow("%s %s", source, id) << QString::fromLatin1(source) << QString::fromLatin1(id) << known;
        };
        row("ROR", "https://ror.org/024mrxd33", true);
        row("ROR", "024mrxd33", false);
        row("GRID", "grid.455335.1", true);
        row("GRID", "455335", false);
        row("RINGGOLD", "355321", true);
        row("RINGGOLD", "A1", false);
        row("FUNDREF", "http://dx.doi.org/10.13039/100010269", true);
        row("FUNDREF", "10.13039/100010269", false);
        row("LEI", "5493001KJTIIGC8Y1R12", true);
        row("ror", "https://ror.org/024mrxd33", false);
    }

    void organizationIds()
    {
        QFETCH(QString, source);
        QFETCH(QString, id);
        QFETCH(bool, known);
        Harness registry;
        QJsonObject item = smallest(QStringLiteral("fundings"));
        const QString block = QStringLiteral("disambiguated-organization");
        place(item, { QStringLiteral("organization"), block, QStringLiteral("disambiguation-source") }, source);
        place(item, { QStringLiteral("organization"), block, QStringLiteral("disambiguated-organization-identifier") }, id);
        QCOMPARE(registry.post(caller(tomas, northbridge), QStringLiteral("funding"), item).code(), known ? 0 : 9045);
    }

    void resourceHosts()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject item = smallest(QStringLiteral("research-resources"));
        QJsonArray resources = item.value(QStringLiteral("resource-item")).toArray();
        QJsonObject resource = resources.at(0).toObject();
        resource.remove(QStringLiteral("external-ids"));
        resources.replace(0, resource);
        item.insert(QStringLiteral("resource-item"), resources);
        const Answer noId = registry.post(who, QStringLiteral("research-resource"), item);
        QCOMPARE(noId.code(), 9023);
        QVERIFY(noId.message().contains(u"Missing external ID in Research Resource Item"));

        item = smallest(QStringLiteral("research-resources"));
        QJsonArray hosts = item.value(QStringLiteral("proposal"))
                               .toObject()
                               .value(QStringLiteral("hosts"))
                               .toObject()
                               .value(QStringLiteral("organization"))
                               .toArray();
        while (hosts.size() < 11)
            hosts.append(hosts.at(0));
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).code(), 9047);
        hosts.removeLast();
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).status, 201);
        QJsonObject host = hosts.at(0).toObject();
        host.remove(QStringLiteral("disambiguated-organization"));
        hosts.replace(3, host);
        place(item, { QStringLiteral("proposal"), QStringLiteral("hosts"), QStringLiteral("organization") }, hosts);
        QCOMPARE(registry.post(who, QStringLiteral("research-resource"), item).code(), 9045);
    }

    void orderInsideAChange()
    {
        Harness registry;
        const Caller owner = caller(tomas, northbridge), other = caller(tomas, halden);
        const auto bad = [&](const char *key, const char *path) {
            const orcid::Section &section = *orcid::findSection(QString::fromLatin1(key));
            const qint64 code = registry.post(owner, section.itemPath, smallest(section.key)).putCode();
            QJsonObject item = smallest(section.key, "new");
            item.insert(QStringLiteral("put-code"), code);
            item.insert(QString::fromLatin1(path),
                json("{'external-id':[{'external-id-type':'unheard','external-id-value':'x','external-id-relationship':'self'}]"
                     "}"));
            return registry.put(other, section.itemPath + u'/' + QString::number(code), item).code();
        };
        QCOMPARE(bad("employments", "external-ids"), 9010); // the source comes first
        QCOMPARE(bad("works", "external-ids"), 9023); // the source comes last
        QCOMPARE(bad("fundings", "external-ids"), 9023);
        QCOMPARE(bad("peer-reviews", "review-identifiers"), 9023);
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_api_rules.moc"

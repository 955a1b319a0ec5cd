#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

/// Keys in the order of the bytes, top level only.
static QString keysInOrder(const QByteArray &body)
{
    QStringList keys;
    int depth = 0;
    for (qsizetype i = 0; i < body.size(); ++i) {
        const char c = body.at(i);
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        else if (c == '"') {
            qsizetype end = i + 1;
            while (body.at(end) != '"')
                end += body.at(end) == '\\' ? 2 : 1;
            if (depth == 1 && body.at(end + 1) == ':')
                keys << QString::fromUtf8(body.sliced(i + 1, end - i - 1));
            i = end;
        }
    }
    return keys.join(u' ');
}

class TestShapes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullItems_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("keys");
        const auto row = [](const char *section, const char *keys) {
            QTest::newRow(section) << QString::fromLatin1(section) << QString::fromLatin1(keys);
        };
        row("works",
            "created-date last-modified-date source put-code path title journal-title short-description citation type "
            "publication-date external-ids url contributors language-code country visibility");
        row("fundings",
            "created-date last-modified-date source put-code path type organization-defined-type title short-description "
            "amount url start-date end-date external-ids contributors organization visibility");
        for (const char *affiliation :
            { "employments", "educations", "qualifications", "distinctions", "invited-positions", "memberships", "services" })
            row(affiliation,
                "created-date last-modified-date source put-code path department-name role-title start-date end-date "
                "organization url external-ids display-index visibility");
        row("peer-reviews",
            "created-date last-modified-date source reviewer-role review-identifiers review-url review-type "
            "review-completion-date review-group-id subject-external-identifier subject-container-name subject-type "
            "subject-name subject-url convening-organization visibility put-code path");
        row("research-resources",
            "created-date last-modified-date source proposal resource-item display-index visibility put-code path");
        row("keywords", "created-date last-modified-date source content visibility path put-code display-index");
        row("other-names", "created-date last-modified-date source content visibility path put-code display-index");
        row("researcher-urls", "created-date last-modified-date source url-name url visibility path put-code display-index");
        row("addresses", "created-date last-modified-date source country visibility path put-code display-index");
        row("external-identifiers",
            "created-date last-modified-date source external-id-type external-id-value external-id-url "
            "external-id-relationship visibility path put-code display-index");
    }

    void fullItems()
    {
        QFETCH(QString, section);
        QFETCH(QString, keys);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const orcid::Section &about = *orcid::findSection(section);
        const Answer added = registry.post(who, about.itemPath, smallest(section));
        QCOMPARE(added.status, 201);
        QVERIFY(added.body.isEmpty());
        QCOMPARE(added.location,
            QStringLiteral("http://127.0.0.1:9760/v3.0/%1/%2/%3").arg(tomas, about.itemPath).arg(added.putCode()).toUtf8());

        const Answer item = registry.get(who, about.itemPath + u'/' + QString::number(added.putCode()));
        QCOMPARE(item.status, 200);
        QCOMPARE(keysInOrder(item.body), keys);
        QCOMPARE(item.json.value(QStringLiteral("path")).toString(),
            QStringLiteral("/%1/%2/%3").arg(tomas, about.itemPath).arg(added.putCode()));
        QCOMPARE(item.json.value(QStringLiteral("put-code")).toInteger(), added.putCode());
        if (item.json.contains(QStringLiteral("display-index")))
            QCOMPARE(item.json.value(QStringLiteral("display-index")),
                about.isActivity() ? QJsonValue(QStringLiteral("1")) : QJsonValue(1));

        // GET, then PUT of the same works, as ORCID promises.
        QJsonObject edited = item.json;
        const Answer put = registry.put(who, about.itemPath + u'/' + QString::number(added.putCode()), edited);
        QCOMPARE(put.status, 200);
        QCOMPARE(put.json.value(QStringLiteral("path")).isNull(), about.isActivity());
        QCOMPARE(registry.remove(who, about.itemPath + u'/' + QString::number(added.putCode())).status, 204);
        QCOMPARE(registry.get(who, about.itemPath + u'/' + QString::number(added.putCode())).code(), 9016);
    }

    void summaries_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("keys");
        const auto row = [](const char *section, const char *keys) {
            QTest::newRow(section) << QString::fromLatin1(section) << QString::fromLatin1(keys);
        };
        row("works",
            "put-code created-date last-modified-date source title external-ids url type publication-date journal-title "
            "visibility "
            "path display-index");
        row("fundings",
            "created-date last-modified-date source title external-ids url type start-date end-date organization visibility "
            "put-code path display-index");
        row("employments",
            "created-date last-modified-date source put-code department-name role-title start-date end-date organization url "
            "external-ids display-index visibility path");
        row("peer-reviews",
            "created-date last-modified-date source reviewer-role external-ids review-url review-type completion-date "
            "review-group-id convening-organization visibility put-code path display-index");
        row("research-resources", "created-date last-modified-date source proposal visibility put-code path display-index");
    }

    void summaries()
    {
        QFETCH(QString, section);
        QFETCH(QString, keys);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const orcid::Section &about = *orcid::findSection(section);
        const qint64 code = registry.post(who, about.itemPath, smallest(section)).putCode();
        const Answer summary = registry.get(who, about.itemPath + QStringLiteral("/summary/") + QString::number(code));
        QCOMPARE(summary.status, 200);
        QCOMPARE(keysInOrder(summary.body), keys);
    }

    void sourceHasSixKeys()
    {
        Harness registry;
        const Caller who = caller(tomas, openGrants, northbridge);
        const qint64 code = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        const Answer work = registry.get(who, QStringLiteral("work/%1").arg(code));
        const QByteArray expected = quoted(
            "'source':{'source-orcid':null,'source-client-id':{'uri':'http://127.0.0.1:9760/client/APP-OG55T1ZR8K3CV7QD',"
            "'path':'APP-OG55T1ZR8K3CV7QD','host':'127.0.0.1'},'source-name':{'value':'Client QD'},"
            "'assertion-origin-orcid':null,'assertion-origin-client-id':{'uri':'http://127.0.0.1:9760/client/"
            "APP-NB7K2QX4M0T9W6RA',"
            "'path':'APP-NB7K2QX4M0T9W6RA','host':'127.0.0.1'},'assertion-origin-name':{'value':'Origin RA'}}");
        QVERIFY2(work.body.contains(expected), work.body.constData());
        const QByteArray id = quoted(
            "'external-ids':{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/a','external-id-normalized':"
            "{'value':'10.5555/a','transient':true},'external-id-normalized-error':null,'external-id-url':null,"
            "'external-id-relationship':'self'}]}");
        QVERIFY2(work.body.contains(id), work.body.constData());
    }

    void userAsSource()
    {
        Harness registry;
        const QJsonObject source = registry.get(caller(sofia, northbridge), QStringLiteral("work/1421"))
                                       .json.value(QStringLiteral("source"))
                                       .toObject();
        QCOMPARE(source.value(QStringLiteral("source-orcid")).toObject().value(QStringLiteral("uri")).toString(),
            QStringLiteral("http://127.0.0.1:9760/") + sofia);
        QVERIFY(source.value(QStringLiteral("source-client-id")).isNull());
        QCOMPARE(source.value(QStringLiteral("source-name")).toObject().value(QStringLiteral("value")).toString(),
            QStringLiteral("Sofia Maria Hernandez Garcia"));
        // "User OBO" clients write on behalf of the researcher.
        Caller wizard = caller(sofia, halden);
        wizard.userObo = true;
        const qint64 code = registry.post(wizard, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        const QJsonObject own
            = registry.get(wizard, QStringLiteral("work/%1").arg(code)).json.value(QStringLiteral("source")).toObject();
        QCOMPARE(
            own.value(QStringLiteral("assertion-origin-orcid")).toObject().value(QStringLiteral("path")).toString(), sofia);
        QVERIFY(own.value(QStringLiteral("assertion-origin-client-id")).isNull());
    }

    void normalFormThatCannotBe()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject work = smallest(QStringLiteral("works"));
        work.insert(QStringLiteral("external-ids"),
            json("{'external-id':[{'external-id-type':'doi','external-id-value':'work:doi','external-id-relationship':'self'}]"
                 "}"));
        const qint64 code = registry.post(who, QStringLiteral("work"), work).putCode();
        const QByteArray expected
            = quoted("'external-id-normalized':null,'external-id-normalized-error':{'error-code':'8001','error-message':"
                     "'Cannot normalize identifier value doi:work:doi','transient':true}");
        QVERIFY(registry.get(who, QStringLiteral("work/%1").arg(code)).body.contains(expected));
        const qint64 funding = registry.post(who, QStringLiteral("funding"), smallest(QStringLiteral("fundings"))).putCode();
        QVERIFY(registry.get(who, QStringLiteral("funding/%1").arg(funding))
                    .body.contains(quoted("'external-id-normalized':null,'external-id-normalized-error':null")));
    }

    void emptyRecord()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QCOMPARE(registry.get(who, QStringLiteral("works")).body,
            quoted("{'last-modified-date':null,'group':[],'path':'/0000-0000-4410-2077/works'}"));
        QCOMPARE(registry.get(who, QStringLiteral("employments")).body,
            quoted("{'last-modified-date':null,'affiliation-group':[],'path':'/0000-0000-4410-2077/employments'}"));
        QCOMPARE(registry.get(who, QStringLiteral("address")).body,
            quoted("{'last-modified-date':null,'address':[],'path':'/0000-0000-4410-2077/address'}"));
        QCOMPARE(registry.get(who, QStringLiteral("email")).body,
            quoted("{'last-modified-date':null,'email':[],'path':'/0000-0000-4410-2077/email'}"));
        QCOMPARE(registry.get(who, QStringLiteral("biography")).code(), 9041);
    }

    void containers()
    {
        Harness registry;
        const Caller who = caller(sofia, northbridge);
        const Answer record = registry.get(who, QStringLiteral("record"));
        QCOMPARE(
            keysInOrder(record.body), QStringLiteral("orcid-identifier preferences history person activities-summary path"));
        QCOMPARE(registry.call(who, "GET", QStringLiteral("/v3.0/") + sofia).body, record.body);
        QCOMPARE(keysInOrder(registry.get(who, QStringLiteral("activities")).body),
            QStringLiteral(
                "last-modified-date distinctions educations employments fundings invited-positions memberships peer-reviews "
                "qualifications research-resources services works path"));
        const Answer person = registry.get(who, QStringLiteral("person"));
        QCOMPARE(keysInOrder(person.body),
            QStringLiteral("last-modified-date name other-names biography researcher-urls emails addresses keywords "
                           "external-identifiers path"));
        QCOMPARE(person.json.value(QStringLiteral("addresses")).toObject().value(QStringLiteral("path")).toString(),
            u'/' + sofia + QStringLiteral("/address"));
        const QJsonObject name = person.json.value(QStringLiteral("name")).toObject();
        QCOMPARE(name.value(QStringLiteral("path")).toString(), sofia);
        QVERIFY(name.value(QStringLiteral("credit-name")).isNull());
        QCOMPARE(keysInOrder(registry.get(who, QStringLiteral("personal-details")).body),
            QStringLiteral("last-modified-date name other-names biography path"));
        QCOMPARE(keysInOrder(registry.get(who, QStringLiteral("biography")).body),
            QStringLiteral("created-date last-modified-date content visibility path"));
        const QJsonObject history = record.json.value(QStringLiteral("history")).toObject();
        QCOMPARE(history.value(QStringLiteral("creation-method")).toString(), QStringLiteral("DIRECT"));
        QCOMPARE(history.value(QStringLiteral("verified-primary-email")).toBool(), true);
    }

    void mediaTypes()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const auto as = [&](const char *accept) {
            return registry.call(who, "GET", Harness::v3(who, QStringLiteral("works")), {}, { { "accept", accept } });
        };
        QCOMPARE(as("application/json").contentType, QByteArray("application/json;charset=UTF-8"));
        const QByteArray pretty
            = quoted("{\n  'last-modified-date' : null,\n  'group' : [ ],\n  'path' : '/0000-0000-4410-2077/works'\n}");
        QCOMPARE(as("application/vnd.orcid+json").body, pretty);
        QCOMPARE(as("application/orcid+json; charset=utf-8").body, pretty);
        QCOMPARE(as("text/html;q=0.9, application/json;q=0.5").contentType, QByteArray("application/json;charset=UTF-8"));
        QCOMPARE(as("text/html").status, 406);
        QCOMPARE(as("text/html").code(), 9001);
        QCOMPARE(as("application/json;q=0").status, 406);
        QVERIFY(as("*/*").status == 200);
        const auto sent = [&](const char *type) {
            return registry.call(who, "POST", Harness::v3(who, QStringLiteral("work")), "{}", { { "content-type", type } });
        };
        QCOMPARE(sent("text/plain").status, 415);
        QCOMPARE(sent("text/plain").code(), 9001);
        QCOMPARE(sent("application/vnd.orcid+json;charset=UTF-8").code(), 9047);
    }

    void grouping()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge), other = caller(tomas, halden);
        const auto add = [&](const Caller &by, const char *title, const char *year, const char *ids) {
            registry.clock.advance(std::chrono::seconds(1));
            QJsonObject work = smallest(QStringLiteral("works"));
            work.insert(QStringLiteral("title"), json(QByteArray("{'title':{'value':'") + title + "'}}"));
            work.insert(QStringLiteral("publication-date"), json(QByteArray("{'year':'") + year + "'}"));
            work.insert(QStringLiteral("external-ids"), json(QByteArray("{'external-id':[") + ids + "]}"));
            const Answer answer = registry.post(by, QStringLiteral("work"), work);
            QCOMPARE(answer.status, 201);
        };
        const char *doiA = "{'external-id-type':'doi','external-id-value':'10.5555/A','external-id-relationship':'self'}";
        const char *urlA = "{'external-id-type':'doi','external-id-value':'https://doi.org/10.5555/"
                           "a','external-id-relationship':'version-of'},"
                           "{'external-id-type':'pmid','external-id-value':'PMID:77','external-id-relationship':'self'}";
        const char *pmid = "{'external-id-type':'pmid','external-id-value':'77','external-id-relationship':'self'}";
        const char *issn = "{'external-id-type':'isbn','external-id-value':'9780000000019','external-id-relationship':'self'},"
                           "{'external-id-type':'issn','external-id-value':'2765-0014','external-id-relationship':'part-of'}";
        const char *issn2 = "{'external-id-type':'isbn','external-id-value':'9780000000026','external-id-relationship':'self'},"
                            "{'external-id-type':'issn','external-id-value':'2765-0014','external-id-relationship':'part-of'}";
        add(who, "First", "2001", doiA);
        add(other, "Second", "2003", pmid);
        add(caller(tomas, openGrants), "Third, joining both", "2002", urlA);
        add(who, "Alone", "2010", issn);
        add(who, "Also alone", "2010", issn2);
        const QJsonArray groups = registry.get(who, QStringLiteral("works")).json.value(QStringLiteral("group")).toArray();
        QCOMPARE(groups.size(), 3);
        QStringList titles;
        for (const QJsonValue &group : groups) {
            const QJsonArray works = group.toObject().value(QStringLiteral("work-summary")).toArray();
            for (const QJsonValue &work : works)
                titles << work.toObject()
                              .value(QStringLiteral("title"))
                              .toObject()
                              .value(QStringLiteral("title"))
                              .toObject()
                              .value(QStringLiteral("value"))
                              .toString();
        }
        // Newest group first, then by title; inside a group the oldest first.
        QCOMPARE(titles.join(u'|'), QStringLiteral("Alone|Also alone|First|Second|Third, joining both"));
        const QJsonArray ids = groups.at(2)
                                   .toObject()
                                   .value(QStringLiteral("external-ids"))
                                   .toObject()
                                   .value(QStringLiteral("external-id"))
                                   .toArray();
        QCOMPARE(ids.size(), 2);
        QCOMPARE(groups.at(0)
                     .toObject()
                     .value(QStringLiteral("external-ids"))
                     .toObject()
                     .value(QStringLiteral("external-id"))
                     .toArray()
                     .size(),
            1);
    }

    void reviewsAreNestedTwice()
    {
        Harness registry;
        const QJsonArray groups = registry.get(caller(sofia, northbridge), QStringLiteral("peer-reviews"))
                                      .json.value(QStringLiteral("group"))
                                      .toArray();
        QCOMPARE(groups.size(), 4);
        int count = 0;
        for (const QJsonValue &group : groups) {
            const QJsonObject id = group.toObject()
                                       .value(QStringLiteral("external-ids"))
                                       .toObject()
                                       .value(QStringLiteral("external-id"))
                                       .toArray()
                                       .at(0)
                                       .toObject();
            QCOMPARE(id.value(QStringLiteral("external-id-type")).toString(), QStringLiteral("peer-review"));
            QVERIFY(id.value(QStringLiteral("external-id-relationship")).isNull());
            const QJsonArray inner = group.toObject().value(QStringLiteral("peer-review-group")).toArray();
            for (const QJsonValue &part : inner)
                count += int(part.toObject().value(QStringLiteral("peer-review-summary")).toArray().size());
        }
        QCOMPARE(count, 27);
    }
};

QTEST_GUILESS_MAIN(TestShapes)
#include "tst_api_shapes.moc"

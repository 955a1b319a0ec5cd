#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

class TestGroups : public QObject {
    Q_OBJECT

    Answer call(Harness &registry, const QByteArray &method, const QString &path, const QByteArray &body = {},
        const QString &client = northbridge, const QString &scope = QStringLiteral("/group-id-record/update"))
    {
        Caller who = caller({}, client, {}, { scope });
        return registry.call(who, method, QStringLiteral("/v3.0/group-id-record") + path, body.isNull() ? body : quoted(body));
    }

private Q_SLOTS:
    void life()
    {
        Harness registry;
        const QByteArray body
            = "{'name':'Board of Reviewers','group-id':'orcid-generated:board-1','description':'A board','type':'institution'}";
        const Answer added = call(registry, "POST", {}, body);
        QCOMPARE(added.status, 201);
        const QString path = u'/' + QString::number(added.putCode());
        QCOMPARE(
            added.location, QByteArray("http://127.0.0.1:9760/v3.0/group-id-record/") + QByteArray::number(added.putCode()));
        QCOMPARE(call(registry, "GET", path).body,
            quoted("{'name':'Board of Reviewers','group-id':'orcid-generated:board-1','description':'A "
                   "board','type':'institution','put-code':")
                + QByteArray::number(added.putCode()) + '}');
        QCOMPARE(call(registry, "POST", {}, body).code(), 9025);
        // Now a review may name it.
        QJsonObject review = smallest(QStringLiteral("peer-reviews"));
        review.insert(QStringLiteral("review-group-id"), QStringLiteral("orcid-generated:board-1"));
        const Answer reviewed = registry.post(caller(tomas, northbridge), QStringLiteral("peer-review"), review);
        QCOMPARE(reviewed.status, 201);
        const QByteArray changed
            = "{'name':'Board','group-id':'orcid-generated:board-1','description':'A board','type':'institution','put-code':"
            + QByteArray::number(added.putCode()) + "}";
        QCOMPARE(call(registry, "PUT", path, changed, halden).code(), 9010);
        QCOMPARE(call(registry, "PUT", path, body).code(), 9019);
        QCOMPARE(call(registry, "PUT", path, changed).json.value(QStringLiteral("name")).toString(), QStringLiteral("Board"));
        QCOMPARE(call(registry, "DELETE", path).code(), 9040); // the review is there
        QVERIFY(registry.records.remove(tomas, QStringLiteral("peer-reviews"), reviewed.putCode()));
        QCOMPARE(call(registry, "DELETE", path).status, 204);
        QCOMPARE(call(registry, "GET", path).code(), 9026);
        QCOMPARE(call(registry, "GET", QStringLiteral("/x")).code(), 9034);
    }

    void refused()
    {
        Harness registry;
        QCOMPARE(call(registry, "POST", {}, "{'name':'x','type':'journal'}").code(), 9047);
        QCOMPARE(
            call(registry, "POST", {}, "{'name':'x','description':'y','type':'journal','group-id':'nothing'}").code(), 9047);
        QCOMPARE(
            call(registry, "POST", {}, "{'name':'x','description':'y','type':'journal','group-id':'publons:12','put-code':1}")
                .code(),
            9024);
        QCOMPARE(
            call(registry, "POST", {}, "{'name':'x','description':'y','type':'journal','group-id':'issn:2434-5611'}").code(),
            9053);
        QCOMPARE(
            call(registry, "POST", {}, "{'name':'x','description':'y','type':'club','group-id':'publons:12'}").code(), 9047);
        QCOMPARE(call(registry, "POST", {}, "{'name':'x','type':'journal','group-id':'publons:12'}").code(), 9047);
        QCOMPARE(call(registry, "POST", {}, "{").code(), 9001);
        QCOMPARE(call(registry, "DELETE", {}).status, 405);
        QCOMPARE(call(registry, "GET", {}, {}, northbridge, QStringLiteral("/read-public")).code(), 9038);
        QCOMPARE(call(registry, "POST", {}, "{'name':'x','description':'y','type':'journal','group-id':'publons:12'}",
                     northbridge, QStringLiteral("/group-id-record/read"))
                     .code(),
            9038);
    }

    void newIssnIsMadeAndCalledExisting()
    {
        Harness registry;
        QVERIFY(registry.records.findGroup(QStringLiteral("issn:2434-561X")) == nullptr);
        QCOMPARE(
            call(registry, "POST", {}, "{'name':'x','description':'y','type':'journal','group-id':'issn:2434-561X'}").code(),
            9025);
        QVERIFY(registry.records.findGroup(QStringLiteral("issn:2434-561X")) != nullptr);
    }

    void list()
    {
        Harness registry;
        const Answer all = call(registry, "GET", {});
        QCOMPARE(all.json.value(QStringLiteral("total")).toInt(), 4);
        QCOMPARE(all.json.value(QStringLiteral("page")).toInt(), 1);
        QCOMPARE(all.json.value(QStringLiteral("page-size")).toInt(), 100);
        QCOMPARE(all.json.value(QStringLiteral("group-id-record")).toArray().size(), 4);
    }

    void clients()
    {
        Harness registry;
        registry.api.setClientLookup([](const QString &id) {
            return id == northbridge ? std::pair(QStringLiteral("Northbridge University"), QStringLiteral("gives"))
                                     : std::pair<QString, QString>();
        });
        const Caller who = caller(tomas, northbridge);
        QCOMPARE(registry.call(who, "GET", QStringLiteral("/v3.0/client/") + northbridge).body,
            quoted("{'name':'Northbridge University','description':'gives'}"));
        QCOMPARE(registry.call(who, "GET", QStringLiteral("/v3.0/client/") + halden).code(), 9027);
    }

    void fundingContributors()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonObject funding = smallest(QStringLiteral("fundings"));
        funding.insert(QStringLiteral("contributors"),
            json("{'contributor':[{'contributor-orcid':{'path':'0000-0002-9227-8514'},'credit-name':{'value':'Old "
                 "name'},'contributor-email':{'value':'a@b.example'}},"
                 "{'contributor-orcid':{'path':'0000-0000-8820-4163'},'credit-name':{'value':'Kept "
                 "private'}},{'credit-name':{'value':'Nobody known'}}]}"));
        const qint64 code = registry.post(who, QStringLiteral("funding"), funding).putCode();
        const QJsonArray people = registry.get(who, QStringLiteral("funding/%1").arg(code))
                                      .json.value(QStringLiteral("contributors"))
                                      .toObject()
                                      .value(QStringLiteral("contributor"))
                                      .toArray();
        QVERIFY(people.at(0).toObject().value(QStringLiteral("contributor-email")).isNull());
        QCOMPARE(
            people.at(0).toObject().value(QStringLiteral("credit-name")).toObject().value(QStringLiteral("value")).toString(),
            QStringLiteral("Sofia Maria Hernandez Garcia"));
        QVERIFY(people.at(1).toObject().value(QStringLiteral("credit-name")).isNull());
        QCOMPARE(
            people.at(2).toObject().value(QStringLiteral("credit-name")).toObject().value(QStringLiteral("value")).toString(),
            QStringLiteral("Nobody known"));
    }
};

QTEST_GUILESS_MAIN(TestGroups)
#include "tst_api_groups.moc"

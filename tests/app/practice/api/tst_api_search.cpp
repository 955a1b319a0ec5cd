#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

class TestSearch : public QObject {
    Q_OBJECT

    static Answer search(Harness &registry, const QString &path, const QList<QPair<QString, QString>> &parameters)
    {
        HttpRequest request;
        request.method = "GET";
        request.path = "/v3.0/" + path.toUtf8();
        request.query.setQueryItems(parameters);
        request.headers = { { "accept", "application/json" } };
        const HttpResponse response
            = registry.api.handle(request, caller({}, northbridge, {}, { QStringLiteral("/read-public") }));
        return { response.status, response.body, {}, {}, QJsonDocument::fromJson(response.body).object() };
    }

private Q_SLOTS:
    void queries_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("found");
        const auto row = [](const char *query, int found) { QTest::newRow(query) << QString::fromUtf8(query) << found; };
        row("orcid:0000-0002-9227-8514", 1);
        row("family-name:Ibarra", 1);
        row("family-name:iba*", 1);
        row("family-name:Ibarra AND given-names:Tomás", 1);
        row("family-name:Ibarra AND given-names:Sofia", 0);
        row("family-name:Ibarra OR given-names:Sofia", 2);
        row("keyword:saltmarsh", 1);
        row("keyword:\"blue carbon\"", 1);
        row("keyword:\"flood memory\"", 0); // limited
        row("digital-object-ids:\"10.5555/er.2026.0914\"", 1);
        row("family-name:Nygård", 0); // private
        row("orcid:0000-0000-8820-4163", 1);
        row("王秀兰", 1);
        row("*", 9);
        row("", 0);
        row("nothing-like-this", 0);
    }

    void queries()
    {
        QFETCH(QString, query);
        QFETCH(int, found);
        Harness registry;
        const Answer answer = search(registry, QStringLiteral("search"), { { QStringLiteral("q"), query } });
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.json.value(QStringLiteral("num-found")).toInt(), found);
        QCOMPARE(answer.json.value(QStringLiteral("result")).isNull(), found == 0);
        QCOMPARE(answer.json.value(QStringLiteral("result")).toArray().size(), found);
    }

    void shapes()
    {
        Harness registry;
        const QList<QPair<QString, QString>> query { { QStringLiteral("q"), QStringLiteral("orcid:") + sofia } };
        QCOMPARE(search(registry, QStringLiteral("search"), query).body,
            quoted("{'result':[{'orcid-identifier':{'uri':'http://127.0.0.1:9760/"
                   "0000-0002-9227-8514','path':'0000-0002-9227-8514',"
                   "'host':'127.0.0.1'}}],'num-found':1}"));
        const QByteArray expanded = search(registry, QStringLiteral("expanded-search"), query).body;
        QVERIFY2(expanded.startsWith(
                     quoted("{'expanded-result':[{'orcid-id':'0000-0002-9227-8514','given-names':'Sofia Maria','family-names':"
                            "'Hernandez Garcia','credit-name':null,'other-name':['S. M. Hernandez','Sofia Garcia'],'email':[],"
                            "'institution-name':['Northbridge University',")),
            expanded.constData());
    }

    void paging()
    {
        Harness registry;
        const auto page = [&](const char *start, const char *rows) {
            return search(registry, QStringLiteral("search"),
                { { QStringLiteral("q"), QStringLiteral("*") }, { QStringLiteral("start"), QString::fromLatin1(start) },
                    { QStringLiteral("rows"), QString::fromLatin1(rows) } });
        };
        QCOMPARE(page("6", "5").json.value(QStringLiteral("result")).toArray().size(), 3);
        QCOMPARE(page("0", "0").json.value(QStringLiteral("num-found")).toInt(), 9);
        QCOMPARE(page("0", "1001").code(), 9012);
        QCOMPARE(page("x", "1").code(), 9012);
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_api_search.moc"

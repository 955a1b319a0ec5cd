#include "app/orcid/shape.h"
#include "app/practice/api/xmlin.h"
#include "app/practice/api/xmlout.h"
#include "tests/app/practice/api/published.h"

#include <QtTest/QTest>

using namespace apitest;

namespace {

const QString kPutCode = QStringLiteral("put-code"), kVisibility = QStringLiteral("visibility");

/// What an item says, without what the registry adds.
QJsonObject bareContent(const orcid::Section &section, const QJsonObject &json)
{
    const auto content = orcid::canonical(section.fields, json);
    if (!content)
        return { { QStringLiteral("refused"), content.error().text() } };
    QJsonObject bare = *content;
    bare.remove(kPutCode);
    bare.remove(kVisibility);
    return bare;
}

QJsonObject fromXml(const QByteArray &xml, const orcid::Field &document)
{
    const auto read = readXml(xml, document);
    return read ? *read : QJsonObject { { QStringLiteral("refused"), read.error() } };
}

/// At least one of them fits every fixture.
QList<std::pair<QByteArray, QByteArray>> edits()
{
    return { { "at one creek", "at one brook" }, { "Three years", "Four years" }, { "Lecturer", "Reader" },
        { "Reviewed paper", "Refereed paper" }, { ">Archive<", ">Library<" }, { "estuaries", "deltas" },
        { "A. Example", "B. Example" }, { ">Home<", ">Start<" }, { "address:country>GB<", "address:country>FR<" },
        { "A-3", "A-4" } };
}

/// The fixture of a section; one affiliation serves for all seven.
QByteArray sectionFixture(const orcid::Section &section, const QString &ending)
{
    if (section.family != orcid::Section::Family::Affiliations)
        return fixture(section.singular + ending);
    return fixture(QStringLiteral("employment") + ending).replace("employment", section.singular.toUtf8());
}

} // namespace

/// XML beside JSON: one description, both directions (orcid.md 6.1, 7.11, 8.1).
class TestXml : public QObject {
    Q_OBJECT

private:
    Schemas m_schemas;

    Answer xml(Harness &registry, const Caller &who, const QByteArray &method, const QString &path, const QByteArray &body = {})
    {
        HeaderList headers { { "accept", xmlType } };
        if (!body.isNull())
            headers.append(std::pair<QByteArray, QByteArray> { "content-type", xmlType });
        return registry.call(who, method, path.startsWith(u'/') ? QStringLiteral("/v3.0") + path : Harness::v3(who, path), body, headers);
    }

private Q_SLOTS:
    void itemsBothWays_data()
    {
        QTest::addColumn<QString>("key");
        for (const orcid::Section &section : orcid::allSections()) {
            if (section.writable)
                QTest::newRow(qPrintable(section.key)) << section.key;
        }
    }

    void itemsBothWays()
    {
        QFETCH(QString, key);
        const orcid::Section &section = *orcid::findSection(key);
        const orcid::Field &document = orcid::itemDocument(section);
        const QByteArray asXml = sectionFixture(section, QStringLiteral(".xml")),
                         asJson = sectionFixture(section, QStringLiteral(".json"));
        const QJsonObject content = bareContent(section, QJsonDocument::fromJson(asJson).object());
        QVERIFY(!content.isEmpty() && !content.contains(QStringLiteral("refused")));
        QCOMPARE(compact(bareContent(section, fromXml(asXml, document))), compact(content));
        QCOMPARE(m_schemas.problem(section.singular, asXml), QString());

        Harness registry;
        const Caller who = caller(tomas, northbridge);
        for (const bool xmlFirst : { true, false }) {
            const Answer added = xmlFirst ? xml(registry, who, "POST", section.itemPath, asXml)
                                          : registry.call(who, "POST", Harness::v3(who, section.itemPath), asJson);
            QVERIFY2(added.status == 201, added.body.constData());
            const QString item = section.itemPath + u'/' + QString::number(added.putCode());
            const Answer json = registry.get(who, item), read = xml(registry, who, "GET", item);
            QCOMPARE(json.status, 200);
            QCOMPARE(compact(bareContent(section, json.json)), compact(content));
            QCOMPARE(read.contentType, xmlType + ";charset=UTF-8");
            QCOMPARE(compact(pruned(fromXml(read.body, document))), compact(pruned(json.json)));
            QCOMPARE(m_schemas.problem(section.singular, read.body), QString());

            // Sent back as read it is taken (orcid.md 7.1), and changed it is changed.
            QByteArray changed = read.body;
            for (const auto &[from, to] : edits())
                changed.replace(from, to);
            QVERIFY(changed != read.body);
            const Answer put = xml(registry, who, "PUT", item, changed);
            QVERIFY2(put.status == 200, put.body.constData());
            QCOMPARE(m_schemas.problem(section.singular, put.body), QString());
            QCOMPARE(compact(bareContent(section, registry.get(who, item).json)),
                compact(bareContent(section, fromXml(changed, document))));
            QCOMPARE(xml(registry, who, "DELETE", item).status, 204);
            const Answer gone = xml(registry, who, "GET", item);
            QCOMPARE(gone.status, 404);
            QCOMPARE(fromXml(gone.body, orcid::document(QStringLiteral("error"))).value(QStringLiteral("error-code")).toInt(), 9016);
        }
    }

    void bulkBothWays_data()
    {
        QTest::addColumn<bool>("sendXml");
        QTest::newRow("xml") << true;
        QTest::newRow("json") << false;
    }

    void bulkBothWays()
    {
        QFETCH(bool, sendXml);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const HeaderList headers { { "accept", sendXml ? jsonType : xmlType }, { "content-type", sendXml ? xmlType : jsonType } };
        const Answer answer = registry.call(who, "POST", Harness::v3(who, QStringLiteral("works")),
            fixture(sendXml ? QStringLiteral("bulk.xml") : QStringLiteral("bulk.json")), headers);
        QCOMPARE(answer.status, 200);
        const QJsonObject json = sendXml ? answer.json : fromXml(answer.body, orcid::document(QStringLiteral("bulk")));
        if (!sendXml)
            QCOMPARE(m_schemas.problem(QStringLiteral("bulk"), answer.body), QString());
        // The second lacks an id with self, the third is there already.
        QStringList outcome;
        for (const QJsonValue &element : json.value(QStringLiteral("bulk")).toArray()) {
            const QJsonObject error = element.toObject().value(QStringLiteral("error")).toObject();
            outcome << (error.isEmpty() ? QStringLiteral("work") : QString::number(error.value(QStringLiteral("error-code")).toInt()));
        }
        QCOMPARE(outcome.join(u' '), QStringLiteral("work 9023 9021 work"));
        const QString codes = QString::number(json.value(QStringLiteral("bulk")).toArray().at(0).toObject()
                                  .value(QStringLiteral("work")).toObject().value(kPutCode).toInteger())
            + QStringLiteral(",99");
        const Answer read = xml(registry, who, "GET", QStringLiteral("works/") + codes);
        QCOMPARE(read.status, 200);
        QCOMPARE(m_schemas.problem(QStringLiteral("bulk"), read.body), QString());
        QCOMPARE(compact(pruned(fromXml(read.body, orcid::document(QStringLiteral("bulk"))))),
            compact(pruned(registry.get(who, QStringLiteral("works/") + codes).json)));
    }

    void groupsBothWays()
    {
        Harness registry;
        Caller who = caller(tomas, northbridge);
        who.scopes << QStringLiteral("/group-id-record/update") << QStringLiteral("/group-id-record/read");
        const orcid::Field &document = orcid::document(QStringLiteral("group-id-record"));
        const QString path = QStringLiteral("/group-id-record");
        const Answer added = xml(registry, who, "POST", path, fixture(QStringLiteral("group-id-record.xml")));
        QVERIFY2(added.status == 201, added.body.constData());
        const QString item = path + u'/' + QString::number(added.putCode());
        const Answer json = registry.call(who, "GET", QStringLiteral("/v3.0") + item), read = xml(registry, who, "GET", item);
        QCOMPARE(compact(pruned(fromXml(read.body, document))), compact(pruned(json.json)));
        QCOMPARE(m_schemas.problem(document.key, read.body), QString());
        QCOMPARE(xml(registry, who, "PUT", item, QByteArray(read.body).replace("coasts", "shores")).status, 200);
        QCOMPARE(registry.call(who, "GET", QStringLiteral("/v3.0") + item).json.value(QStringLiteral("description")).toString(),
            QStringLiteral("A journal of shores"));
        const Answer list = xml(registry, who, "GET", path);
        QCOMPARE(m_schemas.problem(QStringLiteral("group-id-records"), list.body), QString());
        QCOMPARE(compact(pruned(fromXml(list.body, orcid::document(QStringLiteral("group-id-records"))))),
            compact(pruned(registry.call(who, "GET", QStringLiteral("/v3.0") + path).json)));
        QCOMPARE(xml(registry, who, "DELETE", item).status, 204);
    }

    /// Everything that can be read: the XML is of its schema and says the same as the JSON.
    void everyAnswerSaysTheSame()
    {
        Harness registry;
        registry.api.setClientLookup([](const QString &id) {
            return id == northbridge ? std::pair { QStringLiteral("Northbridge University"), QStringLiteral("A & B") }
                                     : std::pair<QString, QString> {};
        });
        QHash<QString, QList<QByteArray>> byRoot;
        int answers = 0;
        for (const Researcher *researcher : registry.records.all()) {
            if (researcher->state != Researcher::State::Claimed)
                continue;
            const Caller who = caller(researcher->orcid, northbridge);
            QStringList paths { QStringLiteral("record"), QStringLiteral("activities"), QStringLiteral("person"),
                QStringLiteral("personal-details"), QStringLiteral("biography"), QStringLiteral("work/99"),
                QStringLiteral("/search?q=*"), QStringLiteral("/expanded-search?q=*"), QStringLiteral("/search"),
                QStringLiteral("/client/") + northbridge, QStringLiteral("/nowhere") };
            for (const orcid::Section &section : orcid::allSections()) {
                paths << section.listPath;
                qsizetype most = 12;
                for (const RecordItem &item : researcher->section(section.key)) {
                    if (!section.writable || most-- == 0)
                        break;
                    paths << section.itemPath + u'/' + QString::number(item.putCode);
                    if (section.isActivity())
                        paths << section.itemPath + QStringLiteral("/summary/") + QString::number(item.putCode);
                }
            }
            for (const QString &path : std::as_const(paths)) {
                const Answer json = readAs(registry, who, path, jsonType), read = readAs(registry, who, path, xmlType);
                QCOMPARE(read.status, json.status);
                const QString root = rootOf(read.body);
                const orcid::Field *document = orcid::findDocument(root);
                QVERIFY2(document != nullptr, qPrintable(path + u' ' + root));
                QCOMPARE(compact(pruned(fromXml(read.body, *document))), compact(pruned(json.json)));
                byRoot[root] << read.body;
                ++answers;
            }
        }
        for (auto it = byRoot.cbegin(); it != byRoot.cend(); ++it) {
            const QString problems = m_schemas.problems(it.key(), *it);
            QVERIFY2(problems.isEmpty(), qPrintable(it.key() + u'\n' + problems.left(4000)));
        }
        qInfo("%d answers in both formats, %d of %d roots; %d documents validated", answers, int(byRoot.size()),
            int(orcid::documentRoots().size()), m_schemas.checked());
        QVERIFY(answers > 200);
    }

    void mediaTypes_data()
    {
        QTest::addColumn<QByteArray>("accept");
        QTest::addColumn<QByteArray>("type"); ///< empty = 406
        const auto row = [](const char *accept, const char *type) { QTest::newRow(accept) << QByteArray(accept) << QByteArray(type); };
        row("", "application/vnd.orcid+xml");
        row("*/*", "application/vnd.orcid+xml");
        row("application/*", "application/vnd.orcid+xml");
        row("application/vnd.orcid+json, application/vnd.orcid+xml", "application/vnd.orcid+xml");
        row("application/orcid+json, application/orcid+xml", "application/orcid+xml");
        row("application/orcid+json, application/orcid+xml;q=0.9", "application/orcid+json");
        row("application/xml", "application/xml");
        row("application/json", "application/json");
        row("application/json, */*;q=0.1", "application/json");
        row("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml");
        row("application/VND.orcid+XML; charset=utf-8", "application/vnd.orcid+xml");
        row("*/*, application/vnd.orcid+xml;q=0", "application/vnd.orcid+json");
        row("text/html", "");
        row("text/xml", "");
        row("application/xml;q=0", "");
    }

    void mediaTypes()
    {
        QFETCH(QByteArray, accept);
        QFETCH(QByteArray, type);
        Harness registry;
        const Caller who = caller(sofia, northbridge);
        const Answer answer = registry.call(who, "GET", Harness::v3(who, QStringLiteral("works")), {}, { { "accept", accept } });
        QCOMPARE(answer.status, type.isEmpty() ? 406 : 200);
        QCOMPARE(answer.contentType, (type.isEmpty() ? jsonType : type) + ";charset=UTF-8");
        QCOMPARE(answer.body.startsWith("<?xml"), type.endsWith("xml"));
    }

    void bodyTypes_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        const auto row = [](const char *type, int status) { QTest::newRow(type) << QByteArray(type) << status; };
        for (const char *type : { "application/xml", "application/orcid+xml", "application/vnd.orcid+xml", "Application/XML; charset=utf-8" })
            row(type, 201);
        for (const char *type : { "text/xml", "application/x-www-form-urlencoded", "application/soap+xml", "" })
            row(type, 415);
        for (const char *type : { "application/json", "application/orcid+json", "application/vnd.orcid+json" })
            row(type, 400); // XML is not JSON
    }

    void bodyTypes()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const Answer answer = registry.call(
            who, "POST", Harness::v3(who, QStringLiteral("work")), fixture(QStringLiteral("work.xml")), { { "content-type", type } });
        QCOMPARE(answer.status, status);
        if (status != 201)
            QCOMPARE(answer.code(), 9001);
    }

    /// The schema's rules: 9047 in JSON, 9001 in XML; the section's rules the same in both (orcid.md 8.1).
    void schemaErrorsDiffer()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const QByteArray good = fixture(QStringLiteral("work.xml"));
        const auto send = [&](const QByteArray &from, const QByteArray &to) {
            return registry.call(who, "POST", Harness::v3(who, QStringLiteral("work")), QByteArray(good).replace(from, to), { { "content-type", xmlType } });
        };
        const Answer type = send(">journal-article<", ">pamphlet<");
        QCOMPARE(type.status, 400);
        QCOMPARE(type.code(), 9001);
        QVERIFY2(type.message().contains(QStringLiteral("pamphlet")), type.body.constData());
        QCOMPARE(send(">2024<", ">1812<").code(), 9001);
        QCOMPARE(send(">self<", ">part-of<").code(), 9023);
        QJsonObject json = smallest(QStringLiteral("works"));
        json.insert(QStringLiteral("type"), QStringLiteral("pamphlet"));
        QCOMPARE(registry.post(who, QStringLiteral("work"), json).code(), 9047);
    }

    void charactersXmlCannotHold()
    {
        const orcid::Field &document = orcid::document(QStringLiteral("keyword"));
        QJsonObject content { { QStringLiteral("content"), QStringLiteral("a\u0001b<&>\"'\r\n\t]]>\uFFFE") },
            { QStringLiteral("path"), QStringLiteral("\"<\n") } };
        const QByteArray text = asDocument(content, document, xmlType);
        const QJsonObject read = fromXml(text, document);
        QCOMPARE(read.value(QStringLiteral("content")).toString(), QStringLiteral("a\uFFFDb<&>\"'\r\n\t]]>\uFFFD"));
        QCOMPARE(read.value(QStringLiteral("path")).toString(), QStringLiteral("\"<\n"));
    }

    void unknownMembersAreNoticed()
    {
        XmlOut out(orcid::document(QStringLiteral("client")));
        out.beginObject().key(u"name").text(u"A").key(u"nonsense").beginObject().key(u"x").text(u"y").endObject().endObject();
        QCOMPARE(out.unknown(), QStringList { QStringLiteral("client/nonsense") });
        const QByteArray text = out.take();
        QVERIFY(!text.contains("y<") && text.contains("<client:name>A</client:name>"));
    }

private:
    static Answer readAs(Harness &registry, const Caller &who, const QString &path, const QByteArray &type)
    {
        HttpRequest request;
        request.method = "GET";
        request.path = (path.startsWith(u'/') ? QStringLiteral("/v3.0") + path.section(u'?', 0, 0) : Harness::v3(who, path)).toUtf8();
        request.query = QUrlQuery(path.section(u'?', 1));
        request.headers = { { "accept", type } };
        const HttpResponse response = registry.api.handle(request, who);
        return { response.status, response.body, {}, response.header("content-type"), QJsonDocument::fromJson(response.body).object() };
    }
};

QTEST_GUILESS_MAIN(TestXml)
#include "tst_api_xml.moc"

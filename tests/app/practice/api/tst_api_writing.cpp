#include "tests/app/practice/api/harness.h"

#include <QtTest/QTest>

using namespace apitest;

namespace {

QJsonObject withCode(QJsonObject item, qint64 putCode)
{
    item.insert(QStringLiteral("put-code"), putCode);
    return item;
}

QString itemAt(const orcid::Section &section, qint64 putCode)
{
    return section.itemPath + u'/' + QString::number(putCode);
}

} // namespace

class TestWriting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// orcid.md 4.9: the whole tuple decides
    void S45_sourceMatrix_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("writer"); // client|origin; empty = the researcher
        QTest::addColumn<QString>("editor");
        QTest::addColumn<bool>("allowed");
        const QString aDirect = northbridge + u'|', bDirect = openGrants + u'|', bForA = openGrants + u'|' + northbridge,
                      bForC = openGrants + u'|' + halden, user;
        const QList<QPair<QString, QString>> who { { aDirect, QStringLiteral("A") }, { bDirect, QStringLiteral("B") },
            { bForA, QStringLiteral("B for A") }, { bForC, QStringLiteral("B for C") }, { user, QStringLiteral("user") } };
        for (const char *section : { "works", "employments", "fundings", "peer-reviews", "research-resources", "keywords" }) {
            for (const auto &[writer, writerName] : who) {
                for (const auto &[editor, editorName] : who) {
                    if (editor.isEmpty())
                        continue;
                    QTest::addRow("%s: %s, by %s", section, qPrintable(writerName), qPrintable(editorName))
                        << QString::fromLatin1(section) << writer << editor << (writer == editor);
                }
            }
        }
    }

    void S45_sourceMatrix()
    {
        QFETCH(QString, section);
        QFETCH(QString, writer);
        QFETCH(QString, editor);
        QFETCH(bool, allowed);
        Harness registry;
        const orcid::Section &about = *orcid::findSection(section);
        const QJsonObject item = smallest(section);
        qint64 code = 0;
        if (writer.isEmpty()) {
            RecordItem own;
            own.content = item;
            own.visibility = QStringLiteral("public");
            own.source = SourceTuple::researcher(tomas);
            code = registry.records.add(tomas, about, own)->putCode;
        } else {
            code = registry.post(caller(tomas, writer.section(u'|', 0, 0), writer.section(u'|', 1)), about.itemPath, item)
                       .putCode();
        }
        const Caller who = caller(tomas, editor.section(u'|', 0, 0), editor.section(u'|', 1));
        const QJsonObject changed = withCode(smallest(section, "changed"), code);
        const Answer put = registry.put(who, itemAt(about, code), changed);
        QCOMPARE(put.status, allowed ? 200 : 403);
        QCOMPARE(put.code(), allowed ? 0 : 9010);
        const Answer removed = registry.remove(who, itemAt(about, code));
        QCOMPARE(removed.status, allowed ? 204 : 403);
        QCOMPARE(removed.code(), allowed ? 0 : 9010);
        QVERIFY(removed.body.isEmpty() == allowed);
        QCOMPARE(registry.records.findItem(tomas, section, code) == nullptr, allowed);
        if (!allowed)
            QVERIFY(put.message().startsWith(u"403 Forbidden: You are not the source of the work"));
    }

    void sentSourceIsDiscarded()
    {
        Harness registry;
        const Caller who = caller(tomas, openGrants, northbridge);
        QJsonObject work = smallest(QStringLiteral("works"));
        work.insert(QStringLiteral("source"), json("{'source-client-id':{'path':'APP-XXXXXXXXXXXXXXXX'}}"));
        work.insert(QStringLiteral("created-date"), json("{'value':1}"));
        const qint64 code = registry.post(who, QStringLiteral("work"), work).putCode();
        const RecordItem *stored = registry.records.findItem(tomas, QStringLiteral("works"), code);
        QCOMPARE(stored->source.clientId, openGrants);
        QCOMPARE(stored->source.originClientId, northbridge);
        QCOMPARE(stored->created, registry.records.nowMs());
    }

    void changeKeepsWhatTheRegistryOwns()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const qint64 code = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        const qint64 created = registry.records.nowMs();
        registry.clock.advance(std::chrono::minutes(5));
        QJsonObject changed = withCode(smallest(QStringLiteral("works"), "b"), code);
        changed.insert(QStringLiteral("journal-title"), QStringLiteral("Bare string"));
        const Answer put = registry.put(who, QStringLiteral("work/%1").arg(code), changed);
        QCOMPARE(put.status, 200);
        QVERIFY(put.body.contains(quoted("'journal-title':{'value':'Bare string'}")));
        QVERIFY(put.body.contains("10.5555/b"));
        const RecordItem *stored = registry.records.findItem(tomas, QStringLiteral("works"), code);
        QCOMPARE(stored->created, created);
        QCOMPARE(stored->modified, registry.records.nowMs());
        QCOMPARE(stored->putCode, code);
        QCOMPARE(registry.records.find(tomas)->modified, stored->modified);
    }

    void sameWorkAgain()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const qint64 code = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        const qint64 created = registry.records.nowMs();
        registry.clock.advance(std::chrono::minutes(5));
        const QJsonObject same = withCode(smallest(QStringLiteral("works")), code);
        QCOMPARE(registry.put(who, QStringLiteral("work/%1").arg(code), same).status, 200);
        QCOMPARE(registry.records.findItem(tomas, QStringLiteral("works"), code)->modified, created);
        const Answer other = registry.put(caller(tomas, halden), QStringLiteral("work/%1").arg(code), same);
        QCOMPARE(other.status, 403);
        QCOMPARE(other.code(), 9014);
    }

    void putCodes()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QCOMPARE(registry.post(who, QStringLiteral("work"), withCode(smallest(QStringLiteral("works")), 5)).code(), 9024);
        const qint64 code = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        const QString path = QStringLiteral("work/%1").arg(code);
        const Answer differs = registry.put(who, path, withCode(smallest(QStringLiteral("works")), code + 1));
        QCOMPARE(differs.status, 400);
        QCOMPARE(differs.message(),
            QStringLiteral("400 Bad Request: The put code in the URL was %1 whereas the one in the body was %2.")
                .arg(code)
                .arg(code + 1));
        const Answer absent = registry.put(who, path, smallest(QStringLiteral("works")));
        QCOMPARE(absent.message(),
            QStringLiteral("400 Bad Request: The put code in the URL was %1 whereas the one in the body was null.").arg(code));
        for (const QByteArray method : { "GET", "DELETE" }) {
            const Answer word = registry.call(who, method, Harness::v3(who, QStringLiteral("work/one")));
            QCOMPARE(word.status, 400);
            QCOMPARE(word.code(), 9034);
            const Answer missing = registry.call(who, method, Harness::v3(who, QStringLiteral("work/999999")));
            QCOMPARE(missing.status, 404);
            QCOMPARE(missing.code(), 9016);
        }
        QCOMPARE(
            registry.put(who, QStringLiteral("work/999999"), withCode(smallest(QStringLiteral("works")), 999999)).code(), 9016);
        // Put-codes are never given twice.
        const qint64 second = registry.post(who, QStringLiteral("keywords"), smallest(QStringLiteral("keywords"))).putCode();
        registry.remove(who, path);
        const qint64 third = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).putCode();
        QVERIFY(code != second && third != code && third != second);
    }

    void visibility()
    {
        Harness registry;
        registry.records.edit(tomas)->defaultVisibility = QStringLiteral("limited");
        const Caller who = caller(tomas, northbridge);
        QJsonObject work = smallest(QStringLiteral("works"));
        work.insert(QStringLiteral("visibility"), QStringLiteral("public"));
        const qint64 code = registry.post(who, QStringLiteral("work"), work).putCode();
        const QString path = QStringLiteral("work/%1").arg(code);
        QCOMPARE(registry.get(who, path).json.value(QStringLiteral("visibility")).toString(), QStringLiteral("limited"));
        QJsonObject changed = withCode(smallest(QStringLiteral("works"), "b"), code);
        changed.insert(QStringLiteral("visibility"), QStringLiteral("public"));
        const Answer refused = registry.put(who, path, changed);
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.code(), 9035);
        changed.insert(QStringLiteral("visibility"), QStringLiteral("limited"));
        QCOMPARE(registry.put(who, path, changed).status, 200);
        // Nobody has claimed the record yet: the client decides, or it is private.
        Researcher *researcher = registry.records.edit(tomas);
        researcher->state = Researcher::State::Unclaimed;
        researcher->created -= qint64(20) * 24 * 3600 * 1000;
        const qint64 kept = registry.post(who, QStringLiteral("work"), work).putCode();
        QCOMPARE(registry.records.findItem(tomas, QStringLiteral("works"), kept)->visibility, QStringLiteral("public"));
        const qint64 hidden = registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"), "d")).putCode();
        QCOMPARE(registry.records.findItem(tomas, QStringLiteral("works"), hidden)->visibility, QStringLiteral("private"));
    }

    void duplicates_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<int>("code");
        for (const orcid::Section &section : orcid::allSections()) {
            if (section.writable)
                QTest::newRow(qPrintable(section.key)) << section.key
                                                       << (section.key == u"addresses"   ? 0
                                                                  : section.isActivity() ? 9021
                                                                                         : 9030);
        }
    }

    void duplicates()
    {
        QFETCH(QString, section);
        QFETCH(int, code);
        Harness registry;
        const orcid::Section &about = *orcid::findSection(section);
        const Caller who = caller(tomas, openGrants, northbridge);
        const qint64 first = registry.post(who, about.itemPath, smallest(section)).putCode();
        const Answer again = registry.post(who, about.itemPath, smallest(section));
        QCOMPARE(again.status, code == 0 ? 201 : 409);
        QCOMPARE(again.code(), code);
        if (code == 9021)
            QVERIFY(again.message().startsWith(QStringLiteral("409 Conflict: You have already added this activity (matched by "
                                                              "external identifiers), please see element with put-code %1.")
                                                   .arg(first)));
        if (section == u"keywords")
            QCOMPARE(again.message(), QStringLiteral("The element 'a' of type 'keyword' is duplicated. "));
        // Another tuple may: A itself, and B for itself.
        QCOMPARE(registry.post(caller(tomas, northbridge), about.itemPath, smallest(section)).status, 201);
        QCOMPARE(registry.post(caller(tomas, openGrants), about.itemPath, smallest(section)).status, 201);
        // Changing another item into it is refused, changing itself is not.
        if (code != 0) {
            const qint64 other = registry.post(who, about.itemPath, smallest(section, "other")).putCode();
            QCOMPARE(registry.put(who, itemAt(about, other), withCode(smallest(section), other)).code(), code);
            QCOMPARE(registry.put(who, itemAt(about, first), withCode(smallest(section), first)).status, 200);
        }
    }

    void duplicateKinds()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const auto work = [&](const char *ids) {
            QJsonObject item = smallest(QStringLiteral("works"));
            item.insert(QStringLiteral("external-ids"), json(QByteArray("{'external-id':[") + ids + "]}"));
            return registry.post(who, QStringLiteral("work"), item).code();
        };
        QCOMPARE(work("{'external-id-type':'doi','external-id-value':'10.5555/X','external-id-relationship':'self'}"), 0);
        // The normal form counts, not the writing.
        QCOMPARE(
            work(
                "{'external-id-type':'doi','external-id-value':'https://doi.org/10.5555/x','external-id-relationship':'self'}"),
            9021);
        // version-of is no duplicate of self, and part-of neither.
        QCOMPARE(work("{'external-id-type':'doi','external-id-value':'10.5555/x','external-id-relationship':'version-of'},"
                      "{'external-id-type':'pmid','external-id-value':'1','external-id-relationship':'self'}"),
            0);
        QCOMPARE(work("{'external-id-type':'doi','external-id-value':'10.5555/x','external-id-relationship':'part-of'},"
                      "{'external-id-type':'pmid','external-id-value':'2','external-id-relationship':'self'}"),
            0);
        // Same value, other type.
        QCOMPARE(work("{'external-id-type':'pmid','external-id-value':'3','external-id-relationship':'self'}"), 0);
        QCOMPARE(work("{'external-id-type':'pmc','external-id-value':'3','external-id-relationship':'self'}"), 0);
        // Fundings compare as typed.
        QJsonObject funding = smallest(QStringLiteral("fundings"), "GR-1");
        QCOMPARE(registry.post(who, QStringLiteral("funding"), funding).status, 201);
        QCOMPARE(registry.post(who, QStringLiteral("funding"), smallest(QStringLiteral("fundings"), "gr-1")).status, 201);
    }

    void deleteByPutCodeWhateverTheAffiliation()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        const qint64 code = registry.post(who, QStringLiteral("employment"), smallest(QStringLiteral("employments"))).putCode();
        QCOMPARE(registry.remove(who, QStringLiteral("education/%1").arg(code)).status, 204);
        QVERIFY(registry.records.find(tomas)->section(QStringLiteral("employments")).isEmpty());
    }

    void bulk()
    {
        Harness registry;
        const Caller who = caller(tomas, openGrants, northbridge);
        QJsonArray works;
        const auto append = [&works](const QJsonObject &work) {
            works.append(QJsonObject { { QStringLiteral("work"), work } });
        };
        append(smallest(QStringLiteral("works"), "1"));
        append(smallest(QStringLiteral("works"), "1"));
        QJsonObject noTitle = smallest(QStringLiteral("works"), "2");
        noTitle.remove(QStringLiteral("title"));
        append(noTitle);
        QJsonObject noType = smallest(QStringLiteral("works"), "3");
        noType.remove(QStringLiteral("type"));
        append(noType);
        append(withCode(smallest(QStringLiteral("works"), "4"), 4));
        QJsonObject version = smallest(QStringLiteral("works"), "5");
        version.insert(QStringLiteral("external-ids"),
            json("{'external-id':[{'external-id-type':'doi','external-id-value':'10.5555/"
                 "v','external-id-relationship':'version-of'},"
                 "{'external-id-type':'pmid','external-id-value':'5','external-id-relationship':'self'}]}"));
        append(version);
        append(smallest(QStringLiteral("works"), "v"));
        const Answer answer = registry.post(who, QStringLiteral("works"), { { QStringLiteral("bulk"), works } });
        QCOMPARE(answer.status, 200);
        QStringList outcome;
        const QJsonArray entries = answer.json.value(QStringLiteral("bulk")).toArray();
        for (const QJsonValue &entry : entries) {
            const QJsonObject work = entry.toObject().value(QStringLiteral("work")).toObject();
            const int code
                = entry.toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("error-code")).toInt();
            outcome << (work.isEmpty() ? QString::number(code) : QStringLiteral("ok"));
            QVERIFY(work.isEmpty() || work.value(QStringLiteral("put-code")).toInteger() > 0);
        }
        QCOMPARE(outcome.join(u' '), QStringLiteral("ok 9021 9022 9037 9024 ok 9021"));
        QCOMPARE(registry.records.find(tomas)->section(QStringLiteral("works")).size(), 2);
    }

    void bulkLimits()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        QJsonArray works;
        for (int i = 0; i < 101; ++i)
            works.append(QJsonObject { { QStringLiteral("work"), smallest(QStringLiteral("works"), QByteArray::number(i)) } });
        const Answer tooMany = registry.post(who, QStringLiteral("works"), { { QStringLiteral("bulk"), works } });
        QCOMPARE(tooMany.status, 400);
        QCOMPARE(tooMany.code(), 9006);
        QVERIFY(tooMany.message().contains(u"You are allowed to add up to 100 elements per request."));
        works.removeLast();
        QCOMPARE(registry.post(who, QStringLiteral("works"), { { QStringLiteral("bulk"), works } }).status, 200);
        QCOMPARE(registry.records.find(tomas)->section(QStringLiteral("works")).size(), 100);
        QCOMPARE(registry.post(who, QStringLiteral("works"), json("{'bulk':{'works':[]}}")).code(), 9047);
        QCOMPARE(registry.post(who, QStringLiteral("works"), json("{'bulk':'work'}")).code(), 9047);
        QCOMPARE(registry.post(who, QStringLiteral("works"), json("{'bulk':[{'work':{'colour':1}}]}")).code(), 9047);
        QCOMPARE(registry.post(who, QStringLiteral("works"), json("{'works':[]}")).code(), 9047);

        QStringList codes;
        for (int i = 0; i < 101; ++i)
            codes << QString::number(i);
        QCOMPARE(registry.get(who, QStringLiteral("works/") + codes.join(u',')).code(), 9042);
        QCOMPARE(registry.get(who, QStringLiteral("works/1,two")).code(), 9006);
    }

    void foundComeFirst()
    {
        Harness registry;
        const QJsonArray entries = registry.get(caller(sofia, northbridge), QStringLiteral("works/999998,1733,1533,1604"))
                                       .json.value(QStringLiteral("bulk"))
                                       .toArray();
        QCOMPARE(entries.size(), 4);
        QCOMPARE(
            entries.at(0).toObject().value(QStringLiteral("work")).toObject().value(QStringLiteral("put-code")).toInt(), 1733);
        QCOMPARE(
            entries.at(1).toObject().value(QStringLiteral("work")).toObject().value(QStringLiteral("put-code")).toInt(), 1604);
        QCOMPARE(entries.at(2).toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("error-code")).toInt(),
            9034);
        QCOMPARE(entries.at(3).toObject().value(QStringLiteral("error")).toObject().value(QStringLiteral("error-code")).toInt(),
            9013);
    }

    void intercepted()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        registry.api.setIntercept([](const QByteArray &method, const QString &, const orcid::Section &, qint64) -> Refusal {
            return method == "POST" ? Refusal(ApiError(9021, {}, { QStringLiteral("7") })) : std::nullopt;
        });
        QCOMPARE(registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).code(), 9021);
        registry.api.setIntercept({});
        QCOMPARE(registry.post(who, QStringLiteral("work"), smallest(QStringLiteral("works"))).status, 201);
    }

    void brokenBodies()
    {
        Harness registry;
        const Caller who = caller(tomas, northbridge);
        for (const QByteArray body : { "", "{", "[]", "null", "\xff\xfe", "{\"a\":}" }) {
            const Answer answer = registry.call(who, "POST", Harness::v3(who, QStringLiteral("work")), body);
            QCOMPARE(answer.status, 400);
            QCOMPARE(answer.code(), 9001);
        }
        const Answer unknown = registry.post(who, QStringLiteral("work"), json("{'colour':'red'}"));
        QCOMPARE(unknown.status, 400);
        QVERIFY(unknown.message().startsWith(
            u"400 Bad request: invalid JSON - ${error} Full validation error: colour: Unrecognized field"));
    }
};

QTEST_GUILESS_MAIN(TestWriting)
#include "tst_api_writing.moc"

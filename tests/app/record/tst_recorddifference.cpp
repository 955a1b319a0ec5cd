#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/shownfields.h"
#include "tests/support/filleditem.h"

#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QtTest>

using namespace Qt::StringLiterals;
using namespace baton::record;

namespace {

QJsonObject work()
{
    QFile file(QStringLiteral(BATON_TEST_DATA "/record/work-1733.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

// Slashes in the raw strings below are escaped: moc of Qt 6.4 takes two of them for a comment even there.
QJsonObject object(const QByteArray &json)
{
    const QJsonObject parsed = QJsonDocument::fromJson(json).object();
    Q_ASSERT(!parsed.isEmpty());
    return parsed;
}

QJsonObject withIds(QJsonObject item, const QByteArray &ids)
{
    item[u"external-ids"_s] = QJsonObject { { u"external-id"_s, QJsonDocument::fromJson(ids).array() } };
    return item;
}

QString firstProblem(const QString &section, const QJsonObject &item)
{
    const QList<FieldProblem> found = problems(section, item);
    return found.isEmpty() ? QString() : u"%1 %2 %3"_s.arg(found.first().field).arg(found.first().orcidCode).arg(found.first().suggestion).trimmed();
}

/// Every value that a client may write, changed alone.
void changeEach(const QList<baton::orcid::Field> &fields, const QJsonObject &item, const QString &path, const std::function<void(const QString &, const QJsonObject &)> &see)
{
    for (const baton::orcid::Field &field : fields) {
        // The link and host of an iD follow from it.
        const bool follows = path.endsWith(u"orcid/"_s) && field.key != u"path"_s;
        if (follows || !item.contains(field.key) || field.key == u"put-code"_s)
            continue;
        const QJsonValue value = item.value(field.key);
        const auto with = [&](const QJsonValue &changed) {
            QJsonObject other = item;
            other[field.key] = changed;
            see(path + field.key, other);
        };
        const auto inside = [&](const QJsonObject &object, auto &&wrap) {
            changeEach(field.fields, object, path + field.key + u'/', [&](const QString &at, const QJsonObject &changed) {
                QJsonObject other = item;
                other[field.key] = wrap(changed);
                see(at, other);
            });
        };
        const auto otherText = [](const QString &text) {
            bool isNumber = false;
            const int number = text.toInt(&isNumber);
            return isNumber ? QString::number(number + 1).rightJustified(text.size(), u'0') : text + u"-x"_s;
        };
        if (value.isString())
            with(otherText(value.toString()));
        else if (value.isArray())
            inside(value.toArray().first().toObject(), [](const QJsonObject &one) { return QJsonValue(QJsonArray { one }); });
        else if (value.toObject().keys() == QStringList { u"value"_s } && field.shape == baton::orcid::Shape::Wrapped)
            with(QJsonObject { { u"value"_s, otherText(value.toObject().value(u"value"_s).toString()) } });
        else if (value.isObject())
            inside(value.toObject(), [](const QJsonObject &one) { return QJsonValue(one); });
    }
}

QJsonObject employment()
{
    QFile file(QStringLiteral(BATON_TEST_DATA "/record/employments.json"));
    const QJsonObject list = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    const QJsonObject group = list.value(u"affiliation-group"_s).toArray().first().toObject();
    return group.value(u"summaries"_s).toArray().first().toObject().value(u"employment-summary"_s).toObject();
}

} // namespace

/// What an edit changes, and what would be refused.
class TestRecordDifference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsChangedUnseen_data()
    {
        QTest::addColumn<QString>("section");
        for (const baton::orcid::Section &section : baton::orcid::allSections()) {
            if (section.writable)
                QTest::newRow(qPrintable(section.key)) << section.key;
        }
    }

    void nothingIsChangedUnseen()
    {
        QFETCH(QString, section);
        const QList<baton::orcid::Field> fields = baton::orcid::findSection(section)->fields;
        const QJsonObject item = baton::test::filled(fields);
        int seen = 0;
        QStringList unseen, raw;
        changeEach(fields, item, {}, [&](const QString &path, const QJsonObject &changed) {
            ++seen;
            const QList<FieldChange> changes = differences(section, item, changed);
            if (changes.isEmpty())
                unseen += path;
            for (const FieldChange &change : changes) {
                if (change.before.contains(u'{') || change.after.contains(u'{'))
                    raw += path;
            }
        });
        QVERIFY(seen > 0);
        QVERIFY2(unseen.isEmpty(), qPrintable(unseen.join(u' ')));
        QVERIFY2(raw.isEmpty(), qPrintable(raw.join(u' ')));
    }

    void aChangeOfAnOtherIdIsToldOnce()
    {
        const QJsonObject before { { u"external-id-type"_s, u"Tide ID"_s }, { u"external-id-value"_s, u"T-1"_s },
            { u"external-id-url"_s, QJsonObject { { u"value"_s, u"https://tides.example/T-1"_s } } }, { u"external-id-relationship"_s, u"self"_s } };
        QJsonObject after = before;
        after[u"external-id-url"_s] = QJsonObject { { u"value"_s, u"https://tides.example/people/T-1"_s } };
        const QList<FieldChange> changes = differences(u"external-identifiers"_s, before, after);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().field, u"Link"_s);
        QCOMPARE(differences(u"external-identifiers"_s, {}, before).size(), 4);
        QCOMPARE(unchangedCount(u"external-identifiers"_s, before, after), 3);
    }

    void threeChangesInWords()
    {
        const QJsonObject before = work();
        QJsonObject after = before;
        after[u"publication-date"_s] = object(R"({"year":{"value":"2026"},"month":{"value":"09"},"day":{"value":"21"}})");
        QJsonObject title = after.value(u"title"_s).toObject();
        title[u"subtitle"_s] = QJsonObject { { u"value"_s, u"A twelve-year field record"_s } };
        after[u"title"_s] = title;
        QJsonArray ids = before.value(u"external-ids"_s).toObject().value(u"external-id"_s).toArray();
        QJsonObject issn = ids.at(1).toObject();
        issn[u"external-id-value"_s] = u"2765-0019"_s;
        ids[1] = issn;
        after[u"external-ids"_s] = QJsonObject { { u"external-id"_s, ids } };
        after[u"last-modified-date"_s] = QJsonObject { { u"value"_s, 5 } };

        const QList<FieldChange> changes = differences(u"works"_s, before, after);
        QCOMPARE(changes.size(), 3);
        QCOMPARE(changes[0].field, u"Subtitle"_s);
        QCOMPARE(changes[0].before, QString());
        QCOMPARE(changes[0].after, u"A twelve-year field record"_s);
        QCOMPARE(changes[1].field, u"Publication date"_s);
        QCOMPARE(changes[1].before, u"14 September 2026"_s);
        QCOMPARE(changes[1].after, u"21 September 2026"_s);
        QCOMPARE(changes[2].field, u"External identifier, issn"_s);
        QVERIFY(changes[2].before.startsWith(u"2765-0014"_s));
        QVERIFY(changes[2].after.startsWith(u"2765-0019"_s));
        // title, journal, description, type, doi, link, contributors, language, who can see it
        QCOMPARE(unchangedCount(u"works"_s, before, after), 9);
        QVERIFY(differences(u"works"_s, before, before).isEmpty());
    }

    void identifiersComeAndGo()
    {
        const QJsonObject before = withIds({}, R"([{"external-id-type":"doi","external-id-value":"10.1/a","external-id-relationship":"self"}])");
        const QJsonObject after = withIds({}, R"([{"external-id-type":"pmid","external-id-value":"7","external-id-relationship":"self"}])");
        const QList<FieldChange> changes = differences(u"works"_s, before, after);
        QCOMPARE(changes.size(), 2);
        QCOMPARE(changes[0].after, u"7"_s);
        QCOMPARE(changes[0].before, QString());
        QCOMPARE(changes[1].before, u"10.1/a"_s);
        QCOMPARE(changes[1].after, QString());
    }

    void unknownKeysAreNotOverlooked()
    {
        QCOMPARE(differences(u"works"_s, { { u"brand-new"_s, 1 } }, { { u"brand-new"_s, 2 } }).size(), 1);
    }

    // JSON allows the empty key: it has words too, and a place of its own beside the key inside it.
    void theEmptyKeyHasWords()
    {
        const QJsonObject before { { u"colour"_s, u"red"_s }, { QString(), QJsonObject { { u"colour"_s, u"blue"_s } } } };
        const QJsonObject after { { u"colour"_s, u"red"_s }, { QString(), QJsonObject { { u"colour"_s, u"green"_s } } } };
        const QList<FieldChange> changes = differences(u"works"_s, before, after);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0].field, u"(without a name), colour"_s);
        QCOMPARE(changes[0].before, u"blue"_s);
        QCOMPARE(changes[0].after, u"green"_s);
        QStringList paths;
        for (const ShownField &field : shownFields(u"works"_s, after))
            paths << field.path;
        QCOMPARE(paths, QStringList({ u"\"\"/colour"_s, u"colour"_s }));
    }

    void putKeepsEverythingAndDropsWhatIsComputed()
    {
        const QJsonObject stored = work();
        QJsonObject edited { { u"journal-title"_s, QJsonValue() }, { u"url"_s, object(R"({"value":"https:\/\/x.example"})") },
            { u"visibility"_s, u"private"_s } };
        const QJsonObject put = forPut(stored, edited, 1733);
        QCOMPARE(put.value(u"put-code"_s).toInt(), 1733);
        QCOMPARE(put.value(u"visibility"_s).toString(), u"public"_s);
        QVERIFY(!put.contains(u"journal-title"_s));
        QCOMPARE(put.value(u"short-description"_s), stored.value(u"short-description"_s));
        QCOMPARE(put.value(u"contributors"_s).toObject().value(u"contributor"_s).toArray().size(), 3);
        for (const QString &key : { u"source"_s, u"created-date"_s, u"last-modified-date"_s, u"path"_s })
            QVERIFY2(!put.contains(key), qPrintable(key));
        QVERIFY(!QJsonDocument(put).toJson().contains("normalized"));
        QVERIFY(!forPost(stored).contains(u"put-code"_s));
    }

    void workProblems_data()
    {
        QTest::addColumn<QJsonObject>("item");
        QTest::addColumn<QString>("problem");
        const QJsonObject good = work();
        const auto with = [&good](const QString &key, const QJsonValue &value) {
            QJsonObject item = good;
            item[key] = value;
            return item;
        };
        QTest::newRow("good") << good << QString();
        QTest::newRow("no title") << with(u"title"_s, QJsonValue()) << u"title 9047"_s;
        QTest::newRow("blank title") << with(u"title"_s, object(R"({"title":{"value":"  "}})")) << u"title/title 9047"_s;
        QTest::newRow("long title") << with(u"title"_s, QJsonObject { { u"title"_s, QString(1001, u'x') } }) << u"title/title 9047"_s;
        QTest::newRow("translated without language") << with(u"title"_s, object(R"({"title":{"value":"T"},"translated-title":{"value":"U"}})")) << u"title/translated-title/language-code 9037"_s;
        QTest::newRow("no type") << with(u"type"_s, QJsonValue()) << u"type 9047"_s;
        QTest::newRow("no ids") << with(u"external-ids"_s, QJsonValue()) << u"external-ids 9023"_s;
        QTest::newRow("no self") << withIds(good, R"([{"external-id-type":"issn","external-id-value":"2765-0014","external-id-relationship":"part-of"}])") << u"external-ids 9023"_s;
        QTest::newRow("issn digit") << withIds(good, R"([{"external-id-type":"issn","external-id-value":"2765-0019","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-value 0 2765-0014"_s;
        QTest::newRow("isbn digit") << withIds(good, R"([{"external-id-type":"isbn","external-id-value":"9781402894627","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-value 0 9781402894626"_s;
        QTest::newRow("not a doi") << withIds(good, R"([{"external-id-type":"doi","external-id-value":"work:doi","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-value 0"_s;
        QTest::newRow("doi with address") << withIds(good, R"([{"external-id-type":"doi","external-id-value":"https:\/\/doi.org/10.5555/x","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-value 0 10.5555/x"_s;
        QTest::newRow("empty id") << withIds(good, R"([{"external-id-type":"doi","external-id-value":"","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-value 9047"_s;
        QTest::newRow("unknown id type") << withIds(good, R"([{"external-id-type":"DOI","external-id-value":"10.1/a","external-id-relationship":"self"}])") << u"external-ids/external-id[0]/external-id-type 9023"_s;
        QTest::newRow("funded by issn") << withIds(good, R"([{"external-id-type":"doi","external-id-value":"10.1/a","external-id-relationship":"self"},{"external-id-type":"issn","external-id-value":"2765-0014","external-id-relationship":"funded-by"}])") << u"external-ids/external-id[1]/external-id-relationship 9020"_s;
        QTest::newRow("day without month") << with(u"publication-date"_s, object(R"({"year":{"value":"2020"},"day":{"value":"01"}})")) << u"publication-date/day 9047"_s;
        QTest::newRow("no such day") << with(u"publication-date"_s, object(R"({"year":{"value":"2021"},"month":{"value":"02"},"day":{"value":"30"}})")) << u"publication-date 9049"_s;
        QTest::newRow("year too early") << with(u"publication-date"_s, object(R"({"year":{"value":"1899"}})")) << u"publication-date/year 9047"_s;
        QTest::newRow("one-digit month") << with(u"publication-date"_s, object(R"({"year":{"value":"2021"},"month":{"value":"2"}})")) << u"publication-date 9049"_s;
        QTest::newRow("bare host") << with(u"url"_s, u"estuaries.example/1"_s) << u"url 0 https://estuaries.example/1"_s;
        QTest::newRow("not an address") << with(u"url"_s, u"not an address"_s) << u"url 0"_s;
        QTest::newRow("citation without type") << with(u"citation"_s, object(R"({"citation-value":"x"})")) << u"citation/citation-type 9037"_s;
        QTest::newRow("unknown role") << with(u"contributors"_s, object(R"({"contributor":[{"credit-name":{"value":"A"},"contributor-attributes":{"contributor-role":"singer"}}]})")) << u"contributors/contributor[0]/contributor-attributes/contributor-role 9058"_s;
    }
    void workProblems()
    {
        QFETCH(QJsonObject, item);
        QTEST(firstProblem(u"works"_s, item), "problem");
    }

    void employmentProblems_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QJsonObject>("item");
        QTest::addColumn<QString>("problem");
        const QJsonObject good = employment();
        const auto organization = [&good](const QByteArray &json) {
            QJsonObject item = good;
            item[u"organization"_s] = object(json);
            return item;
        };
        const auto with = [&good](const QString &key, const QJsonValue &value) {
            QJsonObject item = good;
            item[key] = value;
            return item;
        };
        QTest::newRow("good") << u"employments"_s << good << QString();
        QTest::newRow("no organization") << u"employments"_s << with(u"organization"_s, QJsonValue()) << u"organization 9046"_s;
        QTest::newRow("no city") << u"employments"_s << organization(R"({"name":"N","address":{"country":"GB"},"disambiguated-organization":{"disambiguated-organization-identifier":"https:\/\/ror.org/024mrxd33","disambiguation-source":"ROR"}})") << u"organization/address/city 9060"_s;
        QTest::newRow("no id") << u"employments"_s << organization(R"({"name":"N","address":{"city":"L","country":"GB"}})") << u"organization/disambiguated-organization/disambiguated-organization-identifier 9045"_s;
        QTest::newRow("bare ror") << u"employments"_s << organization(R"({"name":"N","address":{"city":"L","country":"GB"},"disambiguated-organization":{"disambiguated-organization-identifier":"024mrxd33","disambiguation-source":"ROR"}})") << u"organization/disambiguated-organization/disambiguated-organization-identifier 9045 https://ror.org/024mrxd33"_s;
        QTest::newRow("membership needs one id") << u"memberships"_s << organization(R"({"name":"N","address":{"country":"GB"}})") << u"organization/disambiguated-organization/disambiguated-organization-identifier 9062"_s;
        QTest::newRow("membership city without country") << u"memberships"_s << organization(R"({"name":"N","address":{"city":"L"},"disambiguated-organization":{"disambiguated-organization-identifier":"https:\/\/ror.org/024mrxd33","disambiguation-source":"ROR"}})") << u"organization/address/country 9061"_s;
        QTest::newRow("end before start") << u"employments"_s << with(u"end-date"_s, object(R"({"year":{"value":"2018"}})")) << u"end-date 9055"_s;
        QTest::newRow("end in the same year") << u"employments"_s << with(u"end-date"_s, object(R"({"year":{"value":"2019"},"month":{"value":"12"}})")) << QString();
        QTest::newRow("end without start") << u"employments"_s << [&] { QJsonObject i = good; i.remove(u"start-date"_s); i[u"end-date"_s] = object(R"({"year":{"value":"2018"}})"); return i; }() << QString();
        QTest::newRow("blank role") << u"employments"_s << with(u"role-title"_s, u"  "_s) << u"role-title 9047"_s;
        QTest::newRow("keyword") << u"keywords"_s << QJsonObject { { u"content"_s, u"x"_s } } << QString();
        QTest::newRow("empty keyword") << u"keywords"_s << QJsonObject { { u"content"_s, QJsonValue() } } << u"content 9020"_s;
    }
    void employmentProblems()
    {
        QFETCH(QString, section);
        QFETCH(QJsonObject, item);
        QTEST(firstProblem(section, item), "problem");
    }

    void S44_identityAndStored()
    {
        const QJsonObject one = withIds({}, R"([{"external-id-type":"doi","external-id-value":"10.5555/ABC","external-id-relationship":"self"}])");
        const QJsonObject same = withIds({}, R"([{"external-id-type":"doi","external-id-value":"https:\/\/doi.org/10.5555/abc","external-id-relationship":"self"}])");
        const QJsonObject part = withIds({}, R"([{"external-id-type":"doi","external-id-value":"10.5555/abc","external-id-relationship":"part-of"}])");
        QVERIFY(shareIdentity(u"works"_s, one, same));
        QVERIFY(!shareIdentity(u"works"_s, one, part));
        QVERIFY(hasIdentity(u"works"_s, one));
        QVERIFY(!hasIdentity(u"works"_s, part));
        QVERIFY(!hasIdentity(u"employments"_s, employment()));
        QVERIFY(hasIdentity(u"keywords"_s, { { u"content"_s, u"x"_s } }));
        const QJsonObject link { { u"value"_s, u"https://tides.example"_s } };
        QVERIFY(shareIdentity(u"researcher-urls"_s, { { u"url-name"_s, u"Home"_s }, { u"url"_s, link } }, { { u"url-name"_s, u"Tides"_s }, { u"url"_s, link } }));
        QVERIFY(!shareIdentity(u"researcher-urls"_s, { { u"url-name"_s, u"Home"_s }, { u"url"_s, link } }, { { u"url-name"_s, u"Home"_s } }));
        QVERIFY(shareIdentity(u"keywords"_s, { { u"content"_s, u"x"_s } }, { { u"content"_s, u"x"_s }, { u"put-code"_s, 4 } }));
        QVERIFY(isStored(u"works"_s, forPost(work()), work()));
        QJsonObject other = work();
        other[u"journal-title"_s] = QJsonValue();
        QVERIFY(!isStored(u"works"_s, forPost(work()), other));
    }
};

QTEST_GUILESS_MAIN(TestRecordDifference)
#include "tst_recorddifference.moc"

#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/listreader.h"
#include "app/record/personaldetails.h"
#include "app/record/shownfields.h"
#include "tests/support/sectionlists.h"

#include <QtTest/QtTest>

#include <QtCore/QDir>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;
using namespace baton;
using namespace baton::record;

namespace {

/// What is around the items, and computed by the registry from them: dates, paths and identifiers of groups and lists.
bool isComputed(const QString &path)
{
    static const QRegularExpression around(u"^/(last-modified-date/value|path)$"
                                           "|^/(group|affiliation-group)\\[\\]/(peer-review-group\\[\\]/)?(last-modified-date/value|external-ids/.*)$"_s);
    return around.match(path).hasMatch();
}

/// "path = value" of each leaf that is something, as often as it is there.
void leaves(const QJsonValue &value, const QString &path, QStringList &out)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            leaves(it.value(), path + u'/' + it.key(), out);
    } else if (value.isArray()) {
        for (const QJsonValue &entry : value.toArray())
            leaves(entry, path + u"[]"_s, out);
    } else if (!value.isNull()) {
        out += path + u" = "_s + value.toVariant().toString();
    }
}

/// Leaves of the items alone: what comes after the last array that holds items.
QStringList leavesOfItems(const QString &section, const QJsonObject &list)
{
    const orcid::Section *known = orcid::findSection(section);
    QStringList all, out;
    leaves(list, {}, all);
    const QString end = known->isActivity() ? u"-summary"_s : u'/' + known->listKey + u"[]"_s;
    for (const QString &leaf : std::as_const(all)) {
        const QString path = leaf.section(u" = "_s, 0, 0);
        qsizetype at = path.indexOf(end);
        if (at < 0) {
            if (!isComputed(path))
                out += u"lost: "_s + leaf;
            continue;
        }
        at += end.size();
        out += leaf.sliced(leaf.sliced(at).startsWith(u"[]"_s) ? at + 2 : at);
    }
    out.sort();
    return out;
}

QStringList leavesHeld(const QList<Item> &items)
{
    QStringList out;
    for (const Item &item : items)
        leaves(item.json, {}, out);
    out.sort();
    return out;
}

/// Leaves of an item that no shown field stands for, with their index in lists.
void unshown(const QJsonValue &value, const QString &path, const QStringList &shown, QStringList &out)
{
    if (!path.isEmpty() && shown.contains(path.sliced(1)))
        return;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            unshown(it.value(), path + u'/' + it.key(), shown, out);
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            unshown(array.at(i), path + u"[%1]"_s.arg(i), shown, out);
    } else if (!isNothing(value)) {
        out += path;
    }
}

} // namespace

/// Recorded answers of the real registry: no item and no value of an item is lost, and each is shown.
class TestRecordedLists : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir = qEnvironmentVariable("BATON_SHARED");
    }

    void nothingIsLost()
    {
        if (m_dir.isEmpty())
            QSKIP("BATON_SHARED is not set");
        int lists = 0, items = 0, full = 0, people = 0;
        each([&](const QString &name, const QJsonObject &document) {
            QList<test::SectionList> found;
            test::findSectionLists(document, found);
            for (const test::SectionList &one : std::as_const(found)) {
                const QByteArray json = QJsonDocument(one.list).toJson();
                ListReader reader(one.section);
                reader.feed(json);
                const auto content = reader.finish();
                QVERIFY2(content, qPrintable(name));
                QVERIFY2(content->leftOut.isEmpty(), qPrintable(name + content->leftOut.join(u' ')));
                QCOMPARE(leavesHeld(content->items), leavesOfItems(one.section, one.list));
                for (const Item &item : std::as_const(content->items))
                    checkShown(name, item);
                ++lists;
                items += int(content->items.size());
            }
            if (const QJsonObject person = document.contains(u"person"_s) ? document.value(u"person"_s).toObject() : document; person.value(u"name"_s)[u"family-name"_s].isObject())
                people += checkPerson(name, person);
            for (const QJsonValue &entry : arrayOf(document.value(u"bulk"_s))) {
                if (entry[u"work"_s].isObject())
                    full += checkFull(name, entry[u"work"_s].toObject());
            }
            if (document.contains(u"put-code"_s) && document.contains(u"title"_s))
                full += checkFull(name, document);
        });
        qInfo("%d lists with %d items, %d full items, %d names and biographies", lists, items, full, people);
        QVERIFY(lists > 10 && items > 50 && full > 2 && people > 2);
    }

    // A list whose items were dropped would not pass for complete.
    void aLossIsNoticed()
    {
        const QJsonObject list = QJsonDocument::fromJson(R"({"group":[{"external-ids":{"external-id":[]},"work-summary":[{"put-code":1,"type":"book"}]}]})").object();
        QCOMPARE(leavesOfItems(u"works"_s, list), QStringList({ u"/put-code = 1"_s, u"/type = book"_s }));
        SectionContent content = sectionFromJson(u"works"_s, list);
        QCOMPARE(leavesHeld(content.items), leavesOfItems(u"works"_s, list));
        content.items.first().json.remove(u"type"_s);
        QVERIFY(leavesHeld(content.items) != leavesOfItems(u"works"_s, list));
        QVERIFY(leavesOfItems(u"works"_s, { { u"unheard-of"_s, 5 } }).first().startsWith(u"lost"_s));
    }

private:
    /// What stands beside the sections: how many of name and biography there are.
    int checkPerson(const QString &name, const QJsonObject &person)
    {
        const SectionContent content = personalDetailsFromJson(person, u"0000-0002-1825-0097"_s);
        QStringList held = leavesHeld(content.items), sent;
        leaves(person.value(u"name"_s), {}, sent);
        leaves(person.value(u"biography"_s), {}, sent);
        sent.sort();
        if (held != sent)
            qWarning("%s: %s", qPrintable(name), qPrintable(sent.join(u' ')));
        for (const Item &item : content.items)
            checkShown(name, item);
        return int(content.items.size());
    }

    template <typename Visit>
    void each(Visit visit)
    {
        const QDir dir(m_dir + u"/data/recorded-v3"_s);
        for (const QString &name : dir.entryList({ u"*.json"_s }, QDir::Files)) {
            QFile file(dir.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            visit(name, QJsonDocument::fromJson(file.readAll()).object());
            if (QTest::currentTestFailed())
                return;
        }
    }

    static int checkFull(const QString &name, const QJsonObject &json)
    {
        const Item item = itemFromJson(u"works"_s, json, true);
        if (item.json != json)
            QTest::qFail(qPrintable(name), __FILE__, __LINE__);
        checkShown(name, item);
        return 1;
    }

    static void checkShown(const QString &name, const Item &item)
    {
        QStringList paths, missing;
        for (const ShownField &field : shownFields(item.section, item.json)) {
            if (field.words.isEmpty())
                missing += field.path + u" has no words"_s;
            paths += field.path;
        }
        unshown(item.json, {}, paths, missing);
        if (!missing.isEmpty())
            QTest::qFail(qPrintable(u"%1, %2 %3: %4"_s.arg(name, item.section).arg(item.putCode).arg(missing.join(u' '))), __FILE__, __LINE__);
    }

    QString m_dir;
};

QTEST_GUILESS_MAIN(TestRecordedLists)
#include "tst_recordedlists.moc"

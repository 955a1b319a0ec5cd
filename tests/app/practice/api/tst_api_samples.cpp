#include "app/orcid/shape.h"
#include "app/practice/api/xmlin.h"
#include "tests/app/practice/api/published.h"

#include <QtCore/QDirIterator>
#include <QtTest/QTest>

using namespace apitest;

namespace {

using Family = orcid::Section::Family;

QString modelFolder()
{
    return publishedData() + QStringLiteral("/orcid-model-3.0/");
}

QStringList sampleFiles(const QString &folder, const QString &ending)
{
    QStringList all;
    QDirIterator files(modelFolder() + folder, { QStringLiteral("*") + ending }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.contains(QStringLiteral("/samples/")))
            all << path.mid(modelFolder().size());
    }
    all.sort();
    return all;
}

/// Parts of documents that are published as samples of their own.
const orcid::Field *describedAs(const QString &root)
{
    static const QList<orcid::Field> pieces = [] {
        const orcid::Field &record = orcid::document(QStringLiteral("record"));
        orcid::Field group = *record.find(QStringLiteral("orcid-identifier"));
        group.key = QStringLiteral("application-group-orcid");
        return QList<orcid::Field> { *record.find(QStringLiteral("history")), *record.find(QStringLiteral("preferences")), group,
            *orcid::document(QStringLiteral("name")).find(QStringLiteral("credit-name")),
            *orcid::document(QStringLiteral("work")).find(QStringLiteral("external-ids")) };
    }();
    const orcid::Field *document = orcid::findDocument(root);
    return document != nullptr ? document : orcid::findField(pieces, root);
}

/// "work-full-3.0.json", "other-names-3.0.json" -> the section that takes it.
const orcid::Section *sectionOf(const QString &name)
{
    const orcid::Section *found = nullptr;
    for (const orcid::Section &candidate : orcid::allSections()) {
        if (name.startsWith(candidate.singular) && (found == nullptr || candidate.singular.size() > found->singular.size()))
            found = &candidate;
    }
    return found;
}

/// Some text of the item, other than it was.
QJsonObject changed(const orcid::Section &section, QJsonObject item)
{
    const auto wrap = [](const char *text) { return QJsonObject { { QStringLiteral("value"), QString::fromLatin1(text) } }; };
    switch (section.family) {
    case Family::Works:
    case Family::Fundings: {
        QJsonObject title = item.value(QStringLiteral("title")).toObject();
        title.insert(QStringLiteral("title"), wrap("Another title"));
        item.insert(QStringLiteral("title"), title);
        break;
    }
    case Family::Affiliations:
        item.insert(QStringLiteral("role-title"), QStringLiteral("Another role"));
        break;
    case Family::PeerReviews:
        item.insert(QStringLiteral("subject-container-name"), wrap("Another journal"));
        break;
    case Family::ResearchResources: {
        QJsonObject proposal = item.value(QStringLiteral("proposal")).toObject();
        proposal.insert(QStringLiteral("url"), wrap("https://example.org/another"));
        item.insert(QStringLiteral("proposal"), proposal);
        break;
    }
    case Family::PersonItems:
    case Family::Emails:
        if (section.key == u"addresses")
            item.insert(QStringLiteral("country"), wrap("FR"));
        else if (item.contains(QStringLiteral("content")))
            item.insert(QStringLiteral("content"), QStringLiteral("another text"));
        else if (section.key == u"researcher-urls")
            item.insert(QStringLiteral("url-name"), QStringLiteral("Another name"));
        else
            item.insert(QStringLiteral("external-id-value"), QStringLiteral("another-value"));
        break;
    }
    return item;
}

/// The same content in both, whatever the registry adds: contributors' addresses are not shown (orcid.md 7.4).
QByteArray comparable(const orcid::Section &section, const QJsonObject &json)
{
    const auto content = orcid::canonical(section.fields, json, orcid::Strictness::Reading);
    if (!content)
        return content.error().text().toUtf8();
    QJsonValue bare = *content;
    for (const char *key : { "put-code", "visibility", "contributor-email" })
        bare = without(bare, QString::fromLatin1(key));
    return compact(pruned(bare));
}

} // namespace

/// ORCID's published samples against the practice registry; skipped where they are not.
class TestSamples : public QObject {
    Q_OBJECT

private:
    Schemas m_schemas;
    int m_read = 0, m_stale = 0, m_posted = 0, m_refused = 0;

private Q_SLOTS:
    void initTestCase()
    {
        if (publishedData().isEmpty())
            QSKIP("BATON_SHARED is not set");
        if (!m_schemas.missing().isEmpty())
            qWarning("nothing is validated: %s", qPrintable(m_schemas.missing()));
    }

    void cleanupTestCase()
    {
        qInfo("samples read %d (%d of them not valid by their own schema), posted %d, refused %d, documents validated %d", m_read,
            m_stale, m_posted, m_refused, m_schemas.checked());
    }

    void everyXmlSampleIsRead_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &file : sampleFiles({}, QStringLiteral(".xml")))
            QTest::newRow(qPrintable(file.section(QStringLiteral("/samples/"), 1))) << file;
    }

    /// Read, and written again it says the same and is of its schema when the sample was.
    void everyXmlSampleIsRead()
    {
        QFETCH(QString, file);
        if (file.contains(QStringLiteral("notification-custom")))
            QSKIP("ORCID's own messages to researchers, which no client can read");
        const QByteArray text = fileText(modelFolder() + file);
        const QString root = rootOf(text);
        const orcid::Field *document = describedAs(root);
        QVERIFY2(document != nullptr, qPrintable(root));
        const QString problems = m_schemas.problem(root, text);
        const auto read = readXml(text, *document);
        if (!problems.isEmpty()) {
            ++m_stale;
            qInfo("%s is not of its schema: %s", qPrintable(file), qPrintable(problems.left(300)));
            if (!read)
                QSKIP(qPrintable(QStringLiteral("refused, as by xmllint: ") + read.error()));
        }
        QVERIFY2(read, qPrintable(read ? QString() : read.error()));
        ++m_read;
        if (document->fields.isEmpty())
            return;
        const QByteArray again = asDocument(*read, *document, xmlType);
        const auto reread = readXml(again, *document);
        QVERIFY2(reread, qPrintable(reread ? QString() : reread.error()));
        QCOMPARE(compact(pruned(*reread)), compact(pruned(*read)));
        if (problems.isEmpty())
            QCOMPARE(m_schemas.problem(root, again), QString());
        // As JSON, and back.
        const QJsonObject json = QJsonDocument::fromJson(asDocument(*read, *document, jsonType)).object();
        QCOMPARE(compact(pruned(json)), compact(pruned(*read)));
    }

    void wholeRecordInJsonIsRead()
    {
        const orcid::Field &document = orcid::document(QStringLiteral("record"));
        const QString file = QStringLiteral("record_3.0/samples/read_samples/record-full-3.0.json");
        const QJsonObject json = QJsonDocument::fromJson(fileText(modelFolder() + file)).object();
        const auto content = orcid::canonical(document.fields, json, orcid::Strictness::Reading);
        QVERIFY2(content, qPrintable(content ? QString() : content.error().text()));
        const QByteArray xml = asDocument(json, document, xmlType);
        const auto read = readXml(xml, document);
        QVERIFY2(read, qPrintable(read ? QString() : read.error()));
        QCOMPARE(compact(pruned(*read)), compact(pruned(json)));
        ++m_read;
    }

    void everyWritableSample_data()
    {
        QTest::addColumn<QString>("file");
        for (const QString &ending : { QStringLiteral(".xml"), QStringLiteral(".json") }) {
            for (const QString &file : sampleFiles(QStringLiteral("record_3.0/samples/write_samples"), ending))
                QTest::newRow(qPrintable(QFileInfo(file).fileName())) << file;
        }
        for (const QString &file : sampleFiles(QStringLiteral("group-id-3.0"), QStringLiteral(".xml")))
            QTest::newRow(qPrintable(QFileInfo(file).fileName())) << file;
    }

    void everyWritableSample()
    {
        QFETCH(QString, file);
        const QString name = QFileInfo(file).fileName();
        const QByteArray text = fileText(modelFolder() + file), type = name.endsWith(u".xml") ? xmlType : jsonType;
        Harness registry;
        registry.records.addGroup(
            { 0, QStringLiteral("issn:1741-4857"), QStringLiteral("A journal"), {}, QStringLiteral("journal"), {}, 0 });
        if (name.contains(QStringLiteral("group-id")))
            return group(registry, text, type);
        if (name.startsWith(u"bulk"))
            return bulk(registry, name, text, type);
        const orcid::Section *section = sectionOf(name);
        QVERIFY(section != nullptr);
        item(registry, *section, text, type);
    }

private:
    static Answer call(Harness &registry, const QByteArray &method, const QString &path, const QByteArray &accept,
        const QByteArray &body = {}, const QByteArray &type = {})
    {
        Caller who = caller(tomas, northbridge);
        who.scopes << QStringLiteral("/group-id-record/read") << QStringLiteral("/group-id-record/update");
        return registry.call(who, method, path.startsWith(u'/') ? QStringLiteral("/v3.0") + path : Harness::v3(who, path), body,
            { { "accept", accept }, { "content-type", type } });
    }

    static QJsonObject parsed(const QByteArray &text, const orcid::Field &document)
    {
        if (!text.trimmed().startsWith('<'))
            return QJsonDocument::fromJson(text).object();
        const auto read = readXml(text, document);
        return read ? *read : QJsonObject();
    }

    void item(Harness &registry, const orcid::Section &section, QByteArray text, const QByteArray &type)
    {
        const orcid::Field &document = orcid::itemDocument(section);
        const QByteArray other = type == xmlType ? jsonType : xmlType;
        if (text.contains("\"ADP\"")) { // withdrawn in 2002; with one in use the rest of the sample is tried too
            const Answer refused = call(registry, "POST", section.itemPath, type, text, type);
            QCOMPARE(parsed(refused.body, orcid::document(QStringLiteral("error"))).value(QStringLiteral("error-code")).toInt(), 9020);
            ++m_refused;
            text.replace("\"ADP\"", "\"EUR\"");
        }
        const Answer added = call(registry, "POST", section.itemPath, type, text, type);
        QVERIFY2(added.status == 201, added.body.constData());
        ++m_posted;
        const QString path = section.itemPath + u'/' + QString::number(added.putCode());
        const Answer read = call(registry, "GET", path, other), xml = call(registry, "GET", path, xmlType);
        QCOMPARE(read.status, 200);
        QCOMPARE(comparable(section, parsed(read.body, document)), comparable(section, parsed(text, document)));
        QCOMPARE(m_schemas.problem(section.singular, xml.body), QString());
        const QJsonObject edited = changed(section, parsed(read.body, document));
        const Answer put = call(registry, "PUT", path, other, asDocument(edited, document, type), type);
        QVERIFY2(put.status == 200, put.body.constData());
        const Answer after = call(registry, "GET", path, jsonType);
        QVERIFY(comparable(section, after.json) != comparable(section, parsed(text, document)));
        QCOMPARE(comparable(section, after.json), comparable(section, edited));
        QCOMPARE(call(registry, "DELETE", path, type).status, 204);
        QCOMPARE(call(registry, "GET", path, type).status, 404);
    }

    void group(Harness &registry, const QByteArray &text, const QByteArray &type)
    {
        const orcid::Field &document = orcid::document(QStringLiteral("group-id-record"));
        const Answer added = call(registry, "POST", QStringLiteral("/group-id-record"), type, text, type);
        if (text.contains("issn:xxxxxxxx")) {
            QCOMPARE(parsed(added.body, orcid::document(QStringLiteral("error"))).value(QStringLiteral("error-code")).toInt(), 9053);
            ++m_refused;
            qInfo("the group's ISSN is a placeholder");
            return;
        }
        QVERIFY2(added.status == 201, added.body.constData());
        ++m_posted;
        const QString path = QStringLiteral("/group-id-record/") + QString::number(added.putCode());
        const Answer xml = call(registry, "GET", path, xmlType), json = call(registry, "GET", path, jsonType);
        QCOMPARE(m_schemas.problem(document.key, xml.body), QString());
        QCOMPARE(compact(pruned(parsed(xml.body, document))), compact(pruned(json.json)));
        QJsonObject edited = json.json;
        edited.insert(QStringLiteral("description"), QStringLiteral("Another description"));
        QCOMPARE(call(registry, "PUT", path, jsonType, asDocument(edited, document, type), type).json, edited);
        QCOMPARE(call(registry, "DELETE", path, type).status, 204);
    }

    void bulk(Harness &registry, const QString &name, const QByteArray &text, const QByteArray &type)
    {
        const orcid::Field &document = orcid::document(QStringLiteral("bulk"));
        const Answer answer = call(registry, "POST", QStringLiteral("works"), type == xmlType ? jsonType : xmlType, text, type);
        QVERIFY2(answer.status == 200, answer.body.constData());
        if (type == jsonType)
            QCOMPARE(m_schemas.problem(QStringLiteral("bulk"), answer.body), QString());
        const QJsonArray sent = parsed(text, document).value(QStringLiteral("bulk")).toArray();
        const QJsonArray got = parsed(answer.body, document).value(QStringLiteral("bulk")).toArray();
        QCOMPARE(got.size(), sent.size());
        for (qsizetype i = 0; i < got.size(); ++i) {
            const QJsonObject error = got.at(i).toObject().value(QStringLiteral("error")).toObject();
            if (error.isEmpty()) {
                ++m_posted;
                continue;
            }
            // One sample holds a work without an id that is its own.
            const QByteArray work = compact(sent.at(i));
            QVERIFY2(!work.contains("\"self\""), (name.toUtf8() + work + compact(error)).constData());
            QCOMPARE(error.value(QStringLiteral("error-code")).toInt(), 9023);
            ++m_refused;
            qInfo("%s: work %d refused, no id with self", qPrintable(name), int(i + 1));
        }
    }
};

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_api_samples.moc"

#include "tests/app/practice/api/published.h"

#include "app/practice/api/out.h"

#include <QtCore/QDirIterator>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>
#include <QtCore/QXmlStreamReader>

namespace apitest {

QString publishedData()
{
    const QString root = qEnvironmentVariable("BATON_SHARED");
    return root.isEmpty() ? QString() : root + QStringLiteral("/data");
}

QByteArray fileText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray fixture(const QString &name)
{
    return fileText(QStringLiteral(BATON_TEST_DATA "/orcid/") + name);
}

QString rootOf(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    return reader.readNextStartElement() ? reader.name().toString() : QString();
}

QByteArray asDocument(const QJsonObject &object, const orcid::Field &document, const QByteArray &type)
{
    const std::unique_ptr<Out> out = makeOut(*bodyType(type), document);
    out->fields(document.fields, object);
    return out->take();
}

QJsonValue pruned(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue &element : value.toArray()) {
            const QJsonValue inner = pruned(element);
            if (!inner.isNull())
                kept.append(inner);
        }
        return kept.isEmpty() ? QJsonValue() : kept;
    }
    if (!value.isObject())
        return value;
    QJsonObject kept;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue inner = pruned(it.value());
        if (!inner.isNull())
            kept.insert(it.key(), inner);
    }
    return kept.isEmpty() ? QJsonValue() : kept;
}

QJsonValue without(const QJsonValue &value, const QString &key)
{
    if (value.isArray()) {
        QJsonArray all;
        for (const QJsonValue &element : value.toArray())
            all.append(without(element, key));
        return all;
    }
    if (!value.isObject())
        return value;
    QJsonObject all;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != key)
            all.insert(it.key(), without(it.value(), key));
    }
    return all;
}

QByteArray compact(const QJsonValue &value)
{
    return value.isArray() ? QJsonDocument(value.toArray()).toJson() : QJsonDocument(value.toObject()).toJson();
}

namespace {

/// One change in a file of the copy; false when what is to be changed is not there.
bool change(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &changes)
{
    QByteArray text = fileText(path);
    for (const auto &[from, to] : changes) {
        if (!text.contains(from))
            return false;
        text.replace(from, to);
    }
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

QString schemaFile(const QString &prefix)
{
    static const QHash<QString, QString> elsewhere { { QStringLiteral("client"), QStringLiteral("client_3.0/client") },
        { QStringLiteral("group-id"), QStringLiteral("group-id-3.0/group-id") },
        { QStringLiteral("notification"), QStringLiteral("notification_3.0/notification-permission") },
        { QStringLiteral("summary"), QStringLiteral("summary_3.0/summary") },
        { QStringLiteral("common"), QStringLiteral("common_3.0/common") },
        { QStringLiteral("external-identifier"), QStringLiteral("record_3.0/person-external-identifier") } };
    return elsewhere.value(prefix, QStringLiteral("record_3.0/") + prefix) + QStringLiteral("-3.0.xsd");
}

QString namespacePrefix(const QByteArray &xml)
{
    QXmlStreamReader reader(xml);
    reader.readNextStartElement();
    return reader.namespaceUri().toString().section(u'/', -1);
}

} // namespace

Schemas::Schemas()
{
    if (publishedData().isEmpty()) {
        m_missing = QStringLiteral("BATON_SHARED is not set");
        return;
    }
    if (QStandardPaths::findExecutable(QStringLiteral("xmllint")).isEmpty()) {
        m_missing = QStringLiteral("xmllint is not installed");
        return;
    }
    const QString from = publishedData() + QStringLiteral("/orcid-model-3.0/");
    QDirIterator files(from, { QStringLiteral("*.xsd") }, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next(), to = m_dir.filePath(path.mid(from.size()));
        QDir().mkpath(QFileInfo(to).path());
        QFile::copy(path, to);
    }
    const std::pair<QByteArray, QByteArray> shared { "../common_2.1/common-2.1.xsd", "../common_3.0/common-3.0.xsd" };
    const bool widened
        = change(m_dir.filePath(QStringLiteral("common_3.0/common-3.0.xsd")),
              { { "https://([^/]*orcid\\.org|localhost.*/orcid-web)/", "https?://[^/]+/" } })
        && change(m_dir.filePath(schemaFile(QStringLiteral("client"))), { shared })
        && change(m_dir.filePath(schemaFile(QStringLiteral("group-id"))), { shared })
        && change(m_dir.filePath(schemaFile(QStringLiteral("notification"))),
            { shared, { "../record_2.1/activities-2.1.xsd", "../record_3.0/activities-3.0.xsd" } });
    if (!widened)
        m_missing = QStringLiteral("the published schemas are not those known");
}

QString Schemas::problems(const QString &root, const QList<QByteArray> &documents)
{
    if (!m_missing.isEmpty() || documents.isEmpty())
        return {};
    const orcid::Field *known = orcid::findDocument(root);
    const QString prefix = known != nullptr ? known->xml.prefix : namespacePrefix(documents.constFirst());
    QStringList arguments { QStringLiteral("--noout"), QStringLiteral("--nonet"), QStringLiteral("--schema"),
        m_dir.filePath(schemaFile(prefix)) };
    int number = 0;
    for (const QByteArray &document : documents) {
        QFile file(m_dir.filePath(QStringLiteral("%1-%2.xml").arg(root).arg(++number)));
        if (!file.open(QIODevice::WriteOnly) || file.write(document) != document.size())
            return file.errorString();
        arguments << file.fileName();
    }
    QProcess xmllint;
    xmllint.setProcessChannelMode(QProcess::MergedChannels);
    xmllint.start(QStringLiteral("xmllint"), arguments);
    if (!xmllint.waitForFinished(120000))
        return xmllint.errorString();
    m_checked += int(documents.size());
    const QByteArray words = xmllint.readAll();
    return xmllint.exitCode() == 0 ? QString() : QString::fromUtf8(words);
}

} // namespace apitest

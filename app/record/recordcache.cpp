#include "app/record/recordcache.h"

#include "app/base/whendone.h"
#include "app/jose/aead.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/listreader.h"
#include "app/record/wire.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QPointer>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

constexpr auto pieceSize = 256 * 1024;

/// A list file: one line of JSON about it, then the list as the registry sent it, compressed.
QByteArray packed(const QByteArray &json, const QDateTime &readAt)
{
    const QJsonObject head { { u"read_at"_s, readAt.toUTC().toString(Qt::ISODateWithMs) } };
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + qCompress(json, 1);
}

QString listName(const QString &folder, const QString &section)
{
    return folder + u'/' + section;
}

QString writesName(const QString &folder, const QString &section)
{
    return folder + u'/' + section + u"_writes"_s;
}

/// Our writes since the list was read: put-code to the item as stored, null when deleted.
QJsonObject readWrites(const vault::SealedFiles &files, const QString &folder, const QString &section)
{
    const Result<QByteArray> bytes = files.read(writesName(folder, section));
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

void layOver(SectionContent &content, const QJsonObject &writes)
{
    for (auto it = writes.begin(); it != writes.end(); ++it) {
        const qint64 putCode = it.key().toLongLong();
        const auto known = std::find_if(content.items.begin(), content.items.end(), [putCode](const Item &item) { return item.putCode == putCode; });
        if (it.value().isNull()) {
            if (known != content.items.end())
                content.items.erase(known);
            continue;
        }
        Item item = itemFromJson(content.section, it.value().toObject(), true);
        if (known != content.items.end()) {
            item.groupSize = known->groupSize;
            *known = item;
        } else {
            content.items.prepend(item);
        }
    }
}

/// What is told early is told in the context's thread.
using Early = std::function<void(const QList<Item> &)>;

std::optional<SectionContent> unpack(const vault::SealedFiles &files, const QString &folder, const QString &section, const Early &early)
{
    const Result<QByteArray> bytes = files.read(listName(folder, section));
    const qsizetype line = bytes ? bytes->indexOf('\n') : -1;
    if (line < 0)
        return std::nullopt;
    const QDateTime readAt = QDateTime::fromString(QJsonDocument::fromJson(bytes->first(line))[u"read_at"_s].toString(), Qt::ISODateWithMs);
    const QByteArray json = qUncompress(bytes->sliced(line + 1));
    const QJsonObject writes = readWrites(files, folder, section);
    ListReader reader(section, ListReader::Items::Lean);
    for (qsizetype at = 0; at < json.size(); at += pieceSize) {
        const QList<Item> items = reader.feed(QByteArrayView(json).sliced(at, std::min<qsizetype>(pieceSize, json.size() - at)));
        if (early && writes.isEmpty() && !items.isEmpty())
            early(items);
    }
    Result<SectionContent> content = reader.finish();
    if (!content || !readAt.isValid())
        return std::nullopt;
    content->readAt = readAt;
    layOver(*content, writes);
    return *content;
}

QJsonObject toJson(const QHash<QString, SectionState> &sections)
{
    QJsonObject json;
    for (auto it = sections.cbegin(); it != sections.cend(); ++it)
        json[it.key()] = QJsonObject { { u"changed"_s, it->changedMs }, { u"count"_s, it->count } };
    return json;
}

QHash<QString, SectionState> statesOf(const QJsonValue &value)
{
    QHash<QString, SectionState> sections;
    const QJsonObject json = value.toObject();
    for (auto it = json.begin(); it != json.end(); ++it)
        sections[it.key()] = { it.value().toObject()[u"changed"_s].toInteger(), it.value().toObject()[u"count"_s].toInt() };
    return sections;
}

} // namespace

RecordCache::RecordCache(vault::Vault &vault, RecordClient &client, exchange::DelegatedSession &session, QObject *parent)
    : QObject(parent), m_vault(vault), m_client(client), m_session(session)
{
    m_pool.setMaxThreadCount(1);
    connect(&session, &exchange::DelegatedSession::began, this, &RecordCache::begin);
    connect(&session, &exchange::DelegatedSession::finished, this, [this] { m_kept.reset(); });
    // Forgotten or locked: nothing of it is in memory, and nothing is written any more.
    connect(&vault, &vault::Vault::stateChanged, this, [this] {
        m_kept.reset();
        m_pool.clear();
        m_pool.waitForDone();
    });
    connect(&client, &RecordClient::listRead, this, &RecordCache::keep);
    const auto written = [this](const Item &item) { noteWrite(item.section, item.putCode, item.json); };
    connect(&client, &RecordClient::added, this, written);
    connect(&client, &RecordClient::updated, this, written);
    connect(&client, &RecordClient::removed, this, [this](const QString &section, qint64 putCode) { noteWrite(section, putCode, {}); });
    connect(&client, &RecordClient::permissionsChanged, this, [this, &client] {
        if (client.deletesOnly())
            forgetRecord();
    });
}

// What somebody else may see of the record is not what we may see: the clients are part of the name, the scopes have to fit.
QString RecordCache::folder() const
{
    if (!m_session.isActive())
        return {};
    const exchange::Delegation &who = m_session.delegation();
    const QString place = QStringList { who.environment.id, who.environment.apiBase.toString(), who.orcid, who.originalClientId, who.secondClient.clientId }.join(u'|');
    return u"record-"_s + QString::fromLatin1(jose::sha256(place.toUtf8()).toHex().first(32));
}

QString RecordCache::scopes() const
{
    QStringList scopes = m_session.isActive() ? m_session.token().scopes : QStringList();
    scopes.sort();
    return scopes.join(u' ');
}

void RecordCache::begin()
{
    m_kept.reset();
    if (const auto files = m_vault.files()) {
        (void)QtConcurrent::run(&m_pool, [files = *files] { files.removeOlderThan(keptDays); });
    }
}

bool RecordCache::isUsable() const
{
    return m_vault.files().has_value();
}

RecordCache::Kept &RecordCache::kept() const
{
    const QString now = scopes();
    if (m_kept && m_keptFolder == folder() && m_kept->scopes == now)
        return *m_kept;
    m_keptFolder = folder();
    m_kept = Kept { now, {}, {} };
    const auto files = m_vault.files();
    const auto bytes = files && !m_keptFolder.isEmpty() ? files->read(listName(m_keptFolder, u"about"_s)) : Result<QByteArray>(fail(u"vault.nothing"_s, {}));
    if (!bytes)
        return *m_kept;
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    if (json[u"scopes"_s].toString() != now)
        return *m_kept;
    m_kept->about.name = json[u"name"_s].toString();
    if (const qint64 modified = json[u"modified"_s].toInteger(); modified > 0)
        m_kept->about.lastModified = QDateTime::fromMSecsSinceEpoch(modified, Qt::UTC);
    m_kept->about.overview.sections = statesOf(json[u"sections"_s]);
    m_kept->lists = statesOf(json[u"lists"_s]);
    return *m_kept;
}

// Small, and in the pool's order: after the list that it speaks of.
void RecordCache::save()
{
    const auto files = m_vault.files();
    if (!files || folder().isEmpty())
        return;
    const Kept &now = kept();
    const QJsonObject json { { u"scopes"_s, now.scopes }, { u"name"_s, now.about.name }, { u"sections"_s, toJson(now.about.overview.sections) }, { u"lists"_s, toJson(now.lists) },
        { u"modified"_s, now.about.lastModified.isValid() ? now.about.lastModified.toMSecsSinceEpoch() : 0 } };
    (void)QtConcurrent::run(&m_pool, [files = *files, place = folder(), json] {
        (void)files.write(listName(place, u"about"_s), QJsonDocument(json).toJson(QJsonDocument::Compact));
    });
}

std::optional<RecordCache::About> RecordCache::about() const
{
    const Kept &now = kept();
    return now.about.overview.sections.isEmpty() ? std::nullopt : std::optional(now.about);
}

void RecordCache::setAbout(const About &about)
{
    Kept &now = kept();
    now.about = about;
    const QStringList lists = now.lists.keys();
    for (const QString &section : lists) {
        if (now.lists.value(section) != about.overview.sections.value(section))
            forget(section);
    }
    save();
}

QFuture<Result<Overview>> RecordCache::check()
{
    const Answer<Result<Overview>> answer;
    whenDone(m_client.readLastModified(), this, [this, answer, place = folder(), before = about()](const Result<QDateTime> &modified) {
        if (place != folder())
            return answer.give(fail(partiesChanged()));
        const QDateTime now = modified ? *modified : QDateTime();
        if (before && now.isValid() && now == before->lastModified)
            return answer.give(before->overview);
        whenDone(m_client.readOverview(), this, [this, answer, place, now](const Result<Overview> &overview) {
            if (overview && place != folder())
                return answer.give(fail(partiesChanged()));
            if (overview)
                setAbout({ kept().about.name, now, *overview });
            answer.give(overview);
        });
    });
    return answer.future();
}

QFuture<std::optional<SectionContent>> RecordCache::read(const QString &section, const Early &early)
{
    const auto files = m_vault.files();
    if (!files || !has(section))
        return readyFuture(std::optional<SectionContent>());
    Early here;
    if (early) {
        here = [self = QPointer<QObject>(this), early](const QList<Item> &items) {
            QMetaObject::invokeMethod(qApp, [self, early, items] {
                if (self)
                    early(items);
            });
        };
    }
    return QtConcurrent::run(&m_pool, [files = *files, place = folder(), section, here] { return unpack(files, place, section, here); });
}

bool RecordCache::has(const QString &section) const
{
    return kept().lists.contains(section);
}

// A list that was just read knows of every write before.
void RecordCache::keep(const SectionContent &content, const QByteArray &json)
{
    const auto files = m_vault.files();
    if (!files || folder().isEmpty())
        return;
    (void)QtConcurrent::run(&m_pool, [files = *files, place = folder(), section = content.section, json, readAt = content.readAt] {
        if (files.write(listName(place, section), packed(json, readAt)))
            (void)files.remove(writesName(place, section));
        else
            (void)files.remove(listName(place, section));
    });
    kept().lists[content.section] = { content.changedMs, int(content.items.size()) };
    save();
}

void RecordCache::noteWrite(const QString &section, qint64 putCode, const QJsonObject &json)
{
    const auto files = m_vault.files();
    if (!files || folder().isEmpty())
        return;
    (void)QtConcurrent::run(&m_pool, [files = *files, place = folder(), section, putCode, json] {
        if (!files.has(listName(place, section)))
            return;
        QJsonObject writes = readWrites(files, place, section);
        writes[QString::number(putCode)] = json.isEmpty() ? QJsonValue() : QJsonValue(json);
        // Better nothing than something untrue.
        if (!files.write(writesName(place, section), QJsonDocument(writes).toJson(QJsonDocument::Compact)))
            (void)files.remove(listName(place, section));
    });
}

void RecordCache::forget(const QString &section)
{
    kept().lists.remove(section);
    const auto files = m_vault.files();
    if (!files || folder().isEmpty())
        return;
    (void)QtConcurrent::run(&m_pool, [files = *files, place = folder(), section] {
        (void)files.remove(listName(place, section));
        (void)files.remove(writesName(place, section));
    });
}

void RecordCache::forgetRecord()
{
    kept() = { scopes(), {}, {} };
    const auto files = m_vault.files();
    if (files && !folder().isEmpty())
        (void)QtConcurrent::run(&m_pool, [files = *files, place = folder()] { (void)files.removeFolder(place); });
}

} // namespace baton::record

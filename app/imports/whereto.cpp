#include "app/imports/whereto.h"

#include "app/record/content.h"
#include "app/record/itemreader.h"

#include <QtCore/QJsonDocument>

using namespace Qt::StringLiterals;

namespace baton::imports {

namespace {

const QString versionOf = u"version-of"_s;

} // namespace

bool saysEverything(const record::Item &item)
{
    using Family = orcid::Section::Family;
    const orcid::Section *section = orcid::findSection(item.section);
    return item.full || (section && (section->family == Family::Affiliations || section->family == Family::PersonItems));
}

Finder::Finder(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept) : m_ours(terms.ours), m_kept(kept)
{
    for (auto section = onRecord.begin(); section != onRecord.end(); ++section) {
        for (const record::Item &item : section.value())
            learn(m_sections[section.key()], item);
    }
    for (const formats::Row &row : rows) {
        for (const QString &key : row.section == u"works"_s ? record::identityKeys(row.section, row.content, versionOf) : QStringList())
            ++m_versions[key];
    }
}

void Finder::learn(Section &section, const record::Item &item) const
{
    const bool ours = item.source.sameTuple(m_ours);
    section.byPutCode.insert(item.putCode, &item);
    for (const QString &key : record::identityKeys(item.section, item.json)) {
        QHash<QString, const record::Item *> &known = ours ? section.ours : section.others;
        if (!known.contains(key))
            known.insert(key, &item);
    }
    if (!ours)
        return;
    if (item.section == u"works"_s) {
        const QStringList versions = record::identityKeys(item.section, item.json, versionOf);
        section.versions.unite(QSet<QString>(versions.begin(), versions.end()));
    }
    if (!record::hasIdentity(item.section, item.json))
        section.alike[item.title] << &item;
}

Whereto Finder::find(const formats::Row &row) const
{
    static const Section empty;
    const auto known = m_sections.constFind(row.section);
    const Section &section = known == m_sections.constEnd() ? empty : *known;
    Whereto to;
    to.keys = record::identityKeys(row.section, row.content);
    if (to.keys.isEmpty())
        to.content = row.section + u'\n' + QString::fromUtf8(QJsonDocument(record::forPost(row.content)).toJson(QJsonDocument::Compact));
    if (!byPutCode(row, section, to))
        return to;
    byIdentity(section, to);
    if (!to.ours && to.keys.isEmpty()) {
        const QJsonObject sent = record::forPost(row.content);
        for (const record::Item *item : section.alike.value(record::itemFromJson(row.section, row.content, true).title)) {
            if (!to.ours && record::isStored(row.section, sent, item->json))
                to.ours = item;
        }
    }
    return to;
}

/// False when the file names a put-code that settles the row.
bool Finder::byPutCode(const formats::Row &row, const Section &section, Whereto &to) const
{
    const qint64 putCode = row.putCode > 0 ? row.putCode : m_kept.value(row.key);
    if (putCode <= 0)
        return true;
    const record::Item *item = section.byPutCode.value(putCode);
    if (item && item->source.sameTuple(m_ours))
        to.ours = item;
    else if (row.putCode <= 0)
        to.gone = item ? 0 : putCode;
    else if (item)
        to.foreign = item;
    else
        to.missing = putCode;
    return !to.foreign && !to.missing;
}

void Finder::byIdentity(const Section &section, Whereto &to) const
{
    for (const QString &key : std::as_const(to.keys)) {
        const record::Item *ours = section.ours.value(key);
        if (ours && !to.ours) {
            to.ours = ours;
        } else if (ours && ours != to.ours && !to.clash) {
            to.clash = ours->putCode;
            to.clashKey = key;
        }
        if (!to.beside)
            to.beside = section.others.value(key);
        to.alone = to.alone || section.versions.contains(key) || m_versions.contains(key);
    }
}

} // namespace baton::imports

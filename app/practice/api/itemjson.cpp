#include "app/practice/api/itemjson.h"

#include <QtCore/QJsonArray>
#include <QtCore/QUrl>

namespace baton::practice {

using orcid::Field;

ItemWriter::ItemWriter(Out &out, const QString &issuer, const Researcher &researcher)
    : m_out(out)
    , m_issuer(issuer)
    , m_host(QUrl(issuer).host())
    , m_researcher(researcher)
{
}

QString ItemWriter::itemPath(const Researcher &researcher, const orcid::Section &section, const RecordItem &item)
{
    return u'/' + researcher.orcid + u'/' + section.itemPath + u'/' + QString::number(item.putCode);
}

void ItemWriter::identifier(const QString &path, bool client)
{
    if (path.isEmpty()) {
        m_out.null();
        return;
    }
    const QString uri = m_issuer + (client ? QStringLiteral("/client/") : QStringLiteral("/")) + path;
    m_out.beginObject().key(u"uri").text(uri).key(u"path").text(path).key(u"host").text(m_host).endObject();
}

void ItemWriter::source(const SourceTuple &source)
{
    const bool self = source.orcid == m_researcher.orcid;
    m_out.beginObject().key(u"source-orcid");
    identifier(source.orcid);
    m_out.key(u"source-client-id");
    identifier(source.clientId, true);
    m_out.key(u"source-name").wrapped(self ? m_researcher.publicName() : source.name);
    m_out.key(u"assertion-origin-orcid");
    identifier(source.originOrcid);
    m_out.key(u"assertion-origin-client-id");
    identifier(source.originClientId, true);
    m_out.key(u"assertion-origin-name").wrapped(source.originName).endObject();
}

void ItemWriter::externalIds(const QJsonArray &ids)
{
    static const QList<Field> fields = orcid::externalIdFields();
    m_out.beginObject().key(u"external-id").beginArray();
    for (const QJsonValue &id : ids)
        m_out.fields(fields, id.toObject());
    m_out.endArray().endObject();
}

void ItemWriter::externalId(const QJsonValue &id)
{
    static const QList<orcid::Field> fields = orcid::externalIdFields();
    if (id.isObject())
        m_out.fields(fields, id.toObject());
    else
        m_out.null();
}

void ItemWriter::date(const QJsonObject &date)
{
    static const QList<orcid::Field> fields = orcid::dateFields();
    if (date.isEmpty())
        m_out.null();
    else
        m_out.fields(fields, date);
}

/// What the item itself holds, not its content.
bool ItemWriter::ownMember(const orcid::Section &section, const RecordItem &item, const QString &from, bool withPath)
{
    if (from == u"created-date")
        m_out.timestamp(item.created);
    else if (from == u"last-modified-date")
        m_out.timestamp(item.modified);
    else if (from == u"source")
        source(item.source);
    else if (from == u"put-code")
        m_out.number(item.putCode);
    else if (from == u"visibility")
        m_out.text(item.visibility);
    else if (from == u"path")
        m_out.textOrNull(withPath ? itemPath(m_researcher, section, item) : QString());
    else if (from == u"display-index" && section.isActivity())
        m_out.text(QString::number(item.displayIndex));
    else if (from == u"display-index")
        m_out.number(item.displayIndex);
    else
        return false;
    return true;
}

void ItemWriter::full(const orcid::Section &section, const RecordItem &item, bool withPath)
{
    const bool email = section.family == orcid::Section::Family::Emails;
    m_out.beginObject();
    for (const Field &field : section.fields) {
        m_out.key(field.key);
        // E-mail addresses are known by the address, not by a number.
        if (email && (field.key == u"put-code" || field.key == u"path"))
            m_out.null();
        else if (!ownMember(section, item, field.key, withPath))
            m_out.member(field, item.content.value(field.key));
    }
    m_out.endObject();
}

void ItemWriter::summary(const orcid::Section &section, const RecordItem &item)
{
    m_out.beginObject();
    for (const orcid::SummaryKey &entry : section.summary) {
        m_out.key(entry.key);
        if (!ownMember(section, item, entry.from, true))
            m_out.member(*section.field(entry.from), item.content.value(entry.from));
    }
    m_out.endObject();
}

} // namespace baton::practice

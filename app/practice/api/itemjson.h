#pragma once

#include "app/practice/api/out.h"
#include "app/practice/api/records.h"

namespace baton::practice {

/// Writes items in ORCID's shapes and key order, driven by the field tables (orcid.md 7).
class ItemWriter {
public:
    /// issuer: base of every uri, without trailing slash.
    ItemWriter(Out &out, const QString &issuer, const Researcher &researcher);

    /// withPath false: "path":null, as a PUT answers for activities.
    void full(const orcid::Section &section, const RecordItem &item, bool withPath = true);
    void summary(const orcid::Section &section, const RecordItem &item);

    /// {"uri","path","host"} of an iD or, with client, of a client id; null when empty.
    void identifier(const QString &path, bool client = false);
    void source(const SourceTuple &source);
    /// External ids as they stand in stored content.
    void externalIds(const QJsonArray &ids);
    void externalId(const QJsonValue &id);  ///< null when absent
    void date(const QJsonObject &date);     ///< {"year","month","day"}; null when empty

    static QString itemPath(const Researcher &researcher, const orcid::Section &section, const RecordItem &item);

private:
    bool ownMember(const orcid::Section &section, const RecordItem &item, const QString &from, bool withPath);

    Out &m_out;
    QString m_issuer, m_host;
    const Researcher &m_researcher;
};

} // namespace baton::practice

#pragma once

#include "app/practice/api/jsonout.h"
#include "app/practice/api/records.h"
#include "app/practice/state/node.h"

namespace baton::practice::state {

/// Who wrote items, by the key that a file's items name.
using Sources = QHash<QString, SourceTuple>;

/// {"key":{"client","name","origin-client","origin-name",…}}
Sources readSources(const QJsonObject &json, Problem *problem);
Sources readSources(const Node &node);

/// Reads researchers one after the other; put-codes are those of all of them. What is generated is generated once.
class ResearcherReader {
public:
    ResearcherReader(Sources sources, qint64 now) : m_sources(std::move(sources)), m_now(now) { }

    /// One researcher (docs/practice.md). Put-code 0 = one is made when the researcher is stored.
    Researcher read(const Node &node);
    ReviewGroupRecord readGroup(const Node &node);

private:
    void readInbox(const Node &node, Researcher &researcher);
    void readItems(const Node &sections, const orcid::Section &section, Researcher &researcher);
    RecordItem readItem(const Node &node, const orcid::Section &section, const Researcher &researcher);
    void readGenerated(const Node &node, Researcher &researcher);
    void generate(Researcher &researcher, int works, qint64 first);
    void claim(const Node &node, qint64 putCode);

    Sources m_sources;
    qint64 m_now;
    QSet<qint64> m_putCodes;
    QSet<QString> m_orcids, m_groupIds;
    QString m_generatedFor;
    QList<RecordItem> m_generated;
};

/// Collects the sources that the researchers' items name, each under a readable key.
class SourceKeys {
public:
    explicit SourceKeys(const QList<const Researcher *> &researchers);
    /// Empty: the researcher.
    QString keyOf(const SourceTuple &source, const QString &orcid) const;
    void write(JsonOut &out) const;

private:
    void add(const SourceTuple &source);
    static QString identity(const SourceTuple &source);

    QHash<QString, QString> m_keys;  ///< by identity
    QSet<QString> m_taken;
    QList<std::pair<QString, SourceTuple>> m_list;
};

void writeResearcher(JsonOut &out, const Researcher &researcher, const SourceKeys &sources);
/// Webhooks, notifications and whether any are taken; nothing where all is as usual.
void writeInbox(JsonOut &out, const Researcher &researcher);
void writeGroup(JsonOut &out, const ReviewGroupRecord &group);

/// "active", "unclaimed", "locked", "deactivated", "deprecated".
QString stateName(Researcher::State state);

} // namespace baton::practice::state

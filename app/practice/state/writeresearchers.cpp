#include "app/orcid/shape.h"
#include "app/practice/api/generated.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QRegularExpression>

namespace baton::practice::state {

namespace {

QString slug(const QString &text)
{
    static const QRegularExpression other(QStringLiteral("[^a-z0-9]+"));
    QString key = text.normalized(QString::NormalizationForm_KD).toLower().replace(other, QStringLiteral("-"));
    while (key.startsWith(u'-'))
        key.remove(0, 1);
    while (key.endsWith(u'-'))
        key.chop(1);
    return key.left(60);
}

void textUnless(JsonOut &out, QStringView key, const QString &text, const QString &usual = {})
{
    if (text != usual)
        out.key(key).text(text);
}

bool same(const RecordItem &a, const RecordItem &b)
{
    return a.putCode == b.putCode && a.visibility == b.visibility && a.created == b.created && a.modified == b.modified
        && a.displayIndex == b.displayIndex && a.source.sameAs(b.source) && a.source.name == b.source.name
        && a.source.originName == b.source.originName && a.content == b.content;
}

class ItemsWriter {
public:
    ItemsWriter(JsonOut &out, const Researcher &researcher, const SourceKeys &sources) : m_out(out), m_researcher(researcher), m_sources(sources) { }

    void section(const orcid::Section &section)
    {
        const QList<RecordItem> &items = m_researcher.section(section.key);
        if (items.isEmpty())
            return;
        const bool works = section.key == u"works" && m_researcher.generated.works > 0;
        if (works && m_made.isEmpty())
            m_made = generatedWorks(m_researcher, m_researcher.generated.works, m_researcher.generated.firstPutCode);
        m_out.key(section.key).beginArray();
        for (qsizetype i = 0; i < items.size();) {
            const qsizetype end = works ? endOfRun(items, i) : i;
            if (end > i)
                run(items.at(i).putCode, end - i);
            else
                item(section, items.at(i));
            i = std::max(end, i + 1);
        }
        m_out.endArray();
    }

private:
    /// Behind the last of the items from `begin` that follow each other as they were generated.
    qsizetype endOfRun(const QList<RecordItem> &items, qsizetype begin) const
    {
        const qint64 offset = items.at(begin).putCode - m_researcher.generated.firstPutCode;
        qsizetype end = begin;
        while (offset >= 0 && end < items.size() && offset + (end - begin) < m_made.size() && same(items.at(end), m_made.at(offset + (end - begin))))
            ++end;
        return end;
    }

    void run(qint64 putCode, qsizetype count)
    {
        const qint64 from = putCode - m_researcher.generated.firstPutCode + 1;
        m_out.beginObject().key(u"generated").beginObject().key(u"works").number(m_researcher.generated.works);
        m_out.key(u"first-put-code").number(m_researcher.generated.firstPutCode).key(u"from").number(from);
        m_out.key(u"to").number(from + count - 1).endObject().endObject();
    }

    void item(const orcid::Section &section, const RecordItem &item)
    {
        m_out.beginObject().key(u"put-code").number(item.putCode);
        textUnless(m_out, u"source", m_sources.keyOf(item.source, m_researcher.orcid));
        m_out.key(u"visibility").text(item.visibility).key(u"created").text(stamp(item.created));
        textUnless(m_out, u"changed", stamp(item.modified), stamp(item.created));
        if (item.displayIndex != 0)
            m_out.key(u"display-index").number(item.displayIndex);
        QJsonObject content = item.content;
        if (section.family == orcid::Section::Family::Emails) {
            for (const auto &flag : { QStringLiteral("verified"), QStringLiteral("primary") })
                m_out.key(flag).boolean(content.take(flag).toBool());
        }
        auto bare = orcid::canonical(section.fields, content);
        if (!bare) {
            m_out.key(u"unchecked").boolean(true);
            bare = orcid::canonical(section.fields, content, orcid::Strictness::Reading);
        }
        m_out.key(u"item").value(bare ? *bare : content).endObject();
    }

    JsonOut &m_out;
    const Researcher &m_researcher;
    const SourceKeys &m_sources;
    QList<RecordItem> m_made;
};

} // namespace

SourceKeys::SourceKeys(const QList<const Researcher *> &researchers)
{
    for (const Researcher *researcher : researchers) {
        for (const orcid::Section &section : orcid::allSections()) {
            for (const RecordItem &item : researcher->section(section.key)) {
                if (identity(item.source) != identity(SourceTuple::researcher(researcher->orcid)))
                    add(item.source);
            }
        }
    }
}

QString SourceKeys::identity(const SourceTuple &source)
{
    return QStringList { source.orcid, source.clientId, source.originOrcid, source.originClientId, source.name, source.originName }.join(u'\n');
}

void SourceKeys::add(const SourceTuple &source)
{
    const QString id = identity(source);
    if (m_keys.contains(id))
        return;
    QString key = slug(source.name.isEmpty() ? source.clientId + source.orcid : source.name);
    if (!source.originClientId.isEmpty() || !source.originOrcid.isEmpty())
        key = slug(source.originName.isEmpty() ? source.originClientId + source.originOrcid : source.originName) + QStringLiteral("-via-") + key;
    QString free = key;
    for (int n = 2; m_taken.contains(free); ++n)
        free = key + u'-' + QString::number(n);
    m_taken.insert(free);
    m_keys.insert(id, free);
    m_list.append({ free, source });
}

QString SourceKeys::keyOf(const SourceTuple &source, const QString &orcid) const
{
    return identity(source) == identity(SourceTuple::researcher(orcid)) ? QString() : m_keys.value(identity(source));
}

void SourceKeys::write(JsonOut &out) const
{
    out.beginObject();
    for (const auto &[key, source] : m_list) {
        out.key(key).beginObject();
        textUnless(out, u"client", source.clientId);
        textUnless(out, u"researcher", source.orcid);
        textUnless(out, u"name", source.name);
        textUnless(out, u"origin-client", source.originClientId);
        textUnless(out, u"origin-researcher", source.originOrcid);
        textUnless(out, u"origin-name", source.originName);
        out.endObject();
    }
    out.endObject();
}

void writeResearcher(JsonOut &out, const Researcher &researcher, const SourceKeys &sources)
{
    static const Researcher usual;
    out.beginObject().key(u"orcid").text(researcher.orcid);
    textUnless(out, u"given", researcher.given);
    textUnless(out, u"family", researcher.family);
    textUnless(out, u"credit", researcher.credit);
    textUnless(out, u"note", researcher.note);
    textUnless(out, u"story", researcher.story, researcher.note);
    textUnless(out, u"state", stateName(researcher.state), stateName(usual.state));
    textUnless(out, u"primary", researcher.primaryOrcid);
    textUnless(out, u"name-visibility", researcher.nameVisibility, usual.nameVisibility);
    textUnless(out, u"default-visibility", researcher.defaultVisibility, usual.defaultVisibility);
    textUnless(out, u"locale", researcher.locale, usual.locale);
    textUnless(out, u"biography", researcher.biography);
    textUnless(out, u"biography-visibility", researcher.biographyVisibility, usual.biographyVisibility);
    out.key(u"created").text(stamp(researcher.created)).key(u"changed").text(stamp(researcher.modified));
    writeInbox(out, researcher);
    out.key(u"sections").beginObject();
    ItemsWriter items(out, researcher, sources);
    for (const orcid::Section &section : orcid::allSections())
        items.section(section);
    out.endObject().endObject();
}

void writeGroup(JsonOut &out, const ReviewGroupRecord &group)
{
    out.beginObject().key(u"put-code").number(group.putCode).key(u"group-id").text(group.groupId);
    textUnless(out, u"name", group.name, group.groupId);
    textUnless(out, u"description", group.description);
    textUnless(out, u"type", group.type, QStringLiteral("journal"));
    textUnless(out, u"client", group.clientId);
    out.key(u"changed").text(stamp(group.modified)).endObject();
}

} // namespace baton::practice::state

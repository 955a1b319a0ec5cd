#include "app/record/wholereading.h"

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "app/record/refusal.h"

namespace baton::record {

WholeReading::WholeReading(RecordClient &client, RecordCache *cache, QObject *parent) : QObject(parent), m_client(client), m_cache(cache) { }

void WholeReading::start(Age age)
{
    QStringList kept;
    for (const orcid::Section &section : orcid::allSections())
        (age == Age::Any && m_cache && m_cache->has(section.key) ? kept : m_left) += section.key;
    m_total = int(m_left.size() + kept.size());
    m_running = true;
    if (kept.isEmpty())
        readLeft();
    else
        readKept(kept);
}

void WholeReading::cancel()
{
    m_left.clear();
    finish();
}

void WholeReading::finish()
{
    if (std::exchange(m_running, false))
        Q_EMIT finished();
}

QList<SectionContent> WholeReading::contents() const
{
    QList<SectionContent> out;
    for (const orcid::Section &section : orcid::allSections()) {
        if (const auto found = m_contents.constFind(section.key); found != m_contents.cend())
            out += *found;
    }
    return out;
}

QDateTime WholeReading::readAt() const
{
    QDateTime oldest;
    for (const SectionContent &content : m_contents)
        oldest = oldest.isValid() ? std::min(oldest, content.readAt) : content.readAt;
    return oldest;
}

void WholeReading::readKept(QStringList sections)
{
    const QString section = sections.takeFirst();
    whenDone(m_cache->read(section), this, [this, section, sections](const std::optional<SectionContent> &content) {
        if (!m_running)
            return;
        if (content)
            m_contents[section] = *content;
        else
            m_left += section;
        if (!sections.isEmpty())
            return readKept(sections);
        if (m_contents.isEmpty())
            return readLeft();
        Q_EMIT keptRead();
        whenDone(m_cache->check(), this, [this](const Result<Overview> &overview) {
            if (m_running)
                checked(overview);
        });
    });
}

void WholeReading::checked(const Result<Overview> &overview)
{
    if (!overview && isOffline(overview.error())) {
        m_offline = overview.error();
        for (const QString &section : std::as_const(m_left))
            m_failures += { section, overview.error() };
        return finish();
    }
    const QStringList kept = m_contents.keys();
    for (const QString &section : kept) {
        if (overview && m_cache->has(section)) {
            m_contents[section].readAt = QDateTime::currentDateTimeUtc();
            ++m_done;
        } else {
            m_left += section;
        }
    }
    readLeft();
    if (m_running)
        Q_EMIT progressed();
}

void WholeReading::readLeft()
{
    for (int i = 0; i < atOnce; ++i)
        next();
}

void WholeReading::next()
{
    if (!m_running)
        return;
    if (m_left.isEmpty()) {
        if (m_underWay == 0)
            finish();
        return;
    }
    ++m_underWay;
    const QString section = m_left.takeFirst();
    RecordClient::Watching watching;
    watching.lean = true;
    whenDone(m_client.readSection(section, RecordClient::Reading::Plain, watching), this,
        [this, section](const Result<SectionContent> &content) { arrived(section, content); });
}

void WholeReading::arrived(const QString &section, const Result<SectionContent> &content)
{
    --m_underWay;
    if (!m_running)
        return;
    ++m_done;
    if (content) {
        m_contents[section] = *content;
        m_changed = true;
    } else {
        m_failures += { section, content.error() };
    }
    Q_EMIT progressed();
    next();
}

} // namespace baton::record

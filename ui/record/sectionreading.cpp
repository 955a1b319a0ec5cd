#include "ui/record/sectionreading.h"

#include "app/base/whendone.h"
#include "app/record/refusal.h"
#include "ui/record/itemmodel.h"
#include "ui/record/sectionmodel.h"

namespace baton::ui {

namespace {

constexpr int askedForSecs = 30; ///< so long an answer to ask() holds

} // namespace

SectionReading::SectionReading(const Parts &parts, QObject *parent) : QObject(parent), m_parts(parts) { }

void SectionReading::begin(const QString &researcher)
{
    m_researcher = researcher;
    m_askedAt = {};
    m_asking = false;
    m_state = State::None;
    if (const auto about = m_parts.cache ? m_parts.cache->about() : std::nullopt)
        m_parts.sections.setCounts(about->overview.counts());
}

void SectionReading::end()
{
    ++m_turn;
    cancel();
}

void SectionReading::cancel()
{
    if (m_stop)
        m_stop->now();
}

bool SectionReading::mayCancel() const
{
    return m_stop && !m_stop->isAsked();
}

void SectionReading::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

// ---- one section

void SectionReading::read(const QString &section, qint64 select, Age age)
{
    if (section != m_section)
        m_state = State::None;
    m_section = section;
    end();
    if (age == Age::Any && m_parts.cache && m_parts.cache->has(section))
        readKept(select);
    else
        readFresh(select);
}

// At once what is kept, honest about its age; then whether it is still so.
void SectionReading::readKept(qint64 select)
{
    m_stop.reset();
    m_loading = true;
    m_arrived = 0;
    m_partly = m_parts.items.rowCount() == 0;
    m_state = State::Refreshing;
    const auto early = [self = QPointer(this), turn = m_turn](const QList<record::Item> &items) {
        if (self && turn == self->m_turn && self->m_partly)
            self->arriving(items, false);
    };
    whenDone(m_parts.cache->read(m_section, early), this, [this, select, turn = m_turn](const std::optional<record::SectionContent> &content) {
        if (turn != m_turn)
            return;
        m_loading = m_partly = false;
        Q_EMIT ended();
        if (!content) {
            m_parts.cache->forget(m_section);
            return readFresh(select);
        }
        m_readAt = content->readAt;
        Q_EMIT came(*content, select);
        Q_EMIT stateChanged();
        if (m_asking)
            return;
        if (m_askedAt.isValid() && m_askedAt.secsTo(QDateTime::currentDateTimeUtc()) < askedForSecs)
            judgeKept();
        else
            ask();
    });
}

void SectionReading::readFresh(qint64 select)
{
    if (m_state == State::Partly)
        m_parts.items.set({}, {});
    m_stop = std::make_shared<http::Stop>();
    m_loading = true;
    m_arrived = 0;
    m_partly = m_parts.items.rowCount() == 0;
    setState(m_partly ? State::None : State::Refreshing);
    Q_EMIT began();
    Q_EMIT rowsChanged();
    record::RecordClient::Watching watching;
    watching.stop = m_stop;
    watching.lean = true;
    watching.items = [self = QPointer(this), turn = m_turn](const QList<record::Item> &items, bool anew) {
        if (self && turn == self->m_turn)
            self->arriving(items, anew);
    };
    whenDone(m_parts.client.readSection(m_section, record::RecordClient::Reading::Plain, watching), this,
        [this, select, turn = m_turn](const Result<record::SectionContent> &content) {
            if (turn == m_turn)
                arrived(content, select);
        });
}

// A list that is not shown yet is shown while it arrives; one that is there already is replaced when all has arrived.
void SectionReading::arriving(const QList<record::Item> &items, bool anew)
{
    if (anew) {
        m_arrived = 0;
        if (m_partly)
            m_parts.items.set({}, {});
    }
    m_arrived += items.size();
    Q_EMIT progressed(m_arrived, m_parts.sections.indexOf(m_section).data(SectionModel::CountRole).toInt());
    if (!m_partly)
        return;
    m_parts.items.append(m_section, items, m_parts.client.ourSource());
    Q_EMIT rowsChanged();
    Q_EMIT moreCame();
}

void SectionReading::arrived(const Result<record::SectionContent> &content, qint64 select)
{
    m_loading = false;
    Q_EMIT ended();
    if (content) {
        m_partly = false;
        m_readAt = content->readAt;
        m_state = State::Read;
        Q_EMIT came(*content, select);
        Q_EMIT stateChanged();
        return;
    }
    const bool something = m_parts.items.rowCount() > 0;
    const bool stopped = content.error().code == u"http.cancelled";
    m_state = !something ? State::None : m_partly ? State::Partly : stopped ? State::Read : State::Offline;
    if (stopped && m_partly)
        Q_EMIT cancelled();
    else if (!stopped && !(m_state == State::Offline && record::isOffline(content.error())))
        Q_EMIT failed(content.error());
    Q_EMIT rowsChanged();
    Q_EMIT stateChanged();
}

// ---- all sections

void SectionReading::readCounts()
{
    whenDone(m_parts.client.readOverview(), this, [this, orcid = m_parts.client.orcid()](const Result<record::Overview> &overview) {
        if (overview && m_parts.session.isActive() && orcid == m_parts.client.orcid()) {
            m_parts.sections.setCounts(overview->counts());
            keepAbout(*overview);
        }
        Q_EMIT counted();
    });
}

void SectionReading::ask()
{
    if (!m_parts.cache || !m_parts.cache->isUsable())
        return readCounts();
    m_asking = true;
    whenDone(m_parts.cache->check(), this, [this, orcid = m_parts.client.orcid()](const Result<record::Overview> &overview) {
        if (m_parts.session.isActive() && orcid == m_parts.client.orcid())
            overview ? answered(*overview) : unanswered(overview.error());
    });
}

void SectionReading::unanswered(const Error &error)
{
    m_asking = false;
    if (m_state != State::Refreshing)
        return;
    setState(record::isOffline(error) ? State::Offline : State::Read);
    if (!record::isOffline(error))
        Q_EMIT failed(error);
}

void SectionReading::answered(const record::Overview &overview)
{
    m_asking = false;
    m_askedAt = QDateTime::currentDateTimeUtc();
    m_parts.sections.setCounts(overview.counts());
    Q_EMIT counted();
    keepAbout(overview);
    if (!m_loading && m_state == State::Refreshing)
        judgeKept();
}

/// What is shown is what was kept, and the registry was asked since.
void SectionReading::judgeKept()
{
    if (m_parts.cache->has(m_section)) {
        m_readAt = m_askedAt;
        return setState(State::Read);
    }
    ++m_turn;
    readFresh(m_parts.chosen());
}

void SectionReading::keepAbout(const record::Overview &overview)
{
    if (!m_parts.cache)
        return;
    const auto before = m_parts.cache->about();
    m_parts.cache->setAbout({ m_researcher, before ? before->lastModified : QDateTime(), overview });
}

} // namespace baton::ui

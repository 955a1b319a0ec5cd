#include "app/record/fullitems.h"

#include "app/orcid/sections.h"

#include <QtCore/QSet>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString keyOf(const QString &section, qint64 putCode)
{
    return section + u'/' + QString::number(putCode);
}

/// About as many bytes as its JSON has.
qsizetype weightOf(const QJsonValue &value)
{
    qsizetype sum = 4;
    if (value.isString())
        sum += value.toString().size();
    for (const QJsonValue &entry : value.toArray())
        sum += weightOf(entry);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        sum += it.key().size() + weightOf(it.value());
    return sum;
}

/// Not there, or not for us to see: the rest is read all the same.
bool isLeftOut(const Error &error)
{
    return error.httpStatus == 404 || (error.httpStatus == 403 && error.code != u"record.forbidden");
}

bool isFirst(QSet<qint64> &seen, qint64 putCode)
{
    const qsizetype before = seen.size();
    seen.insert(putCode);
    return seen.size() > before;
}

bool isWorks(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->family == orcid::Section::Family::Works;
}

} // namespace

struct FullItems::Job {
    QPromise<Result<QList<Item>>> promise;
    QString section;
    QList<qint64> wanted;            ///< in the order of the answer
    std::deque<Batch> batches;       ///< not asked for yet
    QHash<qint64, Item> found;
    qsizetype settled = 0;           ///< put-codes of which we know
    int underWay = 0;
    bool over = false;
};

FullItems::FullItems(RecordClient &client, exchange::DelegatedSession &session, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_kept(maxKept)
{
    m_allowance = m_pace.burst;
    m_since.start();
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &FullItems::pump);
    for (const auto signal : { &exchange::DelegatedSession::began, &exchange::DelegatedSession::finished })
        connect(&m_session, signal, this, [this] { m_kept.clear(); });
    connect(&m_client, &RecordClient::added, this, &FullItems::keep);
    connect(&m_client, &RecordClient::updated, this, &FullItems::keep);
    connect(&m_client, &RecordClient::removed, this, [this](const QString &section, qint64 putCode) { m_kept.remove(keyOf(section, putCode)); });
}

FullItems::~FullItems() = default;

void FullItems::setPace(const Pace &pace)
{
    m_pace = pace;
    m_allowance = pace.burst;
}

std::optional<Item> FullItems::kept(const Item &summary) const
{
    const Item *item = m_kept.object(keyOf(summary.section, summary.putCode));
    if (!item || item->changedAt != summary.changedAt)
        return std::nullopt;
    Item full = *item;
    full.groupSize = summary.groupSize;
    return full;
}

void FullItems::keep(const Item &item)
{
    if (item.full && item.putCode > 0)
        m_kept.insert(keyOf(item.section, item.putCode), new Item(item), std::max<qsizetype>(1, weightOf(item.json)));
}

QFuture<Result<QList<Item>>> FullItems::read(const QString &section, const QList<qint64> &putCodes)
{
    auto job = std::make_shared<Job>();
    job->section = section;
    QSet<qint64> seen;
    for (const qint64 putCode : putCodes) {
        if (isFirst(seen, putCode))
            job->wanted += putCode;
    }
    enqueue(job, job->wanted);
    return job->promise.future();
}

QFuture<Result<QList<Item>>> FullItems::read(const QList<Item> &summaries)
{
    auto job = std::make_shared<Job>();
    QList<qint64> missing;
    QSet<qint64> seen;
    for (const Item &summary : summaries) {
        job->section = summary.section;
        if (!isFirst(seen, summary.putCode))
            continue;
        job->wanted += summary.putCode;
        if (const auto item = summary.full ? std::optional<Item>(summary) : kept(summary))
            job->found.insert(summary.putCode, *item);
        else
            missing += summary.putCode;
    }
    job->settled = job->wanted.size() - missing.size();
    enqueue(job, missing);
    return job->promise.future();
}

void FullItems::enqueue(const std::shared_ptr<Job> &job, const QList<qint64> &putCodes)
{
    job->promise.start();
    job->promise.setProgressRange(0, int(job->wanted.size()));
    job->promise.setProgressValue(int(job->settled));
    if (putCodes.isEmpty())
        return finish(job);
    const orcid::Section *known = orcid::findSection(job->section);
    const bool asList = known && known->family == orcid::Section::Family::Emails;
    const qsizetype size = asList ? putCodes.size() : isWorks(job->section) ? worksPerRequest : 1;
    for (qsizetype first = 0; first < putCodes.size(); first += size)
        job->batches.push_back(putCodes.mid(first, size));
    auto *watcher = new QFutureWatcher<Result<QList<Item>>>(this);
    connect(watcher, &QFutureWatcherBase::canceled, this, [this, job] { drop(job); });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(job->promise.future());
    m_jobs.push_back(job);
    pump();
}

bool FullItems::mayStart()
{
    if (m_underWay >= m_pace.atOnce)
        return false;
    if (m_pace.perSecond <= 0)
        return true;
    m_allowance = std::min<double>(m_pace.burst, m_allowance + double(m_since.restart()) * m_pace.perSecond / 1000);
    if (m_allowance >= 1)
        return true;
    if (!m_later.isActive())
        m_later.start(int((1 - m_allowance) * 1000 / m_pace.perSecond) + 1);
    return false;
}

// In turn, so that the item somebody looks at does not wait behind an export of thousands.
void FullItems::pump()
{
    while (!m_jobs.empty() && mayStart()) {
        const auto job = m_jobs.front();
        m_jobs.pop_front();
        if (job->over)
            continue;
        start(job);
        if (!job->batches.empty())
            m_jobs.push_back(job);
    }
}

void FullItems::start(const std::shared_ptr<Job> &job)
{
    const Batch batch = job->batches.front();
    job->batches.pop_front();
    ++m_underWay;
    ++job->underWay;
    m_allowance -= 1;
    const orcid::Section *known = orcid::findSection(job->section);
    if (known && known->family == orcid::Section::Family::Emails)
        readList(job);
    else if (batch.size() == 1)
        readOne(job, batch.first());
    else
        readBatch(job, batch);
}

void FullItems::readBatch(const std::shared_ptr<Job> &job, const Batch &batch)
{
    whenDone(m_client.readWorks(batch, RecordClient::Reading::Back), this, [this, job, asked = batch.size()](const Result<QList<Item>> &items) {
        items ? arrived(job, *items, asked) : failed(job, items.error());
    });
}

void FullItems::readOne(const std::shared_ptr<Job> &job, qint64 putCode)
{
    whenDone(m_client.readItem(job->section, putCode, RecordClient::Reading::Back), this, [this, job](const Result<Item> &item) {
        if (item)
            arrived(job, { *item }, 1);
        else if (isLeftOut(item.error()))
            arrived(job, {}, 1);
        else
            failed(job, item.error());
    });
}

void FullItems::readList(const std::shared_ptr<Job> &job)
{
    whenDone(m_client.readSection(job->section, RecordClient::Reading::Back), this, [this, job](const Result<SectionContent> &content) {
        content ? arrived(job, content->items, job->wanted.size()) : failed(job, content.error());
    });
}

void FullItems::arrived(const std::shared_ptr<Job> &job, const QList<Item> &items, qsizetype asked)
{
    --m_underWay;
    --job->underWay;
    for (const Item &item : items) {
        keep(item);
        job->found.insert(item.putCode, item);
    }
    job->settled += asked;
    if (!job->over) {
        job->promise.setProgressValue(int(job->settled));
        if (job->batches.empty() && job->underWay == 0)
            finish(job);
    }
    pump();
}

void FullItems::failed(const std::shared_ptr<Job> &job, const Error &error)
{
    --m_underWay;
    --job->underWay;
    if (!std::exchange(job->over, true)) {
        job->batches.clear();
        job->promise.addResult(fail(error));
        job->promise.finish();
    }
    pump();
}

void FullItems::finish(const std::shared_ptr<Job> &job)
{
    job->over = true;
    QList<Item> items;
    for (const qint64 putCode : std::as_const(job->wanted)) {
        if (const auto it = job->found.constFind(putCode); it != job->found.cend())
            items += *it;
    }
    job->promise.addResult(std::move(items));
    job->promise.finish();
}

void FullItems::drop(const std::shared_ptr<Job> &job)
{
    if (std::exchange(job->over, true))
        return;
    job->batches.clear();
    job->promise.finish();
    pump();
}

} // namespace baton::record

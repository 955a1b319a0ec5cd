#include "app/record/bulkaddition.h"

#include "app/base/strictjson.h"
#include "app/record/addition.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/refusal.h"
#include "app/record/wire.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

constexpr int maxAttempts = 6;
const QString works = u"works"_s;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Record)
};

QJsonObject bulkOf(const QList<QJsonObject> &all, const QList<qsizetype> &places)
{
    QJsonArray bulk;
    for (const qsizetype place : places)
        bulk += QJsonObject { { u"work"_s, all.at(place) } };
    return { { u"bulk"_s, bulk } };
}

/// The error of one work in the form that a single POST would have had.
Error refusalOf(const QJsonObject &error, const http::Response &response)
{
    http::Response one = response;
    one.status = error.value(u"response-code"_s).toInt(400);
    one.body = QJsonDocument(error).toJson(QJsonDocument::Compact);
    return refusal(one);
}

Error unreadable(const http::Response &response)
{
    return { u"record.answer"_s, Words::tr("The registry’s answer doesn’t say what became of each work."), Words::tr("Look at the HTTP exchange."),
        response.traceId, response.status, {} };
}

Error cancelled()
{
    return { u"record.cancelled"_s, Words::tr("It was cancelled before the item reached the registry."), {}, 0, 0, {} };
}

} // namespace

BulkAddition::BulkAddition(RecordClient &client, exchange::DelegatedSession &session, const QList<QJsonObject> &works,
    std::chrono::milliseconds firstWait, std::shared_ptr<const bool> stop, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_parties(partiesOf(session)), m_stop(std::move(stop)), m_firstWait(firstWait), m_wait(firstWait)
{
    for (const QJsonObject &work : works)
        m_works << forPost(work);
    m_results.resize(m_works.size());
}

QFuture<BulkResults> BulkAddition::start()
{
    qsizetype bytes = 0;
    for (qsizetype place = 0; place < m_works.size(); ++place) {
        const qsizetype size = QJsonDocument(m_works.at(place)).toJson(QJsonDocument::Compact).size();
        if (m_parts.isEmpty() || m_parts.last().size() == maxWorks || bytes + size > maxBytes) {
            m_parts << Places();
            bytes = 0;
        }
        m_parts.last() << place;
        bytes += size;
    }
    next();
    return m_answer.future();
}

void BulkAddition::next()
{
    if (!m_parts.isEmpty()) {
        m_now = m_parts.takeFirst();
        m_attempt = 0;
        m_wait = m_firstWait;
        m_lost = false;
        return post();
    }
    BulkResults results;
    for (const auto &result : std::as_const(m_results))
        results << *result;
    m_answer.give(results);
    deleteLater();
}

void BulkAddition::post()
{
    if (isStopped())
        return failAll(cancelled());
    if (isElsewhere())
        return failAll(partiesChanged());
    ++m_attempt;
    whenDone(sendJson(m_session, "POST", listPath(m_session, works), bulkOf(m_works, m_now)), this, [this](const Result<http::Response> &response) {
        if (response)
            return answered(*response);
        if (!mayHaveArrived(response.error()))
            return failAll(response.error());
        m_lost = true;
        lookFor(response.error());
    });
}

void BulkAddition::answered(const http::Response &response)
{
    m_client.learnFrom(response);
    if (response.status >= 200 && response.status < 300)
        return take(response);
    if (mayHaveArrived(response)) {
        m_lost = true;
        return lookFor(refusal(response), retryAfter(response));
    }
    if (response.status == 429)
        return again(refusal(response), retryAfter(response));
    // Too large, or one that cannot be read spoils the whole: nothing was stored, and the others shall not suffer.
    static const QList<int> aboutTheWhole { 9001, 9006, 9047 };
    const bool spoilt = response.status == 413 || (response.status == 400 && aboutTheWhole.contains(orcidCode(response)));
    if (spoilt && split())
        return next();
    failAll(refusal(response));
}

// Reading goes to the record that is open; of a former one nothing can be found out before it is opened again.
bool BulkAddition::isElsewhere() const
{
    return partiesOf(m_session) != m_parties;
}

bool BulkAddition::split()
{
    if (m_now.size() < 2)
        return false;
    const qsizetype half = m_now.size() / 2;
    m_parts.prepend(m_now.mid(half));
    m_parts.prepend(m_now.first(half));
    return true;
}

void BulkAddition::take(const http::Response &response)
{
    const Result<QJsonObject> body = parseJsonObject(response.body, { maxAnswerBytes });
    const QJsonArray bulk = body ? arrayOf(body->value(u"bulk"_s)) : QJsonArray();
    if (bulk.size() != m_now.size()) {
        m_lost = true;
        return lookFor(unreadable(response));
    }
    QHash<qint64, qsizetype> stored;
    Places unsure;
    for (qsizetype i = 0; i < bulk.size(); ++i) {
        const qsizetype place = m_now.at(i);
        const QJsonObject element = bulk.at(i).toObject();
        const QJsonObject error = element.value(u"error"_s).toObject();
        const qint64 putCode = itemFromJson(works, element.value(u"work"_s).toObject(), true).putCode;
        if (putCode > 0)
            stored.insert(putCode, place);
        else if (error.isEmpty() || (m_lost && error.value(u"error-code"_s).toInt() == 9021))
            unsure << place; // after a lost answer a duplicate is most likely our own first try
        else
            settle(place, fail(refusalOf(error, response)));
    }
    m_lost = m_lost || !unsure.isEmpty();
    readBack(stored, unsure);
}

// What the answer says is what the registry means to store; reading back shows what it stored.
void BulkAddition::readBack(const QHash<qint64, qsizetype> &stored, const Places &unsure)
{
    const auto then = [this, unsure] {
        m_now = unsure;
        if (m_now.isEmpty())
            return next();
        lookFor({ u"orcid.9021"_s, Words::tr("The registry says that it has this item already, but it is not on the record."), Words::tr("Refresh the record before you add it again."), 0, 0, {} });
    };
    if (stored.isEmpty())
        return then();
    readAndCompare(stored, true, then);
}

void BulkAddition::compare(const QHash<qint64, qsizetype> &places, const QList<Item> &items, bool named)
{
    for (const Item &item : items) {
        if (!places.contains(item.putCode))
            continue;
        const qsizetype place = places.value(item.putCode);
        const QJsonObject &sent = m_works.at(place);
        const bool ours = isStored(works, sent, item.json) || (named && shareIdentity(works, sent, item.json));
        settle(place, ours ? Result<Item>(item) : fail(alreadyThere(item, item.traceId)));
    }
}

void BulkAddition::lookFor(const Error &reason, std::chrono::milliseconds atLeast)
{
    if (isElsewhere())
        return failAll(unknownOutcome(reason, partiesChanged()));
    whenDone(m_client.readSection(works, RecordClient::Reading::Back), this, [this, reason, atLeast](const Result<SectionContent> &content) {
        if (isElsewhere())
            failAll(unknownOutcome(reason, partiesChanged()));
        else if (content)
            searched(*content, reason, atLeast);
        else
            failAll(unknownOutcome(reason, content.error()));
    });
}

void BulkAddition::searched(const SectionContent &content, const Error &reason, std::chrono::milliseconds atLeast)
{
    const Source ours = m_client.ourSource();
    QHash<QString, qint64> there;
    for (const Item &item : content.items) {
        if (!item.source.sameTuple(ours))
            continue;
        for (const QString &key : identityKeys(works, item.json))
            there.insert(key, item.putCode);
    }
    QHash<qint64, qsizetype> candidates;
    for (const qsizetype place : std::as_const(m_now)) {
        for (const QString &key : identityKeys(works, m_works.at(place))) {
            // A second one of the same identifier was refused, whatever the lost answer said.
            if (there.contains(key) && !candidates.contains(there.value(key))) {
                candidates.insert(there.value(key), place);
                break;
            }
        }
    }
    found(candidates, [this, reason, atLeast] {
        m_now.removeIf([this](qsizetype place) { return m_results.at(place).has_value(); });
        if (m_now.isEmpty())
            return next();
        if (reason.code.startsWith(u"orcid."_s))
            return failAll(reason);
        again(reason, atLeast);
    });
}

void BulkAddition::found(const QHash<qint64, qsizetype> &candidates, const std::function<void()> &then)
{
    if (candidates.isEmpty())
        return then();
    readAndCompare(candidates, false, then);
}

/// `named`: the registry said itself which item is which.
void BulkAddition::readAndCompare(const QHash<qint64, qsizetype> &places, bool named, const std::function<void()> &then)
{
    const auto judge = [this, places, named, then](const Result<QList<Item>> &items) {
        if (items)
            compare(places, *items, named);
        for (auto one = places.begin(); one != places.end(); ++one) {
            if (!m_results.at(one.value()))
                settle(one.value(), fail(notReadBack(one.key(), items ? Error { {}, Words::tr("the registry doesn’t show it."), {}, 0, 0, {} } : items.error())));
        }
        then();
    };
    if (isElsewhere())
        return judge(fail(partiesChanged()));
    whenDone(m_client.readWorks(places.keys(), RecordClient::Reading::Back), this, [this, judge](const Result<QList<Item>> &items) {
        judge(isElsewhere() ? Result<QList<Item>>(fail(partiesChanged())) : items);
    });
}

void BulkAddition::again(const Error &reason, std::chrono::milliseconds atLeast)
{
    if (m_attempt >= maxAttempts)
        return failAll(reason);
    if (isStopped())
        return failAll(cancelled());
    const auto wait = std::max(jittered(m_wait), atLeast);
    m_wait = std::min<std::chrono::milliseconds>(m_wait * 2, std::chrono::seconds(16));
    Q_EMIT m_client.waiting(wait);
    QTimer::singleShot(wait, this, &BulkAddition::post);
}

void BulkAddition::failAll(const Error &reason)
{
    for (const qsizetype place : std::as_const(m_now)) {
        if (!m_results.at(place))
            settle(place, fail(reason));
    }
    next();
}

void BulkAddition::settle(qsizetype place, const Result<Item> &result)
{
    m_results[place] = result;
    if (result)
        Q_EMIT m_client.added(*result, result->traceId);
}

} // namespace baton::record

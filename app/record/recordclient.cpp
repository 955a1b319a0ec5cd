#include "app/record/recordclient.h"

#include "app/base/strictjson.h"
#include "app/orcid/sections.h"
#include "app/record/addition.h"
#include "app/record/bulkaddition.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"
#include "app/record/listreading.h"
#include "app/record/personaldetails.h"
#include "app/record/refusal.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

Error changeUnknown(Error reason)
{
    reason.code = u"record.unknown"_s;
    reason.what = translated(QT_TRANSLATE_NOOP("Record", "No answer came, and reading the item back failed too. Baton doesn’t know whether the change was saved."));
    reason.next = translated(QT_TRANSLATE_NOOP("Record", "What you typed is kept. Try again; sending the same change twice does no harm."));
    return reason;
}

Error removalUnknown(Error reason)
{
    reason.code = u"record.unknown"_s;
    reason.what = translated(QT_TRANSLATE_NOOP("Record", "No answer came, and reading the item back failed too. Baton doesn’t know whether it was deleted."));
    reason.next = translated(QT_TRANSLATE_NOOP("Record", "Refresh the record; deleting the same item twice does no harm."));
    return reason;
}

Failure withTrace(Error error, const http::Response &response)
{
    error.traceId = response.traceId;
    error.httpStatus = response.status;
    return fail(std::move(error));
}

Result<QJsonObject> objectOf(const http::Response &response)
{
    Result<QJsonObject> object = parseJsonObject(response.body, { maxAnswerBytes });
    return object ? object : Result<QJsonObject>(withTrace(object.error(), response));
}

Result<Item> itemOf(const QString &section, const http::Response &response)
{
    const Result<QJsonObject> json = objectOf(response);
    if (!json)
        return fail(json.error());
    Item item = itemFromJson(section, *json, true);
    item.traceId = response.traceId;
    return item;
}

/// {"bulk":[{"work":{…}},{"error":{…}}]}
Result<QList<Item>> worksOf(const http::Response &response)
{
    const Result<QJsonObject> json = objectOf(response);
    if (!json)
        return fail(json.error());
    QList<Item> works;
    for (const QJsonValue &entry : arrayOf(json->value(u"bulk"_s))) {
        const QJsonValue work = entry.toObject().value(u"work"_s);
        if (!work.isObject())
            continue;
        Item item = itemFromJson(u"works"_s, work.toObject(), true);
        item.traceId = response.traceId;
        works += item;
    }
    return works;
}

Result<Overview> overviewOf(const http::Response &activities, const http::Response &person)
{
    const Result<QJsonObject> acts = objectOf(activities), who = objectOf(person);
    if (!acts)
        return fail(acts.error());
    if (!who)
        return fail(who.error());
    return overviewFromJson(*acts, *who);
}

PersonCard cardOf(const QJsonObject &json, const QString &orcid)
{
    const QJsonObject name = json.value(u"name"_s).toObject();
    PersonCard card;
    card.name = textAt(name, { u"credit-name"_s });
    if (card.name.isEmpty())
        card.name = u"%1 %2"_s.arg(textAt(name, { u"given-names"_s }), textAt(name, { u"family-name"_s })).trimmed();
    card.orcid = orcid;
    card.biography = textAt(json, { u"biography"_s, u"content"_s });
    card.json = json;
    return card;
}

bool isSuccess(const http::Response &response)
{
    return response.status >= 200 && response.status < 300;
}

/// Gives what `parse` makes of a good answer, worked out off the calling thread.
template <typename T, typename Parse>
void giveParsed(RecordClient *context, const Answer<Result<T>> &answer, const Result<http::Response> &response, Parse parse)
{
    if (!response)
        return answer.give(fail(response.error()));
    context->learnFrom(*response);
    if (!isSuccess(*response))
        return answer.give(fail(refusal(*response)));
    whenDone(QtConcurrent::run([parse, reply = *response] { return parse(reply); }), context,
        [answer](const Result<T> &parsed) { answer.give(parsed); });
}

} // namespace

RecordClient::RecordClient(exchange::DelegatedSession &session, QObject *parent) : QObject(parent), m_session(session)
{
    for (const auto signal : { &exchange::DelegatedSession::began, &exchange::DelegatedSession::renewed, &exchange::DelegatedSession::finished })
        connect(&m_session, signal, this, [this] {
            setOnlyDeletes(false);
            shut({});
        });
}

void RecordClient::setFirstWait(std::chrono::milliseconds wait)
{
    m_firstWait = wait;
}

Patience RecordClient::patience(Reading how) const
{
    return how == Reading::Back ? Patience { 4, m_firstWait } : Patience { 1, m_firstWait };
}

bool RecordClient::again(const Attempt &attempt, std::chrono::milliseconds atLeast, const std::function<void(const Attempt &)> &send)
{
    constexpr int maxAttempts = 5;
    if (attempt.number >= maxAttempts)
        return false;
    Attempt next = attempt;
    ++next.number;
    next.wait *= 2;
    const auto wait = std::max(jittered(attempt.wait), atLeast);
    Q_EMIT waiting(wait);
    QTimer::singleShot(wait, this, [send, next] { send(next); });
    return true;
}

bool RecordClient::isElsewhere(const Attempt &attempt) const
{
    return partiesOf(m_session) != attempt.parties;
}

QFuture<Result<PersonCard>> RecordClient::readPerson()
{
    Answer<Result<PersonCard>> answer;
    const QString orcid = m_session.delegation().orcid;
    whenDone(get(m_session, recordPath(m_session, u"person"_s)), this, [this, answer, orcid](const Result<http::Response> &response) {
        giveParsed(this, answer, response, [orcid](const http::Response &reply) -> Result<PersonCard> {
            const Result<QJsonObject> json = objectOf(reply);
            return json ? Result<PersonCard>(cardOf(*json, orcid)) : fail(json.error());
        });
    });
    return answer.future();
}

QFuture<Result<SectionContent>> RecordClient::readSection(const QString &section, Reading how)
{
    return readSection(section, how, Watching());
}

QFuture<Result<SectionContent>> RecordClient::readSection(const QString &section, Reading how, const Watching &watching)
{
    if (section == personalDetails())
        return readPersonalDetails(watching);
    auto *reading = new ListReading(*this, m_session, section, watching);
    return reading->start(patience(how));
}

QFuture<Result<SectionContent>> RecordClient::readPersonalDetails(const Watching &watching)
{
    Answer<Result<SectionContent>> answer;
    http::Request request;
    request.stop = watching.stop;
    const QString orcid = m_session.delegation().orcid;
    whenDone(get(m_session, recordPath(m_session, personalDetails()), patience(Reading::Plain), request), this,
        [this, answer, orcid](const Result<http::Response> &response) {
            giveParsed(this, answer, response, [orcid](const http::Response &reply) -> Result<SectionContent> {
                const Result<QJsonObject> json = objectOf(reply);
                if (!json)
                    return fail(json.error());
                SectionContent content = personalDetailsFromJson(*json, orcid);
                content.readAt = QDateTime::currentDateTimeUtc();
                content.traceId = reply.traceId;
                for (Item &item : content.items)
                    item.traceId = reply.traceId;
                return content;
            });
        });
    return answer.future();
}

QFuture<Result<Overview>> RecordClient::readOverview()
{
    Answer<Result<Overview>> answer;
    whenDone(get(m_session, recordPath(m_session, u"activities"_s)), this, [this, answer](const Result<http::Response> &activities) {
        if (!activities)
            return answer.give(fail(activities.error()));
        learnFrom(*activities);
        if (!isSuccess(*activities))
            return answer.give(fail(refusal(*activities)));
        whenDone(get(m_session, recordPath(m_session, u"person"_s)), this, [this, answer, first = *activities](const Result<http::Response> &person) {
            giveParsed(this, answer, person, [first](const http::Response &reply) { return overviewOf(first, reply); });
        });
    });
    return answer.future();
}

QFuture<Result<QDateTime>> RecordClient::readLastModified()
{
    Answer<Result<QDateTime>> answer;
    whenDone(get(m_session, recordPath(m_session, u"summary"_s)), this, [this, answer](const Result<http::Response> &response) {
        giveParsed(this, answer, response, [](const http::Response &reply) -> Result<QDateTime> {
            const Result<QJsonObject> json = objectOf(reply);
            return json ? Result<QDateTime>(lastModifiedFromJson(*json)) : fail(json.error());
        });
    });
    return answer.future();
}

QFuture<Result<Item>> RecordClient::readItem(const QString &section, qint64 putCode, Reading how, const std::shared_ptr<http::Stop> &stop)
{
    Answer<Result<Item>> answer;
    http::Request request;
    request.stop = stop;
    whenDone(get(m_session, itemPath(m_session, section, putCode), patience(how), request), this, [this, answer, section](const Result<http::Response> &response) {
        giveParsed(this, answer, response, [section](const http::Response &reply) { return itemOf(section, reply); });
    });
    return answer.future();
}

QFuture<Result<QList<Item>>> RecordClient::readWorks(const QList<qint64> &putCodes, Reading how)
{
    QStringList codes;
    for (const qint64 putCode : putCodes)
        codes += QString::number(putCode);
    Answer<Result<QList<Item>>> answer;
    whenDone(get(m_session, recordPath(m_session, u"works/"_s + codes.join(u',')), patience(how)), this,
        [this, answer](const Result<http::Response> &response) { giveParsed(this, answer, response, [](const http::Response &reply) { return worksOf(reply); }); });
    return answer.future();
}

QFuture<Result<Item>> RecordClient::add(const QString &section, const QJsonObject &content)
{
    auto *addition = new Addition(*this, m_session, section, content, m_firstWait, this);
    return addition->start();
}

QFuture<BulkResults> RecordClient::addWorks(const QList<QJsonObject> &works, const std::shared_ptr<const bool> &stop)
{
    auto *addition = new BulkAddition(*this, m_session, works, m_firstWait, stop, this);
    return addition->start();
}

// Reads the item first: what the form doesn't show is kept, and a change made meanwhile is noticed.
QFuture<Result<Item>> RecordClient::update(const QString &section, qint64 putCode, const QJsonObject &content)
{
    Answer<Result<Item>> answer;
    whenDone(readItem(section, putCode), this, [=, this, parties = partiesOf(m_session)](const Result<Item> &stored) {
        if (!stored)
            return answer.give(fail(stored.error()));
        const QDateTime seen = timeOf(content.value(u"last-modified-date"_s));
        if (seen.isValid() && stored->changedAt.isValid() && seen != stored->changedAt) {
            return answer.give(fail(Error { u"record.changed"_s,
                translated(QT_TRANSLATE_NOOP("Record", "The item was changed in the registry since you opened it. Nothing was sent.")),
                translated(QT_TRANSLATE_NOOP("Record", "Compare theirs with yours, and send what should stay.")), stored->traceId, 0,
                { { u"theirs"_s, stored->json } } }));
        }
        put(section, putCode, forPut(stored->json, content, putCode), { 1, m_firstWait, stored->changedAt, parties }, answer);
    });
    return answer.future();
}

void RecordClient::put(const QString &section, qint64 putCode, const QJsonObject &content, const Attempt &attempt, const Answer<Result<Item>> &answer)
{
    if (isElsewhere(attempt))
        return answer.give(fail(partiesChanged()));
    whenDone(sendJson(m_session, "PUT", itemPath(m_session, section, putCode), content), this,
        [=, this](const Result<http::Response> &response) {
            if (!response && mayHaveArrived(response.error()))
                return confirmPut(section, putCode, content, response.error(), attempt, answer);
            if (response && mayHaveArrived(*response))
                return confirmPut(section, putCode, content, refusal(*response), attempt, answer);
            if (!response)
                return answer.give(fail(response.error()));
            learnFrom(*response);
            if (response->status == 429
                && again(attempt, retryAfter(*response), [=, this](const Attempt &next) { put(section, putCode, content, next, answer); }))
                return;
            if (!isSuccess(*response))
                return answer.give(fail(refusal(*response)));
            readBack(section, putCode, content, *response, attempt, answer);
        });
}

// The answer to a PUT is what the registry means to store; reading it back shows what it stored.
void RecordClient::readBack(const QString &section, qint64 putCode, const QJsonObject &content, const http::Response &response, const Attempt &attempt,
    const Answer<Result<Item>> &answer)
{
    if (isElsewhere(attempt))
        return answer.give(itemOf(section, response));
    whenDone(readItem(section, putCode, Reading::Back), this, [=, this](const Result<Item> &item) {
        if (isElsewhere(attempt))
            return answer.give(itemOf(section, response));
        const Result<Item> answered = item ? item : itemOf(section, response);
        if (!answered)
            return answer.give(fail(item.error()));
        if (item && !isStored(section, content, item->json)) {
            return answer.give(fail(Error { u"record.not_stored"_s,
                translated(QT_TRANSLATE_NOOP("Record", "The registry said yes, but what it stored is not what was sent.")),
                translated(QT_TRANSLATE_NOOP("Record", "Compare both, and report it to the registry if it happens again.")), response.traceId, response.status,
                { { u"theirs"_s, item->json } } }));
        }
        Q_EMIT updated(*answered, response.traceId);
        answer.give(answered);
    });
}

void RecordClient::confirmPut(const QString &section, qint64 putCode, const QJsonObject &content, const Error &reason, const Attempt &attempt,
    const Answer<Result<Item>> &answer)
{
    if (isElsewhere(attempt))
        return answer.give(fail(changeUnknown(reason)));
    whenDone(readItem(section, putCode, Reading::Back), this, [=, this](const Result<Item> &item) {
        if (isElsewhere(attempt))
            return answer.give(fail(changeUnknown(reason)));
        if (item && isStored(section, content, item->json)) {
            Q_EMIT updated(*item, reason.traceId);
            return answer.give(item);
        }
        // It did not arrive. Unless somebody else wrote meanwhile, it may be sent again.
        if (item && item->changedAt == attempt.seen
            && again(attempt, {}, [=, this](const Attempt &next) { put(section, putCode, content, next, answer); }))
            return;
        if (item || item.error().httpStatus == 404)
            return answer.give(fail(reason));
        answer.give(fail(changeUnknown(reason)));
    });
}

QFuture<Result<void>> RecordClient::remove(const QString &section, qint64 putCode)
{
    const Answer<Result<void>> answer;
    sendRemoval(section, putCode, { 1, m_firstWait, {}, partiesOf(m_session) }, answer);
    return answer.future();
}

void RecordClient::sendRemoval(const QString &section, qint64 putCode, const Attempt &attempt, const Answer<Result<void>> &answer)
{
    if (isElsewhere(attempt))
        return answer.give(fail(partiesChanged()));
    whenDone(sendDelete(m_session, itemPath(m_session, section, putCode)), this, [=, this](const Result<http::Response> &response) {
        if (!response && mayHaveArrived(response.error()))
            return confirmRemoval(section, putCode, response.error(), attempt, answer);
        if (response && mayHaveArrived(*response))
            return confirmRemoval(section, putCode, refusal(*response), attempt, answer);
        if (!response)
            return answer.give(fail(response.error()));
        learnFrom(*response);
        if (response->status == 429
            && again(attempt, retryAfter(*response), [=, this](const Attempt &next) { sendRemoval(section, putCode, next, answer); }))
            return;
        // Not there: what was asked for, be it by an earlier try whose answer was lost.
        if (!isSuccess(*response) && response->status != 404)
            return answer.give(fail(refusal(*response)));
        Q_EMIT removed(section, putCode, response->traceId);
        answer.give({});
    });
}

void RecordClient::confirmRemoval(const QString &section, qint64 putCode, const Error &reason, const Attempt &attempt, const Answer<Result<void>> &answer)
{
    if (isElsewhere(attempt))
        return answer.give(fail(removalUnknown(reason)));
    whenDone(readItem(section, putCode, Reading::Back), this, [=, this](const Result<Item> &item) {
        if (isElsewhere(attempt))
            return answer.give(fail(removalUnknown(reason)));
        if (!item && item.error().httpStatus == 404) {
            Q_EMIT removed(section, putCode, reason.traceId);
            return answer.give({});
        }
        if (item && again(attempt, {}, [=, this](const Attempt &next) { sendRemoval(section, putCode, next, answer); }))
            return;
        if (item)
            return answer.give(fail(reason));
        answer.give(fail(removalUnknown(reason)));
    });
}

Source RecordClient::ourSource() const
{
    const exchange::Delegation &delegation = m_session.delegation();
    Source source;
    source.clientId = delegation.secondClient.clientId;
    source.name = delegation.secondClient.name;
    source.originClientId = delegation.originalClientId;
    source.originName = delegation.originalClientName;
    return source;
}

} // namespace baton::record

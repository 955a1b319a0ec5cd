#include "app/record/addition.h"

#include "app/record/content.h"
#include "app/record/refusal.h"
#include "app/record/wire.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace baton::record {

namespace {

constexpr int maxAttempts = 5;

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

} // namespace

Error unknownOutcome(const Error &reason, const Error &reading)
{
    Error error = reason;
    error.code = u"record.unknown"_s;
    error.what = translated(QT_TRANSLATE_NOOP("Record", "No answer came, and reading the record back failed too: %1 Baton doesn’t know whether the item was added.")).arg(reading.what);
    error.next = translated(QT_TRANSLATE_NOOP("Record", "Look whether it is on the record before you add it again."));
    return error;
}

Error notReadBack(qint64 putCode, const Error &reading)
{
    Error error = reading;
    error.code = u"record.read_back"_s;
    error.what = translated(QT_TRANSLATE_NOOP("Record", "The item was added with put-code %1, but reading it back failed: %2")).arg(putCode).arg(reading.what);
    error.next = translated(QT_TRANSLATE_NOOP("Record", "Refresh the record to see what the registry stored. Don’t add it again."));
    error.details[u"put-code"_s] = putCode;
    return error;
}

Error alreadyThere(const Item &item, qint64 traceId)
{
    Error error;
    error.code = u"record.already_there"_s;
    error.what = translated(QT_TRANSLATE_NOOP("Record", "An item with this identifier is on the record already, with other content: “%1”, put-code %2.")).arg(item.title).arg(item.putCode);
    error.next = translated(QT_TRANSLATE_NOOP("Record", "Edit that item instead of adding another."));
    error.traceId = traceId;
    error.details = { { u"put-code"_s, item.putCode } };
    return error;
}

std::chrono::milliseconds retryAfter(const http::Response &response)
{
    const QByteArray text = response.header("retry-after").trimmed();
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (isNumber)
        return std::chrono::seconds(qBound(0, seconds, 60));
    auto when = QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    when.setTimeSpec(Qt::UTC);
    return when.isValid() ? std::chrono::seconds(qBound(qint64(0), qint64(QDateTime::currentDateTimeUtc().secsTo(when)), qint64(60))) : 0s;
}

Addition::Addition(RecordClient &client, exchange::DelegatedSession &session, const QString &section, const QJsonObject &content,
    std::chrono::milliseconds firstWait, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_parties(partiesOf(session)), m_section(section), m_content(forPost(content)), m_wait(firstWait)
{
}

QFuture<Result<Item>> Addition::start()
{
    if (hasIdentity(m_section, m_content))
        post();
    else
        rememberBefore();
    return m_answer.future();
}

void Addition::rememberBefore()
{
    whenDone(m_client.readSection(m_section), this, [this](const Result<SectionContent> &content) {
        if (!content)
            return finish(fail(content.error()));
        for (const Item &item : content->items)
            m_before += item.putCode;
        post();
    });
}

void Addition::post()
{
    if (isElsewhere())
        return finish(fail(partiesChanged()));
    ++m_attempt;
    whenDone(sendJson(m_session, "POST", addPath(m_session, m_section), m_content), this, [this](const Result<http::Response> &response) {
        if (response)
            return answered(*response);
        if (!mayHaveArrived(response.error()))
            return finish(fail(response.error()));
        m_lost = true;
        lookFor(response.error());
    });
}

void Addition::answered(const http::Response &response)
{
    m_traceId = response.traceId;
    m_client.learnFrom(response);
    const qint64 putCode = response.header("location").split('/').last().toLongLong();
    if (response.status == 201 && putCode > 0)
        return readBack(putCode);
    if (response.status >= 200 && response.status < 300)
        return lookFor(refusal(response));
    if (mayHaveArrived(response)) {
        m_lost = true;
        return lookFor(refusal(response));
    }
    if (response.status == 429)
        return again(refusal(response), retryAfter(response));
    const int code = orcidCode(response);
    // After a lost answer a duplicate is most likely our own first try.
    if (m_lost && (code == 9021 || code == 9030))
        return lookFor(refusal(response));
    if (code == 9030)
        return nameExisting(refusal(response));
    finish(fail(refusal(response)));
}

// Reading goes to the record that is open; of a former one nothing can be found out before it is opened again.
bool Addition::isElsewhere() const
{
    return partiesOf(m_session) != m_parties;
}

void Addition::lookFor(const Error &reason)
{
    if (isElsewhere())
        return finish(fail(unknownOutcome(reason, partiesChanged())));
    whenDone(m_client.readSection(m_section, RecordClient::Reading::Back), this, [this, reason](const Result<SectionContent> &content) {
        if (isElsewhere())
            finish(fail(unknownOutcome(reason, partiesChanged())));
        else if (content)
            searched(*content, reason);
        else
            finish(fail(unknownOutcome(reason, content.error())));
    });
}

// Of an activity the registry names the put-code of what is there already, of a person's item it doesn't.
void Addition::nameExisting(const Error &refused)
{
    whenDone(m_client.readSection(m_section), this, [this, refused](const Result<SectionContent> &content) {
        const QList<Item> items = content ? content->items : QList<Item>();
        const auto there = std::find_if(items.begin(), items.end(), [this](const Item &item) {
            return item.source.sameTuple(m_client.ourSource()) && shareIdentity(m_section, m_content, item.json);
        });
        // Where it is the same in everything there is nothing to update.
        const bool differs = there != items.end() && !isElsewhere() && !isStored(m_section, m_content, there->json);
        finish(fail(differs ? alreadyThere(*there, m_traceId) : refused));
    });
}

void Addition::searched(const SectionContent &content, const Error &reason)
{
    const Source ours = m_client.ourSource();
    const bool known = hasIdentity(m_section, m_content);
    for (const Item &item : content.items) {
        if (!item.source.sameTuple(ours))
            continue;
        if (known ? shareIdentity(m_section, m_content, item.json) : !m_before.contains(item.putCode))
            return compare(item);
    }
    if (reason.code.startsWith(u"orcid."_s))
        return finish(fail(reason));
    again(reason);
}

void Addition::compare(const Item &candidate)
{
    whenDone(m_client.readItem(m_section, candidate.putCode, RecordClient::Reading::Back), this, [this](const Result<Item> &item) {
        // It may be ours, and it may be another one with the same identifier.
        const Result<Item> seen = isElsewhere() ? Result<Item>(fail(partiesChanged())) : item;
        if (!seen)
            return finish(fail(unknownOutcome(seen.error(), seen.error())));
        if (isStored(m_section, m_content, item->json))
            return finish(item);
        finish(fail(alreadyThere(*item, m_traceId)));
    });
}

void Addition::readBack(qint64 putCode)
{
    if (isElsewhere())
        return finish(fail(notReadBack(putCode, partiesChanged())));
    whenDone(m_client.readItem(m_section, putCode, RecordClient::Reading::Back), this, [this, putCode](const Result<Item> &item) {
        if (isElsewhere())
            return finish(fail(notReadBack(putCode, partiesChanged())));
        // A connection that broke in the middle of the answer's head may have cut the put-code short.
        const bool another = item ? !shareIdentity(m_section, m_content, item->json) && !isStored(m_section, m_content, item->json)
                                  : item.error().httpStatus == 404;
        if (another && !m_lost) {
            m_lost = true;
            return lookFor(item ? Error { u"record.answer"_s, translated(QT_TRANSLATE_NOOP("Record", "The registry named another item than the one it added.")), translated(QT_TRANSLATE_NOOP("Record", "Refresh the record before you add it again.")), item->traceId, 0, {} } : item.error());
        }
        if (item)
            return finish(item);
        finish(fail(notReadBack(putCode, item.error())));
    });
}

void Addition::again(const Error &reason, std::chrono::milliseconds atLeast)
{
    if (m_attempt >= maxAttempts)
        return finish(fail(reason));
    const auto wait = jittered(m_wait);
    m_wait *= 2;
    QTimer::singleShot(std::max(wait, atLeast), this, &Addition::post);
}

void Addition::finish(const Result<Item> &result)
{
    if (result)
        Q_EMIT m_client.added(*result, m_traceId);
    m_answer.give(result);
    deleteLater();
}

} // namespace baton::record

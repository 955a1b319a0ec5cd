#include "app/record/listreading.h"

#include "app/record/refusal.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace std::chrono_literals;

namespace baton::record {

namespace {

constexpr auto betweenTellings = 150ms;

Result<SectionContent> finished(ListReader &reader, const http::Response &response)
{
    Result<SectionContent> content = reader.finish();
    if (!content) {
        content.error().traceId = response.traceId;
        content.error().httpStatus = response.status;
        return content;
    }
    content->readAt = QDateTime::currentDateTimeUtc();
    content->traceId = response.traceId;
    for (Item &item : content->items)
        item.traceId = response.traceId;
    return content;
}

} // namespace

ListReading::ListReading(RecordClient &client, exchange::DelegatedSession &session, const QString &section, const RecordClient::Watching &watching)
    : QObject(&client), m_client(client), m_session(session), m_section(section), m_watching(watching)
{
    m_pool.setMaxThreadCount(1); // pieces stay in order
    m_pause.setSingleShot(true);
    m_pause.setInterval(betweenTellings);
    connect(&m_pause, &QTimer::timeout, this, &ListReading::tell);
}

ListReading::~ListReading()
{
    m_pool.clear();
    m_pool.waitForDone(); // for the piece that is being parsed
}

QFuture<Result<SectionContent>> ListReading::start(const Patience &patience)
{
    http::Request request;
    request.stop = m_watching.stop;
    request.arriving = [self = QPointer(this)](QByteArrayView piece, qint64 from) {
        if (self)
            self->arrived(piece, from);
    };
    whenDone(get(m_session, listPath(m_session, m_section), patience, request), this, [this](const Result<http::Response> &response) { answered(response); });
    return m_answer.future();
}

std::shared_ptr<ListReader> ListReading::newReader() const
{
    return std::make_shared<ListReader>(m_section, m_watching.lean ? ListReader::Items::Lean : ListReader::Items::WithJson);
}

void ListReading::arrived(QByteArrayView piece, qint64 from)
{
    if (from == 0) {
        m_reader = newReader();
        m_untold.clear();
        m_anew = true;
    }
    if (!m_reader)
        return;
    whenDone(QtConcurrent::run(&m_pool, [reader = m_reader, bytes = piece.toByteArray()] { return reader->feed(bytes); }), this,
        [this, reader = m_reader](const QList<Item> &items) {
            if (reader == m_reader)
                known(items);
        });
}

void ListReading::known(const QList<Item> &items)
{
    m_untold += items;
    if (!m_pause.isActive())
        tell();
}

void ListReading::tell()
{
    if (m_untold.isEmpty() || !m_watching.items)
        return;
    m_watching.items(std::exchange(m_untold, {}), std::exchange(m_anew, false));
    m_pause.start();
}

void ListReading::answered(const Result<http::Response> &response)
{
    if (!response)
        return give(fail(response.error()));
    m_client.learnFrom(*response);
    if (response->status < 200 || response->status >= 300)
        return give(fail(refusal(*response)));
    if (!m_reader)
        m_reader = newReader(); // an empty answer, refused as such
    http::Response head = *response;
    head.body.clear();
    whenDone(QtConcurrent::run(&m_pool, [reader = m_reader, head] { return finished(*reader, head); }), this,
        [this, json = response->body](const Result<SectionContent> &content) {
            if (content)
                Q_EMIT m_client.listRead(*content, json);
            give(content);
        });
}

void ListReading::give(const Result<SectionContent> &content)
{
    m_pause.stop();
    m_answer.give(content);
    deleteLater();
}

} // namespace baton::record

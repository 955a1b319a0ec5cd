#include "app/imports/gathering.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::imports {

Gathering::Gathering(record::RecordClient &client, exchange::DelegatedSession &session, QObject *parent)
    : QObject(parent), m_client(client), m_full(client, session)
{
}

QFuture<Result<Items>> Gathering::start(const QList<formats::Row> &rows, const Codes &kept)
{
    m_rows = rows;
    m_kept = kept;
    m_lists = sectionsOf(rows);
    m_terms = Terms::of(m_client, m_lists);
    nextList();
    return m_answer.future();
}

void Gathering::cancel()
{
    finish(fail(u"imports.cancelled"_s, tr("Reading the record was cancelled.")));
}

void Gathering::inTurn(const std::function<void()> &then)
{
    m_turn ? m_turn(this, then) : then();
}

void Gathering::nextList()
{
    Q_EMIT progress(0, 0);
    if (m_lists.isEmpty())
        return findNeeded();
    inTurn([this, section = m_lists.takeFirst()] { readList(section); });
}

void Gathering::readList(const QString &section)
{
    whenDone(m_client.readSection(section), this, [this, section](const Result<record::SectionContent> &content) {
        if (!content)
            return finish(fail(content.error()));
        m_items.insert(section, content->items);
        nextList();
    });
}

// What a row would change has to be known in full; the rest is told by its summary.
void Gathering::findNeeded()
{
    const auto work = [rows = m_rows, items = m_items, terms = m_terms, kept = m_kept] { return neededInFull(rows, items, terms, kept); };
    whenDone(QtConcurrent::run(work), this, [this](const QHash<QString, QList<qint64>> &needed) {
        for (auto section = needed.begin(); section != needed.end(); ++section) {
            m_needed << std::pair(section.key(), section.value());
            m_of += int(section.value().size());
        }
        nextItems();
    });
}

void Gathering::nextItems()
{
    if (m_of > 0)
        Q_EMIT progress(m_done, m_of);
    if (m_needed.isEmpty())
        return finish(m_items);
    inTurn([this, next = m_needed.takeFirst()] { readItems(next.first, next.second); });
}

void Gathering::readItems(const QString &section, const QList<qint64> &putCodes)
{
    const auto future = m_full.read(section, putCodes);
    auto *watcher = new QFutureWatcher<Result<QList<record::Item>>>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [this](int value) { Q_EMIT progress(m_done + value, m_of); });
    watcher->setFuture(future);
    whenDone(future, this, [this, section, asked = int(putCodes.size())](const Result<QList<record::Item>> &items) {
        if (!items)
            return finish(fail(items.error()));
        m_done += asked;
        take(section, *items);
        nextItems();
    });
}

void Gathering::take(const QString &section, const QList<record::Item> &items)
{
    QHash<qint64, qsizetype> places;
    for (qsizetype i = 0; i < items.size(); ++i)
        places.insert(items.at(i).putCode, i);
    for (record::Item &item : m_items[section]) {
        if (const auto place = places.constFind(item.putCode); place != places.constEnd())
            item = items.at(*place);
    }
}

void Gathering::finish(const Result<Items> &result)
{
    if (m_answer.isGiven())
        return;
    m_answer.give(result);
    deleteLater();
}

} // namespace baton::imports

#include "app/batch/batch.h"

#include "app/formats/headings.h"
#include "app/orcid/sections.h"

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

constexpr const char *rowStates[] = { "unread", "to_do", "sending", "written", "read_back", "there", "refused", "stopped" };
constexpr const char *batchStates[] = { "rehearsing", "ready", "running", "paused", "stopped", "finished" };

void count(Counts &counts, const Row &row)
{
    using State = Row::State;
    ++counts.all;
    switch (row.state) {
    case State::Written:
    case State::ReadBack:
        ++counts.written;
        break;
    case State::There:
        ++counts.there;
        break;
    case State::Refused:
        ++counts.refused;
        break;
    case State::Stopped:
        ++counts.stopped;
        break;
    case State::Unread:
    case State::ToDo:
    case State::Sending:
        ++counts.toDo;
        ++(row.verdict == imports::Verdict::Kind::Update ? counts.updates : counts.adds);
        break;
    }
}

} // namespace

QString Row::nameOf(State state)
{
    return QLatin1String(rowStates[int(state)]);
}

QString Batch::nameOf(State state)
{
    return QLatin1String(batchStates[int(state)]);
}

Counts Batch::counts() const
{
    Counts counts;
    for (const Row &row : rows)
        count(counts, row);
    return counts;
}

Counts Batch::counts(const Person &person) const
{
    Counts counts;
    for (const int row : person.rows)
        count(counts, rows.at(row));
    return counts;
}

QStringList Batch::sections() const
{
    QSet<QString> used;
    for (const Row &row : rows)
        used.insert(row.item.section);
    QStringList out;
    for (const orcid::Section &one : orcid::allSections()) {
        if (used.contains(one.key))
            out << one.key;
    }
    return out;
}

int Batch::columnOf(const QString &place) const
{
    for (int column = 0; column < headings.size(); ++column) { // of several the first is read
        if (formats::placeOfHeading(headings.at(column), {}) == place)
            return column;
    }
    return -1;
}

Head headOf(const Batch &batch)
{
    return { batch.id, batch.name, batch.fileName, batch.state, batch.closed, batch.createdAt, batch.finishedAt, int(batch.people.size()), batch.counts() };
}

} // namespace baton::batch

#include "app/batch/result.h"

#include "app/batch/words.h"
#include "app/formats/export.h"

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

using Kind = imports::Verdict::Kind;

const QStringList &ownColumns()
{
    // No column of ours may be taken for a field of the item when the file is read again: "title" would be the role of an
    // employment, "state" a region.
    static const QStringList columns { u"row"_s, u"orcid"_s, u"section"_s, u"item title"_s, u"row state"_s, u"put-code"_s, u"words"_s };
    return columns;
}

/// "Put code", "put_code" and "put-code" are one column.
QString folded(const QString &heading)
{
    QString out = heading.trimmed().toLower();
    return out.replace(u'-', u' ').replace(u'_', u' ');
}

QString foreseen(const Row &row)
{
    switch (row.verdict) {
    case Kind::Update:
        return Words::tr("Update");
    case Kind::NewBeside:
        return Words::tr("New, beside another source’s");
    default:
        return Words::tr("New");
    }
}

} // namespace

QString stateWords(const Row &row, Batch::State batch)
{
    switch (row.state) {
    case Row::State::Unread:
        return Words::tr("Not compared yet");
    case Row::State::ToDo:
        return batch == Batch::State::Ready || batch == Batch::State::Rehearsing ? foreseen(row) : Words::tr("To do");
    case Row::State::Sending:
        return batch == Batch::State::Running ? Words::tr("Sending…") : Words::tr("Not known yet");
    case Row::State::Written:
        return Words::tr("Written");
    case Row::State::ReadBack:
        return Words::tr("Written after a lost answer");
    case Row::State::There:
        return Words::tr("Already there");
    case Row::State::Refused:
        return row.code > 0 ? Words::tr("Refused: %1").arg(row.code) : Words::tr("Refused");
    case Row::State::Stopped:
        return Words::tr("Stopped");
    }
    return {};
}

QString detailWords(const Row &row, Batch::State batch)
{
    switch (row.state) {
    case Row::State::Written:
        return Words::tr("put-code %1").arg(row.putCode);
    case Row::State::ReadBack:
        return Words::tr("by read-back, put-code %1").arg(row.putCode);
    case Row::State::There:
        return Words::tr("put-code %1, nothing to change").arg(row.putCode);
    case Row::State::Sending:
        return row.verdict == Kind::Update ? Words::tr("PUT to put-code %1").arg(row.putCode) : Words::tr("POST");
    case Row::State::ToDo:
        if (batch != Batch::State::Rehearsing && batch != Batch::State::Ready)
            return {};
        if (row.verdict == Kind::Update)
            return row.words.isEmpty() ? Words::tr("put-code %1").arg(row.putCode) : Words::tr("put-code %1: %2").arg(row.putCode).arg(row.words);
        return row.words;
    default:
        return row.words;
    }
}

QByteArray resultCsv(const Batch &batch)
{
    QStringList headings = ownColumns(), known;
    for (const QString &own : ownColumns())
        known << folded(own);
    QList<int> others;
    for (int column = 0; column < batch.headings.size(); ++column) {
        if (known.contains(folded(batch.headings.at(column))))
            continue;
        others << column;
        headings << batch.headings.at(column);
    }
    const int orcids = batch.columnOf(u"orcid"_s), sections = batch.columnOf(u"section"_s), putCodes = batch.columnOf(u"put-code"_s);
    QList<QStringList> rows;
    for (const Row &row : batch.rows) {
        // What was refused as it was typed is refused again when the result is read.
        const QString orcid = row.person >= 0 ? batch.people.at(row.person).orcid : row.cells.value(orcids);
        const QString section = row.item.section.isEmpty() ? row.cells.value(sections) : row.item.section;
        const qint64 code = row.putCode > 0 ? row.putCode : row.item.putCode;
        const QString putCode = code > 0 ? QString::number(code) : row.cells.value(putCodes);
        QStringList cells { QString::number(row.item.number), orcid, section, row.item.title, stateWords(row, batch.state), putCode,
            row.isWritten() ? QString() : row.words };
        for (const int column : std::as_const(others))
            cells << row.cells.value(column);
        rows << cells;
    }
    return formats::csv(headings, rows);
}

} // namespace baton::batch

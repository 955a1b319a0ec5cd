#include "ui/record/batch/rowreviews.h"

#include "app/base/text.h"
#include "app/batch/result.h"
#include "app/imports/overlay.h"
#include "app/orcid/sections.h"
#include "app/record/exchangeof.h"
#include "ui/record/batch/rowstable.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;
using batch::Row;
using record::JournalEntry;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BatchReview)
};

/// `putCode` 0: a new item.
QString requestOf(const QString &section, const QString &orcid, qint64 putCode)
{
    const orcid::Section *known = orcid::findSection(section);
    if (!known)
        return {};
    const QString path = u"/v3.0/%1/%2"_s.arg(orcid, known->itemPath);
    return putCode > 0 ? u"PUT %1/%2"_s.arg(path).arg(putCode) : u"POST "_s + path;
}

/// As RecordClient::ourSource() says it of her delegation.
record::Source sourceOf(const batch::Services &services, const record::Place &place, const QString &originName)
{
    record::Source us;
    us.clientId = place.secondClientId;
    us.name = services.clients.find(place.environmentId, place.secondClientId).name;
    us.originClientId = place.originalClientId;
    us.originName = originName;
    return us;
}

void takeEntry(RowReview &review, const batch::Services &services, const JournalEntry &entry, const QString &originName)
{
    review.section = entry.section;
    review.before = entry.before;
    review.after = entry.sent;
    review.entry = entry;
    review.us = sourceOf(services, entry.place, originName);
    review.traceId = record::exchangeOf(services.http.trace(), entry);
    review.request = requestOf(entry.section, entry.place.orcid, entry.act == JournalEntry::Act::Change ? entry.putCode : 0);
    if (entry.state == JournalEntry::State::Undone)
        review.notes << Words::tr("Taken back since.");
}

void plan(RowReview &review, const batch::Services &services, const batch::Batch &batch, int index)
{
    const Row &row = batch.rows.at(index);
    const bool updates = row.verdict == imports::Verdict::Kind::Update;
    if (row.person >= 0)
        review.request = requestOf(row.item.section, batch.people.at(row.person).orcid, updates ? row.putCode : 0);
    if (!updates)
        return;
    const auto before = batch::Archive(services.vault).before(batch, index);
    if (!before) {
        review.notes << before.error().text();
    } else if (before->isEmpty()) {
        review.notes << Words::tr("What the record holds was not kept with this batch: here is what the file says. It is laid over the item when the row is written.");
    } else {
        review.before = *before;
        review.after = imports::laidOver(*before, row.item.content);
    }
}

} // namespace

RowReview reviewOf(const batch::Services &services, const batch::Runner &runner, int index)
{
    const batch::Batch &batch = runner.batch();
    const Row &row = batch.rows.at(index);
    const RowMark mark = markOf(row.state);
    RowReview review;
    review.section = row.item.section;
    review.title = plain(row.item.title.isEmpty() ? row.item.identifier : row.item.title);
    review.headline = batch::stateWords(row, batch.state);
    review.words = batch::detailWords(row, batch.state);
    review.icon = mark.icon;
    review.tone = mark.tone;
    review.notes = row.item.notes;
    if (row.state != Row::State::There)
        review.after = row.item.content;
    const auto entry = row.entry.isEmpty() ? std::nullopt : services.journal.find(row.entry);
    if (entry)
        takeEntry(review, services, *entry, row.person >= 0 ? batch.people.at(row.person).originalName : QString());
    else if (row.isWritten())
        review.notes << Words::tr("The journal no longer has this write: here is what the file says.");
    else if (row.state == Row::State::ToDo || row.state == Row::State::Sending)
        plan(review, services, batch, index);
    return review;
}

} // namespace baton::ui

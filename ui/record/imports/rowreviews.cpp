#include "ui/record/imports/rowreviews.h"

#include "app/imports/overlay.h"
#include "app/record/exchangeof.h"
#include "app/record/precheck.h"
#include "ui/record/imports/verdictmodel.h"

#include <QtCore/QCoreApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;
using Kind = imports::Verdict::Kind;

namespace {

QString requestOf(const imports::Sending &sending, const exchange::DelegatedSession &session)
{
    record::Proposal proposal;
    proposal.act = sending.verdict.kind == Kind::Update ? record::JournalEntry::Act::Change : record::JournalEntry::Act::Add;
    proposal.section = sending.row.section;
    proposal.putCode = sending.verdict.putCode;
    const QString request = proposal.request(session);
    if (!imports::Sender::goesInBulk(sending.row, sending.verdict))
        return request;
    // Many works have an address of their own.
    return request.endsWith(u"/work") ? request + u's' : request;
}

} // namespace

RowReview reviewOf(const VerdictModel &model, int row, const record::RecordClient &client, const exchange::DelegatedSession &session, const record::Journal &journal)
{
    const imports::Sending sending = model.at(row);
    const imports::Verdict &verdict = sending.verdict;
    const VerdictModel::Look look = model.lookAt(row);
    RowReview review;
    review.section = sending.row.section;
    review.title = sending.row.title;
    review.headline = look.headline;
    review.words = look.words;
    review.icon = look.icon;
    review.tone = look.tone;
    review.notes = sending.row.notes;
    if (verdict.kind == Kind::Update)
        review.before = verdict.before;
    if (verdict.kind != Kind::Same)
        review.after = verdict.kind == Kind::Update ? imports::laidOver(verdict.before, sending.row.content) : sending.row.content;
    if (verdict.sends())
        review.request = requestOf(sending, session);
    review.us = client.ourSource();
    const std::optional<imports::Outcome> outcome = model.outcomeAt(row);
    if (outcome && !outcome->entry.isEmpty())
        review.entry = journal.find(outcome->entry);
    if (review.entry)
        review.traceId = record::exchangeOf(session.trace(), *review.entry);
    if (outcome && !review.traceId)
        review.traceId = outcome->error.traceId;
    return review;
}

} // namespace baton::ui

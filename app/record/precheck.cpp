#include "app/record/precheck.h"

#include "app/base/whendone.h"
#include "app/orcid/scopes.h"
#include "app/record/content.h"
#include "app/record/itemreader.h"
#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::record {

using Act = JournalEntry::Act;
using State = Check::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Precheck)
};

Check check(Check::Id id, State state, const QString &what, const QString &detail)
{
    Check one;
    one.id = id;
    one.state = state;
    one.what = what;
    one.detail = detail;
    return one;
}

Check mayChange(const Proposal &proposal, const Circumstances &is)
{
    const QString what = proposal.act == Act::Add ? Words::tr("You may add it") : proposal.act == Act::Delete ? Words::tr("You may delete it")
                                                                                                              : Words::tr("You may change it");
    const QString no = proposal.act == Act::Add ? Words::tr("You may not add it") : proposal.act == Act::Delete ? Words::tr("You may not delete it")
                                                                                                                : Words::tr("You may not change it");
    if (!is.permission.allowed)
        return check(Check::Id::MayChange, State::Failed, no, is.permission.reason);
    if (proposal.act == Act::Add)
        return check(Check::Id::MayChange, State::Passed, what, Words::tr("Both halves of the source will be yours"));
    if (is.deletesOnly)
        return check(Check::Id::MayChange, State::Passed, what, is.permission.reason);
    return is.ours ? check(Check::Id::MayChange, State::Passed, what, Words::tr("Both halves of the source are yours"))
                   : check(Check::Id::MayChange, State::Failed, no, Words::tr("The registry compares both halves of the source, and they are not yours"));
}

/// The scope that carries this act; empty if none is held.
QString heldScope(const Proposal &proposal, const QStringList &held)
{
    const orcid::Section *section = orcid::findSection(proposal.section);
    const QStringList wanted = !section ? QStringList()
        : proposal.act == Act::Add      ? section->createScopes
        : proposal.act == Act::Delete   ? section->deleteScopes
                                        : section->updateScopes;
    for (const QString &scope : held) {
        if (orcid::holdsAny(orcid::expandScopes({ scope }), wanted))
            return scope;
    }
    return {};
}

Check token(const Proposal &proposal, const Circumstances &is)
{
    const QString scope = heldScope(proposal, is.scopes);
    if (scope.isEmpty())
        return check(Check::Id::Token, State::Failed, Words::tr("The token does not allow it"), is.permission.reason);
    if (is.ended && !is.renewsItself)
        return check(Check::Id::Token, State::Failed, Words::tr("The token has ended"), Words::tr("Renew it, then send"));
    const QString left = is.ended ? Words::tr("ended; renewed on sending")
                                  : Words::tr("%1:%2 left").arg(is.secondsLeft / 60).arg(is.secondsLeft % 60, 2, 10, QChar(u'0'));
    Check one = check(Check::Id::Token, State::Passed, Words::tr("The token allows it"), left);
    one.scope = scope;
    return one;
}

/// The item is as the journal says, and that is another content than the one that is taken back.
Check changedHere(const Proposal &proposal, const QString &readAt)
{
    const QString what = Words::tr("You changed it at %1").arg(proposal.changedAt.toLocalTime().toString(u"HH:mm"_s));
    if (proposal.act == Act::Change)
        return check(Check::Id::Meanwhile, State::Failed, what, Words::tr("Take back the later change first, or edit the item by hand."));
    return check(Check::Id::Meanwhile, State::Told, what, Words::tr("As the journal has it; nobody else changed it since. Read again at %1").arg(readAt));
}

Check meanwhile(const Proposal &proposal, const Circumstances &is)
{
    const auto say = [](State state, const QString &what, const QString &detail) { return check(Check::Id::Meanwhile, state, what, detail); };
    if (is.deletesOnly)
        return say(State::Unknown, Words::tr("Not read again"), Words::tr("This token reads nothing; what is shown is what was written last from here"));
    if (!is.now)
        return say(State::Running, Words::tr("Changed meanwhile?"), Words::tr("Reading it again…"));
    const QString at = is.nowAt.toLocalTime().toString(u"HH:mm"_s);
    if (!*is.now && is.now->error().httpStatus == 404)
        return say(proposal.act == Act::Delete ? State::Told : State::Warned, Words::tr("It is gone already"), Words::tr("Read again at %1: put-code %2 is no longer on the record").arg(at).arg(proposal.putCode));
    if (!*is.now)
        return say(State::Unknown, Words::tr("It could not be read again"), is.now->error().what);
    const Item &now = **is.now;
    const QDateTime seen = timeOf(proposal.before.value(u"last-modified-date"_s));
    const bool moved = seen.isValid() && now.changedAt.isValid() ? seen != now.changedAt : !isStored(proposal.section, forPost(proposal.before), now.json);
    Check one = moved ? say(State::Warned, Words::tr("Somebody changed it meanwhile"),
                    now.changedAt.isValid() ? Words::tr("Saved %1, read again at %2").arg(now.changedAt.toLocalTime().toString(u"HH:mm"_s), at)
                                            : Words::tr("Read again at %1").arg(at))
        : proposal.changedAt.isValid() ? changedHere(proposal, at)
                      : say(State::Passed, Words::tr("Nobody changed it meanwhile"), Words::tr("Read again at %1").arg(at));
    one.traceId = now.traceId;
    return one;
}

/// Which of its identifiers tell duplicates, spoken: "doi", "doi or pmid"; "content" where there are none.
QString identityWords(const Proposal &proposal)
{
    QStringList types;
    for (const ExternalId &id : externalIdsOf(proposal.section, proposal.content)) {
        if ((id.relationship.isEmpty() || id.relationship == u"self"_s) && !types.contains(id.type))
            types += id.type;
    }
    if (types.isEmpty())
        return proposal.section == u"researcher-urls"_s ? Words::tr("link") : Words::tr("content");
    return types.join(Words::tr(" or "));
}

Check duplicate(const Proposal &proposal, const Circumstances &is)
{
    const auto say = [](State state, const QString &what, const QString &detail) { return check(Check::Id::Duplicate, state, what, detail); };
    if (!hasIdentity(proposal.section, proposal.content))
        return say(State::Told, Words::tr("Duplicates are not recognised"), Words::tr("Nothing in it that the registry compares"));
    if (!is.section)
        return say(State::Running, Words::tr("A duplicate?"), Words::tr("Reading the section…"));
    if (!*is.section)
        return say(State::Unknown, Words::tr("Duplicates were not looked for"), is.section->error().what);
    for (const Item &item : (*is.section)->items) {
        if (item.putCode == proposal.putCode || !item.source.sameTuple(is.us) || !shareIdentity(proposal.section, proposal.content, item.json))
            continue;
        Check one = say(State::Warned, Words::tr("A duplicate"), Words::tr("“%1”, put-code %2, has the same %3; the registry will refuse it").arg(item.title).arg(item.putCode).arg(identityWords(proposal)));
        one.putCode = item.putCode;
        one.traceId = (*is.section)->traceId;
        return one;
    }
    Check one = say(State::Passed, Words::tr("No duplicate"), Words::tr("No other item of ours has this %1").arg(identityWords(proposal)));
    one.traceId = (*is.section)->traceId;
    return one;
}

// On a stored item any other visibility would be refused (403, 9035), so the stored one goes back.
Check notSent(const Proposal &proposal)
{
    const QString typed = textAt(proposal.content, { u"visibility"_s }), stored = textAt(proposal.before, { u"visibility"_s });
    if (proposal.act == Act::Change && !typed.isEmpty() && !stored.isEmpty() && typed != stored)
        return check(Check::Id::NotSent, State::Told, Words::tr("Not sent"),
            Words::tr("Visibility “%1”: only the researcher changes it; the registry would refuse it (9035) and keeps “%2”").arg(visibilityWord(typed), visibilityWord(stored)));
    return check(Check::Id::NotSent, State::Told, Words::tr("Not sent"),
        proposal.act == Act::Add ? Words::tr("Visibility and source; the registry sets both") : Words::tr("Visibility and source; the registry keeps its own"));
}

} // namespace

QJsonObject Proposal::body() const
{
    return act == Act::Delete ? QJsonObject() : act == Act::Add ? forPost(content) : forPut(before, content, putCode);
}

QJsonObject Proposal::bodyBefore() const
{
    return act == Act::Add || before.isEmpty() ? QJsonObject() : forPut(before, before, putCode);
}

QString Proposal::request(const exchange::DelegatedSession &session) const
{
    const QString path = session.delegation().environment.apiBase.path() + u'/' + (act == Act::Add ? addPath(session, section) : itemPath(session, section, putCode));
    return (act == Act::Add ? u"POST "_s : act == Act::Delete ? u"DELETE "_s : u"PUT "_s) + path;
}

Proposal Proposal::ofUndo(const JournalEntry &entry, const Undo::Plan &plan)
{
    Proposal proposal;
    proposal.act = plan.act;
    proposal.section = entry.section;
    proposal.putCode = plan.act == Act::Add ? 0 : plan.putCode;
    proposal.title = entry.title;
    proposal.undoes = entry.id;
    proposal.note = plan.note;
    proposal.changedAt = plan.changedAt;
    if (plan.act != Act::Add)
        proposal.before = !plan.known.isEmpty() ? plan.known : entry.stored.isEmpty() ? entry.sent : entry.stored;
    if (plan.act == Act::Delete && !plan.known.isEmpty())
        proposal.title = itemFromJson(entry.section, plan.known, true).title;
    if (plan.act == Act::Delete)
        return proposal;
    proposal.content = plan.content;
    // What was empty before is emptied again, as the writer does it.
    for (auto it = proposal.before.begin(); it != proposal.before.end(); ++it) {
        if (!proposal.content.contains(it.key()))
            proposal.content.insert(it.key(), QJsonValue::Null);
    }
    return proposal;
}

QList<Check> checksOf(const Proposal &proposal, const Circumstances &is)
{
    QList<Check> checks { mayChange(proposal, is), token(proposal, is) };
    if (proposal.act != Act::Add)
        checks += meanwhile(proposal, is);
    if (proposal.act != Act::Delete)
        checks += { duplicate(proposal, is), notSent(proposal) };
    return checks;
}

QString reasonNotToSend(const QList<Check> &checks)
{
    for (const Check &one : checks) {
        if (one.state == State::Failed)
            return one.detail.isEmpty() ? one.what : one.detail;
    }
    return {};
}

Precheck::Precheck(RecordClient &client, exchange::DelegatedSession &session, const Proposal &proposal, QObject *parent)
    : QObject(parent), m_client(client), m_session(session), m_proposal(proposal)
{
    m_reads = proposal.act != Act::Add && !client.deletesOnly();
    m_lists = proposal.act != Act::Delete && hasIdentity(proposal.section, proposal.content);
    connect(&client, &RecordClient::permissionsChanged, this, &Precheck::changed);
}

void Precheck::start()
{
    if (m_reads)
        whenDone(m_client.readItem(m_proposal.section, m_proposal.putCode), this, [this](const Result<Item> &item) {
            m_now = item;
            m_nowAt = QDateTime::currentDateTimeUtc();
            Q_EMIT changed();
        });
    if (m_lists)
        whenDone(m_client.readSection(m_proposal.section), this, [this](const Result<SectionContent> &content) {
            m_list = content;
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

bool Precheck::isDone() const
{
    return (!m_reads || m_now) && (!m_lists || m_list);
}

Permission Precheck::permission() const
{
    if (m_proposal.act == Act::Add)
        return m_client.mayAdd(m_proposal.section);
    Item item = m_now && *m_now ? **m_now : itemFromJson(m_proposal.section, m_proposal.before, true);
    item.section = m_proposal.section;
    if (m_client.deletesOnly() && item.source.clientId.isEmpty())
        item.source = m_client.ourSource(); // known by its put-code alone; the registry tells
    return m_proposal.act == Act::Delete ? m_client.mayDelete(item) : m_client.mayChange(item);
}

QList<Check> Precheck::checks() const
{
    Circumstances is;
    is.permission = permission();
    is.us = m_client.ourSource();
    is.ours = m_proposal.act == Act::Add || m_client.deletesOnly()
        || Source::fromJson(m_now && *m_now ? (*m_now)->json.value(u"source"_s) : m_proposal.before.value(u"source"_s)).sameTuple(is.us);
    is.scopes = m_session.token().scopes;
    is.secondsLeft = std::max(0, m_session.secondsLeft());
    is.ended = m_session.hasEnded();
    is.renewsItself = m_session.automaticRenewal();
    is.deletesOnly = m_client.deletesOnly();
    is.now = m_now;
    is.nowAt = m_nowAt;
    is.section = m_list;
    return checksOf(m_proposal, is);
}

QJsonObject Precheck::theirs() const
{
    if (!m_now || !*m_now)
        return {};
    for (const Check &one : checks()) {
        if (one.id == Check::Id::Meanwhile && one.state == State::Warned)
            return (*m_now)->json;
    }
    return {};
}

} // namespace baton::record

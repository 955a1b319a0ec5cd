#include "ui/inbox/standing.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Standing)
};

using Group = Standing::Group;
using Said = exchange::Probe::State;

QString clockTime(const QDateTime &when)
{
    return QLocale::c().toString(when.toLocalTime(), u"HH:mm"_s);
}

QString detailsOf(const exchange::Probe &probe)
{
    QString words = plain(probe.words);
    if (probe.state == Said::Unreachable && probe.nextTry.isValid())
        words = words.isEmpty() ? Words::tr("next try %1").arg(clockTime(probe.nextTry)) : Words::tr("%1, next try %2").arg(words, clockTime(probe.nextTry));
    return words;
}

QString shortWord(const QString &scope)
{
    if (scope == "/read-limited"_L1 || scope == "/read-public"_L1)
        return Words::tr("reads");
    if (scope == "/activities/update"_L1)
        return Words::tr("updates activities");
    if (scope == "/person/update"_L1)
        return Words::tr("updates person");
    return plain(scope);
}

QString whatNext(Said state)
{
    switch (state) {
    case Said::Revoked: return Words::tr("Only a new sign-in by the researcher brings it back. Ask the partner for a new package, or probe again once that has changed.");
    case Said::BadToken:
        return Words::tr("The registry signs with another key now, or the id_token is not from it. Ask the partner to have the researcher sign in again and for a new package.");
    case Said::Deactivated: return Words::tr("The researcher closed the record. Probe again once it is open.");
    default: return {};
    }
}

Standing fromProbe(const exchange::Probe &probe, const QString &sender)
{
    const QString details = detailsOf(probe);
    switch (probe.state) {
    case Said::StillGood: return { Group::Good, Words::tr("Still good"), details, u"okcircle"_s, Tone::Ok, false, true };
    case Said::DeleteOnly: return { Group::Revoked, Words::tr("Revoked: delete only"), details, u"warn"_s, Tone::Warn, true, false };
    case Said::Revoked: return { Group::Revoked, Words::tr("Revoked, nothing left"), details, u"xcircle"_s, Tone::Err, false, false };
    case Said::NotEnabled: return { Group::NotEnabled, Words::tr("Not enabled for this client"), details, u"skip"_s, Tone::Warn, false, true };
    case Said::NotAllowed:
        return { Group::Other, Words::tr("Not allowed for %1").arg(sender.isEmpty() ? Words::tr("this client") : sender), details, u"stop"_s, Tone::Err, false, true };
    case Said::Deactivated: return { Group::Revoked, Words::tr("Record deactivated"), details, u"xcircle"_s, Tone::Err, false, false };
    case Said::Locked: return { Group::Other, Words::tr("Record locked by the registry"), details, u"lock"_s, Tone::Err, false, true };
    case Said::BadToken: return { Group::Revoked, Words::tr("id_token not accepted"), details, u"xcircle"_s, Tone::Err, false, false };
    case Said::Unreachable: return { Group::Unreachable, Words::tr("Unreachable"), details, u"unplugged"_s, Tone::Neutral, false, true };
    case Said::Refused: break;
    }
    return { Group::Other, Words::tr("Refused"), details, u"xcircle"_s, Tone::Err, false, true };
}

} // namespace

Standing standingOf(const handover::Delivery &delivery, const std::optional<exchange::Probe> &probe)
{
    using State = handover::Delivery::State;
    if (delivery.state == State::Refused)
        return { Group::Other, Words::tr("Refused here"), plain(delivery.stateWords), u"shieldoff"_s, Tone::Err, false, false };
    if (probe) {
        Standing standing = fromProbe(*probe, plain(delivery.senderName));
        // What is behind the status then, the words or the token beside them say.
        const bool told = probe->state == Said::StillGood || probe->state == Said::DeleteOnly;
        standing.next = whatNext(probe->state);
        standing.inShort = told ? standing.details.section(u',', 0, 0) : standing.details;
        return standing;
    }
    switch (delivery.state) {
    case State::NotEnabled: return { Group::NotEnabled, Words::tr("Not enabled for this client"), {}, u"skip"_s, Tone::Warn, false, true };
    case State::Revoked: return { Group::Revoked, Words::tr("Revoked"), {}, u"xcircle"_s, Tone::Err, false, false };
    case State::Ended: return { Group::Revoked, Words::tr("Gives nothing any more"), plain(delivery.stateWords), u"xcircle"_s, Tone::Err, false, false };
    default: return { Group::Other, Words::tr("Not probed"), {}, u"pending"_s, Tone::Neutral, false, true };
    }
}

QString mayWords(const QStringList &scopes)
{
    QStringList words;
    for (const QString &scope : scopes) {
        if (scope != u"openid"_s && scope != u"/authenticate"_s)
            words << shortWord(scope);
    }
    words.removeDuplicates();
    return words.join(u", "_s);
}

} // namespace baton::ui

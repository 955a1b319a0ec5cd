// The faults of state: held against accounts, records and key while they are on, and taken back in reverse order.
#include "app/practice/board/faultengine.h"

namespace baton::practice {

void FaultEngine::undo()
{
    while (!m_undo.isEmpty())
        m_undo.takeLast()();
}

void FaultEngine::apply()
{
    for (const Fault &each : board().faults) {
        if (!each.on)
            continue;
        if (each.name == faultname::notEnabled)
            withholdGrant(each.setting(QStringLiteral("client")));
        else if (each.name == faultname::allowList)
            nameOthers();
        else if (each.name == faultname::revoked)
            revokeAll(each);
        else if (each.name == faultname::recordClosed)
            closeRecord(each);
    }
}

void FaultEngine::withholdGrant(const QString &clientId)
{
    Client *client = m_accounts.editClient(clientId);
    if (!client)
        return;
    client->grantWithheld = true;
    m_undo.append([this, clientId] {
        if (Client *again = m_accounts.editClient(clientId))
            again->grantWithheld = false;
    });
}

void FaultEngine::nameOthers()
{
    QStringList ids;
    for (const Client &client : m_accounts.clients())
        ids << client.id;
    const auto all = [this, ids](bool others) {
        for (const QString &id : ids) {
            if (Client *client = m_accounts.editClient(id))
                client->namesOthers = others;
        }
    };
    all(true);
    m_undo.append([all] { all(false); });
}

void FaultEngine::suspend(const TokenRow &row, const QString &reason)
{
    if (row.disabled)
        return;
    const QByteArray value = row.value;
    m_accounts.suspend(value, reason);
    m_undo.append([this, value] { m_accounts.resume(value); });
}

void FaultEngine::revokeAll(const Fault &fault)
{
    const QString who = fault.setting(QStringLiteral("who")), record = fault.setting(QStringLiteral("record"));
    const QString reason = who == u"client" ? revoke::byClient : who == u"staff" ? revoke::byStaff : revoke::byResearcher;
    QStringList orcids { record };
    if (record == u"all") {
        orcids.clear();
        for (const Researcher *researcher : m_records.all())
            orcids << researcher->orcid;
    }
    for (const QString &orcid : orcids) {
        for (const TokenRow *row : m_accounts.tokensOfRecord(orcid)) {
            // A partner's running hour goes on, and what is allowed anew afterwards counts (orcid.md 4.6).
            if (row->oboClientId.isEmpty() && row->serial <= m_revokedUpTo)
                suspend(*row, reason);
        }
    }
}

void FaultEngine::closeRecord(const Fault &fault)
{
    const QString orcid = fault.setting(QStringLiteral("record"));
    Researcher *researcher = m_records.edit(orcid);
    if (!researcher)
        return;
    const bool locked = fault.setting(QStringLiteral("state")) == u"locked";
    const Researcher::State before = researcher->state, closed = locked ? Researcher::State::Locked : Researcher::State::Deactivated;
    researcher->state = closed;
    m_undo.append([this, orcid, before, closed] {
        Researcher *again = m_records.edit(orcid);
        if (again && again->state == closed)
            again->state = before;
    });
    if (locked)
        return;
    for (const TokenRow *row : m_accounts.tokensOfRecord(orcid))
        suspend(*row, revoke::recordDeactivated);
}

void FaultEngine::moveClock(std::chrono::milliseconds offset)
{
    if (m_clock.offset() == offset)
        return;
    m_clock.setOffset(offset);
    m_movedClock = true;
}

/// A clock that stands so already, moved by hand perhaps, stays where it is.
void FaultEngine::setClock(const Fault &next)
{
    Fault now = next;
    readClock(now);
    const QString how = next.setting(QStringLiteral("how"));
    if (!next.on)
        moveClock({});
    else if (!now.on || now.setting(QStringLiteral("how")) != how)
        moveClock(clockfault::offsetOf(how));
}

void FaultEngine::readClock(Fault &shown) const
{
    const auto offset = m_clock.offset();
    shown.on = offset.count() != 0;
    if (!shown.on)
        return;
    for (FaultSetting &setting : shown.settings)
        setting.value = clockfault::nameOf(offset);
}

void FaultEngine::rotateKey(bool on)
{
    if (!on) {
        if (!m_formerKey.isNull())
            m_idTokens.setKey(std::exchange(m_formerKey, {}));
        return;
    }
    m_formerKey = m_idTokens.key();
    const QString kid = m_formerKey.kid(), stem = kid.left(kid.lastIndexOf(QLatin1Char('-')) + 1);
    const int number = kid.mid(stem.size()).toInt() + ++m_rotations;
    m_idTokens.setKey(jose::Jwk::generateRsa(2048).withKid(stem + QString::number(number)).withUse(QStringLiteral("sig")).withAlg(QStringLiteral("RS256")));
}

} // namespace baton::practice

#include "app/practice/board/faultengine.h"

namespace baton::practice {

namespace {

/// Of the item that is said to be there already; in an empty section one that was there a moment ago.
qint64 otherPutCode(const Researcher *researcher, const orcid::Section &section)
{
    const bool none = !researcher || researcher->section(section.key).isEmpty();
    return none ? 1 : researcher->section(section.key).constLast().putCode;
}

} // namespace

FaultEngine::FaultEngine(Accounts &accounts, Records &records, IdTokens &idTokens, PracticeClock &clock)
    : m_accounts(accounts), m_records(records), m_idTokens(idTokens), m_clock(clock)
{
    m_board.faults = faultCatalogue({});
    setSeed(std::random_device {}());
    m_idTokens.setFlawSource([this] {
        const Fault &wrong = fault(faultname::wrongIdToken);
        const QString flaw = wrong.on ? wrong.setting(QStringLiteral("flaw")) : QString();
        if (wrong.on)
            acted(wrong.name);
        return flaw;
    });
}

void FaultEngine::setSeed(quint32 seed)
{
    m_seed = seed;
    m_random.seed(seed);
}

FaultPeople peopleOf(const Accounts &accounts, const Records &records)
{
    FaultPeople people;
    for (const Client &client : accounts.clients()) {
        if (client.member)
            people.clients.append({ client.id, client.name });
        if (client.inDemonstration && client.allowList.isEmpty())
            people.client = client.id; // the one that exchanges
    }
    for (const Researcher *researcher : records.all())
        people.records.append({ researcher->orcid, researcher->displayName() });
    return people;
}

FaultBoard FaultEngine::board() const
{
    FaultBoard board { faultCatalogue(peopleOf(m_accounts, m_records)) };
    for (Fault &shown : board.faults) {
        const Fault *kept = m_board.find(shown.name);
        shown.on = kept->on;
        for (FaultSetting &setting : shown.settings) {
            const QString value = kept->setting(setting.key);
            if (checkSetting(shown, setting.key, value, Strict::Running))
                setting.value = value;
        }
        if (shown.name == faultname::clock)
            readClock(shown);
    }
    return board;
}

Fault &FaultEngine::fault(const QString &name)
{
    return *std::find_if(m_board.faults.begin(), m_board.faults.end(), [&name](const Fault &each) { return each.name == name; });
}

Result<void> FaultEngine::set(const QString &name, bool on, const FaultValues &values)
{
    const FaultBoard now = board();
    const auto known = findFault(now, name);
    if (!known)
        return fail(known.error());
    Fault next = **known;
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (const auto fits = checkSetting(next, it.key(), it.value(), Strict::Running); !fits)
            return fail(fits.error());
        for (FaultSetting &setting : next.settings) {
            if (setting.key == it.key())
                setting.value = it.value();
        }
    }
    const bool wasOn = next.on;
    next.on = on;
    undo();
    fault(name) = next;
    if (name == faultname::revoked && on)
        m_revokedUpTo = m_accounts.lastSerial();
    if (name == faultname::keyRotated && on != wasOn)
        rotateKey(on);
    if (name == faultname::clock)
        setClock(next);
    apply();
    changed();
    return {};
}

void FaultEngine::switchOff()
{
    undo();
    if (fault(faultname::keyRotated).on)
        rotateKey(false);
    for (Fault &each : m_board.faults)
        each.on = false;
    moveClock({});
}

void FaultEngine::allOff()
{
    switchOff();
    changed();
}

void FaultEngine::reset()
{
    switchOff();
    m_board.faults = faultCatalogue({});
    m_movedClock = false;
    changed();
}

void FaultEngine::changed()
{
    const bool moved = std::exchange(m_movedClock, false);
    if (moved && m_clockMoved)
        m_clockMoved();
    else if (m_changed)
        m_changed();
}

void FaultEngine::acted(const QString &name)
{
    fault(name).on = false;
    changed();
}

void FaultEngine::lifted(const std::function<void()> &work)
{
    undo();
    work();
    apply();
}

Refusal FaultEngine::intercept(const QByteArray &method, const QString &orcid, const orcid::Section &section, qint64)
{
    const bool change = method == "PUT" || method == "DELETE";
    if (change && fault(faultname::putCodeGone).on) {
        acted(faultname::putCodeGone);
        return ApiError(9016);
    }
    // Items of a person say 9030 with the value instead; the board speaks of activities.
    if (method == "POST" && section.isActivity() && fault(faultname::duplicate).on) {
        acted(faultname::duplicate);
        return ApiError(9021, {}, { QString::number(otherPutCode(m_records.find(orcid), section)) });
    }
    return std::nullopt;
}

} // namespace baton::practice

#pragma once

#include "app/practice/api/memberapi.h"
#include "app/practice/board/catalogue.h"
#include "app/practice/board/trouble.h"
#include "app/practice/oauth/idtokens.h"
#include "app/practice/practiceclock.h"

namespace baton::practice {

/// Whom faults may name.
FaultPeople peopleOf(const Accounts &accounts, const Records &records);

/// The fault board at work: keeps the switches, holds the faults of state against accounts, records and key while they are
/// on, and decides what happens to each request. Lives in the registry's thread.
class FaultEngine {
public:
    FaultEngine(Accounts &accounts, Records &records, IdTokens &idTokens, PracticeClock &clock);
    FaultEngine(const FaultEngine &) = delete;
    FaultEngine &operator=(const FaultEngine &) = delete;

    /// With the clients and researchers there are now.
    FaultBoard board() const;
    /// Settings that are not named stay. Errors: practice.fault, practice.fault_setting; nothing is changed then.
    Result<void> set(const QString &name, bool on, const FaultValues &values = {});
    /// The clock goes by real time again, too.
    void allOff();
    /// The same, and every setting is again the first. Whoever resets sets the clock, too, and tells of it.
    void reset();
    /// Called instead of onChange()'s when the clock was moved as well.
    void onClockMoved(std::function<void()> moved) { m_clockMoved = std::move(moved); }
    /// Called after every change, also when a fault that acts once has acted.
    void onChange(std::function<void()> changed) { m_changed = std::move(changed); }

    /// Shares are drawn from this, so that a run can be repeated.
    void setSeed(quint32 seed);
    quint32 seed() const { return m_seed; }
    Trouble trouble(const QByteArray &path) { return drawTrouble(m_board, path, m_random); }
    /// For MemberApi::setIntercept.
    Refusal intercept(const QByteArray &method, const QString &orcid, const orcid::Section &section, qint64 putCode);

    /// Runs the work with nothing held against anybody, and takes the faults up again: what is saved is the state beneath.
    void lifted(const std::function<void()> &work);

private:
    Fault &fault(const QString &name);
    void apply();
    void undo();
    void rotateKey(bool on);
    void switchOff();
    void moveClock(std::chrono::milliseconds offset);
    void setClock(const Fault &next);
    /// What the board says about the clock is what the clock says, whoever moved it.
    void readClock(Fault &shown) const;
    void acted(const QString &name);
    void changed();
    void withholdGrant(const QString &clientId);
    void nameOthers();
    void revokeAll(const Fault &fault);
    void closeRecord(const Fault &fault);
    void suspend(const TokenRow &row, const QString &reason);

    Accounts &m_accounts;
    Records &m_records;
    IdTokens &m_idTokens;
    PracticeClock &m_clock;
    FaultBoard m_board; ///< choices of clients and records are looked up anew by board()
    QList<std::function<void()>> m_undo;
    quint64 m_revokedUpTo = 0; ///< tokens issued later are not revoked by the fault
    jose::Jwk m_formerKey;
    int m_rotations = 0;
    quint32 m_seed = 0;
    std::mt19937 m_random;
    std::function<void()> m_changed, m_clockMoved;
    bool m_movedClock = false; ///< since the last call of changed()
};

} // namespace baton::practice

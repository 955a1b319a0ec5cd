#pragma once

#include "app/base/result.h"

#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QMetaType>
#include <QtCore/QString>

namespace baton::practice {

/// One choice of a fault's setting.
struct FaultChoice {
    QString value; ///< "user", "30", "after"
    QString label; ///< "by the researcher", "30 %"
};

struct FaultSetting {
    QString key;   ///< "who", "client", "record", "share", "when", "delay"
    QString label; ///< for screen readers and the control API
    QList<FaultChoice> choices;
    QString value; ///< one of the choices
};

/// A switch of the fault board: something that goes wrong at ORCID, made to go wrong here.
struct Fault {
    QString name;     ///< stable: "not-enabled", "revoked", "slow", …; --fault and the control API use it
    QString group;    ///< "Delegation", "Record", "Tokens and keys", "Network"
    QString title;    ///< "Client not enabled for delegation"
    QString sentence; ///< what ORCID does there
    QList<FaultSetting> settings;
    bool on = false;

    QString setting(const QString &key) const; ///< value; empty when there is none
    /// "Client not enabled for delegation (Open Grants Platform)".
    QString summary() const;
};

using FaultValues = QHash<QString, QString>; ///< setting key to value

/// What the board looks like now: a copy that may be read in any thread.
struct FaultBoard {
    QList<Fault> faults;
    const Fault *find(const QString &name) const;
    int onCount() const;
    int onCount(const QString &group) const;
    QStringList groups() const; ///< in order
};

/// A fault as typed after --fault: "slow", "slow=3s", "unavailable=share:30,when:after". Errors: practice.fault (names the
/// known ones), practice.fault_setting (names the choices).
struct FaultRequest {
    QString name;
    FaultValues values;
    static Result<FaultRequest> parse(const QString &text);
};

} // namespace baton::practice

Q_DECLARE_METATYPE(baton::practice::FaultBoard)

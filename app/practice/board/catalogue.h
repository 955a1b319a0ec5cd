#pragma once

#include "app/practice/faults.h"

#include <chrono>

namespace baton::practice {

/// Names of the faults, as --fault and the control API know them.
namespace faultname {
inline const QString notEnabled = QStringLiteral("not-enabled"), revoked = QStringLiteral("revoked"),
                     allowList = QStringLiteral("not-on-allow-list"), recordClosed = QStringLiteral("record-closed"),
                     duplicate = QStringLiteral("duplicate"), putCodeGone = QStringLiteral("put-code-gone"),
                     clock = QStringLiteral("clock"), keyRotated = QStringLiteral("key-rotated"), wrongIdToken = QStringLiteral("wrong-id-token"),
                     jwksUnreachable = QStringLiteral("jwks-unreachable"), slow = QStringLiteral("slow"),
                     unavailable = QStringLiteral("unavailable"), dropped = QStringLiteral("dropped"), spoilt = QStringLiteral("spoilt");
} // namespace faultname

/// The fault "clock": how far each of its choices moves the registry's clock, and which of them such a move is.
namespace clockfault {
std::chrono::milliseconds offsetOf(const QString &how);
QString nameOf(std::chrono::milliseconds offset);
} // namespace clockfault

/// Who the settings "client" and "record" may name.
struct FaultPeople {
    QList<FaultChoice> clients; ///< by client id
    QList<FaultChoice> records; ///< by bare iD
    QString client;             ///< starts chosen; empty = the first
};

/// Every fault, switched off, with its first settings.
QList<Fault> faultCatalogue(const FaultPeople &people);

/// Whether the setting's choices are clients or records, and so known only to a running registry.
bool namesSomebody(const QString &settingKey);

enum class Strict {
    Published, ///< clients and records are not looked up
    Running,   ///< every value must be one of the choices
};
/// Errors: practice.fault_setting.
Result<void> checkSetting(const Fault &fault, const QString &key, const QString &value, Strict strict);
/// Errors: practice.fault. The pointer is into the board.
Result<const Fault *> findFault(const FaultBoard &board, const QString &name);

} // namespace baton::practice

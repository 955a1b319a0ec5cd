#pragma once

#include "app/practice/faults.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace baton::practice {

/// {"name","group","title","sentence","on","settings":[{"key","label","value","choices":[{"value","label"}]}]}
QJsonObject faultToJson(const Fault &fault);
QJsonArray faultsToJson(const FaultBoard &board);

/// {"slow":{"delay":"3s"},"duplicate":{}}: only what is on, for a file that people read.
QJsonObject faultsThatAreOn(const FaultBoard &board);

/// The settings of such an object: text, or a number where a number is meant. Errors: practice.fault_setting.
Result<FaultValues> faultValuesFromJson(const QJsonObject &settings);

} // namespace baton::practice

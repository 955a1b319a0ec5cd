#pragma once

#include "app/orcid/rules.h"
#include "app/orcid/shape.h"
#include "app/record/difference.h"

namespace baton::record {

/// The described field at a path of JSON keys ("resource-item[0]/hosts"); null when there is none.
const orcid::Field *fieldAt(const QList<orcid::Field> &fields, const QString &path);
/// The value there; undefined when there is none.
QJsonValue valueOn(const QJsonObject &content, const QString &path);

FieldProblem inWords(const orcid::ShapeProblem &problem, const orcid::Field *field);
FieldProblem inWords(const orcid::RuleBreach &breach, const QJsonObject &content);

} // namespace baton::record

#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace baton::ui {

struct DiffLine {
    QChar mark; ///< ' ', '+' or '-'; '.' for lines left out
    QString text;
};

/// Two objects as indented text, line by line: what stays, what goes, what comes.
QList<DiffLine> jsonDifference(const QJsonObject &before, const QJsonObject &after);
/// Long runs of unchanged lines become one that says how many there are.
QList<DiffLine> folded(const QList<DiffLine> &lines);

} // namespace baton::ui

#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace baton::ui {

struct DiffLine {
    QChar mark; ///< ' ', '+' or '-'
    QString text;
};

/// Two objects as indented text, line by line: what stays, what goes, what comes.
QList<DiffLine> jsonDifference(const QJsonObject &before, const QJsonObject &after);

} // namespace baton::ui

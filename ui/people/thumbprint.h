#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace baton::ui {

/// Groups of four hex digits, eight to a line.
QString thumbprintLines(const QByteArray &thumbprint);

} // namespace baton::ui

#pragma once

#include <QtCore/QString>

namespace baton::ui {

/// JSON with a line per member, indented by two; members keep their order and numbers their spelling.
/// Works on text, so what is cut short or not JSON comes out as far as it goes.
QString prettyJson(const QString &text);

} // namespace baton::ui

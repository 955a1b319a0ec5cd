#pragma once

#include <QtCore/QString>

namespace baton::ui {

class Theme;

/// The application's style sheet with the theme's colours, sizes and fonts filled in.
QString styleSheetFor(const Theme &theme);

} // namespace baton::ui

#pragma once

namespace baton::ui {

/// What the desktop asks for. The one place with differences between Qt versions: colour schemes have an API from
/// Qt 6.5 (QStyleHints::colorScheme); before, the lightness of the platform's own palette tells.
/// Call it only while no palette of ours is set.
bool systemIsDark();
/// Reduced motion, where the desktop keeps it in a readable place (Windows, KDE, GTK).
bool systemIsStill();

} // namespace baton::ui

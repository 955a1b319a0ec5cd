#pragma once

class QAccessibleInterface;

namespace baton::ui {

/// Gives every widget with an `accessibleRole` property that role in the accessibility tree, and Meter its value
/// (Qt has no other way: plain widgets are fillers). Once per application; Theme calls it.
void installAccessibleRoles();

} // namespace baton::ui

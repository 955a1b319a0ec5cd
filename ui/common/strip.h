#pragma once

#include <QtWidgets/QFrame>

namespace baton::ui {

/// A strip across a card, no higher than what it holds, with a line at the card's side: "header" above, "foot" below.
QFrame *makeStrip(const char *kind, QWidget *parent);

} // namespace baton::ui

#pragma once

#include <functional>

class QLineEdit;
class QPlainTextEdit;

namespace baton::ui {

/// What is marked in this field leaves it like any secret: hinted, and cleared after 30 s (S50), by key and by menu alike.
/// Marking puts nothing into X11's other clipboard, and marked text cannot be dragged out.
void copyLikeSecret(QLineEdit *field);
/// `holdsSecret` is asked each time; while it says no, the text behaves like any other. Without it the text always is secret.
void copyLikeSecret(QPlainTextEdit *text, std::function<bool()> holdsSecret = {});

} // namespace baton::ui

#pragma once

class QLineEdit;
class QPlainTextEdit;

namespace baton::ui {

/// What is marked in this field leaves it like any secret: hinted, and cleared after 30 s (S50). Its menu, which would copy
/// around that, is gone, and marking puts nothing into X11's other clipboard.
void copyLikeSecret(QLineEdit *field);
void copyLikeSecret(QPlainTextEdit *text);

} // namespace baton::ui

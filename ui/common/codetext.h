#pragma once

#include <QtGui/QSyntaxHighlighter>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

/// Colours the keys, strings, numbers and words of JSON.
class JsonHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit JsonHighlighter(QTextDocument *document);

protected:
    void highlightBlock(const QString &text) override;
};

/// Read-only text in the fixed font: raw tokens, JSON, HTTP messages. Tab leaves it. What must not be copied must not
/// be in the text.
class CodeText : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeText(const QString &accessibleName, QWidget *parent = nullptr);
    /// With colours when `json`; control characters are removed (S51). Keeps the scroll position for the same text.
    void setCode(const QString &text, bool json = false);

private:
    JsonHighlighter *m_highlighter = nullptr;
};

} // namespace baton::ui

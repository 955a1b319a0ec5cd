#pragma once

#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

/// Read-only text in the fixed font: raw tokens, JSON, HTTP messages. JSON colours, set-off placeholders of hidden secrets,
/// line numbers if wished; control characters are removed (S51). Tab leaves it. What is hidden is absent from the text
/// itself, so that copying cannot leak it.
class CodeView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(const QString &accessibleName, bool numbers = false, QWidget *parent = nullptr);
    void setCode(const QString &text); ///< keeps the scroll position for the same text

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    int numbersWidth() const;
    void placeNumbers();
    void paintNumbers(QPaintEvent *event);
    friend class LineNumbers;

    QWidget *m_numbers = nullptr;
};

} // namespace baton::ui

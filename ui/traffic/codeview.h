#pragma once

#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

/// Read-only text in the fixed font with line numbers, JSON colours and set-off placeholders of hidden secrets. What is
/// hidden is absent from the text itself, so that copying cannot leak it.
class CodeView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeView(const QString &accessibleName, bool numbers, QWidget *parent = nullptr);
    void setCode(const QString &text);

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

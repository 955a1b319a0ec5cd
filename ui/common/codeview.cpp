#include "ui/common/codeview.h"

#include "app/base/text.h"
#include "ui/common/theme.h"

#include <QtCore/QRegularExpression>
#include <QtGui/QPainter>
#include <QtGui/QSyntaxHighlighter>
#include <QtGui/QTextBlock>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

class CodeHighlighter : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        static const QRegularExpression key(u"\"(?:[^\"\\\\]|\\\\.)*\"(?=\\s*:)"_s);
        static const QRegularExpression string(u"(?<=: )\"(?:[^\"\\\\]|\\\\.)*\"|(?<=^)\\s*\"(?:[^\"\\\\]|\\\\.)*\"(?=,?$)"_s);
        static const QRegularExpression number(u"(?<=: )-?[0-9][0-9.eE+-]*|(?<=: )(?:true|false|null)"_s);
        static const QRegularExpression hidden(u"‹[^›]*›"_s);
        const Colors &c = Theme::of().colors();
        mark(text, key, c.jsonKey);
        mark(text, string, c.jsonString);
        mark(text, number, c.jsonNumber);
        for (auto it = hidden.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            QTextCharFormat format;
            format.setForeground(c.text2);
            format.setBackground(c.muted);
            setFormat(int(match.capturedStart()), int(match.capturedLength()), format);
        }
    }

private:
    void mark(const QString &text, const QRegularExpression &pattern, const QColor &color)
    {
        for (auto it = pattern.globalMatch(text); it.hasNext();) {
            const auto match = it.next();
            setFormat(int(match.capturedStart()), int(match.capturedLength()), color);
        }
    }
};

} // namespace

class LineNumbers : public QWidget {
public:
    explicit LineNumbers(CodeView *view) : QWidget(view), m_view(view) { }

protected:
    void paintEvent(QPaintEvent *event) override { m_view->paintNumbers(event); }

private:
    CodeView *m_view;
};

CodeView::CodeView(const QString &accessibleName, bool numbers, QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("kind", u"bare code"_s);
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    auto *highlighter = new CodeHighlighter(document());
    if (numbers) {
        m_numbers = new LineNumbers(this);
        connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeNumbers);
        connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &, int) { m_numbers->update(); });
    }
    const auto restyle = [this, highlighter] {
        setFont(Theme::of().font("mono"));
        highlighter->rehighlight();
        placeNumbers();
    };
    connect(&Theme::of(), &Theme::changed, this, restyle);
    restyle();
}

void CodeView::setCode(const QString &text)
{
    const QString clean = plain(text, true);
    if (clean != toPlainText())
        setPlainText(clean);
}

int CodeView::numbersWidth() const
{
    return m_numbers ? fontMetrics().horizontalAdvance(QString::number(qMax(10, blockCount()))) + 18 : 0;
}

void CodeView::placeNumbers()
{
    setViewportMargins(numbersWidth(), 0, 0, 0);
    if (m_numbers)
        m_numbers->setGeometry(contentsRect().left(), contentsRect().top(), numbersWidth(), contentsRect().height());
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

void CodeView::paintNumbers(QPaintEvent *event)
{
    QPainter painter(m_numbers);
    painter.setFont(font());
    painter.setPen(Theme::of().colors().text3);
    if (document()->isEmpty())
        return;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
        if (box.top() > event->rect().bottom())
            break;
        painter.drawText(QRectF(0, box.top(), m_numbers->width() - 12, fontMetrics().height()), Qt::AlignRight | Qt::AlignVCenter,
            QString::number(block.blockNumber() + 1));
    }
}

} // namespace baton::ui

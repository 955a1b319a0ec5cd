#include "ui/common/codetext.h"

#include "ui/common/theme.h"

#include "app/base/text.h"

#include <QtCore/QRegularExpression>

namespace baton::ui {

using namespace Qt::StringLiterals;

JsonHighlighter::JsonHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
    connect(&Theme::of(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression token(
        uR"("(?:[^"\\]|\\.)*"?(\s*:)?|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b|\b(?:true|false|null)\b)"_s);
    const Colors &c = Theme::of().colors();
    for (auto it = token.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const bool string = text.at(match.capturedStart()) == u'"';
        const QColor color = !string ? c.jsonNumber : match.hasCaptured(1) ? c.jsonKey : c.jsonString;
        const int tail = match.hasCaptured(1) ? int(match.capturedLength(1)) : 0;
        setFormat(int(match.capturedStart()), int(match.capturedLength()) - tail, color);
    }
}

CodeText::CodeText(const QString &accessibleName, QWidget *parent) : QPlainTextEdit(parent)
{
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setProperty("kind", u"code"_s);
    setReadOnly(true);
    setTabChangesFocus(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setUndoRedoEnabled(false);
}

void CodeText::setCode(const QString &text, bool json)
{
    const QString clean = plain(text, true);
    if (json && !m_highlighter)
        m_highlighter = new JsonHighlighter(document());
    else if (!json && m_highlighter)
        delete std::exchange(m_highlighter, nullptr);
    if (clean != toPlainText())
        setPlainText(clean);
}

} // namespace baton::ui

#include "ui/record/review/jsondiffview.h"

#include "ui/common/widgets.h"
#include "ui/record/review/jsondiff.h"

#include <QtGui/QTextBlock>

namespace baton::ui {

JsonDiffView::JsonDiffView(const QString &accessibleName, QWidget *parent) : CodeView(accessibleName, false, parent)
{
    setLineWrapMode(QPlainTextEdit::NoWrap);
    connect(&Theme::of(), &Theme::changed, this, &JsonDiffView::fill);
}

void JsonDiffView::show(const QJsonObject &before, const QJsonObject &after)
{
    m_before = before;
    m_after = after;
    fill();
}

void JsonDiffView::fill()
{
    const QList<DiffLine> lines = folded(jsonDifference(m_before, m_after));
    QStringList texts;
    for (const DiffLine &line : lines) {
        const QChar sign = line.mark == u'-' ? QChar(u'−') : line.mark == u'.' ? QChar(u' ') : line.mark;
        texts += QString(sign) + u' ' + line.text;
    }
    clear();
    setCode(texts.join(u'\n'));
    int changed = -1;
    QTextBlock block = document()->begin();
    for (int i = 0; i < lines.size() && block.isValid(); ++i, block = block.next()) {
        if (lines[i].mark != u'-' && lines[i].mark != u'+')
            continue;
        if (changed < 0)
            changed = i;
        QTextBlockFormat format;
        format.setBackground(toneSoft(lines[i].mark == u'-' ? Tone::Err : Tone::Ok));
        QTextCursor(block).setBlockFormat(format);
    }
    // The first change in sight, with a few lines before it.
    QTextCursor top(document()->findBlockByNumber(qMax(0, changed - 4)));
    moveCursor(QTextCursor::End);
    setTextCursor(top);
}

} // namespace baton::ui

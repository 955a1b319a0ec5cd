#include "ui/signin/linkview.h"

#include "ui/common/theme.h"

#include <QtGui/QSyntaxHighlighter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextLayout>
#include <QtWidgets/QScrollBar>

namespace baton::ui {

namespace {

class ParameterNames : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        QTextCharFormat name;
        name.setFontWeight(QFont::DemiBold);
        name.setForeground(Theme::of().colors().text);
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text.at(i) != u'?' && text.at(i) != u'&')
                continue;
            const qsizetype end = text.indexOf(u'=', i);
            if (end > i)
                setFormat(int(i + 1), int(end - i - 1), name);
        }
    }
};

constexpr int maxLines = 12;

} // namespace

LinkView::LinkView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setAccessibleName(tr("Sign-in link"));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("kind", QStringLiteral("bare"));
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAnywhere);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(0);
    auto *names = new ParameterNames(document());
    const auto restyle = [this, names] {
        setFont(Theme::of().font("mono"));
        QPalette colors = palette();
        colors.setColor(QPalette::Base, Qt::transparent);
        colors.setColor(QPalette::Text, Theme::of().colors().text2);
        setPalette(colors);
        names->rehighlight();
        fit();
    };
    connect(&Theme::of(), &Theme::changed, this, restyle);
    restyle();
}

void LinkView::setLink(const QUrl &link, const QString &insteadOfLink)
{
    setPlainText(link.isEmpty() ? insteadOfLink : link.toString(QUrl::FullyEncoded));
    fit();
}

void LinkView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void LinkView::fit()
{
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        blockBoundingGeometry(block); // lays the block out
        lines += qMax(1, block.layout()->lineCount());
    }
    const int height = qBound(1, lines, maxLines) * fontMetrics().lineSpacing() + 12;
    if (height != this->height() || minimumHeight() != height)
        setFixedHeight(height);
    if (lines <= maxLines)
        verticalScrollBar()->setValue(0);
}

QSize LinkView::sizeHint() const
{
    return { 300, minimumHeight() };
}

QSize LinkView::minimumSizeHint() const
{
    return { 120, minimumHeight() };
}

} // namespace baton::ui

#include "ui/signin/linkview.h"

#include "ui/common/theme.h"

#include <QtCore/QMimeData>
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
constexpr QChar lineMayEnd(0x200B), staysTogether(0x2060);

// Lines end before a parameter, else within a long value; never within a parameter's name.
QString breakable(const QString &link)
{
    QString out;
    for (const QChar c : link) {
        if (c == u'&')
            out += lineMayEnd;
        out += c;
        if (c == u'-' || c == u'/')
            out += staysTogether;
        if (c == u'?')
            out += lineMayEnd;
    }
    return out;
}

} // namespace

LinkView::LinkView(QWidget *parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setAccessibleName(tr("Sign-in link"));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("kind", QStringLiteral("bare flush"));
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
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
    setPlainText(link.isEmpty() ? insteadOfLink : breakable(link.toString(QUrl::FullyEncoded)));
    fit();
}

QString LinkView::link() const
{
    return toPlainText().remove(lineMayEnd).remove(staysTogether);
}

// What is copied is the link to the letter.
QMimeData *LinkView::createMimeDataFromSelection() const
{
    auto *copied = new QMimeData;
    copied->setText(textCursor().selectedText().remove(lineMayEnd).remove(staysTogether));
    return copied;
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
    const int height = qBound(1, lines, maxLines) * fontMetrics().lineSpacing() + 2;
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

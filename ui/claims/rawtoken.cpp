#include "ui/claims/rawtoken.h"

#include "ui/claims/tokenparts.h"
#include "ui/common/secretcopying.h"
#include "ui/common/theme.h"

#include <QtGui/QSyntaxHighlighter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int beginning = 16; ///< characters of each part shown while folded

QTextCharFormat::UnderlineStyle underlineOf(int part)
{
    switch (tokenPartLine(part)) {
    case Qt::DotLine: return QTextCharFormat::DotLine;
    case Qt::DashLine: return QTextCharFormat::DashUnderline;
    default: return QTextCharFormat::SingleUnderline;
    }
}

class PartsHighlighter : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        int part = 0;
        qsizetype from = 0;
        while (part < 3 && from < text.size()) {
            qsizetype to = text.indexOf(u'.', from);
            if (to < 0)
                to = text.size();
            QTextCharFormat format;
            format.setForeground(tokenPartColor(part));
            format.setUnderlineStyle(underlineOf(part));
            setFormat(int(from), int(to - from), format);
            from = to + 1;
            ++part;
        }
    }
};

} // namespace

RawToken::RawToken(QWidget *parent) : Card(parent)
{
    m_fold = makeIconButton(u"right"_s, tr("Show raw id_token"));
    m_fold->setCheckable(true);
    m_parts = new TokenParts;
    m_copy = makeButton(tr("Copy"), u"copy"_s, tr("Copy id_token"), "small");
    m_copy->setAccessibleDescription(tr("Leaves the clipboard after 30 seconds"));
    m_copy->setToolTip(m_copy->accessibleDescription());
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_fold);
    row->addWidget(makeLabel(tr("Raw id_token"), "strong"));
    row->addWidget(m_parts, 1);
    row->addWidget(m_copy);
    body()->setContentsMargins(10, 6, 14, 6);
    body()->addLayout(row);
    m_full = new QPlainTextEdit;
    m_full->setReadOnly(true);
    m_full->setAccessibleName(tr("Raw id_token"));
    m_full->setProperty("kind", u"code"_s);
    m_full->setTabChangesFocus(true);
    m_full->setWordWrapMode(QTextOption::WrapAnywhere);
    m_full->setFixedHeight(120);
    m_full->hide();
    copyLikeSecret(m_full);
    auto *highlighter = new PartsHighlighter(m_full->document());
    connect(&Theme::of(), &Theme::changed, highlighter, &QSyntaxHighlighter::rehighlight);
    body()->addWidget(m_full);
    m_hide.setSingleShot(true);
    m_hide.setInterval(revealMs);
    connect(m_fold, &QToolButton::toggled, this, &RawToken::setUnfolded);
    connect(&m_hide, &QTimer::timeout, this, [this] { setUnfolded(false); });
    connect(m_copy, &QPushButton::clicked, this, [this] { copySecret(m_token.revealString()); });
}

void RawToken::setToken(const Secret &token)
{
    setUnfolded(false);
    m_token = token;
    QStringList beginnings;
    const QStringList parts = token.revealString().split(u'.');
    for (const QString &part : parts)
        beginnings << part.left(beginning);
    m_parts->setBeginnings(beginnings.mid(0, 3));
    m_fold->setEnabled(!token.isEmpty());
    m_copy->setEnabled(!token.isEmpty());
}

bool RawToken::isUnfolded() const
{
    return m_fold->isChecked();
}

void RawToken::setUnfolded(bool unfolded)
{
    m_fold->setChecked(unfolded);
    m_fold->setIcon(Theme::of().icon(unfolded ? u"down"_s : u"right"_s, &Colors::text2));
    // The text is only there while it is shown.
    m_full->setPlainText(unfolded ? m_token.revealString() : QString());
    m_full->setVisible(unfolded);
    if (unfolded)
        m_hide.start();
    else
        m_hide.stop();
}

} // namespace baton::ui

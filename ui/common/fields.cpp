#include "ui/common/fields.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QToolTip>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

/// A word-wrapped label that would rather stand in one line: QLabel asks for a square.
class OneLine : public QLabel {
public:
    explicit OneLine(QWidget *parent) : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setProperty("role", u"mono"_s);
        setWordWrap(true);
    }
    QSize sizeHint() const override
    {
        const QFontMetrics metrics(Theme::of().font("mono"));
        return { metrics.horizontalAdvance(text()) + 4, metrics.height() };
    }
};

} // namespace

SearchField::SearchField(const QString &accessibleName, QWidget *parent) : QLineEdit(parent)
{
    setAccessibleName(accessibleName);
    setObjectName(accessibleName);
    setPlaceholderText(accessibleName);
    // The placeholder would become the description and be read twice.
    setAccessibleDescription(tr("Filters while you type"));
    QAction *search = addAction(Theme::of().icon(u"search"_s, &Colors::text3), QLineEdit::LeadingPosition);
    search->setText(tr("Search")); // a button to a screen reader
    QAction *clear = addAction(Theme::of().icon(u"x"_s, &Colors::text2), QLineEdit::TrailingPosition);
    clear->setText(tr("Clear search"));
    clear->setVisible(false);
    connect(clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, clear, [clear](const QString &text) { clear->setVisible(!text.isEmpty()); });
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

CopyField::CopyField(const QString &name, const QString &copyName, QWidget *parent)
    : QWidget(parent)
    , m_label(new OneLine(this))
    , m_copy(makeIconButton(u"copy"_s, copyName, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_label);
    row->addWidget(m_copy, 0, Qt::AlignVCenter);
    row->addStretch(1);
    m_label->setAccessibleName(name);
    m_label->setObjectName(name);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_copy->setEnabled(false);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_label->setSizePolicy(policy);
    connect(&Theme::of(), &Theme::changed, this, &CopyField::fit);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        copyText(m_text);
        QToolTip::showText(m_copy->mapToGlobal(QPoint(0, m_copy->height())), tr("Copied"), m_copy);
        Q_EMIT copied();
    });
}

void CopyField::setText(const QString &text)
{
    m_text = plain(text);
    // A break is allowed after the last slash only; everything else is glued together.
    const qsizetype slash = m_text.lastIndexOf(u'/');
    const bool iri = slash > 0 && slash + 1 < m_text.size() && m_text.at(slash - 1) != u'/';
    QString shown = m_text;
    if (iri)
        shown.insert(slash + 1, QChar(0x200B));
    m_label->setText(shown);
    m_label->setAccessibleDescription(m_text);
    m_copy->setEnabled(!m_text.isEmpty());
    m_copy->show();
    fit();
}

void CopyField::setWords(const QString &words)
{
    m_text.clear();
    m_label->setText(plain(words));
    m_label->setAccessibleDescription(plain(words));
    m_copy->hide();
    fit();
}

void CopyField::fit()
{
    // Wide enough for the longer side of the one break, so that nothing else breaks.
    const QFontMetrics metrics(Theme::of().font("mono"));
    int widest = 0;
    for (const QString &part : m_label->text().split(QChar(0x200B)))
        widest = qMax(widest, metrics.horizontalAdvance(part));
    m_label->setMinimumWidth(widest + 2);
    m_label->updateGeometry();
    if (m_frame)
        setMinimumHeight(Theme::of().height(30));
}

void CopyField::setFrame(bool on)
{
    m_frame = on;
    layout()->setContentsMargins(on ? QMargins(10, 2, 4, 2) : QMargins());
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->setStretchFactor(m_label, on ? 1 : 0);
    row->setStretch(2, on ? 0 : 1);
    setMinimumHeight(on ? Theme::of().height(30) : 0);
    update();
}

void CopyField::paintEvent(QPaintEvent *)
{
    if (!m_frame)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Theme::of().colors().border);
    painter.setBrush(Theme::of().colors().sunken);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

ElidedLabel::ElidedLabel(const QString &text, const char *role, QWidget *parent) : QWidget(parent), m_role(role)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setText(text);
    connect(&Theme::of(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

int ElidedLabel::accessibleRole() const
{
    return QAccessible::StaticText;
}

void ElidedLabel::setText(const QString &text)
{
    m_text = plain(text);
    setAccessibleName(m_text);
    setToolTip(m_text.toHtmlEscaped());
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(Theme::of().font(m_role.constData()));
    return { metrics.horizontalAdvance(m_text) + 1, metrics.height() };
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(Theme::of().font(m_role.constData()));
    return { qMin(sizeHint().width(), metrics.averageCharWidth() * 6), metrics.height() };
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    const QFont font = Theme::of().font(m_role.constData());
    painter.setFont(font);
    painter.setPen(!isEnabled() || m_role == "caption" ? c.text3 : m_role == "text2" ? c.text2 : c.text);
    painter.drawText(rect(), int(Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine),
                     QFontMetricsF(font).elidedText(m_text, m_mode, width() + 0.5));
}

} // namespace baton::ui

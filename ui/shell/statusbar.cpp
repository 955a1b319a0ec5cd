#include "ui/shell/statusbar.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"
#include "ui/shell/tokenchip.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>

namespace baton::ui {

namespace {

// "/v3.0/0000-…/works" → "/v3.0/…/works", so that the last request fits the line.
QString shortPath(const QUrl &url)
{
    QStringList parts = url.path().split(u'/');
    for (QString &part : parts) {
        if (part.size() == 19 && part.count(u'-') == 3)
            part = QStringLiteral("…");
    }
    return parts.join(u'/');
}

/// "Words · address": where room is short the words give way, never the address.
class RegistryLabel : public QLabel {
public:
    explicit RegistryLabel(QWidget *parent) : QLabel(parent)
    {
        setTextFormat(Qt::PlainText);
        setProperty("role", QStringLiteral("caption"));
    }

    QSize minimumSizeHint() const override
    {
        return { fontMetrics().horizontalAdvance(QStringLiteral("Pr…") + address()) + 2, QLabel::minimumSizeHint().height() };
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        const int room = contentsRect().width();
        if (fontMetrics().horizontalAdvance(text()) <= room)
            return QLabel::paintEvent(event);
        const QString kept = address();
        const QString words = text().chopped(kept.size());
        QPainter painter(this);
        painter.setPen(Theme::of().colors().text3);
        painter.drawText(contentsRect(), int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine),
            fontMetrics().elidedText(words, Qt::ElideRight, room - fontMetrics().horizontalAdvance(kept)) + kept);
    }

private:
    QString address() const
    {
        const qsizetype dot = text().lastIndexOf(QStringLiteral(" · "));
        return dot < 0 ? QString() : text().mid(dot);
    }
};

} // namespace

StatusBar::StatusBar(exchange::DelegatedSession &session, http::Trace &trace, QWidget *parent)
    : QWidget(parent)
    , m_trace(trace)
    , m_registryIcon(new QLabel(this))
    , m_registry(new RegistryLabel(this))
    , m_token(new TokenChip(session, this))
    , m_lastCaption(makeLabel(tr("Last request"), "caption", this))
    , m_lastPath(makeButton({}, {}, tr("Show last request in Traffic"), "link mono", this))
    , m_lastIcon(new QLabel(this))
    , m_lastState(makeLabel({}, "caption", this))
    , m_spinner(new Spinner(this))
{
    setObjectName(QStringLiteral("statusBar"));
    m_registry->setAccessibleName(tr("Registry state"));
    m_lastCaption->setAccessibleName(tr("Last request"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_registryIcon);
    row->addWidget(m_registry);
    row->addSpacing(14);
    row->addWidget(m_token);
    row->addStretch(1);
    row->addWidget(m_lastCaption);
    row->addWidget(m_lastPath);
    row->addWidget(m_spinner);
    row->addWidget(m_lastIcon);
    row->addWidget(m_lastState);
    connect(m_token, &TokenChip::renewRequested, this, &StatusBar::renewRequested);
    connect(m_lastPath, &QPushButton::clicked, this, [this] { Q_EMIT showExchange(m_lastId); });
    connect(&trace, &http::Trace::added, this, &StatusBar::showLast);
    connect(&trace, &http::Trace::changed, this, &StatusBar::showLast);
    connect(&trace, &http::Trace::cleared, this, &StatusBar::showLast);
    connect(&Theme::of(), &Theme::changed, this, &StatusBar::restyle);
    setMinimumHeight(30);
    showLast();
}

void StatusBar::setRegistry(const QString &words, const QString &icon, const QColor &color)
{
    m_iconName = icon;
    m_iconColor = color;
    m_registry->setText(words);
    m_registry->setToolTip(words.toHtmlEscaped());
    m_registry->setAccessibleDescription(words);
    m_registryIcon->setPixmap(Theme::of().icon(icon, color).pixmap(16, 16));
}

// A status alone would read as if all had come: an answer may break off after it.
QString StatusBar::stateWords(const http::Exchange &exchange)
{
    using State = http::Exchange::State;
    if (exchange.state == State::Running)
        return tr("sending…");
    if (exchange.state == State::Cancelled)
        return tr("cancelled");
    if (!exchange.status)
        return tr("no answer");
    return exchange.state == State::Failed ? tr("%1, but not whole · %2 ms").arg(QString::number(exchange.status), QString::number(exchange.totalMs))
                                           : tr("%1 · %2 ms").arg(QString::number(exchange.status), QString::number(exchange.totalMs));
}

void StatusBar::showLast()
{
    const http::Exchange *last = m_trace.last();
    for (QWidget *part : std::initializer_list<QWidget *> { m_lastPath, m_lastIcon })
        part->setVisible(last != nullptr);
    m_lastState->setToolTip({});
    m_spinner->setVisible(last && last->state == http::Exchange::State::Running);
    if (!last) {
        m_path.clear();
        m_lastCaption->show();
        m_lastState->setText(tr("none yet"));
        m_lastCaption->setAccessibleDescription(tr("none yet"));
        return;
    }
    m_lastId = last->id;
    const bool running = last->state == http::Exchange::State::Running;
    const QString state = stateWords(*last);
    const QString path = last->method + u' ' + shortPath(last->url);
    m_path = path;
    m_lastState->setText(state);
    m_lastState->setToolTip(last->failure.toHtmlEscaped());
    m_lastCaption->setAccessibleDescription(path + QStringLiteral(", ") + state + (last->failure.isEmpty() ? QString() : u'\n' + last->failure));
    m_lastIcon->setVisible(!running);
    restyle();
    fitLast();
}

// In a narrow bar the caption goes first, then the end of the path; the rest of the bar never pushes the window wider.
void StatusBar::fitLast()
{
    const QFontMetrics metrics(m_lastPath->font());
    const int padding = m_lastPath->sizeHint().width() - metrics.horizontalAdvance(m_lastPath->text());
    int room = width() - 24 - 14 - layout()->spacing() * layout()->count();
    for (const QWidget *part : std::initializer_list<const QWidget *> { m_registryIcon, m_token, m_lastIcon, m_lastState })
        room -= part->sizeHint().width();
    room -= qMax(0, padding);
    const int caption = m_lastCaption->sizeHint().width();
    const int words = m_registry->sizeHint().width();
    const int path = metrics.horizontalAdvance(m_path);
    m_lastCaption->setVisible(m_path.isEmpty() || room >= words + caption + path);
    const int left = room >= words + metrics.averageCharWidth() * 12 ? room - words : room - m_registry->minimumSizeHint().width();
    m_lastPath->setText(metrics.elidedText(m_path, Qt::ElideMiddle, qMax(left, metrics.averageCharWidth() * 8)));
    m_lastPath->setToolTip(m_path.toHtmlEscaped());
}

QSize StatusBar::minimumSizeHint() const
{
    return { 600, QWidget::minimumSizeHint().height() };
}

void StatusBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitLast();
}

// The token's chip grows and shrinks with what it tells.
bool StatusBar::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fitLast();
    return QWidget::event(event);
}

void StatusBar::restyle()
{
    const Colors &colors = Theme::of().colors();
    if (const http::Exchange *last = m_trace.last()) {
        const bool bad = last->failed();
        m_lastIcon->setPixmap(Theme::of().icon(bad ? QStringLiteral("xcircle") : QStringLiteral("okcircle"), bad ? colors.err : colors.ok).pixmap(16, 16));
    }
    update();
}

void StatusBar::paintEvent(QPaintEvent *)
{
    const Colors &colors = Theme::of().colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.rail);
    painter.fillRect(QRect(0, 0, width(), 1), colors.border);
    painter.fillRect(QRect(m_token->x() - 11, (height() - 14) / 2, 1, 14), colors.border);
}

void StatusBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        restyle();
}

} // namespace baton::ui

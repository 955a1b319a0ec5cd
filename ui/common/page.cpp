#include "ui/common/page.h"

#include "ui/common/columns.h"
#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

Page::Page(const QString &title, const QString &purpose, QWidget *parent)
    : QWidget(parent)
    , m_title(makeText(title, "title", this))
    , m_purpose(makeText(purpose, "text2", this))
    , m_headingBox(new QWidget)
    , m_heading(new QVBoxLayout)
    , m_actions(new QHBoxLayout)
    , m_body(new QVBoxLayout)
    , m_banner(new Banner(this))
    , m_environment(orcid::Environment::practice())
{
    m_heading->setSpacing(2);
    m_heading->addWidget(m_title);
    m_heading->addWidget(m_purpose);
    m_purpose->setVisible(!purpose.isEmpty());
    m_actions->setSpacing(8);
    auto *headingColumn = new QVBoxLayout(m_headingBox);
    headingColumn->setContentsMargins(0, 0, 0, 0);
    headingColumn->addLayout(m_heading);
    headingColumn->addStretch(1);
    auto *side = new QWidget;
    auto *sideRow = new QHBoxLayout;
    sideRow->addLayout(m_actions);
    sideRow->addStretch(1); // below the title the actions stand left, as wide as they are beside it
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 0, 0, 0);
    sideColumn->addLayout(sideRow);
    sideColumn->addStretch(1);
    auto *head = new Columns(16);
    head->add(m_headingBox);
    head->add(side, 0);
    connect(head, &Columns::stackedChanged, head, [head](bool stacked) { head->layout()->setSpacing(stacked ? 8 : 16); });

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 18, 24, 18);
    outer->setSpacing(14);
    outer->addWidget(head);
    outer->addWidget(m_banner);
    m_body->setSpacing(14);
    outer->addLayout(m_body, 1);
    m_banner->hide();
    setMinimumHeight(1); // else its texts ask for the height they would have in the narrowest page
    setAccessibleName(title);
    fitHead();
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (const auto then = m_then)
            then(); // which may show another banner
        else if (m_traceId)
            Q_EMIT showExchange(m_traceId);
    });
}

void Page::setTitle(const QString &title)
{
    m_title->setText(plain(title));
    fitHead();
    setAccessibleName(plain(title));
}

void Page::setPurpose(const QString &purpose)
{
    m_purpose->setText(plain(purpose));
    m_purpose->setVisible(!purpose.isEmpty());
}

// Beside the actions the title keeps to one line, and the purpose to lines one likes to read.
void Page::fitHead()
{
    const Theme &theme = Theme::of();
    const int title = QFontMetrics(theme.font("title")).horizontalAdvance(m_title->text()) + 4;
    m_headingBox->setMinimumWidth(qMax(theme.iconSize(200), qMin(title, theme.iconSize(320))));
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHead();
}

QVBoxLayout *Page::heading() const
{
    return m_heading;
}

QHBoxLayout *Page::actions() const
{
    return m_actions;
}

QVBoxLayout *Page::body() const
{
    return m_body;
}

void Page::showError(const Error &error)
{
    m_traceId = error.traceId;
    m_then = nullptr;
    m_banner->set(Tone::Err, error.what, error.next, error.traceId ? tr("Show HTTP exchange") : QString());
    m_banner->show();
}

void Page::showProblem(const Error &error, const QString &action, PageId leadsTo)
{
    showProblem(error, action, [this, leadsTo] { Q_EMIT navigate(leadsTo); });
}

void Page::showProblem(const Error &error, const QString &action, std::function<void()> then)
{
    m_traceId = 0;
    m_then = std::move(then);
    m_banner->set(Tone::Err, error.what, error.next, action);
    m_banner->show();
}

void Page::showNotice(const QString &text)
{
    m_traceId = 0;
    m_then = nullptr;
    m_banner->set(Tone::Neutral, {}, text);
    m_banner->show();
}

void Page::showWarning(const QString &what, const QString &next)
{
    m_traceId = 0;
    m_then = nullptr;
    m_banner->set(Tone::Warn, what, next);
    m_banner->show();
}

void Page::hideBanner()
{
    m_banner->hide();
}

int Page::heightForWidth(int width) const
{
    return layout()->totalMinimumHeightForWidth(width);
}

void Page::triggerPrimary() { }

void Page::setEnvironment(const orcid::Environment &environment)
{
    m_environment = environment;
}

const orcid::Environment &Page::environment() const
{
    return m_environment;
}

} // namespace baton::ui

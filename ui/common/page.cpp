#include "ui/common/page.h"

#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

Page::Page(const QString &title, const QString &purpose, QWidget *parent)
    : QWidget(parent)
    , m_title(makeText(title, "title", this))
    , m_purpose(makeText(purpose, "text2", this))
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
    auto *side = new QVBoxLayout;
    side->addLayout(m_actions);
    side->addStretch(1);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addLayout(m_heading, 1);
    head->addLayout(side);

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 18, 24, 18);
    outer->setSpacing(14);
    outer->addLayout(head);
    outer->addWidget(m_banner);
    m_body->setSpacing(14);
    outer->addLayout(m_body, 1);
    m_banner->hide();
    setMinimumHeight(1); // else its texts ask for the height they would have in the narrowest page
    setAccessibleName(title);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_traceId)
            Q_EMIT showExchange(m_traceId);
    });
}

void Page::setTitle(const QString &title)
{
    m_title->setText(plain(title));
    setAccessibleName(plain(title));
}

void Page::setPurpose(const QString &purpose)
{
    m_purpose->setText(plain(purpose));
    m_purpose->setVisible(!purpose.isEmpty());
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
    m_banner->set(Tone::Err, error.what, error.next, error.traceId ? tr("Show HTTP exchange") : QString());
    m_banner->show();
}

void Page::showNotice(const QString &text)
{
    m_traceId = 0;
    m_banner->set(Tone::Neutral, {}, text);
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

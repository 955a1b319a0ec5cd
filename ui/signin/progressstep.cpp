#include "ui/signin/progressstep.h"

#include "ui/common/theme.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

ProgressStep::ProgressStep(int number, bool last, QWidget *parent)
    : RoleWidget(QAccessible::ListItem, tr("Step %1").arg(number), parent), m_last(last), m_dot(new StepDot(number))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, last ? 0 : 14);
    row->setSpacing(10);
    row->addWidget(m_dot, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    m_title = makeText({}, "strong");
    m_text = makeText({}, "text2");
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addStretch();
    row->addLayout(words, 1);
}

void ProgressStep::set(StepDot::State state, const QString &title, const QString &text)
{
    m_state = state;
    m_dot->setState(state);
    m_title->setText(title);
    m_text->setText(text);
    QString word;
    switch (state) {
    case StepDot::State::Pending: word = tr("Not yet"); break;
    case StepDot::State::Current: word = tr("Running"); break;
    case StepDot::State::Done: word = tr("Done"); break;
    case StepDot::State::Failed: word = tr("Failed"); break;
    }
    setAccessibleDescription(tr("%1: %2").arg(word, title));
    update();
}

void ProgressStep::paintEvent(QPaintEvent *)
{
    if (m_last)
        return;
    QPainter painter(this);
    const QRect dot = m_dot->geometry();
    painter.fillRect(QRect(dot.center().x(), dot.bottom() + 3, 1, qMax(0, height() - dot.bottom() - 5)), Theme::of().colors().border);
}

} // namespace baton::ui

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString iconFor(Tone tone)
{
    switch (tone) {
    case Tone::Ok: return u"okcircle"_s;
    case Tone::Warn: return u"warn"_s;
    case Tone::Err: return u"xcircle"_s;
    default: return u"info"_s;
    }
}

QColor Colors::*inkFor(Tone tone)
{
    switch (tone) {
    case Tone::Ok: return &Colors::ok;
    case Tone::Warn: return &Colors::warn;
    case Tone::Err: return &Colors::err;
    case Tone::Accent: return &Colors::accentInk;
    case Tone::Second: return &Colors::second;
    case Tone::Neutral: break;
    }
    return &Colors::text2;
}

} // namespace

Banner::Banner(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", u"banner"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 9, 12, 9);
    row->setSpacing(10);
    m_icon = new IconLabel(u"info"_s, &Colors::text2, 16, this);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_strong = makeText({}, "strong", this);
    m_text = makeText({}, "body", this);
    words->addWidget(m_strong);
    words->addWidget(m_text);
    m_action = makeButton({}, {}, {}, "link", this);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
}

int Banner::accessibleRole() const
{
    return QAccessible::AlertMessage;
}

void Banner::set(Tone tone, const QString &strong, const QString &text, const QString &action)
{
    restyle(this, "tone", toneName(tone));
    m_icon->set(iconFor(tone), inkFor(tone));
    m_strong->setText(plain(strong, true));
    m_strong->setVisible(!strong.isEmpty());
    m_text->setText(plain(text, true));
    m_text->setVisible(!text.isEmpty());
    setButtonText(m_action, action);
    m_action->setAccessibleName(action);
    m_action->setObjectName(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(strong.isEmpty() ? plain(text) : plain(strong));
    setAccessibleDescription(strong.isEmpty() ? QString() : plain(text));
    if (tone == Tone::Err || tone == Tone::Warn) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace baton::ui

#include "ui/common/keyvalues.h"

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include "app/base/text.h"

namespace baton::ui {

KeyValues::KeyValues(QWidget *owner, int captionWidth) : m_owner(owner)
{
    setHorizontalSpacing(12);
    setVerticalSpacing(8);
    const auto fit = [this, captionWidth] { setColumnMinimumWidth(0, Theme::of().iconSize(captionWidth)); };
    connect(&Theme::of(), &Theme::changed, this, fit);
    fit();
    setColumnStretch(1, 1);
}

QLabel *KeyValues::captionFor(const QString &caption, Qt::Alignment where)
{
    QLabel *label = makeLabel(caption, "text2", m_owner);
    addWidget(label, m_next, 0, Qt::AlignLeft | where);
    return label;
}

QLabel *KeyValues::add(const QString &caption, QWidget *value)
{
    QLabel *label = captionFor(caption, Qt::AlignVCenter);
    // The caption is spoken as the value's name only where the value has none of its own.
    if (value->accessibleName().isEmpty())
        label->setBuddy(value);
    addWidget(value, m_next++, 1);
    return label;
}

QLabel *KeyValues::add(const QString &caption, QLayout *value)
{
    // Several lines: the caption stands beside the first.
    const bool column = qobject_cast<QVBoxLayout *>(value);
    QLabel *label = captionFor(caption, column ? Qt::AlignTop : Qt::AlignVCenter);
    if (QLayoutItem *first = column ? value->itemAt(0) : nullptr; first && first->layout())
        label->setContentsMargins(0, qMax(0, (first->sizeHint().height() - label->sizeHint().height()) / 2), 0, 0);
    addLayout(value, m_next++, 1);
    return label;
}

QLabel *KeyValues::addText(const QString &caption, const QString &text, const char *role)
{
    captionFor(caption, Qt::AlignTop);
    QLabel *value = makeText(plain(text), role, m_owner);
    addWidget(value, m_next++, 1);
    return value;
}

} // namespace baton::ui

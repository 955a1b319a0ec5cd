#pragma once

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLabel>
#include <QtWidgets/QWidget>

namespace baton::test {

/// The widget with this accessible name; a visible one first. Null if there is none.
template <typename T = QWidget>
T *named(const QWidget &root, const QString &name)
{
    T *hidden = nullptr;
    const auto all = root.findChildren<T *>();
    for (T *widget : all) {
        if (widget->accessibleName() != name)
            continue;
        if (widget->isVisibleTo(&root))
            return widget;
        hidden = widget;
    }
    return hidden;
}

inline QAbstractButton *button(const QWidget &root, const char *name)
{
    return named<QAbstractButton>(root, QString::fromUtf8(name));
}

/// Whether a visible label has these words.
inline bool says(const QWidget &root, const QString &words)
{
    const auto labels = root.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->isVisibleTo(&root) && label->text().contains(words); });
}

/// Presses the button of that name; false if it is missing, hidden or disabled.
inline bool press(const QWidget &root, const char *name)
{
    QAbstractButton *one = button(root, name);
    if (!one || !one->isEnabled() || !one->isVisibleTo(&root))
        return false;
    one->click();
    return true;
}

} // namespace baton::test

#include "ui/common/theme.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QColor Colors::*iconToken(const QString &kind)
{
    const QStringList words = kind.split(u' ');
    if (words.contains("primary"_L1) || words.contains("main"_L1))
        return &Colors::onFill;
    if (words.contains("danger"_L1))
        return &Colors::err;
    return words.contains("link"_L1) ? &Colors::accent : &Colors::text;
}

} // namespace

QPushButton *makeButton(const QString &text, const QString &icon, const QString &accessibleName, const char *kind, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    setButtonText(button, text);
    button->setProperty("kind", QString::fromLatin1(kind));
    button->setAccessibleName(accessibleName.isEmpty() ? text : accessibleName);
    button->setObjectName(button->accessibleName());
    button->setAutoDefault(false);
    if (!icon.isEmpty())
        setButtonIcon(button, icon);
    return button;
}

void setButtonText(QAbstractButton *button, const QString &text)
{
    button->setText(QString(text).replace(u'&', "&&"_L1));
}

void setButtonIcon(QAbstractButton *button, const QString &icon)
{
    // The style sheet's gap between icon and text is fixed and too narrow: a wider icon box makes up for it.
    const auto size = [button] { button->setIconSize({ Theme::of().iconSize() + 3, Theme::of().iconSize() }); };
    if (button->icon().isNull() && !icon.isEmpty())
        QObject::connect(&Theme::of(), &Theme::changed, button, size);
    size();
    button->setIcon(icon.isEmpty() ? QIcon() : Theme::of().icon(icon, iconToken(button->property("kind").toString())));
}

QToolButton *makeIconButton(const QString &icon, const QString &accessibleName, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(Theme::of().icon(icon, &Colors::text2));
    button->setAccessibleName(accessibleName);
    button->setObjectName(accessibleName);
    button->setToolTip(accessibleName.toHtmlEscaped());
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QComboBox *makeCombo(const QString &accessibleName, QWidget *parent, bool labelVisible)
{
    auto *combo = new QComboBox(parent);
    combo->setObjectName(accessibleName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setItemDelegate(new QStyledItemDelegate(combo)); // the combo's own knows nothing of style sheets
    auto *label = makeLabel(QString(accessibleName).replace(u'&', "&&"_L1), "text2", parent);
    label->setAccessibleName(accessibleName);
    label->setObjectName(accessibleName + " label"_L1);
    label->setBuddy(combo);
    label->setVisible(labelVisible);
    QObject::connect(combo, &QObject::destroyed, label, &QObject::deleteLater);
    return combo;
}

QLabel *comboLabel(const QComboBox *combo)
{
    const QWidget *parent = combo->parentWidget();
    return parent ? parent->findChild<QLabel *>(combo->objectName() + " label"_L1, Qt::FindDirectChildrenOnly) : nullptr;
}

} // namespace baton::ui

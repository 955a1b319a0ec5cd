#include "ui/practice/faultrow.h"

#include "app/base/text.h"
#include "ui/common/meter.h"

#include <QtGui/QAccessible>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using practice::Fault;
using practice::FaultSetting;

FaultRow::FaultRow(const Fault &fault, QWidget *parent)
    : RoleWidget(QAccessible::Grouping, fault.title, parent)
    , m_name(fault.name)
    , m_switch(new Switch(tr("Fault %1").arg(fault.title), this))
    , m_title(makeText(fault.title, "body", this))
    , m_sentence(makeText(fault.sentence, "caption", this))
    , m_choices(new QVBoxLayout)
{
    setObjectName(u"fault/"_s + fault.name);
    m_switch->setObjectName(m_switch->accessibleName());
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addWidget(m_title);
    words->addWidget(m_sentence);
    m_choices->setSpacing(4);
    for (const FaultSetting &setting : fault.settings)
        addSetting(setting, fault.title);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 14, 7);
    row->setSpacing(12);
    row->addWidget(m_switch, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    row->addLayout(m_choices);
    connect(m_switch, &QAbstractButton::toggled, this, &FaultRow::emitWanted); // a screen reader toggles without a click
    show(fault);
}

void FaultRow::addSetting(const FaultSetting &setting, const QString &title)
{
    // One setting is the fault's; of several each says which.
    const QString name = tr("%1 setting").arg(title);
    auto *combo = makeCombo(m_settings.isEmpty() ? name : tr("%1 setting, %2").arg(title, setting.label), this);
    combo->setObjectName(comboLabel(combo)->text());
    combo->setToolTip(plain(setting.label).toHtmlEscaped());
    restyle(combo, "kind", u"small"_s);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // names of researchers may be long
    combo->setMinimumContentsLength(15);
    for (const practice::FaultChoice &choice : setting.choices)
        combo->addItem(plain(choice.label), choice.value);
    m_settings.insert(setting.key, combo);
    m_choices->addWidget(comboLabel(combo));
    m_choices->addWidget(combo);
    connect(combo, &QComboBox::activated, this, &FaultRow::emitWanted);
}

void FaultRow::show(const Fault &fault)
{
    m_on = fault.on;
    {
        const QSignalBlocker quiet(m_switch);
        m_switch->setChecked(fault.on);
    }
    m_switch->setAccessibleDescription(fault.sentence);
    QFont font = m_title->font();
    font.setWeight(fault.on ? QFont::DemiBold : QFont::Medium);
    m_title->setFont(font);
    for (const FaultSetting &setting : fault.settings) {
        QComboBox *combo = m_settings.value(setting.key);
        if (!combo)
            continue;
        QStringList values;
        for (int i = 0; i < combo->count(); ++i)
            values << combo->itemData(i).toString();
        QStringList wanted;
        for (const practice::FaultChoice &choice : setting.choices)
            wanted << choice.value;
        const QSignalBlocker quiet(combo);
        if (values != wanted) { // researchers and clients come and go
            combo->clear();
            for (const practice::FaultChoice &choice : setting.choices)
                combo->addItem(plain(choice.label), choice.value);
        }
        combo->setCurrentIndex(combo->findData(setting.value));
    }
    update();
}

practice::FaultValues FaultRow::values() const
{
    practice::FaultValues values;
    for (auto it = m_settings.begin(); it != m_settings.end(); ++it)
        values.insert(it.key(), it.value()->currentData().toString());
    return values;
}

void FaultRow::emitWanted()
{
    Q_EMIT wanted(m_name, m_switch->isChecked(), values());
}

void FaultRow::paintEvent(QPaintEvent *)
{
    const Colors &c = Theme::of().colors();
    QPainter painter(this);
    if (m_on) {
        painter.fillRect(rect(), c.warnSoft);
        painter.fillRect(QRect(0, 0, 3, height()), c.warn);
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), c.border);
}

} // namespace baton::ui

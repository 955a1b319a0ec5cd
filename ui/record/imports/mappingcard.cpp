#include "ui/record/imports/mappingcard.h"

#include "ui/common/fields.h"
#include "ui/common/flowscroll.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

MappingCard::MappingCard(QWidget *parent)
    : Card(parent)
    , m_chip(new Chip(this))
    , m_words(makeText({}, "caption", this))
    , m_keep(new QCheckBox(tr("Keep put-codes for next time"), this))
{
    QHBoxLayout *header = addHeader(tr("Mapping"));
    m_chip->set(tr("Remembered"), Tone::Neutral, u"check"_s);
    m_chip->hide();
    header->addWidget(m_chip);

    auto *inside = new QWidget;
    m_column = new QVBoxLayout(inside);
    m_column->setContentsMargins(12, 8, 12, 8);
    m_column->setSpacing(8);
    m_column->addWidget(m_words);
    m_column->addStretch(1);
    addFlush(new FlowScroll(inside, this));

    auto *foot = new QFrame(this);
    foot->setProperty("kind", u"foot"_s);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(12, 9, 12, 9);
    m_keep->setAccessibleName(tr("Keep put-codes"));
    m_keep->setObjectName(m_keep->accessibleName());
    m_keep->setToolTip(tr("The same file updates these items later instead of adding them again, even if an identifier in it changes."));
    m_keep->setChecked(true);
    row->addWidget(m_keep);
    addFlush(foot, 0);
}

void MappingCard::show(const formats::ReadFile &file, bool remembered)
{
    m_mapping = file.mapping;
    m_format = file.format;
    m_chip->setVisible(remembered && !m_mapping.uses.isEmpty());
    m_combos.clear();
    delete m_fields;
    m_fields = new QWidget(this);
    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(2, 4);
    m_column->insertWidget(0, m_fields);
    for (int row = 0; row < m_mapping.uses.size(); ++row)
        addField(row, m_mapping.uses.at(row));
    QStringList words = file.notes;
    if (m_mapping.uses.isEmpty())
        words.prepend(tr("Its items are taken as they are: there is nothing to map."));
    m_words->setText(words.join(u'\n'));
    m_words->setVisible(!words.isEmpty());
}

void MappingCard::addField(int row, const formats::FieldUse &use)
{
    auto *grid = static_cast<QGridLayout *>(m_fields->layout());
    auto *name = new ElidedLabel(use.from, "mono", m_fields);
    QComboBox *combo = makeCombo(tr("%1 becomes").arg(use.from), m_fields);
    combo->addItem(tr("Not used"), QString());
    bool known = use.to.isEmpty();
    for (const formats::Target &target : formats::targetsFor(use.from, m_mapping.section, m_format)) {
        combo->addItem(target.label, target.id);
        known = known || target.id == use.to;
    }
    if (!known)
        combo->addItem(use.to, use.to);
    combo->setCurrentIndex(combo->findData(use.to));
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    combo->setMaxVisibleItems(16);
    combo->setFocusPolicy(Qt::StrongFocus);
    combo->installEventFilter(this);
    grid->addWidget(name, row, 0);
    grid->addWidget(new IconLabel(u"right"_s, &Colors::text3, 12, m_fields), row, 1);
    grid->addWidget(combo, row, 2);
    m_combos << combo;
    connect(combo, &QComboBox::activated, this, [this, row, combo] {
        m_mapping.uses[row].to = combo->currentData().toString();
        Q_EMIT changed(m_mapping);
    });
}

// Scrolling over the fields must not change what they become.
bool MappingCard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && !static_cast<QWidget *>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    return Card::eventFilter(watched, event);
}

void MappingCard::setChangeable(bool on)
{
    for (QComboBox *combo : std::as_const(m_combos))
        combo->setEnabled(on);
    m_keep->setEnabled(on);
}

} // namespace baton::ui

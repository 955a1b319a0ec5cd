#include "ui/practice/faultboard.h"

#include "app/base/text.h"
#include "ui/common/tallscroll.h"
#include "ui/practice/faultrow.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using practice::Fault;
using practice::FaultBoard;

FaultBoardCard::FaultBoardCard(practice::Registry &registry, QWidget *parent) : Card(parent), m_registry(registry)
{
    QHBoxLayout *head = addHeader(tr("Fault board"));
    head->insertWidget(0, new IconLabel(u"bolt"_s, &Colors::text, 16, this));
    m_on = new Chip(this);
    m_on->setAccessibleName(tr("Faults on"));
    m_allOff = makeButton(tr("All off"), {}, tr("All faults off"), "small", this);
    m_allOff->setObjectName(m_allOff->accessibleName());
    head->insertWidget(head->count() - 1, m_on);
    head->addWidget(m_allOff);
    m_list = new RoleWidget(QAccessible::Grouping, tr("Fault board"));
    m_rows = new QVBoxLayout(m_list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    m_stopped = makeText(tr("Start the registry to make something go wrong."), "text2", this);
    m_stopped->setContentsMargins(14, 14, 14, 14);
    addFlush(m_stopped, 0);
    addFlush(new TallScroll(m_list, this), 1);
    connect(m_allOff, &QPushButton::clicked, this, [this] { m_registry.allFaultsOff(); });
    connect(&m_registry, &practice::Registry::faultsChanged, this, &FaultBoardCard::refresh);
    connect(&m_registry, &practice::Registry::infoChanged, this, &FaultBoardCard::refresh);
    connect(&m_registry, &practice::Registry::started, this, &FaultBoardCard::refresh);
    connect(&m_registry, &practice::Registry::stopped, this, &FaultBoardCard::refresh);
    refresh();
}

QWidget *FaultBoardCard::groupHead(const QString &group)
{
    auto *head = new QFrame(m_list);
    restyle(head, "kind", u"group"_s);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(14, 6, 14, 6);
    row->addWidget(makeLabel(group, "strong", head), 1);
    auto *count = makeLabel({}, "strong", head);
    setTone(count, Tone::Warn);
    row->addWidget(count);
    m_counts.insert(group, count);
    return head;
}

void FaultBoardCard::build(const FaultBoard &board)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_counts.clear();
    m_byName.clear();
    for (const QString &group : board.groups()) {
        m_rows->addWidget(groupHead(group));
        for (const Fault &fault : board.faults) {
            if (fault.group != group)
                continue;
            auto *row = new FaultRow(fault, m_list);
            m_byName.insert(fault.name, row);
            m_rows->addWidget(row);
            connect(row, &FaultRow::wanted, this, [this](const QString &name, bool on, const practice::FaultValues &values) {
                if (const auto done = m_registry.setFault(name, on, values); !done) {
                    Q_EMIT failed(done.error());
                    refresh();
                }
            });
        }
    }
    m_rows->addStretch(1);
}

void FaultBoardCard::refresh()
{
    const bool running = m_registry.isRunning();
    m_stopped->setVisible(!running);
    m_list->setEnabled(running);
    const FaultBoard board = running ? m_registry.faultBoard() : FaultBoard();
    if (running && m_byName.size() != board.faults.size())
        build(board);
    QStringList on;
    for (const Fault &fault : board.faults) {
        m_byName.value(fault.name)->show(fault);
        if (fault.on)
            on << fault.title;
    }
    for (auto it = m_counts.begin(); it != m_counts.end(); ++it) {
        const int count = board.onCount(it.key());
        it.value()->setText(count ? tr("%1 on").arg(count) : QString());
    }
    m_on->setVisible(!on.isEmpty());
    m_on->set(tr("%1 on: %2").arg(on.size()).arg(on.join(u" · "_s)), Tone::Warn, u"bolt"_s);
    m_allOff->setEnabled(!on.isEmpty());
}

} // namespace baton::ui

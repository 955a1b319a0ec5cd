#include "ui/inbox/manytable.h"

#include "ui/common/table.h"
#include "ui/common/theme.h"
#include "ui/inbox/manymodel.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int boxColumn = 44;

QWidget *centred(QCheckBox *box)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 1); // the cell is inset already
    row->setSpacing(0);
    row->addWidget(box, 0, Qt::AlignLeft | Qt::AlignVCenter);
    return holder;
}

} // namespace

ManyTable::ManyTable(ManyModel *model, QWidget *parent) : QTableView(parent), m_many(model)
{
    setUpTable(this, tr("Researchers in package"), model);
    m_all = new QCheckBox(horizontalHeader());
    m_all->setAccessibleName(tr("Choose all"));
    m_all->setObjectName(m_all->accessibleName());
    m_all->setTristate(true);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(ManyModel::Choose, QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(ManyModel::IsGood, QHeaderView::Stretch);
    // A click goes on to all or nobody, never to "some".
    connect(m_all, &QCheckBox::stateChanged, this, [this] { m_many->chooseShown(m_many->shownState() != Qt::Checked); });
    connect(model, &QAbstractItemModel::modelReset, this, &ManyTable::makeBoxes);
    connect(model, &ManyModel::chosenChanged, this, &ManyTable::showChosen);
    connect(&Theme::of(), &Theme::changed, this, &ManyTable::fit);
    fit();
    makeBoxes();
}

void ManyTable::fit()
{
    const Theme &theme = Theme::of();
    const QFontMetrics mono(theme.font("mono")), caption(theme.font("caption"));
    verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight(true));
    verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
    setColumnWidth(ManyModel::Choose, theme.iconSize(boxColumn));
    // An iD is never cut; what the registry said may be.
    int widest = theme.iconSize(160);
    for (int row = 0; row < m_many->rowCount(); ++row)
        widest = qMax(widest, mono.horizontalAdvance(m_many->index(row, ManyModel::Researcher).data(cell::Second).toString()) + 24);
    setColumnWidth(ManyModel::Researcher, widest);
    horizontalHeader()->setMinimumSectionSize(theme.iconSize(boxColumn));
    setColumnWidth(ManyModel::Token, qMax(caption.horizontalAdvance(u"reads, updates activities "_s) + 22, theme.iconSize(126)));
    placeHeaderBox();
}

void ManyTable::placeHeaderBox()
{
    m_all->resize(m_all->sizeHint());
    m_all->move(10, qMax(0, (horizontalHeader()->height() - m_all->height()) / 2));
}

void ManyTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeHeaderBox();
}

void ManyTable::makeBoxes()
{
    m_boxes.clear();
    for (int row = 0; row < m_many->rowCount(); ++row) {
        auto *box = new QCheckBox;
        const QString id = m_many->delivery(row).id;
        box->setAccessibleName(tr("Choose %1").arg(m_many->nameOf(row)));
        box->setObjectName(box->accessibleName());
        connect(box, &QCheckBox::toggled, this, [this, id](bool on) { m_many->choose(id, on); });
        setIndexWidget(m_many->index(row, ManyModel::Choose), centred(box));
        m_boxes << box;
    }
    showChosen();
    fit();
    const int row = m_many->rowOf(m_id);
    if (row >= 0)
        setCurrentIndex(m_many->index(row, ManyModel::Researcher));
}

void ManyTable::showChosen()
{
    bool any = false;
    for (int row = 0; row < m_boxes.size() && row < m_many->rowCount(); ++row) {
        QCheckBox *box = m_boxes.at(row);
        const QSignalBlocker quiet(box);
        const bool can = m_many->canChoose(row);
        box->setChecked(m_many->isChosen(m_many->delivery(row).id));
        box->setEnabled(can);
        box->setAccessibleDescription(can ? QString() : m_many->standing(row).words);
        any = any || can;
    }
    const QSignalBlocker quiet(m_all);
    m_all->setCheckState(m_many->shownState());
    m_all->setEnabled(any);
}

QString ManyTable::currentId() const
{
    const QModelIndex at = currentIndex();
    return at.isValid() ? m_many->delivery(at.row()).id : QString();
}

void ManyTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid())
        m_id = currentId();
    Q_EMIT currentMoved();
}

} // namespace baton::ui

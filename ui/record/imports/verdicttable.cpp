#include "ui/record/imports/verdicttable.h"

#include "ui/common/theme.h"
#include "ui/record/imports/verdictmodel.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHeaderView>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int beyond = 3; ///< rows above and below those in sight that have their box already

void drawLine(QPainter *painter, const QRect &line, const QFont &font, const QColor &ink, const QString &text)
{
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(line, int(Qt::AlignLeft | Qt::AlignVCenter), painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

QWidget *holderOf(QCheckBox *box)
{
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 1);
    row->setSpacing(0);
    row->addWidget(box, 0, Qt::AlignLeft | Qt::AlignVCenter);
    return holder;
}

} // namespace

void VerdictDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (index.column() != VerdictModel::VerdictColumn)
        return CellDelegate::paint(painter, option, index);
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    const Tone tone = index.data(VerdictModel::ToneRole).value<Tone>();
    const QColor ink = tone == Tone::Neutral ? c.text2 : toneColor(tone);
    const QFont font = theme.font("body"), caption = theme.font("caption");
    const int upper = QFontMetrics(font).height(), lower = QFontMetrics(caption).height(), side = theme.iconSize(16);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(painter, option, false);
    const QRect rect = option.rect.adjusted(10, 0, -8, -1);
    const int top = rect.top() + (rect.height() - upper - lower) / 2;
    theme.paintIcon(painter, index.data(VerdictModel::IconRole).toString(), QRectF(rect.left(), top + (upper - side) / 2.0 + 0.5, side, side), ink);
    const QRect words = rect.adjusted(side + 7, 0, 0, 0);
    drawLine(painter, { words.left(), top, words.width(), upper }, font, index.data(VerdictModel::InkRole).toBool() ? ink : c.text, index.data().toString());
    drawLine(painter, { words.left(), top + upper, words.width(), lower }, caption, c.text3, index.data(VerdictModel::WordsRole).toString());
    painter->restore();
}

VerdictTable::VerdictTable(VerdictModel *model, QWidget *parent) : QTableView(parent), m_verdicts(model)
{
    setUpTable(this, tr("Rehearsal"), model);
    setObjectName(accessibleName());
    setItemDelegate(new VerdictDelegate(this));
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_all = new QCheckBox(horizontalHeader());
    m_all->setAccessibleName(tr("Send all rows"));
    m_all->setObjectName(m_all->accessibleName());
    m_all->setTristate(true);
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setMinimumSectionSize(24);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(VerdictModel::TitleColumn, QHeaderView::Stretch);
    // A click goes on to all or nothing, never to "some".
    connect(m_all, &QCheckBox::stateChanged, this, [this] { m_verdicts->tickShown(m_verdicts->shownState() != Qt::Checked); });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_boxes.clear(); // the view has put its widgets away
        makeBoxes();
    });
    connect(model, &VerdictModel::ticksChanged, this, &VerdictTable::showTicks);
    connect(&Theme::of(), &Theme::changed, this, &VerdictTable::fit);
    fit();
}

void VerdictTable::fit()
{
    const Theme &theme = Theme::of();
    verticalHeader()->setMinimumSectionSize(CellDelegate::rowHeight(true));
    verticalHeader()->setDefaultSectionSize(CellDelegate::rowHeight(true));
    setColumnWidth(VerdictModel::SendColumn, theme.iconSize(40));
    const QString widest = QString::number(std::max(1000, m_verdicts->counts().all));
    setColumnWidth(VerdictModel::NumberColumn, QFontMetrics(theme.font("body")).horizontalAdvance(widest) + 24);
    // In a narrow window the title is not squeezed out by the verdict.
    setColumnWidth(VerdictModel::VerdictColumn, qBound(150, viewport()->width() * 2 / 5, theme.iconSize(248)));
    placeHeaderBox();
    makeBoxes();
}

void VerdictTable::placeHeaderBox()
{
    m_all->resize(m_all->sizeHint());
    m_all->move(10, qMax(0, (horizontalHeader()->height() - m_all->height()) / 2));
}

void VerdictTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fit();
}

void VerdictTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    makeBoxes();
}

void VerdictTable::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().row();
    if (event->key() == Qt::Key_Space && row >= 0 && m_verdicts->canSend(row))
        m_verdicts->tick(row, !m_verdicts->isTicked(row));
    else
        QTableView::keyPressEvent(event);
}

// Ten thousand rows have as many boxes as fit into the window.
void VerdictTable::makeBoxes()
{
    const int count = m_verdicts->rowCount();
    const int first = std::max(0, rowAt(0) - beyond);
    const int bottom = rowAt(viewport()->height() - 1);
    const int last = std::min(count - 1, (bottom < 0 ? count - 1 : bottom) + beyond);
    const QList<int> rows = m_boxes.keys();
    for (const int row : rows) {
        if (row < first || row > last) {
            setIndexWidget(m_verdicts->index(row, VerdictModel::SendColumn), nullptr);
            m_boxes.remove(row);
        }
    }
    bool made = false;
    for (int row = first; row <= last; ++row) {
        if (m_boxes.value(row))
            continue;
        m_boxes.insert(row, makeBox(row));
        made = true;
    }
    if (made)
        showTicks();
}

QCheckBox *VerdictTable::makeBox(int row)
{
    auto *box = new QCheckBox;
    box->setAccessibleName(tr("Send row %1").arg(m_verdicts->number(row)));
    box->setObjectName(box->accessibleName());
    connect(box, &QCheckBox::toggled, this, [this, row](bool on) { m_verdicts->tick(row, on); });
    setIndexWidget(m_verdicts->index(row, VerdictModel::SendColumn), holderOf(box));
    return box;
}

void VerdictTable::showTicks()
{
    for (auto one = m_boxes.begin(); one != m_boxes.end(); ++one) {
        QCheckBox *box = one.value();
        if (!box || one.key() >= m_verdicts->rowCount())
            continue;
        const QSignalBlocker quiet(box);
        box->setChecked(m_verdicts->isTicked(one.key()));
        box->setEnabled(m_verdicts->canSend(one.key()));
        box->setAccessibleDescription(m_verdicts->whyNot(one.key()));
        box->setToolTip(box->accessibleDescription().toHtmlEscaped());
    }
    const QSignalBlocker quiet(m_all);
    m_all->setCheckState(m_verdicts->shownState());
    bool any = false;
    for (int row = 0; !any && row < m_verdicts->rowCount(); ++row)
        any = m_verdicts->canSend(row);
    m_all->setEnabled(any);
}

} // namespace baton::ui

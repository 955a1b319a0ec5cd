#include "ui/record/sectionmodel.h"

#include "app/orcid/sections.h"
#include "app/record/personaldetails.h"
#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

namespace baton::ui {

SectionModel::SectionModel(QObject *parent) : QAbstractListModel(parent)
{
    m_rows += { {}, tr("Activities"), {} };
    bool activities = true;
    for (const orcid::Section &section : orcid::allSections()) {
        if (std::exchange(activities, section.isActivity()) && !section.isActivity()) {
            m_rows += { {}, tr("Person"), {} };
            m_rows += { record::personalDetails(), tr("Personal details"), QStringLiteral("person") };
        }
        m_rows += { section.key, section.title, section.icon };
    }
    m_rows += { {}, tr("Whole record"), {} };
    m_rows += { QStringLiteral("@provenance"), tr("Provenance"), QStringLiteral("checks") };
    m_rows += { QStringLiteral("@journal"), tr("Journal"), QStringLiteral("history") };
    m_rows += { QStringLiteral("@import"), tr("Import"), QStringLiteral("import") };
    m_rows += { QStringLiteral("@batch"), tr("Batch"), QStringLiteral("batch") };
}

void SectionModel::setCounts(const QHash<QString, int> &counts)
{
    m_counts = counts;
    Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1), { CountRole, Qt::AccessibleDescriptionRole });
}

void SectionModel::setCount(const QString &section, int count)
{
    m_counts[section] = count;
    const QModelIndex changed = indexOf(section);
    if (changed.isValid())
        Q_EMIT dataChanged(changed, changed, { CountRole, Qt::AccessibleDescriptionRole });
}

void SectionModel::clearCounts()
{
    setCounts({});
}

QModelIndex SectionModel::indexOf(const QString &section) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (!section.isEmpty() && m_rows.at(row).key == section)
            return index(row);
    }
    return {};
}

int SectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant SectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    const int count = m_counts.value(row.key, -1);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return row.text;
    case Qt::AccessibleDescriptionRole:
        return count < 0 ? QString() : count == 1 ? tr("1 item") : tr("%1 items").arg(count);
    case KeyRole:
        return row.key;
    case IconRole:
        return row.icon;
    case CountRole:
        return count;
    default:
        return {};
    }
}

Qt::ItemFlags SectionModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.at(index.row()).key.isEmpty())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QSize SectionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return { 120, Theme::of().height(28) };
}

void SectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    const QRect rect = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(SectionModel::KeyRole).toString().isEmpty()) {
        QFont font = theme.font("caption");
        font.setWeight(QFont::DemiBold);
        font.setCapitalization(QFont::AllUppercase);
        font.setLetterSpacing(QFont::PercentageSpacing, 104);
        painter->setFont(font);
        painter->setPen(c.text3);
        painter->drawText(rect.adjusted(8, 0, -4, -3), int(Qt::AlignLeft | Qt::AlignBottom), index.data().toString());
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? c.accentSoft : c.muted);
        painter->drawRoundedRect(rect, 6, 6);
    }
    const int side = theme.iconSize(16);
    theme.paintIcon(painter, index.data(SectionModel::IconRole).toString(),
        QRectF(rect.left() + 8, rect.center().y() - side / 2.0 + 0.5, side, side), selected ? c.accentInk : c.text2);
    int right = rect.right() - 8;
    const int count = index.data(SectionModel::CountRole).toInt();
    if (count >= 0) {
        QFont font = theme.font("caption");
        if (selected)
            font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(selected ? c.accentInk : c.text3);
        const QString text = QLocale().toString(count);
        painter->drawText(QRect(rect.left(), rect.top(), right - rect.left(), rect.height()), int(Qt::AlignRight | Qt::AlignVCenter), text);
        right -= QFontMetrics(font).horizontalAdvance(text) + 6;
    }
    painter->setFont(theme.font(selected ? "strong" : "body"));
    painter->setPen(selected ? c.accentInk : c.text);
    const QRect words(rect.left() + 16 + side, rect.top(), right - rect.left() - 16 - side, rect.height());
    painter->drawText(words, int(Qt::AlignLeft | Qt::AlignVCenter),
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, words.width()));
    painter->restore();
}

SectionList::SectionList(SectionModel *model, QWidget *parent) : QListView(parent)
{
    setAccessibleName(tr("Sections"));
    setObjectName(tr("Sections"));
    setModel(model);
    setItemDelegate(new SectionDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setStyleSheet(QStringLiteral("QListView { background: transparent; border: 0; }"));
    setMouseTracking(true);
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    const auto open = [this](const QModelIndex &index) {
        const QString key = index.data(SectionModel::KeyRole).toString();
        if (key.startsWith(u'@'))
            Q_EMIT toolChosen(key);
    };
    connect(this, &QListView::clicked, this, open);
    connect(this, &QListView::activated, this, open);
}

QString SectionList::current() const
{
    return currentIndex().data(SectionModel::KeyRole).toString();
}

void SectionList::choose(const QString &section)
{
    setCurrentIndex(static_cast<SectionModel *>(model())->indexOf(section));
}

void SectionList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    const QString section = current.data(SectionModel::KeyRole).toString();
    if (!section.isEmpty() && !section.startsWith(u'@'))
        Q_EMIT chosen(section);
}

// Wide enough for every name beside a count of two digits, and for the scroll bar.
QSize SectionList::sizeHint() const
{
    const Theme &theme = Theme::of();
    const QFontMetrics strong(theme.font("strong")), caption(theme.font("caption"));
    int widest = 0;
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (const QModelIndex index = model()->index(row, 0); index.flags() & Qt::ItemIsEnabled)
            widest = qMax(widest, strong.horizontalAdvance(index.data().toString()));
    }
    const int around = 16 + theme.iconSize(16) + 6 + caption.horizontalAdvance(QStringLiteral("00")) + 8;
    return { widest + around + verticalScrollBar()->sizeHint().width(), 200 };
}

} // namespace baton::ui

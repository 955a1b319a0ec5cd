#include "ui/common/clientcombo.h"

#include "app/base/text.h"
#include "ui/common/theme.h"

#include <QtWidgets/QStylePainter>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int IdRole = Qt::UserRole, NameRole = Qt::UserRole + 1;

} // namespace

ClientCombo::ClientCombo(const QString &accessibleName, QColor Colors::*iconToken, bool twoLines, QWidget *parent)
    : QComboBox(parent), m_token(iconToken), m_twoLines(twoLines), m_label(makeLabel(accessibleName, "strong", parent))
{
    setObjectName(accessibleName);
    m_label->setAccessibleName(accessibleName);
    m_label->setBuddy(this);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, &QWidget::updateGeometry);
}

void ClientCombo::setEntries(const QList<Entry> &entries)
{
    const QString before = clientId();
    const QSignalBlocker quiet(this);
    clear();
    for (const Entry &entry : entries) {
        const QString name = plain(entry.name), id = plain(entry.clientId);
        addItem(tr("%1, %2").arg(name, id), entry.clientId);
        setItemData(count() - 1, name, NameRole);
    }
    select(before);
    updateGeometry();
    update();
}

QString ClientCombo::clientId() const
{
    return currentData(IdRole).toString();
}

bool ClientCombo::select(const QString &clientId)
{
    const int row = findData(clientId, IdRole);
    if (row >= 0)
        setCurrentIndex(row);
    return row >= 0;
}

QSize ClientCombo::sizeHint() const
{
    const Theme &theme = Theme::of();
    return { 280, theme.height(m_twoLines ? 44 : 34) };
}

QSize ClientCombo::minimumSizeHint() const
{
    // A client ID is never cut; the name gives way to it.
    const Theme &theme = Theme::of();
    const QFontMetrics mono(theme.font("mono"));
    int widest = 0;
    for (int row = 0; row < count(); ++row)
        widest = qMax(widest, mono.horizontalAdvance(itemData(row, IdRole).toString()));
    return { qMax(160, widest + theme.iconSize(16) + 8 + 11 + 30 + 4), sizeHint().height() };
}

void ClientCombo::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionComboBox option;
    initStyleOption(&option);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);

    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    const int icon = theme.iconSize(16);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect box = rect().adjusted(11, 0, -30, 0);
    theme.paintIcon(&painter, u"building"_s, QRectF(box.left(), box.center().y() - icon / 2.0 + 0.5, icon, icon),
        isEnabled() ? c.*m_token : c.text3);
    box.adjust(icon + 8, 0, 0, 0);
    const QFont strong = theme.font("strong"), mono = theme.font("mono");
    const QFontMetrics strongMetrics(strong), monoMetrics(mono);
    const QString id = currentData(IdRole).toString();
    const int idWidth = monoMetrics.horizontalAdvance(id);
    const int nameWidth = m_twoLines ? box.width() : box.width() - idWidth - 8;
    const bool named = m_twoLines || nameWidth > strongMetrics.averageCharWidth() * 5; // less than that says nothing
    const QString name = named ? strongMetrics.elidedText(currentData(NameRole).toString(), Qt::ElideRight, nameWidth) : QString();
    const QRect upper = m_twoLines ? QRect(box.left(), box.center().y() - strongMetrics.height() + 1, box.width(), strongMetrics.height()) : box;
    const QRect lower = m_twoLines ? QRect(box.left(), box.center().y() + 2, box.width(), monoMetrics.height())
                                   : box.adjusted(named ? strongMetrics.horizontalAdvance(name) + 8 : 0, 0, 0, 0);
    painter.setFont(strong);
    painter.setPen(isEnabled() ? c.text : c.text3);
    painter.drawText(upper, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.setFont(mono);
    painter.setPen(isEnabled() ? c.text2 : c.text3);
    painter.drawText(lower, Qt::AlignVCenter | Qt::AlignLeft, id);
}

} // namespace baton::ui

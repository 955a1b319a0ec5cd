#include "ui/shell/environmentcombo.h"

#include "ui/common/theme.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyledItemDelegate>

namespace baton::ui {

using orcid::Environment;

namespace {

QIcon dotIcon(Environment::Kind kind, int size)
{
    const qreal ratio = qApp->devicePixelRatio();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    EnvironmentCombo::paintDot(&painter, QRectF(2, 2, size - 4, size - 4), kind, Theme::of().colors().accent);
    return QIcon(pixmap);
}

} // namespace

EnvironmentCombo::EnvironmentCombo(QWidget *parent) : QComboBox(parent)
{
    setItemDelegate(new QStyledItemDelegate(this)); // the combo's own knows nothing of style sheets
    setObjectName(QStringLiteral("environmentCombo"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] { setEnvironments(QList(m_environments), m_currentId); });
    connect(this, &QComboBox::currentIndexChanged, this, [this](int index) {
        if (index < 0 || signalsBlocked())
            return;
        const QString id = itemData(index).toString();
        if (!id.isEmpty())
            return Q_EMIT chosen(id);
        {
            const QSignalBlocker quiet(this);
            setCurrentIndex(findData(m_currentId));
        }
        Q_EMIT customRequested(); // outside: a blocked combo would keep it to itself
    });
}

void EnvironmentCombo::setEnvironments(const QList<Environment> &environments, const QString &currentId)
{
    const QSignalBlocker quiet(this);
    m_environments = environments;
    m_currentId = currentId;
    clear();
    const int size = Theme::of().iconSize(16);
    setIconSize({ size, size });
    for (const Environment &one : environments) {
        addItem(dotIcon(one.kind, size), one.name, one.id);
        setItemData(count() - 1, caption(one).toHtmlEscaped(), Qt::ToolTipRole);
    }
    addItem(tr("Custom provider…"), QString());
    setCurrentIndex(findData(currentId));
    const int index = currentIndex();
    setAccessibleDescription(index >= 0 && index < environments.size() ? caption(environments[index]) : QString());
    update();
}

QString EnvironmentCombo::caption(const Environment &environment)
{
    switch (environment.kind) {
    case Environment::Kind::Practice:
        return tr("made-up data, offline");
    case Environment::Kind::Sandbox:
        return tr("ORCID’s test registry");
    case Environment::Kind::Production:
        return tr("real records");
    case Environment::Kind::Custom:
        return QUrl(environment.issuer).host();
    }
    return {};
}

void EnvironmentCombo::paintDot(QPainter *painter, const QRectF &rect, Environment::Kind kind, const QColor &color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 2.2));
    painter->setBrush(Qt::NoBrush);
    const QRectF ring = rect.adjusted(1.2, 1.2, -1.2, -1.2);
    switch (kind) {
    case Environment::Kind::Practice:
        painter->drawEllipse(ring);
        break;
    case Environment::Kind::Sandbox: {
        painter->drawEllipse(ring);
        QPainterPath half;
        half.moveTo(ring.center());
        half.arcTo(ring, 90, 180);
        half.closeSubpath();
        painter->fillPath(half, color);
        break;
    }
    case Environment::Kind::Production:
        painter->setBrush(color);
        painter->drawEllipse(ring);
        break;
    case Environment::Kind::Custom: {
        const QPolygonF diamond { { rect.center().x(), rect.top() }, { rect.right(), rect.center().y() },
            { rect.center().x(), rect.bottom() }, { rect.left(), rect.center().y() } };
        painter->setBrush(color);
        painter->setPen(Qt::NoPen);
        painter->drawPolygon(diamond);
        break;
    }
    }
    painter->restore();
}

QSize EnvironmentCombo::sizeHint() const
{
    const QFontMetrics strong(Theme::of().font("strong"));
    const QFontMetrics small(Theme::of().font("caption"));
    return { 180, strong.height() + small.height() + 10 };
}

void EnvironmentCombo::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &colors = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(hasFocus() ? QPen(colors.accent, 2) : QPen(colors.border, 1));
    painter.setBrush(colors.surface);
    painter.drawRoundedRect(hasFocus() ? frame.adjusted(0.5, 0.5, -0.5, -0.5) : frame, 8, 8);
    const int index = currentIndex();
    if (index < 0 || index >= m_environments.size())
        return;
    const Environment &one = m_environments[index];
    paintDot(&painter, QRectF(10, height() / 2.0 - 6, 12, 12), one.kind, colors.accent);
    const QFont strong = theme.font("strong");
    const QFont small = theme.font("caption");
    const QFontMetrics strongMetrics(strong), smallMetrics(small);
    const int textHeight = strongMetrics.height() + smallMetrics.height();
    QRect text(31, (height() - textHeight) / 2, width() - 31 - 28, strongMetrics.height());
    painter.setFont(strong);
    painter.setPen(colors.text);
    painter.drawText(text, Qt::AlignVCenter, strongMetrics.elidedText(one.name, Qt::ElideRight, text.width()));
    text.translate(0, strongMetrics.height());
    text.setHeight(smallMetrics.height());
    painter.setFont(small);
    painter.setPen(colors.text3);
    painter.drawText(text, Qt::AlignVCenter, smallMetrics.elidedText(caption(one), Qt::ElideRight, text.width()));
    theme.paintIcon(&painter, QStringLiteral("down"), QRectF(width() - 26, height() / 2.0 - 8, 16, 16), colors.text2);
}

} // namespace baton::ui

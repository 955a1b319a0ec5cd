#include "ui/handover/packagehandle.h"

#include "ui/common/theme.h"
#include "ui/handover/packagefile.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMimeData>
#include <QtCore/QPointer>
#include <QtCore/QUrl>
#include <QtGui/QAccessible>
#include <QtGui/QDrag>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;

namespace baton::ui {

OutgoingFolder::OutgoingFolder(const QString &path)
    : m_path(path.isEmpty() ? QDir::temp().filePath(u"baton-outgoing-%1"_s.arg(QCoreApplication::applicationPid())) : path)
{
    empty();
}

OutgoingFolder::~OutgoingFolder()
{
    empty();
}

void OutgoingFolder::empty()
{
    QDir folder(m_path);
    const QStringList left = folder.entryList({ u"*.baton"_s }, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString &name : left)
        folder.remove(name);
    QDir().rmdir(m_path);
}

Result<QString> OutgoingFolder::put(const handover::Sealed &package)
{
    const auto failed = [this](const QString &reason) {
        return fail(u"package.write"_s, PackageHandle::tr("The package could not be put into %1: %2.").arg(QDir::toNativeSeparators(m_path), reason),
            PackageHandle::tr("Save it, or copy it as text."));
    };
    constexpr auto ours = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    const QFileInfo info(m_path);
    if (info.isSymLink() || (info.exists() && !info.isDir()))
        return failed(PackageHandle::tr("something else has that name"));
    if (!QDir().mkpath(m_path) || !QFile::setPermissions(m_path, ours))
        return failed(PackageHandle::tr("the folder cannot be made"));
    const QString path = QDir(m_path).filePath(package.fileName);
    if (const auto written = writePackageFile(path, package.compact, true); !written)
        return fail(written.error());
    return path;
}

PackageHandle::PackageHandle(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Drag package"));
    setObjectName(accessibleName());
    setAccessibleDescription(tr("With the mouse, into a message or a folder. Save and Copy as text do the same from the keyboard."));
    setToolTip(tr("Drag the sealed package into a message or a folder"));
    setCursor(Qt::OpenHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::of(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

int PackageHandle::accessibleRole() const
{
    return QAccessible::Graphic;
}

QSize PackageHandle::sizeHint() const
{
    const Theme &theme = Theme::of();
    return { QFontMetrics(theme.font("body")).horizontalAdvance(tr("Drag package")) + theme.iconSize(16) + 34, theme.height(30) };
}

void PackageHandle::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::of();
    const Colors &c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(isEnabled() ? c.control : c.border, 1);
    pen.setDashPattern({ 3, 3 });
    painter.setPen(pen);
    painter.setBrush(!isEnabled() ? c.muted : m_held ? c.accentSoft : c.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const QColor ink = isEnabled() ? c.text : c.text3;
    const int side = theme.iconSize(16);
    theme.paintIcon(&painter, u"package"_s, QRectF(12, (height() - side) / 2.0, side, side), ink);
    painter.setFont(theme.font("body"));
    painter.setPen(ink);
    painter.drawText(rect().adjusted(side + 20, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, tr("Drag package"));
}

void PackageHandle::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_held = true;
    m_moved = false;
    m_package.reset();
    m_pressedAt = event->pos();
    update();
    Q_EMIT taken();
}

void PackageHandle::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_held || (event->pos() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_moved = true;
    dragWhenReady();
}

void PackageHandle::mouseReleaseEvent(QMouseEvent *)
{
    withdraw();
}

void PackageHandle::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange)
        setCursor(isEnabled() ? Qt::OpenHandCursor : Qt::ArrowCursor);
}

void PackageHandle::offer(const handover::Sealed &package, const QString &path)
{
    if (!m_held)
        return; // let go meanwhile
    m_package = package;
    m_path = path;
    dragWhenReady();
}

void PackageHandle::withdraw()
{
    m_held = false;
    m_moved = false;
    m_package.reset();
    update();
}

QMimeData *PackageHandle::mimeFor(const handover::Sealed &package, const QString &path)
{
    auto *data = new QMimeData;
    data->setText(QString::fromLatin1(package.compact));
    data->setData(u"application/jose"_s, package.compact);
    if (!path.isEmpty())
        data->setUrls({ QUrl::fromLocalFile(path) });
    return data;
}

void PackageHandle::dragWhenReady()
{
    if (!m_held || !m_moved || !m_package)
        return;
    const handover::Sealed package = *m_package;
    withdraw();
    auto *drag = new QDrag(this);
    drag->setMimeData(mimeFor(package, m_path));
    const int side = Theme::of().iconSize(32);
    drag->setPixmap(Theme::of().icon(u"package"_s, &Colors::accent).pixmap(side, side));
    const QPointer<PackageHandle> self = this;
    // Dragging is the platform's own loop: Qt has no other way to begin one.
    if (drag->exec(Qt::CopyAction, Qt::CopyAction) != Qt::IgnoreAction && self)
        Q_EMIT dropped(package);
}

} // namespace baton::ui

#include "ui/common/widgets.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QMimeData>
#include <QtCore/QTimer>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QByteArray digest(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

/// Remembers only a digest, so that waiting does not keep the secret alive.
void clearIfStill(const QByteArray &hash)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    const QMimeData *data = clipboard->mimeData();
    if (data && data->hasText() && digest(data->text()) == hash)
        clipboard->clear();
}

} // namespace

void copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

void copySecret(const QString &text, int clearAfterMs)
{
    auto *data = new QMimeData;
    data->setText(text);
    // What clipboard managers look for: KDE and others, Windows, macOS.
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    data->setData(u"application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""_s, "1");
    data->setData(u"application/x-qt-windows-mime;value=\"CanIncludeInClipboardHistory\""_s, QByteArray(4, '\0'));
    data->setData(u"org.nspasteboard.ConcealedType"_s, "1");
    QGuiApplication::clipboard()->setMimeData(data);

    auto *timer = new QTimer(qApp);
    timer->setSingleShot(true);
    timer->setObjectName(u"clipboard secret"_s);
    const QByteArray hash = digest(text);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, hash] {
        clearIfStill(hash);
        timer->deleteLater();
    });
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, timer, [hash] { clearIfStill(hash); });
    timer->start(clearAfterMs);
}

} // namespace baton::ui

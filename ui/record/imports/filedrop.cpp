#include "ui/record/imports/filedrop.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QDropEvent>
#include <QtWidgets/QWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

/// Empty when it is not one local file of a kind that is imported.
QString fileIn(const QMimeData *data)
{
    static const QStringList endings { u"bib"_s, u"bibtex"_s, u"ris"_s, u"json"_s, u"csv"_s, u"tsv"_s, u"txt"_s };
    if (!data || data->urls().size() != 1 || !data->urls().first().isLocalFile())
        return {};
    const QString path = data->urls().first().toLocalFile();
    return endings.contains(QFileInfo(path).suffix().toLower()) ? path : QString();
}

} // namespace

FileDrop::FileDrop(QWidget *widget) : QObject(widget)
{
    widget->setAcceptDrops(true);
    widget->installEventFilter(this);
}

bool FileDrop::eventFilter(QObject *watched, QEvent *event)
{
    const bool enters = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
    if (!enters && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const QString path = fileIn(drop->mimeData());
    if (path.isEmpty()) {
        drop->ignore();
        return false;
    }
    drop->acceptProposedAction();
    if (!enters)
        Q_EMIT dropped(path);
    return true;
}

} // namespace baton::ui

#include "ui/common/files.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtCore/QStandardPaths>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("Files", text);
}

constexpr auto FolderProperty = "batonLastFolder";

} // namespace

QString safeFileName(const QString &wish, const QString &ending)
{
    QString name;
    for (const QChar c : plain(wish).simplified()) {
        const bool bad = c.unicode() < 0x20 || u"/\\:*?\"<>|"_s.contains(c);
        name += bad ? QChar(u'-') : c;
    }
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    name = name.left(80).trimmed();
    if (name.isEmpty())
        name = u"baton"_s;
    return name + ending;
}

Result<void> writeFile(const QString &path, const QByteArray &bytes, bool secret)
{
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    if (opened && secret)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!opened || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(u"file.write"_s, words("%1 could not be written: %2.").arg(QDir::toNativeSeparators(path), file.errorString()),
                    words("Choose another folder, or make room on the disk."));
    }
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile())
        return fail(u"file.not_regular"_s, words("%1 is not a regular file.").arg(QDir::toNativeSeparators(path)), words("Choose a file."));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(u"file.read"_s, words("%1 could not be read: %2.").arg(QDir::toNativeSeparators(path), file.errorString()),
                    words("Check that the file is there and that you may read it."));
    }
    QByteArray bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes) {
        return fail(u"file.too_large"_s, words("%1 is larger than %2 kB.").arg(QDir::toNativeSeparators(path)).arg(maxBytes / 1024),
                    words("This is probably another file than the one meant."));
    }
    return bytes;
}

QString lastFolder()
{
    const QString folder = qApp->property(FolderProperty).toString();
    if (!folder.isEmpty() && QDir(folder).exists())
        return folder;
    return QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
}

void rememberFolder(const QString &path)
{
    qApp->setProperty(FolderProperty, QFileInfo(path).absolutePath());
}

} // namespace baton::ui

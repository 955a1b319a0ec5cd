#include "app/handover/package.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

Failure notAFile()
{
    return fail(u"package.not_a_file"_s, Words::tr("That is not a regular file."), Words::tr("Choose the .baton file itself, not a link, folder or device."));
}

#ifdef Q_OS_UNIX
// Looked at after opening, so that nothing can be put in its place in between; O_NONBLOCK so that a FIFO cannot hold us.
Result<void> openRegular(const QString &path, QFile &file)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return errno == ELOOP || errno == ENXIO ? Result<void>(notAFile())
                                                : Result<void>(fail(u"package.file_read"_s, Words::tr("The file cannot be opened: %1.").arg(qt_error_string(errno)), Words::tr("Check its permissions.")));
    struct stat status { };
    if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(descriptor);
        return notAFile();
    }
    if (!file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        ::close(descriptor);
        return fail(u"package.file_read"_s, Words::tr("The file cannot be read: %1.").arg(file.errorString()));
    }
    return {};
}
#else
Result<void> openRegular(const QString &path, QFile &file)
{
    const QFileInfo info(path);
    if (!info.isFile() || info.isSymLink())
        return notAFile();
    file.setFileName(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"package.file_read"_s, Words::tr("The file cannot be opened: %1.").arg(file.errorString()), Words::tr("Check its permissions."));
    return {};
}
#endif

} // namespace

Result<QByteArray> readPackageFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return fail(u"package.file_missing"_s, Words::tr("There is no such file."), Words::tr("Check its name, or whether it was moved."));
    QFile file;
    if (auto opened = openRegular(path, file); !opened)
        return fail(opened.error());
    // White space around the text may make a file a little longer than its package.
    constexpr qint64 limit = maxPackageBytes + 16;
    const QByteArray bytes = file.read(limit + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(u"package.file_read"_s, Words::tr("The file cannot be read: %1.").arg(file.errorString()), Words::tr("Copy it to this computer and open it again."));
    if (bytes.size() > limit)
        return fail(u"package.too_large"_s, Words::tr("The file is larger than 64 KiB, so it is not a Baton package."), Words::tr("Open the .baton file the partner sent."));
    return bytes;
}

} // namespace baton::handover

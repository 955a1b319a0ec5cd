#include "ui/handover/packagefile.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PackageFile)
};

} // namespace

Result<void> writePackageFile(const QString &path, const QByteArray &package, bool overwrite)
{
    const QFileInfo target(path);
    if (target.exists() && !overwrite)
        return fail(u"package.exists"_s, Words::tr("There is a file named %1 already.").arg(target.fileName()), Words::tr("Choose another name."));
    QSaveFile file(path);
    // Rights are set while the temporary file is still empty.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(package) != package.size() || !file.commit())
        return fail(u"package.write"_s, Words::tr("The package could not be written to %1: %2.").arg(QDir::toNativeSeparators(path), file.errorString()),
            Words::tr("Choose another folder, or make room and try again."));
    return {};
}

} // namespace baton::ui

#pragma once

#include "app/base/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QString>

class QWidget;

namespace baton::ui {

/// A name fit for any file system from words of others: no separators, no leading dot, 80 characters at most.
QString safeFileName(const QString &wish, const QString &ending);
/// Writes atomically, readable by the owner alone when `secret`. Errors: file.write.
Result<void> writeFile(const QString &path, const QByteArray &bytes, bool secret = false);
/// A regular file of at most `maxBytes`. Errors: file.read, file.too_large, file.not_regular.
Result<QByteArray> readFile(const QString &path, qint64 maxBytes);
/// The folder the last file was taken from or put into in this run.
QString lastFolder();
void rememberFolder(const QString &path);

} // namespace baton::ui

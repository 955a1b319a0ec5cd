#pragma once

#include "app/base/result.h"

#include <QtCore/QString>

class QWidget;

namespace baton::ui {

/// Shows the page as it will be printed, and offers the printer and a PDF file. `html` is ours, everything from outside in
/// it escaped (S51); nothing is fetched for it. `fileName` without ending.
void offerPage(QWidget *parent, const QString &title, const QString &html, const QString &fileName);
/// A4, for the owner's eyes only (0600). Errors: file.write.
Result<void> savePagePdf(const QString &html, const QString &title, const QString &path);

} // namespace baton::ui

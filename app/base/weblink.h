#pragma once

#include <QtCore/QString>
#include <QtCore/QUrl>

namespace baton {

/// Text from outside as an address that may be opened in the browser (S52): strictly well formed, http or https, with a
/// host and without user name; else an empty QUrl.
QUrl webLink(const QString &text);

} // namespace baton

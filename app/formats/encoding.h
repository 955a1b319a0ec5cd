#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace baton::formats {

/// A file as text with line ends as \n, and in which encoding it was found.
struct Decoded {
    QString text;
    QString note;        ///< "Read as Windows-1252", when it is not UTF-8
    bool binary = false; ///< it holds what no text does: NUL and the like
};

/// A byte order mark decides; else UTF-16 is told by its zeros, UTF-8 by its form, and the rest is Windows-1252.
Decoded decode(const QByteArray &bytes);

} // namespace baton::formats

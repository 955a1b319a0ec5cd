#pragma once

#include "app/base/result.h"

#include <QtGui/QImage>

namespace baton::ui {

/// A text as a QR code (ISO 18004, byte mode, libqrencode).
class QrCode {
public:
    /// Error correction M where the code stays easy to read (version 20 at most, 97 modules), else L. Errors: qr.too_large
    /// (2,953 bytes is the most a QR code takes).
    static Result<QrCode> make(const QByteArray &text);

    int modules() const { return m_size; } ///< a side, without the quiet zone
    int version() const { return (m_size - 17) / 4; }
    bool isDense() const { return version() > 20; } ///< wants a large print or a good camera
    /// Black on white with the quiet zone of four modules, whatever the theme: cameras expect it.
    QImage image(int pixelsPerModule) const;
    QByteArray svg() const;

private:
    bool dark(int x, int y) const { return m_dark.at(qsizetype(y) * m_size + x); }

    int m_size = 0;
    QByteArray m_dark; ///< 0 or 1 per module
};

} // namespace baton::ui

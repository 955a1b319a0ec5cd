#include "ui/people/qrcode.h"

#include <QtCore/QCoreApplication>

#include <qrencode.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

constexpr int quiet = 4;
constexpr int easyVersion = 20;

struct Free {
    void operator()(QRcode *code) const { QRcode_free(code); }
};
using CodePtr = std::unique_ptr<QRcode, Free>;

CodePtr encode(const QByteArray &text, QRecLevel level)
{
    return CodePtr(QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char *>(text.constData()), 0, level));
}

} // namespace

Result<QrCode> QrCode::make(const QByteArray &text)
{
    CodePtr code = encode(text, QR_ECLEVEL_M);
    if (!code || code->version > easyVersion)
        code = encode(text, QR_ECLEVEL_L);
    if (!code)
        return fail(u"qr.too_large"_s, QCoreApplication::translate("QrCode", "%1 bytes do not fit into one QR code.").arg(text.size()), QCoreApplication::translate("QrCode", "Share the file or the text instead."));
    QrCode qr;
    qr.m_size = code->width;
    qr.m_dark.resize(qsizetype(code->width) * code->width);
    for (qsizetype i = 0; i < qr.m_dark.size(); ++i)
        qr.m_dark[i] = char(code->data[i] & 1);
    return qr;
}

QImage QrCode::image(int pixelsPerModule) const
{
    const int side = (m_size + 2 * quiet) * pixelsPerModule;
    QImage image(side, side, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    for (int y = 0; y < m_size * pixelsPerModule; ++y) {
        uchar *line = image.scanLine(y + quiet * pixelsPerModule) + quiet * pixelsPerModule;
        for (int x = 0; x < m_size * pixelsPerModule; ++x) {
            if (dark(x / pixelsPerModule, y / pixelsPerModule))
                line[x] = 0;
        }
    }
    return image;
}

QByteArray QrCode::svg() const
{
    const QByteArray side = QByteArray::number(m_size + 2 * quiet);
    QByteArray out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side
        + "\" shape-rendering=\"crispEdges\"><rect width=\"" + side + "\" height=\"" + side + "\" fill=\"#fff\"/><path fill=\"#000\" d=\"";
    for (int y = 0; y < m_size; ++y) {
        for (int x = 0; x < m_size; ++x) {
            int run = 0;
            while (x + run < m_size && dark(x + run, y))
                ++run;
            if (run)
                out += 'M' + QByteArray::number(x + quiet) + ' ' + QByteArray::number(y + quiet) + 'h' + QByteArray::number(run) + "v1h-" + QByteArray::number(run) + 'z';
            x += run;
        }
    }
    return out + "\"/></svg>\n";
}

} // namespace baton::ui

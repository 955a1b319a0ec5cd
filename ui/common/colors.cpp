#include "ui/common/theme.h"

namespace baton::ui {

namespace {
QColor rgb(unsigned value)
{
    return QColor::fromRgb(QRgb(0xff000000u | value));
}
} // namespace

Colors lightColors()
{
    Colors c;
    c.window = rgb(0xF4F5F7);
    c.rail = rgb(0xEBEDF1);
    c.surface = rgb(0xFFFFFF);
    c.sunken = rgb(0xF7F8FA);
    c.muted = rgb(0xECEEF2);
    c.border = rgb(0xD9DDE4);
    c.control = rgb(0x7F8896);
    c.text = rgb(0x1A212B);
    c.text2 = rgb(0x4A5565);
    c.text3 = rgb(0x5D6877);
    c.accent = rgb(0x2458B8);
    c.fill = rgb(0x2458B8);
    c.onFill = rgb(0xFFFFFF);
    c.accentSoft = rgb(0xE4ECFA);
    c.accentInk = rgb(0x1B4590);
    c.second = rgb(0x7A3B96);
    c.secondSoft = rgb(0xF3E8F7);
    c.ok = rgb(0x17693A);
    c.okSoft = rgb(0xE4F3E9);
    c.okLine = rgb(0xB5DBC3);
    c.warn = rgb(0x7F4B00);
    c.warnSoft = rgb(0xFCF1DC);
    c.warnLine = rgb(0xE9CF9B);
    c.err = rgb(0xB02A20);
    c.errSoft = rgb(0xFBE8E6);
    c.errLine = rgb(0xEBBDB8);
    c.jsonKey = rgb(0x1B4590);
    c.jsonString = rgb(0x17693A);
    c.jsonNumber = rgb(0x7F4B00);
    return c;
}

Colors darkColors()
{
    Colors c;
    c.window = rgb(0x15181D);
    c.rail = rgb(0x1A1E24);
    c.surface = rgb(0x1F242B);
    c.sunken = rgb(0x252B33);
    c.muted = rgb(0x2A313A);
    c.border = rgb(0x353D48);
    c.control = rgb(0x768294);
    c.text = rgb(0xE8ECF1);
    c.text2 = rgb(0xB6C0CC);
    c.text3 = rgb(0x9AA5B4);
    c.accent = rgb(0x8AB1F7);
    c.fill = rgb(0x3569C6);
    c.onFill = rgb(0xFFFFFF);
    c.accentSoft = rgb(0x253A5E);
    c.accentInk = rgb(0xBDD3FB);
    c.second = rgb(0xD3A4E6);
    c.secondSoft = rgb(0x3C2A48);
    c.ok = rgb(0x74CC95);
    c.okSoft = rgb(0x1C3628);
    c.okLine = rgb(0x2F5A42);
    c.warn = rgb(0xE9B661);
    c.warnSoft = rgb(0x3A2E18);
    c.warnLine = rgb(0x63502A);
    c.err = rgb(0xF4948B);
    c.errSoft = rgb(0x472422);
    c.errLine = rgb(0x713A36);
    c.jsonKey = rgb(0xBDD3FB);
    c.jsonString = rgb(0x74CC95);
    c.jsonNumber = rgb(0xE9B661);
    return c;
}

} // namespace baton::ui

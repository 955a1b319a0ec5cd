#include "ui/traffic/prettyjson.h"

namespace baton::ui {

namespace {

qsizetype endOfString(const QString &text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == u'"')
            return i;
    }
    return text.size() - 1;
}

qsizetype nextVisible(const QString &text, qsizetype from)
{
    while (from < text.size() && text.at(from).isSpace())
        ++from;
    return from;
}

} // namespace

QString prettyJson(const QString &text)
{
    QString out;
    out.reserve(text.size() * 2);
    int depth = 0;
    const auto newLine = [&] {
        out += u'\n';
        out += QString(2 * qBound(0, depth, 40), u' ');
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"') {
            const qsizetype end = endOfString(text, i);
            out += QStringView(text).mid(i, end - i + 1);
            i = end;
        } else if (c == u'{' || c == u'[') {
            out += c;
            const qsizetype next = nextVisible(text, i + 1);
            if (next < text.size() && (text.at(next) == u'}' || text.at(next) == u']')) {
                out += text.at(next);
                i = next;
            } else {
                ++depth;
                newLine();
            }
        } else if (c == u'}' || c == u']') {
            --depth;
            newLine();
            out += c;
        } else if (c == u',') {
            out += c;
            newLine();
        } else if (c == u':') {
            out += QStringLiteral(": ");
        } else if (!c.isSpace()) {
            out += c;
        }
    }
    return out;
}

} // namespace baton::ui

#include "app/signin/requesthead.h"

#include <QtCore/QList>

#include <algorithm>

namespace baton::signin {

namespace {

HeadReading refused(int status)
{
    return { HeadReading::State::Refused, status, {} };
}

bool isTokenCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || (c != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(c));
}

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool isVisible(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

// 0 when the line is fine, else the status to refuse with.
int readRequestLine(QByteArrayView line, const HeadLimits &limits, RequestHead &head)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 1 || last <= first)
        return 400;
    const QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (target.size() > limits.targetBytes)
        return 414;
    if (!isToken(line.first(first)) || !isVisible(target) || (version != "HTTP/1.1" && version != "HTTP/1.0"))
        return 400;
    head.method = line.first(first).toByteArray();
    const qsizetype mark = target.indexOf('?');
    head.path = (mark < 0 ? target : target.first(mark)).toByteArray();
    head.query = mark < 0 ? QByteArray() : target.sliced(mark + 1).toByteArray();
    return 0;
}

// Blanks and tabs only (RFC 9110 section 5.5): a bare line feed beside a value is no blank.
QByteArrayView withoutBlanks(QByteArrayView text)
{
    const auto isBlank = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

struct HeaderFacts {
    int hosts = 0;
    bool body = false;
};

bool readHeaderLine(QByteArrayView line, RequestHead &head, HeaderFacts &facts)
{
    const qsizetype colon = line.indexOf(':');
    if (colon < 1 || !isToken(line.first(colon)))
        return false; // also what a folded line looks like
    const QByteArray name = line.first(colon).toByteArray().toLower();
    const QByteArray value = withoutBlanks(line.sliced(colon + 1)).toByteArray();
    if (std::any_of(value.begin(), value.end(), [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; }))
        return false;
    if (name == "host") {
        ++facts.hosts;
        head.host = value;
    } else if (name == "transfer-encoding" || (name == "content-length" && value != "0")) {
        facts.body = true;
    }
    return true;
}

// A line that is too long is refused before its end has come.
HeadReading judgeIncomplete(QByteArrayView bytes, const HeadLimits &limits)
{
    constexpr qsizetype longestMethodAndVersion = 32;
    const QByteArrayView firstLine = bytes.first(std::max<qsizetype>(bytes.indexOf('\n'), 0));
    if (firstLine.isEmpty() && bytes.size() > limits.targetBytes + longestMethodAndVersion)
        return refused(414);
    if (bytes.size() > limits.headBytes || std::count(bytes.begin(), bytes.end(), '\n') > limits.headerLines + 1)
        return refused(431);
    return {};
}

} // namespace

HeadReading readRequestHead(QByteArrayView bytes, const HeadLimits &limits)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return judgeIncomplete(bytes, limits);
    HeadReading reading;
    HeaderFacts facts;
    int lines = 0;
    QByteArrayView rest = bytes.first(end);
    while (!rest.isEmpty() || lines == 0) {
        const qsizetype stop = rest.indexOf("\r\n");
        const QByteArrayView line = stop < 0 ? rest : rest.first(stop);
        rest = stop < 0 ? QByteArrayView() : rest.sliced(stop + 2);
        if (lines == 0) {
            if (const int status = readRequestLine(line, limits, reading.head))
                return refused(status);
            if (end + 4 > limits.headBytes)
                return refused(431);
        } else if (lines > limits.headerLines) {
            return refused(431);
        } else if (!readHeaderLine(line, reading.head, facts)) {
            return refused(400);
        }
        ++lines;
    }
    if (facts.hosts != 1 || facts.body)
        return refused(400);
    reading.state = HeadReading::State::Complete;
    return reading;
}

} // namespace baton::signin

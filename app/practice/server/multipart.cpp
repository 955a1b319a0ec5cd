#include "app/practice/server/multipart.h"

#include <QtCore/QByteArrayList>
#include <QtCore/QRegularExpression>

namespace baton::practice {

namespace {

constexpr qsizetype mostParts = 8, mostHead = 2048;

/// RFC 2046 section 5.1.1: up to 70 characters, in quotes or not.
QByteArray boundaryOf(const QByteArray &contentType)
{
    static const QRegularExpression form(
        QStringLiteral("\\Amultipart/form-data\\s*;\\s*boundary=(?:\"([A-Za-z0-9'()+_,./:=? -]{0,69}[A-Za-z0-9'()+_,./:=?-])\"|([A-Za-z0-9'+_.-]{1,70}))\\s*\\z"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(QString::fromLatin1(contentType));
    return (match.captured(1) + match.captured(2)).toLatin1();
}

/// The field's name out of a part's header lines; nothing when they are not those of a form field.
std::optional<QByteArray> nameOf(const QByteArray &head)
{
    static const QRegularExpression disposition(
        QStringLiteral("\\AContent-Disposition:\\s*form-data\\s*;\\s*name=\"([A-Za-z0-9_-]{1,40})\"(?:\\s*;\\s*filename=\"[^\"\\r\\n]*\")?\\s*\\z"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression other(QStringLiteral("\\A(?:Content-Type:[^\\r\\n]{1,200}|Content-Transfer-Encoding:\\s*(?:7bit|8bit|binary)\\s*)\\z"),
                                          QRegularExpression::CaseInsensitiveOption);
    QByteArray name;
    for (const QByteArray &line : QByteArray(head).replace("\r\n", "\n").split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (const auto match = disposition.match(text); match.hasMatch() && name.isEmpty())
            name = match.captured(1).toLatin1();
        else if (!other.match(text).hasMatch())
            return std::nullopt;
    }
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

} // namespace

std::optional<QHash<QByteArray, QByteArray>> parseMultipart(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = boundaryOf(contentType);
    const QByteArray first = "--" + boundary + "\r\n", between = "\r\n--" + boundary;
    if (boundary.isEmpty() || !body.startsWith(first))
        return std::nullopt;
    QHash<QByteArray, QByteArray> fields;
    for (qsizetype begin = first.size();;) {
        const qsizetype headEnd = body.indexOf("\r\n\r\n", begin);
        if (headEnd < 0 || headEnd - begin > mostHead || fields.size() == mostParts)
            return std::nullopt;
        const auto name = nameOf(body.sliced(begin, headEnd - begin));
        const qsizetype content = headEnd + 4;
        // An empty part's boundary follows its head directly.
        const qsizetype end = body.indexOf(between, content - 2) == content - 2 ? content - 2 : body.indexOf(between, content);
        if (!name || fields.contains(*name) || end < 0)
            return std::nullopt;
        fields.insert(*name, body.mid(content, std::max<qsizetype>(0, end - content)));
        const qsizetype after = end + between.size();
        const QByteArray tail = body.mid(after, 4);
        if (tail == "--" || tail == "--\r\n")
            return after + tail.size() == body.size() ? std::optional(fields) : std::nullopt;
        if (!tail.startsWith("\r\n"))
            return std::nullopt;
        begin = after + 2;
    }
}

} // namespace baton::practice

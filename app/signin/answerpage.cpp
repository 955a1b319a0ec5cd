#include "app/signin/answerpage.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>

// Outside any namespace: in a static library the resource is only linked when asked for.
static void loadPages()
{
    Q_INIT_RESOURCE(browserpages);
}

namespace baton::signin {

namespace {

QByteArray pageText(AnswerPage page)
{
    loadPages();
    const QString name = page == AnswerPage::Received ? QStringLiteral("received")
        : page == AnswerPage::Denied                  ? QStringLiteral("denied")
                                                      : QStringLiteral("refused");
    QFile file(QStringLiteral(":/browser/%1.html").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// default-src 'none' blocks the page's own <style> too; its hash lets exactly this text through and nothing else.
QByteArray contentPolicy(const QByteArray &page)
{
    QByteArray policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    const qsizetype from = page.indexOf("<style>");
    const qsizetype to = page.indexOf("</style>");
    if (from >= 0 && to > from) {
        const QByteArray style = page.sliced(from + 7, to - from - 7);
        policy += "; style-src 'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + '\'';
    }
    return policy;
}

QByteArray reason(int status)
{
    switch (status) {
    case 200: return "OK";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 410: return "Gone";
    case 414: return "URI Too Long";
    case 431: return "Request Header Fields Too Large";
    default: return "Bad Request";
    }
}

QByteArray response(int status, const QByteArray &body)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status) + "\r\n";
    if (status == 405)
        head += "Allow: GET\r\n";
    if (!body.isEmpty())
        head += "Content-Type: text/html; charset=utf-8\r\n";
    head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n"
        + "Cache-Control: no-store\r\n"
          "Referrer-Policy: no-referrer\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: " + contentPolicy(body) + "\r\n"
          "Connection: close\r\n\r\n";
    return head + body;
}

} // namespace

QByteArray pageResponse(AnswerPage page)
{
    return response(200, pageText(page));
}

QByteArray emptyResponse(int status)
{
    return response(status, {});
}

} // namespace baton::signin

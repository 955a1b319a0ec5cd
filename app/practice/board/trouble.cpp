#include "app/practice/board/trouble.h"

#include "app/practice/board/catalogue.h"
#include "app/practice/server/headgate.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

namespace baton::practice {

namespace {

using Line = Trouble::Line;

constexpr int retrySeconds = 2;

/// Every share draws, so that what one fault decides does not depend on whether another let the request through.
bool hit(const Fault &fault, std::mt19937 &random)
{
    return int(random() % 100) < fault.setting(QStringLiteral("share")).toInt();
}

int delayOf(const QString &text)
{
    return text.endsWith(u"ms") ? text.chopped(2).toInt() : text.chopped(1).toInt() * 1000;
}

} // namespace

HttpResponse proxyPage(int status)
{
    const QByteArray title = QByteArray::number(status) + ' ' + reasonPhrase(status);
    return HttpResponse::text(status, "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                                  + "</h1></center>\r\n<hr><center>practice proxy</center>\r\n</body>\r\n</html>\r\n", "text/html");
}

namespace {

HttpResponse refusal(const Fault &fault)
{
    HttpResponse response = proxyPage(fault.setting(QStringLiteral("status")).toInt());
    const QString retry = fault.setting(QStringLiteral("retry"));
    if (retry == u"seconds")
        response.with("Retry-After", QByteArray::number(retrySeconds));
    // This computer's time, not the registry's: the client reads its own clock.
    if (retry == u"date")
        response.with("Retry-After", QLocale::c().toString(QDateTime::currentDateTimeUtc().addSecs(retrySeconds), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1());
    return response;
}

void drawUnavailable(const Fault &fault, std::mt19937 &random, Trouble &trouble)
{
    const bool coin = random() % 2 == 0;
    if (!hit(fault, random))
        return;
    const QString when = fault.setting(QStringLiteral("when"));
    trouble.instead = refusal(fault);
    trouble.handled = when == u"after" || (when == u"either" && coin);
    trouble.faults << fault.name;
}

void drawDropped(const Fault &fault, std::mt19937 &random, Trouble &trouble)
{
    if (!hit(fault, random))
        return;
    const QString when = fault.setting(QStringLiteral("when"));
    trouble.line = when == u"halfway" ? Line::Halfway : Line::Dropped;
    trouble.handled = trouble.handled && when != u"unread";
    trouble.faults << fault.name;
}

} // namespace

HttpResponse Trouble::apply(HttpResponse response) const
{
    if (instead)
        return *instead;
    if (spoilt == u"proxy")
        return proxyPage(502);
    if (spoilt == u"cut")
        response.body.truncate(response.body.size() / 2);
    if (spoilt == u"html")
        response.body = "<!doctype html>\n<html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>\n";
    if (spoilt == u"type" || spoilt == u"html") {
        response.headers.removeIf([](const auto &header) { return header.first.compare("Content-Type", Qt::CaseInsensitive) == 0; });
        response.with("Content-Type", spoilt == u"html" ? "text/html;charset=UTF-8" : "text/plain;charset=UTF-8");
    }
    return response;
}

Trouble::Line Trouble::reach(const HttpResponse &own) const
{
    return line == Line::Whole && spoilt == u"cut" && !instead && own.body.isEmpty() ? Line::Halfway : line;
}

bool mayBeTroubled(const QByteArray &path)
{
    static const QByteArrayList exact { "/oauth/token", "/oauth/revoke", "/oauth/userinfo", "/oauth/jwks", "/status", "/apiStatus" };
    const bool versioned = path.size() > 2 && path.startsWith("/v") && path.at(2) >= '0' && path.at(2) <= '9';
    return versioned || path.startsWith("/.well-known/") || exact.contains(path);
}

Trouble drawTrouble(const FaultBoard &board, const QByteArray &path, std::mt19937 &random)
{
    Trouble trouble;
    if (!mayBeTroubled(path))
        return trouble;
    const auto on = [&board](const QString &name) {
        const Fault *fault = board.find(name);
        return fault && fault->on ? fault : nullptr;
    };
    if (const Fault *fault = on(faultname::slow)) {
        trouble.delayMs = delayOf(fault->setting(QStringLiteral("delay")));
        trouble.faults << fault->name;
    }
    if (const Fault *fault = on(faultname::unavailable))
        drawUnavailable(*fault, random, trouble);
    if (const Fault *fault = on(faultname::dropped))
        drawDropped(*fault, random, trouble);
    if (on(faultname::jwksUnreachable) && path == "/oauth/jwks") {
        trouble.line = Line::Dropped;
        trouble.faults << faultname::jwksUnreachable;
    }
    if (const Fault *fault = on(faultname::spoilt)) {
        trouble.spoilt = fault->setting(QStringLiteral("kind"));
        trouble.faults << fault->name;
    }
    return trouble;
}

} // namespace baton::practice

// Reset, save, load: each on a page of its own, which says what it does before it does it.
#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

namespace baton::practice {

using namespace markup;

namespace {

const QString back = QStringLiteral("/practice/researchers");

QString keep()
{
    return QStringLiteral("<a class=\"button\" href=\"%1\">%2</a>").arg(back, esc(tr("Keep")));
}

} // namespace

QString Pages::notice(const QString &text, const QString &problem)
{
    if (text.isEmpty() || !problem.isEmpty())
        return {};
    return QStringLiteral("<div class=\"banner ok\" role=\"status\">%1<p>%2</p></div>").arg(icon(QStringLiteral("okcircle"), QStringLiteral("ok")), esc(text));
}

QString Pages::problemBanner(const QString &problem)
{
    if (problem.isEmpty())
        return {};
    return QStringLiteral("<div class=\"banner err\" role=\"alert\">%1<p dir=\"auto\">%2</p></div>").arg(icon(QStringLiteral("xcircle")), esc(problem));
}

QString Pages::stateLinks()
{
    return QStringLiteral("<h2>%1</h2><div class=\"actions flat\"><a class=\"button\" href=\"/practice/reset\" aria-label=\"%2\">%3</a>"
                          "<a href=\"/practice/save\">%4</a><a href=\"/practice/load\">%5</a></div>")
        .arg(esc(tr("State of the registry")), esc(tr("Reset registry")), esc(tr("Reset registry…")), esc(tr("Save state")), esc(tr("Load state")));
}

HttpResponse Pages::resetState(const Session &session) const
{
    Frame frame;
    frame.title = tr("Reset registry?");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><form class=\"banner err panel\" method=\"post\" action=\"/practice/reset\">"
                                "<ul class=\"lines\"><li>%3<span>%4</span></li><li>%5<span>%6</span></li></ul>%7"
                                "<div class=\"actions\"><button class=\"danger\">%8</button>%9</div></form>")
                     .arg(esc(frame.title), esc(tr("Everything becomes as it was at the first start.")), icon(QStringLiteral("skip"), QStringLiteral("err")),
                          esc(tr("Items, permissions, tokens, researchers and clients that were added go. Tokens that clients hold stop.")),
                          icon(QStringLiteral("info")), esc(tr("The clock runs in real time again, faults are off, and whoever is signed in is signed out.")),
                          hidden(QStringLiteral("csrf"), QString::fromLatin1(m_sessions.formToken(session, formpurpose::reset))), esc(tr("Reset registry")), keep());
    return page(200, session, frame);
}

HttpResponse Pages::saveState(const Session &session) const
{
    Frame frame;
    frame.title = tr("Save state");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><form method=\"post\" action=\"/practice/save\">%3<div class=\"banner warn\">%4<p>%5</p></div>"
                                "<div class=\"actions\"><button class=\"primary\">%6</button>%7</div></form>")
                     .arg(esc(frame.title), esc(tr("Clients, researchers with their records, permissions and the clock, as one readable JSON file.")),
                          hidden(QStringLiteral("csrf"), QString::fromLatin1(m_sessions.formToken(session, formpurpose::save))), icon(QStringLiteral("warn")),
                          esc(tr("The file holds practice secrets and tokens on purpose. They open this registry and nothing else. Never put real ones into it.")),
                          esc(tr("Save state")), keep());
    return page(200, session, frame);
}

HttpResponse Pages::loadState(int status, const Session &session, const QString &problem, const QString &pasted) const
{
    Frame frame;
    frame.title = tr("Load state");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3<form class=\"card fields\" method=\"post\" action=\"/practice/load\" enctype=\"multipart/form-data\">%4"
                                "<p class=\"wide\"><label for=\"file\">%5</label><input type=\"file\" id=\"file\" name=\"file\" accept=\".json,application/json\"></p>"
                                "<p class=\"wide\"><label for=\"pasted\">%6</label><textarea id=\"pasted\" name=\"pasted\" rows=\"8\" spellcheck=\"false\">\n%7</textarea></p>"
                                "<div class=\"banner warn wide\">%8<p>%9</p></div>")
                     .arg(esc(frame.title), esc(tr("A saved state, or a small file of your own with clients and researchers.")), problemBanner(problem),
                          hidden(QStringLiteral("csrf"), QString::fromLatin1(m_sessions.formToken(session, formpurpose::load))),
                          esc(tr("State file, at most 1 MiB")), esc(tr("Or its text")), esc(pasted), icon(QStringLiteral("warn")),
                          esc(tr("What is in the registry now is replaced, and whoever is signed in is signed out. A file with a mistake changes nothing. "
                                 "Larger files go in through Baton itself, or with --state at the start.")));
    frame.body += QStringLiteral("<div class=\"actions wide\"><button class=\"primary\">%1</button>%2</div></form>").arg(esc(tr("Load state")), keep());
    return page(status, session, frame);
}

} // namespace baton::practice

#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

#include "app/orcid/scopes.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QLocale>
#include <QtCore/QUrl>

static void loadPageResources()
{
    Q_INIT_RESOURCE(practice_web); // a static library's resources are not registered by themselves
}

namespace baton::practice {

using namespace markup;

namespace {

QByteArray resource(const QString &name)
{
    loadPageResources();
    QFile file(QStringLiteral(":/practice-web/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString navLink(const QString &path, const QString &text, const QString &current)
{
    return QStringLiteral("<a href=\"%1\"%2>%3</a>")
        .arg(path, path == current ? QStringLiteral(" aria-current=\"page\"") : QString(), esc(text));
}

} // namespace

QString markup::icon(const QString &name, const QString &cssClass)
{
    const QByteArray svg = resource(QStringLiteral("icons/") + name + QStringLiteral(".svg"));
    if (svg.isEmpty())
        return {};
    return QStringLiteral("<span class=\"icon %1\" aria-hidden=\"true\">%2</span>").arg(cssClass, QString::fromUtf8(svg).trimmed());
}

QString markup::scopeIcon(const QString &scope)
{
    if (scope == u"openid" || scope == u"/authenticate")
        return icon(QStringLiteral("idtoken"), QStringLiteral("accent"));
    if (scope.contains(u"read"))
        return icon(QStringLiteral("eye"), QStringLiteral("accent"));
    if (scope.startsWith(u"/person") || scope.startsWith(u"/orcid-bio"))
        return icon(QStringLiteral("person"), QStringLiteral("accent"));
    return icon(QStringLiteral("work"), QStringLiteral("accent"));
}

QString markup::scopeTitle(const QString &scope)
{
    const orcid::Scope *known = orcid::findScope(scope);
    if (!known)
        return scope;
    return known->consentTitle.isEmpty() ? (known->title.isEmpty() ? scope : known->title) : known->consentTitle;
}

QString markup::link(const QString &address, const QString &text)
{
    const QUrl url(address, QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"http" && url.scheme() != u"https") || url.host().isEmpty())
        return esc(text);
    return QStringLiteral("<a href=\"%1\" rel=\"noreferrer\">%2</a>").arg(esc(url.toString(QUrl::FullyEncoded)), esc(text));
}

QString markup::day(qint64 epochMs)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(epochMs, Qt::UTC).date(), QStringLiteral("d MMM yyyy"));
}

Pages::Pages(QString issuer, People people, const Sessions &sessions)
    : m_issuer(std::move(issuer)), m_people(std::move(people)), m_sessions(sessions)
{
}

HttpResponse Pages::styleSheet()
{
    HttpResponse response = HttpResponse::text(200, resource(QStringLiteral("style.css")), "text/css;charset=UTF-8");
    return response.with("Cache-Control", "max-age=300");
}

HttpResponse Pages::favicon()
{
    const QByteArray svg = resource(QStringLiteral("icons/beaker.svg"));
    HttpResponse response = HttpResponse::text(200, QByteArray(svg).replace("currentColor", "#3569C6"), "image/svg+xml");
    return response.with("Cache-Control", "max-age=300");
}

QString Pages::header(const Session &session, const Frame &frame) const
{
    const auto person = session.orcid.isEmpty() ? std::nullopt : m_people(session.orcid);
    const QString trustedPath = QStringLiteral("/trusted-parties"), recordPath = person ? QLatin1Char('/') + person->orcid : QString();
    const QString inboxPath = QStringLiteral("/inbox");
    const bool own = person && (frame.current == trustedPath || frame.current == recordPath || frame.current == inboxPath);
    QString nav;
    if (own) {
        nav = navLink(recordPath, tr("My record"), frame.current);
    } else {
        nav = navLink(QStringLiteral("/practice"), tr("Fault board"), frame.current);
        nav += navLink(QStringLiteral("/practice/researchers"), tr("Researchers"), frame.current);
        nav += navLink(QStringLiteral("/practice/clients"), tr("Clients"), frame.current);
    }
    nav += navLink(trustedPath, tr("Trusted parties"), frame.current);
    if (own)
        nav += navLink(inboxPath, tr("Inbox"), frame.current);
    QString right;
    if (person) {
        right = QStringLiteral("<bdi>%1</bdi><form method=\"post\" action=\"/practice/signout\">"
                               "<input type=\"hidden\" name=\"csrf\" value=\"%2\"><button class=\"plain\">%3</button></form>")
                    .arg(esc(person->displayName), QString::fromLatin1(m_sessions.formToken(session, formpurpose::signOut)), esc(tr("Sign out")));
    } else {
        right = QStringLiteral("<a href=\"/practice/signin\">%1</a>").arg(esc(tr("Sign in")));
    }
    return QStringLiteral("<header class=\"top\">%1<a class=\"brand\" href=\"/practice\">%2</a><nav aria-label=\"%3\">%4</nav><span class=\"who\">%5</span></header>")
        .arg(icon(QStringLiteral("beaker"), QStringLiteral("accent")), esc(tr("Practice registry")), esc(tr("Pages")), nav, right);
}

HttpResponse Pages::page(int status, const Session &session, const Frame &frame) const
{
    const QString html = QStringLiteral(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
        "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\"><title>%1</title>"
        "<link rel=\"icon\" href=\"/practice/icon.svg\"><link rel=\"stylesheet\" href=\"/practice/style.css\"></head>\n<body>%2"
        "<p class=\"tape\" role=\"note\">%3%4</p>\n<main class=\"wrap\">\n%5\n</main><footer class=\"foot\">%6</footer></body></html>\n")
                             .arg(esc(frame.title + QStringLiteral(" · ") + tr("Practice registry")), header(session, frame),
                                  icon(QStringLiteral("info")), esc(tr("This is not ORCID. The researchers are made up, and nothing leaves this computer.")),
                                  frame.body, esc(m_issuer));
    QByteArray formAction = "'self'";
    if (!frame.formTarget.isEmpty())
        formAction += ' ' + frame.formTarget.toUtf8(); // browsers hold the redirect after a form to this too
    HttpResponse response = HttpResponse::text(status, html.toUtf8(), "text/html;charset=UTF-8");
    response.with("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action "
                      + formAction);
    response.with("Referrer-Policy", "same-origin").with("X-Frame-Options", "DENY").with("Cache-Control", "no-store");
    m_sessions.remember(session, response);
    return response;
}

HttpResponse Pages::problem(int status, const Session &session, const QString &error, const QString &description) const
{
    Frame frame;
    frame.title = tr("The request cannot go on");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><div class=\"banner err\" role=\"alert\">%3<div><p><b class=\"mono\">%4</b></p><p>%5</p></div></div>"
                                "<p class=\"lead\">%6</p>")
                     .arg(esc(frame.title), esc(tr("Nothing was allowed and nothing was sent to the client.")), icon(QStringLiteral("xcircle")),
                          esc(error), esc(description), esc(tr("Close this page and start again from the program that opened it.")));
    return page(status, session, frame);
}

HttpResponse Pages::notFound(const Session &session, const QString &what) const
{
    Frame frame;
    frame.title = tr("Not found");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><p><a href=\"/practice/researchers\">%3</a></p>")
                     .arg(esc(frame.title), esc(what), esc(tr("Researchers")));
    return page(404, session, frame);
}

} // namespace baton::practice

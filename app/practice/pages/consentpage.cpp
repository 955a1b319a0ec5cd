#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

#include "app/orcid/scopes.h"
#include "app/practice/oauth/redirecturi.h"

namespace baton::practice {

using namespace markup;

namespace {

QString scopeList(const QStringList &scopes)
{
    QString rows;
    for (const QString &name : scopes) {
        const orcid::Scope *scope = orcid::findScope(name);
        rows += QStringLiteral("<li>%1<div><b>%2</b><p>%3 <code>%4</code></p></div></li>")
                    .arg(scopeIcon(name), esc(scopeTitle(name)), esc(scope ? (scope->consentText.isEmpty() ? scope->explanation : scope->consentText) : QString()),
                         esc(name));
    }
    return QStringLiteral("<ul class=\"card scopes\">%1</ul>").arg(rows);
}

/// With something to hand over, she should know that it can be handed over.
QString partnerNote(const Client &client)
{
    const QString text = tr("It may hand this permission to a partner. What a partner adds is shown as “%1 via” the partner’s name. "
                            "You can take the permission back at any time under ")
                             .arg(client.name);
    return QStringLiteral("<div class=\"banner\">%1<p>%2<a href=\"/trusted-parties\">%3</a>.</p></div>")
        .arg(icon(QStringLiteral("handover")), esc(text), esc(tr("Trusted parties")));
}

QString hintBanner(const QString &hint)
{
    if (hint.isEmpty())
        return {};
    return QStringLiteral("<div class=\"banner warn\" role=\"alert\">%1<p>%2</p></div>").arg(icon(QStringLiteral("warn")), esc(hint));
}

} // namespace

QString stateSentence(Person::State state)
{
    switch (state) {
    case Person::State::Locked:
        return tr("This record is locked.");
    case Person::State::Deactivated:
        return tr("This record is deactivated.");
    case Person::State::Deprecated:
        return tr("This record was merged into another one.");
    case Person::State::Unclaimed:
        return tr("Nobody has claimed this record yet.");
    case Person::State::Active:
        break;
    }
    return {};
}

QString Pages::radios(const QList<Person> &researchers, const QString &selected) const
{
    QString cards;
    int number = 0;
    for (const Person &person : researchers) {
        const QString id = QStringLiteral("r%1").arg(++number);
        const QString reason = stateSentence(person.state);
        const QString note = reason.isEmpty() ? esc(person.note) : esc(person.note) + QStringLiteral("</bdi><br><bdi>") + esc(reason);
        cards += QStringLiteral("<label class=\"person\"><input type=\"radio\" name=\"researcher\" value=\"%1\" required aria-label=\"%2\" aria-describedby=\"%3\"%4>"
                                "<span><b><bdi>%5</bdi></b><small id=\"%3\">%6<br><bdi>%7</bdi></small></span></label>\n")
                     .arg(esc(person.orcid), esc(tr("Sign in as %1").arg(person.displayName)), id,
                          person.orcid == selected ? QStringLiteral(" checked") : QString(), esc(person.displayName), esc(m_issuer + QLatin1Char('/') + person.orcid), note);
    }
    return QStringLiteral("<fieldset class=\"people\"><legend>%1</legend>%2</fieldset>").arg(esc(tr("Sign in as")), cards);
}

HttpResponse Pages::consent(const Session &session, const ConsentPage &content) const
{
    Frame frame;
    frame.title = tr("Let %1 use this record?").arg(content.client.name);
    frame.formTarget = originOf(content.redirectUri);
    const QString lead = content.signInAgain ? tr("Choose who you are again: the program asked for a new sign-in.")
                                             : tr("Choose who you are, read what is asked, then decide.");
    QString form = hidden(QStringLiteral("csrf"), QString::fromLatin1(content.csrf)) + hidden(QStringLiteral("request"), content.rawRequest);
    form += radios(content.researchers, content.selected);
    form += QStringLiteral("<h2>%1</h2>%2%3").arg(esc(tr("%1 asks to").arg(content.client.name)), scopeList(content.scopes), partnerNote(content.client));
    form += QStringLiteral("<div class=\"actions\"><button class=\"primary\" name=\"decision\" value=\"authorize\">%1</button>"
                           "<button name=\"decision\" value=\"deny\" formnovalidate>%2</button>"
                           "<p class=\"caption\">%3 <code>%4</code><br>%5 <code>%6</code></p></div>")
                .arg(esc(tr("Authorize access")), esc(tr("Deny access")), esc(tr("Client")), esc(content.client.id),
                     esc(tr("Returns to")), esc(content.redirectUri.section(QLatin1Char('?'), 0, 0)));
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3<form method=\"post\" action=\"/oauth/authorize\">%4</form>")
                     .arg(esc(frame.title), esc(lead), hintBanner(content.hint), form);
    return page(200, session, frame);
}

HttpResponse Pages::signIn(const Session &session, const SignInPage &content) const
{
    Frame frame;
    frame.title = tr("Sign in");
    const QString form = hidden(QStringLiteral("csrf"), QString::fromLatin1(content.csrf)) + hidden(QStringLiteral("return"), content.returnTo)
        + radios(content.researchers, session.orcid)
        + QStringLiteral("<div class=\"actions\"><button class=\"primary\">%1</button></div>").arg(esc(tr("Sign in")));
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3<form method=\"post\" action=\"/practice/signin\">%4</form>")
                     .arg(esc(frame.title), esc(tr("Nobody here is real, so there is no password.")), hintBanner(content.hint), form);
    return page(200, session, frame);
}

} // namespace baton::practice

// The pages of RegistryCore for researchers, clients, and the state as a whole.
#include "app/practice/registrycore.h"

#include "app/base/orcidid.h"
#include "app/practice/pages/markup.h"
#include "app/practice/server/multipart.h"
#include "app/practice/state/researchers.h"

namespace baton::practice {

namespace {

constexpr auto peoplePath = "/practice/researchers";

HttpResponse seeOther(const QByteArray &path)
{
    return HttpResponse { 303, {}, {} }.with("Location", path).with("Cache-Control", "no-store");
}

QString words(const Error &error)
{
    return error.next.isEmpty() ? error.what : error.what + QLatin1Char(' ') + error.next;
}

} // namespace

std::optional<Form> RegistryCore::ownForm(const HttpRequest &request, const Session &session, const QByteArray &purpose) const
{
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    const bool ours = form && m_sessions.checkForm(session, purpose, form->value(QStringLiteral("csrf")).toLatin1());
    return ours ? form : std::nullopt;
}

HttpResponse RegistryCore::notOurForm(const Session &session) const
{
    return m_pages.problem(403, session, QStringLiteral("access_denied"), markup::tr("This form was not shown in this browser, or its cookie is gone."));
}

HttpResponse RegistryCore::researchers(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    AddResearcherForm form;
    int status = 200;
    if (request.method == "POST") {
        const auto sent = ownForm(request, session, formpurpose::addResearcher);
        if (!sent)
            return notOurForm(session);
        form = { sent->value(QStringLiteral("given")), sent->value(QStringLiteral("family")), sent->value(QStringLiteral("visibility")), {}, {} };
        const auto added = addResearcher(form.given, form.family, form.visibility);
        if (added)
            return seeOther(QByteArray(peoplePath) + "?added=" + added->orcid.toLatin1());
        form.problem = words(added.error());
        status = 400;
    } else if (const Researcher *added = m_records.find(request.parameter(QStringLiteral("added")))) {
        form.notice = markup::tr("%1 was added.").arg(added->displayName());
    } else if (const QString done = request.parameter(QStringLiteral("done")); done == u"reset") {
        form.notice = markup::tr("The registry is as it was at the first start.");
    } else if (done == u"loaded") {
        form.notice = markup::tr("The state was loaded.");
    }
    QList<ResearcherRow> rows;
    for (const Researcher *researcher : m_records.all())
        rows.append({ researcher->orcid, researcher->displayName(), researcher->note, state::stateName(researcher->state), researcher->defaultVisibility });
    return m_pages.researchers(status, session, rows, form);
}

HttpResponse RegistryCore::clients(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    AddClientForm form;
    int status = 200;
    if (request.method == "POST") {
        const auto sent = ownForm(request, session, formpurpose::addClient);
        if (!sent)
            return notOurForm(session);
        form = { sent->value(QStringLiteral("name")), sent->value(QStringLiteral("redirects")), sent->value(QStringLiteral("exchange")) == u"yes", {}, {} };
        QString lines = form.redirects;
        const auto added = addClient(form.name, lines.replace(QLatin1Char('\r'), QLatin1Char('\n')).split(QLatin1Char('\n')), form.exchange);
        if (added) {
            form = {};
            form.added = *added;
        } else {
            form.problem = words(added.error());
            status = 400;
        }
    }
    return m_pages.clients(status, session, m_accounts.clients(), form);
}

HttpResponse RegistryCore::resetPage(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (request.method == "GET")
        return m_pages.resetState(session);
    if (!ownForm(request, session, formpurpose::reset))
        return notOurForm(session);
    if (const auto done = reset(); !done)
        return m_pages.problem(500, session, done.error().code, words(done.error()));
    return seeOther(QByteArray(peoplePath) + "?done=reset");
}

HttpResponse RegistryCore::savePage(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (request.method == "GET")
        return m_pages.saveState(session);
    if (!ownForm(request, session, formpurpose::save))
        return notOurForm(session);
    HttpResponse file = HttpResponse::text(200, saveState(), "application/json;charset=UTF-8");
    return file.with("Content-Disposition", "attachment; filename=\"practice-state.json\"").with("Cache-Control", "no-store");
}

HttpResponse RegistryCore::loadPage(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (request.method == "GET")
        return m_pages.loadState(200, session, {}, {});
    const auto fields = parseMultipart(request.header("content-type"), request.body);
    if (!fields || !m_sessions.checkForm(session, formpurpose::load, fields->value("csrf")))
        return notOurForm(session);
    const QByteArray file = fields->value("file"), pasted = fields->value("pasted").trimmed();
    if (file.isEmpty() == pasted.isEmpty()) {
        const QString why = file.isEmpty() ? markup::tr("Choose a file or paste its text.") : markup::tr("Choose a file or paste its text, not both.");
        return m_pages.loadState(400, session, why, QString::fromUtf8(pasted));
    }
    if (const auto loaded = loadState(file.isEmpty() ? pasted : file); !loaded)
        return m_pages.loadState(400, session, words(loaded.error()), QString::fromUtf8(pasted));
    return seeOther(QByteArray(peoplePath) + "?done=loaded");
}

} // namespace baton::practice

#include "app/demo/robotresearcher.h"

#include <QtCore/QRegularExpression>

namespace baton::demo {

namespace {

QString unescaped(QString text)
{
    return text.replace(QLatin1String("&quot;"), QLatin1String("\""))
        .replace(QLatin1String("&#39;"), QLatin1String("'"))
        .replace(QLatin1String("&lt;"), QLatin1String("<"))
        .replace(QLatin1String("&gt;"), QLatin1String(">"))
        .replace(QLatin1String("&amp;"), QLatin1String("&"));
}

QString attribute(const QString &tag, const QString &name)
{
    const QRegularExpression pattern(QStringLiteral("\\s%1=\"([^\"]*)\"").arg(QRegularExpression::escape(name)));
    return unescaped(pattern.match(tag).captured(1));
}

QByteArray cookiesOf(const http::Response &response)
{
    QByteArrayList cookies;
    for (const auto &[name, value] : response.headers) {
        if (name != "set-cookie")
            continue;
        for (const QByteArray &line : value.split('\n'))
            cookies << line.split(';').first().trimmed();
    }
    return cookies.join("; ");
}

} // namespace

struct RobotResearcher::Job {
    Answer<Result<Visit>> answer;
    QString orcid;
    QUrl page;
    QByteArray cookie;
    QString host;
    Visit visit;
};

RobotResearcher::RobotResearcher(QObject *parent) : QObject(parent), m_http(m_trace) { }

QFuture<Result<RobotResearcher::Visit>> RobotResearcher::consent(const QUrl &signInLink, const QString &orcid)
{
    auto job = std::make_shared<Job>();
    job->orcid = orcid;
    job->host = signInLink.authority();
    get(job, signInLink);
    return job->answer.future();
}

void RobotResearcher::get(const std::shared_ptr<Job> &job, const QUrl &url)
{
    job->page = url;
    http::Request request;
    request.url = url;
    request.accept = "text/html";
    request.expectJson = false;
    request.redirectIsAnswer = true;
    request.allowedHosts = { url.authority() };
    whenDone(m_http.send(request), this, [this, job](const Result<http::Response> &page) {
        if (!page)
            return job->answer.give(fail(page.error()));
        decide(job, *page);
    });
}

void RobotResearcher::decide(const std::shared_ptr<Job> &job, const http::Response &page)
{
    job->visit.pageStatus = page.status;
    if (page.status == 302 || page.status == 303)
        return follow(job, page); // permission given earlier: no question asked
    const auto form = readConsentForm(QString::fromUtf8(page.body), job->page, job->orcid);
    if (page.status != 200 || !form)
        return job->answer.give(fail(form ? Error { QStringLiteral("robot.refused"),
            tr("The sign-in page answered %1.").arg(page.status), {}, 0, page.status, {} } : form.error()));
    http::Request request;
    request.method = "POST";
    request.url = form->action;
    request.form = form->fields;
    request.accept = "text/html";
    request.expectJson = false;
    request.redirectIsAnswer = true;
    request.allowedHosts = { job->host };
    if (const QByteArray cookie = cookiesOf(page); !cookie.isEmpty())
        request.headers = { { "Cookie", cookie } };
    request.headers << std::pair<QByteArray, QByteArray> { "Origin", form->action.url(QUrl::RemovePath | QUrl::RemoveQuery).toLatin1() };
    whenDone(m_http.send(request), this, [this, job](const Result<http::Response> &answer) {
        if (!answer)
            return job->answer.give(fail(answer.error()));
        follow(job, *answer);
    });
}

void RobotResearcher::follow(const std::shared_ptr<Job> &job, const http::Response &answer)
{
    const QUrl target = job->page.resolved(QUrl(QString::fromUtf8(answer.header("location")), QUrl::StrictMode));
    if ((answer.status != 302 && answer.status != 303) || !target.isValid() || target.host() != QLatin1String("127.0.0.1"))
        return job->answer.give(fail(Error { QStringLiteral("robot.refused"),
            tr("The registry did not send the researcher back to Baton; it answered %1.").arg(answer.status), {}, 0, answer.status, {} }));
    job->visit.consentStatus = answer.status;
    job->visit.landedOn = target.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    http::Request request;
    request.url = target;
    request.accept = "text/html";
    request.expectJson = false;
    request.redirectIsAnswer = true;
    request.retry = false;
    request.allowedHosts = { target.authority() };
    whenDone(m_http.send(request), this, [job](const Result<http::Response> &landed) {
        if (!landed)
            return job->answer.give(fail(landed.error()));
        job->visit.callbackStatus = landed->status;
        job->answer.give(job->visit);
    });
}

Result<ConsentForm> readConsentForm(const QString &html, const QUrl &page, const QString &orcid)
{
    const auto broken = [] {
        return fail(QStringLiteral("robot.form"), RobotResearcher::tr("The sign-in page has no consent form for this researcher."),
            RobotResearcher::tr("Reset the practice registry and try again."));
    };
    static const QRegularExpression forms(QStringLiteral("<form\\b[^>]*>.*?</form>"), QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression tags(QStringLiteral("<(form|input|button)\\b[^>]*>"));
    auto each = forms.globalMatch(html);
    while (each.hasNext()) {
        const QString text = each.next().captured();
        ConsentForm form;
        bool chosen = false, signedIn = true, authorize = false;
        auto tag = tags.globalMatch(text);
        while (tag.hasNext()) {
            const QString one = tag.next().captured();
            const QString name = attribute(one, QStringLiteral("name"));
            const QString type = attribute(one, QStringLiteral("type"));
            const QString value = attribute(one, QStringLiteral("value"));
            if (one.startsWith(QLatin1String("<form"))) {
                form.action = page.resolved(QUrl(attribute(one, QStringLiteral("action"))));
            } else if (one.startsWith(QLatin1String("<button"))) {
                if (!authorize) { // the first button is the affirmative one
                    authorize = true;
                    if (!name.isEmpty())
                        form.fields << http::FormField(name, value);
                }
            } else if (type == QLatin1String("radio")) {
                signedIn = false;
                if (value == orcid) {
                    chosen = true;
                    form.fields << http::FormField(name, value);
                }
            } else if (type == QLatin1String("hidden")) {
                form.fields << http::FormField(name, value);
            }
        }
        if (authorize && (chosen || signedIn) && form.action.isValid())
            return form;
    }
    return broken();
}

} // namespace baton::demo

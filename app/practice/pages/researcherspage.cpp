#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

namespace baton::practice {

using namespace markup;

namespace {

QString stateWords(const QString &state)
{
    if (state == u"locked")
        return tr("Locked");
    if (state == u"deactivated")
        return tr("Deactivated");
    if (state == u"deprecated")
        return tr("Deprecated");
    if (state == u"unclaimed")
        return tr("Unclaimed");
    return tr("Active");
}

QString visibilityWords(const QString &visibility)
{
    if (visibility == u"private")
        return tr("new items are private");
    if (visibility == u"limited")
        return tr("new items are for trusted parties");
    return {};
}

QString about(const ResearcherRow &row)
{
    const QString visibility = visibilityWords(row.defaultVisibility);
    return row.note.isEmpty() || visibility.isEmpty() ? row.note + visibility : row.note + QStringLiteral(" · ") + visibility;
}

QString addForm(const QString &csrf, const AddResearcherForm &form)
{
    const std::pair<QString, QString> choices[] = { { QStringLiteral("public"), tr("Everyone") }, { QStringLiteral("limited"), tr("Trusted parties") },
                                                    { QStringLiteral("private"), tr("Only the researcher") } };
    QString options;
    for (const auto &[value, words] : choices)
        options += QStringLiteral("<option value=\"%1\"%2>%3</option>").arg(value, value == form.visibility ? QStringLiteral(" selected") : QString(), esc(words));
    return QStringLiteral("<form class=\"card fields\" method=\"post\" action=\"/practice/researchers\">%1"
                          "<p><label for=\"given\">%2</label><input id=\"given\" name=\"given\" value=\"%3\" maxlength=\"100\" required autocomplete=\"off\"></p>"
                          "<p><label for=\"family\">%4</label><input id=\"family\" name=\"family\" value=\"%5\" maxlength=\"100\" autocomplete=\"off\"></p>"
                          "<p><label for=\"visibility\">%6</label><select id=\"visibility\" name=\"visibility\">%7</select></p>"
                          "<p class=\"wide\"><button>%8</button></p></form>")
        .arg(hidden(QStringLiteral("csrf"), csrf), esc(tr("Given names")), esc(form.given), esc(tr("Family name")), esc(form.family), esc(tr("Who sees new items")),
             options, esc(tr("Add researcher")));
}

} // namespace

QString Pages::stateChip(const QString &state)
{
    const bool usual = state == u"active";
    return QStringLiteral("<span class=\"chip%1\">%2</span>").arg(usual ? QString() : QStringLiteral(" warn"), esc(stateWords(state)));
}

HttpResponse Pages::researchers(int status, const Session &session, const QList<ResearcherRow> &rows, const AddResearcherForm &form) const
{
    QString list;
    for (const ResearcherRow &row : rows) {
        list += QStringLiteral("<li class=\"item\" id=\"r-%1\"><div class=\"row\"><b class=\"grow\"><bdi><a href=\"/%1\">%2</a></bdi></b>%3</div>"
                               "<p class=\"mono\">%4</p><p><bdi>%5</bdi></p></li>")
                    .arg(esc(row.orcid), esc(row.name), stateChip(row.state), esc(m_issuer + QLatin1Char('/') + row.orcid),
                         esc(about(row)));
    }
    Frame frame;
    frame.title = tr("Researchers");
    frame.current = QStringLiteral("/practice/researchers");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3<ul class=\"card\">%4</ul><h2 id=\"add\">%5</h2>%6%7%8")
                     .arg(esc(frame.title), esc(tr("Everybody with a record in this registry. Records change when a client changes them.")), notice(form.notice, form.problem),
                          list, esc(tr("Add a researcher")), problemBanner(form.problem),
                          addForm(QString::fromLatin1(m_sessions.formToken(session, formpurpose::addResearcher)), form), stateLinks());
    return page(status, session, frame);
}

} // namespace baton::practice

#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

namespace baton::practice {

using namespace markup;
using recorditems::text;

namespace {

/// Why there is nothing to read, and what clients get.
struct Closed {
    const char *state, *title, *words, *toClients;
};
constexpr Closed closedStates[] = {
    { "locked", QT_TRANSLATE_NOOP("PracticePages", "This record is locked"),
      QT_TRANSLATE_NOOP("PracticePages", "The registry’s staff locked it, so nothing on it is shown and nothing can be changed."),
      QT_TRANSLATE_NOOP("PracticePages", "Clients get 409 with error 9018.") },
    { "deactivated", QT_TRANSLATE_NOOP("PracticePages", "This record is deactivated"),
      QT_TRANSLATE_NOOP("PracticePages", "The researcher closed it. The iD stays, what was on it is gone, and all permissions ended."),
      QT_TRANSLATE_NOOP("PracticePages", "Clients get 409 with error 9044.") },
    { "deprecated", QT_TRANSLATE_NOOP("PracticePages", "This record is deprecated"),
      QT_TRANSLATE_NOOP("PracticePages", "The researcher had two iDs and keeps the other one:"),
      QT_TRANSLATE_NOOP("PracticePages", "Clients get 301 with error 9007 and the address of that record.") },
    { "unclaimed", QT_TRANSLATE_NOOP("PracticePages", "This record is unclaimed"),
      QT_TRANSLATE_NOOP("PracticePages", "An organisation made it, and its researcher has not taken it over yet."),
      QT_TRANSLATE_NOOP("PracticePages", "While it is younger than ten days, clients get 409 with error 9036.") },
};

} // namespace

QString Pages::recordHead(const QString &title, const QString &orcid, bool readable) const
{
    const QString links = readable
        ? QStringLiteral("<span class=\"gap\"></span><a href=\"/%1/record.json\">%2</a> <a href=\"/%1/record.xml\" aria-label=\"%3\">%4</a>")
              .arg(esc(orcid), esc(tr("Read as JSON")), esc(tr("Read as XML")), esc(tr("as XML")))
        : QString();
    return QStringLiteral("<h1 dir=\"auto\">%1</h1><div class=\"row\"><a class=\"mono\" href=\"/%2\">%3</a>%4</div>")
        .arg(esc(title), esc(orcid), esc(m_issuer + QLatin1Char('/') + orcid), links);
}

HttpResponse Pages::record(const Session &session, const Person &person, const QJsonObject &record, const RecordExtras &extras, const QString &allOf) const
{
    const QJsonObject about = record.value(u"person").toObject();
    const QString name = person.tokenName().isEmpty() ? tr("Name not public") : person.tokenName();
    const QString biography = text(about, { u"biography", u"content" });
    QString main;
    if (!biography.isEmpty())
        main += QStringLiteral("<section><h2>%1</h2><p dir=\"auto\">%2</p></section>").arg(esc(tr("Biography")), esc(biography).replace(QLatin1Char('\n'), QStringLiteral("<br>")));
    main += recorditems::sections(record.value(u"activities-summary").toObject(), extras, person.orcid, allOf);
    if (main.isEmpty())
        main = QStringLiteral("<p class=\"lead\">%1</p>").arg(esc(tr("Nothing on this record is shown to everyone.")));
    QString aside = recorditems::aside(about);
    const qint64 changed = qint64(record.value(u"history").toObject().value(u"last-modified-date").toObject().value(u"value").toDouble());
    if (changed > 0)
        aside += recorditems::block(tr("Last changed"), { esc(day(changed)) }, {});
    Frame frame;
    frame.title = name;
    frame.current = QLatin1Char('/') + person.orcid;
    frame.body = QStringLiteral("%1<div class=\"cols\"><aside aria-label=\"%2\">%3</aside><div>%4</div></div>")
                     .arg(recordHead(name, person.orcid, true), esc(tr("About the researcher")), aside, main);
    return page(200, session, frame);
}

HttpResponse Pages::closedRecord(const Session &session, const QString &orcid, const QString &state, const QString &primary) const
{
    Frame frame;
    frame.current = QLatin1Char('/') + orcid;
    for (const Closed &closed : closedStates) {
        if (state != QLatin1String(closed.state))
            continue;
        frame.title = tr(closed.title);
        QString words = esc(tr(closed.words));
        if (!primary.isEmpty())
            words += QStringLiteral(" <a class=\"mono\" href=\"/%1\">%2</a>").arg(esc(primary), esc(m_issuer + QLatin1Char('/') + primary));
        frame.body = recordHead(frame.title, orcid, false)
            + QStringLiteral("<div class=\"banner warn\" role=\"status\">%1<div><p>%2</p><p>%3</p></div></div>").arg(icon(QStringLiteral("warn")), words, esc(tr(closed.toClients)));
    }
    return page(200, session, frame);
}

} // namespace baton::practice

#include "app/base/orcidid.h"
#include "app/base/strictjson.h"
#include "app/practice/api/generated.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>

// A static library's resources are not registered by themselves; the macro must stand outside of namespaces.
static void registerResearchers()
{
    Q_INIT_RESOURCE(practice);
}

namespace baton::practice {

namespace {

const QString kFolder = QStringLiteral(":/practice/researchers/");

Failure broken(const QString &where, const QString &why)
{
    return fail(QStringLiteral("practice.researchers"),
        QCoreApplication::translate("Records", "The practice researchers that come with Baton cannot be read: %1: %2")
            .arg(where, why),
        QCoreApplication::translate("Records", "Install Baton again."));
}

Result<QJsonObject> readFile(const QString &name)
{
    QFile file(kFolder + name);
    if (!file.open(QIODevice::ReadOnly))
        return broken(name, file.errorString());
    Result<QJsonObject> json = parseJsonObject(file.readAll());
    if (!json)
        return broken(name, json.error().what);
    return json;
}

} // namespace

Result<void> Records::loadBuiltIn()
{
    registerResearchers();
    const Result<QJsonObject> index = readFile(QStringLiteral("index.json"));
    if (!index)
        return fail(index.error());
    state::Problem problem;
    const state::Node top(*index, &problem);
    state::ResearcherReader reader(state::readSources(top), nowMs());
    QList<ReviewGroupRecord> groups;
    QList<Researcher> researchers;
    top.each("groups", [&](const state::Node &group) { groups << reader.readGroup(group); });
    if (problem.found())
        return broken(QStringLiteral("index.json"), problem.text());
    for (const QString &name : top.texts("researchers")) {
        const Result<QJsonObject> json = readFile(name);
        if (!json)
            return fail(json.error());
        researchers << reader.read(state::Node(*json, &problem));
        if (problem.found())
            return broken(name, problem.text());
    }
    fill(researchers, groups, false, top.number("next-put-code", 0, 0, generatedPutCodes));
    return {};
}

Result<void> Records::loadResearcher(const QJsonObject &json, const QJsonObject &sources)
{
    state::Problem problem;
    state::ResearcherReader reader(state::readSources(sources, &problem), nowMs());
    const Researcher researcher = reader.read(state::Node(json, &problem));
    if (!problem.found() && m_researchers.contains(researcher.orcid))
        problem.why = QStringLiteral("iD");
    if (problem.found())
        return broken(researcher.orcid, problem.text());
    add(researcher);
    return {};
}

QString Records::addGenerated(int works)
{
    Researcher researcher;
    const QString digits = QStringLiteral("0000-0000-9100-001");
    researcher.orcid = digits + OrcidId::checkCharacter(digits);
    if (m_researchers.contains(researcher.orcid))
        return researcher.orcid;
    researcher.given = QStringLiteral("Maximilian");
    researcher.family = QStringLiteral("Quant");
    researcher.note = QCoreApplication::translate("Records", "%1 works, generated").arg(works);
    researcher.story = researcher.note;
    researcher.created = QDateTime(QDate(2015, 1, 5), QTime(8, 0), Qt::UTC).toMSecsSinceEpoch();
    researcher.generated = { works, extraPutCodes };
    researcher.items[QStringLiteral("works")] = generatedWorks(researcher, works, extraPutCodes);
    researcher.modified = researcher.created + qint64(std::max(0, works - 1)) * 60000;
    const QString orcid = researcher.orcid;
    add(std::move(researcher));
    return orcid;
}

} // namespace baton::practice

#include "app/practice/state/statefile.h"

#include "app/base/strictjson.h"
#include "app/practice/state/clients.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCoreApplication>

namespace baton::practice::state {

namespace {

const QString format = QStringLiteral("baton-practice-state");
constexpr int version = 1;
constexpr qint64 hundredYearsMs = 100LL * 366 * 86400 * 1000;
constexpr qint64 mostPutCode = 999'999'999'999;

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

QString about()
{
    return QStringLiteral("State of a Baton practice registry. It holds practice secrets and tokens on purpose: they open this registry and nothing else. "
                          "Never put real ones here.");
}

void readClients(const Node &file, Accounts &accounts, const QList<Client> &usual, const QHash<QString, Secret> &knownSecrets)
{
    if (!file.has("clients")) {
        for (const Client &client : usual)
            accounts.addClient(client);
        return;
    }
    QSet<QString> ids;
    file.each("clients", [&](const Node &node) {
        Client client = readClient(node, knownSecrets);
        if (ids.contains(client.id))
            node.refuse("id", tr("this client ID is there twice"));
        ids.insert(client.id);
        if (!node.failed())
            accounts.addClient(std::move(client));
    });
}

/// Sources of the file, and each client under its ID.
Sources allSources(const Node &file, const Accounts &accounts)
{
    Sources sources = readSources(file);
    for (const Client &client : accounts.clients()) {
        SourceTuple source;
        source.clientId = client.id;
        source.name = client.name;
        if (!sources.contains(client.id))
            sources.insert(client.id, source);
    }
    return sources;
}

void readRecords(const Node &file, const Accounts &accounts, Records &records)
{
    ResearcherReader reader(allSources(file, accounts), records.nowMs());
    QList<ReviewGroupRecord> groups;
    file.each("groups", [&](const Node &node) { groups << reader.readGroup(node); });
    QList<Researcher> researchers;
    QSet<QString> orcids;
    file.each("researchers", [&](const Node &node) {
        researchers << reader.read(node);
        orcids << researchers.last().orcid;
    });
    for (qsizetype i = 0; i < researchers.size() && !file.failed(); ++i) {
        const QString &primary = researchers.at(i).primaryOrcid;
        if (!primary.isEmpty() && (!orcids.contains(primary) || primary == researchers.at(i).orcid)) {
            file.each("researchers", [&](const Node &node) {
                if (node.value()[u"orcid"].toString() == researchers.at(i).orcid)
                    node.refuse("primary", tr("is none of the other researchers"));
            });
        }
    }
    if (!file.failed())
        records.fill(researchers, groups, !file.has("groups"), file.number("next-put-code", 0, 1, mostPutCode));
}

void writeFaults(JsonOut &out, const FaultBoard &board)
{
    if (board.onCount() == 0)
        return;
    out.key(u"faults").beginObject();
    for (const Fault &fault : board.faults) {
        if (!fault.on)
            continue;
        out.key(fault.name).beginObject();
        for (const FaultSetting &setting : fault.settings)
            out.key(setting.key).text(setting.value);
        out.endObject();
    }
    out.endObject();
}

void readFaults(const Node &file, QList<FaultRequest> &faults)
{
    file.eachMember("faults", [&faults](const QString &name, const Node &node) {
        FaultRequest request { name, {} };
        if (!node.value().isObject())
            node.refuse(tr("must be an object"));
        const QStringList keys = node.value().toObject().keys();
        for (const QString &key : keys)
            request.values.insert(key, node.child(key.toUtf8().constData()).asText());
        faults << request;
    });
}

void readAll(const Node &file, Content &content, const QList<Client> &usualClients, const QHash<QString, Secret> &knownSecrets)
{
    if (!file.isObjectOf({ "format", "version", "about", "clock", "clients", "sources", "groups", "next-put-code", "researchers", "permissions", "faults" }))
        return;
    if (file.text("format", format) != format)
        file.refuse("format", tr("must be %1").arg(format));
    if (file.number("version", version, 1, 1'000'000) != version)
        file.refuse("version", tr("is newer than this Baton, which reads version %1").arg(version));
    file.text("about");
    if (!file.has("researchers"))
        file.refuse("researchers", tr("is missing"));
    const Node clock = file.child("clock");
    if (file.has("clock") && clock.isObjectOf({ "ahead-ms" }))
        content.aheadMs = clock.number("ahead-ms", 0, -hundredYearsMs, hundredYearsMs);
    if (file.has("faults"))
        readFaults(file, content.faults);
    readClients(file, content.accounts, usualClients, knownSecrets);
    readRecords(file, content.accounts, content.records);
    readPermissions(file, content.accounts, [&](const QString &orcid) { return content.records.find(orcid) != nullptr; });
}

} // namespace

Failure refusal(const QString &why)
{
    return fail(QStringLiteral("practice.state"), tr("The state cannot be loaded. %1.").arg(why),
                tr("Correct the file and load it again. The registry is as it was."));
}

QByteArray write(const Accounts &accounts, const Records &records, const FaultBoard &board, qint64 aheadMs)
{
    const QList<const Researcher *> researchers = records.all();
    const SourceKeys sources(researchers);
    JsonOut out(true);
    out.beginObject().key(u"format").text(format).key(u"version").number(version).key(u"about").text(about());
    out.key(u"clock").beginObject().key(u"ahead-ms").number(aheadMs).endObject();
    out.key(u"clients").beginArray();
    for (const Client &client : accounts.clients())
        writeClient(out, client);
    out.endArray();
    writeFaults(out, board);
    out.key(u"sources");
    sources.write(out);
    out.key(u"groups").beginArray();
    for (const ReviewGroupRecord &group : records.groups())
        writeGroup(out, group);
    out.endArray().key(u"next-put-code").number(records.nextPutCode()).key(u"researchers").beginArray();
    for (const Researcher *researcher : researchers)
        writeResearcher(out, *researcher, sources);
    out.endArray();
    writePermissions(out, accounts);
    out.endObject();
    return out.take() + '\n';
}

Result<std::unique_ptr<Content>> read(const QByteArray &bytes, const Clock &clock, const QList<Client> &usualClients,
                                      const QHash<QString, Secret> &knownSecrets)
{
    const auto json = parseJsonObject(bytes, { .maxBytes = mostBytes });
    if (!json)
        return refusal(json.error().what.endsWith(u'.') ? json.error().what.chopped(1) : json.error().what);
    auto content = std::make_unique<Content>(clock);
    Problem problem;
    readAll(Node(*json, &problem), *content, usualClients, knownSecrets);
    if (problem.found())
        return refusal(problem.text());
    return content;
}

} // namespace baton::practice::state

// Every scope of orcid.md 5 on every endpoint and method of orcid.md 6, over HTTP. What is expected is worked out from the
// tables below, written from those sections, not from the registry's own.
#include "tests/app/practice/api/client.h"

#include <QtTest/QTest>

using namespace apiclient;
using apitest::smallest;

namespace {

QString S(const char *text)
{
    return QString::fromUtf8(text);
}

QStringList words(const char *text)
{
    return S(text).split(u' ', Qt::SkipEmptyParts);
}

/// Section 5: name, whether a client gets it for itself, what it implies.
struct ScopeFact {
    const char *name;
    bool client;
    const char *implies;
};

const ScopeFact scopeFacts[] = {
    { "openid", false, "/authenticate /read-public" },
    { "/authenticate", false, "/read-public" },
    { "/read-public", true, "" },
    { "/read-limited", false,
        "/activities/read-limited /person/read-limited /affiliations/read-limited /funding/read-limited /orcid-patents/read-limited "
        "/orcid-works/read-limited /peer-review/read-limited /orcid-bio/read-limited /read-public" },
    { "/activities/read-limited", false,
        "/affiliations/read-limited /funding/read-limited /orcid-patents/read-limited /orcid-works/read-limited "
        "/peer-review/read-limited /read-public" },
    { "/person/read-limited", false, "/orcid-bio/read-limited /read-public" },
    { "/activities/update", false,
        "/affiliations/create /affiliations/update /funding/create /funding/update /orcid-patents/create /orcid-patents/update "
        "/orcid-works/create /orcid-works/update /peer-review/create /peer-review/update /read-public" },
    { "/person/update", false, "/orcid-bio/update /orcid-bio/external-identifiers/create /read-public" },
    { "/email/read-private", false, "/read-public" },
    { "/webhook", true, "" },
    { "/group-id-record/read", true, "" },
    { "/group-id-record/update", true, "/group-id-record/read" },
    { "/premium-notification", true, "/basic-notification" },
    { "/basic-notification", true, "" },
    { "/orcid-bio/read-limited", false, "/read-public" },
    { "/orcid-bio/update", false, "/orcid-bio/external-identifiers/create /read-public" },
    { "/orcid-bio/external-identifiers/create", false, "/read-public" },
    { "/affiliations/read-limited", false, "/read-public" },
    { "/affiliations/create", false, "/read-public" },
    { "/affiliations/update", false, "/read-public" },
    { "/funding/read-limited", false, "/read-public" },
    { "/funding/create", false, "/read-public" },
    { "/funding/update", false, "/read-public" },
    { "/orcid-works/read-limited", false, "/read-public" },
    { "/orcid-works/create", false, "/read-public" },
    { "/orcid-works/update", false, "/read-public" },
    { "/peer-review/read-limited", false, "/read-public" },
    { "/peer-review/create", false, "/read-public" },
    { "/peer-review/update", false, "/read-public" },
    { "/orcid-patents/read-limited", false, "/read-public" },
    { "/orcid-patents/create", false, "/read-public" },
    { "/orcid-patents/update", false, "/read-public" },
    { "/orcid-profile/read-limited", false,
        "/read-limited /activities/read-limited /person/read-limited /affiliations/read-limited /funding/read-limited "
        "/orcid-patents/read-limited /orcid-works/read-limited /peer-review/read-limited /orcid-bio/read-limited /read-public" },
    { "/orcid-profile/create", true,
        "/authenticate /read-public /read-limited /activities/read-limited /person/read-limited /affiliations/read-limited "
        "/funding/read-limited /orcid-patents/read-limited /orcid-works/read-limited /peer-review/read-limited /orcid-bio/read-limited" },
    { "/identifier-types/create", true, "" },
    { "/member-list/read", true, "" },
    { "/member-list/create", true, "" },
    { "/member-list/update", true, "" },
    { "/orcid-internal", true, "" },
};

/// Section 6.2 and 6.3: where a section is and what it asks for.
struct SectionFact {
    const char *key, *item, *list;
    const char *read, *create, *update, *remove; ///< any of these scopes
    bool activity;
};

#define AFFILIATION "/affiliations/read-limited", "/affiliations/create /affiliations/update", "/affiliations/update", "/affiliations/update", true
#define PERSON "/orcid-bio/read-limited", "/orcid-bio/update", "/orcid-bio/update", "/orcid-bio/update", false

const SectionFact sectionFacts[] = {
    { "works", "work", "works", "/orcid-works/read-limited", "/orcid-works/create /orcid-works/update", "/orcid-works/update", "/orcid-works/update", true },
    { "fundings", "funding", "fundings", "/funding/read-limited", "/funding/create /funding/update", "/funding/update", "/funding/update", true },
    { "peer-reviews", "peer-review", "peer-reviews", "/peer-review/read-limited", "/peer-review/create /peer-review/update", "/peer-review/update",
        "/peer-review/update", true },
    { "educations", "education", "educations", AFFILIATION },
    { "employments", "employment", "employments", AFFILIATION },
    { "qualifications", "qualification", "qualifications", AFFILIATION },
    { "distinctions", "distinction", "distinctions", AFFILIATION },
    { "invited-positions", "invited-position", "invited-positions", AFFILIATION },
    { "memberships", "membership", "memberships", AFFILIATION },
    { "services", "service", "services", AFFILIATION },
    { "research-resources", "research-resource", "research-resources", AFFILIATION },
    { "keywords", "keywords", "keywords", PERSON },
    { "other-names", "other-names", "other-names", PERSON },
    { "researcher-urls", "researcher-urls", "researcher-urls", PERSON },
    { "addresses", "address", "address", PERSON },
    { "external-identifiers", "external-identifiers", "external-identifiers", "/orcid-bio/read-limited", "/orcid-bio/external-identifiers/create",
        "/orcid-bio/external-identifiers/create", "/orcid-bio/update", false },
};

#undef AFFILIATION
#undef PERSON


struct Endpoint {
    QString name;
    QByteArray method;
    std::function<QString()> path;
    QStringList anyOf;      ///< any of these lets the call through; empty = every token does
    int status = 200;       ///< then
    std::function<QByteArray()> body = {};
    bool writesRecord = false; ///< refused 403 / 9005 for the create scope: the record is claimed
};

struct Outcome {
    int status = 0, code = 0;
    bool operator==(const Outcome &) const = default;
};

Outcome expected(const Endpoint &endpoint, const ScopeFact &fact)
{
    const QString name = S(fact.name);
    if (endpoint.writesRecord && name == u"/orcid-profile/create")
        return { 403, 9005 };
    const QStringList held = QStringList { name } + words(fact.implies);
    const bool enough = endpoint.anyOf.isEmpty()
        || std::any_of(endpoint.anyOf.cbegin(), endpoint.anyOf.cend(), [&](const QString &scope) { return held.contains(scope); });
    return enough ? Outcome { endpoint.status, 0 } : Outcome { 403, 9038 };
}

} // namespace

class TestApiMatrix : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_registry;
    const QString m_orcid = apitest::tomas;
    QString m_master, m_groups;
    int m_number = 0;

    QByteArray mark() { return "m" + QByteArray::number(++m_number); }

    QJsonObject item(const SectionFact &section) { return smallest(S(section.key), mark()); }

    qint64 add(const SectionFact &section, QJsonObject *sent = nullptr)
    {
        const QJsonObject made = item(section);
        const Answer answer = call(*m_registry, { m_master }, "POST", QStringLiteral("/v3.0/%1/%2").arg(m_orcid, S(section.item)), bytes(made));
        if (answer.status != 201)
            qFatal("%s: %s", section.key, answer.body.constData());
        if (sent)
            *sent = made;
        return putCodeOf(answer);
    }

    qint64 addAs(const SectionFact &section, const QString &visibility)
    {
        m_registry->registry.configure([&](practice::RegistryCore &core) { core.records().edit(m_orcid)->defaultVisibility = visibility; });
        // Somebody else's, for a source sees whatever it wrote.
        const QString other = grant(*m_registry, apitest::halden, m_orcid, { S("/activities/update"), S("/person/update") });
        const Answer answer = call(*m_registry, { other }, "POST", QStringLiteral("/v3.0/%1/%2").arg(m_orcid, S(section.item)), bytes(item(section)));
        m_registry->registry.configure([&](practice::RegistryCore &core) { core.records().edit(m_orcid)->defaultVisibility = S("public"); });
        return putCodeOf(answer);
    }

    QString at(const QString &rest) const { return QStringLiteral("/v3.0/%1/%2").arg(m_orcid, rest); }

    std::function<QString()> fixed(const QString &path) const
    {
        return [path] { return path; };
    }

    void sectionEndpoints(const SectionFact &section, QList<Endpoint> &all)
    {
        const QString name = S(section.item), key = S(section.list);
        const QStringList readAny { S("/read-public"), S(section.read) };
        const qint64 open = addAs(section, S("public")), limited = addAs(section, S("limited"));
        all << Endpoint { S("GET list ") + key, "GET", fixed(at(key)), readAny };
        all << Endpoint { S("GET public ") + name, "GET", fixed(at(QStringLiteral("%1/%2").arg(name).arg(open))), readAny };
        all << Endpoint { S("GET limited ") + name, "GET", fixed(at(QStringLiteral("%1/%2").arg(name).arg(limited))), { S(section.read) } };
        if (section.activity)
            all << Endpoint { S("GET summary of ") + name, "GET", fixed(at(QStringLiteral("%1/summary/%2").arg(name).arg(limited))), { S(section.read) } };
        all << Endpoint { S("POST ") + name, "POST", fixed(at(name)), words(section.create), 201, [this, &section] { return bytes(item(section)); }, true };
        const qint64 own = add(section);
        all << Endpoint { S("PUT ") + name, "PUT", fixed(at(QStringLiteral("%1/%2").arg(name).arg(own))), words(section.update), 200,
            [this, &section, own] {
                QJsonObject changed = item(section);
                changed.insert(S("put-code"), own);
                return bytes(changed);
            },
            true };
        all << Endpoint { S("DELETE ") + name, "DELETE", [this, &section, name] { return at(QStringLiteral("%1/%2").arg(name).arg(add(section))); },
            words(section.remove), 204, {}, true };
    }

    QList<Endpoint> recordEndpoints()
    {
        const QStringList open { S("/read-public") };
        QList<Endpoint> all;
        for (const char *path : { "record", "activities", "person", "personal-details", "biography", "email", "summary" })
            all << Endpoint { S("GET ") + S(path), "GET", fixed(at(S(path))), open };
        all << Endpoint { S("GET the record itself"), "GET", fixed(S("/v3.0/") + m_orcid), open };
        const qint64 work = addAs(sectionFacts[0], S("public"));
        all << Endpoint { S("GET works by put-code"), "GET", fixed(at(QStringLiteral("works/%1,%1").arg(work))), open };
        all << Endpoint { S("POST works"), "POST", fixed(at(S("works"))), words("/orcid-works/create /orcid-works/update"), 200,
            [this] { return bytes({ { S("bulk"), QJsonArray { QJsonObject { { S("work"), item(sectionFacts[0]) } } } } }); }, true };
        return all;
    }

    QList<Endpoint> otherEndpoints()
    {
        const QStringList open { S("/read-public") }, notify { S("/basic-notification") }, hook { S("/webhook") };
        const QStringList readGroups { S("/group-id-record/read") }, writeGroups { S("/group-id-record/update") };
        const auto group = [this](qint64 code) {
            QJsonObject made = apitest::json("{'name':'Group','description':'x','type':'journal'}");
            made.insert(S("group-id"), QStringLiteral("publons:%1").arg(QString::fromLatin1(mark())));
            if (code != 0)
                made.insert(S("put-code"), code);
            return bytes(made);
        };
        const auto newGroup = [this, group] { return putCodeOf(call(*m_registry, { m_groups }, "POST", S("/v3.0/group-id-record"), group(0))); };
        const qint64 ours = newGroup();
        const auto note = [] {
            return apitest::quoted("{'notification-type':'permission','authorization-url':{'path':'/x'},'notification-subject':'Please',"
                                   "'notification-intro':'Hello','items':{'item':[{'item-type':'work','item-name':'On tokens'}]}}");
        };
        const QString notifier = grant(*m_registry, apitest::northbridge, {}, { S("/basic-notification") });
        const auto newNote = [this, note, notifier] {
            return at(QStringLiteral("notification-permission/%1").arg(putCodeOf(call(*m_registry, { notifier }, "POST", at(S("notification-permission")), note()))));
        };
        const auto hookPath = [this] { return u'/' + m_orcid + S("/webhook/http%3A%2F%2F127.0.0.1%3A1%2F") + QString::number(++m_number); };
        const QString hooker = grant(*m_registry, apitest::northbridge, {}, { S("/webhook") });
        return {
            { S("GET search"), "GET", fixed(S("/v3.0/search?q=x")), open },
            { S("GET expanded-search"), "GET", fixed(S("/v3.0/expanded-search?q=x")), open },
            { S("GET csv-search"), "GET", fixed(S("/v3.0/csv-search?q=x")), open },
            { S("GET client"), "GET", fixed(S("/v3.0/client/") + apitest::openGrants), {} },
            { S("GET group-id-record"), "GET", fixed(S("/v3.0/group-id-record")), readGroups },
            { S("GET one group-id-record"), "GET", fixed(QStringLiteral("/v3.0/group-id-record/%1").arg(ours)), readGroups },
            { S("POST group-id-record"), "POST", fixed(S("/v3.0/group-id-record")), writeGroups, 201, [group] { return group(0); } },
            { S("PUT group-id-record"), "PUT", fixed(QStringLiteral("/v3.0/group-id-record/%1").arg(ours)), writeGroups, 200, [group, ours] { return group(ours); } },
            { S("DELETE group-id-record"), "DELETE", [newGroup] { return QStringLiteral("/v3.0/group-id-record/%1").arg(newGroup()); }, writeGroups, 204 },
            { S("POST notification-permission"), "POST", fixed(at(S("notification-permission"))), notify, 201, note },
            { S("GET notification-permission"), "GET", fixed(at(S("notification-permission"))), notify },
            { S("GET one notification-permission"), "GET", fixed(newNote()), notify },
            { S("DELETE notification-permission"), "DELETE", newNote, notify },
            { S("PUT webhook"), "PUT", hookPath, hook, 201 },
            { S("DELETE webhook"), "DELETE",
                [this, hookPath, hooker] {
                    const QString path = hookPath();
                    call(*m_registry, { hooker }, "PUT", path);
                    return path;
                },
                hook, 204 },
            { S("GET status"), "GET", fixed(S("/status")), {} },
            { S("GET apiStatus"), "GET", fixed(S("/v3.0/apiStatus")), {} },
        };
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_registry = std::make_unique<PracticeFixture>();
        practice::Options options;
        options.ratePerSecond = 0;
        QVERIFY(m_registry->start(options));
        m_registry->registry.configure([this](practice::RegistryCore &core) { core.records().edit(m_orcid)->biography = S("New here."); });
        m_master = grant(*m_registry, apitest::northbridge, m_orcid, { S("/activities/update"), S("/person/update") });
        m_groups = grant(*m_registry, apitest::northbridge, {}, { S("/group-id-record/update") });
    }

    void everyScopeOnEveryEndpoint()
    {
        QList<Endpoint> endpoints = recordEndpoints() + otherEndpoints();
        for (const SectionFact &section : sectionFacts)
            sectionEndpoints(section, endpoints);
        QStringList wrong;
        qsizetype cells = 0;
        for (const ScopeFact &fact : scopeFacts) {
            const QString bearer = grant(*m_registry, apitest::northbridge, fact.client ? QString() : m_orcid, { S(fact.name) });
            for (const Endpoint &endpoint : endpoints) {
                const Answer answer = call(*m_registry, { bearer }, endpoint.method, endpoint.path(), endpoint.body ? endpoint.body() : QByteArray());
                const Outcome found { answer.status, answer.json().value(u"error-code").toInt() }, wanted = expected(endpoint, fact);
                ++cells;
                if (found != wanted) {
                    wrong << QStringLiteral("%1 with %2: %3/%4, expected %5/%6").arg(endpoint.name, S(fact.name)).arg(found.status).arg(found.code)
                                 .arg(wanted.status).arg(wanted.code);
                }
            }
        }
        qInfo("%lld cells: %lld scopes on %lld endpoints", static_cast<long long>(cells), static_cast<long long>(std::size(scopeFacts)),
            static_cast<long long>(endpoints.size()));
        QVERIFY2(wrong.isEmpty(), qPrintable(QStringLiteral("%1 differ:\n").arg(wrong.size()) + wrong.first(std::min<qsizetype>(20, wrong.size())).join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestApiMatrix)
#include "tst_api_matrix.moc"

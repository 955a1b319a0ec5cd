#include "app/handover/powerlens.h"
#include "app/orcid/scopes.h"

#include <QtTest/QTest>

using namespace baton;
using namespace Qt::StringLiterals;
using handover::LensFacts;
using handover::PowerLens;
using State = clients::Grant::State;

namespace {

const QDateTime today({ 2026, 11, 23 }, { 14, 2 }, Qt::UTC);

clients::Grant grant(const QString &id, const QString &scopes, const QDateTime &at = today, State state = State::Counts)
{
    clients::Grant grant;
    grant.id = id;
    grant.environmentId = u"practice"_s;
    grant.clientId = u"APP-NB7K2QX4M0T9W6RA"_s;
    grant.orcid = u"0000-0002-9227-8514"_s;
    grant.researcher = u"Sofia Maria Hernandez Garcia"_s;
    grant.scopes = orcid::splitScopes(scopes);
    grant.givenAt = at;
    grant.state = state;
    grant.accessToken = Secret(QByteArrayView("11111111-canary-access"));
    grant.refreshToken = Secret(QByteArrayView("22222222-canary-refresh"));
    return grant;
}

LensFacts facts(const QString &thisGrant = u"now"_s)
{
    LensFacts facts;
    facts.researcher = u"Sofia"_s;
    facts.partner = u"Open Grants Platform"_s;
    facts.ownClient = u"Northbridge University"_s;
    facts.thisGrantId = thisGrant;
    return facts;
}

QStringList ids(const QList<PowerLens::Power> &powers)
{
    QStringList ids;
    for (const PowerLens::Power &power : powers)
        ids << power.id;
    return ids;
}

const PowerLens::Power *power(const PowerLens &lens, const QString &id)
{
    for (const PowerLens::Power &one : lens.able) {
        if (one.id == id)
            return &one;
    }
    return nullptr;
}

} // namespace

class tst_PowerLens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCombinationOfTheSignInScopes_data()
    {
        QTest::addColumn<QStringList>("scopes");
        const QStringList offered = orcid::signInScopes();
        QCOMPARE(offered.size(), 5);
        for (int bits = 1; bits < 32; ++bits) {
            QStringList scopes;
            for (int i = 0; i < 5; ++i) {
                if (bits & (1 << i))
                    scopes << offered.at(i);
            }
            QTest::newRow(qPrintable(scopes.join(u' '))) << scopes;
        }
    }

    // The powers are independent of each other: reading, activities, person; any permission reads what is public.
    void everyCombinationOfTheSignInScopes()
    {
        QFETCH(QStringList, scopes);
        const PowerLens lens = handover::lookThrough({ grant(u"now"_s, scopes.join(u' ')) }, facts());
        const bool reads = scopes.contains(u"/read-limited"_s), acts = scopes.contains(u"/activities/update"_s),
                   person = scopes.contains(u"/person/update"_s);
        QStringList able { reads ? u"read-limited"_s : u"read-public"_s };
        if (acts)
            able << u"activities-update"_s;
        if (person)
            able << u"person-update"_s;
        able << u"come-back"_s;
        QCOMPARE(ids(lens.able), able);
        QStringList unable;
        if (!reads)
            unable << u"limited"_s;
        unable << u"private"_s;
        if (!acts)
            unable << u"activities"_s;
        if (!person)
            unable << u"person"_s;
        unable << u"others"_s << u"visibility"_s << u"sign-in"_s;
        QCOMPARE(ids(lens.unable), unable);
        QVERIFY(!lens.hasOlderPowers());
        QCOMPARE(lens.ends.first().contains(u"only deleting"), acts);
    }

    void olderAndFinerPermissions_data()
    {
        QTest::addColumn<QString>("scopes");
        QTest::addColumn<QString>("able");
        QTest::addColumn<QString>("unable");
        const auto row = [](const char *scopes, const char *able, const char *unable) {
            QTest::newRow(scopes) << QString::fromLatin1(scopes) << QString::fromLatin1(able) << QString::fromLatin1(unable);
        };
        const char *all = "limited private activities person others visibility sign-in";
        row("/activities/read-limited", "read-activities read-public come-back", all);
        row("/person/read-limited", "read-person read-public come-back", all);
        row("/orcid-bio/read-limited", "read-person read-public come-back", all);
        row("/orcid-works/read-limited", "read-works read-public come-back", all);
        row("/affiliations/read-limited", "read-affiliations read-public come-back", all);
        row("/funding/read-limited", "read-funding read-public come-back", all);
        row("/peer-review/read-limited", "read-reviews read-public come-back", all);
        row("/orcid-works/create", "read-public write-works-add come-back", all);
        row("/orcid-works/update", "read-public write-works come-back", all);
        row("/orcid-works/create /orcid-works/update", "read-public write-works come-back", all);
        row("/affiliations/create", "read-public write-affiliations-add come-back", all);
        row("/affiliations/update", "read-public write-affiliations come-back", all);
        row("/funding/create", "read-public write-funding-add come-back", all);
        row("/funding/update", "read-public write-funding come-back", all);
        row("/peer-review/create", "read-public write-reviews-add come-back", all);
        row("/peer-review/update", "read-public write-reviews come-back", all);
        row("/orcid-patents/update", "read-public come-back", all);
        row("/orcid-patents/create", "read-public come-back", all);
        row("/orcid-patents/read-limited", "read-public come-back", all);
        row("/orcid-bio/update", "read-public person-update come-back", "limited private activities others visibility sign-in");
        row("/orcid-bio/external-identifiers/create", "read-public person-ids come-back", all);
        row("/orcid-bio/update /orcid-bio/external-identifiers/create", "read-public person-update come-back",
            "limited private activities others visibility sign-in");
        row("/orcid-profile/read-limited", "read-limited come-back", "private activities person others visibility sign-in");
        row("/email/read-private", "email-private read-public come-back", all);
        row("/orcid-works/update /activities/update", "read-public activities-update come-back", "limited private person others visibility sign-in");
        row("/orcid-works/read-limited /activities/read-limited", "read-activities read-public come-back", all);
        row("/orcid-works/read-limited /read-limited", "read-limited come-back", "private activities person others visibility sign-in");
        row("/orcid-works/create /funding/update /peer-review/read-limited", "read-reviews read-public write-works-add write-funding come-back", all);
    }

    void olderAndFinerPermissions()
    {
        QFETCH(QString, scopes);
        QFETCH(QString, able);
        QFETCH(QString, unable);
        const PowerLens lens = handover::lookThrough({ grant(u"now"_s, scopes) }, facts());
        QCOMPARE(ids(lens.able).join(u' '), able);
        QCOMPARE(ids(lens.unable).join(u' '), unable);
    }

    // Every scope a researcher can give shows as some power or as none on purpose, and as itself beside the power.
    void everyScopeOfAUserHasItsPlace()
    {
        for (const orcid::Scope &scope : orcid::allScopes()) {
            if (scope.grant != orcid::Scope::Grant::User)
                continue;
            const PowerLens lens = handover::lookThrough({ grant(u"now"_s, scope.name) }, facts());
            const bool named = std::any_of(lens.able.cbegin(), lens.able.cend(), [&](const auto &one) { return one.scope == scope.name; });
            QVERIFY2(named, qPrintable(scope.name));
        }
    }

    void powersOfOtherDaysAreCountedAndDated()
    {
        const QDateTime march({ 2026, 3, 4 }, { 10, 20 }, Qt::UTC);
        const PowerLens lens = handover::lookThrough(
            { grant(u"march"_s, u"openid /person/update"_s, march), grant(u"now"_s, u"openid /read-limited /activities/update"_s) }, facts());
        QCOMPARE(ids(lens.able).join(u' '), u"read-limited activities-update person-update come-back"_s);
        QVERIFY(lens.hasOlderPowers());
        QVERIFY(power(lens, u"read-limited"_s)->thisSignIn);
        QVERIFY(!power(lens, u"person-update"_s)->thisSignIn);
        QCOMPARE(power(lens, u"person-update"_s)->givenAt, march);
        QCOMPARE(lens.permissions.size(), 2);
        QCOMPARE(lens.permissions.first().grant.id, u"now"_s);
        QVERIFY(lens.permissions.first().thisSignIn && !lens.permissions.last().thisSignIn);
    }

    void thisSignInGoesBeforeANewerPermission()
    {
        const PowerLens lens = handover::lookThrough(
            { grant(u"later"_s, u"/read-limited"_s, today.addDays(1)), grant(u"now"_s, u"/read-limited"_s) }, facts());
        QVERIFY(power(lens, u"read-limited"_s)->thisSignIn);
        QCOMPARE(power(lens, u"read-limited"_s)->givenAt, today);
        const PowerLens unknown = handover::lookThrough(
            { grant(u"later"_s, u"/read-limited"_s, today.addDays(1)), grant(u"now"_s, u"/read-limited"_s) }, facts({}));
        QCOMPARE(power(unknown, u"read-limited"_s)->givenAt, today.addDays(1));
    }

    void whatWeRevokedCountsNoMore()
    {
        const PowerLens lens = handover::lookThrough({ grant(u"now"_s, u"openid"_s), grant(u"old"_s, u"/activities/update"_s, today.addDays(-9), State::Revoked) }, facts());
        QCOMPARE(ids(lens.able).join(u' '), u"read-public come-back"_s);
        QCOMPARE(lens.permissions.size(), 2);
    }

    // orcid.md 4.4, step 5: a withdrawn /activities/update leaves deleting and takes every other scope away.
    void withdrawnActivitiesLeaveDeletingOnly()
    {
        const clients::Grant withdrawn = grant(u"old"_s, u"/activities/update /read-limited"_s, today.addDays(-9), State::Withdrawn);
        QCOMPARE(ids(handover::lookThrough({ withdrawn }, facts()).able).join(u' '), u"delete-only come-back"_s);
        const PowerLens besides = handover::lookThrough({ withdrawn, grant(u"now"_s, u"openid /read-limited /person/update"_s) }, facts());
        QCOMPARE(ids(besides.able).join(u' '), u"delete-only come-back"_s);
        QVERIFY(ids(besides.unable).contains(u"limited"_s) && ids(besides.unable).contains(u"person"_s));
        const PowerLens again = handover::lookThrough({ withdrawn, grant(u"now"_s, u"/activities/update"_s) }, facts());
        QCOMPARE(ids(again.able).join(u' '), u"read-public activities-update come-back"_s);
    }

    void otherWithdrawnPermissionsLeaveNothing()
    {
        const PowerLens lens = handover::lookThrough({ grant(u"old"_s, u"openid /read-limited /person/update"_s, today, State::Withdrawn) }, facts());
        QVERIFY(lens.able.isEmpty());
        QCOMPARE(lens.unable.first().id, u"anything"_s);
    }

    // The finer scopes are not the one that the registry keeps for deleting.
    void aWithdrawnFinerPermissionLeavesNothing()
    {
        QVERIFY(handover::lookThrough({ grant(u"old"_s, u"/orcid-works/update"_s, today, State::Withdrawn) }, facts()).able.isEmpty());
    }

    void whatNobodyHasSeenIsCountedIn()
    {
        const QString everything = u"read-limited activities-update person-update come-back"_s;
        for (const PowerLens &lens : { handover::lookThrough({}, facts()), handover::lookThrough({ grant(u"pasted"_s, {}) }, facts()) }) {
            QCOMPARE(ids(lens.able).join(u' '), everything);
            QVERIFY(lens.able.first().details.contains(u"has not seen"_s));
            QVERIFY(lens.ends.first().contains(u"only deleting"_s));
        }
    }

    void worksOfOthersAreCounted()
    {
        LensFacts known = facts();
        known.works = 14;
        known.worksNotOurs = 10;
        const auto othersOf = [](const PowerLens &lens) {
            for (const auto &one : lens.unable) {
                if (one.id == u"others"_s)
                    return one.details;
            }
            return QString();
        };
        QVERIFY(othersOf(handover::lookThrough({ grant(u"now"_s, u"openid"_s) }, known)).startsWith(u"10 of 14 works today."_s));
        QVERIFY(othersOf(handover::lookThrough({ grant(u"now"_s, u"openid"_s) }, facts())).startsWith(u"That includes"_s));
    }

    void S51_pageIsEscapedAndHasNoToken()
    {
        LensFacts hostile = facts();
        hostile.researcher = u"<img src=x onerror=alert(1)>\u202Egnp"_s;
        hostile.partner = u"A & <b>B</b>"_s;
        const QList<clients::Grant> grants { grant(u"now"_s, u"openid /read-limited"_s), grant(u"old"_s, u"<script>"_s, today.addDays(-30), State::Revoked) };
        const QString page = handover::powerPage(handover::lookThrough(grants, hostile), hostile, u"Practice"_s, today);
        QVERIFY(!page.contains(u"<img"_s) && !page.contains(u"<script"_s) && !page.contains(u"<b>B</b>"_s));
        QVERIFY(page.contains(u"&lt;img src=x"_s) && page.contains(u"A &amp; &lt;b&gt;B"_s));
        QVERIFY(!page.contains(QChar(0x202E)));
        QVERIFY(!page.contains(u"canary"_s));
        QVERIFY(page.contains(u"Practice"_s) && page.contains(u"0000-0002-9227-8514"_s) && page.contains(u"Revoked by us"_s));
        for (const char *heading : { "It will be able to", "It will not be able to", "Permissions counted", "How it ends" })
            QVERIFY2(page.contains(QString::fromLatin1(heading)), heading);
    }
};

QTEST_GUILESS_MAIN(tst_PowerLens)
#include "tst_powerlens.moc"

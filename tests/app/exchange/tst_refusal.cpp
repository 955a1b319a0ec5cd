#include "app/exchange/refusal.h"

#include <QtTest/QTest>

using namespace baton;
using namespace baton::exchange;

namespace {

const RefusalContext context { QStringLiteral("APP-BBBBBBBBBBBBBBBB"), QStringLiteral("Open Grants Platform"), QStringLiteral("ORCID Sandbox"), true };

QByteArray oauth(const QByteArray &error, const QByteArray &description)
{
    return "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}";
}

} // namespace

class tst_Refusal : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void S42_everyRowHasItsExplanation_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        const QByteArray types = "Invalid IETF token exchange token type(s) supported tokens types are urn:ietf:params:oauth:token-type:id_token urn:ietf:params:oauth:token-type:access_token";
        QTest::newRow("1 bad secret") << 401 << oauth("invalid_client", "Bad client credentials") << "exchange.bad_client";
        QTest::newRow("2 no grant type") << 400 << oauth("unsupported_grant_type", "grant_type is missing") << "exchange.refused";
        QTest::newRow("3 unknown scope") << 401 << oauth("invalid_scope", "One of the provided scopes is not allowed. Please refer to the list of allowed scopes at: https://github.com/ORCID/ORCID-Source/tree/master/orcid-model/src/main/resources/record_2.0#scopes. Provided scopes: a,b") << "exchange.scope_unavailable";
        QTest::newRow("4 empty parameter") << 400 << oauth("invalid_request", "Missing IETF Token exchange request parameter(s).  Required: subject_token subject_token_type requested_token_type") << "exchange.refused";
        QTest::newRow("4 forwarded, subject") << 401 << oauth("invalid_request", "subject_token is required") << "exchange.refused";
        QTest::newRow("4 forwarded, secret") << 401 << oauth("invalid_request", "client_secret is required") << "exchange.bad_client";
        QTest::newRow("4 on api host, secret") << 400 << oauth("invalid_request", "client_secret is missing or invalid") << "exchange.bad_client";
        QTest::newRow("4 on api host, id") << 400 << oauth("invalid_request", "client_id is missing or invalid") << "exchange.bad_client";
        QTest::newRow("5 wrong type") << 400 << oauth("invalid_request", types) << "exchange.refused";
        QTest::newRow("6 caller locked") << 400 << oauth("unauthorized_client", "The client is locked") << "exchange.client_disabled";
        QTest::newRow("6 caller deactivated") << 400 << oauth("unauthorized_client", "Client APP-BBBBBBBBBBBBBBBB is deactivated") << "exchange.client_disabled";
        QTest::newRow("7 not enabled") << 400 << oauth("invalid_request", "Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled") << "exchange.not_enabled";
        QTest::newRow("7 unknown grant type") << 400 << oauth("unsupported_grant_type", "Unsupported grant type: urn:ietf:params:oauth:grant-type:token-exchange") << "exchange.not_enabled";
        QTest::newRow("7 word alone") << 400 << oauth("unsupported_grant_type", "") << "exchange.not_enabled";
        QTest::newRow("7 unauthorized") << 400 << oauth("unauthorized_client", "") << "exchange.not_enabled";
        QTest::newRow("8 no JWT") << 400 << oauth("invalid_request", "Unexpected id token value, cannot parse the id_token") << "exchange.bad_token";
        QTest::newRow("9 signature") << 400 << oauth("invalid_request", "Invalid id token signature") << "exchange.bad_token";
        QTest::newRow("9b other algorithm") << 500 << oauth("server_error", "whatever the library says") << "exchange.refused";
        QTest::newRow("10 allow-list") << 400 << oauth("invalid_request", "Client APP-BBBBBBBBBBBBBBBB cannot act on behalf of client APP-AAAAAAAAAAAAAAAA") << "exchange.not_allowed";
        QTest::newRow("11 own") << 400 << oauth("invalid_request", "Attempt to exchange own id_token, use refresh token instead") << "exchange.own_token";
        QTest::newRow("12 unknown client") << 500 << oauth("server_error", "Client not found: APP-AAAAAAAAAAAAAAAA") << "exchange.refused";
        QTest::newRow("13 original locked") << 400 << oauth("unauthorized_client", "The client is locked") << "exchange.client_disabled";
        QTest::newRow("14 revoked") << 401 << oauth("invalid_scope", "There are no active tokens with valid scopes for this account") << "exchange.revoked";
        QTest::newRow("15 no scope") << 401 << oauth("invalid_scope", "The id_token is not associated with a valid scope") << "exchange.no_scope";
        QTest::newRow("16 not available") << 401 << oauth("invalid_scope", "The requested scope(s) are not available from this id_token") << "exchange.scope_unavailable";
        QTest::newRow("17 unknown token") << 400 << oauth("invalid_request", "access_token does not exist or is disabled") << "exchange.token_unknown";
        QTest::newRow("18 other client") << 400 << oauth("invalid_request", "Clients can only exchange their own access_tokens for id_tokens") << "exchange.other_client";
        QTest::newRow("19 expired") << 400 << oauth("invalid_request", "access_token has expired") << "exchange.token_expired";
        QTest::newRow("scope, other words") << 401 << oauth("invalid_scope", "x") << "exchange.no_scope";
        QTest::newRow("other server, scope") << 400 << oauth("invalid_scope", "x") << "exchange.scope_unavailable";
        QTest::newRow("other server, grant") << 400 << oauth("invalid_grant", "x") << "exchange.bad_token";
        QTest::newRow("429") << 429 << QByteArray("{}") << "exchange.refused";
        QTest::newRow("503") << 503 << QByteArray("{}") << "exchange.refused";
        QTest::newRow("no body") << 400 << QByteArray() << "exchange.refused";
        QTest::newRow("no JSON") << 502 << QByteArray("<html>") << "exchange.refused";
    }

    void S42_everyRowHasItsExplanation()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        const Error error = explainRefusal(status, body, context);
        QCOMPARE(error.code, code);
        QCOMPARE(error.httpStatus, status);
        QVERIFY(error.what.contains(QString::number(status)));
        QVERIFY(!error.next.isEmpty());
        QVERIFY2(!error.text().contains(u'%') && !error.text().contains(u'!'), qPrintable(error.text()));
    }

    void everyRowSaysSomethingOfItsOwn()
    {
        const auto what = [](const QByteArray &error, const QByteArray &description) { return explainRefusal(401, oauth(error, description), context).what; };
        QVERIFY(what("invalid_scope", "There are no active tokens with valid scopes for this account") != what("invalid_scope", "The id_token is not associated with a valid scope"));
        QVERIFY(what("invalid_client", "Bad client credentials").contains(context.callerName));
    }

    void notEnabledSaysWhatToAskOrcid()
    {
        const QByteArray body = oauth("invalid_request", "Client does not have urn:ietf:params:oauth:grant-type:token-exchange enabled");
        const Error atOrcid = explainRefusal(400, body, context);
        QVERIFY(atOrcid.what.contains(QStringLiteral("Open Grants Platform")));
        for (const char *part : { "March 2021", "no longer available", "Ask ORCID", "grant-type:token-exchange", "APP-BBBBBBBBBBBBBBBB", "practice registry" })
            QVERIFY2(atOrcid.next.contains(QString::fromLatin1(part)), part);
        RefusalContext elsewhere = context;
        elsewhere.orcid = false;
        elsewhere.environmentName = QStringLiteral("Practice");
        const Error practice = explainRefusal(400, body, elsewhere);
        QVERIFY(practice.next.contains(QStringLiteral("Ask those who run Practice")));
        QVERIFY(!practice.next.contains(QStringLiteral("2021")));
    }

    // The practice registry forgets its permissions with each start: nobody is to blame.
    void aRegistryThatBeganAnewIsNamed()
    {
        const QByteArray body = oauth("invalid_scope", "The id_token is not associated with a valid scope");
        RefusalContext practice = context;
        practice.orcid = false;
        practice.practice = true;
        const Error error = explainRefusal(400, body, practice);
        QCOMPARE(error.code, QStringLiteral("exchange.no_scope"));
        QVERIFY(error.next.contains(QLatin1String("began anew")) && error.next.contains(QLatin1String("repeat the sign-in")));
        QVERIFY(!error.next.contains(QLatin1String("partner")));
        // Nor is it always the researcher: a recall ends in the same answer.
        QVERIFY2(error.next.contains(QLatin1String("original client")) && error.next.contains(QLatin1String("recall")), qPrintable(error.next));
        QVERIFY2(error.what.endsWith(QLatin1String("It answered 400 invalid_scope: The id_token is not associated with a valid scope")), qPrintable(error.what));
        QVERIFY(explainRefusal(400, body, context).next.contains(QLatin1String("partner")));
    }

    void S51_textFromOutsideIsPlainAndShort()
    {
        const Error error = explainRefusal(400, oauth("x", "a\\u202eb\\u0007" + QByteArray(5000, 'c')), context);
        QVERIFY(!error.what.contains(QChar(0x202e)) && !error.what.contains(QChar(7)));
        QVERIFY(error.what.size() < 600);
    }
};

QTEST_GUILESS_MAIN(tst_Refusal)
#include "tst_refusal.moc"

#include "app/cli/verifyverb.h"

#include "app/base/whendone.h"
#include "app/claims/claims.h"
#include "app/claims/jwkssource.h"
#include "app/cli/usage.h"
#include "app/cli/verbfiles.h"
#include "app/orcid/environment.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

#include <cstdio>

namespace baton::cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Verify)
};

enum Exit { AllPassed = 0, SomeFailed = 1, Unreadable = 2 };

int complain(const Error &error)
{
    return cli::complain("verify", error, Unreadable);
}

QString stateWord(claims::Check::State state)
{
    switch (state) {
    case claims::Check::State::Passed:
        return QStringLiteral("passed");
    case claims::Check::State::Failed:
        return QStringLiteral("failed");
    case claims::Check::State::Information:
        return QStringLiteral("information");
    case claims::Check::State::NotDone:
        break;
    }
    return QStringLiteral("not done");
}

int print(const claims::Claims &claims)
{
    QJsonArray checks;
    for (const claims::Check &check : claims.checks) {
        checks << QJsonObject { { QStringLiteral("id"), check.id }, { QStringLiteral("name"), check.name },
            { QStringLiteral("state"), stateWord(check.state) }, { QStringLiteral("words"), check.words },
            { QStringLiteral("expected"), check.expected }, { QStringLiteral("found"), check.found } };
    }
    const bool passed = claims.failedCount() == 0;
    const QJsonObject report { { QStringLiteral("passed"), passed }, { QStringLiteral("checks"), checks },
        { QStringLiteral("header"), claims.header }, { QStringLiteral("claims"), claims.payload } };
    printJson(report);
    return passed ? AllPassed : SomeFailed;
}

Result<Secret> readToken(const QString &argument)
{
    QByteArray token = argument.toUtf8();
    if (argument == QLatin1String("-")) {
        QFile input;
        if (!input.open(stdin, QIODevice::ReadOnly))
            return fail(QStringLiteral("verify.input"), Words::tr("Standard input cannot be read."));
        token = input.read(64 * 1024 + 1);
    }
    token = token.trimmed();
    if (token.isEmpty())
        return fail(QStringLiteral("verify.input"), Words::tr("There is no id_token to check."), Words::tr("Give it as argument, or - and on standard input."));
    return Secret::take(token);
}

Result<jose::JwkSet> readKeys(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(QStringLiteral("verify.jwks"), Words::tr("The key file %1 cannot be read: %2.").arg(path, file.errorString()));
    return jose::JwkSet::fromJson(file.read(256 * 1024 + 1));
}

} // namespace

int runVerify(QCoreApplication &app, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Checks an id_token and prints every check as JSON."));
    const QCommandLineOption jwks(QStringLiteral("jwks"), Words::tr("JWK Set of the issuer; else fetched from it."), QStringLiteral("FILE"));
    const QCommandLineOption issuer(QStringLiteral("issuer"), Words::tr("Expected iss."), QStringLiteral("URL"));
    const QCommandLineOption audience(QStringLiteral("audience"), Words::tr("Expected client id."), QStringLiteral("ID"));
    const QCommandLineOption nonce(QStringLiteral("nonce"), Words::tr("Expected nonce."), QStringLiteral("NONCE"));
    const QCommandLineOption at(QStringLiteral("at"), Words::tr("Check as of this time."), QStringLiteral("TIME"));
    parser.addOptions({ jwks, issuer, audience, nonce, at });
    parser.addPositionalArgument(QStringLiteral("TOKEN"), Words::tr("The id_token, or - for standard input."));
    parser.addHelpOption();
    if (!parser.parse(arguments)) {
        say("verify", parser.errorText());
        return Unreadable;
    }
    if (asksForHelp(parser)) {
        printHelp(parser, QStringLiteral("verify"));
        return AllPassed;
    }
    if (parser.positionalArguments().size() != 1)
        return complain({ QStringLiteral("verify.call"), Words::tr("Exactly one id_token is expected."), Words::tr("See baton verify --help."), 0, 0, {} });
    const auto token = readToken(parser.positionalArguments().first());
    if (!token)
        return complain(token.error());

    claims::Expectations expectations;
    expectations.issuer = parser.value(issuer);
    expectations.audience = parser.value(audience);
    if (parser.isSet(nonce))
        expectations.nonce = parser.value(nonce).toUtf8();
    expectations.now = QDateTime::currentDateTimeUtc();
    if (parser.isSet(at)) {
        const auto when = readMoment(parser.value(at));
        if (!when)
            return complain(when.error());
        expectations.now = *when;
    }
    const auto judge = [&token, &expectations](const Result<jose::JwkSet> &keys) {
        if (!keys)
            return complain(keys.error());
        const auto claims = claims::verifyIdToken(*token, *keys, expectations);
        return claims ? print(*claims) : complain(claims.error());
    };
    if (parser.isSet(jwks))
        return judge(readKeys(parser.value(jwks)));
    if (expectations.issuer.isEmpty())
        return complain({ QStringLiteral("verify.call"), Words::tr("There are no keys to check the signature with."),
            Words::tr("Give --jwks FILE, or --issuer to fetch them from there."), 0, 0, {} });

    http::Trace trace;
    http::HttpClient http(trace);
    const SystemClock clock;
    claims::JwksSource source(http, clock);
    int exitCode = Unreadable;
    whenDone(source.keysFor(orcid::Environment::custom(expectations.issuer), {}), &app, [&](const Result<jose::JwkSet> &keys) {
        exitCode = judge(keys);
        app.quit();
    });
    app.exec();
    return exitCode;
}

} // namespace baton::cli

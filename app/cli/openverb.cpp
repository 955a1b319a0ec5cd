#include "app/cli/openverb.h"

#include "app/base/text.h"
#include "app/claims/claims.h"
#include "app/cli/usage.h"
#include "app/cli/verbfiles.h"
#include "app/cli/verbprofile.h"
#include "app/desk/desk.h"
#include "app/handover/package.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace baton::cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Open)
};

enum Exit { Done = 0, Refused = 1, NotUnderstood = 2 };

struct Options {
    QCommandLineOption key { u"key"_s, Words::tr("Our private key, PKCS#8 PEM or JWK."), u"FILE"_s };
    QCommandLineOption passphrase { u"passphrase-file"_s, Words::tr("The passphrase is in the first line of FILE, or - for standard input."), u"FILE"_s };
    QCommandLineOption sender { u"sender"_s, Words::tr("The card or public key of the only sender to accept."), u"FILE"_s };
    QCommandLineOption audience { u"audience"_s, Words::tr("Our client id; else any."), u"ID"_s };
    QCommandLineOption environment { u"environment"_s, Words::tr("practice, sandbox, production or custom; else any."), u"NAME"_s };
    QCommandLineOption issuer { u"issuer"_s, Words::tr("The only issuer to accept; else any."), u"URL"_s };
    QCommandLineOption jwks { u"jwks"_s, Words::tr("JWK Set of the issuer: checks the id_tokens too."), u"FILE"_s };
    QCommandLineOption at { u"at"_s, Words::tr("Judge as of this time."), u"TIME"_s };
    QCommandLineOption out { u"out"_s, Words::tr("Write the id_tokens to FILE, one per line."), u"FILE"_s };
    QCommandLineOption print { u"print-id-token"_s, Words::tr("Print the id_tokens inside the JSON.") };
    QCommandLineOption profile { u"profile"_s, Words::tr("Note the package in the ledger of this profile."), u"DIR"_s };
    QCommandLineOption force { u"force"_s, Words::tr("Replace a file that exists.") };

    void addTo(QCommandLineParser &parser) const
    {
        parser.addOptions({ key, passphrase, sender, audience, environment, issuer, jwks, at, out, print, profile, force });
    }
};

int wrongCall(const QString &what)
{
    return complain("open", { u"open.call"_s, what, Words::tr("See baton open --help."), 0, 0, {} }, NotUnderstood);
}

/// What the call gives beside the package, understood before it: what is wrong with the call is not told as if the package were.
struct Given {
    jose::Jwk key;
    Secret passphrase;
    std::optional<QByteArray> senderCard;
    std::optional<jose::JwkSet> keys;
    std::optional<QDateTime> at;
};

Result<void> readProtection(const QCommandLineParser &parser, const Options &options, Given &given)
{
    if (parser.isSet(options.passphrase)) {
        auto passphrase = readPassphrase(parser.value(options.passphrase));
        if (!passphrase)
            return fail(passphrase.error());
        given.passphrase = *passphrase;
        return {};
    }
    auto key = readPrivateKey(parser.value(options.key));
    if (!key)
        return fail(key.error());
    given.key = *key;
    return {};
}

Result<void> readJudges(const QCommandLineParser &parser, const Options &options, Given &given)
{
    if (parser.isSet(options.sender)) {
        const auto card = readInput(parser.value(options.sender), 256 * 1024);
        if (!card)
            return fail(card.error());
        given.senderCard = *card;
    }
    if (parser.isSet(options.jwks)) {
        const auto bytes = readInput(parser.value(options.jwks), 256 * 1024);
        const auto set = bytes ? jose::JwkSet::fromJson(*bytes) : Result<jose::JwkSet>(fail(bytes.error()));
        if (!set)
            return fail(u"verb.jwks"_s, set.error().what, set.error().next);
        given.keys = *set;
    }
    return {};
}

Result<Given> readGiven(const QCommandLineParser &parser, const Options &options)
{
    Given given;
    if (parser.isSet(options.at)) {
        const auto when = readMoment(parser.value(options.at));
        if (!when)
            return fail(when.error());
        given.at = *when;
    }
    if (const auto known = checkEnvironment(parser.value(options.environment)); !known)
        return fail(known.error());
    if (const auto read = readProtection(parser, options, given); !read)
        return fail(read.error());
    if (const auto read = readJudges(parser, options, given); !read)
        return fail(read.error());
    return given;
}

Result<handover::Opened> opened(const QCommandLineParser &parser, const Options &options, const Given &given)
{
    const QString path = parser.positionalArguments().first();
    const auto bytes = path == "-"_L1 ? readInput(path, handover::maxPackageBytes + 16) : handover::readPackageFile(path);
    if (!bytes)
        return fail(bytes.error());
    const auto envelope = handover::readEnvelope(*bytes);
    if (!envelope)
        return fail(envelope.error());
    if (envelope->needsPassphrase != parser.isSet(options.passphrase))
        return fail(u"verb.protection"_s, envelope->needsPassphrase ? Words::tr("The package is protected with a passphrase.") : Words::tr("The package is sealed to a key."),
            envelope->needsPassphrase ? Words::tr("Give --passphrase-file.") : Words::tr("Give --key."));
    return envelope->needsPassphrase ? handover::openWithPassphrase(*envelope, given.passphrase) : handover::openWithKey(*envelope, given.key);
}

// Errors of the call or of an input that is no package, as opposed to a package that is not to be opened here.
bool isInputProblem(const QString &code)
{
    static const QStringList codes { u"package.empty"_s, u"package.too_large"_s, u"package.not_a_package"_s, u"package.header"_s, u"package.unsupported"_s,
        u"package.file_missing"_s, u"package.not_a_file"_s, u"package.file_read"_s, u"card.unreadable"_s };
    return code.startsWith("verb."_L1) || codes.contains(code);
}

int cannot(const Error &error)
{
    return complain("open", error, isInputProblem(error.code) ? NotUnderstood : Refused);
}

QString stateWord(handover::PackageCheck::State state)
{
    using State = handover::PackageCheck::State;
    return state == State::Passed ? u"passed"_s : state == State::Failed ? u"failed"_s : state == State::Warning ? u"warning"_s : u"not done"_s;
}

// What the call asks the package to be for, or else what it says of itself; either way nobody signs for a known registry but it.
Result<orcid::Environment> environmentFor(const QCommandLineParser &parser, const Options &options, const handover::Opened &package)
{
    using orcid::Environment;
    Environment environment;
    environment.id = parser.isSet(options.environment) ? parser.value(options.environment) : package.environmentId;
    environment.issuer = parser.isSet(options.issuer) ? parser.value(options.issuer) : package.environmentIssuer;
    for (const Environment &known : { Environment::sandbox(), Environment::production() }) {
        if (environment.id != known.id)
            continue;
        if (parser.isSet(options.issuer) && environment.issuer != known.issuer)
            return fail(u"verb.issuer"_s, Words::tr("The issuer of %1 is %2.").arg(known.name, known.issuer), Words::tr("Leave --issuer out, or name another --environment."));
        environment.issuer = known.issuer;
    }
    return environment;
}

// The sender the caller knows, as a partner whose key was confirmed by whoever wrote the call; else whom the profile knows.
Result<std::optional<handover::Partner>> knownSender(const Given &given, const handover::Opened &package, desk::Desk *profile)
{
    if (!given.senderCard)
        return profile ? profile->partners.find(package.environmentId, package.issuerClientId) : std::optional<handover::Partner>();
    auto partner = handover::Partners::fromCard(*given.senderCard, package.environmentId);
    if (!partner)
        return fail(partner.error());
    if (!partner->clientId.isEmpty() && partner->clientId != package.issuerClientId)
        return fail(u"open.sender"_s, Words::tr("The package is from client %1, the card is of %2.").arg(package.issuerClientId, partner->clientId), Words::tr("Ask whoever sent it."));
    partner->trust = handover::Partner::Trust::Confirmed;
    if (partner->name.isEmpty())
        partner->name = package.senderName;
    return std::optional(*partner);
}

/// What the package is judged by.
struct Judging {
    orcid::Environment environment;
    ManualClock clock; ///< stands at --at
};

Result<Judging> judgingFor(const QCommandLineParser &parser, const Options &options, const Given &given, const handover::Opened &package)
{
    const auto environment = environmentFor(parser, options, package);
    if (!environment)
        return fail(environment.error());
    Judging judging { *environment, ManualClock() };
    if (given.at)
        judging.clock.setWall(*given.at);
    return judging;
}

Result<handover::Acceptance> judged(const QCommandLineParser &parser, const Options &options, const Given &given, const handover::Opened &package, const Judging &by, desk::Desk *profile)
{
    const QStringList ours { parser.isSet(options.audience) ? parser.value(options.audience) : package.audienceClientId };
    // S33: of another environment nothing else is worth saying, least of all of a card that is of this one.
    if (package.environmentId != by.environment.id || package.environmentIssuer != by.environment.issuer) {
        handover::Acceptance mixed = handover::judge(package, by.environment, ours, {}, by.clock);
        mixed.checks.resize(1);
        return mixed;
    }
    const auto sender = knownSender(given, package, profile);
    if (!sender)
        return fail(sender.error());
    return handover::judge(package, by.environment, ours, *sender, by.clock);
}

// As the Inbox would list it, but the token goes where the call says.
handover::Delivery deliveryOf(const handover::Opened &package, qsizetype at, const Judging &by)
{
    handover::Delivery delivery;
    delivery.id = handover::Inbox::idOf(package.idTokens.at(at));
    delivery.environmentId = package.environmentId;
    delivery.packageId = package.id;
    delivery.originalClientId = package.issuerClientId;
    delivery.audienceClientId = package.audienceClientId;
    delivery.senderName = plain(package.senderName);
    delivery.senderThumbprint = package.senderKey.thumbprintText();
    delivery.purpose = package.purpose;
    delivery.scopes = package.scopesFor(at);
    delivery.receiptTo = package.receiptTo;
    delivery.sealedAt = package.sealedAt;
    delivery.useBy = package.useBy;
    delivery.receivedAt = by.clock.now();
    delivery.protection = package.protection;
    return delivery;
}

handover::Delivery refused(handover::Delivery delivery, const QString &why)
{
    delivery.state = handover::Delivery::State::Refused;
    delivery.stateWords = why;
    return delivery;
}

// Without the issuer's keys the claims are read only; the checks are told where they were made.
QJsonArray researchersIn(const Given &given, const handover::Opened &package, const Judging &by, bool &allPassed, QList<handover::Delivery> &deliveries)
{
    const bool checking = given.keys.has_value();
    const jose::JwkSet keys = given.keys.value_or(jose::JwkSet());
    QJsonArray out;
    for (qsizetype at = 0; at < package.idTokens.size(); ++at) {
        const Secret &token = package.idTokens.at(at);
        claims::Expectations expected;
        expected.issuer = by.environment.issuer;
        expected.audience = package.issuerClientId;
        expected.now = by.clock.now();
        expected.expiryIsInformation = true;
        const auto claims = claims::verifyIdToken(token, keys, expected);
        handover::Delivery delivery = deliveryOf(package, at, by);
        const QString problem = !claims ? claims.error().what : claims->sub.isNull() ? Words::tr("It names no ORCID iD as sub, so it is no id_token.") : QString();
        if (!problem.isEmpty()) {
            allPassed = false;
            out.append(QJsonObject { { "problem"_L1, problem } });
            deliveries << refused(delivery, problem);
            continue;
        }
        delivery.orcid = claims->sub.toString();
        delivery.researcher = plain(claims->name);
        QJsonObject one { { "orcid"_L1, claims->payload.value("sub"_L1) }, { "name"_L1, claims->name }, { "issued_at"_L1, claims->issuedAt.toString(Qt::ISODate) },
            { "expires_at"_L1, claims->expiresAt.toString(Qt::ISODate) } };
        if (!package.scopesOf.isEmpty())
            one.insert("scopes"_L1, QJsonArray::fromStringList(package.scopesFor(at)));
        if (checking) {
            QJsonArray failed;
            for (const claims::Check &check : claims->checks) {
                if (check.state == claims::Check::State::Failed)
                    failed.append(check.id);
            }
            one.insert("failed_checks"_L1, failed);
            allPassed = allPassed && failed.isEmpty();
            if (!failed.isEmpty())
                delivery = refused(delivery, Words::tr("Failed checks: %1").arg(QJsonDocument(failed).toJson(QJsonDocument::Compact)));
        }
        deliveries << delivery;
        out.append(one);
    }
    return out;
}

QJsonObject reportOf(const handover::Opened &package)
{
    return { { "id"_L1, package.id }, { "environment"_L1, package.environmentId }, { "issuer"_L1, package.environmentIssuer }, { "original_client"_L1, package.issuerClientId },
        { "second_client"_L1, package.audienceClientId.isEmpty() ? QJsonValue() : QJsonValue(package.audienceClientId) }, { "sender"_L1, package.senderName },
        { "sender_thumbprint"_L1, package.senderKey.thumbprintText() }, { "protection"_L1, package.protection }, { "scopes"_L1, QJsonArray::fromStringList(package.scopes) },
        { "purpose"_L1, package.purpose }, { "receipt_to"_L1, package.receiptTo }, { "sealed_at"_L1, package.sealedAt.toString(Qt::ISODate) }, { "use_by"_L1, package.useBy.toString(Qt::ISODate) } };
}

Result<void> writeTokens(const QCommandLineParser &parser, const Options &options, const handover::Opened &package)
{
    QByteArray lines;
    for (const Secret &token : package.idTokens)
        lines += token.view().toByteArray() + '\n';
    const auto written = writeOutput(parser.value(options.out), lines, parser.isSet(options.force));
    wipe(lines);
    return written;
}

// What was refused is noted too, as the window does.
Result<void> noteReceived(desk::Desk &profile, QList<handover::Delivery> deliveries, const handover::Acceptance &acceptance)
{
    for (const handover::PackageCheck &check : acceptance.checks) {
        if (check.state != handover::PackageCheck::State::Failed)
            continue;
        for (handover::Delivery &delivery : deliveries)
            delivery = refused(delivery, check.name + u": "_s + check.words);
        break;
    }
    return profile.bookkeeper.received(deliveries);
}

int openPackage(const QCommandLineParser &parser, const Options &options, const Given &given, desk::Desk *profile)
{
    const auto package = opened(parser, options, given);
    if (!package)
        return cannot(package.error());
    const auto by = judgingFor(parser, options, given, *package);
    if (!by)
        return cannot(by.error());
    const auto acceptance = judged(parser, options, given, *package, *by, profile);
    if (!acceptance)
        return cannot(acceptance.error());
    bool good = acceptance->acceptable();
    QList<handover::Delivery> deliveries;
    const QJsonArray researchers = researchersIn(given, *package, *by, good, deliveries);
    QJsonObject report = reportOf(*package);
    QJsonArray checks;
    for (const handover::PackageCheck &check : acceptance->checks) {
        checks.append(QJsonObject { { "id"_L1, check.id }, { "name"_L1, check.name }, { "state"_L1, stateWord(check.state) }, { "words"_L1, check.words } });
        if (check.state == handover::PackageCheck::State::Failed || check.state == handover::PackageCheck::State::Warning)
            say("open", check.name + u": "_s + check.words);
    }
    report.insert("checks"_L1, checks);
    report.insert("researchers"_L1, researchers);
    report.insert("accepted"_L1, good);
    if (profile) {
        if (const auto noted = noteReceived(*profile, deliveries, *acceptance); !noted)
            return complain("open", noted.error(), Refused);
        report.insert("noted"_L1, true);
    }
    if (good && parser.isSet(options.out)) {
        if (const auto written = writeTokens(parser, options, *package); !written)
            return complain("open", written.error(), Refused);
        report.insert("file"_L1, parser.value(options.out));
    }
    if (good && parser.isSet(options.print)) {
        QJsonArray tokens;
        for (const Secret &token : package->idTokens)
            tokens.append(token.revealString());
        report.insert("id_tokens"_L1, tokens);
    }
    printJson(report);
    return good ? Done : Refused;
}

} // namespace

int runOpen(QCoreApplication &, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Opens a package, judges it and prints what it says, without the id_tokens unless asked."));
    const Options options;
    options.addTo(parser);
    parser.addPositionalArgument(u"PACKAGE"_s, Words::tr("The package, or - for standard input."));
    parser.addHelpOption();
    if (!parser.parse(arguments))
        return wrongCall(parser.errorText());
    if (asksForHelp(parser)) {
        printHelp(parser, u"open"_s);
        return Done;
    }
    if (parser.positionalArguments().size() != 1)
        return wrongCall(Words::tr("Exactly one package is expected."));
    if (parser.isSet(options.key) == parser.isSet(options.passphrase))
        return wrongCall(Words::tr("Say either --key or --passphrase-file."));
    if (parser.positionalArguments().first() == "-"_L1 && (parser.value(options.key) == "-"_L1 || parser.value(options.passphrase) == "-"_L1))
        return wrongCall(Words::tr("Standard input can give one thing only."));
    const auto given = readGiven(parser, options);
    if (!given)
        return cannot(given.error());
    if (const auto free = checkFree(parser.value(options.out), !parser.isSet(options.out) || parser.isSet(options.force)); !free)
        return complain("open", free.error(), Refused);
    if (!parser.isSet(options.profile))
        return openPackage(parser, options, *given, nullptr);
    const auto profile = openProfile(parser.value(options.profile));
    return profile ? openPackage(parser, options, *given, profile->get()) : complain("open", profile.error(), Refused);
}

} // namespace baton::cli

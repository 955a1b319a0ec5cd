#include "app/cli/sealverb.h"

#include "app/base/text.h"
#include "app/claims/claims.h"
#include "app/cli/usage.h"
#include "app/cli/verbfiles.h"
#include "app/cli/verbprofile.h"
#include "app/desk/desk.h"
#include "app/handover/package.h"
#include "app/handover/passphrase.h"
#include "app/jose/jws.h"
#include "app/orcid/clientid.h"
#include "app/orcid/environment.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace baton::cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Seal)
};

enum Exit { Done = 0, NotDone = 1, NotUnderstood = 2 };
constexpr qint64 maxTokenInput = 1024 * 1024, maxCardInput = 256 * 1024;

struct Options {
    QCommandLineOption newKey { u"new-key"_s, Words::tr("Make a key pair and write the private part to FILE."), u"FILE"_s };
    QCommandLineOption card { u"card"_s, Words::tr("With --new-key: write our card to FILE."), u"FILE"_s };
    QCommandLineOption key { u"key"_s, Words::tr("Our private key, PKCS#8 PEM or JWK."), u"FILE"_s };
    QCommandLineOption to { u"to"_s, Words::tr("The partner’s card, public JWK or JWK Set."), u"FILE"_s };
    QCommandLineOption toId { u"to-id"_s, Words::tr("The partner’s client id, where --to is a bare key."), u"ID"_s };
    QCommandLineOption passphrase { u"passphrase-file"_s, Words::tr("Protect with the passphrase in the first line of FILE, or - for standard input."), u"FILE"_s };
    QCommandLineOption environment { u"environment"_s, Words::tr("practice, sandbox, production or custom; else told by the id_token’s iss."), u"NAME"_s };
    QCommandLineOption issuer { u"issuer"_s, Words::tr("Issuer of a practice or custom environment."), u"URL"_s };
    QCommandLineOption clientId { u"client-id"_s, Words::tr("Our client id; else told by the id_token’s aud."), u"ID"_s };
    QCommandLineOption name { u"name"_s, Words::tr("Our name, as the partner sees it."), u"NAME"_s };
    QCommandLineOption scope { u"scope"_s, Words::tr("A scope that was granted; may be given several times."), u"SCOPE"_s };
    QCommandLineOption purpose { u"purpose"_s, Words::tr("A note to the partner, inside the package."), u"TEXT"_s };
    QCommandLineOption receiptTo { u"receipt-to"_s, Words::tr("Where the partner’s receipts should go, in words for the partner."), u"TEXT"_s };
    QCommandLineOption days { u"days"_s, Words::tr("How many days the package can be opened."), u"N"_s, u"7"_s };
    QCommandLineOption out { u"out"_s, Words::tr("Write the package to FILE; else to a name of ours in this folder."), u"FILE"_s };
    QCommandLineOption print { u"print-package"_s, Words::tr("Print the package inside the JSON, and write no file unless --out is given.") };
    QCommandLineOption profile { u"profile"_s, Words::tr("Note the hand-over in the ledger of this profile."), u"DIR"_s };
    QCommandLineOption force { u"force"_s, Words::tr("Replace files that exist.") };

    void addTo(QCommandLineParser &parser) const
    {
        parser.addOptions({ newKey, card, key, to, toId, passphrase, environment, issuer, clientId, name, scope, purpose, receiptTo, days, out, print, profile, force });
    }
};

bool isInputProblem(const QString &code)
{
    static const QStringList cards { u"card.unreadable"_s, u"card.signature"_s, u"card.private"_s };
    return code.startsWith("verb."_L1) || cards.contains(code);
}

int cannot(const Error &error)
{
    return complain("seal", error, NotDone);
}

int wrongCall(const QString &what, const QString &next = Words::tr("See baton seal --help."))
{
    return complain("seal", { u"seal.call"_s, what, next, 0, 0, {} }, NotUnderstood);
}

std::optional<orcid::Environment> environmentOf(const QString &name, const QString &issuer)
{
    using orcid::Environment;
    for (const Environment &known : { Environment::sandbox(), Environment::production() }) {
        if (name.isEmpty() ? issuer == known.issuer : name == known.id)
            return known;
    }
    const QString host = QUrl(issuer).host();
    const bool loopback = host == "127.0.0.1"_L1 || host == "::1"_L1;
    if (name == "practice"_L1 || (name.isEmpty() && loopback))
        return issuer.isEmpty() ? Environment::practice() : Environment::practice(issuer, QUrl(issuer + u"/v3.0"_s));
    if ((name == "custom"_L1 || name.isEmpty()) && !issuer.isEmpty())
        return Environment::custom(issuer);
    return {};
}

// One id_token per line; what each says of itself, not yet believed: whoever seals got it from the registry.
struct Tokens {
    struct Person {
        QString orcid, name;
    };
    QList<Secret> all;
    QList<Person> people; ///< one for each
    QString issuer;
    QString audience;
};

// What else is signed is kept apart (S29), and without iD, issuer, client and times nobody could check it.
QString whyNoIdToken(const jose::JwsParts &parts, const claims::Claims &claims)
{
    if (!parts.typ().isEmpty() && parts.typ().compare("JWT"_L1, Qt::CaseInsensitive) != 0)
        return Words::tr("It is a %1.").arg(parts.typ());
    if (parts.header.contains("cty"_L1))
        return Words::tr("There is something else inside.");
    if (claims.sub.isNull())
        return Words::tr("It names no ORCID iD as sub.");
    if (claims.issuer.isEmpty() || claims.audience.isEmpty())
        return Words::tr("It lacks iss or aud.");
    if (!claims.issuedAt.isValid() || !claims.expiresAt.isValid())
        return Words::tr("It lacks iat or exp.");
    return {};
}

Result<void> addToken(Tokens &tokens, const QByteArray &line)
{
    const auto number = tokens.all.size() + 1;
    const auto notOne = [number](const QString &why) {
        return fail(u"seal.token"_s, Words::tr("Line %1 is not an id_token. %2").arg(number).arg(why), Words::tr("Give one whole id_token per line."));
    };
    const Secret token(line);
    const auto parts = jose::parseJws(line);
    if (!parts)
        return notOne(parts.error().what);
    claims::Expectations nothing;
    nothing.now = QDateTime::currentDateTimeUtc();
    const auto claims = claims::verifyIdToken(token, {}, nothing);
    if (!claims)
        return notOne(claims.error().what);
    if (const QString why = whyNoIdToken(*parts, *claims); !why.isEmpty())
        return notOne(why);
    if (const qsizetype same = tokens.all.indexOf(token); same >= 0)
        return fail(u"seal.token"_s, Words::tr("Line %1 is the same id_token as line %2.").arg(number).arg(same + 1), Words::tr("Give each id_token once."));
    const QString issuer = claims->issuer, audience = claims->audience;
    if (!tokens.all.isEmpty() && (issuer != tokens.issuer || audience != tokens.audience))
        return fail(u"seal.token"_s, Words::tr("The id_tokens are from different issuers or for different clients."), Words::tr("Make one package for each."));
    tokens.issuer = issuer;
    tokens.audience = audience;
    tokens.all.append(token);
    tokens.people.append({ claims->sub.toString(), claims->name });
    return {};
}

Result<Tokens> readTokens(const QStringList &files)
{
    Tokens tokens;
    for (const QString &file : files) {
        auto bytes = readInput(file, maxTokenInput);
        if (!bytes)
            return fail(bytes.error());
        Result<void> added;
        for (QByteArray &line : bytes->split('\n')) {
            line = line.trimmed();
            if (added && !line.isEmpty())
                added = addToken(tokens, line);
            wipe(line);
        }
        wipe(*bytes);
        if (!added)
            return fail(added.error());
    }
    if (tokens.all.isEmpty())
        return fail(u"seal.token"_s, Words::tr("There is no id_token in the input."), Words::tr("Give one whole id_token per line."));
    return tokens;
}

// A form only, so a word of warning: nobody but the registry knows which clients there are.
void warnOfClientId(const QString &clientId, const QString &environmentId)
{
    if (!clientId.isEmpty() && environmentId != "custom"_L1 && !orcid::isClientId(clientId))
        say("seal", Words::tr("Warning: “%1” is not a client ID as ORCID gives them (APP- and 16 capital letters or digits). Compare it with what ORCID sent.").arg(clientId.left(60)));
}

int makeKey(const QCommandLineParser &parser, const Options &options)
{
    const bool force = parser.isSet(options.force);
    const jose::Jwk key = jose::Jwk::generateEcP256();
    QList<std::pair<QString, QByteArray>> files;
    warnOfClientId(parser.value(options.clientId), parser.value(options.environment));
    if (parser.isSet(options.card)) {
        const auto card = handover::makeCard(parser.value(options.name), parser.value(options.clientId), parser.value(options.environment), key);
        if (!card)
            return cannot(card.error());
        files.append({ parser.value(options.card), *card + '\n' });
    }
    files.append({ parser.value(options.newKey), toPem(key) });
    const auto written = writeOutputs(files, force);
    wipe(files.last().second);
    if (!written)
        return cannot(written.error());
    QJsonObject report { { "key"_L1, parser.value(options.newKey) }, { "thumbprint"_L1, key.thumbprintText() }, { "public_jwk"_L1, key.toPublicJson() } };
    if (parser.isSet(options.card))
        report.insert("card"_L1, parser.value(options.card));
    printJson(report);
    return Done;
}

Result<handover::Sealed> sealed(const QCommandLineParser &parser, const Options &options, handover::Contents &contents, const jose::Jwk &key, QString &partnerName)
{
    const SystemClock clock;
    if (parser.isSet(options.passphrase)) {
        const auto passphrase = readPassphrase(parser.value(options.passphrase));
        if (!passphrase)
            return fail(passphrase.error());
        const auto strength = handover::judgePassphrase(passphrase->revealString());
        if (!strength.acceptable)
            return fail(u"seal.passphrase"_s, Words::tr("The passphrase is not good enough. %1").arg(strength.words), Words::tr("Take several random words."));
        if (strength.warns)
            say("seal", Words::tr("Warning: the passphrase could be guessed. %1.").arg(strength.words));
        return handover::sealWithPassphrase(contents, key, *passphrase, clock);
    }
    const auto card = readInput(parser.value(options.to), maxCardInput);
    auto partner = card ? handover::Partners::fromCard(*card, contents.environment.id) : Result<handover::Partner>(fail(card.error()));
    if (!partner)
        return fail(partner.error());
    partnerName = partner->name;
    contents.audienceClientId = partner->clientId.isEmpty() ? parser.value(options.toId) : partner->clientId;
    if (contents.audienceClientId.isEmpty())
        return fail(u"seal.recipient"_s, Words::tr("A bare key does not say which client it belongs to."), Words::tr("Add --to-id with the partner’s client id."));
    warnOfClientId(contents.audienceClientId, contents.environment.id);
    return handover::sealToKey(contents, key, partner->key, clock);
}

// One entry per researcher, as the window's ledger has it.
QList<handover::HandOverEntry> entriesOf(const handover::Sealed &package, const handover::Contents &contents, const Tokens &tokens, const QString &partnerName)
{
    QList<handover::HandOverEntry> entries;
    for (qsizetype at = 0; at < tokens.all.size(); ++at) {
        handover::HandOverEntry entry;
        entry.id = tokens.all.size() == 1 ? package.id : package.id + u'/' + tokens.people.at(at).orcid;
        entry.packageId = package.id;
        entry.environmentId = contents.environment.id;
        entry.when = package.sealedAt;
        entry.useBy = contents.useBy;
        entry.researcher = plain(tokens.people.at(at).name);
        entry.orcid = tokens.people.at(at).orcid;
        entry.clientId = contents.issuerClientId;
        entry.partnerName = plain(partnerName);
        entry.partnerClientId = contents.audienceClientId;
        entry.protection = package.protection;
        entry.scopes = contents.scopes;
        entry.purpose = contents.purpose;
        entry.tokenId = handover::Inbox::idOf(tokens.all.at(at));
        entries << entry;
    }
    return entries;
}

int sealTokens(const QCommandLineParser &parser, const Options &options, desk::Desk *profile)
{
    const auto tokens = readTokens(parser.positionalArguments().isEmpty() ? QStringList { u"-"_s } : parser.positionalArguments());
    if (!tokens)
        return complain("seal", tokens.error(), NotUnderstood);
    const QString clientId = parser.isSet(options.clientId) ? parser.value(options.clientId) : tokens->audience;
    if (clientId != tokens->audience)
        return cannot({ u"seal.client"_s, Words::tr("The id_token is for client %1, not for %2.").arg(tokens->audience, clientId), Words::tr("Only its own client can hand it over."), 0, 0, {} });
    const QString issuer = parser.isSet(options.issuer) ? parser.value(options.issuer) : tokens->issuer;
    const auto environment = environmentOf(parser.value(options.environment), issuer);
    if (!environment || environment->issuer != tokens->issuer)
        return cannot({ u"seal.environment"_s, Words::tr("The id_token is from %1, which is not the environment asked for.").arg(tokens->issuer), Words::tr("Environments never mix: leave --environment and --issuer out, or correct them."), 0, 0, {} });
    const auto key = readPrivateKey(parser.value(options.key));
    if (!key)
        return complain("seal", key.error(), NotUnderstood);
    handover::Contents contents;
    contents.environment = *environment;
    contents.issuerClientId = clientId;
    contents.senderName = parser.value(options.name).isEmpty() ? clientId : parser.value(options.name);
    contents.idTokens = tokens->all;
    contents.scopes = parser.values(options.scope);
    contents.purpose = parser.value(options.purpose);
    contents.receiptTo = parser.value(options.receiptTo);
    contents.useBy = QDateTime::currentDateTimeUtc().addDays(parser.value(options.days).toInt());
    QString partnerName;
    const auto package = sealed(parser, options, contents, *key, partnerName);
    if (!package)
        return complain("seal", package.error(), isInputProblem(package.error().code) ? NotUnderstood : NotDone);

    QJsonObject report { { "id"_L1, package->id }, { "protection"_L1, package->protection }, { "environment"_L1, environment->id }, { "issuer"_L1, environment->issuer },
        { "original_client"_L1, clientId }, { "researchers"_L1, tokens->all.size() }, { "use_by"_L1, contents.useBy.toString(Qt::ISODate) }, { "sender_thumbprint"_L1, key->thumbprintText() } };
    if (parser.isSet(options.print))
        report.insert("package"_L1, QString::fromLatin1(package->compact));
    if (parser.isSet(options.out) || !parser.isSet(options.print)) {
        const QString path = parser.isSet(options.out) ? parser.value(options.out) : package->fileName;
        if (const auto written = writeOutput(path, package->compact, parser.isSet(options.force)); !written)
            return cannot(written.error());
        report.insert("file"_L1, path);
    }
    if (profile) {
        if (const auto noted = profile->bookkeeper.packageSealed(entriesOf(*package, contents, *tokens, partnerName)); !noted)
            return cannot(noted.error());
        report.insert("noted"_L1, true);
    }
    printJson(report);
    return Done;
}

// What is wrong with the call itself; empty when nothing is.
QString callProblem(const QCommandLineParser &parser, const Options &options)
{
    for (const QString &argument : parser.positionalArguments()) {
        if (argument.count(u'.') == 2 && argument.startsWith("ey"_L1) && !QFileInfo::exists(argument))
            return Words::tr("An id_token does not belong on the command line, where every process can read it.");
    }
    if (const auto known = checkEnvironment(parser.value(options.environment)); !known)
        return known.error().what;
    if (parser.isSet(options.newKey)) {
        if (parser.isSet(options.profile))
            return Words::tr("A key pair in files is nothing for a profile: leave --profile out.");
        if (parser.isSet(options.card) && (parser.value(options.name).isEmpty() || parser.value(options.clientId).isEmpty() || parser.value(options.environment).isEmpty()))
            return Words::tr("A card needs --name, --client-id and --environment.");
        return {};
    }
    if (!parser.isSet(options.key))
        return Words::tr("--key names the private key that signs.");
    if (parser.isSet(options.to) == parser.isSet(options.passphrase))
        return Words::tr("Say either --to or --passphrase-file.");
    const bool tokensFromInput = parser.positionalArguments().isEmpty() || parser.positionalArguments().contains(u"-"_s);
    if (tokensFromInput && (parser.value(options.passphrase) == "-"_L1 || parser.value(options.key) == "-"_L1))
        return Words::tr("Standard input can give one thing only.");
    bool isNumber = false;
    const int days = parser.value(options.days).toInt(&isNumber);
    if (!isNumber || days < 1 || days > 366)
        return Words::tr("--days is a number from 1 to 366.");
    return {};
}

} // namespace

int runSeal(QCoreApplication &, const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Seals id_tokens, one per line of the files or of standard input, into a package for a partner."));
    const Options options;
    options.addTo(parser);
    parser.addPositionalArgument(u"ID_TOKEN_FILE"_s, Words::tr("Files with one id_token per line, or - for standard input."), u"[ID_TOKEN_FILE|-]…"_s);
    parser.addHelpOption();
    if (!parser.parse(arguments))
        return wrongCall(parser.errorText());
    if (asksForHelp(parser)) {
        printHelp(parser, u"seal"_s);
        return Done;
    }
    if (const QString problem = callProblem(parser, options); !problem.isEmpty())
        return wrongCall(problem);
    if (parser.isSet(options.newKey))
        return makeKey(parser, options);
    if (!parser.isSet(options.profile))
        return sealTokens(parser, options, nullptr);
    const auto profile = openProfile(parser.value(options.profile));
    return profile ? sealTokens(parser, options, profile->get()) : cannot(profile.error());
}

} // namespace baton::cli

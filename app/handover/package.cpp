#include "app/handover/package.h"

#include "app/base/base64url.h"
#include "app/base/random.h"
#include "app/base/text.h"
#include "app/handover/kinds.h"
#include "app/handover/payload.h"
#include "app/jose/jws.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

QString keyProtection(const QByteArray &thumbprint)
{
    return Words::tr("Key %1").arg(shortHex(thumbprint));
}

// Never from anything a sender wrote (S36); environment ids and our own random number only.
QString fileNameFor(const orcid::Environment &environment, const QDateTime &now, const QString &id)
{
    QString kind;
    for (const QChar c : environment.id) {
        if ((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9'))
            kind += c;
    }
    return u"handover-%1-%2-%3.baton"_s.arg(kind, now.toUTC().toString(u"yyyyMMdd-HHmm"_s), id.first(8));
}

struct Inner {
    Secret jws;
    QString id;
    QDateTime now;
};

Result<Inner> sealInner(const Contents &contents, const jose::Jwk &senderKey, const Clock &clock)
{
    if (senderKey.type() != jose::Jwk::Type::EcP256 || !senderKey.isPrivate())
        return fail(u"package.key"_s, Words::tr("There is no P-256 key of ours to sign the package with."), Words::tr("Make a new key under Clients and partners."));
    Inner inner { {}, randomUuid(), clock.now() };
    const auto payload = writePayload(contents, senderKey, inner.id, clock.secs());
    if (!payload)
        return fail(payload.error());
    QByteArray text = payload->reveal();
    auto jws = jose::signJws(text, senderKey, { { "typ"_L1, handoverType }, { "kid"_L1, senderKey.thumbprintText() } });
    wipe(text);
    if (!jws)
        return fail(u"package.key"_s, jws.error().what, jws.error().next);
    inner.jws = Secret::take(*jws);
    return inner;
}

const QJsonObject &outerHeader()
{
    static const QJsonObject header { { "typ"_L1, packageType }, { "cty"_L1, "JWT"_L1 } };
    return header;
}

Result<Sealed> finish(const Result<QByteArray> &compact, const Contents &contents, const Inner &inner, const QString &protection)
{
    if (!compact)
        return fail(u"package.key"_s, compact.error().what, compact.error().next);
    if (compact->size() > maxPackageBytes)
        return fail(u"package.too_large"_s, Words::tr("The package would be larger than 64 KiB."), Words::tr("Hand over fewer researchers at once."));
    return Sealed { *compact, inner.id, fileNameFor(contents.environment, inner.now, inner.id), protection, inner.now };
}

// Which of our errors an error of the JWE gate becomes.
Error envelopeError(const Error &gate)
{
    const QStringList notOurs { u"jwe.parts"_s, u"jwe.base64"_s }, unsupported { u"jwe.alg"_s, u"jwe.enc"_s };
    Error error = gate;
    if (notOurs.contains(gate.code)) {
        error.code = u"package.not_a_package"_s;
        error.what = Words::tr("This is not a whole Baton package. %1").arg(gate.what);
        error.next = Words::tr("Open the .baton file the partner sent, or paste its whole text.");
    } else if (unsupported.contains(gate.code)) {
        error.code = u"package.unsupported"_s;
        error.what = Words::tr("The package is encrypted in a way Baton does not accept. %1").arg(gate.what);
    } else {
        error.code = gate.code == "jwe.too_large"_L1 ? u"package.too_large"_s : u"package.header"_s;
        error.what = Words::tr("The package’s header is not as it must be. %1").arg(gate.what);
    }
    return error;
}

// A text that says what else it is, is called by its name.
Result<void> nothingElse(const QByteArray &text)
{
    const auto other = [](const QString &what, const QString &next) { return fail(u"package.not_a_package"_s, what, next); };
    switch (kindOf(text)) {
    case Kind::Card:
        return other(Words::tr("This is a card, not a package."), Words::tr("A card is imported under Clients and partners. Open the .baton file the partner sent."));
    case Kind::Key:
        return other(Words::tr("This is a key, not a package."), Words::tr("A partner’s key is imported under Clients and partners. Open the .baton file the partner sent."));
    case Kind::Receipt:
        return other(Words::tr("This is a receipt or a recall notice, not a package."), Words::tr("Import it on the Ledger page."));
    case Kind::IdToken:
        return other(Words::tr("This is a signed token that nothing protects, not a package."), Words::tr("An id_token is as good as a password: ask the sender to seal it, and delete this copy."));
    case Kind::Json:
        return other(Words::tr("This is JSON, not a package."), Words::tr("Open the .baton file the partner sent."));
    case Kind::Unknown:
        break;
    }
    return {};
}

// After decryption: the inner signature, by the key the package itself names; whose key that is, judge() tells.
Result<Opened> openInner(const Secret &text, const QString &protection, bool audienceRequired)
{
    const auto parts = jose::parseJws(text.view());
    if (!parts || parts->typ() != handoverType || parts->header.contains("cty"_L1))
        return fail(u"package.inner"_s, Words::tr("The package opened, but there is no signed hand-over inside. %1").arg(parts ? QString() : parts.error().what),
            Words::tr("Ask the sender to make the package again."));
    auto opened = readPayload(parts->payload);
    if (!opened)
        return opened;
    if (audienceRequired && opened->audienceClientId.isEmpty())
        return fail(u"package.payload"_s, Words::tr("The package opened, but it does not say which client it is for."), Words::tr("Ask the sender to make the package again."));
    if (parts->kid() != opened->senderKey.thumbprintText() || !jose::verifyJws(*parts, opened->senderKey, u"ES256"_s))
        return fail(u"package.signature"_s, Words::tr("The hand-over inside was not signed by the key it names, or it was changed."),
            Words::tr("Do not use it. Ask the sender to make the package again."));
    opened->protection = protection;
    return opened;
}

// The same whatever went wrong inside (S28). With a key its thumbprint has been compared before.
Failure notDecrypted(bool passphrase)
{
    if (passphrase)
        return fail(u"package.decrypt"_s, Words::tr("The passphrase does not open the package: it is another one, or the package was changed on its way."),
            Words::tr("Compare the passphrase word by word with the sender. If it is right, ask for the package again."));
    return fail(u"package.decrypt"_s, Words::tr("The package is sealed to your key, but it does not open: it was changed or damaged on its way."),
        Words::tr("Do not use it. Ask the sender to send it again, as a file rather than as text if it was pasted."));
}

} // namespace

Result<Sealed> sealToKey(const Contents &contents, const jose::Jwk &senderKey, const jose::Jwk &recipient, const Clock &clock)
{
    if (recipient.isNull() || contents.audienceClientId.isEmpty())
        return fail(u"package.key"_s, Words::tr("There is no partner to seal the package for."), Words::tr("Choose a partner, or protect it with a passphrase."));
    const auto inner = sealInner(contents, senderKey, clock);
    if (!inner)
        return fail(inner.error());
    return finish(jose::encryptJwe(inner->jws, recipient, outerHeader()), contents, *inner, keyProtection(recipient.thumbprint()));
}

Result<Sealed> sealWithPassphrase(const Contents &contents, const jose::Jwk &senderKey, const Secret &passphrase, const Clock &clock, int iterations)
{
    const auto inner = sealInner(contents, senderKey, clock);
    if (!inner)
        return fail(inner.error());
    const Secret normalized = jose::normalizedPassphrase(passphrase.revealString());
    return finish(jose::encryptJwe(inner->jws, normalized, outerHeader(), iterations), contents, *inner, Words::tr("Passphrase"));
}

Result<Envelope> readEnvelope(const QByteArray &text)
{
    const QByteArray compact = text.trimmed();
    if (compact.isEmpty())
        return fail(u"package.empty"_s, Words::tr("There is nothing in it."), Words::tr("Open or paste a whole package."));
    if (compact.size() > maxPackageBytes)
        return fail(u"package.too_large"_s, Words::tr("It is larger than 64 KiB, so it is not a Baton package."), Words::tr("Open the .baton file the partner sent."));
    auto parts = jose::parseJwe(compact, maxPackageBytes);
    if (!parts) {
        const auto nothing = nothingElse(compact);
        return fail(nothing ? envelopeError(parts.error()) : nothing.error());
    }
    if (parts->typ() != packageType || parts->header.value("cty"_L1).toString() != "JWT"_L1)
        return fail(u"package.not_a_package"_s, Words::tr("This is encrypted, but it is not a Baton package."), Words::tr("Open the .baton file the partner sent."));
    Envelope envelope { *parts, compact, parts->alg == jose::KeyAlg::Pbes2Hs512A256Kw, parts->kid() };
    const auto thumbprint = fromBase64Url(parts->kid().toLatin1());
    const bool named = thumbprint && thumbprint->size() == 32;
    if (envelope.needsPassphrase ? !parts->kid().isEmpty() : !named)
        return fail(u"package.header"_s, Words::tr("The package does not say rightly whose key opens it."), Words::tr("Ask the sender to make the package again."));
    return envelope;
}

Error wrongRecipient(const Envelope &envelope, const QList<QPair<QString, QByteArray>> &ours)
{
    const QByteArray theirs = fromBase64Url(envelope.recipientThumbprint.toLatin1()).value_or(QByteArray());
    QStringList have;
    for (const auto &[clientId, thumbprint] : ours)
        have.append(Words::tr("%1 (%2)").arg(shortHex(thumbprint), clientId));
    const QString what = have.isEmpty() ? Words::tr("The package is sealed to key %1, and there is no key here yet.").arg(shortHex(theirs))
                                        : Words::tr("The package is sealed to key %1. The keys here are %2.").arg(shortHex(theirs), have.join(u", "_s));
    return { u"package.wrong_recipient"_s, what, Words::tr("Share your card with the sender and ask for a package sealed to it."), 0, 0, {} };
}

Result<Opened> openWithKey(const Envelope &envelope, const jose::Jwk &privateKey)
{
    if (privateKey.isNull() || privateKey.thumbprintText() != envelope.recipientThumbprint)
        return fail(wrongRecipient(envelope, privateKey.isNull() ? QList<QPair<QString, QByteArray>>() : QList<QPair<QString, QByteArray>> { { Words::tr("the one tried"), privateKey.thumbprint() } }));
    const auto text = jose::decryptJwe(envelope.parts, privateKey);
    if (!text)
        return notDecrypted(false);
    return openInner(*text, keyProtection(privateKey.thumbprint()), true);
}

Result<Opened> openWithPassphrase(const Envelope &envelope, const Secret &passphrase)
{
    const auto text = jose::decryptJwe(envelope.parts, jose::normalizedPassphrase(passphrase.revealString()));
    if (!text)
        return notDecrypted(true);
    return openInner(*text, Words::tr("Passphrase"), false);
}

} // namespace baton::handover

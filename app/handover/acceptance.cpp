#include "app/handover/inbox.h"

#include "app/base/base64url.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

using State = PackageCheck::State;
constexpr qint64 clockTolerance = 600; ///< seconds

// lupdate finds the context by this name.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Package)
};

PackageCheck checkEncrypted(const Opened &opened, const QStringList &ourClientIds)
{
    const QString id = u"encrypted"_s;
    if (!opened.audienceClientId.isEmpty() && !ourClientIds.contains(opened.audienceClientId))
        return packageCheck(id, State::Failed, Words::tr("It is meant for client %1, which is not one of yours").arg(plain(opened.audienceClientId)));
    if (opened.audienceClientId.isEmpty())
        return packageCheck(id, State::Passed, Words::tr("With the passphrase; whoever has it can open this too"));
    return packageCheck(id, State::Passed, Words::tr("Your key %1").arg(opened.protection.section(u' ', 1)));
}

// S30, S35: a name counts only when a key that was compared signed it.
PackageCheck checkSigned(const Opened &opened, const std::optional<Partner> &partner, bool &confirmed)
{
    const QString id = u"signed"_s, key = shortHex(opened.senderKey.thumbprint());
    confirmed = false;
    if (!partner)
        return packageCheck(id, State::Warning, Words::tr("Key %1, not known here. The name is the sender’s own claim").arg(key), opened.senderName);
    if (partner->trust == Partner::Trust::Blocked)
        return packageCheck(id, State::Failed, Words::tr("You blocked this partner"), partner->name);
    // The time of sealing is the sender's own word, so this is never more than a warning.
    if (const QDateTime until = partner->hadKeyUntil(opened.senderKey.thumbprint()); until.isValid() && opened.sealedAt < until && partner->trust == Partner::Trust::Confirmed)
        return packageCheck(id, State::Warning, Words::tr("Key %1, theirs until %2. Ask the sender whether they sealed it").arg(key, shortTime(until)), partner->name);
    if (partner->thumbprint() != opened.senderKey.thumbprint())
        return packageCheck(id, State::Failed, Words::tr("Stopped: key changed. You know key %1, this is %2").arg(shortHex(partner->thumbprint()), key), partner->name);
    if (partner->trust == Partner::Trust::KeyChanged)
        return packageCheck(id, State::Failed, Words::tr("Stopped: key changed. Look at both keys first"), partner->name);
    if (partner->trust == Partner::Trust::Unconfirmed)
        return packageCheck(id, State::Warning, Words::tr("Key %1, not confirmed yet. Compare the words with the sender").arg(key), partner->name);
    confirmed = true;
    const QString day = QLocale::c().toString(partner->confirmedAt.toLocalTime(), u"d MMM yyyy"_s);
    return packageCheck(id, State::Passed, partner->confirmedAt.isValid() ? Words::tr("Key %1, confirmed %2").arg(key, day) : Words::tr("Key %1, confirmed").arg(key), partner->name);
}

PackageCheck checkFresh(const Opened &opened, const Clock &clock, bool openedBefore)
{
    const QString id = u"fresh"_s;
    if (openedBefore)
        return packageCheck(id, State::Failed, Words::tr("Already imported; nothing was changed"));
    if (opened.useBy <= clock.now())
        return packageCheck(id, State::Failed, Words::tr("Closed since %1. That says nothing about the id_token").arg(shortTime(opened.useBy)));
    if (clock.now().secsTo(opened.sealedAt) > clockTolerance)
        return packageCheck(id, State::Failed, Words::tr("Sealed in the future, %1; compare your clock with the sender’s").arg(shortTime(opened.sealedAt)));
    return packageCheck(id, State::Passed, {});
}

} // namespace

PackageCheck packageCheck(const QString &id, PackageCheck::State state, const QString &words, const QString &sender)
{
    const QHash<QString, QString> names { { u"environment"_s, Words::tr("Made for this environment") }, { u"encrypted"_s, Words::tr("Encrypted to you") },
        { u"signed"_s, Words::tr("Signed by %1").arg(plain(sender)) }, { u"fresh"_s, Words::tr("Not expired or opened before") },
        { u"id_token"_s, Words::tr("id_token signature and issuer") }, { u"audience"_s, Words::tr("Audience is the sender’s client") },
        { u"subject"_s, Words::tr("iD checksum and times") } };
    return { id, names.value(id), state, words };
}

QString nextStep(const QList<PackageCheck> &checks)
{
    const auto failed = std::find_if(checks.begin(), checks.end(), [](const PackageCheck &check) { return check.state == State::Failed; });
    const QString id = failed == checks.end() ? QString() : failed->id;
    const QHash<QString, QString> steps {
        { u"environment"_s, Words::tr("Switch to that environment and open the package again.") },
        { u"encrypted"_s, Words::tr("Add that client under Clients and partners if it is yours, or ask the sender to make the package for one of your clients.") },
        { u"signed"_s, Words::tr("Look at this partner under Clients and partners, compare the words on the phone, and open the package again.") },
        { u"fresh"_s, Words::tr("Ask the sender to seal it again. The id_token inside may still be exchanged, so treat the file as if it were open.") },
        { u"id_token"_s, Words::tr("Do not use it. Ask the sender whether the researcher signed in at this registry, and for a new package.") },
        { u"audience"_s, Words::tr("The id_token was made for another client than the sender’s. Ask the sender which client the researcher signed in for.") },
        { u"subject"_s, Words::tr("Ask the sender to have the researcher sign in again.") } };
    return steps.value(id, Words::tr("Ask the sender for a new one; nothing of this one was kept."));
}

QString whyStopped(const Delivery &delivery, const std::optional<Partner> &sender)
{
    if (!sender || delivery.state == Delivery::State::Refused)
        return {};
    const QString name = plain(sender->name);
    if (sender->trust == Partner::Trust::Blocked)
        return Words::tr("You blocked %1.").arg(name);
    if (sender->trust == Partner::Trust::KeyChanged)
        return Words::tr("The key of %1 changed. Look at both keys under Clients and partners first.").arg(name);
    const QByteArray signedBy = fromBase64Url(delivery.senderThumbprint.toLatin1()).value_or(QByteArray());
    if (signedBy.isEmpty() || signedBy == sender->thumbprint())
        return {};
    if (const QDateTime until = sender->hadKeyUntil(signedBy); until.isValid() && delivery.sealedAt < until)
        return {};
    return Words::tr("It was signed with key %1, and the key of %2 is %3. Ask them to seal it again.").arg(shortHex(signedBy), name, shortHex(sender->thumbprint()));
}

QList<PackageCheck> checksNow(const Delivery &delivery)
{
    QList<PackageCheck> checks = delivery.checks;
    if (delivery.stopped.isEmpty())
        return checks;
    const auto signature = std::find_if(checks.begin(), checks.end(), [](const PackageCheck &check) { return check.id == "signed"_L1; });
    if (signature == checks.end())
        checks.append(packageCheck(u"signed"_s, State::Failed, delivery.stopped, delivery.senderName));
    else
        *signature = { signature->id, signature->name, State::Failed, delivery.stopped };
    return checks;
}

bool Acceptance::acceptable() const
{
    return std::none_of(checks.begin(), checks.end(), [](const PackageCheck &check) { return check.state == State::Failed; });
}

Acceptance judge(const Opened &opened, const orcid::Environment &environment, const QStringList &ourClientIds, const std::optional<Partner> &partner,
    const Clock &clock, bool openedBefore)
{
    Acceptance acceptance;
    // S33: shown only when it is wrong, and then first.
    if (opened.environmentId != environment.id || opened.environmentIssuer != environment.issuer)
        acceptance.checks.append(packageCheck(u"environment"_s, State::Failed,
            Words::tr("It is for %1 (%2). Change to that environment to open it").arg(opened.environmentId, plain(opened.environmentIssuer))));
    acceptance.checks.append(checkEncrypted(opened, ourClientIds));
    acceptance.checks.append(checkSigned(opened, partner, acceptance.senderConfirmed));
    acceptance.checks.append(checkFresh(opened, clock, openedBefore));
    return acceptance;
}

} // namespace baton::handover

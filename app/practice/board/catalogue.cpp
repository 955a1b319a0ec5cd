#include "app/practice/board/catalogue.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PracticeFaults)
};

constexpr std::chrono::seconds tokenHour { 3601 };

FaultSetting setting(const char *key, const QString &label, const QList<FaultChoice> &choices, const QString &value = {})
{
    const QString first = choices.isEmpty() ? QString() : choices.first().value;
    return { QString::fromLatin1(key), label, choices, value.isEmpty() ? first : value };
}

FaultChoice choice(const char *value, const QString &label)
{
    return { QString::fromLatin1(value), label };
}

FaultSetting share(const char *value)
{
    QList<FaultChoice> choices;
    for (const int percent : { 1, 5, 10, 30, 50, 100 })
        choices.append({ QString::number(percent), Words::tr("%1 %").arg(percent) });
    return setting("share", Words::tr("Share of requests"), choices, QString::fromLatin1(value));
}

QList<Fault> delegation(const FaultPeople &people)
{
    const QString group = Words::tr("Delegation");
    QList<FaultChoice> records { choice("all", Words::tr("every researcher")) };
    records += people.records;
    return {
        { faultname::notEnabled, group, Words::tr("Client not enabled for delegation"),
          Words::tr("Exchange answers 400 invalid_request, as ORCID does to most clients."),
          { setting("client", Words::tr("Client"), people.clients, people.client) } },
        { faultname::revoked, group, Words::tr("Permission revoked"),
          Words::tr("By the researcher: a delete-only token. By client or staff: 401 invalid_scope. Switched off, the permission counts "
                    "again; at ORCID she would have to give it anew."),
          { setting("who", Words::tr("Revoked"), { choice("user", Words::tr("by the researcher")), choice("client", Words::tr("by the client")),
                                                  choice("staff", Words::tr("by staff")) }),
            setting("record", Words::tr("Researcher"), records) } },
        { faultname::allowList, group, Words::tr("Not on the allow-list"),
          Words::tr("The original client names others; exchange answers 400 invalid_request, as ORCID does to a client that is not among them."), {} },
    };
}

QList<Fault> record(const FaultPeople &people)
{
    const QString group = Words::tr("Record");
    return {
        { faultname::recordClosed, group, Words::tr("Record locked or deactivated"),
          Words::tr("Reading and writing answer 409, error 9018 or 9044; deactivating ends all permissions too, which at ORCID stay ended afterwards."),
          { setting("state", Words::tr("State"), { choice("locked", Words::tr("locked")), choice("deactivated", Words::tr("deactivated")) }),
            setting("record", Words::tr("Researcher"), people.records) } },
        { faultname::duplicate, group, Words::tr("Duplicate"),
          Words::tr("The next new item answers 409, error 9021, with the other’s put-code."), {} },
        { faultname::putCodeGone, group, Words::tr("Put-code gone"),
          Words::tr("The next change or deletion answers 404, error 9016; the item itself stays."), {} },
    };
}

QList<Fault> tokensAndKeys()
{
    const QString group = Words::tr("Tokens and keys");
    return {
        { faultname::keyRotated, group, Words::tr("Signing key rotated"),
          Words::tr("id_tokens from before are refused at exchange: 400, Invalid id token signature. Switched off, the former key is back, "
                    "which ORCID would not do."), {} },
        { faultname::clock, group, Words::tr("Clock moved"),
          Words::tr("Token hour over: a delegated token answers 401 invalid_token, as at ORCID after its hour, and has to be exchanged anew. Ahead or "
                    "back: ORCID’s clock goes right, so it is the client’s that differs; it must say so of an id_token from another time."),
          { setting("how", Words::tr("Clock"), { choice("token-hour", Words::tr("token hour over")), choice("ahead", Words::tr("ahead")),
                                                choice("back", Words::tr("back")) }) } },
        { faultname::wrongIdToken, group, Words::tr("Wrong id_token"),
          Words::tr("The next sign-in gets an id_token with one flaw. ORCID never sends one; whoever stands between might, and a client must refuse it "
                    "and name the flaw."),
          { setting("flaw", Words::tr("Flaw"),
                    { choice("iss", Words::tr("wrong issuer")), choice("aud", Words::tr("wrong audience")), choice("nonce", Words::tr("wrong nonce")),
                      choice("at_hash", Words::tr("wrong at_hash")), choice("signature", Words::tr("wrong signature")),
                      choice("alg-none", Words::tr("alg none")), choice("kid", Words::tr("unknown key")), choice("expired", Words::tr("expired")),
                      choice("future", Words::tr("issued in the future")) },
                    QStringLiteral("aud")) } },
        { faultname::jwksUnreachable, group, Words::tr("Public keys unreachable"),
          Words::tr("The JWKS address closes the connection. ORCID would not; a network does, and a client must not take an id_token unchecked."), {} },
    };
}

QList<Fault> network()
{
    const QString group = Words::tr("Network");
    return {
        { faultname::slow, group, Words::tr("Slow answers"),
          Words::tr("Every answer waits this long, as ORCID’s do under load; what was asked is done at once, so a client that gives up must look "
                    "before it asks again."),
          { setting("delay", Words::tr("Delay"),
                    { choice("500ms", Words::tr("0.5 s")), choice("1s", Words::tr("1 s")), choice("3s", Words::tr("3 s")), choice("10s", Words::tr("10 s")),
                      choice("30s", Words::tr("30 s")), choice("60s", Words::tr("60 s")) },
                    QStringLiteral("3s")) } },
        { faultname::unavailable, group, Words::tr("503 or 429"),
          Words::tr("Some requests get a proxy’s page, before or after the change is stored. ORCID answers 503 above its rate and 429 above a day’s "
                    "share, without Retry-After; a client waits and looks first."),
          { share("30"),
            setting("when", Words::tr("When"), { choice("before", Words::tr("before storing")), choice("after", Words::tr("after storing")),
                                                choice("either", Words::tr("before or after, by chance")) },
                    QStringLiteral("after")),
            setting("status", Words::tr("Status"), { choice("503", Words::tr("503")), choice("429", Words::tr("429")) }),
            setting("retry", Words::tr("Retry-After"), { choice("none", Words::tr("no Retry-After")), choice("seconds", Words::tr("Retry-After: 2")),
                                                        choice("date", Words::tr("Retry-After as a date")) }) } },
        { faultname::dropped, group, Words::tr("Dropped connections"),
          Words::tr("The connection closes instead of the whole answer; only “before storing” leaves everything as it was. A network does this, ORCID "
                    "does not; a client must look before it asks again."),
          { share("5"),
            setting("when", Words::tr("When"), { choice("unread", Words::tr("before storing")), choice("before", Words::tr("before the answer")),
                                                choice("halfway", Words::tr("halfway through the answer")) },
                    QStringLiteral("halfway")) } },
        { faultname::spoilt, group, Words::tr("Spoilt answers"),
          Words::tr("Cut short, wrong content type, HTML instead of JSON, or a proxy’s 502; what was asked is done all the same. ORCID itself sends none "
                    "of these, a proxy before it may; a client must not take them for an answer."),
          { setting("kind", Words::tr("Kind"), { choice("cut", Words::tr("cut short")), choice("type", Words::tr("wrong content type")),
                                                choice("html", Words::tr("HTML instead of JSON")), choice("proxy", Words::tr("a proxy’s 502")) }) } },
    };
}

} // namespace

std::chrono::milliseconds clockfault::offsetOf(const QString &how)
{
    using namespace std::chrono_literals;
    return how == u"ahead" ? 24h : how == u"back" ? -24h : tokenHour;
}

/// The token hour is over from its last second until two are.
QString clockfault::nameOf(std::chrono::milliseconds offset)
{
    using namespace std::chrono_literals;
    if (offset < 0ms)
        return QStringLiteral("back");
    return offset >= 1h && offset < 2h ? QStringLiteral("token-hour") : QStringLiteral("ahead");
}

QList<Fault> faultCatalogue(const FaultPeople &people)
{
    return delegation(people) + record(people) + tokensAndKeys() + network();
}

bool namesSomebody(const QString &settingKey)
{
    return settingKey == u"client" || settingKey == u"record";
}

} // namespace baton::practice

#include "ui/signin/endings.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Known {
    const char *code;
    const char *heading;
    const char *icon;
    Tone tone;
    int step;
};

// In the order an attempt can meet them.
constexpr Known known[] {
    { "signin.discovery", QT_TRANSLATE_NOOP("SignIn", "The registry could not be asked"), "unplugged", Tone::Err, 0 },
    { "signin.port_busy", QT_TRANSLATE_NOOP("SignIn", "The callback port is in use"), "warn", Tone::Err, 1 },
    { "browser.command", QT_TRANSLATE_NOOP("SignIn", "The browser command does not work"), "warn", Tone::Err, 1 },
    { "browser.start", QT_TRANSLATE_NOOP("SignIn", "The browser did not start"), "warn", Tone::Err, 1 },
    { "signin.denied", QT_TRANSLATE_NOOP("SignIn", "The researcher said no. Nothing was received."), "xcircle", Tone::Warn, 2 },
    { "signin.refused", QT_TRANSLATE_NOOP("SignIn", "The registry refused the request"), "xcircle", Tone::Err, 2 },
    { "signin.timeout", QT_TRANSLATE_NOOP("SignIn", "Timed out. Nobody answered."), "clock", Tone::Warn, 2 },
    { "signin.cancelled", QT_TRANSLATE_NOOP("SignIn", "Cancelled. Nothing was received."), "info", Tone::Neutral, 2 },
    { "signin.state_mismatch", QT_TRANSLATE_NOOP("SignIn", "The answer belongs to another sign-in and was refused"), "shieldoff", Tone::Err, 3 },
    { "signin.issuer_mismatch", QT_TRANSLATE_NOOP("SignIn", "The answer came from another registry and was refused"), "shieldoff", Tone::Err, 3 },
    { "signin.token_refused", QT_TRANSLATE_NOOP("SignIn", "The registry refused the code"), "xcircle", Tone::Err, 4 },
    { "signin.token_unreachable", QT_TRANSLATE_NOOP("SignIn", "The registry did not answer when asked for the tokens"), "unplugged", Tone::Err, 4 },
    { "signin.token_incomplete", QT_TRANSLATE_NOOP("SignIn", "The answer had no id_token"), "xcircle", Tone::Err, 4 },
};

// The second step invites the researcher; once it has failed there is nobody to invite.
QString stepWordsOf(const QString &code)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("SignIn", text); };
    if (code == u"signin.denied"_s)
        return tr(QT_TRANSLATE_NOOP("SignIn", "They did not allow it"));
    if (code == u"signin.refused"_s)
        return tr(QT_TRANSLATE_NOOP("SignIn", "They were not asked, or their answer did not count"));
    if (code == u"signin.timeout"_s)
        return tr(QT_TRANSLATE_NOOP("SignIn", "No answer came in time"));
    if (code == u"signin.cancelled"_s)
        return tr(QT_TRANSLATE_NOOP("SignIn", "You cancelled before an answer came"));
    return {};
}

} // namespace

Ending endingOf(const Error &error)
{
    Ending ending;
    ending.heading = QCoreApplication::translate("SignIn", "The sign-in did not work");
    ending.icon = u"xcircle"_s;
    for (const Known &entry : known) {
        if (error.code != QLatin1StringView(entry.code))
            continue;
        ending.heading = QCoreApplication::translate("SignIn", entry.heading);
        ending.icon = QString::fromLatin1(entry.icon);
        ending.tone = entry.tone;
        ending.step = entry.step;
        break;
    }
    ending.stepWords = stepWordsOf(error.code);
    QStringList words;
    // The heading of a denial already says what happened.
    if (error.code != u"signin.denied"_s && error.code != u"signin.cancelled"_s && !error.what.isEmpty())
        words << plain(error.what);
    if (!error.next.isEmpty())
        words << plain(error.next);
    ending.words = words.join(u' ');
    return ending;
}

} // namespace baton::ui

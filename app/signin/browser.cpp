#include "app/signin/browser.h"

#include "app/signin/words.h"

#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

#include <optional>

namespace baton::signin {

namespace {

Failure commandError(const QString &what)
{
    return fail(QStringLiteral("browser.command"), what,
        Words::tr("Correct the browser command in Preferences, or copy the sign-in link into a browser yourself."));
}

// Words in single or double quotes keep their spaces; nothing else is special, for there is no shell.
std::optional<QStringList> splitWords(const QString &command)
{
    QStringList words;
    QString word;
    QChar quote;
    bool inWord = false;
    for (const QChar c : command) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words << word;
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (!quote.isNull())
        return std::nullopt;
    if (inWord)
        words << word;
    return words;
}

// %u is ours, %s what $BROWSER has by custom; %% is a percent sign.
QString withAddress(const QString &word, const QString &address, bool &placed)
{
    QString out;
    for (qsizetype i = 0; i < word.size(); ++i) {
        const QChar next = i + 1 < word.size() ? word.at(i + 1) : QChar();
        if (word.at(i) != u'%' || (next != u'u' && next != u's' && next != u'%')) {
            out += word.at(i);
            continue;
        }
        placed = placed || next != u'%';
        out += next == u'%' ? QStringLiteral("%") : address;
        ++i;
    }
    return out;
}

Result<BrowserCommand> parsed(const QString &command, const QString &address)
{
    const auto words = splitWords(command);
    if (!words)
        return commandError(Words::tr("A quotation mark in the browser command is not closed: %1").arg(command));
    if (words->isEmpty() || words->first().isEmpty())
        return commandError(Words::tr("The browser command is empty."));
    const QString program = QStandardPaths::findExecutable(words->first());
    if (program.isEmpty())
        return commandError(Words::tr("The program “%1” of the browser command was not found.").arg(words->first()));
    BrowserCommand result { program, {} };
    bool placed = false;
    for (const QString &word : words->mid(1))
        result.arguments << withAddress(word, address, placed);
    if (!placed)
        result.arguments << address;
    return result;
}

// By custom $BROWSER may list several commands with colons between; the first that exists counts.
Result<BrowserCommand> fromVariable(const QString &variable, const QString &address)
{
    const auto whole = parsed(variable, address);
#ifndef Q_OS_WIN
    if (!whole) {
        for (const QString &one : variable.split(u':', Qt::SkipEmptyParts)) {
            if (auto command = parsed(one, address))
                return command;
        }
    }
#endif
    if (whole)
        return whole;
    return commandError(Words::tr("The environment variable BROWSER cannot be used. %1").arg(whole.error().what));
}

} // namespace

Result<BrowserCommand> browserCommand(const BrowserChoice &choice, const QUrl &link, const QString &browserVariable)
{
    const bool web = link.scheme() == QLatin1String("https") || link.scheme() == QLatin1String("http");
    if (!link.isValid() || !web || link.host().isEmpty() || !link.userInfo().isEmpty())
        return commandError(Words::tr("The address is no web address."));
    const QString address = QString::fromLatin1(link.toEncoded());
    if (choice.kind == BrowserChoice::Kind::Command)
        return parsed(choice.command, address);
    if (!browserVariable.trimmed().isEmpty())
        return fromVariable(browserVariable, address);
    return BrowserCommand {};
}

Result<void> startBrowser(const BrowserCommand &command)
{
    QProcess process;
    process.setProgram(command.program);
    process.setArguments(command.arguments);
    // What a browser prints is not for our standard output, which may carry JSON.
    process.setStandardInputFile(QProcess::nullDevice());
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    if (command.program.isEmpty() || !process.startDetached())
        return fail(QStringLiteral("browser.start"), Words::tr("The browser “%1” could not be started.").arg(command.program),
            Words::tr("Choose another browser in Preferences, or copy the sign-in link into a browser yourself."));
    return {};
}

} // namespace baton::signin

#include "app/cli/usage.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

namespace baton::cli {

bool asksForHelp(const QCommandLineParser &parser)
{
    return parser.isSet(QStringLiteral("help")) || parser.isSet(QStringLiteral("help-all"));
}

QString helpText(const QCommandLineParser &parser, const QString &verb)
{
    QString text = parser.helpText();
    const QString program = QCoreApplication::arguments().constFirst();
    const qsizetype at = text.indexOf(program);
    if (!verb.isEmpty() && at >= 0)
        text.insert(at + program.size(), u' ' + verb);
    return text;
}

void printHelp(const QCommandLineParser &parser, const QString &verb)
{
    std::fputs(qPrintable(helpText(parser, verb)), stdout);
}

} // namespace baton::cli

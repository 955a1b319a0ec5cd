#pragma once

#include <QtCore/QCommandLineParser>

namespace baton::cli {

/// Whether --help (or Qt's --help-all) was given; the parser needs its help option.
bool asksForHelp(const QCommandLineParser &parser);
/// The help of a verb, whose usage line may be copied as it stands; the parser alone knows the program's name only. "" = no verb.
QString helpText(const QCommandLineParser &parser, const QString &verb);
/// So on standard output.
void printHelp(const QCommandLineParser &parser, const QString &verb);

} // namespace baton::cli

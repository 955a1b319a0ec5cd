// memory_search PID: looks through a process for the secrets in the JSON object {name: text} on standard input. Prints what it
// found, a line each, and exits 1; 0 when there was nothing, 2 when it could not look.
#include "tests/journeys/support/memorysearch.h"

#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cstdio>

int main(int argc, char **argv)
{
    QFile input;
    if (argc != 2 || !input.open(stdin, QIODevice::ReadOnly))
        return 2;
    QList<baton::test::Canary> canaries;
    const QJsonObject named = QJsonDocument::fromJson(input.readAll()).object();
    for (auto one = named.begin(); one != named.end(); ++one)
        canaries << baton::test::Canary { one.key(), baton::Secret::fromString(one.value().toString()) };
    const auto found = baton::test::searchMemory(QByteArray(argv[1]).toLongLong(), canaries);
    if (!found.problem.isEmpty() || canaries.isEmpty() || found.bytes < 1'000'000) {
        std::fprintf(stderr, "memory_search: %s\n", qPrintable(found.problem));
        return 2;
    }
    for (const QString &sighting : found.sightings)
        std::printf("%s\n", qPrintable(sighting));
    return found.sightings.isEmpty() ? 0 : 1;
}

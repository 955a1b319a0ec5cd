#pragma once

#include "tests/journeys/support/canary.h"

namespace baton::test {

/// What a running process keeps in memory, seen from outside. Linux only: /proc/PID/maps and /proc/PID/mem.
struct MemorySearch {
    QStringList sightings;  ///< "id_token as UTF-16LE at 0x55d0c0a3f2e0, 0x1f2e0 into [heap]"
    qint64 bytes = 0;       ///< looked at
    QString problem;        ///< why nothing could be looked at
};

/// Every mapping that can be written: heap, stacks, data, what was mapped without a file. The first 16 bytes of a longer secret
/// need not be there: what the heap takes back begins with notes of its own.
MemorySearch searchMemory(qint64 pid, const QList<Canary> &canaries);

} // namespace baton::test

#include "app/practice/state/statefile.h"
#include "tests/fuzz/input.h"

using namespace baton;

/// A state file is refused, or it comes back the same: what was written from it reads and writes to the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ManualClock clock { QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC) };
    const auto content = practice::state::read(fuzz::view(data, size).toByteArray(), clock, {}, {});
    if (!content) {
        if (content.error().code != QLatin1String("practice.state") || content.error().what.isEmpty())
            std::abort();
        return 0;
    }
    const QByteArray first = practice::state::write((*content)->accounts, (*content)->records, {}, (*content)->aheadMs);
    const auto again = practice::state::read(first, clock, {}, {});
    if (!again || practice::state::write((*again)->accounts, (*again)->records, {}, (*again)->aheadMs) != first)
        std::abort();
    return 0;
}

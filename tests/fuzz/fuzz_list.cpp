#include "app/base/strictjson.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/listreader.h"
#include "tests/fuzz/input.h"

#include <algorithm>

using namespace baton;

namespace {

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QList<qint64> putCodes(const QList<record::Item> &items)
{
    QList<qint64> codes;
    for (const record::Item &item : items)
        codes += item.putCode;
    std::sort(codes.begin(), codes.end());
    return codes;
}

} // namespace

/// A list read in pieces is the list read whole: the first line names the section and, as its last character, the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto [name, body] = fuzz::lineAndRest(fuzz::view(data, size));
    const orcid::Section *known = name.isEmpty() ? nullptr : orcid::findSection(QString::fromLatin1(name.chopped(1)));
    if (!known)
        return 0;
    const qsizetype piece = 1 + uchar(name.back()) % 64;
    record::ListReader reader(known->key);
    QList<record::Item> early;
    for (qsizetype at = 0; at < body.size(); at += piece)
        early += reader.feed(body.sliced(at, std::min(piece, body.size() - at)));
    const auto inPieces = reader.finish();
    const auto object = parseJsonObject(body);
    if (inPieces.has_value() != object.has_value())
        std::abort();
    if (!inPieces)
        return 0;
    const record::SectionContent whole = record::sectionFromJson(known->key, *object);
    if (putCodes(inPieces->items) != putCodes(whole.items) || sorted(inPieces->leftOut) != sorted(whole.leftOut))
        std::abort();
    if (early.size() > inPieces->items.size())
        std::abort();
    return 0;
}

#pragma once

#include "app/base/result.h"
#include "app/record/item.h"
#include "app/record/listsplitter.h"

#include <memory>

namespace baton::record {

/// Reads a section's list while it arrives; gives what parsing and reading the whole at once gives. Its errors are those of
/// parseJsonObject(). Not bound to a thread; one call at a time.
class ListReader {
public:
    enum class Items { WithJson, Lean };
    explicit ListReader(const QString &section, Items items = Items::WithJson);
    ~ListReader();

    /// Items that became known with these bytes, in the order of the list, always lean. After an error nothing comes any more.
    QList<Item> feed(QByteArrayView bytes);
    /// All of them, newest first, when everything has arrived.
    Result<SectionContent> finish();

private:
    void read(const QList<ListSplitter::Element> &elements);
    void readOne(const ListSplitter::Element &element, const QJsonObject &json);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace baton::record

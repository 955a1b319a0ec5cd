#include "app/record/listreader.h"

#include "app/base/strictjson.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"
#include "app/record/listsplitter.h"
#include "app/record/listwalk.h"
#include "app/record/wire.h"

#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

// The few items of a person section come with the rest.
QString listKeyOf(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->isActivity() ? known->listKey : QString();
}

} // namespace

struct ListReader::Private {
    Private(const QString &section, Items how) : key(listKeyOf(section)), splitter(key.toUtf8()), walk(content), items(how) { content.section = section; }

    QString key;
    ListSplitter splitter;
    SectionContent content;
    ListWalk walk;
    Items items;
    QList<Item> fresh;
    std::optional<Error> error;
    qsizetype bytes = 0;
};

ListReader::ListReader(const QString &section, Items items) : d(std::make_unique<Private>(section, items)) { }

ListReader::~ListReader() = default;

QList<Item> ListReader::feed(QByteArrayView bytes)
{
    d->bytes += bytes.size();
    if (d->error)
        return {};
    if (d->bytes > maxAnswerBytes)
        d->error = Error { u"json.too_large"_s, u"The JSON is larger than %1 bytes."_s.arg(maxAnswerBytes), {}, 0, 0, {} };
    const QList<ListSplitter::Element> elements = d->splitter.feed(bytes);
    if (!elements.isEmpty() && !d->error)
        read(elements);
    return std::exchange(d->fresh, {});
}

// Parsed together, in the same surroundings as in the whole: that is cheaper, and depth means the same.
void ListReader::read(const QList<ListSplitter::Element> &elements)
{
    QByteArray together;
    for (const ListSplitter::Element &element : elements)
        together += (together.isEmpty() ? "{\"list\":[" : ",") + element.json;
    const Result<QJsonObject> parsed = parseJsonObject(together + "]}", { maxAnswerBytes * 2 });
    if (!parsed) {
        d->error = parsed.error();
        return;
    }
    const QJsonArray list = parsed->value(u"list"_s).toArray();
    for (qsizetype i = 0; i < list.size() && i < elements.size(); ++i)
        readOne(elements.at(i), list.at(i).toObject());
}

void ListReader::readOne(const ListSplitter::Element &element, const QJsonObject &json)
{
    const qsizetype first = d->content.items.size();
    d->walk.object(json, u"/%1/%2"_s.arg(d->key).arg(element.number));
    QByteArray text = element.json;
    text.squeeze();
    for (qsizetype i = first; i < d->content.items.size(); ++i) {
        Item lean = d->content.items.at(i);
        lean.json = {};
        lean.text = text;
        if (d->items == Items::Lean)
            d->content.items[i] = lean;
        d->fresh += std::move(lean);
    }
}

Result<SectionContent> ListReader::finish()
{
    if (d->error)
        return fail(*d->error);
    const Result<QJsonObject> rest = parseJsonObject(d->splitter.rest(), { maxAnswerBytes });
    if (!rest)
        return fail(rest.error());
    readRest(d->content, *rest);
    sortNewestFirst(d->content.items);
    return std::move(d->content);
}

} // namespace baton::record

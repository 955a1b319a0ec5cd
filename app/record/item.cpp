#include "app/record/item.h"

#include "app/record/jsonvalues.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString firstOf(std::initializer_list<QString> candidates)
{
    for (const QString &text : candidates) {
        if (!text.isEmpty())
            return text;
    }
    return {};
}

} // namespace

Source Source::fromJson(const QJsonValue &value)
{
    const QJsonObject source = value.toObject();
    Source s;
    s.orcid = textAt(source, { u"source-orcid"_s, u"path"_s });
    s.clientId = textAt(source, { u"source-client-id"_s, u"path"_s });
    s.originOrcid = textAt(source, { u"assertion-origin-orcid"_s, u"path"_s });
    s.originClientId = textAt(source, { u"assertion-origin-client-id"_s, u"path"_s });
    s.name = textAt(source, { u"source-name"_s });
    s.originName = textAt(source, { u"assertion-origin-name"_s });
    return s;
}

QString Source::sentence() const
{
    const QString writer = firstOf({ name, clientId, orcid });
    const QString origin = firstOf({ originName, originClientId, originOrcid });
    if (origin.isEmpty())
        return writer.isEmpty() ? QCoreApplication::translate("Record", "No source named") : writer;
    return QCoreApplication::translate("Record", "%1 via %2", "original client, second client").arg(origin, writer);
}

bool Source::sameTuple(const Source &other) const
{
    return orcid == other.orcid && clientId == other.clientId && originOrcid == other.originOrcid
        && originClientId == other.originClientId;
}

} // namespace baton::record

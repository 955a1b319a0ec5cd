#include "app/imports/keptcodes.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QJsonArray>

using namespace Qt::StringLiterals;

namespace baton::imports {

namespace {

const QString codesKind = u"import-codes"_s, mappingKind = u"import-mapping"_s;

/// Ids in the vault are in the clear: whose record and which clients stays inside.
QString idOf(const FileKind &kind)
{
    const QStringList parts { kind.place.environmentId, kind.place.orcid, kind.place.originalClientId, kind.place.secondClientId, kind.fingerprint };
    return QString::fromLatin1(QCryptographicHash::hash(parts.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex().left(32));
}

QJsonObject describe(const FileKind &kind)
{
    return { { u"environment"_s, kind.place.environmentId }, { u"orcid"_s, kind.place.orcid }, { u"original"_s, kind.place.originalClientId },
        { u"second"_s, kind.place.secondClientId }, { u"format"_s, int(kind.format) }, { u"section"_s, kind.section } };
}

Codes codesIn(const QJsonObject &content)
{
    Codes codes;
    const QJsonObject rows = content.value(u"rows"_s).toObject();
    for (auto row = rows.begin(); row != rows.end(); ++row)
        codes.insert(row.key(), row.value().toInteger());
    return codes;
}

} // namespace

FileKind FileKind::of(const record::Place &place, const formats::ReadFile &file)
{
    return { place, formats::fingerprint(file.mapping, file.format), file.format, file.mapping.section };
}

Codes KeptCodes::codes(const FileKind &kind) const
{
    Codes codes;
    const auto documents = m_vault.list(codesKind);
    if (!documents)
        return codes;
    Codes own;
    for (const vault::Document &document : *documents) {
        if (document.id == idOf(kind))
            own = codesIn(document.content);
        else if (document.content.value(u"kind"_s).toObject() == describe(kind))
            codes.insert(codesIn(document.content));
    }
    codes.insert(own);
    return codes;
}

Result<void> KeptCodes::keep(const FileKind &kind, const Codes &codes)
{
    const auto known = m_vault.get(codesKind, idOf(kind));
    if (!known)
        return fail(known.error());
    QJsonObject rows = *known ? (*known)->content.value(u"rows"_s).toObject() : QJsonObject();
    for (auto code = codes.begin(); code != codes.end(); ++code)
        rows.insert(code.key(), code.value());
    return m_vault.put(codesKind, idOf(kind), { { u"kind"_s, describe(kind) }, { u"rows"_s, rows } });
}

std::optional<formats::Mapping> KeptCodes::mapping(const QString &fingerprint) const
{
    const auto document = m_vault.get(mappingKind, fingerprint);
    if (!document || !*document)
        return {};
    formats::Mapping mapping;
    mapping.section = (*document)->content.value(u"section"_s).toString();
    for (const QJsonValue &use : (*document)->content.value(u"uses"_s).toArray())
        mapping.uses << formats::FieldUse { use.toObject().value(u"from"_s).toString(), use.toObject().value(u"to"_s).toString() };
    return mapping;
}

Result<void> KeptCodes::keepMapping(const QString &fingerprint, const formats::Mapping &mapping)
{
    QJsonArray uses;
    for (const formats::FieldUse &use : mapping.uses)
        uses << QJsonObject { { u"from"_s, use.from }, { u"to"_s, use.to } };
    return m_vault.put(mappingKind, fingerprint, { { u"section"_s, mapping.section }, { u"uses"_s, uses } });
}

} // namespace baton::imports

#include "app/orcid/organizationids.h"

#include "app/orcid/enumerations.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

struct Form {
    QRegularExpression exact;
    QRegularExpression loose; ///< captures what the registry's own form is made of
    QString prefix;
};

const QHash<QString, Form> &forms()
{
    const auto loose = [](const QString &pattern) { return QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption); };
    static const QHash<QString, Form> all {
        { u"ROR"_s,
            { QRegularExpression(u"^https://ror\\.org/0[a-z0-9]{6}\\d{2}$"_s), loose(u"^(?:(?:https?://)?(?:www\\.)?ror\\.org/|ror:)?(0[a-z0-9]{6}\\d{2})/?$"_s),
                u"https://ror.org/"_s } },
        { u"GRID"_s,
            { QRegularExpression(u"^grid\\.\\d+\\.[0-9a-f]+$"_s), loose(u"^(?:(?:https?://)?(?:www\\.)?grid\\.ac/institutes/)?(?:grid\\.)?(\\d+\\.[0-9a-f]+)/?$"_s),
                u"grid."_s } },
        { u"RINGGOLD"_s, { QRegularExpression(u"^\\d+$"_s), loose(u"^(?:ringgold|rin)?[:\\s]*(\\d+)$"_s), {} } },
        { u"FUNDREF"_s,
            { QRegularExpression(u"^https?://(dx\\.)?doi\\.org/10\\.13039/\\d+$"_s),
                loose(u"^(?:(?:https?://)?(?:dx\\.)?doi\\.org/|doi:\\s*)?(?:10\\.13039/)?(\\d+)/?$"_s), u"http://dx.doi.org/10.13039/"_s } },
        { u"LEI"_s, { QRegularExpression(u"^[0-9A-Z]{18}\\d{2}$"_s), loose(u"^(?:lei[:\\s]*)?([0-9a-z]{18}\\d{2})$"_s), {} } },
    };
    return all;
}

} // namespace

bool fitsSource(const QString &source, const QString &id)
{
    const auto form = forms().constFind(source);
    return form != forms().cend() && form->exact.match(id).hasMatch();
}

QString suggestedOrganizationId(const QString &source, const QString &id)
{
    const auto form = forms().constFind(source);
    if (form == forms().cend() || form->exact.match(id).hasMatch())
        return {};
    const QString core = form->loose.match(id.trimmed()).captured(1);
    if (core.isEmpty())
        return {};
    return form->prefix + (source == u"LEI" ? core.toUpper() : core.toLower());
}

QString sourceOfForm(const QString &id)
{
    QString found;
    for (const Term &source : organizationSources()) {
        if (!fitsSource(source.value, id))
            continue;
        if (!found.isEmpty())
            return {};
        found = source.value;
    }
    return found;
}

QString sourceTold(const QString &id)
{
    const QString text = id.trimmed().toLower();
    static const QRegularExpression onlyDigits(u"^\\d*$"_s);
    if (onlyDigits.match(text).hasMatch())
        return {};
    if (text.contains(u"10.13039/"_s))
        return u"FUNDREF"_s;
    if (text.startsWith(u"grid."_s) || text.contains(u"grid.ac/"_s))
        return u"GRID"_s;
    for (const QString &source : { u"ROR"_s, u"LEI"_s }) {
        if (forms()[source].loose.match(text).hasMatch())
            return source;
    }
    return {};
}

} // namespace baton::orcid

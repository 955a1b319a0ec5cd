// What may be done, worked out before the click (orcid.md 4.6, 4.9, 5, 6.2, 6.3).

#include "app/record/recordclient.h"

#include "app/base/strictjson.h"
#include "app/orcid/scopes.h"
#include "app/orcid/sections.h"

#include <QtCore/QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

QString spoken(const QStringList &scopes)
{
    return scopes.join(translated(QT_TRANSLATE_NOOP("Record", " or ")));
}

} // namespace

Permission RecordClient::scopesAllow(const QStringList &wanted) const
{
    const QStringList held = m_session.token().scopes;
    const QSet<QString> granted = orcid::expandScopes(QSet<QString>(held.begin(), held.end()));
    if (orcid::holdsAny(granted, wanted))
        return { true, translated(QT_TRANSLATE_NOOP("Record", "The delegated token allows it.")) };
    return { false, translated(QT_TRANSLATE_NOOP("Record", "The delegated token doesn’t allow it: it lacks %1.")).arg(spoken(wanted)) };
}

// Nothing about items yet: is there a record, a section that clients write, a token that is not over?
Permission RecordClient::sectionAllows(const QString &section, QStringList orcid::Section::*scopes) const
{
    if (!m_session.isActive())
        return { false, translated(QT_TRANSLATE_NOOP("Record", "No record is open.")) };
    const orcid::Section *known = orcid::findSection(section);
    if (!known || (known->*scopes).isEmpty())
        return { false, translated(QT_TRANSLATE_NOOP("Record", "Only the researcher can change this section, in the registry.")) };
    if (!m_shut.isEmpty())
        return { false, m_shut };
    if (m_session.hasEnded() && !m_session.automaticRenewal())
        return { false, translated(QT_TRANSLATE_NOOP("Record", "The delegated token has ended. Renew it first.")) };
    return scopesAllow(known->*scopes);
}

Permission RecordClient::mayAdd(const QString &section) const
{
    const Permission allowed = sectionAllows(section, &orcid::Section::createScopes);
    return allowed.allowed && m_onlyDeletes ? onlyDeletes() : allowed;
}

Permission RecordClient::mayChange(const Item &item) const
{
    const Permission allowed = itemAllows(item, &orcid::Section::updateScopes);
    return allowed.allowed && m_onlyDeletes ? onlyDeletes() : allowed;
}

Permission RecordClient::mayDelete(const Item &item) const
{
    const Permission allowed = itemAllows(item, &orcid::Section::deleteScopes);
    if (!allowed.allowed || !m_onlyDeletes)
        return allowed;
    return { true, translated(QT_TRANSLATE_NOOP("Record", "The researcher withdrew the permission; the token still deletes what was added with it.")) };
}

Permission RecordClient::itemAllows(const Item &item, QStringList orcid::Section::*scopes) const
{
    const Permission section = sectionAllows(item.section, scopes);
    const bool writable = m_session.isActive() && orcid::findSection(item.section) && !(orcid::findSection(item.section)->*scopes).isEmpty();
    return writable && !item.source.sameTuple(ourSource()) ? Permission { false, notOurs(item.source) } : section;
}

Permission RecordClient::onlyDeletes() const
{
    return { false, translated(QT_TRANSLATE_NOOP("Record", "The researcher withdrew the permission. The token still deletes what was added with it, nothing more.")) };
}

bool RecordClient::deletesOnly() const
{
    return m_onlyDeletes;
}

// A session repeats a 401 with a fresh token, so a 401 that gets here is about a token refused from birth. With that one
// scope it is the token ORCID gives after the researcher withdrew the permission: good for DELETE alone.
void RecordClient::learnFrom(const http::Response &response)
{
    if (response.status == 401 && m_session.token().scopes == QStringList { u"/activities/update"_s })
        setOnlyDeletes(true);
    const bool good = response.status >= 200 && response.status < 300;
    const Result<QJsonObject> body = response.status == 409 ? parseJsonObject(response.body, { 65536 }) : Result<QJsonObject>(QJsonObject());
    const int code = body ? body->value(u"error-code"_s).toInt() : 0;
    if (code == 9018)
        shut(translated(QT_TRANSLATE_NOOP("Record", "The registry has locked this record; nothing in it can be read or changed for now.")));
    else if (code == 9044)
        shut(translated(QT_TRANSLATE_NOOP("Record", "The researcher has deactivated this record; nothing in it can be changed.")));
    else if (code == 9057)
        shut(translated(QT_TRANSLATE_NOOP("Record", "The registry has locked or deactivated the client %1; it can change nothing.")).arg(ourSource().name));
    else if (good)
        shut({});
}

void RecordClient::shut(const QString &reason)
{
    if (std::exchange(m_shut, reason) != reason)
        Q_EMIT permissionsChanged();
}

void RecordClient::setOnlyDeletes(bool only)
{
    if (std::exchange(m_onlyDeletes, only) != only)
        Q_EMIT permissionsChanged();
}

QString RecordClient::notOurs(const Source &source) const
{
    const Source ours = ourSource();
    if (!source.orcid.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Record", "Added by %1 in the registry. You can read it, not change it.")).arg(source.sentence());
    if (source.clientId == ours.clientId && source.originClientId.isEmpty() && source.originOrcid.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Record", "Added by %1 with its own token. Acting for %2 it can’t change it: the registry compares both names.")).arg(source.sentence(), ours.originName);
    if (source.clientId == ours.clientId)
        return translated(QT_TRANSLATE_NOOP("Record", "Added by %1. You act for %2 now, so you can read it, not change it.")).arg(source.sentence(), ours.originName);
    if (source.clientId == ours.originClientId && source.originClientId.isEmpty())
        return translated(QT_TRANSLATE_NOOP("Record", "Added by %1 itself. Only it can change it, with its own token.")).arg(source.sentence());
    return translated(QT_TRANSLATE_NOOP("Record", "Added by %1. You can read it, not change it.")).arg(source.sentence());
}

} // namespace baton::record

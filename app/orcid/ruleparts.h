#pragma once

#include "app/orcid/rules.h"

#include <QtCore/QJsonArray>

// Rules that several sections share; for rules*.cpp only.
namespace baton::orcid::rules {

/// Collects breaches; each part takes its own position in the item.
class Findings {
public:
    void add(Rule rule, const QString &path, int code, const QString &words = {}, const QStringList &parameters = {})
    {
        list += { rule, path, code, words, parameters };
    }
    void unknownValue(Rule rule, const QString &path, const QString &what, const QList<Term> &allowed);

    QList<RuleBreach> list;
};

enum class SelfRule { NotNeeded, Needed, BesideVersionOf };

QString joined(const QString &path, const QString &key);
QString wrappedValue(const QJsonObject &holder, const QString &key);
QJsonArray idsIn(const QJsonObject &holder, const QString &key = QStringLiteral("external-ids"));

void title(Findings &found, const QJsonObject &title, const QString &path);
/// Each complete and known; at least one unless optional. path: of the object that holds the list.
void externalIds(Findings &found, const QJsonArray &ids, const QString &path, bool optional, SelfRule selfRule);
void externalId(Findings &found, const QJsonObject &id, const QString &path);
/// Two-digit parts and a real calendar date.
void date(Findings &found, const QJsonObject &holder, const QString &key, const QString &path);
/// start-date and end-date of the holder.
void startAndEnd(Findings &found, const QJsonObject &holder, const QString &path);
void endNeedsStart(Findings &found, const QJsonObject &holder, const QString &path);
/// Month and day count only where both dates have them.
bool endsBeforeStart(const QJsonObject &holder);
/// The block's id has the form of its source: stands for ORCID's table of organizations.
void disambiguated(Findings &found, const QJsonObject &organization, const QString &path, bool required);
void contributors(Findings &found, const QJsonObject &content, const QList<Term> &roles, const QString &issuer);

} // namespace baton::orcid::rules

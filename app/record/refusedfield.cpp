#include "app/record/refusal.h"

#include "app/base/text.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

/// Keys that a code speaks of, the likeliest first.
QStringList keysFor(int code)
{
    switch (code) {
    case 9021: case 9023: case 9030: return { u"external-ids"_s, u"content"_s, u"url"_s, u"external-id-value"_s };
    case 9022: return { u"title"_s };
    case 9026: case 9053: return { u"review-group-id"_s };
    case 9035: return { u"visibility"_s };
    case 9045: case 9046: return { u"organization"_s };
    case 9049: return { u"publication-date"_s, u"review-completion-date"_s, u"start-date"_s };
    case 9050: return { u"start-date"_s };
    case 9055: return { u"end-date"_s };
    case 9054: return { u"amount"_s };
    default: return {};
    }
}

/// The fields that a form shows under a key: deep enough for their message to stand at the control.
QString deepened(const QString &section, const QJsonObject &content, const QString &key)
{
    if (key == u"external-ids"_s) {
        const QString own = externalIdsKey(section, content);
        return content.value(own).toObject().value(u"external-id"_s).isArray() ? own + u"/external-id[0]/external-id-value"_s : own;
    }
    if (key == u"title"_s)
        return u"title/title"_s;
    if (key == u"organization"_s)
        return u"organization/name"_s;
    return key;
}

/// Every key of the section that stands in the message as a word, the longest first: "journal-title" before "title".
QString keyIn(const orcid::Section &section, const QString &message)
{
    QString found;
    for (const orcid::Field &field : section.fields) {
        const QRegularExpression word(u"(?<![\\w-])"_s + QRegularExpression::escape(field.key) + u"(?![\\w-])"_s);
        if (field.key.size() > found.size() && message.contains(word))
            found = field.key;
    }
    return found;
}

} // namespace

std::optional<FieldProblem> refusedField(const QString &section, const QJsonObject &content, const Error &error)
{
    const orcid::Section *known = orcid::findSection(section);
    if (!known || !error.code.startsWith("orcid."_L1))
        return {};
    const int code = error.code.mid(6).toInt();
    const QString message = plain(error.details.value(u"developer-message"_s).toString());
    QString key;
    for (const QString &candidate : keysFor(code)) {
        if (key.isEmpty() && known->field(candidate))
            key = candidate;
    }
    if (key.isEmpty())
        key = keyIn(*known, message);
    if (key.isEmpty())
        return {};
    FieldProblem problem;
    problem.field = deepened(section, content, key);
    problem.orcidCode = code;
    problem.words = QCoreApplication::translate("Record", "Refused by the registry (%1). %2").arg(code).arg(error.what);
    return problem;
}

} // namespace baton::record

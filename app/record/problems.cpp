// What the registry would refuse, or a reader would stumble over, told before anything is sent (orcid.md 8).

#include "app/record/difference.h"

#include "app/orcid/enumerations.h"
#include "app/orcid/identifiers.h"
#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/jsonvalues.h"
#include "app/record/problemwords.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSet>
#include <QtCore/QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

class Examination {
public:
    explicit Examination(const orcid::Section &section) : m_section(section) { }

    QList<FieldProblem> of(const QJsonObject &content);

private:
    bool isTold(const QString &path) const;
    void block(const QString &path, const QString &words, const QString &suggestion = {});
    void advise(const QString &path, const QString &words, const QString &suggestion = {});
    void advice(const QList<orcid::Field> &fields, const QJsonObject &object, const QString &path);
    void link(const QString &path, const QString &text);
    void identifiers(const QJsonArray &list, const QString &path);
    void identifierForm(const QJsonObject &id, const QString &path);

    const orcid::Section &m_section;
    QList<FieldProblem> m_found;
};

// One problem per field, and none about the parts of what is missing as a whole.
bool Examination::isTold(const QString &path) const
{
    return std::any_of(m_found.begin(), m_found.end(), [&path](const FieldProblem &told) {
        return path == told.field || path.startsWith(told.field + u'/') || path.startsWith(told.field + u'[');
    });
}

// ORCID would take it, but it leads nowhere.
void Examination::block(const QString &path, const QString &words, const QString &suggestion)
{
    if (!isTold(path))
        m_found += { path, words, suggestion, 0, true };
}

void Examination::advise(const QString &path, const QString &words, const QString &suggestion)
{
    if (!isTold(path))
        m_found += { path, words, suggestion, 0, false };
}

QList<FieldProblem> Examination::of(const QJsonObject &content)
{
    const orcid::ShapeProblems shape = orcid::shapeProblems(m_section.fields, content);
    for (const orcid::ShapeProblem &problem : shape.list) {
        if (!isTold(problem.path))
            m_found += inWords(problem, fieldAt(m_section.fields, problem.path));
    }
    for (const orcid::RuleBreach &breach : orcid::ruleBreaches(m_section, shape.readable)) {
        if (!isTold(breach.path))
            m_found += inWords(breach, content);
    }
    advice(m_section.fields, shape.readable, {});
    return m_found;
}

void Examination::advice(const QList<orcid::Field> &fields, const QJsonObject &object, const QString &path)
{
    for (const orcid::Field &field : fields) {
        const QString at = path.isEmpty() ? field.key : path + u'/' + field.key;
        const QJsonValue value = object.value(field.key);
        if (field.kind == orcid::Kind::Url)
            link(at, textOf(value));
        else if (field.shape == orcid::Shape::List && field.kind == orcid::Kind::ExternalId)
            identifiers(arrayOf(value), at);
        else if (field.kind == orcid::Kind::ExternalId)
            identifierForm(value.toObject(), at);
        if (field.shape == orcid::Shape::Object)
            advice(field.fields, value.toObject(), at);
        const QJsonArray list = field.shape == orcid::Shape::List ? arrayOf(value) : QJsonArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            advice(field.fields, list.at(i).toObject(), at + u"[%1]"_s.arg(i));
    }
}

void Examination::link(const QString &path, const QString &text)
{
    if (text.isEmpty())
        return;
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || text.contains(u' '))
        advise(path, translated(QT_TRANSLATE_NOOP("Record", "This isn’t an address that readers can open.")));
    else if (url.scheme().isEmpty())
        advise(path, translated(QT_TRANSLATE_NOOP("Record", "Without https:// in front, readers can’t open this link.")), u"https://"_s + text);
    else if (url.scheme() != u"http"_s && url.scheme() != u"https"_s)
        advise(path, translated(QT_TRANSLATE_NOOP("Record", "Readers can open only http and https links.")));
}

void Examination::identifiers(const QJsonArray &list, const QString &path)
{
    QSet<QString> seen;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QJsonObject id = list.at(i).toObject();
        const QString at = path + u"[%1]"_s.arg(i);
        identifierForm(id, at);
        const QString type = textAt(id, { u"external-id-type"_s }), value = textAt(id, { u"external-id-value"_s });
        const QString key = type + u'\n' + textAt(id, { u"external-id-relationship"_s }) + u'\n' + orcid::comparable(type, value);
        if (!value.isEmpty() && seen.contains(key))
            advise(at + u"/external-id-value"_s, translated(QT_TRANSLATE_NOOP("Record", "This identifier is here twice.")));
        seen += key;
    }
}

void Examination::identifierForm(const QJsonObject &id, const QString &path)
{
    const QString at = path + u"/external-id-value"_s;
    const QString kind = textAt(id, { u"external-id-type"_s }), value = textAt(id, { u"external-id-value"_s });
    const orcid::ExternalIdType *type = orcid::findExternalIdType(kind);
    if (!type || value.trimmed().isEmpty())
        return;
    const orcid::CheckDigit digit = orcid::checkDigit(kind, value);
    if (digit.applies && !digit.fits) {
        block(at, translated(QT_TRANSLATE_NOOP("Record", "The last digit doesn’t fit this %1.")).arg(type->label), digit.suggestion);
        return;
    }
    const std::optional<QString> normal = orcid::normalise(kind, value);
    if (!normal) {
        block(at, translated(QT_TRANSLATE_NOOP("Record", "This doesn’t have the form of the type %1.")).arg(type->label));
        return;
    }
    const bool bareKept = kind == u"doi"_s || kind == u"arxiv"_s || kind == u"pmid"_s || kind == u"pmc"_s;
    // ORCID reads a DOI up to the first blank, wherever it begins.
    if (bareKept && !value.trimmed().endsWith(*normal, Qt::CaseInsensitive))
        advise(at, translated(QT_TRANSLATE_NOOP("Record", "ORCID reads this only as far as %1. Is what follows part of it?")).arg(*normal), *normal);
    else if (bareKept && normal->size() < value.trimmed().size())
        advise(at, translated(QT_TRANSLATE_NOOP("Record", "ORCID keeps the bare identifier.")), *normal);
    else if (kind == u"issn"_s && *normal != value.trimmed().toLower())
        advise(at, translated(QT_TRANSLATE_NOOP("Record", "An ISSN is written with a hyphen.")), normal->toUpper());
}

} // namespace

QList<FieldProblem> problems(const QString &section, const QJsonObject &content)
{
    const orcid::Section *known = orcid::findSection(section);
    return known && known->writable ? Examination(*known).of(forPost(content)) : QList<FieldProblem>();
}

} // namespace baton::record

#include "app/imports/rehearsal.h"

#include "app/imports/overlay.h"
#include "app/imports/whereto.h"
#include "app/orcid/sections.h"
#include "app/record/content.h"
#include "app/record/difference.h"
#include "app/record/jsonvalues.h"
#include "app/record/problemwords.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::imports {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Imports)
};

Verdict refused(int code, const QString &words, qint64 putCode = 0)
{
    Verdict verdict;
    verdict.kind = Verdict::Kind::Refused;
    verdict.code = code;
    verdict.words = words;
    verdict.putCode = putCode;
    return verdict;
}

/// "doi" of "doi\n10.5555/abc"; empty for a key that is no identifier.
QString typeOf(const QString &key)
{
    static const QStringList texts { u"content"_s, u"url"_s, u"country"_s };
    const QString type = key.section(u'\n', 0, 0);
    return texts.contains(type) ? QString() : type;
}

QString sameAsRow(const QString &key, int row)
{
    const QString type = typeOf(key);
    return type.isEmpty() ? Words::tr("the same as row %1").arg(row) : Words::tr("same %1 as row %2").arg(type, QString::number(row));
}

/// The first problem that ORCID would refuse it for, with the name of the field where the words need it.
std::optional<Verdict> problemOf(const orcid::Section &section, const QJsonObject &content)
{
    for (const record::FieldProblem &problem : record::problems(section.key, content)) {
        if (!problem.blocking)
            continue;
        const orcid::Field *field = record::fieldAt(section.fields, problem.field);
        // The form shows it at the field; here the field has to be named.
        const bool vague = problem.words.contains(u"this", Qt::CaseInsensitive);
        const QString name = field && !field->label.isEmpty() ? field->label : problem.field;
        const QString words = vague ? name + u": "_s + problem.words : problem.words;
        return refused(problem.orcidCode, words.endsWith(u'.') ? words.chopped(1) : words);
    }
    return {};
}

class Rehearsal {
public:
    Rehearsal(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept)
        : m_finder(rows, onRecord, terms, kept), m_terms(terms)
    {
    }
    Verdict judge(const formats::Row &row);

private:
    Verdict judgeTarget(const formats::Row &row, const orcid::Section &section, const Whereto &to) const;
    Verdict judgeNew(const formats::Row &row, const orcid::Section &section, const Whereto &to) const;
    Verdict judgeOurs(const formats::Row &row, const orcid::Section &section, const Whereto &to) const;
    std::optional<Verdict> twin(const formats::Row &row, const Verdict &verdict, const Whereto &to) const;
    void take(const formats::Row &row, const Verdict &verdict, const Whereto &to);
    static QString placeOf(const formats::Row &row, qint64 putCode) { return row.section + u'/' + QString::number(putCode); }

    Finder m_finder;
    const Terms &m_terms;
    QHash<QString, int> m_taken; ///< section and identity key, or put-code, to the row that has it
};

Verdict Rehearsal::judge(const formats::Row &row)
{
    if (!row.unusable.isEmpty())
        return refused(0, row.unusable);
    const orcid::Section *section = orcid::findSection(row.section);
    if (!section || !section->writable)
        return refused(0, Words::tr("only the researcher can change this section"));
    if (!row.orcid.isEmpty() && !m_terms.orcid.isEmpty() && row.orcid != m_terms.orcid)
        return refused(0, Words::tr("it belongs to %1, another researcher’s record").arg(row.orcid));
    const Whereto to = m_finder.find(row);
    Verdict verdict = judgeTarget(row, *section, to);
    if (verdict.kind == Verdict::Kind::Refused)
        return verdict;
    if (const auto same = twin(row, verdict, to))
        return *same;
    take(row, verdict, to);
    return verdict;
}

Verdict Rehearsal::judgeTarget(const formats::Row &row, const orcid::Section &section, const Whereto &to) const
{
    if (to.foreign)
        return refused(9010, Words::tr("put-code %1 was added by %2").arg(to.foreign->putCode).arg(to.foreign->source.sentence()), to.foreign->putCode);
    if (to.missing)
        return refused(9016, Words::tr("put-code %1 is not on the record").arg(to.missing), to.missing);
    return to.ours ? judgeOurs(row, section, to) : judgeNew(row, section, to);
}

Verdict Rehearsal::judgeNew(const formats::Row &row, const orcid::Section &section, const Whereto &to) const
{
    if (const record::Permission may = m_terms.mayAdd.value(section.key); !may.allowed)
        return refused(0, may.reason);
    if (const auto problem = problemOf(section, row.content))
        return *problem;
    Verdict verdict;
    verdict.alone = to.alone;
    if (to.beside) {
        verdict.kind = Verdict::Kind::NewBeside;
        verdict.putCode = to.beside->putCode;
        verdict.words = section.isActivity() ? Words::tr("another source; they will be grouped") : Words::tr("another source has it too");
        return verdict;
    }
    verdict.words = to.gone ? Words::tr("put-code %1 of the last import is gone").arg(to.gone)
        : to.keys.isEmpty() ? Words::tr("nothing like it on the record") : typeOf(to.keys.first()).isEmpty()
        ? Words::tr("not on the record") : Words::tr("no such identifier on the record");
    return verdict;
}

Verdict Rehearsal::judgeOurs(const formats::Row &row, const orcid::Section &section, const Whereto &to) const
{
    const record::Item &item = *to.ours;
    if (!saysEverything(item))
        return refused(0, Words::tr("put-code %1 could not be read in full").arg(item.putCode), item.putCode);
    const QJsonObject now = record::forPut(item.json, laidOver(item.json, row.content), item.putCode);
    Verdict verdict;
    verdict.putCode = item.putCode;
    if (now != record::forPut(item.json, {}, item.putCode)) { // most are the same to the letter
        for (const record::FieldChange &change : record::differences(section.key, item.json, now))
            verdict.fields << change.field;
    }
    if (verdict.fields.isEmpty()) {
        verdict.kind = Verdict::Kind::Same;
        verdict.words = Words::tr("nothing to change");
        return verdict;
    }
    if (to.clash)
        return refused(9021, Words::tr("its %1 is that of put-code %2 already").arg(typeOf(to.clashKey), QString::number(to.clash)), item.putCode);
    if (const record::Permission may = m_terms.mayChange.value(section.key); !may.allowed)
        return refused(0, may.reason, item.putCode);
    if (auto problem = problemOf(section, now)) {
        problem->putCode = item.putCode;
        return *problem;
    }
    verdict.kind = Verdict::Kind::Update;
    verdict.before = item.json;
    verdict.words = verdict.fields.size() == 1 ? Words::tr("1 field differs: update") : Words::tr("%1 fields differ: update").arg(verdict.fields.size());
    return verdict;
}

/// Two rows of the file for one item: the first one goes.
std::optional<Verdict> Rehearsal::twin(const formats::Row &row, const Verdict &verdict, const Whereto &to) const
{
    const bool named = verdict.kind == Verdict::Kind::Update || verdict.kind == Verdict::Kind::Same;
    for (const QString &key : to.keys) {
        if (const int other = m_taken.value(row.section + u'\n' + key))
            return refused(row.section == u"addresses"_s ? 0 : row.section == u"works"_s || typeOf(key).size() ? 9021 : 9030, sameAsRow(key, other));
    }
    if (const int other = named ? m_taken.value(placeOf(row, verdict.putCode)) : 0)
        return refused(0, Words::tr("row %1 goes to put-code %2 already").arg(other).arg(verdict.putCode), verdict.putCode);
    if (const int other = to.keys.isEmpty() ? m_taken.value(to.content) : 0)
        return refused(0, sameAsRow({}, other));
    return {};
}

void Rehearsal::take(const formats::Row &row, const Verdict &verdict, const Whereto &to)
{
    for (const QString &key : to.keys)
        m_taken.insert(row.section + u'\n' + key, row.number);
    if (to.keys.isEmpty())
        m_taken.insert(to.content, row.number);
    if (verdict.kind == Verdict::Kind::Update || verdict.kind == Verdict::Kind::Same)
        m_taken.insert(placeOf(row, verdict.putCode), row.number);
}

} // namespace

QString Verdict::headline() const
{
    switch (kind) {
    case Kind::New:
        return Words::tr("New");
    case Kind::NewBeside:
        return Words::tr("New beside %1").arg(putCode);
    case Kind::Update:
    case Kind::Same:
        return Words::tr("Same as put-code %1").arg(putCode);
    case Kind::Refused:
        return code ? Words::tr("Would be refused: %1").arg(code) : Words::tr("Can’t be sent");
    }
    Q_UNREACHABLE();
}

Terms Terms::of(const record::RecordClient &client, const QStringList &sections)
{
    Terms terms;
    terms.ours = client.ourSource();
    terms.orcid = client.orcid();
    for (const QString &section : sections) {
        record::Item ours;
        ours.section = section;
        ours.source = terms.ours;
        terms.mayAdd.insert(section, client.mayAdd(section));
        terms.mayChange.insert(section, client.mayChange(ours));
    }
    return terms;
}

QList<Verdict> rehearse(const QList<formats::Row> &rows, const Items &onRecord, const record::RecordClient &client, const Codes &kept)
{
    return rehearse(rows, onRecord, Terms::of(client, sectionsOf(rows)), kept);
}

QList<Verdict> rehearse(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept, const Judged &judged)
{
    Rehearsal rehearsal(rows, onRecord, terms, kept);
    QList<Verdict> verdicts;
    verdicts.reserve(rows.size());
    for (const formats::Row &row : rows) {
        verdicts << rehearsal.judge(row);
        if (judged && verdicts.size() % 64 == 0 && !judged(int(verdicts.size())))
            break;
    }
    return verdicts;
}

QHash<QString, QList<qint64>> neededInFull(const QList<formats::Row> &rows, const Items &onRecord, const Terms &terms, const Codes &kept)
{
    const Finder finder(rows, onRecord, terms, kept);
    QHash<QString, QList<qint64>> needed;
    QSet<const record::Item *> seen;
    for (const formats::Row &row : rows) {
        const record::Item *ours = row.unusable.isEmpty() ? finder.find(row).ours : nullptr;
        if (!ours || saysEverything(*ours) || seen.contains(ours))
            continue;
        seen.insert(ours);
        needed[row.section] << ours->putCode;
    }
    return needed;
}

QStringList sectionsOf(const QList<formats::Row> &rows)
{
    QStringList sections;
    for (const formats::Row &row : rows) {
        if (row.unusable.isEmpty() && !sections.contains(row.section))
            sections << row.section;
    }
    return sections;
}

} // namespace baton::imports

#include "app/record/provenance.h"

#include "app/orcid/sections.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace baton::record {

using Kind = Asserter::Kind;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Provenance)
};

Kind kindOf(const Source &source, const Source &us)
{
    if (source.sameTuple(us))
        return Kind::Us;
    if (!source.orcid.isEmpty() && source.clientId.isEmpty())
        return Kind::Researcher;
    if (source.clientId.isEmpty())
        return Kind::Nobody;
    const bool alone = source.originClientId.isEmpty() && source.originOrcid.isEmpty();
    if (source.clientId == us.originClientId && alone)
        return Kind::OriginalAlone;
    if (source.clientId == us.clientId)
        return alone ? Kind::SecondAlone : Kind::SecondForOthers;
    return Kind::Other;
}

QString firstOf(const QString &a, const QString &b, const QString &c)
{
    return !a.isEmpty() ? a : !b.isEmpty() ? b : c;
}

QString noteOf(Kind kind)
{
    switch (kind) {
    case Kind::Us: return Words::tr("you may change and delete");
    case Kind::OriginalAlone: return Words::tr("its own token; you may not");
    case Kind::SecondAlone: return Words::tr("for itself; you may not");
    case Kind::SecondForOthers: return Words::tr("for another client; you may not");
    case Kind::Researcher: return Words::tr("self-asserted; read only");
    case Kind::Other:
    case Kind::Nobody: break;
    }
    return Words::tr("read only");
}

Asserter asserterFor(const Source &source, const Source &us, const QString &researcher)
{
    Asserter one;
    one.kind = kindOf(source, us);
    one.source = source;
    one.name = source.sentence();
    const QString writer = firstOf(source.name, source.clientId, source.orcid), origin = firstOf(source.originName, source.originClientId, source.originOrcid);
    one.first = origin.isEmpty() ? writer : origin;
    one.second = origin.isEmpty() ? Words::tr("with its own token") : Words::tr("via %1").arg(writer);
    if (one.kind == Kind::Researcher) {
        one.first = source.name.isEmpty() && !researcher.isEmpty() ? researcher : writer;
        one.name = one.first;
        one.second = Words::tr("self-asserted");
    } else if (one.kind == Kind::Nobody) {
        one.first = one.name;
        one.second.clear();
    }
    one.note = noteOf(one.kind);
    return one;
}

QDateTime assertedAt(const Item &item)
{
    return item.createdAt.isValid() ? item.createdAt : item.changedAt;
}

} // namespace

bool ProvenanceFilter::accepts(const AssertedItem &item) const
{
    if (hidden.contains(item.asserter) || (onlyChangeable && !item.mayChange.allowed))
        return false;
    return std::all_of(words.begin(), words.end(), [&item](const QString &word) { return item.item.searchText.contains(word); });
}

Provenance::Provenance(const QList<SectionContent> &contents, const Source &us, const QString &researcher, const Judgement &judgement)
{
    for (const SectionContent &content : contents) {
        for (const Item &item : content.items) {
            AssertedItem one;
            one.item = item;
            one.mayChange = judgement.mayChange(item);
            one.mayDelete = judgement.mayDelete(item);
            one.asserter = asserterOf(item.source, us, researcher);
            Asserter &asserter = m_asserters[one.asserter];
            ++asserter.count;
            asserter.changeable += one.mayChange.allowed ? 1 : 0;
            m_items += one;
        }
    }
    std::stable_sort(m_items.begin(), m_items.end(), [](const AssertedItem &a, const AssertedItem &b) { return assertedAt(a.item) > assertedAt(b.item); });
    sortAsserters();
}

int Provenance::asserterOf(const Source &source, const Source &us, const QString &researcher)
{
    for (int i = 0; i < m_asserters.size(); ++i) {
        if (m_asserters.at(i).source.sameTuple(source))
            return i;
    }
    m_asserters += asserterFor(source, us, researcher);
    return int(m_asserters.size()) - 1;
}

void Provenance::sortAsserters()
{
    QList<int> order(m_asserters.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
        const Asserter &left = m_asserters.at(a), &right = m_asserters.at(b);
        return left.kind != right.kind ? left.kind < right.kind : left.count > right.count;
    });
    QList<Asserter> sorted;
    QList<int> places(m_asserters.size());
    QHash<int, int> numbers;
    for (const int from : std::as_const(order)) {
        places[from] = int(sorted.size());
        sorted += m_asserters.at(from);
        sorted.last().number = numbers[int(sorted.last().kind)]++;
    }
    for (AssertedItem &item : m_items)
        item.asserter = places.at(item.asserter);
    m_asserters = sorted;
}

int Provenance::changeable() const
{
    return std::accumulate(m_asserters.begin(), m_asserters.end(), 0, [](int sum, const Asserter &one) { return sum + one.changeable; });
}

QList<AssertedItem> Provenance::seen(const ProvenanceFilter &filter) const
{
    QList<AssertedItem> out;
    std::copy_if(m_items.begin(), m_items.end(), std::back_inserter(out), [&filter](const AssertedItem &item) { return filter.accepts(item); });
    return out;
}

// Which sections have a bar does not depend on the filter: bars stay where they are while boxes are ticked.
QList<SectionBar> Provenance::bars(const ProvenanceFilter &filter, int rows) const
{
    QHash<QString, int> all;
    QHash<QString, QList<int>> counts;
    for (const AssertedItem &one : m_items) {
        ++all[one.item.section];
        QList<int> &own = counts[one.item.section];
        own.resize(m_asserters.size());
        own[one.asserter] += filter.accepts(one) ? 1 : 0;
    }
    QList<const orcid::Section *> large;
    for (const orcid::Section &section : orcid::allSections()) {
        if (section.isActivity() && all.contains(section.key))
            large += &section;
    }
    std::stable_sort(large.begin(), large.end(), [&all](const orcid::Section *a, const orcid::Section *b) { return all[a->key] > all[b->key]; });
    large.resize(std::min<qsizetype>(large.size(), rows - 1));
    QList<SectionBar> bars;
    SectionBar rest { Words::tr("Person, others"), QList<int>(m_asserters.size()), 0 };
    for (const orcid::Section &section : orcid::allSections()) {
        if (!all.contains(section.key))
            continue;
        const bool own = std::any_of(large.begin(), large.end(), [&section](const orcid::Section *one) { return one->key == section.key; });
        SectionBar bar { section.title, counts[section.key], 0 };
        bar.total = std::accumulate(bar.counts.begin(), bar.counts.end(), 0);
        if (own) {
            bars += bar;
            continue;
        }
        for (qsizetype i = 0; i < bar.counts.size(); ++i)
            rest.counts[i] += bar.counts.at(i);
        rest.total += bar.total;
    }
    if (m_items.size() > std::accumulate(large.begin(), large.end(), 0, [&all](int sum, const orcid::Section *one) { return sum + all[one->key]; }))
        bars += rest;
    return bars;
}

} // namespace baton::record

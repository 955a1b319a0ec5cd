#include "app/batch/comparison.h"

#include <QtConcurrent/QtConcurrentRun>

namespace baton::batch {

Comparison::Comparison(const Parts &parts, int person, const imports::Codes &kept)
    : m_parts(parts), m_numbers(parts.batch.people.at(person).rows), m_kept(kept)
{
    for (const int row : std::as_const(m_numbers))
        m_rows << parts.batch.rows.at(row).item;
    m_sections = imports::sectionsOf(m_rows);
}

QFuture<Result<Comparison::Judged>> Comparison::run()
{
    readNextSection();
    return m_answer.future();
}

void Comparison::readNextSection()
{
    if (m_sections.isEmpty())
        return findCandidates();
    m_parts.pace.whenFree(this, [this] {
        whenDone(m_parts.client.readSection(m_sections.first()), this, [this](const Result<record::SectionContent> &content) {
            if (!content)
                return m_answer.give(fail(content.error()));
            m_sections.removeFirst();
            m_onRecord.insert(content->section, content->items);
            readNextSection();
        });
    });
}

// What a row would change has to be known in full; the rest is told by its summary.
void Comparison::findCandidates()
{
    const auto terms = imports::Terms::of(m_parts.client, imports::sectionsOf(m_rows));
    m_needed = imports::neededInFull(m_rows, m_onRecord, terms, m_kept);
    readCandidates();
}

void Comparison::readCandidates()
{
    if (m_needed.isEmpty())
        return judge();
    m_parts.pace.whenFree(this, [this] {
        const QString section = m_needed.cbegin().key();
        whenDone(m_parts.full.read(section, m_needed.cbegin().value()), this, [this, section](const Result<QList<record::Item>> &items) {
            if (!items)
                return m_answer.give(fail(items.error()));
            m_needed.remove(section);
            for (const record::Item &item : *items) {
                for (record::Item &known : m_onRecord[section]) {
                    if (known.putCode == item.putCode)
                        known = item;
                }
            }
            readCandidates();
        });
    });
}

// Of thousands of rows that takes a while, so it is done elsewhere.
void Comparison::judge()
{
    const auto sealing = m_parts.archive.sealBeforeLater(m_parts.batch);
    if (!sealing)
        return m_answer.give(fail(sealing.error()));
    const auto work = [rows = m_rows, numbers = m_numbers, onRecord = m_onRecord,
                          terms = imports::Terms::of(m_parts.client, imports::sectionsOf(m_rows)), kept = m_kept, seal = *sealing]() -> Result<Judged> {
        Judged out { imports::rehearse(rows, onRecord, terms, kept), {} };
        QHash<int, QJsonObject> before;
        for (qsizetype i = 0; i < out.verdicts.size(); ++i) {
            if (out.verdicts.at(i).kind == imports::Verdict::Kind::Update)
                before.insert(numbers.at(i), std::exchange(out.verdicts[i].before, {}));
        }
        const auto sealed = seal(before);
        if (!sealed)
            return fail(sealed.error());
        out.before = *sealed;
        return out;
    };
    whenDone(QtConcurrent::run(work), this, [this](const Result<Judged> &judged) { m_answer.give(judged); });
}

} // namespace baton::batch

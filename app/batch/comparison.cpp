#include "app/batch/comparison.h"

#include <QtConcurrent/QtConcurrentRun>

namespace baton::batch {

Comparison::Comparison(const Parts &parts, int person, const imports::Codes &kept)
    : m_parts(parts), m_numbers(parts.batch.people.at(person).rows), m_kept(kept)
{
    for (const int row : std::as_const(m_numbers))
        m_rows << parts.batch.rows.at(row).item;
}

QFuture<Result<Comparison::Judged>> Comparison::run()
{
    auto *gathering = new imports::Gathering(m_parts.client, m_parts.session, this);
    gathering->setTurn([pace = &m_parts.pace](QObject *context, const std::function<void()> &then) { pace->whenFree(context, then); });
    if (const int rate = m_parts.pace.rate(); rate > 0) // her share
        gathering->setPace({ qMax(1, rate / 4), 4, 1 });
    whenDone(gathering->start(m_rows, m_kept), this, [this](const Result<imports::Items> &items) {
        if (items)
            judge(*items);
        else
            m_answer.give(fail(items.error()));
    });
    return m_answer.future();
}

// Of thousands of rows that takes a while, so it is done elsewhere.
void Comparison::judge(const imports::Items &onRecord)
{
    const auto sealing = m_parts.archive.sealBeforeLater(m_parts.batch);
    if (!sealing)
        return m_answer.give(fail(sealing.error()));
    const auto work = [rows = m_rows, numbers = m_numbers, onRecord,
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

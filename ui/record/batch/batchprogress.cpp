#include "ui/record/batch/batchprogress.h"

#include "app/base/text.h"
#include "ui/record/batch/batchwords.h"
#include "ui/record/batch/partsbar.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using batch::Batch;
using batch::Counts;
using batch::Person;

namespace {

QString timeToGo(int seconds)
{
    if (seconds < 0)
        return {};
    if (seconds < 60)
        return BatchProgress::tr(", less than a minute left");
    if (seconds < 5400)
        return BatchProgress::tr(", about %1 min left").arg((seconds + 30) / 60);
    return BatchProgress::tr(", about %1 h left").arg((seconds + 1800) / 3600);
}

/// Everybody whose turn it is waits for the registry.
const Person *delayed(const batch::Runner &runner)
{
    const Person *first = nullptr;
    for (const Person &person : runner.batch().people) {
        if (person.state == Person::State::Working)
            return nullptr;
        if (person.state == Person::State::Delayed && (!first || person.until < first->until))
            first = &person;
    }
    return first;
}

struct Headline {
    QString strong, words;
};

Headline headlineOf(const batch::Runner &runner, const Counts &counts)
{
    const Batch &batch = runner.batch();
    const QString finished = BatchProgress::tr("%1 of %2 finished").arg(number(counts.finished()), number(counts.all));
    const QString row = numberOf(batch, runner.rowInSight());
    if (runner.isEnding())
        return { BatchProgress::tr("Pausing"), BatchProgress::tr("what is on its way gets its answer first") };
    switch (batch.state) {
    case Batch::State::Rehearsing: {
        const auto done = std::count_if(batch.people.begin(), batch.people.end(), [&batch](const Person &person) {
            return !person.rows.isEmpty() && batch.rows.at(person.rows.first()).state != batch::Row::State::Unread;
        });
        const QString words = BatchProgress::tr("%1 of %2 researchers; nothing is written yet").arg(done).arg(batch.people.size());
        return { runner.isBusy() ? BatchProgress::tr("Comparing with the records") : BatchProgress::tr("Not compared with all records yet"), words };
    }
    case Batch::State::Ready:
        return { BatchProgress::tr("Rehearsed"), counts.toDo == 0 ? BatchProgress::tr("nothing to write")
                : BatchProgress::tr("%1 to add, %2 to update; nothing is written yet").arg(number(counts.adds), number(counts.updates)) };
    case Batch::State::Running:
        if (const Person *waiting = delayed(runner))
            return { BatchProgress::tr("Waiting for the registry"), BatchProgress::tr("%1, again at %2; %3").arg(waiting->words, clock(waiting->until), finished) };
        return { row.isEmpty() ? BatchProgress::tr("Starting") : BatchProgress::tr("Writing row %1").arg(row), finished + timeToGo(runner.secondsToGo()) };
    case Batch::State::Paused:
        return { BatchProgress::tr("Paused"), finished };
    case Batch::State::Stopped:
        return { BatchProgress::tr("Stopped"), batch.finishedAt.isValid() ? BatchProgress::tr("%1, at %2").arg(finished, shortTime(batch.finishedAt)) : finished };
    case Batch::State::Finished:
        return { BatchProgress::tr("Finished"), batch.finishedAt.isValid() ? BatchProgress::tr("%1, at %2").arg(finished, shortTime(batch.finishedAt)) : finished };
    }
    return {};
}

struct Part {
    const char *icon;
    QColor Colors::*token;
    Tone tone;
};

constexpr Part parts[] = { { "okcircle", &Colors::ok, Tone::Ok }, { "skip", &Colors::text2, Tone::Neutral }, { "xcircle", &Colors::err, Tone::Err },
    { "stop", &Colors::warn, Tone::Warn } };

} // namespace

BatchProgress::BatchProgress(QWidget *parent) : Card(parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_spinner = new Spinner(this);
    m_stateIcon = new IconLabel(u"pending"_s, &Colors::text2, 16, this);
    m_headline = makeLabel({}, "strong", this);
    m_words = makeLabel({}, "text2", this);
    row->addWidget(m_spinner);
    row->addWidget(m_stateIcon);
    row->addWidget(m_headline);
    row->addWidget(m_words, 1);
    for (const Part &part : parts) {
        auto *box = new QWidget(this);
        auto *inner = new QHBoxLayout(box);
        inner->setContentsMargins(8, 0, 0, 0);
        inner->setSpacing(5);
        inner->addWidget(new IconLabel(QLatin1String(part.icon), part.token, 14, box));
        QLabel *words = makeLabel({}, part.tone == Tone::Neutral ? "text2" : "body", box);
        setTone(words, part.tone);
        inner->addWidget(words);
        row->addWidget(box);
        m_counts << words;
        m_countBoxes << box;
    }
    m_bar = new PartsBar(this);
    body()->setSpacing(9);
    body()->addLayout(row);
    body()->addWidget(m_bar);
}

void BatchProgress::show(const batch::Runner &runner)
{
    const Counts counts = runner.batch().counts();
    const Headline headline = headlineOf(runner, counts);
    m_headline->setText(headline.strong);
    m_words->setText(headline.words);
    const bool busy = runner.isBusy();
    m_spinner->setVisible(busy);
    m_stateIcon->setVisible(!busy);
    const bool finished = runner.batch().state == Batch::State::Finished;
    const bool paused = runner.batch().state == Batch::State::Paused;
    m_stateIcon->set(finished ? u"okcircle"_s : paused ? u"pause"_s : runner.batch().state == Batch::State::Stopped ? u"stop"_s : u"pending"_s,
        finished ? &Colors::ok : &Colors::text2);
    const bool before = runner.batch().state == Batch::State::Rehearsing || runner.batch().state == Batch::State::Ready;
    const int sizes[] = { counts.written, counts.there, counts.refused, counts.stopped };
    const QString words[] = { tr("%1 written").arg(number(counts.written)), tr("%1 already there").arg(number(counts.there)),
        before ? tr("%1 would be refused").arg(number(counts.refused)) : tr("%1 refused").arg(number(counts.refused)),
        tr("%1 stopped").arg(number(counts.stopped)) };
    QStringList spoken { headline.strong, headline.words };
    for (int i = 0; i < m_counts.size(); ++i) {
        m_counts.at(i)->setText(words[i]);
        m_countBoxes.at(i)->setVisible(sizes[i] > 0);
        if (sizes[i] > 0)
            spoken << words[i];
    }
    m_bar->set(counts, spoken.join(u", "_s));
}

} // namespace baton::ui

#include "ui/record/batch/batchpage.h"

#include "app/base/text.h"
#include "app/batch/result.h"
#include "app/batch/source.h"
#include "app/orcid/sections.h"
#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/record/batch/batchboard.h"
#include "ui/record/batch/batchstart.h"
#include "ui/record/batch/batchwords.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QStackedWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

using batch::Batch;

namespace {

/// "funding and works", "works, keywords and countries"
QString sectionsOf(const Batch &batch)
{
    QStringList titles;
    for (const QString &key : batch.sections()) {
        const orcid::Section *section = orcid::findSection(key);
        titles << (section ? section->title.toLower() : key);
    }
    if (titles.size() < 2)
        return titles.join(QString());
    const QString last = titles.takeLast();
    return BatchPage::tr("%1 and %2").arg(titles.join(u", "_s), last);
}

QString purposeOf(const Batch &batch)
{
    const QString rows = batch.rows.size() == 1 ? BatchPage::tr("1 row") : BatchPage::tr("%1 rows").arg(number(int(batch.rows.size())));
    const QString people = batch.people.size() == 1 ? BatchPage::tr("1 researcher") : BatchPage::tr("%1 researchers").arg(batch.people.size());
    return BatchPage::tr("%1: %2 of %3 for %4.").arg(batch.fileName, rows, sectionsOf(batch), people);
}

/// Without a delegation, or hers was not accepted.
bool somebodyIsOut(const Batch &batch)
{
    return std::any_of(batch.people.begin(), batch.people.end(), [](const batch::Person &person) {
        return person.state == batch::Person::State::NoDelegation || person.state == batch::Person::State::Stopped;
    });
}

} // namespace

BatchPage::BatchPage(batch::Batches &batches, QWidget *parent)
    : SubPage(tr("Record"), tr("Back to record"), tr("Batch for many researchers"), {}, parent)
    , m_batches(batches)
    , m_stack(new QStackedWidget(this))
    , m_start(new BatchStart(batches, this))
    , m_board(new BatchBoard(batches.services(), this))
{
    setPlace(tr("Batch"));
    body()->setSpacing(12);
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_board);
    body()->addWidget(m_stack, 1);
    makeActions();
    connect(m_board, &BatchBoard::showExchange, this, &Page::showExchange);
    connect(m_start, &BatchStart::fileWanted, this, &BatchPage::chooseFile);
    connect(m_start, &BatchStart::exampleWanted, this, &BatchPage::saveExample);
    connect(m_start, &BatchStart::openRequested, this, &BatchPage::openBatch);
    connect(m_start, &BatchStart::forgetRequested, this, &BatchPage::forget);
    connect(&batches, &batch::Batches::opened, this, &BatchPage::take);
    connect(&batches, &batch::Batches::listChanged, this, [this] {
        if (m_stack->currentWidget() == m_start)
            m_start->refresh();
    });
    connect(&batches.services().inbox, &handover::Inbox::changed, this, [this] {
        if (m_stack->currentWidget() == m_start)
            m_start->refresh();
    });
    take();
}

void BatchPage::makeActions()
{
    m_all = makeButton(tr("All batches"), u"batch"_s, tr("All batches"), "flat", this);
    m_export = makeButton(tr("Result so far…"), u"export"_s, tr("Export result"), "", this);
    m_stop = makeButton(tr("Stop…"), u"x"_s, tr("Stop batch"), "", this);
    m_again = makeButton(tr("Compare again"), u"refresh"_s, tr("Compare with the records"), "", this);
    m_main = makeButton(tr("Pause"), u"pause"_s, tr("Pause batch"), "primary", this);
    for (QPushButton *button : { m_all, m_export, m_stop, m_again, m_main })
        actions()->addWidget(button);
    connect(m_all, &QPushButton::clicked, this, [this] { m_batches.leave(); });
    connect(m_export, &QPushButton::clicked, this, &BatchPage::exportResult);
    connect(m_stop, &QPushButton::clicked, this, &BatchPage::stop);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_runner)
            m_runner->rehearse();
    });
    connect(m_main, &QPushButton::clicked, this, &BatchPage::triggerPrimary);
}

void BatchPage::setEnvironment(const orcid::Environment &environment)
{
    SubPage::setEnvironment(environment);
    m_saidReal = false;
    m_start->refresh();
}

// ── which batch ─────────────────────────────────────────────────────────────────────────────────────────────────────

void BatchPage::take()
{
    if (m_runner)
        m_runner->disconnect(this);
    m_runner = m_batches.current();
    hideBanner();
    m_saidReal = false;
    m_board->setRunner(m_runner);
    const QWidget *focus = window()->focusWidget();
    const bool focused = isVisible() && (!focus || isAncestorOf(focus));
    m_stack->setCurrentWidget(m_runner ? static_cast<QWidget *>(m_board) : m_start);
    if (focused)
        focusMain();
    if (m_runner) {
        connect(m_runner, &batch::Runner::stateChanged, this, &BatchPage::refresh);
        connect(m_runner, &batch::Runner::busyChanged, this, &BatchPage::refresh);
        connect(m_runner, &batch::Runner::arrivedChanged, this, &BatchPage::refresh);
    } else {
        m_start->refresh();
    }
    refresh();
}

// The list, not the button: what that one does changes while a batch goes on.
void BatchPage::focusMain()
{
    m_runner ? m_board->focusList() : m_start->setFocus();
}

void BatchPage::refresh()
{
    if (!m_runner) {
        setTitle(tr("Batch for many researchers"));
        setPurpose(tr("Add and update items on the records of all whose delegations are in the inbox."));
    } else {
        setTitle(m_runner->batch().name);
        setPurpose(purposeOf(m_runner->batch()));
    }
    refreshButtons();
}

void BatchPage::refreshButtons()
{
    for (QPushButton *button : { m_all, m_export, m_stop, m_again, m_main })
        button->setVisible(m_runner);
    if (!m_runner)
        return;
    const Batch &batch = m_runner->batch();
    const bool busy = m_runner->isBusy();
    m_all->setVisible(!busy);
    setButtonText(m_export, batch.isOver() ? tr("Result…") : tr("Result so far…"));
    m_stop->setVisible(batch.state == Batch::State::Running || batch.state == Batch::State::Paused);
    m_again->setVisible(!busy && batch.state == Batch::State::Ready && somebodyIsOut(batch));
    const auto main = [this](const QString &text, const QString &icon, const QString &name, bool enabled) {
        setButtonText(m_main, text);
        setButtonIcon(m_main, icon);
        m_main->setAccessibleName(name);
        m_main->setObjectName(name);
        m_main->setEnabled(enabled);
    };
    const int toDo = batch.counts().toDo;
    if (busy)
        main(tr("Pause"), u"pause"_s, tr("Pause batch"), !m_runner->isEnding());
    else if (batch.state == Batch::State::Rehearsing)
        main(tr("Compare again"), u"refresh"_s, tr("Compare with the records"), true);
    else if (batch.state == Batch::State::Ready)
        main(toDo == 0 ? tr("Nothing to write") : toDo == 1 ? tr("Write 1 row") : tr("Write %1 rows").arg(number(toDo)), u"play"_s, tr("Start batch"), toDo > 0);
    else if (batch.state == Batch::State::Paused)
        main(tr("Resume"), u"play"_s, tr("Resume batch"), toDo > 0);
    else
        m_main->hide();
}

void BatchPage::openBatch(const QString &id)
{
    hideBanner();
    if (!m_runner || m_runner->batch().id != id)
        m_batches.leave(); // where it shows that one is being read
    waitFor(m_batches.open(id), [] {});
}

// Of several wishes the last one counts; the others end with a word nobody needs.
void BatchPage::waitFor(const QFuture<Result<void>> &reading, const std::function<void()> &then)
{
    m_start->setReading(++m_reading > 0);
    whenDone(reading, this, [this, then](const Result<void> &done) {
        m_start->setReading(--m_reading > 0);
        if (done)
            then();
        else if (done.error().code != u"batch.superseded")
            showError(done.error());
    });
}

void BatchPage::forget(const QString &id, const QString &name)
{
    askFirst(this, tr("Forget the batch “%1”?").arg(name), tr("What it wrote stays on the records and in the journal. Rows that were not written are lost here; export the result first if you need them."),
        tr("Forget"), tr("Forget batch"), [this, id] {
            if (const auto forgotten = m_batches.forget(id); !forgotten)
                showError(forgotten.error());
        });
}

// ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────

void BatchPage::chooseFile()
{
    ui::chooseFile(this, tr("Choose CSV"), tr("CSV files (*.csv *.tsv *.txt);;All files (*)"), [this](const QString &path) { openFile(path); });
}

void BatchPage::openFile(const QString &path)
{
    hideBanner();
    const auto bytes = readFile(path, formats::maxFileBytes);
    if (!bytes)
        return showError(bytes.error());
    waitFor(m_batches.add(*bytes, path, m_start->clientId()), [this] {
        if (m_runner)
            m_runner->rehearse();
    });
}

void BatchPage::saveExample()
{
    chooseSaveFile(this, tr("Save example CSV"), u"batch-example.csv"_s, tr("CSV files (*.csv)"), [this](const QString &path) {
        if (const auto written = writeFile(path, batch::exampleCsv()); !written)
            showError(written.error());
    });
}

void BatchPage::exportResult()
{
    if (!m_runner)
        return;
    const QString name = QFileInfo(m_runner->batch().fileName).completeBaseName() + u"-result"_s;
    chooseSaveFile(this, tr("Export result"), safeFileName(name, u".csv"_s), tr("CSV files (*.csv)"), [this](const QString &path) {
        if (!m_runner)
            return;
        if (const auto written = writeFile(path, batch::resultCsv(m_runner->batch())); !written)
            return showError(written.error());
        showNotice(tr("Saved as %1. Read again, rows with a put-code update what is there.").arg(path));
    });
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

void BatchPage::triggerPrimary()
{
    if (!m_runner)
        return chooseFile();
    if (m_runner->isBusy())
        return m_runner->pause();
    switch (m_runner->batch().state) {
    case Batch::State::Rehearsing:
        return m_runner->rehearse();
    case Batch::State::Ready:
    case Batch::State::Paused:
        return startWriting();
    default:
        return;
    }
}

// Once per batch: nothing reaches a real registry before somebody said so, knowing how much and where.
void BatchPage::startWriting()
{
    if (!m_runner->mayStart())
        return;
    const auto kind = m_batches.environment().kind;
    if (m_saidReal || kind == orcid::Environment::Kind::Practice)
        return writeNow();
    const batch::Counts counts = m_runner->batch().counts();
    int people = 0;
    for (const batch::Person &person : m_runner->batch().people)
        people += m_runner->batch().counts(person).toDo > 0;
    askFirst(this, (people == 1 ? tr("Write to the record of 1 researcher at %1?").arg(m_batches.environment().name)
                                : tr("Write to the records of %1 researchers at %2?").arg(people).arg(m_batches.environment().name)),
        tr("%1 items will be added and %2 updated. Everybody who may see an item sees the change at once. Other registries than Practice hold real records.")
            .arg(number(counts.adds), number(counts.updates)),
        tr("Write %1 rows").arg(number(counts.toDo)), tr("Write rows"), [this] {
            m_saidReal = true;
            if (m_runner)
                writeNow();
        });
}

void BatchPage::writeNow()
{
    hideBanner();
    m_runner->start();
}

void BatchPage::stop()
{
    if (!m_runner)
        return;
    const int left = m_runner->batch().counts().toDo;
    askFirst(this, tr("Stop this batch?"), tr("%1 rows stay unwritten and can’t be resumed here. What was written stays. The result says what became of each row, and can be read again later.").arg(number(left)),
        tr("Stop batch"), tr("Stop for good"), [this] {
            if (m_runner)
                m_runner->stop();
        });
}

} // namespace baton::ui

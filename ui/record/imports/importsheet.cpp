#include "ui/record/imports/importsheet.h"

#include "app/formats/export.h"
#include "app/orcid/sections.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/strip.h"
#include "ui/record/imports/importfoot.h"
#include "ui/record/imports/importsteps.h"
#include "ui/record/imports/mappingcard.h"
#include "ui/record/imports/rowreviews.h"
#include "ui/record/imports/verdictmodel.h"
#include "ui/record/imports/verdicttable.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using State = imports::Outcome::State;

namespace {

constexpr qsizetype keepEvery = 100; ///< outcomes, so that a crash forgets few put-codes

}

ImportSheet::ImportSheet(record::RecordClient &client, exchange::DelegatedSession &session, record::Writer &writer, QWidget *parent)
    : QWidget(parent)
    , m_client(client)
    , m_session(session)
    , m_writer(writer)
    , m_run(new ImportRun(client, session, writer, this))
    , m_model(new VerdictModel(this))
    , m_steps(new ImportSteps(this))
    , m_faces(new CurrentStack(this))
    , m_busyRow(new QWidget(this))
    , m_busyWords(makeLabel({}, "caption", m_busyRow))
    , m_busyBar(new QProgressBar(m_busyRow))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_steps);
    auto *busy = new QHBoxLayout(m_busyRow);
    busy->setContentsMargins(0, 0, 0, 0);
    QPushButton *cancel = makeButton(tr("Cancel"), {}, tr("Cancel reading"), "small", m_busyRow);
    m_busyBar->setAccessibleName(tr("Reading progress"));
    m_busyBar->setTextVisible(false);
    busy->addWidget(new Spinner(m_busyRow));
    busy->addWidget(m_busyWords);
    busy->addWidget(m_busyBar, 1);
    busy->addWidget(cancel);
    m_busyRow->hide();
    column->addWidget(m_busyRow);
    m_faces->addWidget(makeNoFile());
    m_faces->addWidget(makeRows());
    column->addWidget(m_faces, 1);
    connect(cancel, &QPushButton::clicked, m_run, &ImportRun::cancel);
    connect(m_steps, &ImportSteps::chooseOther, this, &ImportSheet::chooseFile);
    connect(m_steps, &ImportSteps::readAgain, m_run, &ImportRun::readAgain);
    connectRun();
    for (const auto signal : { &exchange::DelegatedSession::began, &exchange::DelegatedSession::finished })
        connect(&m_session, signal, this, &ImportSheet::reset);
    connect(&m_session, &exchange::DelegatedSession::ended, this, &ImportSheet::showReason);
    connect(&m_session, &exchange::DelegatedSession::renewed, this, [this] {
        if (m_run->hasFile() && !m_sender && !m_sent)
            m_run->rehearseAgain();
    });
    connect(&m_client, &record::RecordClient::permissionsChanged, this, &ImportSheet::showReason);
    connect(&m_client, &record::RecordClient::waiting, this, [this](std::chrono::milliseconds wait) {
        if (m_sender)
            m_foot->showWaiting(wait);
    });
}

void ImportSheet::connectRun()
{
    connect(m_run, &ImportRun::busy, this, &ImportSheet::showBusy);
    connect(m_run, &ImportRun::ended, this, [this] {
        m_busyRow->hide();
        showReason();
    });
    connect(m_run, &ImportRun::fileRead, this, &ImportSheet::showFile);
    connect(m_run, &ImportRun::rehearsed, this, &ImportSheet::showVerdicts);
    connect(m_run, &ImportRun::failed, this, &ImportSheet::failed);
}

QWidget *ImportSheet::makeNoFile()
{
    auto *card = new Card(this);
    card->body()->addStretch(2);
    card->body()->addWidget(new IconLabel(u"import"_s, &Colors::text3, 40, card), 0, Qt::AlignHCenter);
    QLabel *words = makeText(tr("Choose a BibTeX, RIS, CSL-JSON, ORCID JSON or CSV file, or drop it here. You see what every entry would do before anything is sent."), "text2", card);
    words->setAlignment(Qt::AlignHCenter);
    card->body()->addWidget(words);
    m_choose = makeButton(tr("Choose file…"), u"file"_s, tr("Choose file"), "primary", card);
    connect(m_choose, &QPushButton::clicked, this, &ImportSheet::chooseFile);
    card->body()->addWidget(m_choose, 0, Qt::AlignHCenter);
    card->body()->addStretch(3);
    return card;
}

QWidget *ImportSheet::makeRows()
{
    auto *columns = new Columns(14, this);
    m_mapping = new MappingCard(columns);
    auto *card = new Card(columns);
    card->addFlush(makeFilter(), 0);
    m_middle = new QStackedWidget(card);
    m_nothing = makeText(tr("No row matches."), "text2", m_middle);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_table = new VerdictTable(m_model, m_middle);
    m_table->setMinimumHeight(160);
    m_middle->addWidget(m_table);
    m_middle->addWidget(m_nothing);
    card->addFlush(m_middle);
    m_foot = new ImportFoot(card);
    card->addFlush(m_foot, 0);
    m_review = new RowReviewCard(columns);
    m_review->setMinimumHeight(260);
    m_review->hide();
    columns->add(m_mapping, 0, 272);
    columns->add(card, 1);
    columns->add(m_review, 1);
    const auto narrow = [this, columns] {
        const int width = Theme::of().iconSize(272);
        m_mapping->setMinimumWidth(columns->isStacked() ? 220 : width);
        m_mapping->setMaximumWidth(columns->isStacked() ? QWIDGETSIZE_MAX : width);
    };
    connect(columns, &Columns::stackedChanged, m_mapping, narrow);
    connect(&Theme::of(), &Theme::changed, m_mapping, narrow);
    narrow();

    connect(m_mapping, &MappingCard::changed, m_run, &ImportRun::setMapping);
    connect(m_mapping->keepCodes(), &QCheckBox::toggled, m_run, &ImportRun::setKeeping);
    connect(m_model, &VerdictModel::ticksChanged, this, &ImportSheet::showCounts);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] { m_middle->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1); });
    connect(m_foot->send, &QPushButton::clicked, this, [this] {
        if (m_reviewing)
            Q_EMIT sendRequested();
        else
            setReviewing(true);
    });
    connect(m_foot, &ImportFoot::rehearsalRequested, this, [this] { setReviewing(false); });
    connect(m_table, &QTableView::activated, this, [this] { setReviewing(true); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ImportSheet::showRow);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ImportSheet::showRow);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &first, const QModelIndex &last) {
        const int row = m_table->currentIndex().row();
        if (row >= first.row() && row <= last.row())
            showRow();
    });
    connect(m_review, &RowReviewCard::showExchange, this, &ImportSheet::showExchange);
    connect(m_foot, &ImportFoot::exportRequested, this, &ImportSheet::saveVerdicts);
    connect(m_foot, &ImportFoot::journalRequested, this, &ImportSheet::journalRequested);
    connect(m_foot, &ImportFoot::backRequested, this, &ImportSheet::backRequested);
    connect(m_foot, &ImportFoot::againRequested, this, [this] {
        setReviewing(false);
        m_run->rehearseAgain();
    });
    connect(m_foot, &ImportFoot::cancelRequested, this, [this] {
        if (m_sender)
            m_sender->cancel();
    });
    return columns;
}

QWidget *ImportSheet::makeFilter()
{
    QFrame *bar = makeStrip("header", this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    m_filter = new Segments(bar);
    m_filter->add(VerdictModel::All, tr("All"), {}, tr("All rows"));
    m_filter->add(VerdictModel::New, tr("New"), {}, tr("New rows"));
    m_filter->add(VerdictModel::Same, tr("Same"), {}, tr("Same rows"));
    m_filter->add(VerdictModel::Refused, tr("Refused"), {}, tr("Refused rows"));
    m_filter->setChecked(VerdictModel::All);
    m_search = new SearchField(tr("Search rows"), bar);
    m_search->setPlaceholderText(tr("Search rows"));
    m_search->setMaximumWidth(180);
    m_look = makeIconButton(u"review"_s, tr("Review rows"), bar);
    m_look->setCheckable(true);
    m_look->setToolTip(tr("Shows beside the rows what each would change, or has changed"));
    row->addWidget(m_filter);
    row->addStretch(1);
    row->addWidget(m_search, 2);
    row->addWidget(m_look);
    connect(m_look, &QToolButton::toggled, this, &ImportSheet::setReviewing);
    connect(m_filter, &Segments::selected, m_model, [this](int id) { m_model->setFilter(VerdictModel::Filter(id)); });
    connect(m_search, &QLineEdit::textChanged, m_model, &VerdictModel::setWords);
    return bar;
}

void ImportSheet::open(const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    if (!m_run->hasFile())
        m_section = known && known->writable ? section : u"works"_s;
    m_choose->setFocus();
    showReason();
}

void ImportSheet::openFile(const QString &path)
{
    if (m_sender)
        return Q_EMIT told(tr("Wait until sending is done, or cancel it, before you open another file."));
    if (!m_session.isActive())
        return;
    rememberFolder(path);
    m_run->open(path, m_section);
}

void ImportSheet::chooseFile()
{
    if (m_sender)
        return;
    ui::chooseFile(window(), tr("Import from a file"), tr("Items (*.bib *.bibtex *.ris *.json *.csv *.tsv *.txt);;All files (*)"), [this](const QString &path) { openFile(path); });
}

QString ImportSheet::things() const
{
    const QStringList sections = m_run->hasFile() ? imports::sectionsOf(m_run->file().rows) : QStringList { m_section };
    const orcid::Section *section = sections.size() == 1 ? orcid::findSection(sections.first()) : nullptr;
    return section ? section->title.toLower() : tr("items");
}

QString ImportSheet::title() const
{
    const int rows = m_model->counts().toAdd + m_model->counts().toUpdate;
    if (!m_reviewing || m_sender || m_sent)
        return tr("Import %1").arg(things());
    return rows == 1 ? tr("Review 1 row") : tr("Review %1 %2").arg(QLocale().toString(rows), things());
}

QString ImportSheet::purpose() const
{
    if (m_reviewing && !m_sender && !m_sent)
        return tr("Nothing has been sent yet. Choose a row to see what it would change; untick what should stay as it is.");
    return m_sender ? tr("Being sent. Each row is noted in the journal first.") : m_stopped ? tr("Stopped before the end. This is what became of each row.") : m_sent ? tr("Sent. This is what became of each row.") : tr("A rehearsal. Nothing has been sent yet.");
}

QString ImportSheet::question() const
{
    const VerdictCounts &counts = m_model->counts();
    return tr("%1 new and %2 to be changed").arg(counts.toAdd).arg(counts.toUpdate);
}

// ---- reading and judging

void ImportSheet::showBusy(const QString &words, int done, int of)
{
    m_busyWords->setText(of > 0 ? tr("%1 %2 of %3").arg(words, QLocale().toString(done), QLocale().toString(of)) : words);
    m_busyBar->setRange(0, of);
    m_busyBar->setValue(done);
    m_busyRow->show();
    showReason();
}

void ImportSheet::showFile()
{
    const formats::ReadFile &file = m_run->file();
    // Ticks belong to one kind of file: a corrected one has them again, another one begins anew.
    if (std::exchange(m_ticksOf, m_run->fingerprint()) != m_run->fingerprint())
        m_model->forgetTicks();
    const qsizetype rows = file.rows.size();
    m_steps->setFile(QFileInfo(m_run->path()).fileName(),
        rows == 1 ? tr("%1, 1 entry").arg(formats::nameOf(file.format)) : tr("%1, %2 entries").arg(formats::nameOf(file.format), QLocale().toString(rows)));
    setReviewing(false);
    showStep();
    m_mapping->show(file, m_run->isRemembered());
    m_model->set({}, {});
    m_sent = m_stopped = false;
    const bool first = m_faces->currentIndex() != Rows;
    m_faces->setCurrentIndex(Rows);
    if (first)
        m_table->setFocus();
    Q_EMIT purposeChanged();
}

void ImportSheet::showVerdicts()
{
    m_sent = m_stopped = false;
    m_model->set(m_run->file().rows, m_run->verdicts());
    const VerdictCounts &counts = m_model->counts();
    m_filter->setText(VerdictModel::All, tr("All %1").arg(counts.all));
    m_filter->setText(VerdictModel::New, tr("New %1").arg(counts.news));
    m_filter->setText(VerdictModel::Same, tr("Same %1").arg(counts.same));
    m_filter->setText(VerdictModel::Refused, tr("Refused %1").arg(counts.refused));
    showStep();
    setTouchable(true);
    Q_EMIT purposeChanged();
    // Ticks that come along from another file are told.
    const bool another = std::exchange(m_ticksFile, m_run->path()) != m_run->path();
    if (const int kept = m_model->unticked(); another && kept > 0)
        Q_EMIT told(kept == 1 ? tr("1 row stays unticked, as in the file before.") : tr("%1 rows stay unticked, as in the file before.").arg(kept));
}

void ImportSheet::showCounts()
{
    if (m_sender || m_sent)
        return;
    m_foot->showCounts(m_model->counts(), m_model->requests(), things());
    showReason();
    if (m_reviewing)
        Q_EMIT purposeChanged();
}

// ---- one row after the other

void ImportSheet::setReviewing(bool reviewing)
{
    m_look->setChecked(reviewing);
    if (std::exchange(m_reviewing, reviewing) == reviewing)
        return;
    m_mapping->setVisible(!reviewing);
    m_review->setVisible(reviewing);
    m_foot->setReviewing(reviewing);
    showStep();
    if (reviewing && m_model->rowCount() > 0) {
        const int current = m_table->currentIndex().row();
        m_table->selectRow(m_table->selectionModel()->hasSelection() ? current : qMax(0, m_model->firstTicked()));
    }
    showRow();
    m_table->setFocus();
    Q_EMIT purposeChanged();
}

void ImportSheet::showRow()
{
    if (!m_reviewing)
        return;
    const int row = m_table->currentIndex().row();
    if (row >= 0 && row < m_model->rowCount())
        m_review->show(reviewOf(*m_model, row, m_client, m_session, m_writer.journal()));
    else
        m_review->clear();
}

void ImportSheet::showStep()
{
    if (m_sender || m_sent)
        return m_steps->setStep(ImportSteps::Send, m_sent && !m_stopped);
    m_steps->setStep(m_reviewing ? ImportSteps::Send : m_run->isBusy() ? ImportSteps::Mapping : ImportSteps::Rehearsal);
}

void ImportSheet::showReason()
{
    QString reason;
    if (m_run->isBusy())
        reason = tr("The rehearsal is not done yet.");
    else if (m_session.isActive() && m_session.hasEnded() && !m_session.automaticRenewal())
        reason = tr("The delegated token has ended. Renew it first; the ticks stay.");
    else if (m_client.deletesOnly())
        reason = tr("The researcher withdrew the permission: nothing can be added or changed any more.");
    m_foot->setReason(reason);
}

void ImportSheet::setTouchable(bool on)
{
    m_steps->setChangeable(on);
    m_mapping->setChangeable(on);
}

// ---- sending

void ImportSheet::send()
{
    const QList<imports::Sending> chosen = m_model->chosen();
    if (m_sender || chosen.isEmpty() || m_run->isBusy())
        return;
    m_toKeep.clear();
    m_sender = new imports::Sender(m_writer, this);
    m_model->setSending(true);
    setTouchable(false);
    showStep();
    connect(m_sender, &imports::Sender::outcome, this, &ImportSheet::outcome);
    connect(m_sender, &imports::Sender::progress, m_foot, &ImportFoot::showProgress);
    connect(m_sender, &imports::Sender::finished, this, &ImportSheet::finished);
    Q_EMIT purposeChanged();
    m_sender->start(chosen);
}

void ImportSheet::outcome(const imports::Outcome &outcome)
{
    m_model->setOutcome(outcome);
    if (outcome.state == State::Added || outcome.state == State::Updated)
        m_toKeep.insert(m_run->file().rows.at(outcome.row - 1).key, outcome.putCode);
    if (m_toKeep.size() >= keepEvery) {
        m_run->keep(m_toKeep);
        m_toKeep.clear();
    }
}

void ImportSheet::finished(const Error &stopped)
{
    m_run->keep(std::exchange(m_toKeep, {}));
    m_sender->deleteLater();
    m_sender = nullptr;
    m_sent = true;
    m_stopped = !stopped.code.isEmpty();
    setTouchable(true);
    m_table->setFocus();
    showStep();
    showRow();
    m_foot->showResults(m_model->outcomes(), stopped);
    Q_EMIT purposeChanged();
    Q_EMIT written();
    if (!stopped.code.isEmpty() && stopped.code != u"record.cancelled")
        Q_EMIT failed(stopped);
}

void ImportSheet::saveVerdicts()
{
    const QString suggestion = safeFileName(QFileInfo(m_run->path()).completeBaseName() + (m_sent ? u"-results"_s : u"-verdicts"_s), u".csv"_s);
    const QByteArray bytes = formats::csv(m_model->exportHeadings(), m_model->exportRows());
    chooseSaveFile(window(), tr("Export verdicts"), suggestion, tr("CSV (*.csv)"), [this, bytes](const QString &path) {
        if (const auto written = writeFile(path, bytes); !written)
            Q_EMIT failed(written.error());
        else
            Q_EMIT told(tr("Saved as %1.").arg(path));
    });
}

// Another record, or none: what was read belongs to the former one.
void ImportSheet::reset()
{
    if (m_sender)
        m_sender->cancel();
    delete std::exchange(m_sender, nullptr);
    m_run->clear();
    m_model->forgetTicks();
    m_model->set({}, {});
    m_ticksOf.clear();
    m_sent = m_stopped = false;
    setReviewing(false);
    m_busyRow->hide();
    m_steps->setFile({}, {});
    m_steps->setStep(ImportSteps::File);
    setTouchable(true);
    m_faces->setCurrentIndex(NoFile);
}

} // namespace baton::ui

#include "ui/record/exporting.h"

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "ui/common/dialogs.h"
#include "ui/common/files.h"
#include "ui/common/printing.h"
#include "ui/common/widgets.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QHash>
#include <QtWidgets/QMenu>
#include <QtWidgets/QProgressDialog>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace baton::ui {

using namespace Qt::StringLiterals;
using formats::Format;

/// One reading of what only summaries are there of, section by section.
struct Exporting::Run {
    QList<record::Item> items;
    QStringList sections; ///< still to read
    QHash<QString, record::Item> full;
    QFuture<Result<QList<record::Item>>> reading;
    Then then;
    bool stopped = false;
};

namespace {

constexpr Format kFormats[] = { Format::Csv, Format::BibTeX, Format::CslJson, Format::OrcidJson };

struct FileKind {
    QString ending, filter;
};

FileKind fileKind(Format format)
{
    switch (format) {
    case Format::Csv:
        return { u".csv"_s, Exporting::tr("Comma-separated values (*.csv)") };
    case Format::BibTeX:
        return { u".bib"_s, Exporting::tr("BibTeX (*.bib)") };
    case Format::CslJson:
    case Format::OrcidJson:
    case Format::Ris:
        break;
    }
    return { u".json"_s, Exporting::tr("JSON (*.json)") };
}

constexpr qsizetype maxPrinted = 1000; ///< laying out more takes seconds, and a pile of paper

QString keyOf(const record::Item &item)
{
    return item.section + u'/' + QString::number(item.putCode);
}

bool canHoldAll(Format format, const QList<record::Item> &items)
{
    return std::all_of(items.begin(), items.end(), [format](const record::Item &item) { return formats::canHold(format, item.section); });
}

/// Sections whose lists hold everything the full item does (orcid.md 7.5, 7.8).
bool isWholeInList(const record::Item &item)
{
    const orcid::Section *section = orcid::findSection(item.section);
    return item.full || section == nullptr || !section->isActivity() || section->family == orcid::Section::Family::Affiliations;
}

} // namespace

Exporting::Exporting(ExportSource source, QWidget *page)
    : QObject(page)
    , m_source(std::move(source))
    , m_page(page)
    , m_button(makeButton(tr("Export…"), u"save"_s, tr("Export items"), "", page))
    , m_menu(new QMenu(m_button))
{
    makeMenu();
}

void Exporting::makeMenu()
{
    for (const Format format : kFormats) {
        QAction *action = m_menu->addAction(tr("%1…").arg(formats::nameOf(format)), this, [this, format] { chooseFile(format); });
        action->setData(int(format));
    }
    m_menu->addSeparator();
    m_menu->addAction(tr("Print page…"), this, &Exporting::print);
    m_menu->setToolTipsVisible(true);
    m_button->setMenu(m_menu);
    m_button->setToolTip(tr("Export what this list shows"));
    connect(m_menu, &QMenu::aboutToShow, this, &Exporting::showPossible);
}

void Exporting::showPossible()
{
    const QList<record::Item> items = m_source.seen().items;
    for (QAction *action : m_menu->actions()) {
        const bool isFormat = action->data().isValid();
        const bool holds = isFormat ? canHoldAll(Format(action->data().toInt()), items) : items.size() <= maxPrinted;
        action->setEnabled(!items.isEmpty() && holds && !m_busy);
        action->setToolTip(items.isEmpty() ? tr("The list is empty.")
                : holds                    ? QString()
                : isFormat                 ? tr("Holds works only.")
                                           : tr("More than %1 items: search or filter the list first.").arg(maxPrinted));
    }
}

void Exporting::chooseFile(Format format)
{
    const FileKind kind = fileKind(format);
    chooseSaveFile(m_page, tr("Export items"), safeFileName(m_source.seen().fileName, kind.ending), kind.filter,
        [this, format](const QString &path) { exportTo(format, path); });
}

void Exporting::exportTo(Format format, const QString &path)
{
    const QList<record::Item> items = m_source.seen().items;
    if (m_busy || items.isEmpty())
        return;
    withFullItems(items, [this, format, path, wanted = items.size()](const QList<record::Item> &full) { save(format, path, full, wanted); });
}

void Exporting::print()
{
    const ExportSource::Seen seen = m_source.seen();
    if (m_busy || seen.items.isEmpty() || seen.items.size() > maxPrinted)
        return;
    withFullItems(seen.items, [this, seen](const QList<record::Item> &full) {
        setBusy(false);
        offerPage(m_page, seen.heading, formats::page(seen.heading, seen.note, full), seen.fileName);
    });
}

void Exporting::withFullItems(const QList<record::Item> &items, const Then &then)
{
    setBusy(true);
    const auto run = std::make_shared<Run>();
    run->items = items;
    run->then = then;
    qsizetype summaries = 0;
    for (const record::Item &item : items) {
        if (isWholeInList(item))
            continue;
        ++summaries;
        if (!run->sections.contains(item.section))
            run->sections += item.section;
    }
    if (summaries > 0) {
        m_progress = new QProgressDialog(tr("Reading %n item(s) in full…", nullptr, int(summaries)), tr("Stop"), 0, int(summaries), m_page);
        m_progress->setWindowTitle(tr("Export items"));
        m_progress->setWindowModality(Qt::WindowModal);
        m_progress->setAutoClose(false);
        m_progress->setAutoReset(false);
        m_progress->setMinimumDuration(500);
        connect(m_progress, &QProgressDialog::canceled, this, [this, run] {
            run->stopped = true;
            run->reading.cancel();
            stop();
        });
    }
    readNext(run);
}

void Exporting::readNext(const std::shared_ptr<Run> &run)
{
    if (run->stopped)
        return;
    if (run->sections.isEmpty())
        return finish(run);
    const QString section = run->sections.takeFirst();
    QList<record::Item> summaries;
    for (const record::Item &item : std::as_const(run->items)) {
        if (item.section == section && !isWholeInList(item))
            summaries += item;
    }
    const int before = int(run->full.size());
    run->reading = m_source.readFull(summaries);
    auto *watcher = new QFutureWatcher<Result<QList<record::Item>>>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, this, [this, before](int value) {
        if (m_progress)
            m_progress->setValue(before + value);
    });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(run->reading);
    whenDone(run->reading, this, [this, run, section](const Result<QList<record::Item>> &read) { arrived(run, section, read); });
}

void Exporting::arrived(const std::shared_ptr<Run> &run, const QString &section, const Result<QList<record::Item>> &read)
{
    if (run->stopped)
        return;
    if (!read) {
        stop();
        Q_EMIT failed(read.error());
        return;
    }
    for (const record::Item &item : *read)
        run->full.insert(keyOf(item), item);
    // What is gone by now is not exported as half an item.
    run->items.removeIf([&](const record::Item &item) { return item.section == section && !isWholeInList(item) && !run->full.contains(keyOf(item)); });
    readNext(run);
}

void Exporting::finish(const std::shared_ptr<Run> &run)
{
    closeProgress();
    QList<record::Item> items = run->items;
    for (record::Item &item : items)
        item = record::withJson(run->full.value(keyOf(item), item)); // what is whole in a list may be lean
    run->then(items);
}

void Exporting::save(Format format, const QString &path, const QList<record::Item> &items, qsizetype wanted)
{
    // 10,000 works take a moment.
    const QFuture<Result<void>> writing = QtConcurrent::run([items, format, path] { return writeFile(path, formats::write(items, format)); });
    whenDone(writing, this, [this, path, count = items.size(), wanted](const Result<void> &written) {
        setBusy(false);
        if (!written) {
            Q_EMIT failed(written.error());
            return;
        }
        QString words = tr("%n item(s) exported to %1.", nullptr, int(count)).arg(path.section(u'/', -1));
        if (count < wanted)
            words += u' ' + tr("%n item(s) couldn’t be read in full any more and are left out.", nullptr, int(wanted - count));
        Q_EMIT done(words);
    });
}

void Exporting::stop()
{
    closeProgress();
    setBusy(false);
}

void Exporting::closeProgress()
{
    if (!m_progress)
        return;
    m_progress->disconnect(this); // closing it would count as a click on Stop
    m_progress->deleteLater();
    m_progress = nullptr;
}

void Exporting::setBusy(bool busy)
{
    m_busy = busy;
    m_button->setEnabled(!busy);
}

} // namespace baton::ui

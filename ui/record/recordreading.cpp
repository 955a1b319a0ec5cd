// What the record page reads and how it shows that: the record, the section in sight, and items in full.

#include "ui/record/recordpage.h"

#include "app/orcid/sections.h"
#include "ui/common/daytime.h"
#include "ui/record/detailspanel.h"
#include "ui/record/draftsbanner.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"
#include "ui/record/itemtable.h"
#include "ui/record/recordtools.h"
#include "ui/record/review/reviewsheet.h"
#include "ui/record/sectionmodel.h"

#include <QtCore/QLocale>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Sheet { EmptySheet, BrowseSheet, EditSheet };

constexpr auto beforeFull = 120ms; // a list that is walked through with the arrow keys asks once
constexpr auto afterTyping = 80ms;
constexpr qsizetype aheadOfWorks = 12, aheadOfOthers = 1, behind = 3;
constexpr int manyRows = 500;      // above, our own write does not make the whole list be read again

} // namespace

void RecordPage::connectReading()
{
    m_fullSoon.setSingleShot(true);
    m_fullSoon.setInterval(beforeFull);
    connect(&m_fullSoon, &QTimer::timeout, this, &RecordPage::readFull);
    m_detailsSoon.setSingleShot(true);
    m_detailsSoon.setInterval(afterTyping);
    connect(&m_detailsSoon, &QTimer::timeout, this, &RecordPage::showDetails);
    connect(m_tools, &RecordTools::cancelRequested, this, [this] { m_itemStop ? m_itemStop->now() : m_reading->cancel(); });
    connect(m_tools, &RecordTools::orderChosen, this, [this](int which) { m_filter->setOrder(SectionOrders::order(which)); });
    connect(m_filter, &ItemFilter::orderChanged, this, &RecordPage::noteOrder);
    connect(m_reading, &SectionReading::began, this, [this] { setBusy(tr("Reading %1…").arg(sectionTitle(m_section).toLower()), true); });
    connect(m_reading, &SectionReading::progressed, this, &RecordPage::showProgress);
    connect(m_reading, &SectionReading::ended, this, [this] { setBusy({}); });
    connect(m_reading, &SectionReading::stateChanged, this, &RecordPage::showAge);
    connect(m_reading, &SectionReading::rowsChanged, this, &RecordPage::showTable);
    connect(m_reading, &SectionReading::moreCame, this, [this] {
        if (!m_table->currentIndex().isValid())
            m_table->setCurrentIndex(m_filter->index(0, 0));
    });
    connect(m_reading, &SectionReading::came, this, &RecordPage::showContent);
    connect(m_reading, &SectionReading::failed, this, &RecordPage::showFailure);
    connect(m_reading, &SectionReading::cancelled, this,
        [this] { showNotice(tr("Reading was cancelled. What had arrived is shown; refresh to read the rest.")); });
    connect(m_reading, &SectionReading::counted, this, &RecordPage::countJournal);
}

void RecordPage::noteOrder()
{
    const int now = SectionOrders::entryOf(m_filter->order());
    m_tools->markOrder(now);
    m_orders.choose(m_section, now);
}

// ---- the record

void RecordPage::open()
{
    putDraftAway();
    const exchange::Delegation &delegation = m_session.delegation();
    m_researcher = delegation.researcher;
    m_sections->clearCounts();
    m_items->set({}, {});
    hideBanner();
    setEnvironment(delegation.environment);
    m_heading->setParties(delegation.originalClientName.isEmpty() ? delegation.originalClientId : delegation.originalClientName,
        delegation.secondClient.name.isEmpty() ? delegation.secondClient.clientId : delegation.secondClient.name);
    if (const auto about = m_cache ? m_cache->about() : std::nullopt; about && !about->name.isEmpty())
        m_researcher = about->name;
    m_reading->begin(m_researcher);
    leaveEditing();
    showTokenBanner();
    readPerson();
    // A list that got the focus has a current row that isn't selected yet.
    {
        const QSignalBlocker blocker(m_sectionList);
        m_sectionList->choose(m_section);
    }
    m_reading->ask();
    readSection(m_section, 0, Age::Any);
    m_draftsBanner->setPlace(m_writer.place());
    bringDraftBack();
    recover();
}

void RecordPage::close()
{
    putDraftAway();
    m_draftsBanner->hold(false);
    m_draftsBanner->setPlace({});
    m_reading->end();
    m_fullReading.cancel();
    m_items->set({}, {});
    m_sections->clearCounts();
    m_tokenBanner->hide();
    hideBanner();
    m_heading->showNothing();
    m_review->close();
    m_stack->setCurrentIndex(EmptySheet);
}

void RecordPage::refresh()
{
    if (!m_session.isActive())
        return;
    hideBanner();
    const record::Item *item = current();
    m_reading->readCounts();
    readSection(m_section, item ? item->putCode : 0);
}

void RecordPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    catchUp();
}

// A batch writes to this record too, while the page is out of sight.
void RecordPage::catchUp()
{
    if (!m_session.isActive() || m_stack->currentIndex() != BrowseSheet || m_reading->isReading() || !m_reading->readAt().isValid() || m_client.deletesOnly())
        return;
    const QList<record::JournalEntry> entries = m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid);
    const bool others = std::any_of(entries.begin(), entries.end(), [this](const record::JournalEntry &entry) {
        return entry.session != m_writer.currentSession() && entry.settledAt > m_reading->readAt()
            && (entry.state == record::JournalEntry::State::Confirmed || entry.state == record::JournalEntry::State::Undone);
    });
    if (!others)
        return;
    m_reading->forgetAnswer();
    const record::Item *item = current();
    const qint64 select = item ? item->putCode : 0;
    if (m_cache && m_cache->isUsable() && m_cache->has(m_section))
        return readSection(m_section, select, Age::Any); // the counts come with the question what changed
    m_reading->readCounts();
    readSection(m_section, select);
}

void RecordPage::readPerson()
{
    whenDone(m_client.readPerson(), this, [this, orcid = m_session.delegation().orcid](const Result<record::PersonCard> &card) {
        if (!m_session.isActive() || orcid != m_session.delegation().orcid || !card || card->name.isEmpty())
            return;
        m_researcher = card->name;
        m_reading->setResearcher(m_researcher);
        if (m_stack->currentIndex() == BrowseSheet)
            m_heading->showRecord(m_researcher, environment().orcidUri(orcid));
    });
}

void RecordPage::countJournal()
{
    m_sections->setCount(u"@journal"_s, m_writer.journal().count(m_writer.place().environmentId, m_writer.place().orcid));
}

// ---- one section

void RecordPage::chooseSection(const QString &section)
{
    readSection(section, 0, Age::Any);
}

void RecordPage::readSection(const QString &section, qint64 select, Age age)
{
    if (!m_session.isActive())
        return;
    if (section != m_section) {
        m_items->set({}, {});
        m_tools->search->clear();
    }
    m_section = section;
    m_filter->setOrder(SectionOrders::order(m_orders.of(section)));
    const orcid::Section *known = orcid::findSection(section);
    m_tools->setSection(sectionTitle(section), known ? known->itemTitle : QString());
    showPermissions();
    m_reading->read(section, select, age);
}

void RecordPage::showProgress(qsizetype arrived, int of)
{
    const QString so = QLocale().toString(arrived);
    setBusy(of >= arrived ? tr("%1 of %2").arg(so, QLocale().toString(of)) : tr("%1 so far").arg(so), m_reading->mayCancel());
}

void RecordPage::showContent(const record::SectionContent &content, qint64 select)
{
    m_items->set(content, m_client.ourSource());
    if (orcid::findSection(content.section))
        m_sections->setCount(content.section, int(content.items.size()));
    if (!content.leftOut.isEmpty())
        showNotice(tr("Left out because the registry sent something else than an item: %1").arg(content.leftOut.mid(0, 10).join(u", "_s)));
    showTable();
    const QModelIndex wanted = select ? m_filter->indexOf(select) : m_table->currentIndex();
    m_table->setCurrentIndex(wanted.isValid() ? wanted : m_filter->index(0, 0));
    showDetails();
}

void RecordPage::showAge()
{
    using State = SectionReading::State;
    QString words;
    switch (m_reading->state()) {
    case State::Read:
        words = tr("Read %1").arg(readAtWords(m_reading->readAt()));
        break;
    case State::Refreshing:
        words = tr("Read %1 · refreshing…").arg(readAtWords(m_reading->readAt()));
        break;
    case State::Offline:
        words = tr("Offline: as of %1").arg(readAtWords(m_reading->readAt()));
        break;
    case State::Partly:
        words = tr("Only partly read");
        break;
    case State::None:
        break;
    }
    m_heading->setAge(words, m_reading->state() == State::Offline || m_reading->state() == State::Partly);
}

// ---- our own writes in a long list

bool RecordPage::takeOver(const QString &section, qint64 putCode, bool removed)
{
    if (section != m_items->section() || m_items->rowCount() < manyRows || m_reading->isPartly())
        return false;
    const auto taken = [this] {
        m_sections->setCount(m_section, m_items->rowCount());
        countJournal();
        showTable();
    };
    if (removed) {
        m_items->remove(putCode);
        taken();
        return true;
    }
    whenDone(m_client.readItem(section, putCode), this, [this, section, taken](const Result<record::Item> &item) {
        if (section != m_items->section())
            return;
        if (!item)
            return readSection(section);
        m_items->put(*item);
        taken();
        if (const QModelIndex row = m_filter->indexOf(item->putCode); row.isValid())
            m_table->setCurrentIndex(row);
    });
    return true;
}

// ---- one item

void RecordPage::showDetails()
{
    if (m_typing)
        return;
    const record::Item *item = current();
    if (!item) {
        m_detailsShown.clear();
        m_details->clear(m_filter->rowCount() > 0 ? tr("Choose an item to see it in full.") : QString());
        return showPermissions();
    }
    const auto full = item->full ? std::nullopt : m_full->kept(*item);
    const record::Item &shown = full ? *full : *item;
    const record::Permission may = m_client.mayChange(*item);
    const QString now = QStringList { shown.section, QString::number(shown.putCode), QString::number(shown.changedAt.toMSecsSinceEpoch()),
        QString::number(shown.traceId), shown.full ? u"full"_s : QString(), may.reason, m_session.delegation().orcid }.join(u'|');
    if (std::exchange(m_detailsShown, now) != now)
        m_details->show(record::withJson(shown), may);
    const orcid::Section *known = orcid::findSection(item->section);
    if (!shown.full && known && known->isActivity())
        m_fullSoon.start();
    showPermissions();
}

// The chosen item, and those one will probably choose next.
void RecordPage::readFull()
{
    const QModelIndex at = m_table->currentIndex();
    if (!m_session.isActive() || m_session.hasEnded() || m_client.deletesOnly() || isEditing() || !at.isValid())
        return;
    m_fullReading.cancel();
    const bool works = m_section == u"works";
    QList<record::Item> wanted { *m_filter->item(at) };
    const auto add = [&](int row) {
        const record::Item *item = m_filter->item(m_filter->index(row, 0));
        if (item && !item->full && !m_full->kept(*item))
            wanted += *item;
    };
    for (int step = 1; step <= (works ? aheadOfWorks : aheadOfOthers); ++step)
        add(at.row() + step);
    for (int step = 1; works && step <= behind; ++step)
        add(at.row() - step);
    m_fullReading = m_full->read(wanted);
    whenDone(m_fullReading, this, [this](const Result<QList<record::Item>> &items) {
        const record::Item *item = current();
        if (items && item && m_full->kept(*item))
            showDetails();
    });
}

} // namespace baton::ui

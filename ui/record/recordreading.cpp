// The record page's reading: what is kept first, then what changed, large lists while they arrive, and items in full.

#include "ui/record/recordpage.h"

#include "app/orcid/sections.h"
#include "app/record/refusal.h"
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
constexpr int checkedForSecs = 30;

} // namespace

void RecordPage::connectReading()
{
    m_fullSoon.setSingleShot(true);
    m_fullSoon.setInterval(beforeFull);
    connect(&m_fullSoon, &QTimer::timeout, this, &RecordPage::readFull);
    m_detailsSoon.setSingleShot(true);
    m_detailsSoon.setInterval(afterTyping);
    connect(&m_detailsSoon, &QTimer::timeout, this, &RecordPage::showDetails);
    connect(m_tools, &RecordTools::cancelRequested, this, [this] {
        if (m_stop)
            m_stop->now();
    });
    connect(m_tools, &RecordTools::orderChosen, this, [this](int which) { m_filter->setOrder(SectionOrders::order(which)); });
    connect(m_filter, &ItemFilter::orderChanged, this, &RecordPage::noteOrder);
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
    m_checkedAt = {};
    m_checking = false;
    m_state = State::None;
    hideBanner();
    setEnvironment(delegation.environment);
    m_heading->setParties(delegation.originalClientName.isEmpty() ? delegation.originalClientId : delegation.originalClientName,
        delegation.secondClient.name.isEmpty() ? delegation.secondClient.clientId : delegation.secondClient.name);
    if (const auto about = m_cache ? m_cache->about() : std::nullopt) {
        m_researcher = about->name.isEmpty() ? m_researcher : about->name;
        m_sections->setCounts(about->overview.counts());
    }
    leaveEditing();
    showTokenBanner();
    readPerson();
    // A list that got the focus has a current row that isn't selected yet.
    {
        const QSignalBlocker blocker(m_sectionList);
        m_sectionList->choose(m_section);
    }
    check();
    readSection(m_section, 0, Age::Any);
    m_draftsBanner->setPlace(m_writer.place());
    bringDraftBack();
    recover();
}

void RecordPage::close()
{
    putDraftAway();
    m_draftsBanner->setPlace({});
    ++m_reading;
    if (m_stop)
        m_stop->now();
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
    readCounts();
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
    if (!m_session.isActive() || m_stack->currentIndex() != BrowseSheet || m_loading || !m_readAt.isValid() || m_client.deletesOnly())
        return;
    const QList<record::JournalEntry> entries = m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid);
    const bool others = std::any_of(entries.begin(), entries.end(), [this](const record::JournalEntry &entry) {
        return entry.session != m_writer.currentSession() && entry.settledAt > m_readAt
            && (entry.state == record::JournalEntry::State::Confirmed || entry.state == record::JournalEntry::State::Undone);
    });
    if (!others)
        return;
    m_checkedAt = {};
    const record::Item *item = current();
    const qint64 select = item ? item->putCode : 0;
    if (m_cache && m_cache->isUsable() && m_cache->has(m_section))
        return readSection(m_section, select, Age::Any); // the counts come with the question what changed
    readCounts();
    readSection(m_section, select);
}

void RecordPage::readPerson()
{
    whenDone(m_client.readPerson(), this, [this, orcid = m_session.delegation().orcid](const Result<record::PersonCard> &card) {
        if (!m_session.isActive() || orcid != m_session.delegation().orcid || !card || card->name.isEmpty())
            return;
        m_researcher = card->name;
        if (m_stack->currentIndex() == BrowseSheet)
            m_heading->showRecord(m_researcher, environment().orcidUri(orcid));
    });
}

void RecordPage::readCounts()
{
    whenDone(m_client.readOverview(), this, [this, orcid = m_session.delegation().orcid](const Result<record::Overview> &overview) {
        if (overview && m_session.isActive() && orcid == m_session.delegation().orcid) {
            m_sections->setCounts(overview->counts());
            keepAbout(*overview);
        }
        countJournal();
    });
}

void RecordPage::countJournal()
{
    m_sections->setCount(u"@journal"_s, int(m_writer.journal().entries(m_writer.place().environmentId, m_writer.place().orcid).size()));
}

// ---- what changed since it was kept

void RecordPage::check()
{
    if (!m_cache || !m_cache->isUsable())
        return readCounts();
    m_checking = true;
    whenDone(m_cache->check(), this, [this, orcid = m_session.delegation().orcid](const Result<record::Overview> &overview) {
        if (m_session.isActive() && orcid == m_session.delegation().orcid)
            overview ? checked(*overview) : checkFailed(overview.error());
    });
}

void RecordPage::checkFailed(const Error &error)
{
    m_checking = false;
    if (m_state != State::Refreshing)
        return;
    m_state = State::Offline;
    showAge();
    if (!record::isOffline(error))
        showFailure(error);
}

void RecordPage::checked(const record::Overview &overview)
{
    m_checking = false;
    m_checkedAt = QDateTime::currentDateTimeUtc();
    m_sections->setCounts(overview.counts());
    countJournal();
    keepAbout(overview);
    if (!m_loading && m_state == State::Refreshing)
        judgeKept();
}

/// What is shown is what was kept, and the registry was asked since.
void RecordPage::judgeKept()
{
    if (m_cache->has(m_section)) {
        m_readAt = m_checkedAt;
        m_state = State::Read;
        return showAge();
    }
    const record::Item *item = current();
    ++m_reading;
    readFresh(item ? item->putCode : 0);
}

void RecordPage::keepAbout(const record::Overview &overview)
{
    if (!m_cache)
        return;
    const auto before = m_cache->about();
    m_cache->setAbout({ m_researcher, before ? before->lastModified : QDateTime(), overview });
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
        m_state = State::None;
    }
    m_section = section;
    m_filter->setOrder(SectionOrders::order(m_orders.of(section)));
    const orcid::Section *known = orcid::findSection(section);
    m_tools->setSection(sectionTitle(section), known ? known->itemTitle : QString());
    showPermissions();
    ++m_reading;
    if (m_stop)
        m_stop->now();
    if (age == Age::Any && m_cache && m_cache->has(section))
        readKept(select);
    else
        readFresh(select);
}

// At once what is kept, honest about its age; then whether it is still so.
void RecordPage::readKept(qint64 select)
{
    m_stop.reset();
    m_loading = true;
    m_arrived = 0;
    m_partly = m_items->rowCount() == 0;
    m_state = State::Refreshing;
    const auto early = [self = QPointer(this), turn = m_reading](const QList<record::Item> &items) {
        if (self && turn == self->m_reading && self->m_partly)
            self->arriving(items, false);
    };
    whenDone(m_cache->read(m_section, early), this, [this, select, turn = m_reading](const std::optional<record::SectionContent> &content) {
        if (turn != m_reading)
            return;
        m_loading = m_partly = false;
        setBusy({});
        if (!content) {
            m_cache->forget(m_section);
            return readFresh(select);
        }
        m_readAt = content->readAt;
        showContent(*content, select);
        showAge();
        if (m_checking)
            return;
        if (m_checkedAt.isValid() && m_checkedAt.secsTo(QDateTime::currentDateTimeUtc()) < checkedForSecs)
            judgeKept();
        else
            check();
    });
}

void RecordPage::readFresh(qint64 select)
{
    if (m_state == State::Partly)
        m_items->set({}, {});
    m_stop = std::make_shared<http::Stop>();
    m_loading = true;
    m_arrived = 0;
    m_partly = m_items->rowCount() == 0;
    m_state = m_partly ? State::None : State::Refreshing;
    showAge();
    setBusy(tr("Reading %1…").arg(sectionTitle(m_section).toLower()), true);
    showTable();
    record::RecordClient::Watching watching;
    watching.stop = m_stop;
    watching.lean = true;
    watching.items = [self = QPointer(this), turn = m_reading](const QList<record::Item> &items, bool anew) {
        if (self && turn == self->m_reading)
            self->arriving(items, anew);
    };
    whenDone(m_client.readSection(m_section, record::RecordClient::Reading::Plain, watching), this,
        [this, select, turn = m_reading](const Result<record::SectionContent> &content) {
            if (turn == m_reading)
                arrived(content, select);
        });
}

// A list that is not shown yet is shown while it arrives; one that is there already is replaced when all has arrived.
void RecordPage::arriving(const QList<record::Item> &items, bool anew)
{
    if (anew) {
        m_arrived = 0;
        if (m_partly)
            m_items->set({}, {});
    }
    m_arrived += items.size();
    const bool mayCancel = m_stop && !m_stop->isAsked();
    const int total = m_sections->indexOf(m_section).data(SectionModel::CountRole).toInt();
    const QString so = QLocale().toString(m_arrived);
    setBusy(total >= m_arrived ? tr("%1 of %2").arg(so, QLocale().toString(total)) : tr("%1 so far").arg(so), mayCancel);
    if (!m_partly)
        return;
    m_items->append(m_section, items, m_client.ourSource());
    showTable();
    if (!m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_filter->index(0, 0));
}

void RecordPage::arrived(const Result<record::SectionContent> &content, qint64 select)
{
    m_loading = false;
    setBusy({});
    if (content) {
        m_partly = false;
        m_readAt = content->readAt;
        m_state = State::Read;
        showContent(*content, select);
        return showAge();
    }
    const bool something = m_items->rowCount() > 0;
    const bool cancelled = content.error().code == u"http.cancelled";
    m_state = !something ? State::None : m_partly ? State::Partly : cancelled ? State::Read : State::Offline;
    if (cancelled) {
        if (m_partly)
            showNotice(tr("Reading was cancelled. What had arrived is shown; refresh to read the rest."));
    } else if (!(m_state == State::Offline && record::isOffline(content.error()))) {
        showFailure(content.error());
    }
    showTable();
    showAge();
}

void RecordPage::showContent(const record::SectionContent &content, qint64 select)
{
    m_items->set(content, m_client.ourSource());
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
    QString words;
    switch (m_state) {
    case State::Read:
        words = tr("Read %1").arg(readAtWords(m_readAt));
        break;
    case State::Refreshing:
        words = tr("Read %1 · refreshing…").arg(readAtWords(m_readAt));
        break;
    case State::Offline:
        words = tr("Offline: as of %1").arg(readAtWords(m_readAt));
        break;
    case State::Partly:
        words = tr("Only partly read");
        break;
    case State::None:
        break;
    }
    m_heading->setAge(words, m_state == State::Offline || m_state == State::Partly);
}

// ---- our own writes in a long list

bool RecordPage::takeOver(const QString &section, qint64 putCode, bool removed)
{
    if (section != m_items->section() || m_items->rowCount() < manyRows || m_partly)
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

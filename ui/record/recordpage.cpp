#include "ui/record/recordpage.h"

#include "app/orcid/sections.h"
#include "app/record/wire.h"
#include "ui/common/widgets.h"
#include "ui/record/detailspanel.h"
#include "ui/record/draftkeeper.h"
#include "ui/record/draftsbanner.h"
#include "ui/record/editform.h"
#include "ui/record/editpage.h"
#include "ui/record/itemfilter.h"
#include "ui/record/itemmodel.h"
#include "ui/record/itemtable.h"
#include "ui/record/recordtools.h"
#include "ui/record/review/reviewsheet.h"
#include "ui/record/sectionmodel.h"
#include "ui/record/sideground.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Sheet { EmptySheet, BrowseSheet, EditSheet };
enum Middle { TableShown, NothingShown };

QWidget *makeEmptySheet(QWidget *parent, const std::function<void()> &toInbox, const std::function<void()> &toBatch)
{
    auto *sheet = new QWidget(parent);
    auto *column = new QVBoxLayout(sheet);
    column->addStretch(2);
    column->addWidget(new IconLabel(u"record"_s, &Colors::text3, 40, sheet), 0, Qt::AlignHCenter);
    QLabel *words = makeText(RecordPage::tr("No record open yet. Exchange an id_token in the Inbox to open the researcher’s record."), "text2", sheet);
    words->setAlignment(Qt::AlignHCenter);
    column->addWidget(words);
    QPushButton *button = makeButton(RecordPage::tr("Go to Inbox"), u"inbox"_s, RecordPage::tr("Go to Inbox"), "primary", sheet);
    QObject::connect(button, &QPushButton::clicked, sheet, toInbox);
    column->addWidget(button, 0, Qt::AlignHCenter);
    QPushButton *batch = makeButton(RecordPage::tr("Batch for many researchers…"), u"batch"_s, RecordPage::tr("Batch"), "flat", sheet);
    QObject::connect(batch, &QPushButton::clicked, sheet, toBatch);
    column->addWidget(batch, 0, Qt::AlignHCenter);
    column->addStretch(3);
    return sheet;
}

} // namespace

RecordPage::RecordPage(const Parts &parts, QWidget *parent)
    : Page(tr("Record"), {}, parent)
    , m_client(parts.client)
    , m_session(parts.session)
    , m_writer(parts.writer)
    , m_undo(parts.undo)
    , m_drafts(parts.drafts)
    , m_cache(parts.cache)
    , m_full(parts.full ? parts.full : new record::FullItems(parts.client, parts.session, this))
    , m_orders(parts.settings)
    , m_sections(new SectionModel(this))
    , m_items(new ItemModel(this))
    , m_filter(new ItemFilter(m_items, this))
    , m_heading(new RecordHeading(this))
    , m_tools(new RecordTools(this))
    , m_reading(new SectionReading({ m_client, m_session, m_cache, *m_items, *m_sections, [this] { return current() ? current()->putCode : 0; } }, this))
    , m_stack(new CurrentStack(this))
    , m_middle(new QStackedWidget(this))
    , m_edit(new EditPage(this))
    , m_keeper(new DraftKeeper(m_drafts, *m_edit, this))
    , m_draftsBanner(new DraftsBanner(m_drafts, this))
    , m_tokenBanner(new Banner(this))
    , m_endedBanner(new Banner(this))
{
    m_tokenBanner->set(Tone::Warn, tr("The delegated token has ended."),
        tr("Reading and changing go on after it is renewed. What you typed is kept."), tr("Renew"));
    m_tokenBanner->hide();
    m_endedBanner->hide();
    m_stack->addWidget(makeEmptySheet(this, [this] { Q_EMIT navigate(PageId::Inbox); }, [this] { Q_EMIT batchRequested(); }));
    makeBrowse();
    m_stack->addWidget(m_edit);
    makeJournal();
    makeImport();
    makeExport();
    makeReview();
    makeProvenance();
    makeDeleteOnly();
    makeUndoMany();
    body()->setSpacing(12);
    body()->addWidget(m_tokenBanner);
    body()->addWidget(m_endedBanner);
    body()->addWidget(m_draftsBanner);
    body()->addWidget(m_stack, 1);
    makeKeys();

    connect(m_tokenBanner, &Banner::actionTriggered, this, [this] {
        whenDone(m_session.renew(), this, [this](const Result<void> &renewed) {
            if (!renewed)
                return showError(renewed.error());
            tryToken();
        });
    });
    connect(m_heading, &RecordHeading::back, this, &RecordPage::goBack);
    connect(m_edit, &EditPage::cancelRequested, this, &RecordPage::cancelEditing);
    connect(m_edit, &EditPage::sendRequested, this, &RecordPage::send);
    connect(m_keeper, &DraftKeeper::failed, this, &Page::showError);
    connect(m_draftsBanner, &DraftsBanner::chosen, this, &RecordPage::openDraft);
    connect(m_draftsBanner, &DraftsBanner::waiting, this, &RecordPage::draftsWaiting);
    connect(&m_session, &exchange::DelegatedSession::began, this, &RecordPage::open);
    connect(&m_session, &exchange::DelegatedSession::finished, this, &RecordPage::close);
    connect(&m_session, &exchange::DelegatedSession::ended, this, &RecordPage::showTokenBanner);
    connect(&m_session, &exchange::DelegatedSession::renewed, this, &RecordPage::showTokenBanner);
    if (m_session.isActive())
        open();
}

RecordPage::~RecordPage()
{
    // Ended as it should: what is in the editor is a draft like any other.
    blockSignals(true); // whoever listens goes too
    putDraftAway();
}

// A token renewed by hand may be good for less than the one before, which only the registry can say. One renewed for a request is
// tried by that request.
void RecordPage::tryToken()
{
    if (m_session.isActive())
        (void)m_client.readLastModified(); // the client learns from the answer, and tells
}

void RecordPage::makeBrowse()
{
    auto *sheet = new QWidget(this);
    auto *column = new QVBoxLayout(sheet);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(m_tools);

    auto *card = new Card(sheet);
    auto *split = new QSplitter(Qt::Horizontal, card);
    split->setChildrenCollapsible(false);
    split->setHandleWidth(1);
    auto *left = new SideGround(split);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(8, 4, 8, 8);
    m_sectionList = new SectionList(m_sections, left);
    leftColumn->addWidget(m_sectionList);
    m_table = new ItemTable(m_filter, m_middle);
    m_nothing = makeText({}, "text2", m_middle);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(24);
    m_middle->addWidget(m_table);
    m_middle->addWidget(m_nothing);
    m_details = new DetailsPanel(split);
    split->addWidget(left);
    split->addWidget(m_middle);
    split->addWidget(m_details);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 0);
    // Larger text needs wider sides; what the window has left is the table's.
    const auto fit = [this, split] { split->setSizes({ qMin(m_sectionList->sizeHint().width() + 16, 236), 480, qMin(Theme::of().iconSize(264), 276) }); };
    connect(&Theme::of(), &Theme::changed, split, fit);
    fit();
    card->addFlush(split);
    column->addWidget(card, 1);
    m_stack->addWidget(sheet);

    connect(m_sectionList, &SectionList::chosen, this, &RecordPage::chooseSection);
    connect(m_table, &ItemTable::currentMoved, this, &RecordPage::showDetails);
    connectReading();
    connect(m_table, &QTableView::doubleClicked, this, &RecordPage::editItem);
    connect(m_details, &DetailsPanel::showExchange, this, &Page::showExchange);
    connect(m_details, &DetailsPanel::openLink, this, &RecordPage::openLink);
    // The rows follow each key; the details the pause after it.
    connect(m_tools->search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_typing = true;
        m_filter->setWords(text);
        showTable();
        m_typing = false;
        m_detailsSoon.start();
    });
    connect(m_tools->oursOnly, &QPushButton::toggled, this, [this](bool on) {
        m_filter->setOursOnly(on);
        showTable();
    });
    connect(m_tools->refresh, &QToolButton::clicked, this, &RecordPage::refresh);
    connect(m_tools->add, &QPushButton::clicked, this, &RecordPage::addItem);
    connect(m_tools->edit, &QPushButton::clicked, this, &RecordPage::editItem);
    connect(m_tools->remove, &QPushButton::clicked, this, &RecordPage::deleteItem);
    connect(&m_client, &record::RecordClient::permissionsChanged, this, &RecordPage::showTokenBanner); // with a token that only deletes, renewing helps nobody
}

void RecordPage::makeKeys()
{
    const auto key = [this](const QKeySequence &keys, QWidget *where, auto action) {
        auto *shortcut = new QShortcut(keys, where);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    QWidget *browse = m_stack->widget(BrowseSheet);
    key(QKeySequence::Undo, browse, [this] { undoLast(); });
    key(QKeySequence(Qt::Key_F2), browse, [this] { editItem(); });
    key(QKeySequence::New, browse, [this] { addItem(); });
    key(QKeySequence(Qt::Key_Delete), m_table, [this] { deleteItem(); });
    key(QKeySequence(Qt::Key_Escape), m_edit, [this] { cancelEditing(); });
}

// ---- showing

void RecordPage::showItem(const QString &section, qint64 putCode)
{
    if (!m_session.isActive() || isEditing())
        return;
    const QSignalBlocker blocker(m_sectionList);
    m_sectionList->choose(section);
    readSection(section, putCode);
}

const record::Item *RecordPage::current() const
{
    return m_filter->item(m_table->currentIndex());
}

QString RecordPage::sectionTitle(const QString &section) const
{
    const orcid::Section *known = orcid::findSection(section);
    return known ? known->title : m_sections->indexOf(section).data().toString();
}

void RecordPage::setBusy(const QString &words, bool mayCancel)
{
    m_tools->setBusy(words, mayCancel);
}

void RecordPage::showTable()
{
    const bool any = m_filter->rowCount() > 0;
    QString words;
    if (m_items->rowCount() > 0)
        words = m_tools->oursOnly->isChecked() && m_items->ourCount() == 0 ? tr("Nothing here was added by you on behalf of this original client.")
                                                                          : tr("Nothing matches the search.");
    else if (!m_reading->isReading())
        words = tr("Nothing here that you may see.");
    m_nothing->setText(words);
    m_middle->setCurrentIndex(any ? TableShown : NothingShown);
    showDetails();
}

void RecordPage::showPermissions()
{
    const record::Item *item = current();
    const bool hasForm = EditForm::existsFor(m_section);
    const record::Permission mayAdd = m_client.mayAdd(m_section);
    const record::Permission mayChange = item ? m_client.mayChange(*item) : record::Permission { false, {} };
    m_tools->add->setVisible(hasForm);
    const record::Permission mayDelete = item ? m_client.mayDelete(*item) : record::Permission { false, {} };
    m_tools->allow(mayChange.allowed && hasForm, mayDelete.allowed, mayAdd.allowed);
    m_tools->setReasons(mayChange.reason, mayDelete.reason, mayAdd.reason);
    QString reason;
    if (!mayAdd.allowed)
        reason = mayAdd.reason;
    else if (item && !mayChange.allowed)
        reason = item->source.sameTuple(m_client.ourSource()) ? mayChange.reason : tr("Only its source can change this item");
    else if (item && !mayDelete.allowed)
        reason = mayDelete.reason;
    m_tools->setReason(reason);
}

// Where the token's end is the whole story, its banner with Renew tells it.
void RecordPage::showFailure(const Error &error)
{
    showTokenBanner();
    if (m_client.deletesOnly() && isEditing())
        return showWarning(tr("The researcher withdrew the permission."), tr("The token still deletes what was added with it, nothing more. What you typed is kept."));
    const bool told = (m_session.hasEnded() && (error.code == "record.token"_L1 || error.code == "session.ended"_L1))
        || (m_client.deletesOnly() && error.code == "record.token"_L1);
    if (!told)
        showError(error);
}

void RecordPage::tellOfPermission(const QString &what, const QString &next)
{
    m_endedBanner->set(Tone::Warn, what, next);
    m_endedBanner->setVisible(!what.isEmpty());
}

void RecordPage::showTokenBanner()
{
    m_tokenBanner->setVisible(m_session.isActive() && m_session.hasEnded() && !m_client.deletesOnly());
    showPermissions();
}

} // namespace baton::ui

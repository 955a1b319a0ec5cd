#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/record/fullitems.h"
#include "app/record/precheck.h"
#include "app/record/recordcache.h"
#include "app/record/undo.h"
#include "ui/common/currentstack.h"
#include "ui/common/page.h"
#include "ui/record/sectionorders.h"
#include "ui/record/sectionreading.h"

#include <QtCore/QUrl>

class QCheckBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;

namespace baton::ui {

class Capsule;
class DeleteOnlySheet;
class DetailsPanel;
class DraftKeeper;
class DraftsBanner;
class EditPage;
class ImportSheet;
class JournalSheet;
class ItemFilter;
class ItemModel;
class ItemTable;
class ProvenanceSheet;
class RecordHeading;
class RecordTools;
class ReviewSheet;
class SectionList;
class SectionModel;
class Settings;
class Spinner;
class UndoManySheet;

/// The researcher's record: sections, items, one item in full; adding, editing and deleting what is ours.
/// Opens itself when a delegation begins and empties itself when it is gone.
class RecordPage : public Page {
    Q_OBJECT
public:
    /// Reads through `client`, writes through `writer`, takes back through `undo`; `drafts` keeps what is typed, `cache` what was
    /// read. Without `full` the page reads full items itself; without `settings` an order is forgotten with the page.
    struct Parts {
        record::RecordClient &client;
        exchange::DelegatedSession &session;
        record::Writer &writer;
        record::Undo &undo;
        record::Drafts &drafts;
        record::RecordCache *cache = nullptr;
        record::FullItems *full = nullptr;
        Settings *settings = nullptr; ///< keeps the order of each section
    };
    explicit RecordPage(const Parts &parts, QWidget *parent = nullptr);
    ~RecordPage() override;

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    /// Reads counts and the section in sight again.
    void refresh();
    /// Selects a section, and an item of it once it is there.
    void showItem(const QString &section, qint64 putCode);
    /// What is known from elsewhere of the permission behind this record, until it is taken back: empty.
    void tellOfPermission(const QString &what, const QString &next = {});
    bool isEditing() const;
    /// After a renewal by hand: what the new token is good for shows at once.
    void tryToken();
    void addItem();
    void showJournal();
    void showProvenance();
    void showImport();
    void setKeepJournalDays(int days); ///< told where the review says how long the former content is kept
    /// The review of taking back the last change.
    void undoLast();
    void editItem();
    void deleteItem();

Q_SIGNALS:
    void openLink(const QUrl &link); ///< http or https, checked (S52); opened on this click only
    void batchRequested();           ///< many researchers' items; no record has to be open for it
    void draftsWaiting(int drafts);  ///< kept in this environment, of any record

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct OtherWay {
        QString words;
        std::function<void()> then;
    };
    void makeBrowse();
    void makeKeys();
    void makeExport();
    void open();
    void close();
    void readPerson();
    // Reading (recordreading.cpp).
    using Age = SectionReading::Age;
    void connectReading();
    void noteOrder();
    void countJournal();
    void readSection(const QString &section, qint64 select = 0, Age age = Age::Fresh);
    void chooseSection(const QString &section);
    void catchUp();
    void showProgress(qsizetype arrived, int of);
    void showContent(const record::SectionContent &content, qint64 select);
    void showAge();
    void showDetails();
    void readFull();
    bool takeOver(const QString &section, qint64 putCode, bool removed);
    void showPermissions();
    void showTable();
    void showTokenBanner();
    void showFailure(const Error &error);
    void startEditing(const record::Item &item);
    void readWhole(const record::Item &item, const std::function<void(const Result<record::Item> &)> &then);
    void openEditor(const QString &section, const QJsonObject &item, qint64 putCode);
    void send(const QJsonObject &content);
    void sendNow(const QJsonObject &content);
    void makeReview();
    void makeProvenance();
    void makeProvenanceExport();
    void makeDeleteOnly();
    void makeUndoMany();
    void reviewUndoMany(const QString &session);
    void showDeleteOnly();
    bool isReviewing() const;
    record::Proposal proposalOf(const QJsonObject &content) const;
    void showReviewHeading(const QString &title, const QString &purpose, bool sent);
    void showEditorHeading();
    void reviewEdit(const QJsonObject &content);
    void reviewDeletion(const record::Item &item);
    void reviewUndo(const QString &entryId);
    void backToEditor();
    void leaveReview();
    void reviewWritten();
    void reviewFailed(const Error &error);
    void holdUntilLooked(const Error &error);
    void lookForUnsettled();
    void lookedFor(const std::optional<record::JournalEntry> &entry);
    void leaveEditing();
    void putDraftAway();
    void bringDraftBack();
    void openDraft(const record::Draft &draft);
    void recover();
    void makeJournal();
    void makeImport();
    void showImportHeading();
    void goBack();
    void showConflict(const QJsonObject &theirs);
    bool helpWith(const Error &error, const QJsonObject &content);
    void offerExisting(qint64 putCode, const QJsonObject &content);
    void openExisting(const QString &section, qint64 putCode, const QJsonObject &content);
    void offerAgain(const QJsonObject &content);
    void keepAsDraft();
    void cancelEditing();
    void ask(const QString &question, const QString &explanation, const QString &yes, const std::function<void()> &then, const OtherWay &other = {});
    void askIfReal(const QString &what, const std::function<void()> &then);
    void setBusy(const QString &words, bool mayCancel = false);
    const record::Item *current() const;
    QString sectionTitle(const QString &section) const;

    record::RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    record::Writer &m_writer;
    record::Undo &m_undo;
    record::Drafts &m_drafts;
    record::RecordCache *m_cache;
    record::FullItems *m_full;
    SectionOrders m_orders;
    SectionModel *m_sections;
    ItemModel *m_items;
    ItemFilter *m_filter;
    RecordHeading *m_heading;
    RecordTools *m_tools;
    SectionReading *m_reading;
    SectionList *m_sectionList = nullptr;
    CurrentStack *m_stack;
    QStackedWidget *m_middle;
    ItemTable *m_table = nullptr;
    class QLabel *m_nothing = nullptr;
    DetailsPanel *m_details = nullptr;
    EditPage *m_edit;
    JournalSheet *m_journal = nullptr;
    ImportSheet *m_import = nullptr;
    ReviewSheet *m_review = nullptr;
    ProvenanceSheet *m_provenance = nullptr;
    DeleteOnlySheet *m_deleteOnly = nullptr;
    UndoManySheet *m_undoMany = nullptr;
    DraftKeeper *m_keeper;
    DraftsBanner *m_draftsBanner;
    class Banner *m_tokenBanner;
    class Banner *m_endedBanner; ///< the permission behind the record is known to have ended
    QString m_section = QStringLiteral("works");
    QString m_researcher;
    QString m_unsettled;     ///< the addition in the journal of which nobody knows whether it arrived
    Error m_unsettledWhy;
    QString m_interrupted;   ///< the draft that the end of a delegation took out of the editor
    qint64 m_editing = 0;    ///< put-code in the editor, 0 = new
    std::shared_ptr<http::Stop> m_itemStop; ///< of the item that is read to be changed
    QTimer m_fullSoon, m_detailsSoon;
    bool m_typing = false;
    QFuture<Result<QList<record::Item>>> m_fullReading;
    QString m_detailsShown;              ///< what the details show, so that nothing flickers
};

} // namespace baton::ui

#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/record/recordclient.h"
#include "ui/common/page.h"

#include <QtCore/QUrl>

class QCheckBox;
class QLineEdit;
class QSplitter;
class QStackedWidget;

#include <optional>

namespace baton::ui {

class Capsule;
class DetailsPanel;
class EditPage;
class ItemFilter;
class ItemModel;
class ItemTable;
class RecordHeading;
class RecordTools;
class SectionList;
class SectionModel;
class Spinner;

/// The researcher's record: sections, items, one item in full; adding, editing and deleting what is ours.
/// Opens itself when a delegation begins and empties itself when it is gone.
class RecordPage : public Page {
    Q_OBJECT
public:
    RecordPage(record::RecordClient &client, exchange::DelegatedSession &session, QWidget *parent = nullptr);

    void triggerPrimary() override;
    /// Reads counts and the section in sight again.
    void refresh();
    /// Selects a section, and an item of it once it is there.
    void showItem(const QString &section, qint64 putCode);
    bool isEditing() const;
    void addItem();
    void editItem();
    void deleteItem();

Q_SIGNALS:
    void openLink(const QUrl &link); ///< http or https, checked (S52); opened on this click only

private:
    void makeBrowse();
    void makeKeys();
    void open();
    void close();
    void readPerson();
    void readCounts();
    void readSection(const QString &section, qint64 select = 0);
    void showContent(const record::SectionContent &content, qint64 select);
    void showDetails();
    void showPermissions();
    void showTable();
    void showTokenBanner();
    void showFailure(const Error &error);
    void startEditing(const record::Item &item);
    void openEditor(const QString &section, const QJsonObject &item, qint64 putCode);
    void send(const QJsonObject &content);
    void sendNow(const QJsonObject &content);
    void sent(const Result<record::Item> &result, bool added);
    void leaveEditing();
    void keepTyped();
    void bringBackTyped();
    QString openRecord() const;
    void cancelEditing();
    void removeNow(const record::Item &item);
    void ask(const QString &question, const QString &explanation, const QString &yes, const std::function<void()> &then);
    void askIfReal(const QString &what, const std::function<void()> &then);
    void setBusy(const QString &words);
    const record::Item *current() const;
    QString sectionTitle(const QString &section) const;

    record::RecordClient &m_client;
    exchange::DelegatedSession &m_session;
    SectionModel *m_sections;
    ItemModel *m_items;
    ItemFilter *m_filter;
    RecordHeading *m_heading;
    RecordTools *m_tools;
    SectionList *m_sectionList = nullptr;
    QStackedWidget *m_stack, *m_middle;
    ItemTable *m_table = nullptr;
    class QLabel *m_nothing = nullptr;
    DetailsPanel *m_details = nullptr;
    EditPage *m_edit;
    class Banner *m_tokenBanner;
    QString m_section = QStringLiteral("works");
    QString m_researcher;
    QString m_record;        ///< environment and iD of the record in sight

    /// What was typed when another record came in between: offered again, in memory only, when that record is back.
    struct Typed {
        QString record, section;
        QJsonObject before, content;
        qint64 putCode = 0;
    };
    std::optional<Typed> m_typed;
    qint64 m_editing = 0;    ///< put-code in the editor, 0 = new
    int m_reading = 0;       ///< counts section reads; only the last one is shown
    bool m_loading = false;
};

} // namespace baton::ui

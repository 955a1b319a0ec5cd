#pragma once

#include "app/base/result.h"
#include "app/formats/export.h"

#include <QtCore/QFuture>
#include <QtCore/QPointer>

#include <functional>

class QMenu;
class QProgressDialog;
class QPushButton;
class QWidget;

namespace baton::ui {

/// What a page shows, and how its items are read in full.
struct ExportSource {
    struct Seen {
        QList<record::Item> items; ///< with search and filter applied, in their order; summaries or full
        QString heading;           ///< of the printed page: "Works of Ada Example"
        QString note;              ///< "14 of 40 items, found by “marsh”"
        QString fileName;          ///< without ending
    };
    std::function<Seen()> seen;
    /// Full items for summaries of one section; what can't be read any more is left out.
    std::function<QFuture<Result<QList<record::Item>>>(const QList<record::Item> &summaries)> readFull;
};

/// The button "Export…" with its menu: CSV, BibTeX, CSL-JSON, ORCID JSON, a page to print. Summaries are read in full first,
/// with progress and a way to stop.
class Exporting : public QObject {
    Q_OBJECT
public:
    /// The button is a child of `page`; who asks for it puts it where it belongs.
    Exporting(ExportSource source, QWidget *page);
    QPushButton *button() const { return m_button; }
    /// As the menu does once a file is chosen.
    void exportTo(formats::Format format, const QString &path);
    void print();
    bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void done(const QString &words); ///< "40 items exported to works.csv."
    void failed(const baton::Error &error);

private:
    using Then = std::function<void(const QList<record::Item> &)>;
    struct Run;
    void makeMenu();
    void showPossible();
    void chooseFile(formats::Format format);
    void withFullItems(const QList<record::Item> &items, const Then &then);
    void readNext(const std::shared_ptr<Run> &run);
    void arrived(const std::shared_ptr<Run> &run, const QString &section, const Result<QList<record::Item>> &read);
    void finish(const std::shared_ptr<Run> &run);
    void save(formats::Format format, const QString &path, const QList<record::Item> &items, qsizetype wanted);
    void stop();
    void closeProgress();
    void setBusy(bool busy);

    ExportSource m_source;
    QWidget *m_page;
    QPushButton *m_button;
    QMenu *m_menu;
    QPointer<QProgressDialog> m_progress;
    bool m_busy = false;
};

} // namespace baton::ui

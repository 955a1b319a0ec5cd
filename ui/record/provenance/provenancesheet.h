#pragma once

#include "app/record/provenance.h"
#include "app/record/wholereading.h"
#include "ui/common/widgets.h"

#include <QtCore/QPointer>

class QCheckBox;
class QLineEdit;
class QProgressBar;
class QTableView;
class QVBoxLayout;

namespace baton::ui {

class AssertedModel;
class SectionBars;

/// Who asserted what on the whole record: the asserters with their colours, a bar per section, and every item.
class ProvenanceSheet : public QWidget {
    Q_OBJECT
public:
    ProvenanceSheet(record::RecordClient &client, record::RecordCache *cache, QWidget *parent = nullptr);

    /// Shows what `cache` holds, and what changed since. `researcher`: her name, for what she asserted herself.
    void open(const QString &researcher);
    void close(); ///< stops reading and forgets
    void refresh(); ///< reads all of it anew
    /// What is seen, in its order, for an export.
    QList<record::Item> seenItems() const;
    bool isFiltering() const;
    int totalItems() const { return int(m_provenance.items().size()); }
    /// The button that exports what is seen comes beside Refresh.
    void addTool(QWidget *tool);

Q_SIGNALS:
    void itemChosen(const QString &section, qint64 putCode);
    void failed(const baton::Error &error);

private:
    QWidget *makeTools();
    QWidget *makeSide();
    QWidget *makeItems();
    void start(record::WholeReading::Age age);
    void showProgress();
    void read();
    void showRead();
    void showAge();
    void showAll();
    QList<record::Source> hiddenSources() const;
    void hide(const QList<record::Source> &sources);
    void showAsserters();
    void addAsserter(int index);
    void showFiltered();
    void showNothing();
    void showFailures();
    void openRow(int row);

    record::RecordClient &m_client;
    record::RecordCache *m_cache;
    QPointer<record::WholeReading> m_reading;
    record::Provenance m_provenance;
    record::ProvenanceFilter m_filter;
    QString m_researcher;

    QLineEdit *m_search;
    QCheckBox *m_onlyMine;
    QLabel *m_when;
    class QToolButton *m_refresh;
    class QHBoxLayout *m_toolRow;
    QWidget *m_progressRow;
    QProgressBar *m_progress;
    QLabel *m_progressWords;
    RoleWidget *m_asserters;
    QVBoxLayout *m_asserterRows;
    QList<QCheckBox *> m_boxes;
    QLabel *m_sum;
    SectionBars *m_bars;
    AssertedModel *m_model;
    QTableView *m_table;
    QLabel *m_nothing;
};

} // namespace baton::ui

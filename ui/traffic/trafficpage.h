#pragma once

#include "app/http/trace.h"
#include "app/relay/story.h"
#include "ui/common/page.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace baton::ui {

class ExchangeDetail;
class Segments;
class TrafficFilter;
class TrafficModel;

/// Every request Baton made, and one of them in detail. Secrets are hidden until shown, and shown only while the window is.
class TrafficPage : public Page {
    Q_OBJECT
public:
    /// With a story the detail knows which step of it an exchange was.
    explicit TrafficPage(http::Trace &trace, const relay::Story *story = nullptr, QWidget *parent = nullptr);

    qint64 selected() const;
    QByteArray splitterState() const;
    void restoreSplitter(const QByteArray &state);

public Q_SLOTS:
    void select(qint64 traceId);
    void setHideSecrets(bool hide);
    void copyAsCurl();
    void focusSearch();
    void exportHar();
    void exportHarTo(const QString &path);

Q_SIGNALS:
    void showStep(int step);

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *buildFilter();
    QWidget *buildList();
    void refreshCounts();
    void focusList();
    void fitColumns();
    void selectionChanged();

    http::Trace &m_trace;
    TrafficModel *m_model;
    TrafficFilter *m_filter;
    QLineEdit *m_search;
    Segments *m_kinds;
    QCheckBox *m_hide;
    QTableView *m_table;
    QLabel *m_empty;
    QStackedWidget *m_stack;
    QSplitter *m_splitter;
    ExchangeDetail *m_detail;
    QPushButton *m_clear, *m_export;
    QDateTime m_clearedAt;
    bool m_atEnd = true; ///< the newest request is in sight: keep it so
};

} // namespace baton::ui

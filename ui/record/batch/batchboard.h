#pragma once

#include "app/batch/runner.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

class QVBoxLayout;

namespace baton::ui {

class BatchRows;
class ElidedLabel;
class PartsBar;
class PeopleList;
class PeopleModel;
class RowsTable;

/// A batch in sight: how far it is, who is in it, and one researcher's rows. The same before, while and after it is written.
class BatchBoard : public QWidget {
    Q_OBJECT
public:
    explicit BatchBoard(QWidget *parent = nullptr);
    void setRunner(batch::Runner *runner);
    void showStopped(); ///< her rows whose permission ended last

Q_SIGNALS:
    void showExchange(qint64 traceId);

private:
    void makeProgress(QVBoxLayout *column);
    QWidget *makePeople();
    QWidget *makeRows();
    void later();
    void refresh();
    void showProgress();
    void showBanner();
    void showPerson();
    void follow();
    void choose(int row);
    void showFoot();

    QPointer<batch::Runner> m_runner;
    QTimer m_later, m_second; ///< a burst of changes is shown once; token and times go by
    QSet<int> m_changed;
    bool m_follows = true;    ///< the list goes along with the writing until somebody chooses
    bool m_choosing = false;
    PartsBar *m_bar;
    Spinner *m_spinner;
    IconLabel *m_stateIcon;
    QLabel *m_headline, *m_words;
    QList<QLabel *> m_counts;
    QList<QWidget *> m_countBoxes;
    Banner *m_banner;
    QLabel *m_peopleTitle = nullptr, *m_peopleCaption = nullptr;
    ElidedLabel *m_person = nullptr;
    Segments *m_filters = nullptr;
    PeopleModel *m_people;
    PeopleList *m_list = nullptr;
    BatchRows *m_rows;
    RowsTable *m_table = nullptr;
    ElidedLabel *m_foot = nullptr;
};

} // namespace baton::ui

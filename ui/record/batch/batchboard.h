#pragma once

#include "app/batch/runner.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

class QSplitter;

namespace baton::ui {

class BatchBanner;
class BatchProgress;
class BatchRows;
class ElidedLabel;
class PeopleList;
class PeopleModel;
class RowReviewCard;
class RowsTable;

/// A batch in sight: how far it is, who is in it, one researcher's rows, and in review what each of them writes. The same
/// before, while and after it is written.
class BatchBoard : public QWidget {
    Q_OBJECT
public:
    explicit BatchBoard(const batch::Services &services, QWidget *parent = nullptr);
    void setRunner(batch::Runner *runner);
    void focusList();   ///< of the people, or of the rows where that one has no room
    void showStopped(); ///< her rows whose permission ended last
    /// What the current row writes stands beside the rows; where there is no room, in place of the people.
    void setReviewing(bool on);
    bool isReviewing() const { return m_reviewing; }

Q_SIGNALS:
    void showExchange(qint64 traceId);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makePeople();
    QWidget *makeRows();
    void openRows();
    void arrange();
    bool isWide() const; ///< there is room for people, rows and review
    bool isNarrow() const; ///< people and rows have to share
    void rowsCame();
    void showReview();
    void chooseRow(int row);
    void later();
    void refresh();
    void showPerson();
    void follow();
    void choose(int row);
    void showFoot();

    batch::Services m_services;
    QPointer<batch::Runner> m_runner;
    QTimer m_later, m_second; ///< a burst of changes is shown once; token and times go by
    QSet<int> m_changed;
    bool m_follows = true;    ///< the list goes along with the writing until somebody chooses
    bool m_choosing = false;
    bool m_reviewing = false, m_wide = false, m_narrow = false;
    bool m_stale = false;     ///< what is shown of the row may not hold any more
    int m_row = -1;           ///< in review: index in the batch
    QSplitter *m_split;
    QWidget *m_peopleCard = nullptr;
    RowReviewCard *m_review;
    QPushButton *m_reviewRows = nullptr;
    BatchProgress *m_progress;
    BatchBanner *m_banner;
    QLabel *m_peopleTitle = nullptr;
    ElidedLabel *m_peopleCaption = nullptr, *m_person = nullptr;
    Segments *m_filters = nullptr;
    PeopleModel *m_people;
    PeopleList *m_list = nullptr;
    BatchRows *m_rows;
    RowsTable *m_table = nullptr;
    QLabel *m_foot = nullptr;
};

} // namespace baton::ui

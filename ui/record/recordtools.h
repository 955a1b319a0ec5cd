#pragma once

#include "ui/common/fields.h"
#include "ui/common/page.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

namespace baton::ui {

/// What stands above the record page's body: whose record it is, on whose behalf we act, and in the editor where we are.
class RecordHeading : public QObject {
    Q_OBJECT
public:
    explicit RecordHeading(Page *page);
    void showRecord(const QString &name, const QString &uri);
    void showEditor(const QString &title, const QString &section, const QString &place);
    /// A write on its own page: `place` leads back to the editor where there is one.
    void showReview(const QString &title, const QString &purpose, const QString &section, const QString &place, bool editable, const QString &caption);
    void nameSecond(const QString &accessibleName); ///< of the breadcrumb's second part; showReview() names it after its words
    void setPlace(const QString &place);            ///< the breadcrumb's last part
    void showTool(const QString &name, const QString &tool); ///< a page of the whole record, with the way back to its items
    void showNothing();
    void setLeavable(bool leavable); ///< false while something is being sent
    void setAge(const QString &words, bool warn = false); ///< "Read 14:06"; empty = nothing read yet
    void setParties(const QString &original, const QString &second);

Q_SIGNALS:
    void backToEditor(); ///< the second part of the breadcrumb was followed
    void back(); ///< the breadcrumb was followed

private:
    Page *m_page;
    QWidget *m_crumb;
    QPushButton *m_section, *m_editor;
    IconLabel *m_arrow;
    QLabel *m_place;
    CopyField *m_orcid;
    QWidget *m_line;
    QLabel *m_age;
    QWidget *m_acting;
    QLabel *m_caption;
    Capsule *m_capsule;
};

/// Search, Ours only, refresh, delete, edit, add; and beside the last three why they can't be used. Where the row is too narrow
/// buttons give up their words, one after the other, and show their icons alone.
class RecordTools : public QWidget {
    Q_OBJECT
public:
    explicit RecordTools(QWidget *parent = nullptr);
    void setSection(const QString &title, const QString &itemTitle);
    void allow(bool change, bool remove, bool add);
    void setReasons(const QString &change, const QString &remove, const QString &add); ///< tool tips: why not, or why
    void setReason(const QString &reason);
    /// Cancel appears beside the words when it takes longer than half a second.
    void setBusy(const QString &words, bool mayCancel = false);
    void markOrder(int which); ///< which entry of the sort menu holds
    void addTool(QPushButton *tool); ///< left of those that change something
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void cancelRequested();
    void orderChosen(int which);

public:
    SearchField *const search;
    QPushButton *const oursOnly;
    QToolButton *const sort, *const refresh;
    QPushButton *const remove, *const edit, *const add;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    /// A button that shows its icon alone where there is no room.
    struct Foldable {
        QPushButton *button;
        QString words;
        QString tip {};
        bool isFolded = false;
        int saves() const;
        void show();
    };
    void fit();
    void setTip(QPushButton *button, const QString &tip);

    QList<Foldable> m_foldable; ///< in the order in which they give way
    Spinner *m_spinner;
    QLabel *m_busy;
    QString m_busyWords;
    QPushButton *m_cancel;
    QTimer m_patience;
    class QActionGroup *m_orders;
    IconLabel *m_lock;
    ElidedLabel *m_reason;
};

} // namespace baton::ui

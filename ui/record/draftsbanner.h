#pragma once

#include "app/orcid/environment.h"
#include "app/record/journal.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// Says which drafts of the record in sight are kept, and opens one; without a record in sight, which ones wait for theirs.
/// Silent while something is edited, and after "Later".
class DraftsBanner : public Banner {
    Q_OBJECT
public:
    explicit DraftsBanner(record::Drafts &drafts, QWidget *parent = nullptr);

    void setPlace(const record::Place &place); ///< an empty one: no record in sight
    void setHome(const orcid::Environment &environment); ///< whose drafts wait while there is none
    void hold(bool held);
    /// "“Peat, salt and carbon”, 3 fields" or "a new funding, 6 fields".
    static QString words(const record::Draft &draft);

Q_SIGNALS:
    void chosen(const baton::record::Draft &draft);
    void waiting(int drafts); ///< kept in this environment, whosever record they are for, but for the one in the editor

private:
    void refresh();
    void showOfRecord();
    void showOfAll(const QList<record::Draft> &all);
    QString forWhom(const record::Draft &draft) const;
    void openDrafts();

    record::Drafts &m_drafts;
    QList<record::Draft> m_kept;
    record::Place m_place;
    orcid::Environment m_home;
    bool m_held = false, m_later = false;
};

} // namespace baton::ui

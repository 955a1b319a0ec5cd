#pragma once

#include "app/record/journal.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// Says which drafts of the record in sight are kept, and opens one. Silent while something is edited, and after "Later".
class DraftsBanner : public Banner {
    Q_OBJECT
public:
    explicit DraftsBanner(record::Drafts &drafts, QWidget *parent = nullptr);

    void setPlace(const record::Place &place); ///< an empty one: no record in sight
    void hold(bool held);
    /// "“Peat, salt and carbon”, 3 fields" or "a new funding, 6 fields".
    static QString words(const record::Draft &draft);

Q_SIGNALS:
    void chosen(const baton::record::Draft &draft);

private:
    void refresh();
    void openDrafts();

    record::Drafts &m_drafts;
    QList<record::Draft> m_kept;
    record::Place m_place;
    bool m_held = false, m_later = false;
};

} // namespace baton::ui

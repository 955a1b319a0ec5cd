#pragma once

#include "app/record/difference.h"
#include "ui/common/widgets.h"

class QStackedWidget;
class QVBoxLayout;

namespace baton::ui {

class JsonDiffView;

/// What a write does to an item, for showing.
struct Changes {
    QList<record::FieldChange> changes;
    QList<record::FieldChange> unchanged;
    QSet<QString> needAttention; ///< names of changed fields with a problem
    bool isNew = false;          ///< nothing was there before
    bool isGone = false;         ///< nothing is there after
    QJsonObject before, after;   ///< as sent, for the JSON view
};
/// Of one item, as the registry takes it; either side may be empty.
Changes changesOf(const QString &section, const QJsonObject &before, const QJsonObject &after);

/// Before and after, field by field in words, or as JSON: the one view of differences wherever a write is shown.
class ChangesView : public QWidget {
    Q_OBJECT
public:
    enum class Look {
        Narrow, ///< the field's name above its two values
        Wide    ///< name and what became of it at the left, the values at the right
    };
    explicit ChangesView(Look look, QWidget *parent = nullptr);

    void show(const Changes &changes);
    /// Fields or JSON; to be put into a header.
    Segments *modes() const { return m_modes; }

Q_SIGNALS:
    void jsonShown(bool on);

private:
    void showFields();
    void addChange(const record::FieldChange &change);
    void addUnchanged();
    void addUnchangedNames();
    QWidget *pairFor(const record::FieldChange &change, QWidget *parent);
    void nameOn(QBoxLayout *column, const record::FieldChange &change, QWidget *parent);

    Look m_look;
    Segments *m_modes;
    QStackedWidget *m_stack;
    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    JsonDiffView *m_json;
    Changes m_shown;
    bool m_showAll = false;
};

} // namespace baton::ui

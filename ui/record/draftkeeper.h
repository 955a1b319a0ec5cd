#pragma once

#include "app/record/journal.h"

#include <QtCore/QTimer>

namespace baton::ui {

class EditPage;

/// Keeps what is typed in the editor as a draft, at most a second behind and never in the way of a key.
class DraftKeeper : public QObject {
    Q_OBJECT
public:
    DraftKeeper(record::Drafts &drafts, const EditPage &edit, QObject *parent = nullptr);

    /// The editor shows this item (0 = a new one); `draftId` when it shows a draft that is kept already.
    void start(const record::Place &place, qint64 putCode, const QString &draftId = {});
    void setResearcher(const QString &name) { m_researcher = name; } ///< of the records whose items are started
    /// Saves now and lets go: the draft waits. Its id, empty when nothing was typed.
    QString keep();
    /// It was sent or thrown away.
    void discard();

Q_SIGNALS:
    void failed(const baton::Error &error);

private:
    void noteTyping();
    void save(bool inEditor);

    record::Drafts &m_drafts;
    const EditPage &m_edit;
    QTimer m_timer;
    record::Place m_place;
    QString m_id, m_researcher;
    qint64 m_putCode = 0;
    bool m_active = false, m_told = false;
};

} // namespace baton::ui

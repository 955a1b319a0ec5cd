#include "ui/record/draftkeeper.h"

#include "app/record/itemreader.h"
#include "ui/record/editpage.h"

namespace baton::ui {

using namespace std::chrono_literals;

DraftKeeper::DraftKeeper(record::Drafts &drafts, const EditPage &edit, QObject *parent) : QObject(parent), m_drafts(drafts), m_edit(edit)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(700ms);
    connect(&m_timer, &QTimer::timeout, this, [this] { save(true); });
    connect(&edit, &EditPage::typed, this, &DraftKeeper::noteTyping);
}

void DraftKeeper::start(const record::Place &place, qint64 putCode, const QString &draftId)
{
    m_timer.stop();
    m_place = place;
    m_putCode = putCode;
    m_id = draftId;
    m_active = true;
    m_told = false;
}

// The timer is not put off by further keys: whoever types without a pause is saved too.
void DraftKeeper::noteTyping()
{
    if (m_active && !m_timer.isActive() && (m_edit.changeCount() > 0 || !m_id.isEmpty()))
        m_timer.start();
}

void DraftKeeper::save(bool inEditor)
{
    if (m_edit.changeCount() == 0) {
        if (!m_id.isEmpty())
            (void)m_drafts.remove(std::exchange(m_id, {}));
        return;
    }
    record::Draft draft;
    draft.id = m_id;
    draft.place = m_place;
    draft.section = m_edit.section();
    draft.putCode = m_putCode;
    draft.before = m_edit.before();
    draft.content = m_edit.content();
    draft.title = record::itemFromJson(draft.section, draft.content, true).title;
    draft.researcher = m_researcher;
    draft.inEditor = inEditor;
    const auto saved = m_drafts.save(draft);
    if (saved)
        m_id = *saved;
    else if (!std::exchange(m_told, true))
        Q_EMIT failed(saved.error());
}

QString DraftKeeper::keep()
{
    m_timer.stop();
    if (!std::exchange(m_active, false))
        return {};
    save(false);
    return std::exchange(m_id, {});
}

void DraftKeeper::discard()
{
    m_timer.stop();
    m_active = false;
    if (!m_id.isEmpty())
        (void)m_drafts.remove(std::exchange(m_id, {}));
}

} // namespace baton::ui

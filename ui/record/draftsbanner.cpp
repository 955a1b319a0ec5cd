#include "ui/record/draftsbanner.h"

#include "app/orcid/sections.h"
#include "app/record/difference.h"
#include "ui/common/daytime.h"
#include "ui/common/dialogs.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

DraftsBanner::DraftsBanner(record::Drafts &drafts, QWidget *parent) : Banner(parent), m_drafts(drafts)
{
    QPushButton *later = makeButton(tr("Later"), {}, tr("Later"), "link", this);
    layout()->addWidget(later);
    connect(later, &QPushButton::clicked, this, [this] {
        m_later = true;
        hide();
    });
    connect(this, &Banner::actionTriggered, this, &DraftsBanner::openDrafts);
    connect(&drafts, &record::Drafts::changed, this, &DraftsBanner::refresh);
    hide();
}

void DraftsBanner::setPlace(const record::Place &place)
{
    m_place = place;
    m_later = false;
    refresh();
}

void DraftsBanner::hold(bool held)
{
    m_held = held;
    refresh();
}

QString DraftsBanner::words(const record::Draft &draft)
{
    const orcid::Section *section = orcid::findSection(draft.section);
    const auto fields = record::differences(draft.section, draft.before, draft.content).size();
    const QString what = !draft.title.isEmpty() ? tr("“%1”").arg(draft.title) : tr("a new %1").arg(section ? section->itemTitle : draft.section);
    return fields == 1 ? tr("%1, 1 field").arg(what) : tr("%1, %2 fields").arg(what).arg(fields);
}

void DraftsBanner::refresh()
{
    if (m_held || m_place.orcid.isEmpty())
        return hide();
    m_kept = m_drafts.drafts(m_place.environmentId, m_place.orcid);
    QStringList names;
    QDateTime ended;
    for (const record::Draft &draft : std::as_const(m_kept)) {
        names << words(draft);
        if (draft.inEditor)
            ended = qMax(ended, draft.at);
    }
    const QString kept = m_kept.size() == 1 ? tr("1 draft was kept.") : tr("%1 drafts were kept.").arg(m_kept.size());
    const QString strong = ended.isValid() ? tr("Baton ended unexpectedly at %1. %2").arg(ended.toLocalTime().toString(u"HH:mm"_s), kept) : kept;
    const QString more = names.size() > 3 ? tr("%1 and %2 more").arg(names.mid(0, 3).join(tr("; "))).arg(names.size() - 3) : names.join(tr("; "));
    set(Tone::Accent, strong, tr("%1. Nothing of it was sent.").arg(more), tr("Open drafts"));
    setVisible(!m_kept.isEmpty() && !m_later);
}

void DraftsBanner::openDrafts()
{
    if (m_kept.size() == 1)
        return Q_EMIT chosen(m_kept.first());
    auto *dialog = new FormDialog(tr("Drafts"), tr("Typed, and not sent yet."), tr("Open draft"), tr("Open draft"), "primary", window());
    auto *list = new QListWidget(dialog);
    list->setAccessibleName(tr("Drafts"));
    list->setMinimumHeight(160);
    dialog->body()->addWidget(list);
    const auto fill = [this, list, dialog] {
        list->clear();
        for (const record::Draft &draft : std::as_const(m_kept))
            list->addItem(tr("%1 · %2").arg(words(draft), dayAndTime(draft.at, QDateTime::currentDateTime())));
        list->setCurrentRow(0);
        if (m_kept.isEmpty())
            dialog->reject();
    };
    fill();
    QPushButton *away = makeButton(tr("Throw away"), u"trash"_s, tr("Throw away draft"), "", dialog);
    dialog->footer()->insertWidget(0, away);
    connect(away, &QPushButton::clicked, dialog, [this, list, dialog, fill] {
        if (const auto gone = m_drafts.remove(m_kept.value(list->currentRow()).id); !gone)
            return dialog->showProblem(gone.error());
        fill();
    });
    const auto open = [this, list, dialog] {
        if (list->currentRow() < 0)
            return;
        const record::Draft draft = m_kept[list->currentRow()];
        dialog->accept();
        Q_EMIT chosen(draft);
    };
    connect(dialog, &FormDialog::submitted, this, open);
    connect(list, &QListWidget::itemActivated, this, open);
    dialog->open();
}

} // namespace baton::ui

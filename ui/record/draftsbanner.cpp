#include "ui/record/draftsbanner.h"

#include "app/orcid/sections.h"
#include "app/record/difference.h"
#include "ui/common/daytime.h"
#include "ui/common/dialogs.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QListWidget>

#include <algorithm>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

/// "2 drafts were kept.", and how Baton ended when it was not as it should.
QString kept(const QList<record::Draft> &drafts)
{
    QDateTime ended;
    for (const record::Draft &draft : drafts) {
        if (draft.inEditor)
            ended = qMax(ended, draft.at);
    }
    const QString number = drafts.size() == 1 ? DraftsBanner::tr("1 draft was kept.") : DraftsBanner::tr("%1 drafts were kept.").arg(drafts.size());
    return ended.isValid() ? DraftsBanner::tr("Baton ended unexpectedly at %1. %2").arg(ended.toLocalTime().toString(u"HH:mm"_s), number) : number;
}

template <typename Words>
QString listed(const QList<record::Draft> &drafts, Words words)
{
    QStringList names;
    for (const record::Draft &draft : drafts.mid(0, 3))
        names << words(draft);
    const QString some = names.join(DraftsBanner::tr("; "));
    return drafts.size() > 3 ? DraftsBanner::tr("%1 and %2 more").arg(some).arg(drafts.size() - 3) : some;
}

} // namespace

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

void DraftsBanner::setHome(const orcid::Environment &environment)
{
    m_home = environment;
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

QString DraftsBanner::forWhom(const record::Draft &draft) const
{
    return tr("%1, of %2").arg(words(draft), draft.researcher.isEmpty() ? m_home.orcidUri(draft.place.orcid) : draft.researcher);
}

void DraftsBanner::refresh()
{
    const QString environment = m_home.id.isEmpty() ? m_place.environmentId : m_home.id;
    const QList<record::Draft> all = environment.isEmpty() ? QList<record::Draft>() : m_drafts.drafts(environment, {});
    Q_EMIT waiting(int(std::count_if(all.begin(), all.end(), [this](const record::Draft &draft) { return !m_held || !draft.inEditor; })));
    if (m_held)
        return hide();
    m_place.orcid.isEmpty() ? showOfAll(all) : showOfRecord();
}

// They need a token of their record; until then one at least knows of them.
void DraftsBanner::showOfAll(const QList<record::Draft> &all)
{
    m_kept.clear();
    const QString which = listed(all, [this](const record::Draft &draft) { return forWhom(draft); });
    set(Tone::Accent, kept(all), (all.size() == 1 ? tr("%1. Nothing of it was sent. It opens with its record: exchange the researcher’s id_token in the Inbox.")
                                                  : tr("%1. Nothing of them was sent. Each opens with its record: exchange the researcher’s id_token in the Inbox.")).arg(which));
    setVisible(!all.isEmpty() && !m_later);
}

void DraftsBanner::showOfRecord()
{
    m_kept = m_drafts.drafts(m_place.environmentId, m_place.orcid);
    set(Tone::Accent, kept(m_kept), tr("%1. Nothing of it was sent.").arg(listed(m_kept, words)), tr("Open drafts"));
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

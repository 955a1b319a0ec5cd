#include "ui/signin/scopelist.h"

#include "app/orcid/scopes.h"
#include "ui/common/rule.h"

#include <QtGui/QMouseEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

/// A row whose whole area belongs to its check box.
class ScopeRow : public QWidget {
public:
    ScopeRow(QCheckBox *box, QWidget *parent) : QWidget(parent), m_box(box) { }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
            m_box->click();
    }

private:
    QCheckBox *m_box;
};

} // namespace

ScopeList::ScopeList(QWidget *parent) : Card(parent)
{
    QHBoxLayout *header = addHeader(tr("Scopes"), tr("What the researcher is asked to allow."));
    m_lockChip = new Chip;
    m_lockChip->set(tr("Locked while waiting"), Tone::Neutral, u"lock"_s);
    m_lockChip->hide();
    header->addWidget(m_lockChip);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    m_order = orcid::signInScopes();
    for (const QString &scope : std::as_const(m_order))
        addRow(scope, scope == m_order.last());
    setChosen({ u"/read-limited"_s, u"/activities/update"_s });
}

void ScopeList::addRow(const QString &scope, bool last)
{
    const orcid::Scope *known = orcid::findScope(scope);
    auto *box = new QCheckBox;
    box->setAccessibleName(tr("Scope %1").arg(scope));
    if (known)
        box->setAccessibleDescription(tr("%1. %2").arg(known->title, known->explanation));
    auto *row = new ScopeRow(box, this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(14, 3, 14, 3);
    line->setSpacing(10);
    line->addWidget(box, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    auto *names = new QHBoxLayout;
    names->setSpacing(8);
    names->addWidget(makeLabel(known ? known->title : scope, "strong"));
    QLabel *technical = makeLabel(scope, "mono");
    technical->setTextInteractionFlags(Qt::NoTextInteraction);
    names->addWidget(technical);
    names->addStretch();
    const bool needed = scope == u"openid"_s;
    if (needed) {
        auto *chip = new Chip;
        chip->set(tr("Always needed"), Tone::Neutral, u"lock"_s);
        names->addWidget(chip);
        box->setChecked(true);
        box->setEnabled(false);
    }
    words->addLayout(names);
    QLabel *explanation = makeText(known ? known->explanation : QString(), "text2");
    words->addWidget(explanation);
    line->addLayout(words, 1);
    body()->addWidget(row);
    if (!last)
        body()->addWidget(new Rule);
    m_boxes.insert(scope, box);
    connect(box, &QCheckBox::toggled, this, [this] {
        refreshCaption();
        Q_EMIT changed();
    });
}

QStringList ScopeList::chosen() const
{
    QStringList scopes;
    for (const QString &scope : m_order) {
        if (m_boxes.value(scope)->isChecked())
            scopes << scope;
    }
    return scopes;
}

void ScopeList::setChosen(const QStringList &scopes)
{
    for (const QString &scope : std::as_const(m_order))
        m_boxes.value(scope)->setChecked(scope == u"openid"_s || scopes.contains(scope));
    refreshCaption();
}

void ScopeList::setLocked(bool locked)
{
    for (const QString &scope : std::as_const(m_order))
        m_boxes.value(scope)->setEnabled(!locked && scope != u"openid"_s);
    m_lockChip->setVisible(locked);
}

void ScopeList::refreshCaption()
{
    setHeaderCaption(tr("What the researcher is asked to allow. %n chosen.", nullptr, int(chosen().size())));
}

} // namespace baton::ui

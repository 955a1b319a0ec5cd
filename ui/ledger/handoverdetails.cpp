#include "ui/ledger/handoverdetails.h"

#include "app/base/text.h"
#include "ui/common/tallscroll.h"
#include "ui/ledger/timeline.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using ledger::HandOver;

HandOverDetails::HandOverDetails(const Clock &clock, QWidget *parent) : QWidget(parent), m_clock(clock)
{
    setAccessibleName(tr("Hand-over details"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_head = buildHead();
    m_foot = buildFoot();
    m_timeline = new Timeline;
    auto *inside = new QWidget;
    auto *insideColumn = new QVBoxLayout(inside);
    insideColumn->setContentsMargins(14, 12, 14, 6);
    insideColumn->addWidget(m_timeline);
    insideColumn->addStretch(1);
    m_scroll = new TallScroll(inside);
    m_nothing = makeText({}, "text2");
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMargin(20);
    column->addWidget(m_head);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_foot);
    column->addWidget(m_nothing, 1);
    connect(m_timeline, &Timeline::showInRecord, this, &HandOverDetails::showInRecord);
    showNothing({});
}

int HandOverDetails::accessibleRole() const
{
    return QAccessible::Grouping;
}

QWidget *HandOverDetails::buildHead()
{
    auto *head = new QFrame;
    head->setProperty("kind", u"row"_s);
    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(3);
    m_who = makeCombo(tr("Researcher in hand-over"), head);
    m_name = makeText({}, "name");
    m_link = makeButton({}, {}, tr("ORCID iD"), "link mono");
    m_capsule = new Capsule;
    column->addWidget(m_who);
    column->addWidget(m_name);
    column->addWidget(m_link, 0, Qt::AlignLeft);
    column->addSpacing(5);
    column->addWidget(m_capsule);
    connect(m_who, &QComboBox::currentIndexChanged, this, [this] {
        refresh();
        Q_EMIT currentChanged();
    });
    connect(m_link, &QPushButton::clicked, this, [this] { Q_EMIT linkActivated(QUrl(m_link->accessibleDescription(), QUrl::StrictMode)); });
    return head;
}

QWidget *HandOverDetails::buildFoot()
{
    auto *foot = new QFrame;
    foot->setProperty("kind", u"foot"_s);
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(14, 8, 14, 14);
    column->setSpacing(8);
    auto *entry = new QHBoxLayout;
    entry->setSpacing(6);
    m_entry = makeText({}, "caption");
    entry->addWidget(new IconLabel(u"link"_s, &Colors::text3, 14), 0, Qt::AlignTop);
    entry->addWidget(m_entry, 1);
    m_exchange = makeButton(tr("Show HTTP exchange"), {}, tr("Show HTTP exchange"), "link");
    m_reason = makeText({}, "caption");
    m_probe = makeButton(tr("Probe now"), u"pulse"_s, tr("Probe now"));
    m_recall = makeButton(tr("Recall…"), u"stop"_s, tr("Recall hand-over"), "danger");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_probe, 1);
    buttons->addWidget(m_recall, 1);
    column->addLayout(entry);
    column->addWidget(m_exchange, 0, Qt::AlignLeft);
    column->addWidget(m_reason);
    column->addLayout(buttons);
    connect(m_exchange, &QPushButton::clicked, this, [this] { Q_EMIT showExchange(m_trace); });
    connect(m_probe, &QPushButton::clicked, this, &HandOverDetails::probe);
    connect(m_recall, &QPushButton::clicked, this, &HandOverDetails::recall);
    return foot;
}

const HandOver *HandOverDetails::current() const
{
    const int at = m_handOvers.size() > 1 ? m_who->currentIndex() : 0;
    return at >= 0 && at < m_handOvers.size() ? &m_handOvers.at(at) : nullptr;
}

void HandOverDetails::showRow(const LedgerRow &row, qint64 wrongEntry)
{
    const HandOver *before = current();
    const QString stay = before && before->packageId == row.first().packageId ? before->orcid : QString();
    m_handOvers = row.handOvers;
    m_wrong = wrongEntry;
    {
        const QSignalBlocker quiet(m_who);
        m_who->clear();
        for (const HandOver &one : std::as_const(m_handOvers)) {
            m_who->addItem(researcherName(one));
            if (one.orcid == stay)
                m_who->setCurrentIndex(m_who->count() - 1);
        }
    }
    m_who->setVisible(m_handOvers.size() > 1);
    m_name->setVisible(m_handOvers.size() == 1);
    m_head->show();
    m_scroll->show();
    m_foot->show();
    m_nothing->hide();
    refresh();
}

void HandOverDetails::showNothing(const QString &words)
{
    m_handOvers.clear();
    m_nothing->setText(words);
    m_head->hide();
    m_scroll->hide();
    m_foot->hide();
    m_nothing->show();
    setAccessibleDescription(words);
}

void HandOverDetails::refresh()
{
    const HandOver *one = current();
    if (!one)
        return;
    m_name->setText(researcherName(*one));
    setAccessibleDescription(tr("%1, %2").arg(researcherName(*one), directionWords(*one)));
    m_timeline->show(*one, m_wrong, m_clock.now());
    if (one->events.isEmpty())
        return;
    const ledger::Event &last = one->events.last();
    // It is called by the entry it began with, here and where it is recalled.
    const qint64 first = one->events.first().number;
    if (last.number > first)
        m_entry->setText(tr("Entry %1. Its latest is entry %2, which follows %3").arg(first).arg(last.number).arg(shortHash(last.previous)));
    else
        m_entry->setText(first <= 1 ? tr("Entry %1, the first").arg(first) : tr("Entry %1, follows %2").arg(first).arg(shortHash(last.previous)));
}

void HandOverDetails::setWantedWidth(int width)
{
    m_wanted = width;
    fitLink();
}

void HandOverDetails::fitLink()
{
    QString text = m_link->accessibleDescription();
    if (QFontMetrics(Theme::of().font("mono")).horizontalAdvance(text) + 34 > m_wanted)
        text.insert(text.lastIndexOf(u'/') + 1, u'\n');
    setButtonText(m_link, text);
}

void HandOverDetails::showMeans(const Means &means)
{
    m_link->setAccessibleDescription(means.iri);
    fitLink();
    m_link->setVisible(!means.iri.isEmpty());
    m_capsule->set(means.original, means.second);
    m_trace = means.probeTrace;
    m_exchange->setVisible(m_trace > 0);
    setButtonText(m_probe, means.probing ? tr("Probing…") : tr("Probe now"));
    m_probe->setEnabled(!means.probing && means.cannotProbe.isEmpty());
    m_probe->setAccessibleDescription(means.probing ? tr("Probing…") : means.cannotProbe);
    m_recall->setEnabled(means.cannotRecall.isEmpty());
    m_recall->setAccessibleDescription(means.cannotRecall);
    QStringList reasons { means.cannotProbe, means.cannotRecall };
    reasons.removeAll(QString());
    reasons.removeDuplicates();
    m_reason->setText(reasons.join(u' '));
    m_reason->setVisible(!reasons.isEmpty());
}

} // namespace baton::ui

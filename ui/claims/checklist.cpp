#include "ui/claims/checklist.h"

#include "app/base/text.h"
#include "ui/common/flowscroll.h"
#include "ui/common/rule.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Look {
    QString icon;
    QColor Colors::*token;
    QString word;
};

Look lookOf(claims::Check::State state)
{
    switch (state) {
    case claims::Check::State::Passed: return { u"okcircle"_s, &Colors::ok, CheckList::tr("passed") };
    case claims::Check::State::Failed: return { u"xcircle"_s, &Colors::err, CheckList::tr("failed") };
    case claims::Check::State::Information: return { u"info"_s, &Colors::accent, CheckList::tr("information") };
    case claims::Check::State::NotDone: break;
    }
    return { u"minus"_s, &Colors::text3, CheckList::tr("not checked") };
}

} // namespace

CheckList::CheckList(QWidget *parent) : Card(parent)
{
    QHBoxLayout *header = addHeader(tr("Verification"));
    m_when = makeLabel({}, "caption");
    header->addWidget(m_when);
    m_list = new RoleWidget(QAccessible::List, tr("Verification"));
    m_column = new QVBoxLayout(m_list);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    auto *scroll = new FlowScroll(m_list);
    addFlush(scroll);
}

void CheckList::setChecks(const QList<claims::Check> &checks, const QDateTime &checkedAt)
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (qsizetype i = 0; i < checks.size(); ++i) {
        m_column->addWidget(makeItem(checks.at(i)));
        if (i + 1 < checks.size())
            m_column->addWidget(new Rule);
    }
    m_column->addStretch();
    m_when->setText(checkedAt.isValid() ? checkedAt.toLocalTime().toString(u"HH:mm:ss"_s) : QString());
}

QWidget *CheckList::makeItem(const claims::Check &check)
{
    const Look look = lookOf(check.state);
    auto *item = new RoleWidget(QAccessible::ListItem, tr("Check %1: %2").arg(check.name, look.word));
    auto *row = new QHBoxLayout(item);
    row->setContentsMargins(14, 7, 14, 7);
    row->setSpacing(10);
    row->addWidget(new IconLabel(look.icon, look.token), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    QLabel *name = makeText(check.name, "strong");
    const bool failed = check.state == claims::Check::State::Failed;
    if (failed)
        setTone(name, Tone::Err);
    words->addWidget(name);
    QString description = plain(check.words);
    words->addWidget(makeText(description, "text2"));
    if (failed) {
        const auto add = [&](const QString &label, const QString &value) {
            if (value.isEmpty())
                return;
            const QString line = tr("%1: %2").arg(label, plain(value));
            QLabel *text = makeText(line, "mono");
            setTone(text, Tone::Err);
            words->addWidget(text);
            description += u". "_s + line;
        };
        add(tr("Expected"), check.expected);
        add(tr("Found"), check.found);
    }
    row->addLayout(words, 1);
    item->setAccessibleDescription(description);
    return item;
}

} // namespace baton::ui

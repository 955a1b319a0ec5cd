#include "ui/record/review/reviewchecks.h"

#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;
using CheckState = record::Check::State;
using StepState = record::SendingStep::State;

ReviewChecks::ReviewChecks(const QString &title, QWidget *parent)
    : Card(parent), m_list(new RoleWidget(QAccessible::List, title, this)), m_rows(new QVBoxLayout(m_list))
{
    body()->setSpacing(4);
    body()->addWidget(makeLabel(title, "strong", this));
    body()->addWidget(m_list);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(8);
}

void ReviewChecks::clear()
{
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget()) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
}

QVBoxLayout *ReviewChecks::add(const Line &line)
{
    auto *row = new RoleWidget(QAccessible::ListItem, line.what, m_list);
    const QString detail = line.scope.isEmpty() ? line.detail : line.scope + u", "_s + line.detail;
    row->setAccessibleDescription(u"%1: %2"_s.arg(line.state, detail));
    auto *beside = new QHBoxLayout(row);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(9);
    if (line.running)
        beside->addWidget(new Spinner(row), 0, Qt::AlignTop);
    else
        beside->addWidget(new IconLabel(line.icon, line.token, 16, row), 0, Qt::AlignTop);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(1);
    auto *top = new QHBoxLayout;
    top->setSpacing(6);
    top->addWidget(makeText(line.what, line.request ? "mono" : "body", row), 1);
    if (line.traceId) {
        QToolButton *look = makeIconButton(u"traffic"_s, tr("Show HTTP exchange of %1").arg(line.what), row);
        look->setToolTip(tr("Show HTTP exchange"));
        look->setFixedSize(Theme::of().iconSize(20), Theme::of().iconSize(18));
        top->addWidget(look, 0, Qt::AlignTop);
        connect(look, &QToolButton::clicked, this, [this, id = line.traceId] { Q_EMIT showExchange(id); });
    }
    lines->addLayout(top);
    if (!line.scope.isEmpty())
        lines->addWidget(makeText(line.scope, "mono", row));
    if (!line.detail.isEmpty())
        lines->addWidget(makeText(line.detail, "caption", row));
    beside->addLayout(lines, 1);
    m_rows->addWidget(row);
    return lines;
}

void ReviewChecks::show(const QList<record::Check> &checks)
{
    QString all;
    for (const record::Check &check : checks)
        all += QString::number(int(check.state)) + check.what + check.detail + check.scope + u'\n';
    if (all == std::exchange(m_shown, all))
        return;
    clear();
    for (const record::Check &check : checks) {
        Line line;
        line.what = check.what;
        line.scope = check.scope;
        line.detail = check.detail;
        switch (check.state) {
        case CheckState::Running: line.running = true; line.state = tr("being checked"); break;
        case CheckState::Passed: line.icon = u"okcircle"_s; line.token = &Colors::ok; line.state = tr("passed"); break;
        case CheckState::Told: line.icon = u"info"_s; line.token = &Colors::text2; line.state = tr("to know"); break;
        case CheckState::Unknown: line.icon = u"info"_s; line.token = &Colors::warn; line.state = tr("not known"); break;
        case CheckState::Warned: line.icon = u"warn"_s; line.token = &Colors::warn; line.state = tr("take care"); break;
        case CheckState::Failed: line.icon = u"xcircle"_s; line.token = &Colors::err; line.state = tr("failed"); break;
        }
        QVBoxLayout *lines = add(line);
        if (check.state != CheckState::Warned)
            continue;
        if (check.id == record::Check::Id::Duplicate && check.putCode > 0) {
            QPushButton *existing = makeButton(tr("Update the existing one"), {}, tr("Update the existing one"), "link", m_list);
            lines->addWidget(existing, 0, Qt::AlignLeft);
            connect(existing, &QPushButton::clicked, this, [this, code = check.putCode] { Q_EMIT existingRequested(code); });
        } else if (check.id == record::Check::Id::Meanwhile && check.traceId && m_comparable) {
            QPushButton *compare = makeButton(tr("Compare theirs with mine"), {}, tr("Compare theirs with mine"), "link", m_list);
            lines->addWidget(compare, 0, Qt::AlignLeft);
            connect(compare, &QPushButton::clicked, this, &ReviewChecks::compareRequested);
        }
    }
}

void ReviewChecks::show(const QList<record::SendingStep> &steps)
{
    QString all;
    for (const record::SendingStep &step : steps)
        all += QString::number(int(step.state)) + step.line + step.detail + u'\n';
    if (all == std::exchange(m_shown, all))
        return;
    clear();
    for (const record::SendingStep &step : steps) {
        Line line;
        line.what = step.line;
        line.request = step.request;
        line.detail = step.at.isValid() ? tr("%1 · %2").arg(step.at.toLocalTime().toString(u"HH:mm:ss"_s), step.detail) : step.detail;
        line.traceId = step.traceId;
        line.running = step.state == StepState::Running;
        line.icon = step.state == StepState::Bad ? u"xcircle"_s : u"okcircle"_s;
        line.token = step.state == StepState::Bad ? &Colors::err : &Colors::ok;
        line.state = line.running ? tr("running") : step.state == StepState::Bad ? tr("failed") : tr("done");
        add(line);
    }
}

} // namespace baton::ui

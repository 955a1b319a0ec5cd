#include "ui/record/editpage.h"

#include "app/record/content.h"
#include "app/record/refusal.h"
#include "ui/common/flowscroll.h"
#include "ui/record/editform.h"

#include <QtCore/QEvent>
#include <QtGui/QAccessible>
#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

EditPage::EditPage(QWidget *parent)
    : QWidget(parent)
    , m_scroll(new FlowScroll(nullptr, this))
    , m_card(new Card(this))
    , m_problems(new RoleWidget(QAccessible::AlertMessage, tr("Field problems"), this))
    , m_problemIcon(new IconLabel(u"xcircle"_s, &Colors::err, 16, this))
    , m_problemWords(makeLabel({}, "body", this))
    , m_cancel(makeButton(tr("Cancel"), {}, tr("Cancel editing"), "", this))
    , m_look(makeButton(tr("Review…"), u"compare"_s, tr("Review changes"), "", this))
    , m_review(new ReviewPanel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    Card *card = m_card;
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    card->body()->addWidget(m_scroll, 1);
    auto *alert = new QHBoxLayout(m_problems);
    alert->setContentsMargins(0, 0, 0, 0);
    alert->setSpacing(6);
    alert->addWidget(m_problemIcon);
    alert->addWidget(m_problemWords, 1);
    setTone(m_problemWords, Tone::Err);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_problems, 1);
    foot->addStretch(0);
    foot->addWidget(m_cancel, 0, Qt::AlignRight);
    foot->addWidget(m_look, 0, Qt::AlignRight);
    card->body()->addLayout(foot);
    row->addWidget(card, 3);
    const auto limit = [this] {
        m_review->setMinimumWidth(Theme::of().height(270));
        m_review->setMaximumWidth(Theme::of().height(420));
        fit();
    };
    limit();
    connect(&Theme::of(), &Theme::changed, this, limit);
    row->addWidget(m_review, 2);
    connect(m_cancel, &QPushButton::clicked, this, &EditPage::cancelRequested);
    connect(m_review, &ReviewPanel::sendRequested, this, &EditPage::send);
    connect(m_look, &QPushButton::clicked, this, [this] { Q_EMIT reviewRequested(content()); });
}

// Scrolling a form sideways would hide half of each field.
void EditPage::fit()
{
    const QWidget *form = m_scroll->widget();
    const int around = m_card->width() - m_scroll->viewport()->width();
    const int wanted = form ? form->minimumSizeHint().width() + around + layout()->spacing() + m_review->minimumWidth() : 0;
    m_review->setVisible(width() >= wanted);
}

void EditPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

// A form needs another width once it is styled, and with each row that is added.
bool EditPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_form && event->type() == QEvent::LayoutRequest)
        fit();
    return QWidget::eventFilter(watched, event);
}

void EditPage::open(const QString &section, const QJsonObject &item, const QString &request)
{
    m_section = section;
    m_held.clear();
    m_before = item;
    m_request = request;
    EditForm *form = EditForm::make(section, this);
    if (!form)
        return;
    m_form = form;
    m_scroll->setWidget(form); // deletes the former
    form->installEventFilter(this);
    connect(form, &EditForm::edited, this, &EditPage::refresh);
    form->load(item);
    setSending(false);
    form->focusFirst();
}

void EditPage::restore(const QJsonObject &content)
{
    if (!m_form)
        return;
    m_form->load(content);
    refresh();
}

QJsonObject EditPage::content() const
{
    return m_form ? m_form->content() : QJsonObject();
}

void EditPage::setSending(bool sending)
{
    m_cancel->setEnabled(!sending);
    if (m_form)
        m_form->setEnabled(!sending);
    m_review->setSending(sending);
}

void EditPage::send()
{
    if (m_review->canSend())
        Q_EMIT sendRequested(content());
}

void EditPage::refresh()
{
    if (!m_form)
        return;
    const QJsonObject now = content();
    const QList<record::FieldProblem> problems = record::problems(m_section, now);
    m_form->showProblems(problems);
    ReviewPanel::Review review;
    review.what = changesOf(m_section, m_before, now);
    m_changes = int(review.what.changes.size());
    review.what.isNew = isNew();
    review.what.isGone = false;
    const qint64 putCode = m_before.value(u"put-code"_s).toInteger();
    review.what.before = isNew() ? QJsonObject() : record::forPut(m_before, m_before, putCode);
    review.what.after = isNew() ? record::forPost(now) : record::forPut(m_before, now, putCode);
    review.request = m_request;
    review.what.needAttention = changedWithProblem(problems);
    review.reason = reasonNotToSend(problems);
    m_review->show(review);
    fit();
    m_look->setEnabled(review.reason.isEmpty());
    m_look->setAccessibleDescription(review.reason);
    const auto blocking = std::count_if(problems.begin(), problems.end(), [](const record::FieldProblem &p) { return p.blocking; });
    const QString words = isNew() && m_changes == 0 ? QString() : blocking == 1 ? tr("1 field needs attention") : tr("%1 fields need attention").arg(blocking);
    m_problems->setVisible(blocking > 0 && !words.isEmpty());
    m_problemWords->setText(words);
    m_problems->setAccessibleDescription(blocking > 0 ? words : QString());
    Q_EMIT typed();
}

void EditPage::hold(const QString &reason)
{
    m_held = reason;
    refresh();
}

void EditPage::showRefusal(const Error &error)
{
    if (!m_form)
        return;
    QList<record::FieldProblem> problems = record::problems(m_section, content());
    if (const auto problem = record::refusedField(m_section, content(), error))
        problems.prepend(*problem);
    m_form->showProblems(problems);
}

QString EditPage::reasonNotToSend(const QList<record::FieldProblem> &problems) const
{
    if (!m_held.isEmpty())
        return m_held;
    if (m_changes == 0)
        return isNew() ? tr("Fill in the fields first.") : tr("Nothing has changed.");
    for (const record::FieldProblem &problem : problems) {
        if (!problem.blocking)
            continue;
        if (problem.field.contains("external-id["_L1))
            return tr("Fix the %1 first.").arg(m_form->nameOf(problem.field));
        const QString name = m_form->nameOf(problem.field);
        return problem.words.startsWith(name) ? problem.words : tr("%1: %2").arg(name, problem.words);
    }
    return {};
}

QSet<QString> EditPage::changedWithProblem(const QList<record::FieldProblem> &problems) const
{
    QSet<QString> names;
    for (const record::FieldProblem &problem : problems) {
        if (!problem.blocking)
            continue;
        const QString name = m_form->nameOf(problem.field);
        names += problem.field.contains("external-id["_L1) ? tr("External identifier, %1").arg(name) : name;
    }
    return names;
}

} // namespace baton::ui

#include "ui/record/formfield.h"

#include "app/orcid/errors.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

QString answerWords(const record::FieldProblem &problem)
{
    const orcid::ErrorCode *known = problem.answer.isEmpty() ? nullptr : orcid::findErrorCode(problem.orcidCode);
    return known ? FieldMessage::tr("ORCID would answer %1 / %2.").arg(known->status).arg(known->code) : QString();
}

/// A box stands in a holder with its hidden label: the edge and the words belong to what the keyboard is in.
QWidget *inputOf(QWidget *editor)
{
    QComboBox *box = qobject_cast<QLineEdit *>(editor) ? nullptr : editor->findChild<QComboBox *>();
    return box ? box : editor;
}

} // namespace

FieldMessage::FieldMessage(QWidget *parent)
    : QWidget(parent)
    , m_icon(new IconLabel(u"xcircle"_s, &Colors::err, 14, this))
    , m_words(makeText({}, "caption", this))
    , m_answer(makeText({}, "caption", this))
    , m_use(makeButton({}, {}, tr("Use suggested value"), "link", this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    auto *texts = new QVBoxLayout;
    texts->setContentsMargins(0, 0, 0, 0);
    texts->setSpacing(1);
    texts->addWidget(m_words);
    texts->addWidget(m_answer);
    row->addLayout(texts, 1);
    row->addWidget(m_use);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT suggestionTaken(m_suggestion); });
    hide();
}

void FieldMessage::show(const record::FieldProblem *problem)
{
    setVisible(problem != nullptr);
    if (!problem)
        return;
    m_icon->set(problem->blocking ? u"xcircle"_s : u"info"_s, problem->blocking ? &Colors::err : &Colors::text3);
    m_words->setText(problem->words);
    setTone(m_words, problem->blocking ? Tone::Err : Tone::Neutral);
    m_answer->setText(answerWords(*problem));
    m_answer->setToolTip(problem->answer.toHtmlEscaped());
    m_answer->setVisible(!problem->answer.isEmpty());
    layout()->setAlignment(m_use, problem->answer.isEmpty() ? Qt::Alignment() : Qt::AlignTop); // beside the words
    m_suggestion = problem->suggestion;
    m_use->setVisible(!m_suggestion.isEmpty());
    setButtonText(m_use, tr("Use %1").arg(m_suggestion));
    m_use->setAccessibleDescription(m_suggestion);
}

void markProblem(QWidget *editor, const record::FieldProblem *problem)
{
    restyle(editor, "invalid", problem && problem->blocking ? u"true"_s : QString());
    const QString answer = problem ? answerWords(*problem) : QString();
    const QString words = !problem ? QString() : answer.isEmpty() ? problem->words : problem->words + u' ' + answer;
    editor->setAccessibleDescription(words);
    if (auto *box = qobject_cast<QComboBox *>(editor); box && box->lineEdit())
        box->lineEdit()->setAccessibleDescription(words);
}

QLineEdit *makeLine(const QString &accessibleName, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setAccessibleName(accessibleName);
    line->setObjectName(accessibleName);
    return line;
}

FormField::FormField(const QString &label, const QString &caption, QWidget *editor, QWidget *parent)
    : QWidget(parent), m_label(label), m_caption(makeLabel(caption, "caption", this)), m_editor(editor), m_marked(inputOf(editor)), m_message(new FieldMessage(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(makeLabel(label, "strong", this));
    head->addWidget(m_caption, 1, Qt::AlignLeft);
    column->addLayout(head);
    column->addWidget(editor);
    column->addWidget(m_message);
    editor->installEventFilter(this);
    for (QWidget *child : editor->findChildren<QWidget *>())
        child->installEventFilter(this);
    connect(m_message, &FieldMessage::suggestionTaken, this, [this](const QString &value) {
        if (auto *line = qobject_cast<QLineEdit *>(m_editor)) {
            line->setText(value);
            line->setFocus();
        }
    });
}

void FormField::setCaption(const QString &caption)
{
    m_caption->setText(caption);
}

void FormField::showProblem(const record::FieldProblem *problem)
{
    const record::FieldProblem *shown = m_left ? problem : nullptr;
    m_message->show(shown);
    markProblem(m_marked, shown);
}

bool FormField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && !m_left) {
        m_left = true;
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace baton::ui

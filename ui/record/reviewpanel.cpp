#include "ui/record/reviewpanel.h"

#include "ui/record/jsondiff.h"

#include <QtGui/QAccessible>
#include <QtGui/QTextBlock>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace baton::ui {

using namespace Qt::StringLiterals;

namespace {

enum Mode { Fields, Json };

/// One half of a before/after pair: soft ground in the tone, with a line between the halves.
class Half : public QWidget {
public:
    Half(Tone tone, QWidget *parent) : QWidget(parent), m_tone(tone) { }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), toneSoft(m_tone));
    }

private:
    Tone m_tone;
};

/// The border colour, seen around and between the halves.
class Lined : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(Theme::of().colors().border);
        painter.drawRoundedRect(rect(), 3, 3);
    }
};

} // namespace

ReviewPanel::ReviewPanel(QWidget *parent)
    : Card(parent)
    , m_count(new Chip(this))
    , m_mode(new Segments(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new RoleWidget(QAccessible::List, tr("Changes to review")))
    , m_rows(new QVBoxLayout(m_list))
    , m_json(new QPlainTextEdit(this))
    , m_unchanged(makeText({}, "caption", this))
    , m_request(makeText({}, "mono", this))
    , m_reason(makeText({}, "caption", this))
    , m_spinner(new Spinner(this))
    , m_send(makeButton(tr("Send"), u"arrow"_s, tr("Send changes"), "main", this))
{
    QHBoxLayout *header = addHeader(tr("Review changes"));
    header->insertWidget(1, m_count);
    header->addWidget(m_mode);
    m_mode->setAccessibleName(tr("Changes as"));
    m_mode->add(Fields, tr("Fields"), {}, tr("Changes as fields"));
    m_mode->add(Json, tr("JSON"), {}, tr("Changes as JSON"));
    m_mode->setChecked(Fields);
    connect(m_mode, &Segments::selected, m_stack, &QStackedWidget::setCurrentIndex);

    m_rows->setContentsMargins(0, 0, 6, 0);
    m_rows->setSpacing(12);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_list);
    m_json->setReadOnly(true);
    m_json->setAccessibleName(tr("Changes as JSON"));
    m_json->setProperty("kind", u"code bare"_s);
    m_json->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_json->setTabChangesFocus(true);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_json);
    body()->setSpacing(12);
    body()->addWidget(m_stack, 1);

    auto *request = new QFrame(this);
    request->setProperty("kind", u"sunken"_s);
    auto *lines = new QVBoxLayout(request);
    lines->setContentsMargins(12, 9, 12, 9);
    lines->setSpacing(2);
    lines->addWidget(makeLabel(tr("Will send"), "caption", request));
    lines->addWidget(m_request);
    body()->addWidget(request);
    body()->addWidget(m_send);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_spinner);
    foot->addWidget(m_reason, 100);
    foot->addStretch(1);
    m_reason->setAlignment(Qt::AlignHCenter);
    m_spinner->hide();
    body()->addLayout(foot);
    connect(m_send, &QPushButton::clicked, this, &ReviewPanel::sendRequested);
    connect(&Theme::of(), &Theme::changed, this, [this] { showJson(m_shown); });
}

void ReviewPanel::show(const Review &review)
{
    m_shown = review;
    const int count = int(review.changes.size());
    m_count->set(QString::number(count), Tone::Accent);
    m_count->setAccessibleDescription(count == 1 ? tr("1 change") : tr("%1 changes").arg(count));
    showFields(review);
    showJson(review);
    m_request->setText(review.request);
    setButtonText(m_send, review.isNew ? tr("Send new item")
            : count == 0                         ? tr("Send changes")
            : count == 1                         ? tr("Send 1 change")
                                                 : tr("Send %1 changes").arg(count));
    m_send->setEnabled(review.reason.isEmpty() && !m_sending);
    m_send->setAccessibleDescription(review.reason);
    m_reason->setText(m_sending ? tr("Sending…") : review.reason);
    m_reason->setVisible(!m_reason->text().isEmpty());
}

void ReviewPanel::setSending(bool sending)
{
    m_sending = sending;
    m_spinner->setVisible(sending);
    show(m_shown);
}

void ReviewPanel::showFields(const Review &review)
{
    while (QLayoutItem *entry = m_rows->takeAt(0)) {
        if (entry->widget() && entry->widget() != m_unchanged) {
            entry->widget()->hide();
            entry->widget()->deleteLater();
        }
        delete entry;
    }
    for (const record::FieldChange &change : review.changes)
        m_rows->addWidget(pairFor(change, review.needAttention.contains(change.field), review.isNew));
    m_unchanged->setText(review.changes.isEmpty() && !review.isNew ? tr("Nothing has changed yet.")
            : review.unchanged == 1                                ? tr("1 other field is unchanged.")
            : review.unchanged > 1                                 ? tr("%1 other fields are unchanged.").arg(review.unchanged)
                                                                   : QString());
    m_unchanged->setVisible(!m_unchanged->text().isEmpty());
    m_rows->addWidget(m_unchanged);
    m_rows->addStretch(1);
}

QWidget *ReviewPanel::pairFor(const record::FieldChange &change, bool attention, bool isNew)
{
    auto *item = new RoleWidget(QAccessible::ListItem, change.field, m_list);
    item->setAccessibleDescription(isNew ? tr("After: %1").arg(change.after)
                                         : tr("Before: %1. After: %2.").arg(change.before.isEmpty() ? tr("(empty)") : change.before,
                                             change.after.isEmpty() ? tr("(empty)") : change.after));
    auto *column = new QVBoxLayout(item);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(change.field, "strong", item));
    if (attention) {
        auto *chip = new Chip(item);
        chip->set(tr("Needs attention"), Tone::Err, u"xcircle"_s);
        head->addWidget(chip);
    }
    head->addStretch(1);
    column->addLayout(head);
    auto *frame = new Lined(item);
    auto *halves = new QVBoxLayout(frame);
    halves->setContentsMargins(1, 1, 1, 1);
    halves->setSpacing(1);
    if (!isNew)
        halves->addWidget(half(tr("Before"), change.before, Tone::Err, true));
    halves->addWidget(half(tr("After"), change.after, Tone::Ok, false));
    column->addWidget(frame);
    return item;
}

QWidget *ReviewPanel::half(const QString &word, const QString &value, Tone tone, bool struck)
{
    auto *ground = new Half(tone, m_list);
    auto *row = new QHBoxLayout(ground);
    row->setContentsMargins(10, 5, 10, 5);
    row->setSpacing(8);
    QLabel *key = makeLabel(word, "caption", ground);
    setTone(key, tone);
    key->setFixedWidth(QFontMetrics(Theme::of().font("caption")).horizontalAdvance(u"Before  "_s) + 4);
    QLabel *text = makeText(value.isEmpty() ? tr("(empty)") : value, value.isEmpty() ? "text2" : "body", ground);
    if (struck && !value.isEmpty()) {
        QFont font = text->font();
        font.setStrikeOut(true);
        text->setFont(font);
    }
    row->addWidget(key, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    return ground;
}

void ReviewPanel::showJson(const Review &review)
{
    m_json->clear();
    QTextCursor cursor(m_json->document());
    bool first = true;
    int changed = -1;
    for (const DiffLine &line : jsonDifference(review.before, review.after)) {
        QTextBlockFormat format;
        if (line.mark == u'-')
            format.setBackground(toneSoft(Tone::Err));
        else if (line.mark == u'+')
            format.setBackground(toneSoft(Tone::Ok));
        if (changed < 0 && line.mark != u' ')
            changed = first ? 0 : cursor.blockNumber() + 1;
        if (first)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format);
        first = false;
        cursor.insertText(QString(line.mark) + u' ' + line.text);
    }
    // The first change in sight, with a few lines before it.
    QTextCursor top(m_json->document()->findBlockByNumber(qMax(0, changed - 4)));
    m_json->moveCursor(QTextCursor::End);
    m_json->setTextCursor(top);
}

} // namespace baton::ui

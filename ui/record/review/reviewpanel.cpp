#include "ui/record/review/reviewpanel.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

QString sendWords(const Changes &changes, const QString &itemTitle)
{
    const qsizetype count = changes.changes.size();
    if (changes.isGone)
        return ReviewPanel::tr("Delete %1").arg(itemTitle);
    if (changes.isNew)
        return ReviewPanel::tr("Send new item");
    return count == 0 ? ReviewPanel::tr("Send changes") : count == 1 ? ReviewPanel::tr("Send 1 change") : ReviewPanel::tr("Send %1 changes").arg(count);
}

ReviewPanel::ReviewPanel(QWidget *parent)
    : Card(parent)
    , m_count(new Chip(this))
    , m_changes(new ChangesView(ChangesView::Look::Narrow, this))
    , m_requestBox(new QFrame(this))
    , m_request(makeText({}, "mono", m_requestBox))
    , m_reason(makeText({}, "caption", this))
    , m_spinner(new Spinner(this))
    , m_send(makeButton(tr("Send"), u"arrow"_s, tr("Send changes"), "main", this))
{
    QHBoxLayout *header = addHeader(tr("Review changes"));
    header->insertWidget(1, m_count);
    header->addWidget(m_changes->modes());
    body()->setSpacing(12);
    body()->addWidget(m_changes, 1);
    m_requestBox->setProperty("kind", u"sunken"_s);
    auto *lines = new QVBoxLayout(m_requestBox);
    lines->setContentsMargins(12, 9, 12, 9);
    lines->setSpacing(2);
    lines->addWidget(makeLabel(tr("Will send"), "caption", m_requestBox));
    lines->addWidget(m_request);
    body()->addWidget(m_requestBox);
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
}

void ReviewPanel::show(const Review &review)
{
    m_shown = review;
    const int count = int(review.what.changes.size());
    m_count->set(QString::number(count), Tone::Accent);
    m_count->setAccessibleDescription(count == 1 ? tr("1 change") : tr("%1 changes").arg(count));
    m_changes->show(review.what);
    m_request->setText(review.request);
    m_requestBox->setVisible(!review.request.isEmpty());
    m_send->setVisible(!review.request.isEmpty());
    setButtonText(m_send, sendWords(review.what, {}));
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

} // namespace baton::ui

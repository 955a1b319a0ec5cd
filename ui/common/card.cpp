#include "ui/common/strip.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

QFrame *makeStrip(const char *kind, QWidget *parent)
{
    auto *strip = new QFrame(parent);
    strip->setProperty("kind", QString::fromLatin1(kind));
    strip->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return strip;
}

Card::Card(QWidget *parent) : QFrame(parent)
{
    setProperty("kind", u"card"_s);
    m_outer = new QVBoxLayout(this);
    m_outer->setContentsMargins(1, 1, 1, 1);
    m_outer->setSpacing(0);
    m_body = new QVBoxLayout;
    m_body->setContentsMargins(14, 14, 14, 14);
    m_body->setSpacing(8);
    m_outer->addLayout(m_body, 1);
}

QHBoxLayout *Card::addHeader(const QString &title, const QString &caption)
{
    QFrame *header = makeStrip("header", this);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(13, 4, 13, 4);
    row->setSpacing(8);
    m_title = makeLabel(title, "strong", header);
    m_caption = makeLabel(caption, "caption", header);
    m_caption->setVisible(!caption.isEmpty());
    row->addWidget(m_title);
    row->addWidget(m_caption);
    row->addStretch(1);
    m_outer->insertWidget(0, header);
    return row;
}

void Card::setHeaderCaption(const QString &caption)
{
    if (!m_caption)
        return;
    m_caption->setText(caption);
    m_caption->setVisible(!caption.isEmpty());
}

void Card::addFlush(QWidget *widget, int stretch)
{
    // An empty body would still keep its margins.
    if (m_body->isEmpty())
        m_body->setContentsMargins(0, 0, 0, 0);
    m_outer->setStretchFactor(m_body, 0);
    m_outer->addWidget(widget, stretch);
}

} // namespace baton::ui

#include "ui/vault/vaultpages.h"

#include "ui/common/rule.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

VaultPage::VaultPage(const QString &icon, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(makeText(title, "name", this))
    , m_words(makeText({}, "text2", this))
    , m_content(new QVBoxLayout)
    , m_outer(new QVBoxLayout(this))
{
    auto *titles = new QVBoxLayout;
    titles->setSpacing(2);
    titles->addWidget(m_title);
    titles->addWidget(m_words);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new IconLabel(icon, &Colors::accent, 28, this), 0, Qt::AlignTop);
    head->addLayout(titles, 1);
    auto *inner = new QVBoxLayout;
    inner->setContentsMargins(18, 16, 18, 12);
    inner->setSpacing(14);
    inner->addLayout(head);
    m_content->setSpacing(8);
    inner->addLayout(m_content, 1);
    m_outer->setContentsMargins(0, 0, 0, 0);
    m_outer->setSpacing(0);
    m_outer->addLayout(inner, 1);
    m_outer->addWidget(new Rule(this));
}

void VaultPage::setTitle(const QString &title)
{
    m_title->setText(title);
}

void VaultPage::setWords(const QString &words)
{
    m_words->setText(words);
    m_words->setVisible(!words.isEmpty());
}

void VaultPage::addPoint(const QString &icon, QColor Colors::*token, const QString &words)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new IconLabel(icon, token, 16, this), 0, Qt::AlignTop);
    row->addWidget(makeText(words, "body", this), 1);
    m_content->addLayout(row);
}

void VaultPage::addFooter(std::initializer_list<QPushButton *> left, std::initializer_list<QPushButton *> right)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(18, 10, 18, 12);
    row->setSpacing(8);
    for (QPushButton *button : left)
        row->addWidget(button);
    row->addStretch(1);
    for (QPushButton *button : right)
        row->addWidget(button);
    m_outer->addLayout(row);
}

} // namespace baton::ui

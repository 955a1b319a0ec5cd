#pragma once

#include "ui/common/theme.h"

#include <QtWidgets/QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace baton::ui {

/// One question of the vault: icon, title and words above, content, buttons below.
class VaultPage : public QWidget {
    Q_OBJECT
public:
    VaultPage(const QString &icon, const QString &title, QWidget *parent);
    void setTitle(const QString &title);
    void setWords(const QString &words);
    QBoxLayout *content() const { return m_content; }
    /// A line of the content with an icon before it.
    void addPoint(const QString &icon, QColor Colors::*token, const QString &words);
    void addFooter(std::initializer_list<QPushButton *> left, std::initializer_list<QPushButton *> right);

private:
    QLabel *m_title, *m_words;
    QBoxLayout *m_content, *m_outer;
};

} // namespace baton::ui

#pragma once

#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QWidget>

namespace baton::ui {

/// Pages one behind the other, as QStackedWidget has them, but only as large as the one in sight needs: those behind it, laid out
/// for another width long ago, do not count.
class CurrentStack : public QWidget {
    Q_OBJECT
public:
    explicit CurrentStack(QWidget *parent = nullptr);

    int addWidget(QWidget *page) { return m_layout->addWidget(page); }
    int currentIndex() const { return m_layout->currentIndex(); }
    QWidget *currentWidget() const { return m_layout->currentWidget(); }
    QWidget *widget(int index) const { return m_layout->widget(index); }
    void setCurrentIndex(int index) { m_layout->setCurrentIndex(index); }
    void setCurrentWidget(QWidget *page) { m_layout->setCurrentWidget(page); }

Q_SIGNALS:
    void currentChanged(int index);

private:
    QStackedLayout *m_layout;
};

} // namespace baton::ui

#pragma once

#include <QtWidgets/QWidget>

class QPushButton;

namespace baton::ui {

/// The welcome page, without the rail: what Baton does in one picture, and the three ways in.
class FirstRun : public QWidget {
    Q_OBJECT
public:
    explicit FirstRun(QWidget *parent = nullptr);

Q_SIGNALS:
    void startPractising();
    void connectToSandbox();
    void openPackage();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QPushButton *m_practise;
};

} // namespace baton::ui

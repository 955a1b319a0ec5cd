#pragma once

#include <QtWidgets/QDialog>

namespace baton::ui {

/// What whoever opens the package will be able to do, and what not.
class PowerDialog : public QDialog {
    Q_OBJECT
public:
    PowerDialog(const QString &researcher, const QString &clientName, const QStringList &scopes, QWidget *parent = nullptr);
};

} // namespace baton::ui

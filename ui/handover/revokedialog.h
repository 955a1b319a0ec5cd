#pragma once

#include "app/orcid/environment.h"

#include <QtWidgets/QDialog>

namespace baton::ui {

/// How a permission ends: only the researcher can withdraw it, at the registry.
class RevokeDialog : public QDialog {
    Q_OBJECT
public:
    RevokeDialog(const orcid::Environment &environment, const QString &clientName, QWidget *parent = nullptr);
};

} // namespace baton::ui

#pragma once

#include "app/orcid/environment.h"
#include "ui/common/flowdialog.h"

namespace baton::ui {

/// How a permission ends: only the researcher can withdraw it, at the registry.
class RevokeDialog : public FlowDialog {
    Q_OBJECT
public:
    RevokeDialog(const orcid::Environment &environment, const QString &clientName, QWidget *parent = nullptr);
};

} // namespace baton::ui

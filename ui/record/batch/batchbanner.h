#pragma once

#include "app/batch/runner.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// Why a batch does not go on, for everybody or for one researcher, and what came in meanwhile. Hidden when all is well.
class BatchBanner : public Banner {
    Q_OBJECT
public:
    using Banner::Banner;
    void tell(const batch::Runner &runner);

private:
    void nameAction(const QString &name);
    void tellReason(const batch::Runner &runner);
    void tellArrived(const batch::Runner &runner);
    void tellStopped(const batch::Batch &batch, const batch::Person &person);
};

} // namespace baton::ui

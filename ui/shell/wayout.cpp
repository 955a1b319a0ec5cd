#include "ui/shell/wayout.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(WayOut)
};

} // namespace

void showWithWayOut(Page &page, const Error &error)
{
    if (error.code == u"practice.port_busy"_s)
        page.showProblem(error, Words::tr("Choose another port"), PageId::Preferences);
    else if (error.code == u"demo.registry"_s)
        page.showProblem(error, Words::tr("Go to Registry"), PageId::Registry);
    else if (error.code == u"demo.signin_waiting"_s)
        page.showProblem(error, Words::tr("Go to Sign in"), PageId::SignIn);
    else
        page.showError(error);
}

} // namespace baton::ui

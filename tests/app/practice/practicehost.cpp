// `practice` without the rest of Baton, for trying the verb while no window is built.
#include "app/cli/practiceverb.h"

#include <QtCore/QCoreApplication>

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QStringList arguments = app.arguments();
    if (arguments.value(1) == u"practice")
        arguments.removeAt(1);
    return baton::cli::runPractice(app, arguments);
}

#include "app/http/logfilter.h"

#include "app/http/redaction.h"

#include <QtCore/QtGlobal>

namespace baton::http {

namespace {

QtMessageHandler &next()
{
    static QtMessageHandler handler = nullptr;
    return handler;
}

void filter(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (next())
        next()(type, context, scrubbed(message));
}

} // namespace

void installLogFilter()
{
    const QtMessageHandler previous = qInstallMessageHandler(filter);
    if (previous != filter)
        next() = previous;
}

} // namespace baton::http

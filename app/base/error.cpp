#include "app/base/error.h"

namespace baton {

QString Error::text() const
{
    return next.isEmpty() ? what : what + u' ' + next;
}

QDebug operator<<(QDebug debug, const Error &error)
{
    QDebugStateSaver saver(debug);
    debug.noquote().nospace() << "Error(" << error.code << ": " << error.what << ')';
    return debug;
}

} // namespace baton

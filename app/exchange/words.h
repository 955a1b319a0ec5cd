#pragma once

#include <QtCore/QCoreApplication>

namespace baton::exchange {

/// Gives this room's texts their translation context, in a form that lupdate reads.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Exchange)
};

} // namespace baton::exchange

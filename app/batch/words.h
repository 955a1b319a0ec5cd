#pragma once

#include <QtCore/QCoreApplication>

namespace baton::batch {

/// Gives this room's texts their translation context, in a form that lupdate reads.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Batch)
};

} // namespace baton::batch

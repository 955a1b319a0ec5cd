#pragma once

#include "app/base/error.h"

#include <QtCore/QTypeInfo>

#include <tl/expected.hpp>

// expected's == is not constrained, so QMetaType would believe in a comparison that does not compile.
namespace QTypeTraits {
template <typename T>
struct has_operator_equal<tl::expected<T, baton::Error>> : std::false_type {};
} // namespace QTypeTraits

namespace baton {

/// Value or Error; every function of ours that can fail returns one.
template <typename T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure fail(QString code, QString what, QString next = {})
{
    return Failure(Error { std::move(code), std::move(what), std::move(next), 0, 0, {} });
}

inline Failure fail(Error error)
{
    return Failure(std::move(error));
}

} // namespace baton

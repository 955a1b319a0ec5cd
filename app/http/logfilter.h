#pragma once

namespace baton::http {

/// From now on every line through qDebug and its relatives, Qt's own output included, loses tokens, codes and client
/// secrets before it is printed (S49; Qt prints whole authorization URLs in its debug categories). Call once, early in main.
void installLogFilter();

} // namespace baton::http

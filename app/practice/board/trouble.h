#pragma once

#include "app/practice/faults.h"
#include "app/practice/server/http.h"

#include <random>

namespace baton::practice {

/// What the network faults do to one request. Drawn once, before it is handled.
struct Trouble {
    enum class Line { Whole, Dropped, Halfway };

    int delayMs = 0;
    bool handled = true;                  ///< false: nothing may change
    std::optional<HttpResponse> instead;  ///< answered in place of the registry's own answer
    Line line = Line::Whole;
    QString spoilt;                       ///< "cut", "type", "html", "proxy", or empty
    QStringList faults;                   ///< names, for the log

    /// The registry's own answer as it leaves.
    HttpResponse apply(HttpResponse response) const;
    /// How far it gets. Cut short, an answer without a body ends inside its head.
    Line reach(const HttpResponse &own) const;
};

/// A server's answer to a request: what is sent, when, and how far.
struct Reply {
    HttpResponse response;
    int delayMs = 0;
    Trouble::Line line = Trouble::Line::Whole;

    Reply(HttpResponse answer, int delay = 0, Trouble::Line howFar = Trouble::Line::Whole)
        : response(std::move(answer)), delayMs(delay), line(howFar)
    {
    }
};

/// As a proxy in front of ORCID writes it: HTML, whatever was asked for.
HttpResponse proxyPage(int status);

/// Only what programs ask for: OAuth, keys, discovery, status and the Member API. The registry's pages and its control API stay
/// in reach whatever is switched on.
bool mayBeTroubled(const QByteArray &path);

/// random decides about shares, in the order in which requests arrive.
Trouble drawTrouble(const FaultBoard &board, const QByteArray &path, std::mt19937 &random);

} // namespace baton::practice

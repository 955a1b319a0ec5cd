#include "app/base/weblink.h"
#include "app/http/gate.h"
#include "app/orcid/identifiers.h"
#include "tests/fuzz/input.h"

using namespace baton;

namespace {

bool isWeb(const QUrl &url)
{
    return url.isValid() && (url.scheme() == u"https" || url.scheme() == u"http") && !url.host().isEmpty() && url.userInfo().isEmpty();
}

// A normal form is its own normal form.
void checkIdentifier(const QString &text)
{
    static const QStringList types { QStringLiteral("doi"), QStringLiteral("isbn"), QStringLiteral("issn"), QStringLiteral("ismn"),
        QStringLiteral("arxiv"), QStringLiteral("pmid"), QStringLiteral("pmc"), QStringLiteral("handle"), QStringLiteral("uri"),
        QStringLiteral("ror"), QStringLiteral("source-work-id") };
    for (const QString &type : types) {
        const auto normal = orcid::normalise(type, text);
        if (normal && orcid::comparable(type, *normal) != *normal)
            std::abort();
        const auto digit = orcid::checkDigit(type, text);
        if (digit.applies && !digit.fits && !orcid::checkDigit(type, digit.suggestion).fits)
            std::abort();
        const QUrl url = orcid::resolveUrl(type, text);
        if (!url.isEmpty() && !url.isValid())
            std::abort();
    }
}

} // namespace

/// Addresses from records, tokens and servers: which may be opened, which may be sent to.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzz::view(data, size));
    const QUrl link = webLink(text);
    if (!link.isEmpty() && !isWeb(link))
        std::abort();
    for (const QUrl &url : { link, QUrl(text), QUrl(text, QUrl::StrictMode) }) {
        const bool go = bool(http::mayGo(url, { QStringLiteral("api.orcid.org"), QStringLiteral("127.0.0.1:9760") }));
        if (go && (!isWeb(url) || (url.host() != u"api.orcid.org" && url.host() != u"127.0.0.1")))
            std::abort();
    }
    checkIdentifier(text);
    return 0;
}

#include "app/signin/callback.h"

#include "app/base/percent.h"
#include "app/base/secret.h"
#include "app/signin/words.h"

#include <QtCore/QMap>
#include <QtCore/QStringDecoder>

#include <algorithm>
#include <optional>

namespace baton::signin {

namespace {

bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c == QChar(0x7f); });
}

// application/x-www-form-urlencoded (S8).
std::optional<QByteArray> formDecoded(QByteArrayView text)
{
    auto bytes = percentDecoded(text, true);
    return bytes && isUtf8(*bytes) ? bytes : std::nullopt;
}

using Parameters = QMap<QByteArray, QByteArray>;

Result<Parameters> parametersOf(QByteArrayView rawQuery)
{
    Parameters parameters;
    while (!rawQuery.isEmpty()) {
        const qsizetype stop = rawQuery.indexOf('&');
        const QByteArrayView pair = stop < 0 ? rawQuery : rawQuery.first(stop);
        rawQuery = stop < 0 ? QByteArrayView() : rawQuery.sliced(stop + 1);
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = formDecoded(equals < 0 ? pair : pair.first(equals));
        const auto value = formDecoded(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1));
        if (!name || !value)
            return fail(QStringLiteral("callback.encoding"),
                Words::tr("An answer with broken percent-encoding was refused."));
        if (parameters.contains(*name))
            return fail(QStringLiteral("callback.duplicate"),
                Words::tr("An answer that gives a parameter twice was refused."));
        parameters.insert(*name, *value);
    }
    return parameters;
}

bool isVisibleAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool issuerFits(const Parameters &parameters, const CallbackExpectation &expectation)
{
    const auto iss = parameters.constFind("iss");
    if (iss == parameters.constEnd())
        return !expectation.issuerRequired;
    return *iss == expectation.issuer.toUtf8();
}

CallbackAnswer answerOf(const Parameters &parameters)
{
    using Kind = CallbackAnswer::Kind;
    const QByteArray code = parameters.value("code");
    const QByteArray error = parameters.value("error");
    if (code.isEmpty() == error.isEmpty() || !isVisibleAscii(code) || !isVisibleAscii(error))
        return {};
    if (!code.isEmpty())
        return { Kind::Code, code, {}, {} };
    return { error == "access_denied" ? Kind::Denied : Kind::Refused, {}, QString::fromUtf8(error),
        QString::fromUtf8(parameters.value("error_description")) };
}

} // namespace

Result<CallbackAnswer> validateCallback(QByteArrayView rawQuery, const CallbackExpectation &expectation)
{
    const auto parameters = parametersOf(rawQuery);
    if (!parameters)
        return fail(parameters.error());
    if (!parameters->contains("state"))
        return fail(QStringLiteral("callback.state_missing"),
            Words::tr("An answer without a state was refused."));
    if (expectation.state.isEmpty() || !constantTimeEqual(parameters->value("state"), expectation.state))
        return fail(QStringLiteral("callback.state_mismatch"),
            Words::tr("An answer with a wrong state was refused: it belongs to another sign-in."));
    if (!issuerFits(*parameters, expectation))
        return CallbackAnswer { CallbackAnswer::Kind::WrongIssuer, {}, {}, {} };
    return answerOf(*parameters);
}

} // namespace baton::signin

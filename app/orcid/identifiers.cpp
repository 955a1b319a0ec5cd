#include "app/orcid/identifiers.h"

#include "app/base/weblink.h"
#include "app/orcid/enumerations.h"

#include <QtCore/QHash>
#include <QtCore/QRegularExpression>

namespace baton::orcid {

using namespace Qt::StringLiterals;

namespace {

using Normaliser = std::optional<QString> (*)(const QString &);

/// First capture of the pattern, or nothing.
std::optional<QString> capture(const QRegularExpression &pattern, const QString &value)
{
    const QRegularExpressionMatch match = pattern.match(value);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1);
}

std::optional<QString> doi(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral(R"((10\.\d+(?:\.\d+)*/[^\s"'&]+))"));
    return capture(pattern, value);
}

std::optional<QString> arxiv(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"((?:^|[:/\s])(\d{4}\.\d{4,5}(?:v\d+)?|[a-z\-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)$)"),
        QRegularExpression::CaseInsensitiveOption);
    return capture(pattern, value.trimmed());
}

std::optional<QString> pmid(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(?:https?://pubmed\.ncbi\.nlm\.nih\.gov/|.*/?(?:pubmed|med)/|PMID:?\s*)?(\d+)/?$)"),
        QRegularExpression::CaseInsensitiveOption);
    return capture(pattern, value.trimmed());
}

std::optional<QString> pmc(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"((?:^|PMC|/)\s*(\d{5,9})/?$)"), QRegularExpression::CaseInsensitiveOption);
    return capture(pattern, value.trimmed());
}

std::optional<QString> isbn(const QString &value)
{
    static const QRegularExpression notDigit(QStringLiteral("[^0-9Xx]"));
    static const QRegularExpression prefix(
        QStringLiteral(R"(^(?:urn:)?isbn(?:-1[03])?:?\s*)"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression whole(QStringLiteral("^(?:\\d{9}[\\dXx]|\\d{13})$"));
    QString digits = value.trimmed();
    digits.remove(prefix).remove(notDigit);
    if (!whole.match(digits).hasMatch())
        return std::nullopt;
    return digits;
}

std::optional<QString> issn(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral(R"((?:^|[^\d])(\d{4})-?(\d{3}[\dXx])$)"));
    const QRegularExpressionMatch match = pattern.match(value.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1) + u'-' + match.captured(2).toUpper();
}

std::optional<QString> bibcode(const QString &value)
{
    static const QRegularExpression pattern(QStringLiteral(R"((\d{4}[^\s/]{14}[A-Za-z:.]))"));
    return capture(pattern, value);
}

std::optional<QString> rrid(const QString &value)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(?:.*RRID:\s*)?([^\s/]+)$)"), QRegularExpression::CaseInsensitiveOption);
    return capture(pattern, value.trimmed());
}

std::optional<QString> uri(const QString &value)
{
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*:"));
    const QString trimmed = value.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    return scheme.match(trimmed).hasMatch() ? trimmed : u"http://"_s + trimmed;
}

Normaliser normaliserOf(const QString &type)
{
    static const QHash<QString, Normaliser> all {
        { QStringLiteral("doi"), doi },
        { QStringLiteral("arxiv"), arxiv },
        { QStringLiteral("pmid"), pmid },
        { QStringLiteral("pmc"), pmc },
        { QStringLiteral("isbn"), isbn },
        { QStringLiteral("issn"), issn },
        { QStringLiteral("bibcode"), bibcode },
        { QStringLiteral("rrid"), rrid },
        { QStringLiteral("uri"), uri },
    };
    return all.value(type, nullptr);
}

/// Weights 8…2, modulo 11 (ISO 3297).
QChar issnDigit(const QString &sevenDigits)
{
    int sum = 0;
    for (int i = 0; i < 7; ++i)
        sum += sevenDigits.at(i).digitValue() * (8 - i);
    const int digit = (11 - sum % 11) % 11;
    return digit == 10 ? u'X' : QChar(u'0' + digit);
}

/// Weights 10…2, modulo 11 (ISO 2108, ten digits).
QChar isbn10Digit(const QString &nineDigits)
{
    int sum = 0;
    for (int i = 0; i < 9; ++i)
        sum += nineDigits.at(i).digitValue() * (10 - i);
    const int digit = (11 - sum % 11) % 11;
    return digit == 10 ? u'X' : QChar(u'0' + digit);
}

/// Weights 1 and 3, modulo 10 (EAN-13: ISBN of thirteen digits, ISMN).
QChar eanDigit(const QString &twelveDigits)
{
    int sum = 0;
    for (int i = 0; i < 12; ++i)
        sum += twelveDigits.at(i).digitValue() * (i % 2 == 0 ? 1 : 3);
    return QChar(u'0' + (10 - sum % 10) % 10);
}

CheckDigit compareLast(const QString &digits, QChar right)
{
    CheckDigit result;
    result.applies = true;
    result.fits = digits.back().toUpper() == right;
    if (!result.fits)
        result.suggestion = digits.chopped(1) + right;
    return result;
}

} // namespace

std::optional<QString> normalise(const QString &type, const QString &value)
{
    std::optional<QString> normal = value;
    if (const Normaliser normaliser = normaliserOf(type))
        normal = normaliser(value);
    if (!normal || normal->isEmpty())
        return std::nullopt;
    const ExternalIdType *known = findExternalIdType(type);
    return known != nullptr && known->caseSensitive ? *normal : normal->toLower();
}

QString comparable(const QString &type, const QString &value)
{
    return normalise(type, value).value_or(value);
}

QString normaliseErrorText(const QString &type, const QString &value)
{
    return QStringLiteral("Cannot normalize identifier value %1:%2").arg(type, value);
}

CheckDigit checkDigit(const QString &type, const QString &value)
{
    if (type == u"issn") {
        const std::optional<QString> normal = issn(value);
        return normal ? compareLast(*normal, issnDigit(QString(*normal).remove(u'-'))) : CheckDigit {};
    }
    if (type == u"isbn") {
        const std::optional<QString> normal = isbn(value);
        if (!normal)
            return {};
        return compareLast(*normal, normal->size() == 10 ? isbn10Digit(*normal) : eanDigit(*normal));
    }
    if (type == u"ismn") {
        static const QRegularExpression separators(QStringLiteral("[-\\s]"));
        static const QRegularExpression whole(QStringLiteral("^9790\\d{9}$"));
        const QString digits = QString(value).remove(separators);
        return whole.match(digits).hasMatch() ? compareLast(digits, eanDigit(digits)) : CheckDigit {};
    }
    return {};
}

QUrl resolveUrl(const QString &type, const QString &value)
{
    const std::optional<QString> normal = normalise(type, value);
    if (!normal)
        return {};
    if (type == u"uri")
        return webLink(*normal);
    const ExternalIdType *known = findExternalIdType(type);
    if (known == nullptr || known->resolvePrefix.isEmpty())
        return {};
    return webLink(known->resolvePrefix + QString::fromLatin1(QUrl::toPercentEncoding(*normal, "/:;()@,")));
}

} // namespace baton::orcid

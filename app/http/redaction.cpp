#include "app/http/redaction.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrlQuery>

#include <algorithm>

namespace baton::http {

namespace {

// Shorter values turn up in innocent text too often to be replaced wherever they appear.
constexpr qsizetype shortestEchoed = 6;
// A server could send thousands; each costs a search through every later text.
constexpr qsizetype mostKept = 200;

const QString namePattern = QStringLiteral("access_token|refresh_token|id_token_hint|id_token|subject_token|actor_token|token|"
                                           "client_secret|client_assertion|assertion|code_verifier|code|state|passphrase|password");

const QRegularExpression &jwtPattern()
{
    static const QRegularExpression pattern(
        QStringLiteral("eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*)?"));
    return pattern;
}

bool isJwt(const QString &value)
{
    const auto match = jwtPattern().match(value);
    return match.hasMatch() && match.capturedStart() == 0 && match.capturedLength() == value.size();
}

QString jwtLabel(const QString &name)
{
    static const QStringList idTokens { QStringLiteral("subject_token"), QStringLiteral("assertion"),
        QStringLiteral("id_token"), QStringLiteral("id_token_hint") };
    if (idTokens.contains(name))
        return QStringLiteral("id_token");
    return name.isEmpty() ? QStringLiteral("token") : name;
}

// The end of one is no help in telling two apart, and a guess at the rest should have no start.
bool showsTail(const QString &name)
{
    static const QStringList silent { QStringLiteral("client_secret"), QStringLiteral("code"), QStringLiteral("code_verifier"),
        QStringLiteral("passphrase"), QStringLiteral("password"), QStringLiteral("cookie"), QStringLiteral("state") };
    return !silent.contains(name);
}

QString describe(const Secret &value, const QString &name)
{
    if (isJwt(value.revealString()))
        return QStringLiteral("hidden %1, %2 characters").arg(jwtLabel(name), QLocale(QLocale::English).toString(value.size()));
    const QString tail = showsTail(name) ? value.tail() : QString();
    return tail.isEmpty() ? QStringLiteral("hidden") : QStringLiteral("hidden, ends %1").arg(tail);
}

QString decodedJsonString(QStringView escaped)
{
    if (!escaped.contains(u'\\'))
        return escaped.toString();
    QByteArray literal = "[\"" + escaped.toUtf8() + "\"]";
    const QString decoded = QJsonDocument::fromJson(literal).array().at(0).toString();
    wipe(literal);
    return decoded.isEmpty() ? escaped.toString() : decoded;
}

QString jsonEscaped(const QString &value)
{
    const QByteArray array = QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.mid(2, array.size() - 4));
}

// Position after the closing quote of the string that opens at `open`, or the size when it never closes.
qsizetype stringEnd(QStringView text, qsizetype open)
{
    qsizetype i = open + 1;
    while (i < text.size() && text[i] != u'"')
        i += text[i] == u'\\' ? 2 : 1;
    return qMin(i + 1, text.size());
}

qsizetype skipSpace(QStringView text, qsizetype i)
{
    while (i < text.size() && text[i].isSpace())
        ++i;
    return i;
}

} // namespace

bool isSecretName(const QString &name)
{
    static const QStringList names = namePattern.split(u'|');
    return names.contains(name, Qt::CaseInsensitive);
}

Redactor::Redactor(QList<Hidden> &hidden) : m_hidden(hidden) { }

QString Redactor::hide(const Secret &value, const QString &name)
{
    if (value.isEmpty())
        return {};
    for (const Hidden &entry : std::as_const(m_hidden)) {
        if (entry.value == value)
            return entry.placeholder;
    }
    if (m_hidden.size() >= mostKept)
        return QStringLiteral("‹hidden, not kept›");
    const QString words = describe(value, name.toLower());
    QString placeholder = u'‹' + words + u'›';
    for (int n = 2; isPlaceholder(placeholder); ++n)
        placeholder = QStringLiteral("‹%1 (%2)›").arg(words).arg(n);
    m_hidden.append({ placeholder, value });
    return placeholder;
}

bool Redactor::isPlaceholder(QStringView text) const
{
    return std::any_of(m_hidden.cbegin(), m_hidden.cend(), [&](const Hidden &entry) { return entry.placeholder == text; });
}

QString Redactor::formValue(const QString &name, const QString &value)
{
    if (isSecretName(name) && !isPlaceholder(value))
        return hide(Secret::fromString(value), name);
    return text(value);
}

QString Redactor::headerValue(QByteArrayView name, const QByteArray &value)
{
    const QByteArray lower = name.toByteArray().toLower();
    if (lower == "cookie" || lower == "set-cookie")
        return hide(Secret(value), QStringLiteral("cookie"));
    if (lower == "authorization" || lower == "proxy-authorization") {
        const qsizetype space = value.indexOf(' ');
        return QString::fromLatin1(value.first(space + 1)) + hide(Secret(QByteArrayView(value).sliced(space + 1)), {});
    }
    return text(QString::fromUtf8(value));
}

QUrl Redactor::url(const QUrl &url)
{
    const auto redacted = [this](const QString &encoded) {
        QStringList parts = encoded.split(u'&');
        for (QString &part : parts) {
            const qsizetype equals = part.indexOf(u'=');
            const QString name = part.left(equals);
            if (equals < 0 || !isSecretName(name))
                continue;
            const QByteArray value = QByteArray::fromPercentEncoding(part.mid(equals + 1).toLatin1());
            part = name + u'=' + hide(Secret(value), name);
        }
        return text(parts.join(u'&'));
    };
    QUrl out = url;
    if (url.hasQuery())
        out.setQuery(redacted(url.query(QUrl::FullyEncoded)));
    if (url.hasFragment())
        out.setFragment(redacted(url.fragment(QUrl::FullyEncoded)));
    out.setUserInfo({});
    out.setPath(text(url.path()));
    return out;
}

QString Redactor::text(const QString &text)
{
    return known(tokens(members(text)));
}

// Rewrites the string values of secret JSON members; tolerant, so that broken JSON and JSON inside other text count too.
QString Redactor::members(const QString &text)
{
    if (!text.contains(u'"'))
        return text;
    QString out;
    qsizetype copied = 0;
    for (qsizetype open = text.indexOf(u'"'); open >= 0; open = text.indexOf(u'"', open)) {
        const qsizetype end = stringEnd(text, open);
        const qsizetype colon = skipSpace(text, end);
        const qsizetype value = skipSpace(text, colon + 1);
        if (colon >= text.size() || text[colon] != u':' || value >= text.size() || text[value] != u'"') {
            open = end;
            continue;
        }
        const qsizetype valueEnd = stringEnd(text, value);
        const bool closed = valueEnd - 1 > value && text[valueEnd - 1] == u'"';
        const QStringView raw = QStringView(text).sliced(value + 1, valueEnd - value - (closed ? 2 : 1));
        if (!raw.isEmpty() && !isPlaceholder(raw) && isSecretName(decodedJsonString(QStringView(text).sliced(open + 1, end - open - 2)))) {
            const QString name = decodedJsonString(QStringView(text).sliced(open + 1, end - open - 2));
            out += QStringView(text).sliced(copied, value + 1 - copied);
            out += hide(Secret::fromString(decodedJsonString(raw)), name);
            copied = valueEnd - (closed ? 1 : 0);
        }
        open = valueEnd;
    }
    out += QStringView(text).sliced(copied);
    return out;
}

// Compact JWTs, bearer values, name=value pairs and the way Qt prints a map of parameters.
QString Redactor::tokens(QString text)
{
    static const QRegularExpression bearer(QStringLiteral("\\b(?:bearer|basic)\\s+(?=[^\\s\"]*\\d)([A-Za-z0-9._~+/=-]{8,})"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression pair(QStringLiteral("(?<![\\w-])(%1)=([^&\\s\"'<>‹›#]+)").arg(namePattern));
    static const QRegularExpression printed(
        QStringLiteral("\\(\\s*\"?(%1)\"?\\s*,\\s*(?:QVariant\\(QString,\\s*)?\"([^\"]+)\"").arg(namePattern));
    const auto replaceAll = [&](const QRegularExpression &pattern, int nameGroup, int valueGroup) {
        qsizetype from = 0;
        for (auto match = pattern.match(text, from); match.hasMatch(); match = pattern.match(text, from)) {
            const QString value = match.captured(valueGroup);
            const QString name = nameGroup ? match.captured(nameGroup) : QString();
            const QString decoded = pattern == pair ? QUrl::fromPercentEncoding(value.toUtf8()) : value;
            const QString placeholder = isPlaceholder(value) ? value : hide(Secret::fromString(decoded), name);
            text.replace(match.capturedStart(valueGroup), match.capturedLength(valueGroup), placeholder);
            from = match.capturedStart(valueGroup) + placeholder.size();
        }
    };
    if (text.contains(QStringLiteral("eyJ")))
        replaceAll(jwtPattern(), 0, 0);
    if (text.contains(QStringLiteral("bearer"), Qt::CaseInsensitive) || text.contains(QStringLiteral("basic"), Qt::CaseInsensitive))
        replaceAll(bearer, 0, 1);
    if (text.contains(u'='))
        replaceAll(pair, 1, 2);
    if (text.contains(u'('))
        replaceAll(printed, 1, 2);
    return text;
}

// What was hidden once is hidden wherever it comes back, in the spellings a form or JSON gives it.
QString Redactor::known(QString text) const
{
    QList<Hidden> longestFirst = m_hidden;
    std::sort(longestFirst.begin(), longestFirst.end(), [](const Hidden &a, const Hidden &b) { return a.value.size() > b.value.size(); });
    for (const Hidden &entry : std::as_const(longestFirst)) {
        if (entry.value.size() < shortestEchoed)
            continue;
        const QString value = entry.value.revealString();
        const bool inPlaceholder = std::any_of(m_hidden.cbegin(), m_hidden.cend(), [&](const Hidden &other) { return other.placeholder.contains(value); });
        if (inPlaceholder)
            continue;
        for (const QString &form : { value, QString::fromLatin1(QUrl::toPercentEncoding(value)), jsonEscaped(value) })
            text.replace(form, entry.placeholder);
    }
    return text;
}

QString scrubbed(const QString &text)
{
    QList<Hidden> hidden;
    return Redactor(hidden).text(text);
}

} // namespace baton::http

#include "app/http/trace.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace baton::http {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Curl", text);
}

QString quoted(QString text)
{
    text.remove(QChar(u'\0')); // no shell argument can hold one
    text.replace(u'\'', QStringLiteral("'\\''"));
    return u'\'' + text + u'\'';
}

// Writes arguments for a POSIX shell; what is hidden becomes a double-quoted variable between single-quoted parts (S53).
class Writer {
public:
    Writer(const Exchange &exchange, bool reveal) : m_exchange(exchange), m_reveal(reveal) { }

    QString argument(const QString &text, const QString &nameHint)
    {
        if (m_reveal)
            return quoted(m_exchange.reveal(text));
        QString out;
        qsizetype pos = 0;
        while (pos < text.size()) {
            const auto [at, entry] = nextHidden(text, pos);
            if (!entry) {
                out += quoted(text.mid(pos));
                break;
            }
            if (at > pos)
                out += quoted(text.mid(pos, at - pos));
            out += QStringLiteral("\"$%1\"").arg(variable(entry->placeholder, nameHint));
            pos = at + entry->placeholder.size();
        }
        return out.isEmpty() ? QStringLiteral("''") : out;
    }

    QString preamble() const
    {
        QString out;
        if (!m_names.isEmpty())
            out += QStringLiteral("# ") + tr("Set the secret values first; typing is not echoed and leaves no history:") + u'\n';
        for (const auto &[placeholder, name] : m_names)
            out += QStringLiteral("# stty -echo; read -r %1; stty echo\n").arg(name);
        return out;
    }

private:
    std::pair<qsizetype, const Hidden *> nextHidden(const QString &text, qsizetype from) const
    {
        std::pair<qsizetype, const Hidden *> best { -1, nullptr };
        for (const Hidden &entry : m_exchange.hidden) {
            const qsizetype at = text.indexOf(entry.placeholder, from);
            if (at >= 0 && (!best.second || at < best.first))
                best = { at, &entry };
        }
        return best;
    }

    QString variable(const QString &placeholder, const QString &hint)
    {
        for (const auto &[known, name] : std::as_const(m_names)) {
            if (known == placeholder)
                return name;
        }
        QString base;
        for (const QChar c : hint.toUpper())
            base += (c >= u'A' && c <= u'Z') || c == u'_' ? c : QChar(u'_');
        QString name = base.isEmpty() ? QStringLiteral("SECRET") : base;
        const auto taken = [&](const QString &candidate) {
            return std::any_of(m_names.cbegin(), m_names.cend(), [&](const auto &entry) { return entry.second == candidate; });
        };
        for (int n = 2; taken(name); ++n)
            name = base + u'_' + QString::number(n);
        m_names.append({ placeholder, name });
        return name;
    }

    const Exchange &m_exchange;
    bool m_reveal;
    QList<std::pair<QString, QString>> m_names;
};

// Headers curl works out by itself.
bool isAutomatic(const QString &name)
{
    static const QStringList names { QStringLiteral("content-length"), QStringLiteral("host"), QStringLiteral("connection"),
        QStringLiteral("accept-encoding") };
    return names.contains(name.toLower());
}

QString commentLine(QString text)
{
    return QStringLiteral("# ") + text.replace(u'\n', u' ').replace(u'\r', u' ') + u'\n';
}

} // namespace

QString Trace::toCurl(const Exchange &exchange, bool revealSecrets)
{
    Writer writer(exchange, revealSecrets);
    const QString joint = QStringLiteral(" \\\n  ");
    QString command = QStringLiteral("curl --globoff --request ") + quoted(exchange.method) + joint + QStringLiteral("--url ")
        + writer.argument(exchange.urlText(), QStringLiteral("URL_VALUE"));
    for (const TracedHeader &header : exchange.requestHeaders) {
        if (isAutomatic(header.name) || (!exchange.requestForm.isEmpty() && header.name.compare(u"content-type", Qt::CaseInsensitive) == 0))
            continue;
        const bool token = header.name.compare(u"authorization", Qt::CaseInsensitive) == 0;
        command += joint + QStringLiteral("--header ")
            + writer.argument(header.name + QStringLiteral(": ") + header.value, token ? QStringLiteral("ACCESS_TOKEN") : QString());
    }
    for (const auto &[name, value] : exchange.requestForm)
        command += joint + QStringLiteral("--data-urlencode ") + writer.argument(name + u'=' + value, name);
    // --data-raw, because --data would read a file when the body starts with @.
    if (exchange.requestForm.isEmpty() && !exchange.requestBody.isEmpty())
        command += joint + QStringLiteral("--data-raw ") + writer.argument(exchange.requestBody, {});
    QString head;
    if (exchange.requestCut)
        head = commentLine(tr("The body is longer than what was kept; it is not complete here."));
    return head + writer.preamble() + command + u'\n';
}

} // namespace baton::http
